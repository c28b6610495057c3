"""Adding up one indicator over units and quarters, along its one reporting line and never across a break."""

from dataclasses import dataclass

from movements import rollups
from movements.arithmetic import Amount, add_up, over_time, shown_value
from movements.enums import Line as Route
from movements.enums import OverTime, OverUnits
from movements.models import Period
from reports.compile.data import CrossFoot, Source
from units.enums import UnitKind

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
    units = set(_contributing(tables, indicator, period))
    sources = tuple(source for unit, source in boxes if unit in units)
    if len(units) > 1 and indicator.over_units in NOTHING_ADDED:
        return Quarter(period, None, len(units), sources)  # bodies that each speak for a whole are not added
    return Quarter(period, add_up(amount_of(indicator, source) for source in sources), len(units), sources)


def amount_of(indicator, source):
    if source.nothing:
        return Amount(0, 0) if indicator.is_rate else Amount(0)
    return Amount(source.value, source.denominator if indicator.is_rate else None)


def _contributing(tables, indicator, period):
    """Those of the period's last day, and for what adds up also those that ended inside it with a closing filing."""
    units = contributors(tables, indicator, period.last_day)
    if not rollups.counts_closing(indicator):
        return units
    for day, gone in tables.closing(period).items():
        units += [pk for pk in contributors(tables, indicator, day) if pk in gone]
    return units


def contributors(tables, indicator, day):
    """Ids of the units whose boxes make the province's figure on a day; a department's never adds to a territory's."""
    return rollups.contributors(
        indicator.line,
        owing=tables.owing(indicator, day),
        direct=tables.tree.direct(day),
        territorial=_territories(tables),
        named=tables.duty(indicator.pk, day).units,
    )


def _territories(tables):
    return [pk for pk, unit in tables.tree.units.items() if unit.kind in UnitKind.TERRITORIES]


def cross_checks(tables, indicator, period):
    """(unit's name, amount) of departments that gave a figure of their own for the whole territory."""
    if indicator.line != Route.TERRITORY:
        return []
    owing = set(tables.owing(indicator, period.last_day)) - set(_territories(tables))
    boxes = tables.boxes.get((indicator.pk, period.pk), ())
    return [(tables.tree.units[pk].name, amount_of(indicator, source)) for pk, source in boxes if pk in owing]


def _after_last_break(tables, indicator, rows):
    if not rows:
        return rows
    newest = tables.segment(indicator, rows[-1].period.last_day)
    return [row for row in rows if tables.segment(indicator, row.period.last_day) == newest]


def cut_between(tables, indicator, before, now):
    """The break that parts two totals, or None where they are only unlike in other ways."""
    if not (before.used and now.used):
        return None
    return tables.cut(indicator, before.used[0].period.last_day, now.used[-1].period.last_day)


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
