"""Lấy ý kiến Nhân dân, inside; under the queue's own address and names."""

from django.urls import path

from awards.consultation_workflow import COMMENT_STEP
from awards.views import consultations as views

urlpatterns = [
    path("lay-y-kien/", views.consultation_list, name="consultation_list"),
    path("lay-y-kien/<int:pk>/", views.consultation_detail, name="consultation_detail"),
    path("lay-y-kien/<int:pk>/sua/", views.consultation_edit, name="consultation_edit"),
    path("lay-y-kien/<int:pk>/dang/", views.consultation_open, name="consultation_open"),
    path("lay-y-kien/<int:pk>/tong-hop/", views.summary_edit, name="summary_edit"),
    path("lay-y-kien/<int:pk>/ky/", views.summary_sign, name="summary_sign"),
    path(
        f"lay-y-kien/<int:pk>/gop-y/<int:comment_pk>/<{COMMENT_STEP}:step_name>/", views.comment_step,
        name="comment_step",
    ),
    path("<int:pk>/lay-y-kien/", views.consultation_prepare, name="consultation_prepare"),
    path("<int:pk>/lay-y-kien/ket-thuc/", views.consultation_end, name="consultation_end"),
]  # fmt: skip
