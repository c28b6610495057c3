"""Writing what is typed into a filing: its boxes, one or many, and the three narratives."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from movements.compile import EMPTY, filing_sections, owed_indicators
from movements.compile.changes import PARTS, open_parts
from movements.compile.sent import SAVES
from movements.models import Figure, Filing
from thidua.errors import Conflict, Refused
from thidua.events import record, timeline
from thidua.text import clean_text

REGISTER = "register"
NARRATIVES = ("highlights", "difficulties", "proposals")
FIGURE_COLUMNS = ("value", "denominator", "nothing", "note", "version", "changed_by", "changed_at")


@dataclass(frozen=True)
class BoxInput:
    """What was typed into one box, already read as numbers; `version` is the one the page was made with (0: none)."""

    indicator_id: int
    version: int
    value: int | None = None
    denominator: int | None = None
    nothing: bool = False
    note: str = ""

    @property
    def content(self):
        return self.value, self.denominator, self.nothing, self.note


@dataclass(frozen=True)
class Saved:
    """What became of a save: codes of boxes written, and of those that somebody else had changed meanwhile."""

    written: list[str]
    conflicts: list[str]


@transaction.atomic
def save_boxes(*, filing, boxes, by, at):
    """Writes the boxes that changed. A box that another person changed since is left as it is and reported.

    Raises PermissionDenied when this person may not write here now, Refused when a box is not this unit's.
    """
    hold_for_editing(filing, by)
    owed = {indicator.pk: indicator for indicator in owed_indicators(filing.unit, filing.period)}
    if strange := [box for box in boxes if box.indicator_id not in owed]:
        raise Refused(f"{len(strange)} ô không thuộc báo cáo này.")
    current = {figure.indicator_id: figure for figure in filing.figures.all()}
    before = {pk: figure.content for pk, figure in current.items()}
    changed = [box for box in boxes if box.content != before.get(box.indicator_id, EMPTY)]
    fresh = [box for box in changed if box.version == getattr(current.get(box.indicator_id), "version", 0)]
    refuse_closed(filing, [owed[box.indicator_id].code for box in fresh])
    _write_boxes(filing, fresh, current, by, at)
    saved = Saved(
        written=[owed[box.indicator_id].code for box in fresh],
        conflicts=[owed[box.indicator_id].code for box in changed if box not in fresh],
    )
    if fresh:
        typed = {owed[box.indicator_id].code: box.content for box in fresh}
        old = {owed[box.indicator_id].code: before.get(box.indicator_id) for box in fresh}
        record(filing, step="save", label="Lưu số liệu", by=by, at=at, data={"before": old, "after": typed})
    return saved


def opened_parts(filing):
    """Codes of what an unlock has opened, None when nothing is closed: a filing never accepted is not asked."""
    return None if filing.accepted_at is None else open_parts(timeline(filing, without=SAVES))


def refuse_closed(filing, parts):
    """After an unlock only what was marked is open; `parts` are codes of boxes and names of the other parts."""
    opened = opened_parts(filing) if parts else None
    if opened is not None and (closed := set(parts) - opened):
        names = ", ".join(PARTS.get(part, part) for part in sorted(closed))
        raise Refused(f"{names} không nằm trong phần được mở khóa, giữ nguyên như đã xác nhận.")


def hold_for_editing(filing, by):
    """Locks the filing's row for this transaction: nobody signs, sends or edits in between."""
    if not by.has_perm("movements.edit_filing", filing):
        raise PermissionDenied("movements.edit_filing")
    held = Filing.objects.select_for_update(of=("self",)).filter(pk=filing.pk, state=filing.state).first()
    if held is None:
        raise Conflict("Báo cáo vừa đổi trạng thái, không lưu được nữa. Xem lại trang này.")


@dataclass(frozen=True)
class BoxSaved:
    """What became of one box: the row as it stands (None: still empty), or the news that somebody was faster."""

    figure: Figure | None
    conflict: bool = False


def save_box(*, filing, box, typed, by, at):
    """Writes one box as autosave does, in three statements. `box` was read before; `typed` is what now stands in it.

    Raises PermissionDenied when this person may not write here now, Conflict when the filing has just moved on,
    Refused for a box that an unlock has not opened. A box that another person changed since is left as it is:
    `conflict`.
    """
    if not by.has_perm("movements.edit_filing", filing):
        raise PermissionDenied("movements.edit_filing")
    if typed.content == (box.figure.content if box.figure else EMPTY):
        return BoxSaved(box.figure)
    if typed.version != (box.figure.version if box.figure else 0):
        return BoxSaved(None, conflict=True)
    refuse_closed(filing, [box.code])
    try:
        figure = _write_box(filing, box, typed, by, at)
    except IntegrityError:
        if typed.version:
            raise
        figure = None  # two people began the same empty box; the first one's row is there
    return BoxSaved(figure, conflict=figure is None)


@transaction.atomic
def _write_box(filing, box, typed, by, at):
    """One compare-and-set under the filing's lock; None when the box has moved on. What stood before is what was read:
    the version, which only grows, has not changed since."""
    hold_for_editing(filing, by)
    columns = dict(zip(("value", "denominator", "nothing", "note"), typed.content, strict=True))
    columns |= {"version": typed.version + 1, "changed_by": by, "changed_at": at}
    if typed.version == 0:
        figure = Figure.objects.create(filing=filing, indicator=box.indicator, **columns)
    else:
        figure = Figure(pk=box.figure.pk, filing=filing, indicator=box.indicator, **columns)
        if not Figure.objects.filter(pk=figure.pk, version=typed.version).update(**columns):
            return None
    old = box.figure.content if box.figure else None
    data = {"before": {box.code: old}, "after": {box.code: typed.content}}
    record(filing, step="save", label="Lưu số liệu", by=by, at=at, data=data)
    return figure


@dataclass(frozen=True)
class Filled:
    """How many blank boxes were filled, and how many had no last figure to repeat."""

    filled: int
    without: int


def fill_blanks(*, filing, way, part, by, at):
    """Fills the boxes that are still blank: `way` "same" repeats the last period, "nothing" says không phát sinh.

    "register" takes what the unit's sổ triển khai says. `part` is the anchor of a section or the code of one box; "" is
    the whole filing. What stands in a box is never written over, unless its own figure of the register was asked for.
    """
    sections = filing_sections(filing, opened=opened_parts(filing))
    boxes = [box for section in sections for box in section.boxes if part in ("", section.anchor, box.code)]
    boxes = [box for box in boxes if not box.closed and (box.is_blank or (way == REGISTER and part == box.code))]
    inputs = [typed for box in boxes if (typed := _filled(box, way))]
    saved = save_boxes(filing=filing, boxes=inputs, by=by, at=at)
    return Filled(len(saved.written), len(boxes) - len(inputs))


def _filled(box, way):
    """What goes into the box, None where there is nothing to put there."""
    note, version = (box.figure.note, box.figure.version) if box.figure else ("", 0)
    if way == REGISTER:
        return None if box.register is None else BoxInput(box.indicator.pk, version, box.register, note=note)
    if way == "same" and not box.before:
        return None
    if way == "nothing" or box.before.nothing:
        return BoxInput(box.indicator.pk, version, nothing=True, note=note)
    return BoxInput(box.indicator.pk, version, box.before.value, box.before.denominator, False, note)


def _write_boxes(filing, boxes, current, by, at):
    figures = [
        current.get(box.indicator_id) or Figure(filing=filing, indicator_id=box.indicator_id, version=0)
        for box in boxes
    ]
    for figure, box in zip(figures, boxes, strict=True):
        figure.value, figure.denominator, figure.nothing, figure.note = box.content
        figure.version += 1
        figure.changed_by, figure.changed_at = by, at
    Figure.objects.bulk_create(figure for figure in figures if figure.pk is None)
    Figure.objects.bulk_update((figure for figure in figures if figure.pk), FIGURE_COLUMNS)


@transaction.atomic
def save_narratives(*, filing, texts, version, by, at):
    """Writes the three narratives; raises Conflict when somebody else wrote them since the page was opened."""
    hold_for_editing(filing, by)
    columns = {name: clean_text(texts[name]) for name in NARRATIVES}
    if all(getattr(filing, name) == text for name, text in columns.items()):
        return
    refuse_closed(filing, [name for name, text in columns.items() if getattr(filing, name) != text])
    if not Filing.objects.filter(pk=filing.pk, version=version).update(version=version + 1, **columns):
        raise Conflict(
            "Phần nhận xét đã được người khác sửa trong lúc này. Bản đang gõ còn nguyên bên dưới, so lại rồi lưu."
        )
    record(filing, step="save_text", label="Lưu nhận xét", by=by, at=at)
