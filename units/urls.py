from django.urls import path

from units import views
from units.views import delegations

app_name = "units"
urlpatterns = [
    path("thong-bao/", views.notice_list, name="notice_list"),
    path("thong-bao/doc-het/", views.notice_read_all, name="notice_read_all"),
    path("thong-bao/<int:pk>/", views.notice_open, name="notice_open"),
    path("tep/<int:pk>/", views.attachment_download, name="attachment_download"),
    path("uy-quyen/", delegations.delegation_list, name="delegation_list"),
    path("uy-quyen/moi/", delegations.delegation_new, name="delegation_new"),
    path("uy-quyen/<int:pk>/cham-dut/", delegations.delegation_end, name="delegation_end"),
]
