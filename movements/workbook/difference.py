"""The file against the portal, cell by cell, with what the cell was when the file was made as the third witness.

A cell that the person left as it was downloaded never overwrites what the portal got meanwhile; a cell changed on
both sides is a conflict, and stays as the portal has it unless the person says otherwise.
"""

from dataclasses import dataclass, field

from movements.workbook.layout import FIGURES, TEXT_NAMES, TEXTS, TYPED, cell_label, text_label
from movements.workbook.stamp import note_of, numbers_of
from thidua.text import clean_text, format_number

SAME, CHANGED, CONFLICT, MOVED = "same", "changed", "conflict", "moved"
NOTHING_WORDS, NO_VALUE = "không phát sinh", "(trống)"


@dataclass(frozen=True)
class Line:
    """One cell that differs: what stands on the portal, what the file says."""

    place: str  # "G9"
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One box or one narrative that the file would write."""

    key: str  # anchor of the box, or name of the narrative
    code: str
    name: str
    sheet: str
    lines: tuple[Line, ...]
    version: int
    content: tuple  # of a box (value, denominator, nothing, note); of a narrative (text,)
    conflict: bool
    indicator_id: int | None = None


@dataclass
class Difference:
    changes: list[Change] = field(default_factory=list)
    texts: list[Change] = field(default_factory=list)
    unchanged: int = 0  # cells that say what the portal says
    blank: list[str] = field(default_factory=list)  # cells empty in the file, kept on the portal
    moved: list[str] = field(default_factory=list)  # left alone in the file, changed on the portal since
    absent: list[str] = field(default_factory=list)  # boxes without a row in the file

    @property
    def all_changes(self):
        return [*self.changes, *self.texts]

    @property
    def conflicts(self):
        return [change for change in self.all_changes if change.conflict]

    @property
    def plain(self):
        return [change for change in self.all_changes if not change.conflict]

    @property
    def is_empty(self):
        return not self.all_changes


def compare(content, *, filing, sections):
    """What the file would change, in the order of the form. Cells at fault are not in it."""
    found = Difference()
    for section in sections:
        for box in section.boxes:
            _compare_box(found, content, box)
    for name in TEXT_NAMES:
        _compare_text(found, content, filing, name)
    return found


def _verdict(new, base, current):
    """None is a blank cell: it changes nothing, whatever stands on the portal."""
    if new is None or new == current:
        return SAME
    if new == base:
        return MOVED
    return CHANGED if current == base else CONFLICT


def _compare_box(found, content, box):
    row = content.rows.get(box.code)
    if row is None:
        if box.code not in content.seen:
            found.absent.append(f"{box.code} {box.indicator.name}")
        return
    base = content.stamp.boxes[box.code]
    numbers, note = numbers_of(box.figure), clean_text(note_of(box.figure))
    verdicts = (_verdict(row.numbers, base.numbers, numbers), _verdict(row.note, base.note, note))
    new_numbers = row.numbers if verdicts[0] in (CHANGED, CONFLICT) else numbers
    new_note = row.note if verdicts[1] in (CHANGED, CONFLICT) else note
    if MOVED in verdicts:
        found.moved.append(f"{box.code} {box.indicator.name}")
    _count(found, box, row, numbers, note)
    if (new_numbers, new_note) != (numbers, note):
        change = _change(content, box, row, (*numbers, note), (*new_numbers, new_note), conflict=CONFLICT in verdicts)
        found.changes.append(change)


def _count(found, box, row, numbers, note):
    """Cells that say the same on both sides, and blanks beside something stored."""
    stored = dict(zip(TYPED, (*numbers, note), strict=True))
    said = dict(zip(TYPED, (*(row.numbers or (None, None, False)), row.note), strict=True))
    for key in TYPED:
        if key in row.typed:
            found.unchanged += said[key] == stored[key]
        elif stored[key] not in (None, "", False) and not said["nothing"] and key != "nothing":
            found.blank.append(f"{box.code} {box.indicator.name}: {cell_label(key, box.indicator)}")


def _change(content, box, row, before, after, *, conflict):
    figures = zip(TYPED, _cells(before, box.indicator), _cells(after, box.indicator), strict=True)
    lines = tuple(
        Line(f"{content.columns[key]}{row.row}", cell_label(key, box.indicator), old, new)
        for key, old, new in figures
        if old != new
    )
    version = 0 if box.figure is None else box.figure.version
    return Change(
        box.indicator.anchor, box.code, box.indicator.name, FIGURES, lines, version, after, conflict, box.indicator.pk
    )


def _cells(content, indicator):
    """The four cells of a box as people read them; "không phát sinh" stands where the number would."""
    value, denominator, nothing, note = content
    first, second = (
        NO_VALUE if number is None else format_number(number, indicator.box_decimals) for number in (value, denominator)
    )
    return NOTHING_WORDS if nothing else first, second, "", note or NO_VALUE


def _compare_text(found, content, filing, name):
    new, current = content.texts.get(name), clean_text(getattr(filing, name))
    label = text_label(name)
    if new is None:
        if current and not any(fault.title == label for fault in content.faults):
            found.blank.append(label)
        return
    verdict = _verdict(new, content.stamp.texts.get(name, ""), current)
    if verdict == MOVED:
        found.moved.append(label)
    elif verdict == SAME:
        found.unchanged += 1
    else:
        line = Line("", "Nội dung", current or NO_VALUE, new)
        found.texts.append(Change(name, "", label, TEXTS, (line,), filing.version, (new,), verdict == CONFLICT))
