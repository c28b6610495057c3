"""What is looked at before a filing leaves the unit: missing boxes, implausible values, sums that differ.

Missing must be filled or ticked "không phát sinh"; the others may be explained instead of changed.
"""

from dataclasses import dataclass

from thidua.text import format_number

JUMP = 5  # times the last period, either way, for figures that add up over the year


@dataclass(frozen=True)
class Finding:
    code: str  # missing, half, range, jump, children
    box: object
    message: str
    explained: bool = False

    @property
    def blocks(self):
        return not self.explained


def findings(sections):
    """Every finding of a filing, in the order of the boxes; at most one a box, the gravest."""
    found = (_look_at(box) for section in sections for box in section.boxes)
    return [finding for finding in found if finding is not None]


def _look_at(box):
    for check in (_missing, _half, _range, _children, _jump):
        if message := check(box):
            explainable = check not in (_missing, _half)
            explained = explainable and bool(box.figure.note.strip())
            return Finding(check.__name__[1:], box, message, explained)
    return None


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


def _jump(box):
    """Far from the last period: said only for plain sums, where a period can be set beside a period."""
    before, now = box.last, box.result
    if box.indicator.is_rate or box.indicator.over_time != "sum" or before is None or before.value <= 0 or not now:
        return ""
    if before.value * JUMP >= now and now * JUMP >= before.value:
        return ""
    return f"{box.shown} chênh nhiều so với kỳ trước ({box.last_shown})"
