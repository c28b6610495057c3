"""Revocations, under the queue's own address and names."""

from django.urls import path

from awards.revocation_workflow import REVOCATION_STEP
from awards.views import revocations

CASE = "huy-bo/<int:pk>/"
urlpatterns = [
    path("huy-bo/", revocations.revocation_list, name="revocation_list"),
    path("huy-bo/moi/<int:honoree_pk>/", revocations.revocation_new, name="revocation_new"),
    path(CASE, revocations.revocation_detail, name="revocation_detail"),
    path(f"{CASE}sua/", revocations.revocation_edit, name="revocation_edit"),
    path(f"{CASE}buoc/<{REVOCATION_STEP}:step_name>/", revocations.revocation_step, name="revocation_step"),
    path(f"{CASE}xem-lai/<int:flag_pk>/", revocations.flag_judge, name="flag_judge"),
    path(f"{CASE}thu-hoi/<int:recovery_pk>/", revocations.recovery_record, name="recovery_record"),
]
