"""Drawings: numbers in, one `<svg>` string out, the same for the screen and for the PDF.

Colours are literals of `thidua.tokens`, because WeasyPrint draws `class` and `var()` in inline SVG black. Each kind is
drawn near the size it is shown at (300 for a phone, 440, 592, 1030 wide), so that no text falls under 11 px. Each has a
`<title>` (what) and a `<desc>` (the numbers in words); the page gives the finding and a table behind it.
Figures are plain numbers (int, float, Decimal), not the stored integers; None is a gap.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from textwrap import wrap
from xml.etree import ElementTree as ET

from django.utils.html import escape
from django.utils.safestring import mark_safe

from thidua.looks import look
from thidua.text import format_number
from thidua.tokens import CHART_FONT, colour, tone

SPRITE = Path(__file__).resolve().parent.parent / "static" / "img" / "icons.svg"
SVG = "{http://www.w3.org/2000/svg}"
WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
TEXT = 12.5  # px; the smallest word in a drawing is 11
LETTER = 0.57  # mean width of a letter of the face, in ems: enough to keep labels apart


@dataclass(frozen=True)
class Day:
    """One cell of the strip of days; `off` is not a working day, `today` is the office's today."""

    on: date
    off: bool = False
    today: bool = False


@dataclass(frozen=True)
class Mark:
    """Something due on a day. `code` is the state's code (see `thidua.looks`), `label` a few words."""

    on: date
    label: str
    code: str = "idle"


@dataclass(frozen=True)
class Bar:
    """A result against its target, both in `unit`, printed with `decimals`; `better` is up or down."""

    label: str
    value: float | Decimal | None
    target: float | Decimal | None
    unit: str = ""
    decimals: int = 0
    better: str = "up"


# --- Kinds -------------------------------------------------------------------------------------------------


def day_strip(days, marks, *, width=1030):
    """The days ahead with what is due under them. `days`: Day in order; marks outside them are not drawn."""
    cell = width / len(days)
    column = {day.on: (at + 0.5) * cell for at, day in enumerate(days)}
    shown = sorted((mark for mark in marks if mark.on in column), key=lambda mark: mark.on)
    rows = _rows_of(shown, column, width)
    head = _months(days, cell) + [_day_cell(day, column[day.on], cell) for day in days] + [_line(0, 76, width, 76)]
    body = [_day_mark(mark, column[mark.on], row, width) for mark, row in zip(shown, rows, strict=True)]
    height = 118 + 20 * max(rows, default=0) if shown else 84
    words = "; ".join(f"{mark.label}: {mark.on:%d/%m}" for mark in shown) or "không có việc đến hạn"
    return _svg(width, height, "Lịch các hạn sắp tới", words, head + body)


def target_bars(rows, *, width=440, title="Kết quả so với chỉ tiêu"):
    """One bar per row against a tick at its target. Draw again with `width=300` for a phone: the figures go below."""
    parts, top = [], 0
    for row in rows:
        drawn, height = _target_row(row, top, width)
        parts += drawn
        top += height
    words = "; ".join(f"{row.label}: {_against(row)}" for row in rows)
    return _svg(width, max(top, 1), title, words, parts)


def spark(values, *, decimals=0, width=120, height=28, title="Các kỳ gần đây"):
    """A small line of the last periods with a dot at the latest; None breaks the line. No words: they stand beside."""
    points = _spread(values, width, height)
    runs = [run for run in _runs(points) if len(run) > 1]
    ink, grey = colour("ink"), colour("line-strong")
    parts = [f'<polyline points="{_join(run)}" fill="none" stroke="{grey}" stroke-width="1.5"/>' for run in runs]
    known = [point for point in points if point]
    if known:
        x, y = known[-1]
        parts.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="2.5" fill="{ink}"/>')
    return _svg(width, height, title, _range(values, decimals), parts)


def meter(value, target, tone_name="idle", *, width=120):
    """A thin bar of `value` against the tick of `target`; the tone is a name of `thidua.tokens.TONES`."""
    full = max(float(target), float(value or 0)) * (1.0 if float(value or 0) > float(target) else 1.12) or 1.0
    fill = colour("ink-2") if tone_name == "idle" else tone(tone_name)[0]
    tick = min(width - 1, width * float(target) / full)
    parts = [
        _box(0, 1, width, 6, colour("line-soft")),
        _box(0, 1, max(0, width * float(value or 0) / full), 6, fill),
        f'<path d="M{_n(tick)} 0v8" stroke="{colour("ink")}" stroke-width="1.5"/>',
    ]
    words = f"{plain_number(value)} trên {plain_number(target)}"
    return _svg(width, 8, "Mức đạt so với chỉ tiêu", words, parts, kind="meter")


def period_bars(values, *, unit="", decimals=0, width=272, title="Các kỳ gần đây"):
    """Columns by period. `values`: (label, group, figure or None) in order, e.g. ("Quý III", "2024", 1204.5)."""
    figures = [figure for _, _, figure in values]
    top, step = max([float(f) for f in figures if f is not None], default=0) or 1, width / len(values)
    parts = [_column(figure, at, step, top, at == len(values) - 1) for at, figure in enumerate(figures)]
    parts += [_line(0, 84.5, width, 84.5), *_peaks(figures, step, top, decimals, width), *_groups(values, step)]
    words = f"{_range(figures, decimals)}{f' ({unit})' if unit else ''}"
    return _svg(width, 104, title, words, parts)


# --- The strip of days -------------------------------------------------------------------------------------


def _months(days, cell):
    """The name of a month stands over its first day shown."""
    firsts = [(at, day.on) for at, day in enumerate(days) if at == 0 or day.on.day == 1]
    if len(firsts) > 1 and (firsts[1][0] - firsts[0][0]) * cell < 70:
        firsts = firsts[1:]
    grey = colour("ink-2")
    return [_text(at * cell + 6, 14, f"Tháng {on:%m/%Y}", grey, size=11.5, bold=True) for at, on in firsts]


def _day_cell(day, x, cell):
    ground = colour("red") if day.today else colour("desk") if day.off else ""
    inset = min(cell - 4, 38) / 2 if day.today else cell / 2
    parts = [_box(x - inset, 45 if day.today else 42, inset * 2, 27 if day.today else 34, ground, radius=day.today * 4)]
    quiet = colour("ink-3") if day.off else colour("ink")
    parts.append(_text(x, 35, WEEKDAYS[day.on.weekday()], colour("ink-3"), anchor="middle", size=11.5))
    ink = colour("paper") if day.today else quiet
    parts.append(_text(x, 64, str(day.on.day), ink, anchor="middle", size=15, bold=day.today))
    return "".join(parts if ground else parts[1:])


def _rows_of(marks, column, width):
    """The row of each label, the first where it touches no other; from the last day back, so that no stem of a lower
    row crosses the words of a later day."""
    taken, rows = [], []
    for mark in reversed(marks):
        start, end = _label_span(mark.label, column[mark.on], width)
        row = next(n for n in range(len(marks)) if all(r != n or e < start or s > end for s, e, r in taken))
        taken.append((start - 12, end + 12, row))
        rows.append(row)
    return rows[::-1]


def _label_span(label, x, width):
    """A label begins under its glyph, or ends at the edge of the drawing."""
    long = len(label) * TEXT * LETTER
    start = max(0, min(x - 8, width - long))
    return start, start + long


def _span(words, x, width):
    half = len(words) * TEXT * LETTER / 2
    centre = min(max(x, half), max(width - half, half))
    return centre - half, centre + half


def _day_mark(mark, x, row, width):
    glyph_name, tone_name = look(mark.code)
    ink = tone(tone_name)[0]
    start, end = _label_span(mark.label, x, width)
    stem = f'<path d="M{_n(x)} 76v{_n(24 + row * 20 if row else 6)}" stroke="{colour("line-strong")}"/>'
    at, anchor = (width, "end") if end >= width else (start, "start")
    label = _text(at, 112 + row * 20, mark.label, ink, anchor=anchor, bold=tone_name == "back")
    return stem + _box(x - 8, 81, 16, 16, colour("paper")) + glyph(glyph_name, x - 7.5, 81.5, 15, ink) + label


# --- Bars --------------------------------------------------------------------------------------------------


def _target_row(row, top, width):
    """(drawing, its height) of one row: label, figures, bar with a tick at the target, percent."""
    narrow = width < 380
    lines = _wrap(row.label, width if narrow else width * 0.6)
    bar, fill = top + 15 * len(lines) + 5, tone("ok")[0] if _reached(row) else colour("ink-2")
    track = width if narrow else width - 58
    figures_at = bar + 25 if narrow else top + 13
    parts = [_text(0, top + 13 + 15 * at, line, colour("ink")) for at, line in enumerate(lines)]
    parts.append(_text(0 if narrow else width, figures_at, _figures(row), colour("ink"), anchor=_side(not narrow)))
    parts += _bar(row, bar, track, fill)
    if (share := _share(row)) is not None:
        percent = f"{plain_number(share * 100, 1)} %"
        parts.append(_text(width, figures_at if narrow else bar + 9, percent, fill, anchor="end", bold=_reached(row)))
    return parts, bar - top + (42 if narrow else 26)


def _bar(row, top, track, fill):
    tick, share = track * 0.8, _share(row)
    parts = [_box(0, top, track, 9, colour("line-soft"))]
    if share is not None:
        parts.append(_box(0, top, min(track, tick * float(share)), 9, fill))
    if row.target is not None:
        parts.append(f'<path d="M{_n(tick)} {_n(top - 3)}v15" stroke="{colour("ink")}" stroke-width="2"/>')
    return parts


def _side(right):
    return "end" if right else "start"


def _share(row):
    """Result over target as a Decimal, so that 107,75 % is not printed as 107,7; None where there is no ratio."""
    if row.value is None or not row.target:
        return None
    return max(Decimal(0), Decimal(str(row.value)) / Decimal(str(row.target)))


def _reached(row):
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
        x = _n((at + 0.5) * step)
        return f'<path d="M{x} 81v3" stroke="{colour("line-strong")}" stroke-dasharray="1 1.5"/>'
    height = max(1.5, 62 * float(figure) / top)
    ink = colour("ink") if last else colour("line-strong")
    return _box(at * step + step * 0.16, 84 - height, step * 0.68, height, ink)


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
        start, end = _span(words, (at + 0.5) * step, width)
        ink, bold = colour("ink"), at == latest[1]
        parts.append(_text((start + end) / 2, y, words, ink, anchor="middle", size=11.5, bold=bold))
    return parts


def _groups(values, step):
    """The group (a year) under its first column, with a small tick before it."""
    parts, before = [], None
    for at, (_, group, _) in enumerate(values):
        if group != before:
            x = at * step + step * 0.16
            parts.append(f'<path d="M{_n(x)} 84.5v5" stroke="{colour("line-strong")}"/>')
            parts.append(_text(x, 101, group, colour("ink-3"), size=11.5))
        before = group
    return parts


# --- Lines -------------------------------------------------------------------------------------------------


def _spread(values, width, height):
    """A point for each value, None for a gap, with 4 px free around."""
    known = [float(value) for value in values if value is not None]
    low, high = min(known, default=0), max(known, default=0)
    span, step = (high - low) or 1, (width - 8) / max(1, len(values) - 1)
    return [
        None if value is None else (4 + at * step, height - 4 - (height - 8) * (float(value) - low) / span)
        for at, value in enumerate(values)
    ]


def _runs(points):
    runs = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return runs


def _range(values, decimals):
    known = [value for value in values if value is not None]
    if not known:
        return "chưa có số liệu"
    low, high = plain_number(min(known), decimals), plain_number(max(known), decimals)
    return f"{len(values)} kỳ, từ {low} đến {high}, gần nhất {plain_number(known[-1], decimals)}"


# --- Pieces ------------------------------------------------------------------------------------------------


def glyph(name, x, y, size, ink):
    """A drawing of the icon sprite with literal attributes, its box `size` px wide at (x, y). KeyError if unknown."""
    scale = _n(size / 16)
    return (
        f'<g transform="translate({_n(x)} {_n(y)}) scale({scale})" fill="none" stroke="{ink}" stroke-width="1.5" '
        f'stroke-linecap="round" stroke-linejoin="round">{_drawings()[name].replace("currentColor", ink)}</g>'
    )


@lru_cache(maxsize=1)
def _drawings():
    """Name -> inner SVG of every icon, so that page, drawing and PDF share one shape."""
    root = ET.parse(SPRITE).getroot()  # noqa: S314 - our own file
    return {symbol.get("id"): "".join(_shape(child) for child in symbol) for symbol in root.iter(f"{SVG}symbol")}


def _shape(element):
    attributes = "".join(f' {name}="{value}"' for name, value in element.attrib.items())
    return f"<{element.tag.removeprefix(SVG)}{attributes}/>"


def _svg(width, height, title, words, parts, *, kind="chart"):
    # Every word that comes from outside went through escape(): in _text, and here.
    return mark_safe(  # noqa: S308
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" role="img" viewBox="0 0 {_n(width)} {_n(height)}" '
        f'width="{_n(width)}" height="{_n(height)}" font-family="{CHART_FONT}">'
        f"<title>{escape(title)}</title><desc>{escape(words)}</desc>{''.join(parts)}</svg>"
    )


def _text(x, y, words, ink, *, anchor="start", size=TEXT, bold=False):
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{_n(x)}" y="{_n(y)}" fill="{ink}" font-size="{_n(size)}" '
        f'text-anchor="{anchor}"{weight}>{escape(words)}</text>'
    )


def _box(x, y, width, height, fill, *, radius=0):
    corner = f' rx="{radius}"' if radius else ""
    return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{fill}"{corner}/>'


def _line(x1, y1, x2, y2):
    return f'<path d="M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}" stroke="{colour("line-strong")}"/>'


def _join(points):
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def _wrap(words, width):
    """Lines of at most `width` px, broken between words."""
    return wrap(words, max(8, int(width / (TEXT * LETTER)))) or [""]


def plain_number(value, decimals=0):
    """1.234,5 for a plain number (1234.5, one decimal), rounded half up; a dash for None."""
    if value is None:
        return "–"
    scaled = Decimal(str(value)).scaleb(decimals).quantize(Decimal(1), ROUND_HALF_UP)
    return format_number(int(scaled), decimals)


def _n(number):
    """A coordinate: at most one decimal, no trailing zero."""
    return f"{float(number):.1f}".removesuffix(".0")
