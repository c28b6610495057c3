"""Small lines of the last periods; what is not known breaks them."""

from thidua.charts.pieces import join, plain_number, px, svg
from thidua.tokens import colour


def spark(values, *, decimals=0, width=120, height=28, title="Các kỳ gần đây"):
    """A small line of the last periods with a dot at the latest; None breaks the line. No words: they stand beside."""
    points = _spread(values, width, height)
    runs = [run for run in runs_of(points) if len(run) > 1]
    ink, grey = colour("ink"), colour("line-strong")
    parts = [f'<polyline points="{join(run)}" fill="none" stroke="{grey}" stroke-width="1.5"/>' for run in runs]
    known = [point for point in points if point]
    if known:
        x, y = known[-1]
        parts.append(f'<circle cx="{px(x)}" cy="{px(y)}" r="2.5" fill="{ink}"/>')
    return svg(width, height, title, told_range(values, decimals), parts)


def _spread(values, width, height):
    """A point for each value, None for a gap, with 4 px free around."""
    known = [float(value) for value in values if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    span, step = (high - low) or 1, (width - 8) / max(1, len(values) - 1)
    return [
        None if value is None else (4 + at * step, height - 4 - (height - 8) * (float(value) - low) / span)
        for at, value in enumerate(values)
    ]


def runs_of(points):
    runs = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return runs


def told_range(values, decimals):
    known = [value for value in values if value is not None]
    if not known:
        return "chưa có số liệu"
    low, high = plain_number(min(known), decimals), plain_number(max(known), decimals)
    return f"{len(values)} kỳ, từ {low} đến {high}, gần nhất {plain_number(known[-1], decimals)}"
