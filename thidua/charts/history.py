"""The last values of one box by period: a break in the series parts the line, an empty period leaves it open."""

from dataclasses import dataclass

from thidua.charts.lines import runs_of
from thidua.charts.pieces import join, plain_number, px, rule, svg, text
from thidua.tokens import colour

TOP, FOOT, SIDE = 20, 20, 6  # px around the field


@dataclass(frozen=True)
class Step:
    """One period: a short label, its figure as a plain number or None; `broken`: not to be joined to the one before."""

    label: str
    value: object
    broken: bool = False


def past_values(steps, *, decimals=0, unit="", width=272, height=112, title="Các kỳ gần đây"):
    """A line with a dot for every figure, the highest and the latest named, a dashed line at every break."""
    points = _points(steps, width, height)
    parts = [rule(SIDE, height - FOOT + 4.5, width - SIDE, height - FOOT + 4.5), *_breaks(steps, width, height)]
    parts += [
        f'<polyline points="{join(run)}" fill="none" stroke="{colour("ink-3")}" stroke-width="1.5"/>'
        for run in _runs(steps, points)
    ]
    parts += _dots(points) + _named(steps, points, decimals, width) + _ends(steps, width, height)
    return svg(width, height, title, _words(steps, decimals, unit), parts)


def _points(steps, width, height):
    known = [float(step.value) for step in steps if step.value is not None]
    low, high = min([*known, 0.0]), max([*known, 0.0])
    span, tall = (high - low) or 1, height - TOP - FOOT
    return [
        None if step.value is None else (_x(at, steps, width), TOP + tall * (1 - (float(step.value) - low) / span))
        for at, step in enumerate(steps)
    ]


def _x(at, steps, width):
    return SIDE + 6 + at * (width - 2 * SIDE - 12) / max(1, len(steps) - 1)


def _runs(steps, points):
    """Stretches that may be joined: a break opens the line where it lies, as an empty period does."""
    opened = []
    for step, point in zip(steps, points, strict=True):
        opened += [None, point] if step.broken else [point]
    return [run for run in runs_of(opened) if len(run) > 1]


def _breaks(steps, width, height):
    half = (_x(1, steps, width) - _x(0, steps, width)) / 2
    for at, step in enumerate(steps):
        if step.broken:
            x = px(_x(at, steps, width) - half)
            yield f'<path d="M{x} 4V{height - FOOT + 4}" stroke="{colour("st-back")}" stroke-dasharray="3 3"/>'


def _dots(points):
    known = [point for point in points if point]
    return [
        f'<circle cx="{px(x)}" cy="{px(y)}" r="{3 if (x, y) == known[-1] else 2}" fill="{colour("ink")}"/>'
        for x, y in known
    ]


def _named(steps, points, decimals, width):
    """The latest figure, and the highest where it is another one and stands apart."""
    known = [at for at, point in enumerate(points) if point]
    if not known:
        return []
    highest = max(known, key=lambda at: float(steps[at].value))
    far = abs(points[highest][0] - points[known[-1]][0]) > width / 3
    return [_name(steps[at], points[at], decimals, width) for at in {known[-1], *([highest] if far else [])}]


def _name(step, point, decimals, width):
    x, y = point
    anchor = "end" if x > width * 0.75 else "start" if x < width * 0.25 else "middle"
    return text(x, max(12, y - 7), plain_number(step.value, decimals), colour("ink"), anchor=anchor, size=11.5)


def _ends(steps, width, height):
    ink = colour("ink-3")
    first = text(SIDE, height - 3, steps[0].label, ink, size=11)
    last = text(width - SIDE, height - 3, steps[-1].label, ink, anchor="end", size=11)
    return [first, last] if len(steps) > 1 else [first]


def _words(steps, decimals, unit):
    told = [
        f"{'(chuỗi số gãy trước kỳ này) ' if step.broken else ''}{step.label}: "
        f"{'chưa có số liệu' if step.value is None else plain_number(step.value, decimals)}"
        for step in steps
    ]
    return "; ".join(told) + (f" ({unit})" if unit else "")
