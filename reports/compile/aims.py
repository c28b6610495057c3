"""Targets: what was aimed at, and how far a result, exact or within bounds, answers it."""

from dataclasses import dataclass

from movements.arithmetic import Verdict, judge, percent_of_target
from movements.enums import Comparison, Qualifier
from reports.compile.data import Aim

FAR = 10**18  # beyond every stored figure
WITHOUT_PERCENT = frozenset({Comparison.RANGE, Comparison.RISE_BY_RANKS, Comparison.INCREASE_BY})
REACHED = frozenset({Verdict.MET, Verdict.EXCEEDED})


@dataclass(frozen=True)
class Result:
    """What is judged, in the smallest unit: both ends are one where the figure is exact."""

    low: int | None
    high: int | None
    before: int | None  # last year's figure, where the series is unbroken
    settled: bool  # all boxes confirmed, the year over: a verdict may be given

    @property
    def exact(self):
        return self.low if self.low == self.high else None


def bounds(value, upper, qualifier):
    """(low, high) of what a published figure says; "khoảng" is taken at its word."""
    if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE):
        return value, FAR
    if qualifier in (Qualifier.AT_MOST, Qualifier.LESS):
        return -FAR, value
    return value, value if upper is None else upper


def aims(tables, indicator, result):
    """The targets that hold in the period's year, judged."""
    year = tables.period.year
    rows = [t for t in tables.targets.get(indicator.pk, ()) if t.year_from <= year <= t.year_to]
    return tuple(_aim(target, indicator, result) for target in rows)


def _aim(target, indicator, result):
    one_year = target.year_from == target.year_to
    years = str(target.year_to) if one_year else f"{target.year_from}–{target.year_to}"
    whole = not target.scope  # a target for some districts only says nothing of the province's figure
    return Aim(
        years=years,
        scope=target.scope,
        comparison=target.comparison,
        value=target.value,
        upper=target.upper_value,
        verdict=_verdict(target, result) if whole and one_year else Verdict.UNKNOWN,
        percent=_percent(target, indicator, result) if whole and one_year else None,
        source=target.source,
    )


def _verdict(target, result):
    """Judged at both ends of what is known; where the ends disagree, only what both allow is said."""
    if not result.settled or result.low is None:
        return Verdict.UNKNOWN
    aim = {"comparison": target.comparison, "value": target.value, "upper": target.upper_value}
    said = {judge(**aim, result=end, before=result.before) for end in (result.low, result.high)}
    if len(said) == 1:
        return said.pop()
    return Verdict.MET if said <= REACHED else Verdict.UNKNOWN


def _percent(target, indicator, result):
    if result.exact is None or target.comparison in WITHOUT_PERCENT:
        return None
    return percent_of_target(result=result.exact, target=target.value, better=indicator.better)
