"""Adding up over units that merge, split and end: pure functions on ids and amounts, no database.

A figure of a district speaks for its communes on the line "theo địa bàn"; on the line "từng đơn vị" everybody speaks
for themselves. What a dissolved commune gave goes to its successor; what a district gave for itself has no successor
and stays with the old province ("Kon Tum cũ"). Nothing is counted twice, and a rate is the ratio of its sums.
"""

from collections.abc import Callable, Iterable, Mapping

from movements.arithmetic import Amount, add_up, over_time
from movements.enums import Line, OverTime

Ids = Iterable[int]


def heir(unit: int, *, successors: Mapping[int, int], stands: Callable[[int], bool]) -> int:
    """Who carries on a unit's figures: itself while it stands, else the first of its successors that does.

    A unit that ended without a successor that stands keeps its own figures: nobody else may claim them.
    """
    seen, now = {unit}, unit
    while not stands(now):
        following = successors.get(now)
        if following is None or following in seen:
            return unit if not stands(now) else now
        seen.add(following)
        now = following
    return now


def heirs(units: Ids, *, successors: Mapping[int, int], stands: Callable[[int], bool]) -> dict[int, int]:
    return {unit: heir(unit, successors=successors, stands=stands) for unit in units}


def ancestors_of_line(heirs_: Mapping[int, int], unit: int) -> set[int]:
    """The unit and all that merged into it."""
    return {old for old, new in heirs_.items() if new == unit} | {unit}


def grouped(amounts: Mapping[int, Amount], group: Mapping[int, int]) -> dict[int, Amount]:
    """Amounts added per group; a unit without a group stands for itself. The total is that of the amounts."""
    found: dict[int, list[Amount]] = {}
    for unit, amount in amounts.items():
        found.setdefault(group.get(unit, unit), []).append(amount)
    return {unit: add_up(rows) for unit, rows in found.items()}


def own_parts(amounts: Mapping[int, Amount], parents: Mapping[int, int | None]) -> dict[int, Amount]:
    """Where a parent speaks for its children: what each adds by itself, so that the parts make the parent's figure.

    A parent keeps what its children did not give (it may be below zero where they differ: nothing is hidden).
    """
    below: dict[int, list[Amount]] = {}
    for unit, amount in amounts.items():
        if parents.get(unit) in amounts:
            below.setdefault(parents[unit], []).append(amount)
    return {unit: amount - add_up(below[unit]) if unit in below else amount for unit, amount in amounts.items()}


def top_sum(amounts: Mapping[int, Amount], parents: Mapping[int, int | None]) -> Amount | None:
    """The sum of those whose parent gave nothing: each part of the territory once."""
    return add_up(amount for unit, amount in amounts.items() if parents.get(unit) not in amounts)


def by_heir(
    amounts: Mapping[int, Amount], *, parents: Mapping[int, int | None], group: Mapping[int, int], line: str
) -> dict[int, Amount]:
    """One period's amounts by the units that carry them on; their sum is the whole's own figure."""
    return grouped(own_parts(amounts, parents) if line == Line.TERRITORY else amounts, group)


def contributors(line: str, *, owing: Ids, direct: Ids, territorial: Ids, named: Ids) -> list[int]:
    """Those among `owing` whose boxes make the province's figure, in the order of `owing`.

    Territory: the province's own districts or communes, each for its whole territory; never a department, whose
    figure is only set beside the sum. Department: those named, else the province's own children. Own: everyone.
    """
    owing, direct, named = list(owing), set(direct), set(named)
    if line == Line.OWN:
        return owing
    if line == Line.TERRITORY:
        territorial = set(territorial)
        return [unit for unit in owing if unit in direct and unit in territorial]
    chosen = named if line == Line.DEPARTMENT and named else direct
    return [unit for unit in owing if unit in chosen]


def counts_closing(indicator) -> bool:
    """Whether what a unit filed for the days before it ended is added: a flow is, a stock stands with its successor."""
    return indicator.over_time == OverTime.SUM


def year_amount(quarters: list[Amount | None], indicator) -> Amount | None:
    """The quarters of a year, each added up in its own tree, as one amount: old and new units once each."""
    return over_time(quarters, indicator)
