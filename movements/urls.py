from django.urls import path, re_path

from movements.views import completeness, filings, launches, lists, registrations
from movements.workflow import FILING_STEP, MOVEMENT_STEP, REGISTRATION_STEP

app_name = "movements"
urlpatterns = [
    path("phong-trao/", lists.movement_list, name="movement_list"),
    path("phong-trao/chi-thi/", lists.directive_detail, name="directive_detail"),
    path("phong-trao/soan/", launches.launch_list, name="launch_list"),
    path("phong-trao/soan/moi/", launches.launch_new, name="launch_new"),
    path("phong-trao/soan/<int:pk>/", launches.launch_edit, name="launch_edit"),
    path(f"phong-trao/soan/<int:pk>/<{MOVEMENT_STEP}:step_name>/", launches.launch_step, name="launch_step"),
    path("phong-trao/<slug:key>/", lists.movement_detail, name="movement_detail"),
    path("ket-qua/", lists.filing_list, name="filing_list"),
    path("ket-qua/bat-dau/<int:period_pk>/", filings.filing_start, name="filing_start"),
    path("ket-qua/<int:pk>/", filings.filing_detail, name="filing_detail"),
    path("ket-qua/<int:pk>/luu/", filings.filing_save, name="filing_save"),
    path("ket-qua/<int:pk>/tep/", filings.evidence_add, name="evidence_add"),
    path("ket-qua/<int:pk>/tep/<int:file_pk>/go/", filings.evidence_remove, name="evidence_remove"),
    path("ket-qua/<int:pk>/cap-duoi/<str:code>/", filings.box_children, name="box_children"),
    path(f"ket-qua/<int:pk>/<{FILING_STEP}:step_name>/", filings.filing_step, name="filing_step"),
    path("dang-ky/", registrations.registration_list, name="registration_list"),
    path("dang-ky/bat-dau/<int:term_pk>/", registrations.registration_start, name="registration_start"),
    path("dang-ky/<int:pk>/", registrations.registration_detail, name="registration_detail"),
    path("dang-ky/<int:pk>/luu/", registrations.registration_save, name="registration_save"),
    path(
        f"dang-ky/<int:pk>/<{REGISTRATION_STEP}:step_name>/", registrations.registration_step, name="registration_step"
    ),
    path("ket-qua/hoan-thanh/", completeness.completeness_page, name="completeness"),
    re_path(
        r"^ket-qua/hoan-thanh/bang\.(?P<ending>xlsx|csv|pdf)$", completeness.completeness_file, name="completeness_file"
    ),
]
