"""Heat map units × periods: a mark of its own in every cell, so that it reads in grey print."""

from dataclasses import dataclass

from django.utils.html import escape

from thidua.charts.pieces import LETTER, box, glyph, svg, text
from thidua.tokens import colour, tone

CELL, GAP, TOP, NAME = 17, 2, 30, 11.5  # px: a cell, the room between, the head, the size of a name


@dataclass(frozen=True)
class Cell:
    """`mark` is an icon's name or "" for a cell that says nothing; `words` are read and shown on pointing."""

    mark: str
    tone: str
    words: str
    href: str = ""


@dataclass(frozen=True)
class HeatRow:
    label: str
    cells: tuple[Cell, ...]


def heat_map(rows, heads, *, columns=3, width=1030, title="Tình hình gửi báo cáo theo đơn vị và kỳ"):
    """Rows in reading order, cut into `columns` blocks side by side; `heads` name the periods ("I", "II", …)."""
    per = -(-len(rows) // columns) or 1
    block = width / columns
    parts = []
    for at in range(0, len(rows), per):
        parts += _block(rows[at : at + per], heads, at // per * block, block - 14)
    role = "group" if any(cell.href for row in rows for cell in row.cells) else "img"  # a picture holds no links
    return svg(width, TOP + per * (CELL + GAP), title, _words(rows), parts, role=role)


def mark(name, tone_name):
    """One cell alone, for the words that explain the drawing."""
    parts = [_cell(Cell(name, tone_name, ""), 0, 0)]
    return svg(CELL, CELL, name, "", parts)


def _block(rows, heads, left, width):
    start = left + width - len(heads) * (CELL + GAP)
    grey = colour("ink-3")
    parts = [
        text(start + at * (CELL + GAP) + CELL / 2, TOP - 8, head, grey, anchor="middle", size=NAME)
        for at, head in enumerate(heads)
    ]
    for at, row in enumerate(rows):
        top = TOP + at * (CELL + GAP)
        parts.append(text(left, top + 13, _cut(row.label, start - left - 8), colour("ink"), size=NAME))
        parts += [_cell(cell, start + n * (CELL + GAP), top) for n, cell in enumerate(row.cells)]
    return parts


def _cell(cell, left, top):
    ink, wash, _ = tone(cell.tone)
    drawn = box(left, top, CELL, CELL, wash if cell.mark else colour("desk"), radius=2)
    if cell.mark:
        drawn += glyph(cell.mark, left + 2.5, top + 2.5, CELL - 5, ink)
    told = f"<g><title>{escape(cell.words)}</title>{drawn}</g>"
    # The table behind has the same links: one is enough for the keyboard.
    return f'<a href="{escape(cell.href)}" tabindex="-1">{told}</a>' if cell.href else told


def _cut(label, width):
    most = int(width / (NAME * LETTER))
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def _words(rows):
    return "; ".join(f"{row.label}: {', '.join(cell.words for cell in row.cells)}" for row in rows)
