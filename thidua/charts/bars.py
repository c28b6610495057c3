"""Bars: a result against its target, and a figure by period."""

from dataclasses import dataclass
from decimal import Decimal

from thidua.charts.lines import told_range
from thidua.charts.pieces import LETTER, TEXT, box, plain_number, px, rule, svg, text, wrapped
from thidua.tokens import colour, tone


@dataclass(frozen=True)
class Bar:
    """A result against its target, both in `unit`, printed with `decimals`; `better` is up or down.

    `reached`, where given, is what the target's own comparison said; None leaves it to `better`.
    """

    label: str
    value: float | Decimal | None
    target: float | Decimal | None
    unit: str = ""
    decimals: int = 0
    better: str = "up"
    reached: bool | None = None


def target_bars(rows, *, width=440, title="Kết quả so với chỉ tiêu"):
    """One bar per row against a tick at its target. Draw again with `width=300` for a phone: the figures go below."""
    parts, top = [], 0
    for row in rows:
        drawn, height = _target_row(row, top, width)
        parts += drawn
        top += height
    words = "; ".join(f"{row.label}: {_against(row)}" for row in rows)
    return svg(width, max(top, 1), title, words, parts)


def meter(value, target, tone_name="idle", *, width=120):
    """A thin bar of `value` against the tick of `target`; the tone is a name of `thidua.tokens.TONES`."""
    full = max(float(target), float(value or 0)) * (1.0 if float(value or 0) > float(target) else 1.12) or 1.0
    fill = colour("ink-2") if tone_name == "idle" else tone(tone_name)[0]
    tick = min(width - 1, width * float(target) / full)
    parts = [
        box(0, 1, width, 6, colour("line-soft")),
        box(0, 1, max(0, width * float(value or 0) / full), 6, fill),
        f'<path d="M{px(tick)} 0v8" stroke="{colour("ink")}" stroke-width="1.5"/>',
    ]
    words = f"{plain_number(value)} trên {plain_number(target)}"
    return svg(width, 8, "Mức đạt so với chỉ tiêu", words, parts, kind="meter")


def period_bars(values, *, unit="", decimals=0, width=272, title="Các kỳ gần đây"):
    """Columns by period. `values`: (label, group, figure or None) in order, e.g. ("Quý III", "2024", 1204.5)."""
    figures = [figure for _, _, figure in values]
    top, step = max([float(f) for f in figures if f is not None], default=0) or 1, width / len(values)
    parts = [_column(figure, at, step, top, at == len(values) - 1) for at, figure in enumerate(figures)]
    parts += [rule(0, 84.5, width, 84.5), *_peaks(figures, step, top, decimals, width), *_groups(values, step)]
    words = f"{told_range(figures, decimals)}{f' ({unit})' if unit else ''}"
    return svg(width, 104, title, words, parts)


def _target_row(row, top, width):
    """(drawing, its height) of one row: label, figures, bar with a tick at the target, percent."""
    narrow = width < 380
    lines = wrapped(row.label, width if narrow else width * 0.6)
    bar, fill = top + 15 * len(lines) + 5, tone("ok")[0] if _reached(row) else colour("ink-2")
    track = width if narrow else width - 58
    figures_at = bar + 25 if narrow else top + 13
    parts = [text(0, top + 13 + 15 * at, line, colour("ink")) for at, line in enumerate(lines)]
    parts.append(text(0 if narrow else width, figures_at, _figures(row), colour("ink"), anchor=_side(not narrow)))
    parts += _bar(row, bar, track, fill)
    if (share := _share(row)) is not None:
        percent = f"{plain_number(share * 100, 1)} %"
        parts.append(text(width, figures_at if narrow else bar + 9, percent, fill, anchor="end", bold=_reached(row)))
    return parts, bar - top + (42 if narrow else 26)


def _bar(row, top, track, fill):
    tick, share = track * 0.8, _share(row)
    parts = [box(0, top, track, 9, colour("line-soft"))]
    if share is not None:
        parts.append(box(0, top, min(track, tick * float(share)), 9, fill))
    if row.target is not None:
        parts.append(f'<path d="M{px(tick)} {px(top - 3)}v15" stroke="{colour("ink")}" stroke-width="2"/>')
    return parts


def _side(right):
    return "end" if right else "start"


def _share(row):
    """Result over target as a Decimal, so that 107,75 % is not printed as 107,7; None where there is no ratio."""
    if row.value is None or not row.target:
        return None
    return max(Decimal(0), Decimal(str(row.value)) / Decimal(str(row.target)))


def _reached(row):
    if row.reached is not None:
        return row.reached
    if row.value is None or row.target is None:
        return False
    return row.value <= row.target if row.better == "down" else row.value >= row.target


def _figures(row):
    target = f" / {plain_number(row.target, row.decimals)}" if row.target is not None else ""
    return f"{plain_number(row.value, row.decimals)}{target}{f' {row.unit}' if row.unit else ''}"


def _against(row):
    if row.value is None:
        return "chưa có số liệu"
    return f"{_figures(row)}{', đạt' if _reached(row) else ', chưa đạt' if row.target is not None else ''}"


def _column(figure, at, step, top, last):
    if figure is None:
        x = px((at + 0.5) * step)
        return f'<path d="M{x} 81v3" stroke="{colour("line-strong")}" stroke-dasharray="1 1.5"/>'
    height = max(1.5, 62 * float(figure) / top)
    ink = colour("ink") if last else colour("line-strong")
    return box(at * step + step * 0.16, 84 - height, step * 0.68, height, ink)


def _peaks(figures, step, top, decimals, width):
    """The latest and the highest column carry their figure; where the two would touch, the latest alone."""
    known = [(figure, at) for at, figure in enumerate(figures) if figure is not None]
    if not known:
        return []
    latest, highest = known[-1], max(known, key=lambda pair: (float(pair[0]), pair[1]))
    chosen = {latest} if abs(latest[1] - highest[1]) * step < 58 else {highest, latest}
    parts = []
    for figure, at in sorted(chosen, key=lambda pair: pair[1]):
        words, y = plain_number(figure, decimals), 78 - max(1.5, 62 * float(figure) / top)
        start, end = span_of(words, (at + 0.5) * step, width)
        ink, bold = colour("ink"), at == latest[1]
        parts.append(text((start + end) / 2, y, words, ink, anchor="middle", size=11.5, bold=bold))
    return parts


def _groups(values, step):
    """The group (a year) under its first column, with a small tick before it."""
    parts, before = [], None
    for at, (_, group, _) in enumerate(values):
        if group != before:
            x = at * step + step * 0.16
            parts.append(f'<path d="M{px(x)} 84.5v5" stroke="{colour("line-strong")}"/>')
            parts.append(text(x, 101, group, colour("ink-3"), size=11.5))
        before = group
    return parts


def span_of(words, x, width):
    half = len(words) * TEXT * LETTER / 2
    centre = min(max(x, half), max(width - half, half))
    return centre - half, centre + half
