"""Fills the demo's registers of 2024 so that they say what the same units have filed; all of it illustrative."""

from datetime import date, timedelta

from movements.enums import ActivityKind, Medium
from movements.models import Activity, DirectivePoint, Figure, Period
from reports.demo.accounts import WALK_COMMUNE, WALK_DISTRICT
from reports.demo.chance import chance_of
from reports.demo.people import officer_name
from reports.demo.plan import at_office
from thidua.models import Event
from units.load import LoadReport, ids
from units.models import User

BATCH = 1000
YEAR = 2024
LAST_DAY = date(2024, 12, 13)  # nothing is written down before it was done
KEEPERS = {
    "SNNPTNT", "SYT", "STC", "STP", "SXD", "SGDDT", "SKHCN", "STTTT", "LDLD", "611", "612", WALK_DISTRICT,
    WALK_COMMUNE, "C23500", "C23503",
}  # fmt: skip
CONFERENCES, ATTENDANCES = "D1.01", "D1.02"
NOT_FILED = {CONFERENCES: 2, ATTENDANCES: 90}
SUBJECTS = (
    "Quán triệt Chỉ thị phát động thi đua và Luật Thi đua, khen thưởng năm 2022",
    "Phổ biến Nghị định số 98/2023/NĐ-CP về thi đua, khen thưởng",
    "Tập huấn nghiệp vụ thi đua, khen thưởng và lập hồ sơ trên cổng",
    "Sơ kết phong trào thi đua, bàn việc quý tới",
)
DOCUMENTS = (
    ("Công văn", "CV", "Đôn đốc đăng ký và triển khai các phong trào thi đua"),
    ("Hướng dẫn", "HD", "Bình xét thi đua cuối năm"),
    ("Thông báo", "TB", "Kết quả kiểm tra việc thực hiện phong trào thi đua"),
)
NEWS = (
    (Medium.PORTAL, "Cổng thông tin điện tử của đơn vị", "Gương người tốt, việc tốt trong phong trào thi đua"),
    (Medium.PRESS, "Báo Kon Tum", "Chung sức xây dựng nông thôn mới"),
    (Medium.SOCIAL, "Trang của đơn vị", "Ra quân hưởng ứng phong trào thi đua"),
)


def load_registers(units) -> LoadReport:
    """A plan, a few documents and news, and the conferences that the filings counted; needs people and filings."""
    there = set(Activity.objects.values_list("unit", flat=True))
    keepers = [unit for unit in units if unit.code in KEEPERS and unit.pk not in there]
    quarters = list(Period.objects.filed().filter(year=YEAR).order_by("last_day"))
    filed = _filed(keepers, quarters)
    made = [row for unit in keepers for row in _Register(unit, quarters, filed).rows()]
    for row in made:
        row.set_keys()
    made = Activity.objects.bulk_create(made, batch_size=BATCH)
    point = DirectivePoint.objects.get(code="1")
    served = Activity.points.through
    served.objects.bulk_create((served(activity=row, directivepoint=point) for row in made), batch_size=BATCH)
    people = ids(User, "username")
    Event.objects.bulk_create((_event(row, people[officer_name(row.unit.code)]) for row in made), batch_size=BATCH)
    return LoadReport(created=len(made))


def _event(row, by):
    at = at_office(row.on, 9 * 60)
    return Event(
        about=Activity._meta.label_lower, about_id=row.pk, step="keep", label="Ghi sổ", to_state="counted", by_id=by,
        at=at,
    )  # fmt: skip


class _Register:
    """The rows of one unit."""

    def __init__(self, unit, quarters, filed):
        self.unit, self.quarters, self.filed = unit, quarters, filed
        self.chance = chance_of("register", unit.code)
        self.sign = unit.code if unit.is_commune or unit.is_district else unit.code[:4]

    def rows(self):
        yield self._row(
            ActivityKind.PLAN, date(YEAR, 1, self.chance.randint(8, 26)),
            "Triển khai công tác thi đua, khen thưởng năm 2024",
            number=f"{self.chance.randint(5, 40)}/KH-{self.sign}", signer="Thủ trưởng đơn vị",
        )  # fmt: skip
        for at, (kind, letters, title) in enumerate(DOCUMENTS):
            yield self._row(
                ActivityKind.DOCUMENT, date(YEAR, 3 + 4 * at, self.chance.randint(1, 13)), title, document_type=kind,
                number=f"{self.chance.randint(50, 900)}/{letters}-{self.sign}", signer="Thủ trưởng đơn vị",
            )  # fmt: skip
        for at, (medium, place, title) in enumerate(NEWS):
            day = date(YEAR, 2 + 4 * at, self.chance.randint(1, 28))
            yield self._row(ActivityKind.MEDIA, day, title, medium=medium, place=place)
        yield from self._conferences()

    def _row(self, kind, on, title, **columns):
        return Activity(unit=self.unit, kind=kind, on=min(on, LAST_DAY), title=title, illustrative=True, **columns)

    def _conferences(self):
        """As many as the filing of each quarter counts, with the same people in all; two where none was filed."""
        for period in self.quarters:
            boxes = self.filed.get((self.unit.pk, period.pk), NOT_FILED)
            n, people = (boxes.get(code) or 0 for code in (CONFERENCES, ATTENDANCES))
            days = (period.last_day - period.first_day).days
            for at in range(n):
                share = people // n + (people % n if at == 0 else 0)
                on = period.first_day + timedelta(days=(at + 1) * days // (n + 1))
                yield self._row(
                    ActivityKind.CONFERENCE, on, self.chance.choice(SUBJECTS), place="Hội trường đơn vị",
                    attendances=share,
                )  # fmt: skip


def _filed(units, periods):
    """{(unit, period): {code: value}} of the two boxes that a register answers."""
    codes = (CONFERENCES, ATTENDANCES)
    figures = Figure.objects.filter(filing__unit__in=units, filing__period__in=periods, indicator__code__in=codes)
    found = {}
    for unit, period, code, value in figures.values_list("filing__unit", "filing__period", "indicator__code", "value"):
        found.setdefault((unit, period), {})[code] = value
    return found
