"""Registrations told in full, through the real acts: titles, pact, an amendment, a school year, a summary."""

from dataclasses import dataclass
from datetime import date

from awards.actions.aims import add_aim
from awards.enums import Subject
from awards.models import AwardType
from movements.actions import (
    ActivityInput,
    MovementInput,
    RegistrationInput,
    TargetInput,
    confirm_summary,
    save_registration,
    send_summary,
    start_registration,
    step_registration,
)
from movements.compile import open_movements, owed_over
from movements.enums import TermKind
from movements.models import PactCriterion, Registration, RegistrationVersion, Term
from reports.demo.accounts import WALK_DISTRICT
from reports.demo.people import head_name, officer_name
from reports.demo.plan import at_office
from units.load import LoadReport
from units.models import Cluster, ClusterMember, Unit, User

AMENDED, SCHOOL = "SNNPTNT", "CDKT"
WITH_TITLES_2025 = ("SYT",)
CLUSTER, CLUSTER_HEAD = "khoi-van-hoa-xa-hoi", "SKHCN"
BASIS = (
    "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022\n"
    "Căn cứ Chỉ thị của Ủy ban nhân dân tỉnh về phát động thi đua giai đoạn 2021-2025"
)
PACT = (
    "Hoàn thành 100% nhiệm vụ được giao, trong đó ít nhất 95% trước hạn.",
    "Giải ngân từ 95% kế hoạch vốn trở lên.",
    "Không để xảy ra vụ việc mất an ninh, trật tự.",
)
TITLES = (
    (Subject.COLLECTIVE, "Tập thể đơn vị", "TTLDXS", {"group": "hanh_chinh"}),
    (Subject.COLLECTIVE, "Văn phòng", "TTLDTT", {"group": "hanh_chinh"}),
    (Subject.PERSON, "Nguyễn Thị Minh Họa", "CSTDCS", {
        "staff_code": "CB-014", "born_on": date(1984, 5, 12), "female": True, "position": "Chuyên viên chính",
        "department": "Văn phòng", "leads": False, "initiative": "Rút ngắn thời gian trả lời công dân",
    }),
    (Subject.PERSON, "A Thanh (minh họa)", "", {"position": "Chuyên viên", "leads": False}),
    (Subject.HOUSEHOLD, "Hộ ông Y Bình (minh họa)", "BK_TINH", {"address": "Xã Đắk Mar, huyện Đắk Hà"}),
)  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """The three people through whose hands a registration of one unit goes."""

    officer: User
    head: User
    receiver: User


def load_told_registrations() -> LoadReport:
    """Needs the registrations of both years, people, the catalogue of awards and the pact."""
    if RegistrationVersion.objects.exists():
        return LoadReport(unchanged=len(WITH_TITLES_2025) + 3)
    _lead_cluster()
    _amend()
    _school_year()
    for code in WITH_TITLES_2025:
        _titles_of(code)
    _summary()
    return LoadReport(created=len(WITH_TITLES_2025) + 3)


def _lead_cluster():
    """The bloc of 2023 goes on in 2025 with another head, so that somebody may sign its pacts."""
    cluster = Cluster.objects.get(key=CLUSTER)
    for seat in cluster.members.filter(year=2023).select_related("unit"):
        part = ClusterMember.Part.HEAD if seat.unit.code == CLUSTER_HEAD else ClusterMember.Part.MEMBER
        ClusterMember.objects.get_or_create(
            cluster=cluster, unit=seat.unit, year=2025, defaults={"part": part, "source": "dữ liệu minh họa"}
        )
    units = cluster.members.filter(year=2025).values("unit")
    Registration.objects.filter(unit__in=units, term__year=2025).update(cluster=cluster)


def _desk(code):
    people = {user.username: user for user in User.objects.filter(
        username__in=(officer_name(code), head_name(code), "chuyenvien"))}  # fmt: skip
    return Desk(people[officer_name(code)], people[head_name(code)], people["chuyenvien"])


def _registration(code, year, kind=TermKind.WORKING_YEAR):
    rows = Registration.objects.with_names()
    return rows.filter(unit__code=code, term__year=year, term__kind=kind).first()


def _amend():
    """Accepted in January, amended in June: the head signs, the department agrees; the first version stays."""
    row, desk = _registration(AMENDED, 2024), _desk(AMENDED)
    reason = "Giao thêm nhiệm vụ trồng rừng sau kế hoạch giữa năm (minh họa)"
    _step(row, "amend", desk.officer, date(2024, 6, 10), note=reason)
    _write(row, desk.officer, date(2024, 6, 11), targets=_explained(row))
    _titles(row, desk.officer, date(2024, 6, 11))
    _step(row, "amend_to_head", desk.officer, date(2024, 6, 12))
    _step(row, "amend_submit", desk.head, date(2024, 6, 13))
    _step(row, "amend_accept", desk.receiver, date(2024, 6, 17))


def _explained(row):
    """The same targets with a source to verify them by: nothing that has been promised is taken back."""
    return tuple(
        TargetInput(one.indicator_id, one.comparison, one.value, one.upper_value, one.note,
                    verified_by="Báo cáo thống kê ngành (minh họa)")
        for one in row.targets.all()
    )  # fmt: skip


def _school_year():
    """A school registers for the coming school year by 10/7."""
    unit, desk = Unit.objects.get(code=SCHOOL), _desk(SCHOOL)
    term = Term.objects.get(kind=TermKind.SCHOOL_YEAR, year=2024)
    row = start_registration(unit=unit, term=term, by=desk.officer, at=at_office(date(2024, 6, 24), 20))
    Registration.objects.filter(pk=row.pk).update(illustrative=True)
    row = _registration(SCHOOL, 2024, TermKind.SCHOOL_YEAR)
    taken = MovementInput(
        "Dạy tốt, học tốt; sơ kết theo học kỳ. (Minh họa)", "Mọi khoa đều có giờ dạy mẫu", date(2024, 9, 5),
        date(2025, 5, 30),
    )  # fmt: skip
    movements = {one.pk: taken for one in open_movements(unit, term)[:2]}
    targets = tuple(TargetInput(one.pk, "ge", 10**one.decimals) for one in owed_over(unit, term)[:2])
    _write(row, desk.officer, date(2024, 6, 25), movements=movements, targets=targets)
    _titles(row, desk.officer, date(2024, 6, 25))
    _step(row, "to_head", desk.officer, date(2024, 6, 26))
    _step(row, "submit", desk.head, date(2024, 6, 27))
    _step(row, "accept", desk.receiver, date(2024, 7, 2))


def _titles_of(code):
    """Lines of one who has sent already are written as they stood when they were sent."""
    row, desk = _registration(code, 2025), _desk(code)
    state = row.state
    Registration.objects.filter(pk=row.pk).update(state="draft")
    row.state = "draft"
    _write(row, desk.officer, date(2024, 12, 11))
    _titles(row, desk.officer, date(2024, 12, 11))
    Registration.objects.filter(pk=row.pk).update(state=state)


def _summary():
    """The district has summed up 2024 and sent it."""
    unit, desk = Unit.objects.get(code=WALK_DISTRICT), _desk(WALK_DISTRICT)
    term = Term.objects.get(kind=TermKind.WORKING_YEAR, year=2024)
    summary = confirm_summary(unit=unit, term=term, by=desk.officer, at=at_office(date(2024, 1, 15), 30))
    send_summary(summary=summary, by=desk.head, at=at_office(date(2024, 1, 16), 60))


def _write(row, by, day, *, movements=None, targets=()):
    """Head, the unit's own movements and pact; the movements of the catalogue stay as they are."""
    criteria = PactCriterion.objects.asked_of(row.unit)
    kept = {
        one.movement_id: MovementInput(one.commitment, one.objective, one.launched_on, one.closing_on)
        for one in row.movements.all()
    }
    year = row.term.year
    content = RegistrationInput(
        movements=movements or kept, targets=targets, head={"basis": BASIS, "signer_title": "Thủ trưởng đơn vị"},
        activities=(ActivityInput("Thi đua hoàn thành xuất sắc nhiệm vụ chính trị", "Không việc nào quá hạn",
                                  date(year, 1, 15), date(year, 12, 15)),),
        commitments={one.pk: text for one, text in zip(criteria, PACT, strict=False)},
    )  # fmt: skip
    row = Registration.objects.with_names().get(pk=row.pk)
    save_registration(registration=row, content=content, version=row.version, by=by, at=at_office(day, 60))


def _titles(row, by, day):
    row = Registration.objects.with_names().get(pk=row.pk)
    awards = dict(AwardType.objects.on(row.term.first_day).values_list("code", "pk"))
    for n, (subject, name, code, columns) in enumerate(TITLES):
        given = {"name": name, "award_id": awards.get(code), "note": "", **columns}
        add_aim(registration=row, subject=subject, columns=given, by=by, at=at_office(day, 70 + n))


def _step(row, name, by, day, **words):
    row = Registration.objects.with_names().get(pk=row.pk)
    step_registration(registration=row, step_name=name, by=by, at=at_office(day, 90), **words)
