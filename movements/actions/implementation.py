"""Every write of sổ triển khai: a row kept, corrected, withdrawn, and its evidence."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from movements.compile.implementation import locking_filing
from movements.models import Activity
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line, search_key
from units.actions import attach_file, remove_attachment
from units.enums import Role
from units.models import Unit

COLUMNS = (
    "on", "title", "number", "document_type", "signer", "place", "medium", "attendances", "link", "movement",
)  # fmt: skip
LINES = ("title", "number", "document_type", "signer", "place")


@transaction.atomic
def keep_activity(*, unit, kind, content, points, by, at):
    """Writes a new row of the unit's register. `content`: a value for each of COLUMNS, `points` the directive's.

    Raises PermissionDenied when this person does not write for the unit, Refused (naming the box) for a day to come,
    a period already confirmed, or a paper that the register has.
    """
    if not by.has_role(Role.UNIT_OFFICER, unit_id=unit.pk):
        raise PermissionDenied("movements.keep_activity")
    content = _cleaned(content)
    _one_writer_at_a_time(unit)
    _check(unit, content, at)
    activity = Activity.objects.create(unit=unit, kind=kind, by=by, **content)
    activity.points.set(points)
    record(activity, step="keep", label="Ghi sổ", by=by, at=at, to_state="counted")
    return activity


@transaction.atomic
def save_activity(*, activity, content, points, version, by, at):
    """Corrects a row; True when anything changed. Conflict when somebody else has since the page was made."""
    _hold(activity, by)
    content = _cleaned(content)
    before = {name: _plain(getattr(activity, name)) for name in COLUMNS}
    before |= {"points": sorted(activity.points.values_list("code", flat=True))}
    after = {name: _plain(value) for name, value in content.items()} | {"points": sorted(p.code for p in points)}
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return False
    _one_writer_at_a_time(activity.unit)
    _check(activity.unit, content, at, but=activity)
    _write(activity, content, points, version)
    data = {side: {name: values[name] for name in changed} for side, values in (("before", before), ("after", after))}
    record(activity, step="save", label="Sửa", by=by, at=at, data=data)
    return True


def _one_writer_at_a_time(unit):
    """So that the same paper is not kept twice at the same moment."""
    Unit.objects.select_for_update().get(pk=unit.pk)


def _write(activity, content, points, version):
    for name, value in content.items():
        setattr(activity, name, value)
    activity.set_keys()
    columns = content | {"number_key": activity.number_key, "search_name": activity.search_name}
    rows = Activity.objects.filter(pk=activity.pk, version=version, withdrawn_at=None)
    if not rows.update(version=version + 1, **columns):
        raise Conflict(
            "Dòng này đã được người khác sửa trong lúc này. Bản đang gõ còn nguyên bên dưới, so lại rồi lưu."
        )
    activity.version = version + 1
    activity.points.set(points)


@transaction.atomic
def withdraw_activity(*, activity, note, by, at):
    """Takes a row out of the count; it stays readable with the reason."""
    _hold(activity, by)
    if not note.strip():
        raise Refused("Ô “Lý do”: ghi vì sao rút dòng này khỏi sổ.")
    if not Activity.objects.filter(pk=activity.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise Conflict("Dòng này vừa được người khác rút khỏi sổ.")
    activity.withdrawn_at = at
    record(
        activity, step="withdraw", label="Rút khỏi sổ", by=by, at=at, from_state="counted", to_state="withdrawn",
        note=note.strip(),
    )  # fmt: skip


@transaction.atomic
def add_activity_file(*, activity, upload, by, at):
    _hold(activity, by, counted=False)
    attachment = attach_file(owner=activity, purpose="evidence", upload=upload, by=by, at=at)
    record(activity, step="add_file", label="Đính kèm tệp", by=by, at=at, note=attachment.name)
    return attachment


@transaction.atomic
def remove_activity_file(*, activity, attachment, by, at):
    _hold(activity, by)
    remove_attachment(attachment=attachment, owner=activity, by=by, at=at)


def _hold(activity, by, *, counted=True):
    """Locks the row. What has counted in a confirmed filing stands still; evidence may still be added to it."""
    if not by.has_perm("movements.edit_activity", activity):
        raise PermissionDenied("movements.edit_activity")
    Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    if counted:
        _refuse_confirmed(activity.unit, activity.on)


def _refuse_confirmed(unit, day):
    filing = locking_filing(unit, day)
    if filing is not None:
        raise Refused(
            f"Ô “Ngày”: {day:%d/%m/%Y} thuộc {filing.period.name_in_text}, số liệu kỳ này đã được xác nhận. "
            "Cần mở khóa báo cáo của kỳ trước khi sửa sổ."
        )


def _check(unit, content, at, but=None):
    if content["on"] > office_date(at):
        raise Refused(f"Ô “Ngày”: {content['on']:%d/%m/%Y} chưa đến; sổ chỉ ghi việc đã làm.")
    _refuse_confirmed(unit, content["on"])
    _refuse_twice(unit, content, but)


def _refuse_twice(unit, content, but):
    key = search_key(content["number"]).replace(" ", "")
    same = Activity.objects.standing().filter(unit=unit, number_key=key, on=content["on"]) if key else ()
    for row in same:
        if but is None or row.pk != but.pk:
            raise Refused(f"Ô “Số, ký hiệu”: {row.number} ngày {row.on:%d/%m/%Y} đã có trong sổ: “{row.title}”.")


def _cleaned(content):
    cleaned = {name: content[name] for name in COLUMNS}
    return cleaned | {name: clean_line(cleaned[name]) for name in LINES}


def _plain(value):
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.pk if hasattr(value, "pk") else value
