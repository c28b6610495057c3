from django.urls import path

from movements.views import implementation as views

app_name = "implementation"
urlpatterns = [
    path("", views.activity_list, name="activity_list"),
    path("xuat/", views.activity_export, name="activity_export"),
    path("them/<str:kind>/", views.activity_new, name="activity_new"),
    path("<int:pk>/", views.activity_detail, name="activity_detail"),
    path("<int:pk>/sua/", views.activity_edit, name="activity_edit"),
    path("<int:pk>/rut/", views.activity_withdraw, name="activity_withdraw"),
    path("<int:pk>/tep/", views.activity_file_add, name="activity_file_add"),
    path("<int:pk>/tep/<int:file_pk>/go/", views.activity_file_remove, name="activity_file_remove"),
]
