"""A published index by year: gaps stay open, a break of method parts the line, disputed figures both stand."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from thidua.charts.pieces import LETTER, TEXT, join, plain_number, px, svg, text
from thidua.tokens import colour

LEFT, TOP, FOOT = 5, 16, 22  # px around the field; the last figure stands at the right, in its own room


@dataclass(frozen=True)
class Dot:
    """One published figure; `segment` counts the breaks before it, a line joins neighbours of one segment only."""

    year: int
    value: float | Decimal
    segment: int = 0
    disputed: bool = False


@dataclass(frozen=True)
class Series:
    """`better` down turns the field over: rank 1 is on top. `breaks`: years from which another method holds."""

    label: str
    dots: tuple[Dot, ...]
    decimals: int = 0
    better: str = "up"
    breaks: tuple[int, ...] = ()


def index_series(series, years, *, width=250, height=96):
    """One index over `years` (first, last); years without a figure stay empty and are marked on the axis."""
    field = _Field(series, years, width, height)
    parts = [*_axis(field), *_breaks(field), *_joined(field), *_dots(field), *_ends(field)]
    return svg(width, height, series.label, _words(series, years), parts)


class _Field:
    """Where a year and a figure lie."""

    def __init__(self, series, years, width, height):
        self.series, self.width, self.height = series, width, height
        self.first, self.last = years
        values = [float(dot.value) for dot in series.dots]
        longest = max((len(plain_number(dot.value, series.decimals)) for dot in series.dots), default=4)
        self.right = longest * TEXT * (LETTER + 0.06) + 10  # figures are wider than letters
        self.low, self.high = min(values, default=0), max(values, default=1)

    def x(self, year):
        return LEFT + (self.width - LEFT - self.right) * (year - self.first) / max(1, self.last - self.first)

    def y(self, value):
        share = (float(value) - self.low) / ((self.high - self.low) or 1)
        share = share if self.series.better == "down" else 1 - share
        return TOP + (self.height - TOP - FOOT) * share

    def at(self, dot):
        return self.x(dot.year), self.y(dot.value)


def _axis(field):
    floor = field.height - FOOT + 6
    known = {dot.year for dot in field.series.dots}
    grey, ink = colour("line-strong"), colour("ink-3")
    parts = [f'<path d="M{LEFT} {px(floor)}H{px(field.width - field.right)}" stroke="{grey}"/>']
    for year in range(field.first, field.last + 1):
        if year not in known:  # an open tick: nothing is known of this year
            x = px(field.x(year))
            parts.append(f'<circle cx="{x}" cy="{px(floor)}" r="2.2" fill="{colour("paper")}" stroke="{grey}"/>')
    ends = ((field.first, "start", LEFT), (field.last, "middle", field.x(field.last)))
    return parts + [text(x, field.height - 3, str(year), ink, anchor=side, size=11) for year, side, x in ends]


def _breaks(field):
    """A dashed line half a year before the first year of the new method."""
    parts, ink = [], colour("ink-3")
    for year in field.series.breaks:
        if field.first < year <= field.last:
            x = px(field.x(year - 0.5))
            bottom = px(field.height - FOOT + 6)
            parts.append(f'<path d="M{x} {TOP - 10}V{bottom}" stroke="{ink}" stroke-dasharray="3 3"/>')
    return parts


def _joined(field):
    """Lines between consecutive years of one segment, both undisputed."""
    dots = sorted((dot for dot in field.series.dots if not dot.disputed), key=lambda dot: dot.year)
    ink = colour("ink-2")
    for before, after in pairwise(dots):
        if after.year - before.year == 1 and after.segment == before.segment:
            yield f'<polyline points="{join([field.at(before), field.at(after)])}" fill="none" stroke="{ink}"/>'


def _dots(field):
    ink, paper = colour("ink"), colour("paper")
    for dot in field.series.dots:
        x, y = (px(part) for part in field.at(dot))
        look = f'r="2.4" fill="{ink}"'
        if dot.disputed:
            look = f'r="3.2" fill="{paper}" stroke="{ink}" stroke-dasharray="2 1.4"'
        yield f'<circle cx="{x}" cy="{y}" {look}/>'


def _ends(field):
    """The latest figure beside its dot."""
    sure = [dot for dot in field.series.dots if not dot.disputed]
    if not sure:
        return
    last = max(sure, key=lambda dot: dot.year)
    x, y = field.at(last)
    yield text(x + 6, max(12, y + 4), plain_number(last.value, field.series.decimals), colour("ink"), bold=True)


def _words(series, years):
    by_year = {}
    for dot in series.dots:
        by_year.setdefault(dot.year, []).append(plain_number(dot.value, series.decimals))
    first, last = years
    told = [f"{year}: {' hoặc '.join(by_year.get(year, ['chưa có số liệu']))}" for year in range(first, last + 1)]
    broken = "".join(f"; chuỗi gãy từ {year}" for year in series.breaks if first < year <= last)
    return "; ".join(told) + broken
