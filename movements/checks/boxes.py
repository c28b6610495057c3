"""The checks of one box, the gravest first. Each gives its words, with both numbers, or nothing.

Amounts are integers in the indicator's smallest unit; no float, nothing rounded on the way.
"""

from collections.abc import Callable
from dataclasses import dataclass

from movements.compile.history import amount_of
from movements.enums import Counter, OverTime, Severity
from thidua.text import format_number

JUMP = 5  # times the last period, either way, where the dictionary says nothing else
SMALL = 10  # whole units: below it a running total tells nothing


@dataclass(frozen=True)
class Check:
    code: str
    severity: str
    look: Callable


def _missing(box):
    if box.figure is None or (not box.figure.nothing and box.figure.value is None):
        return "còn trống, chưa đánh dấu “Không phát sinh”"
    return ""


def _half(box):
    if box.indicator.is_rate and not box.figure.nothing and box.figure.denominator is None:
        return f"thiếu vế dưới ({box.indicator.denominator_label})"
    return ""


def _range(box):
    low, high = box.indicator.plausible_min, box.indicator.plausible_max
    value = box.result
    if value is None or box.figure.nothing:
        return ""
    if (low is None or value >= low) and (high is None or value <= high):
        return ""
    ends = " đến ".join(format_number(v, box.indicator.decimals, trim=True) for v in (low, high) if v is not None)
    return f"{box.shown} nằm ngoài mức hợp lý ({ends} {box.indicator.unit_of_measure})"


def _children(box):
    if not box.differs_from_children:
        return ""
    return f"{box.shown} khác số cộng của đơn vị trực thuộc ({box.children_shown})"


def _register(box):
    """What was typed against the unit's own sổ triển khai."""
    if box.register is None or box.result is None or box.result == box.register:
        return ""
    return f"{box.shown} khác số trong sổ triển khai ({box.print(box.register)})"


# --- A counter that must not fall ------------------------------------------------------------------------------


def _falling(box):
    """A running counter below what it was; of a rate, its numerator."""
    now, before = amount_of(box.figure), _counted_before(box)
    if now is None or before is None or now.value >= before.value:
        return ""
    decimals, part = box.indicator.box_decimals, "vế trên " if box.indicator.is_rate else ""
    shown = [format_number(amount.value, decimals) for amount in (now, before)]
    return f"{part}{shown[0]} thấp hơn kỳ trước ({shown[1]}), trong khi số lũy kế không giảm"


def _counted_before(box):
    if box.indicator.counter == Counter.EVER:
        return box.last
    if box.indicator.counter == Counter.YEAR and box.earlier:
        return box.earlier[-1]
    return None


# --- A period's figure that is the year's -----------------------------------------------------------------------


def _cumulative(box):
    """Two periods or more stand before it: the year's total so far, or that and one more plausible period."""
    if len(box.earlier) < 2:
        return ""
    return _running_total(box, low=(1, 2), high=(2, 1))


def _cumulative_early(box):
    """One period only: twice as much is a hint, no more."""
    return _running_total(box, low=(4, 5), high=(6, 5)) if len(box.earlier) == 1 else ""


def _running_total(box, *, low, high):
    """`low` and `high` bound what the period would have added, as (n, d) times the mean of the year's periods."""
    if box.indicator.is_rate or box.indicator.over_time != OverTime.SUM or not box.result:
        return ""
    total, count = sum(amount.value for amount in box.earlier), len(box.earlier)
    added = box.result - total
    if total < SMALL * 10**box.indicator.decimals or added < 0:
        return ""
    plausible = low[0] * total <= added * count * low[1] and added * count * high[1] <= high[0] * total
    if not plausible and not (added == 0 and count > 1):
        return ""
    return f"{box.shown} giống số lũy kế: các kỳ trước trong năm đã là {box.print(total)}; ô này chỉ ghi số trong kỳ"


# --- Beside another figure --------------------------------------------------------------------------------------


def _lead(box):
    """The department's figure of the province against the sum of its territory, once all of it has filed."""
    return _against_territory(box) if box.cross and box.cross.filed >= box.cross.expected else ""


def _lead_partial(box):
    return _against_territory(box) if box.cross and box.cross.filed < box.cross.expected else ""


def _against_territory(box):
    own, other = box.result, box.cross
    if own is None or other.total is None:
        return ""
    if abs(own - other.total) * 100 <= abs(other.total) * box.indicator.crosscheck_tolerance:
        return ""
    part = "" if other.filed >= other.expected else f", mới có {other.filed}/{other.expected} đơn vị gửi"
    return f"{box.shown} khác số cộng theo địa bàn ({box.print(other.total)}{part})"


def _jump(box):
    """Far from the last period: said only for plain sums, where a period can be set beside a period."""
    before, now = box.last, box.result
    if box.indicator.is_rate or box.indicator.over_time != OverTime.SUM or before is None or before.value <= 0:
        return ""
    times = box.indicator.jump_times or JUMP
    if not now or (before.value * times >= now and now * times >= before.value):
        return ""
    return f"{box.shown} chênh nhiều so với kỳ trước ({box.last_shown})"


CHECKS = (
    Check("missing", Severity.BLOCKING, _missing),
    Check("half", Severity.BLOCKING, _half),
    Check("range", Severity.EXPLAIN, _range),
    Check("children", Severity.EXPLAIN, _children),
    Check("register", Severity.EXPLAIN, _register),
    Check("falling", Severity.EXPLAIN, _falling),
    Check("lead", Severity.EXPLAIN, _lead),
    Check("cumulative", Severity.EXPLAIN, _cumulative),
    Check("jump", Severity.EXPLAIN, _jump),
    Check("lead_partial", Severity.NOTICE, _lead_partial),
    Check("cumulative_early", Severity.NOTICE, _cumulative_early),
)
