"""Illustrative lifetimes of some of the demo's honorees: earlier awards, ratings, initiatives, a hold, a double."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from awards import actions
from awards.enums import AwardSource, Grade, Scope
from awards.models import AwardType, HeldAward, Honoree, Initiative, Maternity, Rating, Service
from movements.enums import TermKind
from reports.demo.people import officer_name
from units.load import LoadReport
from units.models import User

WORKING, SCHOOL = TermKind.WORKING_YEAR, TermKind.SCHOOL_YEAR
BEST, GOOD, DONE = Grade.EXCELLENT, Grade.GOOD, Grade.DONE
PROVINCE = "Ủy ban nhân dân tỉnh Kon Tum"


@dataclass(frozen=True)
class Past:
    """One award of before the portal: (code, year of its term, number, day, who issued it)."""

    code: str
    year: int
    number: str
    day: str
    issuer: str = PROVINCE


@dataclass(frozen=True)
class Life:
    """What is told of one honoree; `grades` are those of the years from `first_year` on."""

    name: str
    birth_year: int | None = None
    staff_code: str = ""
    kind: str = WORKING
    first_year: int = 2021
    grades: tuple[str, ...] = ()
    awards: tuple[Past, ...] = ()
    initiatives: tuple[tuple, ...] = ()  # (title, scope, year, council, number, day)
    maternity: tuple[str, str] = ()
    services: tuple[tuple, ...] = ()  # (position, from, to) in the unit of today


LIVES = (
    Life(  # whose record speaks for titles of the province this term
        "A Đrông", 1988, "NN-0144", grades=(BEST, BEST, BEST, BEST),
        awards=(
            Past("CSTDCS", 2021, "87/QĐ-SNN", "2022-01-14", "Sở Nông nghiệp và Phát triển nông thôn"),
            Past("CSTDCS", 2022, "60/QĐ-SNN", "2023-01-12", "Sở Nông nghiệp và Phát triển nông thôn"),
            Past("CSTDCS", 2023, "53/QĐ-SNN", "2024-01-15", "Sở Nông nghiệp và Phát triển nông thôn"),
        ),
        initiatives=(
            ("Chợ phiên nông sản trên điện thoại", Scope.PROVINCE, 2024, "Hội đồng sáng kiến tỉnh",
             "45/QĐ-HĐSK", "2024-11-20"),
        ),
    ),
    Life(
        "Trương Thị Hồng", 1985, "NN-0127", grades=(BEST, GOOD, BEST, BEST),
        awards=(
            Past("LDTT", 2021, "88/QĐ-SNN", "2022-01-14", "Sở Nông nghiệp và Phát triển nông thôn"),
            Past("CSTDCS", 2022, "61/QĐ-SNN", "2023-01-12", "Sở Nông nghiệp và Phát triển nông thôn"),
            Past("CSTDCS", 2023, "54/QĐ-SNN", "2024-01-15", "Sở Nông nghiệp và Phát triển nông thôn"),
        ),
        initiatives=(
            ("Bản đồ điểm cháy rừng dùng cho tổ bảo vệ rừng thôn", Scope.BASE, 2023, "Hội đồng sáng kiến Sở",
             "12/QĐ-HĐSK", "2023-11-20"),
            ("Quy trình báo cháy rừng bằng điện thoại", Scope.PROVINCE, 2024, "", "", ""),
        ),
        maternity=("2022-03-01", "2022-08-31"),
        services=(("Nhân viên Trạm Kiểm lâm", "2009-06-01", "2016-12-31"), ("Kiểm lâm viên", "2017-01-01", "")),
    ),
    Life(
        "Lý Minh Đức", 1976, "NN-0031", grades=(GOOD, BEST, BEST, GOOD),
        awards=(
            Past("BK_TINH", 2021, "1024/QĐ-UBND", "2022-03-02"),
            Past("CSTD_TINH", 2022, "911/QĐ-UBND", "2023-04-20"),
        ),
    ),
    Life(
        "Vũ Ngọc Hiền", 1979, "YT-0210", grades=(BEST, BEST, BEST, BEST),
        awards=(Past("BK_TINH", 2022, "1377/QĐ-UBND", "2022-11-18"),
                Past("BK_TTG", 2020, "1502/QĐ-TTg", "2021-09-30", "Thủ tướng Chính phủ")),
    ),
    Life(
        "Hồ Thúy Loan", 1990, "GD-0555", kind=SCHOOL, grades=(GOOD, BEST, BEST),
        awards=(Past("LDTT", 2021, "30/QĐ-SGDĐT", "2022-07-20", "Sở Giáo dục và Đào tạo"),
                Past("CSTDCS", 2022, "41/QĐ-SGDĐT", "2023-07-21", "Sở Giáo dục và Đào tạo")),
    ),
    Life("Chi cục Phát triển nông thôn", grades=(GOOD, BEST, BEST, DONE),
         awards=(Past("TTLDXS", 2022, "402/QĐ-UBND", "2023-03-10"),)),
)  # fmt: skip
HELD = "Phan Văn Tâm"  # a hold is open, since his dossier was sent
DOUBLE_OF, DOUBLE = "Trương Thị Hồng", "Trương Thị  Hông"  # as a list had spelled her
CODES = frozenset(past.code for life in LIVES for past in life.awards)


def load_lifetimes() -> LoadReport:
    """Records of the demo's honorees, once; needs the honorees themselves."""
    if Rating.objects.filter(illustrative=True).exists():
        return LoadReport(unchanged=len(LIVES))
    people = {one.name: one for one in Honoree.objects.filter(illustrative=True).select_related("unit")}
    kinds = {award.code: award for award in AwardType.objects.filter(code__in=CODES).order_by("-valid_from")}
    for life in LIVES:
        _tell(life, people[life.name], kinds)
    _hold(people[HELD])
    _double(people[DOUBLE_OF])
    return LoadReport(created=len(LIVES) + 2)


def _tell(life, who, kinds):
    Honoree.objects.filter(pk=who.pk).update(birth_year=life.birth_year, staff_code=life.staff_code)
    HeldAward.objects.bulk_create(_award(life, who, past, kinds.get(past.code)) for past in life.awards)
    Rating.objects.bulk_create(
        Rating(honoree=who, term_kind=life.kind, year=year, grade=grade, issuer=who.unit.name, illustrative=True)
        for year, grade in enumerate(life.grades, life.first_year)
    )
    for title, scope, year, council, number, day in life.initiatives:
        Initiative(
            honoree=who, title=title, scope=scope, year=year, council=council, paper_number=number,
            paper_date=_day(day), illustrative=True,
        ).save(force_insert=True)  # fmt: skip
    if life.maternity:
        Maternity.objects.create(honoree=who, valid_from=_day(life.maternity[0]), valid_to=_day(life.maternity[1]))
    Service.objects.bulk_create(
        Service(honoree=who, unit=who.unit, position=position, valid_from=_day(first), valid_to=_day(last))
        for position, first, last in life.services
    )


def _award(life, who, past, kind):
    return HeldAward(
        honoree=who, award_code=past.code, award_name=kind.name if kind else past.code, award=kind,
        occasion="cong_trang", term_kind=life.kind, year=past.year, decision_number=past.number,
        decided_on=_day(past.day), issuer=past.issuer, source=AwardSource.IMPORTED, note="Minh họa",
        illustrative=True,
    )  # fmt: skip


def _hold(who):
    by = User.objects.get(username=officer_name(who.unit.code))
    text = "Đang xác minh đơn kiến nghị về bình xét nhà tạm, theo Quyết định 19/QĐ-TTr ngày 16/12/2024 (minh họa)."
    at = datetime.combine(date(2024, 12, 17), time(9), timezone.get_default_timezone())
    actions.open_hold(honoree=who, reason="TD-02", text=text, opened_on=date(2024, 12, 16), by=by, at=at)


def _double(who):
    """The same person once more, so that the page of likely duplicates has something to ask."""
    twin = Honoree.objects.create(
        unit=who.unit, subject=who.subject, name=DOUBLE, position="Kiểm lâm viên Hạt Kiểm lâm",
        person_class=who.person_class, birth_year=1985, illustrative=True,
    )  # fmt: skip
    past = Past("LDTT", 2020, "97/QĐ-SNN", "2021-01-15", who.unit.name)
    life = Life(DOUBLE, awards=(past,))
    HeldAward.objects.bulk_create([_award(life, twin, past, AwardType.objects.filter(code=past.code).first())])


def _day(text) -> date | None:
    return date.fromisoformat(text) if text else None
