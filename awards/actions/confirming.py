"""What people vouch for before a dossier leaves: the declarant for a line, the officer that nothing is secret."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from awards.actions.locking import hold_for_editing
from awards.compile.checklists import checklist_of
from awards.models import Dossier, Nomination
from thidua.clock import office_date
from thidua.errors import Refused
from thidua.events import record
from thidua.text import clean_line


@dataclass(frozen=True)
class Declaration:
    """Who vouches for the words of a line, and on which day they signed for it."""

    line: int
    declarant: str
    declared_on: date | None


@transaction.atomic
def declare(*, dossier, declarations, by, at):
    """Writes down who has confirmed which line (Luật Điều 93 khoản 2: a false declaration takes the award back).

    An empty name takes a confirmation back. Raises Refused naming the line, PermissionDenied. Returns how many changed.
    """
    hold_for_editing(dossier, by)
    lines = {line.pk: line for line in dossier.lines.select_related("honoree")}
    changed = [line for one in declarations if (line := _declared(lines, one, office_date(at))) is not None]
    Nomination.objects.bulk_update(changed, ["declared_by", "declared_on"])
    if changed:
        note = ", ".join(f"{line.honoree.name}: {line.declared_by or 'bỏ xác nhận'}" for line in changed[:20])
        record(dossier, step="declare", label="Ghi xác nhận kê khai", by=by, at=at, note=note[:1000])
    return len(changed)


def _declared(lines, one, today):
    """The line as it is to be written; None when nothing changes."""
    if (line := lines.get(one.line)) is None:
        raise Refused("Có dòng vừa bị bỏ khỏi hồ sơ: xem lại trang này rồi ghi lại.")
    name = clean_line(one.declarant)[:120]
    day = (one.declared_on or today) if name else None
    if day is not None and day > today:
        raise Refused(f"Dòng {line.honoree.name}, ô “Ngày xác nhận”: {day:%d/%m/%Y} chưa tới.")
    if (line.declared_by, line.declared_on) == (name, day):
        return None
    line.declared_by, line.declared_on = name, day
    return line


@transaction.atomic
def confirm_open(*, dossier, by, at):
    """The officer has looked at every word that reads like a mark of a state secret: none is one (R26)."""
    hold_for_editing(dossier, by)
    marks = checklist_of(dossier, day=office_date(at)).marks
    if not marks:
        raise Refused("Hồ sơ không còn chữ nào như dấu độ mật cần xem lại.")
    words = "; ".join(marks)[:400]
    Dossier.objects.filter(pk=dossier.pk).update(open_marks=words)
    dossier.open_marks = words
    record(dossier, step="confirm_open", label="Xác nhận không có nội dung Mật", by=by, at=at, note=words)


def freeze_lines(dossier):
    """Fixes what forms 0602 and 0603 count (TT 02/2023/TT-BNV) as it stands while the dossier is sent."""
    lines = list(Nomination.objects.filter(dossier=dossier).select_related("honoree__unit"))
    for line in lines:
        who = line.honoree
        line.class_then, line.enterprise_then = who.person_class, who.enterprise
        line.female_then, line.minority_then, line.remote_then = who.female, who.minority, who.unit.remote
    columns = ["class_then", "enterprise_then", "female_then", "minority_then", "remote_then"]
    Nomination.objects.bulk_update(lines, columns, batch_size=500)
