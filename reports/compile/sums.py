"""Adding up one indicator over units and quarters, along its one reporting line and never across a break."""

from dataclasses import dataclass

from movements.arithmetic import Amount, add_up, over_time, shown_value
from movements.enums import Line as Route
from movements.enums import OverTime, OverUnits
from movements.models import Period
from reports.compile.data import CrossFoot, Source

NOTHING_ADDED = frozenset({OverUnits.PROVINCE_ONLY, OverUnits.RECOMPUTE})


@dataclass(frozen=True)
class Quarter:
    """What the units gave in one quarter: `expected` boxes were due, `sources` were confirmed."""

    period: Period
    amount: Amount | None
    expected: int
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Total:
    """An indicator over several quarters; `used` entered the amount, `counted` is what it should rest on."""

    amount: Amount | None
    used: tuple[Quarter, ...]
    counted: tuple[Quarter, ...]
    broken: bool  # earlier quarters of the period lie beyond a break and were left out

    @property
    def sources(self):
        return tuple(source for quarter in self.used for source in quarter.sources)

    @property
    def expected(self):
        return sum(quarter.expected for quarter in self.counted)

    @property
    def given(self):
        return sum(len(quarter.sources) for quarter in self.counted)

    @property
    def complete(self):
        return not self.broken and 0 < self.expected == self.given

    @property
    def indexes(self):
        return [quarter.period.index for quarter in self.used]


def total(tables, indicator, quarters):
    """The confirmed boxes of these quarters as one amount."""
    rows = [_quarter(tables, indicator, period) for period in tables.due_quarters(indicator, quarters)]
    joined = _after_last_break(tables, indicator, rows)
    amount = over_time([row.amount for row in joined], indicator)
    given = [row for row in joined if row.sources]
    last_only = indicator.over_time == OverTime.LAST
    used = given[-1:] if last_only else given
    counted = joined[-1:] if last_only else joined
    return Total(amount, tuple(used), tuple(counted), broken=len(joined) < len(rows) and not last_only)


def _quarter(tables, indicator, period):
    boxes = tables.boxes.get((indicator.pk, period.pk), ())
    units = set(contributors(tables, indicator, period.last_day))
    sources = tuple(source for unit, source in boxes if unit in units)
    if len(units) > 1 and indicator.over_units in NOTHING_ADDED:
        return Quarter(period, None, len(units), sources)  # bodies that each speak for a whole are not added
    return Quarter(period, add_up(amount_of(indicator, source) for source in sources), len(units), sources)


def amount_of(indicator, source):
    if source.nothing:
        return Amount(0, 0) if indicator.is_rate else Amount(0)
    return Amount(source.value, source.denominator if indicator.is_rate else None)


def contributors(tables, indicator, day):
    """Ids of the units whose boxes make the province's figure.

    Territory: the province's own children (a district gives its whole territory). Department: those named, else the
    province's own children of the kind. Own: everyone who owes it, communes too.
    """
    owing = tables.owing(indicator, day)
    if indicator.line == Route.OWN:
        return owing
    direct = set(tables.tree.direct(day))
    duty = tables.duties.get(indicator.pk)
    if indicator.line == Route.DEPARTMENT and duty and duty.units:
        return [pk for pk in owing if pk in duty.units]
    return [pk for pk in owing if pk in direct]


def _after_last_break(tables, indicator, rows):
    if not rows:
        return rows
    newest = tables.segment(indicator, rows[-1].period.last_day)
    return [row for row in rows if tables.segment(indicator, row.period.last_day) == newest]


def comparable(tables, indicator, now, before):
    """Whether two totals may stand side by side: the same quarters of two years, on one side of every break."""
    if not (now.used and before.used) or now.indexes != before.indexes or now.broken or before.broken:
        return False
    days = [quarter.period.last_day for quarter in (*before.used, *now.used)]
    return len({tables.segment(indicator, day) for day in days}) == 1


def shown(total_, indicator):
    return shown_value(total_.amount, indicator)


def cross_foot(tables, indicator, quarters):
    """Districts whose own total of the territory is not the sum of their communes' confirmed boxes."""
    if indicator.line != Route.TERRITORY:
        return ()
    found = []
    for period in tables.due_quarters(indicator, quarters):
        boxes = dict(tables.boxes.get((indicator.pk, period.pk), ()))
        for pk in contributors(tables, indicator, period.last_day):
            found += _difference(tables, indicator, period, pk, boxes)
    return tuple(found)


def _difference(tables, indicator, period, pk, boxes):
    owing = tables.owing(indicator, period.last_day)
    children = [child for child in tables.tree.children(pk, period.last_day) if child in owing]
    below = [boxes[child] for child in children if child in boxes]
    if pk not in boxes or not below:
        return []
    own = shown_value(amount_of(indicator, boxes[pk]), indicator)
    under = shown_value(add_up(amount_of(indicator, source) for source in below), indicator)
    if own is None or under is None or own == under:
        return []
    return [CrossFoot(tables.tree.units[pk].name, period.name, own, under, len(below), len(children))]
