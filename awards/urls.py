from django.urls import include, path

from awards import urls_checks, urls_councils
from awards.render import LABELS
from awards.views import decisions, desk, dossiers, entry, lines, papers, queue
from awards.workflow import DOSSIER_STEP
from thidua.paper.views import TYPES
from thidua.workflow import choice_converter

app_name = "awards"
KIND, TYPE = choice_converter("dossier_paper", LABELS), choice_converter("dossier_paper_type", TYPES)
urlpatterns = [
    path("", include("awards.urls_above")),
    path("", include("awards.urls_consultations")),
    path("", include("awards.urls_issuing")),
    path("", include("awards.urls_revocations")),
    path("", queue.dossier_list, name="dossier_list"),
    path("moi/", dossiers.dossier_new, name="dossier_new"),
    path("goi-y/", entry.suggestions, name="suggestions"),
    path("dot-xuat/", entry.urgent_list, name="urgent_list"),
    path("dot-xuat/moi/", entry.urgent_new, name="urgent_new"),
    path("nhap-thay/", entry.from_paper, name="from_paper"),
    path("<int:pk>/ke-khai/", entry.declare, name="declare"),
    path("<int:pk>/khong-mat/", entry.confirm_open, name="confirm_open"),
    path("quyet-dinh/", decisions.decision_list, name="decision_list"),
    path("quyet-dinh/<int:pk>/", decisions.decision_detail, name="decision_detail"),
    path("hang-loat/", queue.dossier_bulk, name="dossier_bulk"),
    path("bo-loc/", queue.filter_list, name="filter_list"),
    path("bo-loc/<int:filter_pk>/", queue.filter_change, name="filter_change"),
    path("bo-loc/<int:filter_pk>/xoa/", queue.filter_delete, name="filter_delete"),
    path("chua-thong-bao/", desk.notice_list, name="notice_list"),
    path("<int:pk>/giay-tiep-nhan/", desk.receipt_slip, name="receipt_slip"),
    path("<int:pk>/tach-tam-dung/", desk.dossier_split, name="dossier_split"),
    path("<int:pk>/thong-bao/", desk.notice_sign, name="notice_sign"),
    path("<int:pk>/dong/<int:line_pk>/tam-dung/", desk.line_hold, name="line_hold"),
    path("<int:pk>/dong/<int:line_pk>/hinh-thuc-thap-hon/", desk.line_lower, name="line_lower"),
    path("<int:pk>/dong/<int:line_pk>/tra-loi/", desk.line_answer, name="line_answer"),
    path("<int:pk>/dong/<int:line_pk>/rut/", desk.line_withdraw, name="line_withdraw"),
    path("<int:pk>/", dossiers.dossier_detail, name="dossier_detail"),
    path("<int:pk>/sua/", dossiers.dossier_edit, name="dossier_edit"),
    path("<int:pk>/giay-to/", dossiers.paper_add, name="paper_add"),
    path("<int:pk>/giay-to/<int:file_pk>/go/", dossiers.paper_remove, name="paper_remove"),
    path("<int:pk>/van-ban/", papers.dossier_papers, name="dossier_papers"),
    path(f"<int:pk>/van-ban/<{KIND}:key>.<{TYPE}:ext>", papers.dossier_paper, name="dossier_paper"),
    path("<int:pk>/bien-ban/", papers.minutes_edit, name="minutes_edit"),
    path("<int:pk>/dong/<int:line_pk>/bao-cao/", papers.report_edit, name="report_edit"),
    path("<int:pk>/dong/<int:line_pk>/bao-cao/dinh-kem/", papers.report_attach, name="report_attach"),
    path(f"<int:pk>/dong/<int:line_pk>/bao-cao.<{TYPE}:ext>", papers.report_file, name="report_file"),
    path("<int:pk>/dong/moi/", lines.line_new, name="line_new"),
    path("<int:pk>/dong/<int:line_pk>/", lines.line_edit, name="line_edit"),
    path("<int:pk>/dong/<int:line_pk>/bo/", lines.line_remove, name="line_remove"),
    path("<int:pk>/dong/<int:line_pk>/ket-luan/", lines.line_conclude, name="line_conclude"),
    path("<int:pk>/dong/<int:line_pk>/khong-tang/", lines.line_mark, name="line_mark"),
    path(f"<int:pk>/<{DOSSIER_STEP}:step_name>/", dossiers.dossier_step, name="dossier_step"),
    *urls_checks.urlpatterns,
    *urls_councils.of_dossiers,
]
