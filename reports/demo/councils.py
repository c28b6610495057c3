"""Illustrative councils: the province's with a sitting to come, and a department's that has voted and is minuted."""

from datetime import datetime, timedelta

from django.utils import timezone

from awards import actions
from awards.actions import agenda, ballots, counting, sittings
from awards.actions.ballots import PaperCount
from awards.actions.councils import CouncilInput, MemberInput, seat_member, set_up_council
from awards.actions.sittings import SittingInput
from awards.enums import DossierState, LineState
from awards.enums_council import Attendance, Vote
from awards.models import AwardType, Council, Dossier, Honoree, Sitting
from reports.demo.awards import _Desk
from reports.demo.awards_plan import Plan, paper
from reports.demo.people import head_name
from thidua.clock import office_date
from units.load import LoadReport
from units.models import Unit, User
from units.models.tree import on_day

SET_UP = "2024-03-01"
PROVINCE = (("lanhdao", "chair"), ("giamdoc", "standing_vice"), ("truongphong", "secretary"), ("uyvien", "member"))
DEPARTMENTS = ("SNNPTNT", "SYT", "SGDDT", "SGTVT", "STC", "SKHDT", "SXD", "SCT", "STNMT", "SLDTBXH", "STTTT")
OWN_PEOPLE = ("Phạm Thị Hường", "A Thuần", "Đinh Công Trứ")  # members without an account: they vote on paper
HONOURED = ("Lý Minh Đức", "Trương Thị Hồng")
PUT_BEFORE = Plan("SLDTBXH", "Thành tích giải quyết việc làm năm 2024", ("Ngô Kim Nga", "Phòng Bảo trợ xã hội"),
                  DossierState.APPRAISING, "2024-11-26")  # fmt: skip


def load_councils() -> LoadReport:
    """Once; needs people, honorees and dossiers."""
    if Council.objects.filter(illustrative=True).exists():
        return LoadReport(unchanged=2)
    people = {user.username: user for user in User.objects.select_related("unit")}
    _province(people)
    _department(people)
    Council.objects.update(illustrative=True)
    Sitting.objects.update(illustrative=True)
    return LoadReport(created=2)


def _at(day, hour=9, minute=0):
    return datetime.fromisoformat(f"{day}T{hour:02d}:{minute:02d}").replace(tzinfo=timezone.get_default_timezone())


def _set_up(code, name, number, by):
    at = _at(SET_UP)
    given = CouncilInput(name, number, office_date(at), office_date(at))
    return set_up_council(unit=Unit.objects.get(code=code), given=given, by=by, at=at)


def _seat(council, by, order, user=None, *, name="", part="member"):
    one = MemberInput(name=name, part=part, user=user, order=order, valid_from=council.valid_from)
    seat_member(council=council, given=one, by=by, at=_at(SET_UP))


# --- The province: one sitting invited, one only planned --------------------------------------------------------------


def _province(people):
    by = people["truongphong"]
    council = _set_up("KT", "Hội đồng Thi đua - Khen thưởng tỉnh Kon Tum", "145/QĐ-UBND", by)
    for order, (username, part) in enumerate(PROVINCE, 1):
        _seat(council, by, order, people[username], part=part)
    heads = [people[head_name(code)] for code in DEPARTMENTS]
    for order, head in enumerate(heads, len(PROVINCE) + 1):
        _seat(council, by, order, head)
    year_end = _plan(council, "Xét khen thưởng cuối năm 2024", "2024-12-18", by, _at("2024-12-13"), hour=14)
    _plan(council, "Phiên thường kỳ quý I năm 2025", "2025-01-10", by, _at("2024-12-16"))
    _put_before(year_end, by, people)
    sittings.step_sitting(sitting=year_end, step_name="invite", by=by, at=_at("2024-12-17"))


def _plan(council, title, day, by, at, *, hour=8):
    place = "Phòng họp tầng 2, Ủy ban nhân dân tỉnh (minh họa)"
    given = SittingInput(title=title, starts_at=_at(day, hour), place=place)
    return sittings.plan_sitting(council=council, given=given, by=by, at=at)


def _put_before(sitting, by, people):
    """A dossier whose lines the officer has found eligible."""
    desk = _Desk(made=True)
    desk.walk(PUT_BEFORE)
    dossier = Dossier.objects.with_names().filter(title=PUT_BEFORE.title).latest("pk")
    Dossier.objects.filter(pk=dossier.pk).update(illustrative=True)
    at = _at("2024-12-13", 14)
    for line in dossier.lines.select_related("honoree", "award").filter(state=LineState.PROPOSED):
        line.dossier = dossier
        actions.conclude_line(line=line, eligible=True, by=people["chuyenvien"], at=at)
    lines = list(dossier.lines.all())
    agenda.put_before_council(dossier=dossier, sitting=sitting, lines=lines, by=by, at=_at("2024-12-16", 10))


# --- A department: voted and minuted ----------------------------------------------------------------------------------


def _department(people):
    head, officer = people["thutruong"], people["canbo"]
    council = _set_up("SNNPTNT", "Hội đồng Thi đua - Khen thưởng Sở Nông nghiệp và Phát triển nông thôn",
                      "210/QĐ-SNN", officer)  # fmt: skip
    _seat(council, officer, 1, head, part="chair")
    _seat(council, officer, 2, officer, part="secretary")
    for order, name in enumerate(OWN_PEOPLE, 3):
        _seat(council, officer, order, name=name)
    title, starts = "Xét danh hiệu Lao động tiên tiến năm 2024", _at("2024-12-13", 14)
    given = SittingInput(title, starts, "Phòng họp Sở (minh họa)")
    sitting = sittings.plan_sitting(council=council, given=given, by=officer, at=_at("2024-12-10"))
    _agenda(sitting, officer)
    sittings.step_sitting(sitting=sitting, step_name="invite", by=officer, at=_at("2024-12-11"))
    _hold(sitting, head, officer)


def _agenda(sitting, by):
    at = _at("2024-12-10", 10)
    award = AwardType.objects.filter(on_day(office_date(at)), code="LDTT").get()
    rows = list(Honoree.objects.filter(name__in=HONOURED, illustrative=True).order_by("pk"))
    words = "Hoàn thành tốt nhiệm vụ năm 2024 (minh họa)."
    agenda.add_to_agenda(sitting=sitting, honorees=rows, award=award, achievement=words, by=by, at=at)


def _hold(sitting, head, officer):
    at = _at("2024-12-13", 14)
    seats = list(sitting.seats.order_by("order", "pk"))
    sittings.mark_attendance(
        sitting=sitting, marks={seat.pk: Attendance.PRESENT for seat in seats}, presides=seats[0].pk,
        counts={seats[2].pk}, opinions="Các thành viên nhất trí với báo cáo của thư ký (minh họa).",
        version=sitting.version, by=officer, at=at,
    )  # fmt: skip
    sittings.step_sitting(sitting=sitting, step_name="open", by=head, at=at)
    ballots.open_ballot(sitting=sitting, minutes=60, by=officer, at=at + timedelta(minutes=20))
    sitting, voting = Sitting.objects.with_names().get(pk=sitting.pk), at + timedelta(minutes=25)
    first, second = sitting.items.select_related("sitting__council__unit").order_by("order", "pk")
    for item in (first, second):
        for user in (head, officer):
            ballots.cast_ballot(item=item, value=Vote.AGREE, by=user, at=voting)
    counted = {first.pk: PaperCount(agreed=3), second.pk: PaperCount(agreed=1, refused=2)}
    ballots.enter_paper(sitting=sitting, seats=seats[2:], counts=counted, by=officer, at=voting)
    ballots.close_ballot(sitting=sitting, by=officer, at=at + timedelta(minutes=30))
    sitting = Sitting.objects.with_names().get(pk=sitting.pk)
    counting.count_sitting(sitting=sitting, by=officer, at=at + timedelta(minutes=40))
    day = office_date(at)
    counting.minute_sitting(sitting=sitting, number="02/BB-HĐTĐKT", signed_on=day, file=paper("Bien ban phien hop"),
                            by=officer, at=at + timedelta(minutes=90))  # fmt: skip
