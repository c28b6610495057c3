"""Reading sổ triển khai: its rows as a person may see them, and what they say for a unit and a period."""

from dataclasses import dataclass

from django.db.models import Count, Q, Subquery, Sum
from django.db.models.functions import JSONObject

from movements.enums import ActivityKind, FilingState
from movements.models import Activity, Filing, Period
from thidua import calendar
from thidua.lists import Pill
from thidua.text import search_key
from units.models import Unit

# What the register answers by itself, in the indicator's smallest unit (they have no decimals).
REGISTERED = {"D1.01": "conferences", "D1.02": "attendances", "D1.03": "documents"}
WITHDRAWN = "rut"


@dataclass(frozen=True)
class Asked:
    """What the address of the list asks for; a blank asks for everything."""

    year: int
    quarter: int = 0  # 1–4; 0 is the whole year
    kind: str = ""
    unit: int | None = None
    words: str = ""
    withdrawn: bool = False

    @property
    def span(self):
        """The days asked for, by the cut-offs of NĐ 09/2019."""
        kind, index = ("quarter", self.quarter) if self.quarter else ("year", 1)
        return calendar.span(kind, self.year, index)

    @property
    def period_code(self):
        return f"{self.year}-{self.quarter}" if self.quarter else str(self.year)

    def query(self, **changes):
        """The address of this list with something changed, without what is blank."""
        words = {"ky": self.period_code, "loai": self.kind, "don-vi": self.unit or "", "tim": self.words}
        words |= {"trang-thai": WITHDRAWN if self.withdrawn else ""} | changes
        return {name: value for name, value in words.items() if value != ""}


def activities(user, asked):
    """The rows asked for, newest first."""
    rows = _without_kind(user, asked)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    return rows.with_names().order_by("-on", "-pk")


def _without_kind(user, asked):
    rows = Activity.objects.visible_to(user).between(asked.span.first, asked.span.last)
    rows = rows.filter(withdrawn_at__isnull=not asked.withdrawn)
    if asked.unit:
        rows = rows.filter(unit=asked.unit)
    if asked.words:
        rows = rows.filter(search_name__contains=search_key(asked.words))
    return rows


def kind_pills(user, asked, address):
    """How many rows of each kind, each a filter; one query. `address(**changes)` makes the link."""
    found = dict(_without_kind(user, asked).order_by().values_list("kind").annotate(n=Count("pk")))
    by_kind = (
        Pill(kind.label, found.get(kind, 0), address(loai=kind.value), kind == asked.kind) for kind in ActivityKind
    )
    return [Pill("Tất cả", sum(found.values()), address(loai=""), not asked.kind), *by_kind]


def units_with_activities(user):
    """Units to choose from: those with a row that this person sees."""
    rows = Activity.objects.visible_to(user).values("unit")
    return Unit.objects.filter(pk__in=rows).in_order()


@dataclass(frozen=True)
class Summary:
    """What stands in the register for one unit between two days."""

    plans: int
    documents: int
    conferences: int
    attendances: int
    media: int
    rows: int  # up to the last day: before the first one a zero would say something false

    def of(self, code):
        """The register's answer for an indicator, None where it has none or is not kept."""
        name = REGISTERED.get(code)
        return getattr(self, name) if name and self.rows else None


def _counts(first, last):
    """What is added up over a unit's standing rows; `rows` counts all up to the last day."""
    now = Q(on__range=(first, last))
    return {
        "plans": Count("pk", filter=now & Q(kind=ActivityKind.PLAN)),
        "documents": Count("pk", filter=now & Q(kind__in=ActivityKind.NUMBERED)),  # a plan is a document too
        "conferences": Count("pk", filter=now & Q(kind=ActivityKind.CONFERENCE)),
        "attendances": Sum("attendances", filter=now, default=0),
        "media": Count("pk", filter=now & Q(kind=ActivityKind.MEDIA)),
        "rows": Count("pk", filter=Q(on__lte=last)),
    }


def summary(unit, first, last):
    """What the unit's register says of those days; one query."""
    found = Activity.objects.standing().filter(unit=unit).order_by().aggregate(**_counts(first, last))
    return Summary(**found)


def summary_column(unit, first, last):
    """The same as one column of another query: an object with the names of Summary, null without a row."""
    rows = Activity.objects.standing().filter(unit=unit).order_by().values("unit")
    return Subquery(rows.annotate(found=JSONObject(**_counts(first, last))).values("found"))


def locking_filing(unit, day):
    """The confirmed filing in which a row of this day has counted, or None."""
    quarter = Period.objects.filed().filter(first_day__lte=day, last_day__gte=day)
    confirmed = Filing.objects.filter(unit=unit, period__in=quarter, state=FilingState.ACCEPTED)
    return confirmed.select_related("period").first()
