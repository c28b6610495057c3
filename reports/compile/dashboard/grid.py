"""Completeness: every unit that owes a filing × every quarter of the year, each cell a state."""

from collections import Counter
from dataclasses import dataclass

from movements.enums import DueLevel, FilingState
from reports.compile.completeness import expected_units
from units.enums import Duty

ON_TIME, LATE, SENT, RETURNED = "ok_on_time", "ok_late", "sent", "returned"
OPEN, OVERDUE, INVITED = "open", "overdue", "not_expected"
IN_ORDER = (ON_TIME, LATE, RETURNED, OPEN, OVERDUE, SENT, INVITED)
CORRECTING = frozenset({FilingState.RETURNED, FilingState.UNLOCKED})


@dataclass(frozen=True)
class UnitRow:
    """`states` holds one code per quarter, "" where nothing is owed; `filings` the filing behind it or None."""

    unit: int
    name: str
    parent: str  # blank: the province's own child
    states: tuple[str, ...]
    filings: tuple[int | None, ...]


@dataclass(frozen=True)
class Grid:
    quarters: tuple[str, ...]  # names of the columns
    indexes: tuple[int, ...]
    direct: tuple[UnitRow, ...]
    communes: tuple[UnitRow, ...]

    def counts(self, column, rows=None):
        """{state: number} of one column, in the order of the work."""
        found = Counter(row.states[column] for row in (self.direct + self.communes if rows is None else rows))
        return {state: found[state] for state in IN_ORDER if found[state]}


def grid(tables):
    """Columns are the quarters of the year up to the period's end."""
    quarters = tables.to_date
    owed = [set(expected_units(tables, quarter)) for quarter in quarters]
    rows = [_row(tables, pk, quarters, owed) for pk in tables.tree.units if any(pk in units for units in owed)]
    direct = tuple(row for row in rows if not row.parent)
    communes = sorted((row for row in rows if row.parent), key=lambda row: row.parent)
    return Grid(
        tuple(quarter.name for quarter in quarters), tuple(quarter.index for quarter in quarters), direct,
        tuple(communes),
    )  # fmt: skip


def _row(tables, pk, quarters, owed):
    filed = [tables.filings.get((quarter.pk, pk)) for quarter in quarters]
    columns = list(zip(quarters, owed, filed, strict=True))
    last_day = quarters[-1].last_day
    parent = tables.tree.on(last_day).get(pk)
    return UnitRow(
        unit=pk,
        name=tables.tree.units[pk].name,
        parent="" if parent in (None, tables.tree.province(last_day)) else tables.tree.units[parent].name,
        states=tuple(_state(tables, quarter, pk, one) if pk in units else "" for quarter, units, one in columns),
        filings=tuple(one.pk if one and one.sent else None for one in filed),
    )


def _state(tables, quarter, pk, filed):
    """Returned goes before on time: it is what must be worked on now."""
    if filed is not None and filed.sent:
        if filed.state in CORRECTING:
            return RETURNED
        return SENT if filed.on_time is None else ON_TIME if filed.on_time else LATE
    if tables.tree.units[pk].duty == Duty.INVITED:
        return INVITED
    level = DueLevel.DIRECT if pk in tables.tree.direct(quarter.last_day) else DueLevel.COMMUNE
    due_on = tables.due.get((quarter.pk, level))
    return OVERDUE if due_on is not None and due_on < tables.today else OPEN
