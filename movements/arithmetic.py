"""Pure arithmetic on figures. Integers in the indicator's smallest unit go in and come out; no float anywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from movements.enums import Better, Comparison, OverTime


@dataclass(frozen=True)
class Amount:
    """A value, or the two parts of a rate (`denominator` given). Parts are in the part's smallest unit."""

    value: int
    denominator: int | None = None

    def __add__(self, other):
        both = self.denominator is not None and other.denominator is not None
        return Amount(self.value + other.value, self.denominator + other.denominator if both else None)

    def __sub__(self, other):
        both = self.denominator is not None and other.denominator is not None
        return Amount(self.value - other.value, self.denominator - other.denominator if both else None)


def round_half_up(fraction: Fraction) -> int:
    """Rounds away from zero at one half, as the office's tables do."""
    doubled = 2 * abs(fraction)
    whole = (doubled.numerator // doubled.denominator + 1) // 2
    return whole if fraction >= 0 else -whole


def rate(amount: Amount, *, multiplier: int, decimals: int) -> int | None:
    """numerator / denominator × multiplier, in 10^-decimals; None where there is nothing to divide by."""
    if not amount.denominator:
        return None
    return round_half_up(Fraction(amount.value * multiplier * 10**decimals, amount.denominator))


def plain(value: int, decimals: int) -> Fraction:
    """A stored integer as the number it stands for."""
    return Fraction(value, 10**decimals)


def stored(number: Fraction, decimals: int) -> int:
    """A number as it is stored and printed: in 10^-decimals, rounded half up."""
    return round_half_up(number * 10**decimals)


def quotient(above: Fraction, below: Fraction, *, multiplier: int) -> Fraction | None:
    """above / below × multiplier; None where there is nothing to divide by, never 0 or infinite."""
    return Fraction(above * multiplier, below) if below else None


def shown_value(amount: Amount | None, indicator) -> int | None:
    """What is printed for an indicator: the rate of its two parts, or the value itself."""
    if amount is None or not indicator.is_rate:
        return amount.value if amount else None
    return rate(amount, multiplier=indicator.multiplier, decimals=indicator.decimals)


def add_up(amounts: Iterable[Amount | None]) -> Amount | None:
    """Sum over units; a rate is the ratio of its sums, never a mean of rates. None when nothing was given."""
    total = None
    for amount in amounts:
        if amount is not None:
            total = amount if total is None else total + amount
    return total


def over_time(amounts: list[Amount | None], indicator) -> Amount | None:
    """The periods of a year, oldest first, as one amount: added, or the last one given."""
    given = [a for a in amounts if a is not None]
    if not given:
        return None
    return given[-1] if indicator.over_time == OverTime.LAST else add_up(given)


class Verdict:
    """How a result stands to its target; words are the report's."""

    EXCEEDED = "vượt"
    MET = "đạt"
    MISSED = "không đạt"
    UNKNOWN = "chưa đủ số liệu"


def judge(*, comparison: str, value: int, upper: int | None, result: int | None, before: int | None = None) -> str:
    """Compares a result with a target; all in the indicator's smallest unit.

    `before` is last year's figure: a target "tăng n bậc" is met when the rank number fell by n, "tăng thêm n" when
    the figure rose by n. Ranks are whole numbers, so `value` is the number of ranks itself.
    """
    if result is None:
        return Verdict.UNKNOWN
    if comparison in (Comparison.RISE_BY_RANKS, Comparison.INCREASE_BY):
        return _judge_rise(comparison, value, result, before)
    if comparison == Comparison.RANGE:
        return Verdict.MET if value <= result <= upper else Verdict.MISSED
    return _judge_level(comparison, value, result)


def _judge_rise(comparison, value, result, before):
    if before is None:
        return Verdict.UNKNOWN
    rise = before - result if comparison == Comparison.RISE_BY_RANKS else result - before
    return Verdict.EXCEEDED if rise > value else Verdict.MET if rise == value else Verdict.MISSED


def _judge_level(comparison, value, result):
    """ "=" in a plan of growth means the planned level: more is vượt. For ≤ and < less is vượt."""
    if comparison == Comparison.MORE:
        return Verdict.EXCEEDED if result > value else Verdict.MISSED
    if comparison == Comparison.LESS:
        return Verdict.EXCEEDED if result < value else Verdict.MISSED
    better = result < value if comparison == Comparison.AT_MOST else result > value
    return Verdict.EXCEEDED if better else Verdict.MET if result == value else Verdict.MISSED


def percent_of_target(*, result: int, target: int, better: str) -> int | None:
    """Result against target in tenths of a percent: TH/KH × 100, or KH/TH × 100 where less is better."""
    above, below = (target, result) if better == Better.DOWN else (result, target)
    return round_half_up(Fraction(above * 1000, below)) if below > 0 and above >= 0 else None


def contradiction(indicator, *, value, denominator, nothing):
    """Why the parts of one box cannot stand together, in Vietnamese; "" when they can. Half a rate is no fault here."""
    upper, lower = indicator.numerator_label, indicator.denominator_label
    if nothing and (value is not None or denominator is not None):
        return "vừa có số vừa đánh dấu “Không phát sinh”: bỏ một trong hai"
    if denominator is None:
        return ""
    if denominator <= 0:
        return f"vế dưới ({lower}) phải lớn hơn 0"
    if value is None:
        return f"thiếu vế trên ({upper})"
    if indicator.multiplier == 100 and value > denominator:
        return f"vế trên ({upper}) lớn hơn vế dưới ({lower})"
    return ""
