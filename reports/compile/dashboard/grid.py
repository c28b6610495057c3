"""Completeness: every unit that owes a filing × every quarter of the year, each cell a state."""

from collections import Counter
from dataclasses import dataclass

from movements.compile.standing import LATE, NOT_DUE, NOT_EXPECTED, ON_TIME, OPEN, OVERDUE, REWORK, standings

SENT, RETURNED, INVITED = "sent", "returned", NOT_EXPECTED
IN_ORDER = (ON_TIME, LATE, RETURNED, OPEN, OVERDUE, SENT, INVITED)


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
    """Columns are the quarters of the year up to the period's end. Where a unit stands is asked as everywhere."""
    quarters = tables.to_date
    found = {(one.unit.id, one.period.id): one for one in standings(quarters, today=tables.today, whole=False)}
    owing = {unit for unit, _ in found}
    rows = [_row(tables, pk, quarters, found) for pk in tables.tree.units if pk in owing]
    direct = tuple(row for row in rows if not row.parent)
    communes = sorted((row for row in rows if row.parent), key=lambda row: row.parent)
    return Grid(
        tuple(quarter.name for quarter in quarters), tuple(quarter.index for quarter in quarters), direct,
        tuple(communes),
    )  # fmt: skip


def _row(tables, pk, quarters, found):
    standing = [found.get((pk, quarter.pk)) for quarter in quarters]
    last_day = quarters[-1].last_day
    parent = tables.tree.on(last_day).get(pk)
    return UnitRow(
        unit=pk,
        name=tables.tree.units[pk].name,
        parent="" if parent in (None, tables.tree.province(last_day)) else tables.tree.units[parent].name,
        states=tuple("" if one is None else _state(one) for one in standing),
        filings=tuple(one.filing.pk if one and one.is_sent else None for one in standing),
    )


def _state(one):
    """The dashboard tells an invited unit that has sent from one that has not, and has no word for "not yet"."""
    if one.state == NOT_EXPECTED:
        return SENT if one.is_sent else INVITED
    return {REWORK: RETURNED, NOT_DUE: OPEN}.get(one.state, one.state)
