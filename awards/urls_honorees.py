from django.urls import path

from awards.views import honorees

app_name = "honorees"
urlpatterns = [
    path("", honorees.honoree_list, name="honoree_list"),
    path("<int:pk>/", honorees.honoree_detail, name="honoree_detail"),
]
