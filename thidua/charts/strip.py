"""The strip of days: what is due in the weeks around today."""

from dataclasses import dataclass
from datetime import date

from thidua.charts.pieces import LETTER, TEXT, box, glyph, px, rule, svg, text
from thidua.looks import look
from thidua.tokens import colour, tone

WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


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


def day_strip(days, marks, *, width=1030):
    """The days ahead with what is due under them. `days`: Day in order; marks outside them are not drawn."""
    cell = width / len(days)
    column = {day.on: (at + 0.5) * cell for at, day in enumerate(days)}
    shown = sorted((mark for mark in marks if mark.on in column), key=lambda mark: mark.on)
    rows = _rows_of(shown, column, width)
    head = _months(days, cell) + [_day_cell(day, column[day.on], cell) for day in days] + [rule(0, 76, width, 76)]
    body = [_day_mark(mark, column[mark.on], row, width) for mark, row in zip(shown, rows, strict=True)]
    height = 118 + 20 * max(rows, default=0) if shown else 84
    words = "; ".join(f"{mark.label}: {mark.on:%d/%m}" for mark in shown) or "không có việc đến hạn"
    return svg(width, height, "Lịch các hạn sắp tới", words, head + body)


def _months(days, cell):
    """The name of a month stands over its first day shown."""
    firsts = [(at, day.on) for at, day in enumerate(days) if at == 0 or day.on.day == 1]
    if len(firsts) > 1 and (firsts[1][0] - firsts[0][0]) * cell < 70:
        firsts = firsts[1:]
    grey = colour("ink-2")
    return [text(at * cell + 6, 14, f"Tháng {on:%m/%Y}", grey, size=11.5, bold=True) for at, on in firsts]


def _day_cell(day, x, cell):
    ground = colour("red") if day.today else colour("desk") if day.off else ""
    inset = min(cell - 4, 38) / 2 if day.today else cell / 2
    parts = [box(x - inset, 45 if day.today else 42, inset * 2, 27 if day.today else 34, ground, radius=day.today * 4)]
    quiet = colour("ink-3") if day.off else colour("ink")
    parts.append(text(x, 35, WEEKDAYS[day.on.weekday()], colour("ink-3"), anchor="middle", size=11.5))
    ink = colour("paper") if day.today else quiet
    parts.append(text(x, 64, str(day.on.day), ink, anchor="middle", size=15, bold=day.today))
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


def _day_mark(mark, x, row, width):
    glyph_name, tone_name = look(mark.code)
    ink = tone(tone_name)[0]
    start, end = _label_span(mark.label, x, width)
    stem = f'<path d="M{px(x)} 76v{px(24 + row * 20 if row else 6)}" stroke="{colour("line-strong")}"/>'
    at, anchor = (width, "end") if end >= width else (start, "start")
    label = text(at, 112 + row * 20, mark.label, ink, anchor=anchor, bold=tone_name == "back")
    return stem + box(x - 8, 81, 16, 16, colour("paper")) + glyph(glyph_name, x - 7.5, 81.5, 15, ink) + label
