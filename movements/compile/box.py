"""One box of a filing's form with what stands beside it, and the section of a movement: plain values, nothing read."""

from dataclasses import dataclass
from functools import cached_property

from movements.arithmetic import Amount, percent_of_target, shown_value
from movements.compile.formulas import Computed
from movements.compile.history import amount_of
from movements.enums import Line
from movements.models import Figure, Indicator, Movement, Target
from thidua.text import format_number

EMPTY = (None, None, False, "")  # what a box without a row holds


@dataclass(frozen=True)
class Children:
    """The sum of the units below in one box, and how many of them it is made of."""

    total: int | None  # smallest unit of the indicator
    filed: int
    expected: int


@dataclass(frozen=True)
class Box:
    """One indicator in one filing, with what stands beside it."""

    indicator: Indicator
    figure: Figure | None
    last: Amount | None  # the last period in which it was due
    target: Target | None
    cumulative: Amount | None  # of the year so far, this box included
    children: Children | None
    marked: bool  # the receiver pointed at it when returning
    before: Figure | None = None  # the box of the last period, as it stood
    earlier: tuple[Amount, ...] = ()  # this year's periods before this one, oldest first
    register: int | None = None  # what the unit's sổ triển khai says, where it answers this indicator
    closed: bool = False  # an unlock has opened other boxes than this one
    broken: str = ""  # why the last period's figure is not set beside it
    cross: Children | None = None  # the territory's sum beside a department's own figure: compared, never added

    @property
    def code(self):
        return self.indicator.code

    @property
    def is_filled(self):
        return self.figure is not None and (self.figure.nothing or amount_of(self.figure) is not None)

    @property
    def is_blank(self):
        """Nothing was answered yet; a note alone is no answer."""
        return self.figure is None or (self.figure.value is None and not self.figure.nothing)

    @property
    def result(self):
        return shown_value(amount_of(self.figure), self.indicator)

    @property
    def shown(self):
        """The box as it is printed once it is locked."""
        if self.figure is not None and self.figure.nothing:
            return "không phát sinh"
        return self.print(self.result)

    @property
    def answer(self):
        """What stands in the box, in words, whatever it is: a rate with its two parts."""
        return content_words(self.figure.content if self.figure else EMPTY, self.indicator)

    def print(self, value):
        return "–" if value is None else format_number(value, self.indicator.decimals)

    @property
    def last_shown(self):
        return self.print(shown_value(self.last, self.indicator))

    @property
    def cumulative_shown(self):
        return self.print(shown_value(self.cumulative, self.indicator))

    @property
    def target_shown(self):
        return target_words(self.target) if self.target else "–"

    @property
    def target_term(self):
        """ "mục tiêu năm học 2024-2025" where the target is not of the calendar year, else ""."""
        target = self.target
        return "" if target is None or target.is_of_one_year else school_year_words(target)

    @property
    def target_named(self):
        """In one line, where there is no room for a second."""
        return f"{self.target_shown} ({self.target_term})" if self.target_term else self.target_shown

    @property
    def percent(self):
        """Cumulative against target in tenths of a percent, where such a share means something.

        What was reached since January is no share of what a school aims at from August to July.
        """
        reached = shown_value(self.cumulative, self.indicator)
        if (
            self.target is None
            or reached is None
            or not self.target.is_of_one_year
            or self.target.comparison in ("rise_by_ranks", "increase_by", "range")
        ):
            return None
        return percent_of_target(result=reached, target=self.target.value, better=self.indicator.better)

    @property
    def children_shown(self):
        return self.print(self.children.total) if self.children else ""

    @property
    def cross_shown(self):
        return self.print(self.cross.total) if self.cross else ""

    @property
    def differs_from_children(self):
        """Only where the box speaks for the whole territory; and only against children who have filed."""
        if self.children is None or self.children.total is None or self.indicator.line != Line.TERRITORY:
            return False
        return self.result is not None and self.result != self.children.total


@dataclass(frozen=True)
class Section:
    """The boxes of one movement, and below them the rows that nobody types."""

    movement: Movement | None
    boxes: tuple[Box, ...]
    computed: tuple[Computed, ...] = ()

    @property
    def name(self):
        return self.movement.name if self.movement else "Công tác thi đua, khen thưởng chung"

    @property
    def anchor(self):
        return f"phong-trao-{self.movement.pk if self.movement else 0}"

    @property
    def filled(self):
        return sum(box.is_filled for box in self.boxes)

    @cached_property
    def points(self):
        codes = sorted({box.indicator.point.code for box in self.boxes})
        return ", ".join("kết luận" if code.startswith("K") else code for code in codes)

    @property
    def state(self):
        return "done" if self.filled == len(self.boxes) else "doing" if self.filled else "idle"


def target_words(target):
    """ "từ 4.600,0 trở lên", "trên 57", "tăng 5 bậc"."""
    decimals = 0 if target.comparison == "rise_by_ranks" else target.indicator.decimals
    ends = (format_number(v, decimals, trim=True) for v in (target.value, target.upper_value) if v is not None)
    return target.get_comparison_display().format(*ends)


def school_year_words(target):
    return f"mục tiêu năm học {target.year_from}-{target.year_to}"


def content_words(content, indicator):
    """What a box holds, (value, denominator, nothing, note), as people say it."""
    value, denominator, nothing, _ = content
    if nothing:
        return "không phát sinh"
    if value is None:
        return "để trống"
    shown = format_number(value, indicator.box_decimals)
    if not indicator.is_rate:
        return shown
    return f"{shown} / {'…' if denominator is None else format_number(denominator, indicator.box_decimals)}"
