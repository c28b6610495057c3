from django.urls import path

from reports.views import public_consultations as views

urlpatterns = [
    path("", views.consultations, name="public_consultations"),
    path("<int:pk>/", views.consultation, name="public_consultation"),
]
