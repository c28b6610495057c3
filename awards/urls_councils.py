"""Councils, sittings, ballots."""

from django.urls import path

from awards.council_workflow import SITTING_STEP
from awards.render.sittings import SITTING_PAPERS
from awards.views import ballots, council_after, councils, sittings
from thidua.paper.views import TYPES
from thidua.workflow import choice_converter

app_name = "councils"
PAPER, TYPE = choice_converter("sitting_paper", SITTING_PAPERS), choice_converter("sitting_paper_type", TYPES)
ONE = "phien/<int:pk>/"
ITEM = f"{ONE}noi-dung/<int:item_pk>/"
urlpatterns = [
    path("", sittings.sitting_list, name="sitting_list"),
    path("danh-sach/", councils.council_list, name="council_list"),
    path("moi/", councils.council_new, name="council_new"),
    path("<int:pk>/", councils.council_detail, name="council_detail"),
    path("<int:pk>/sua/", councils.council_edit, name="council_edit"),
    path("<int:pk>/thanh-vien/", councils.member_add, name="member_add"),
    path("<int:pk>/thanh-vien/<int:member_pk>/thoi/", councils.member_release, name="member_release"),
    path("<int:pk>/phien-moi/", sittings.sitting_new, name="sitting_new"),
    path("<int:pk>/quyet-dinh/", council_after.own_decision, name="own_decision"),
    path(ONE, sittings.sitting_detail, name="sitting_detail"),
    path(f"{ONE}sua/", sittings.sitting_edit, name="sitting_edit"),
    path(f"{ONE}chuong-trinh/", sittings.agenda_add, name="agenda_add"),
    path(f"{ITEM}bo/", sittings.agenda_remove, name="agenda_remove"),
    path(f"{ITEM}hinh-thuc-thap-hon/", sittings.item_lower, name="item_lower"),
    path(f"{ITEM}khai/", ballots.declare, name="declare"),
    path(f"{ONE}khai/<int:declaration_pk>/rut/", ballots.declare_withdraw, name="declare_withdraw"),
    path(f"{ONE}tai-lieu/", sittings.paper_add, name="paper_add"),
    path(f"{ONE}tai-lieu/<int:file_pk>/go/", sittings.paper_remove, name="paper_remove"),
    path(f"{ONE}van-ban/<{PAPER}:key>.<{TYPE}:ext>", sittings.sitting_paper_file, name="sitting_paper"),
    path(f"{ONE}diem-danh/", sittings.attendance, name="attendance"),
    path(f"{ONE}bien-ban/", sittings.sitting_minute, name="sitting_minute"),
    path(f"{ONE}hoan/", sittings.sitting_void, name="sitting_void"),
    path(f"{ONE}quyet-dinh/", council_after.sitting_decide, name="sitting_decide"),
    path(f"{ONE}bo-phieu/", ballots.ballot_next, name="ballot_next"),
    path(f"{ONE}bo-phieu/<int:item_pk>/", ballots.ballot_item, name="ballot_item"),
    path(f"{ONE}bo-phieu/mo/", ballots.ballot_open, name="ballot_open"),
    path(f"{ONE}bo-phieu/dong/", ballots.ballot_close, name="ballot_close"),
    path(f"{ONE}bo-phieu/nhac/", ballots.ballot_remind, name="ballot_remind"),
    path(f"{ONE}bo-phieu/tien-do/", ballots.turnout, name="turnout"),
    path(f"{ONE}phieu-giay/", ballots.ballot_paper, name="ballot_paper"),
    path(f"{ONE}y-kien/<int:seat_pk>/", ballots.ballot_written, name="ballot_written"),
    path(f"{ONE}<{SITTING_STEP}:step_name>/", sittings.sitting_step, name="sitting_step"),
]
# Of a dossier, under its own address and names.
of_dossiers = [
    path("<int:pk>/hoi-dong/", council_after.council_put, name="council_put"),
    path("<int:pk>/hoi-dong/ra/", council_after.council_leave, name="council_leave"),
    path("<int:pk>/hoi-dong/phien/", council_after.council_sitting, name="council_sitting"),
]
