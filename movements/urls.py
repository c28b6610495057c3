from django.urls import include, path, re_path

from movements.render import PAPERS
from movements.views import (
    behalf,
    boxes,
    completeness,
    due,
    filings,
    indicators,
    launches,
    lists,
    pacts,
    receipt,
    registration_lists,
    registration_papers,
    registrations,
    workbook,
)
from movements.workflow import FILING_STEP, MOVEMENT_STEP, REGISTRATION_STEP
from thidua.paper.views import TYPES
from thidua.workflow import choice_converter

PAPER_KIND, PAPER_TYPE = choice_converter("paper_kind", PAPERS), choice_converter("paper_type", TYPES)

app_name = "movements"
urlpatterns = [
    path("phong-trao/", lists.movement_list, name="movement_list"),
    path("phong-trao/chi-thi/", lists.directive_detail, name="directive_detail"),
    path("phong-trao/soan/", launches.launch_list, name="launch_list"),
    path("phong-trao/soan/moi/", launches.launch_new, name="launch_new"),
    path("phong-trao/soan/<int:pk>/", launches.launch_edit, name="launch_edit"),
    path("phong-trao/soan/<int:pk>/tep/", launches.launch_file_add, name="launch_file_add"),
    path("phong-trao/soan/<int:pk>/tep/<int:file_pk>/go/", launches.launch_file_remove, name="launch_file_remove"),
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
    path("dang-ky/giao-uoc/", pacts.pact_list, name="pact_list"),
    path("dang-ky/<int:pk>/giao-uoc/", pacts.pact_detail, name="pact_detail"),
    path("dang-ky/<int:pk>/giao-uoc/ky/", pacts.pact_sign, name="pact_sign"),
    path("dang-ky/<int:pk>/giao-uoc/de-nghi-sua/", pacts.pact_return, name="pact_return"),
    path(f"dang-ky/<int:pk>/giao-uoc/van-ban.<{PAPER_TYPE}:ext>", pacts.pact_file, name="pact_file"),
    path("dang-ky/<int:pk>/luu/", registrations.registration_save, name="registration_save"),
    path(
        f"dang-ky/<int:pk>/<{REGISTRATION_STEP}:step_name>/", registrations.registration_step, name="registration_step"
    ),
    path("ket-qua/<int:pk>/o/", boxes.box_news, name="box_news"),
    path("ket-qua/<int:pk>/o/<str:code>/", boxes.box_detail, name="box_detail"),
    path("ket-qua/<int:pk>/o/<str:code>/luu/", boxes.box_save, name="box_save"),
    path("ket-qua/<int:pk>/nhan-xet/", boxes.narratives_save, name="narratives_save"),
    path("ket-qua/<int:pk>/excel/", workbook.workbook_upload, name="workbook_upload"),
    path("ket-qua/<int:pk>/excel/tai-ve/", workbook.workbook_download, name="workbook_download"),
    path("ket-qua/<int:pk>/excel/<int:upload_pk>/", workbook.workbook_difference, name="workbook_difference"),
    path("ket-qua/<int:pk>/excel/<int:upload_pk>/nhan/", workbook.workbook_accept, name="workbook_accept"),
    path("ket-qua/<int:pk>/excel/<int:upload_pk>/loi/", workbook.workbook_errors, name="workbook_errors"),
    path("ket-qua/<int:pk>/excel/<int:upload_pk>/bo/", workbook.workbook_discard, name="workbook_discard"),
    path("ket-qua/kiem-tra-bien-nhan/", receipt.receipt_check, name="receipt_check"),
    path("ket-qua/<int:pk>/bien-nhan/<int:number>/", receipt.filing_receipt, name="filing_receipt"),
    path("ket-qua/han-gui/", due.due_list, name="due_list"),
    path("ket-qua/han-gui/<int:period_pk>/gia-han/", due.extension_new, name="extension_new"),
    path("ket-qua/han-gui/<int:period_pk>/gia-han/<int:unit_pk>/", due.extension_edit, name="extension_edit"),
    path("ket-qua/han-gui/<int:period_pk>/<slug:level>/", due.due_move, name="due_move"),
    path("ket-qua/nhap-thay/", behalf.behalf_new, name="behalf_new"),
    path("ket-qua/<int:pk>/ban-giay/", behalf.paper_edit, name="paper_edit"),
    path("danh-muc/chi-tieu/", indicators.indicator_list, name="indicator_list"),
    path("danh-muc/chi-tieu/moi/", indicators.indicator_new, name="indicator_new"),
    path("danh-muc/chi-tieu/vi-du/", indicators.indicator_example, name="indicator_example"),
    path("danh-muc/chi-tieu/<str:code>/", indicators.indicator_detail, name="indicator_detail"),
    path("danh-muc/chi-tieu/<str:code>/sua/", indicators.indicator_edit, name="indicator_edit"),
    path("danh-muc/chi-tieu/<str:code>/ket-thuc/", indicators.indicator_end, name="indicator_end"),
    path("danh-muc/chi-tieu/<str:code>/<slug:part>/them/", indicators.indicator_part_add, name="indicator_part_add"),
    path(
        "danh-muc/chi-tieu/<str:code>/<slug:part>/<int:pk>/bo/",
        indicators.indicator_part_remove,
        name="indicator_part_remove",
    ),
    path("dang-ky/<int:pk>/tep/", registrations.registration_file_add, name="registration_file_add"),
    path(
        "dang-ky/<int:pk>/tep/<int:file_pk>/go/",
        registrations.registration_file_remove,
        name="registration_file_remove",
    ),
    path("dang-ky/<int:pk>/ban/<int:number>/", registration_papers.registration_version, name="registration_version"),
    path(
        f"dang-ky/<int:pk>/van-ban/<{PAPER_KIND}:kind>.<{PAPER_TYPE}:ext>",
        registration_papers.registration_paper,
        name="registration_paper",
    ),
    path(
        "dang-ky/tiep-nhan/<int:term_pk>/", registration_lists.registration_accept_many, name="registration_accept_many"
    ),
    path("dang-ky/tong-hop/<int:term_pk>/", registration_lists.registration_summary_page, name="registration_summary"),
    path(
        f"dang-ky/tong-hop/<int:term_pk>/van-ban.<{PAPER_TYPE}:ext>",
        registration_lists.registration_summary_paper,
        name="registration_summary_paper",
    ),
    path("dang-ky/tong-hop/<int:term_pk>/chot/", registration_lists.summary_confirm, name="summary_confirm"),
    path("dang-ky/bang-tong-hop/<int:pk>/", registration_lists.summary_detail, name="summary_detail"),
    path(
        f"dang-ky/bang-tong-hop/<int:pk>/van-ban.<{PAPER_TYPE}:ext>",
        registration_lists.summary_file,
        name="summary_file",
    ),
    path("dang-ky/bang-tong-hop/<int:pk>/gui/", registration_lists.summary_send, name="summary_send"),
    path("dang-ky/han/<int:term_pk>/", registration_lists.deadline_list, name="deadline_list"),
    path("dang-ky/han/<int:pk>/bo/", registration_lists.deadline_remove, name="deadline_remove"),
    path("", include("movements.urls_reminders")),
    path("ket-qua/hoan-thanh/", completeness.completeness_page, name="completeness"),
    re_path(
        r"^ket-qua/hoan-thanh/bang\.(?P<ending>xlsx|csv|pdf)$", completeness.completeness_file, name="completeness_file"
    ),
]
