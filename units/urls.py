from django.urls import path

from units import views

app_name = "units"
urlpatterns = [
    path("thong-bao/", views.notice_list, name="notice_list"),
    path("thong-bao/doc-het/", views.notice_read_all, name="notice_read_all"),
    path("thong-bao/<int:pk>/", views.notice_open, name="notice_open"),
    path("tep/<int:pk>/", views.attachment_download, name="attachment_download"),
]
