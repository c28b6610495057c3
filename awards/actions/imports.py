"""A list of past years: kept while somebody looks it over, then taken into the register as one act, or dropped."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction

from awards.actions.imported import write_list
from awards.enums import ImportState
from awards.imports import check_rows, find_tables, open_sheets, read_rows
from awards.imports.sheets import MAX_ROWS
from awards.models import ImportBatch
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line

KEPT_FOR = timedelta(hours=24)  # after a day the sweep of files takes what no attachment names
LARGEST_MB = settings.ATTACHMENT_MAX_BYTES // 1024**2
CHECKED = ("outcome", "n_rows", "n_new", "n_known", "n_faulty", "n_asked", "n_honorees", "version")
EMPTIED = {"file": "", "rows": [], "outcome": {}, "choices": {}}


def keep_list(*, kind, upload, by, at):
    """Reads, checks and keeps an uploaded list for a day; nothing goes into the register.

    Raises PermissionDenied when this person brings no lists, Refused when the file holds none that can be read.
    """
    if not by.has_perm("awards.import_list"):
        raise PermissionDenied("awards.import_list")
    name = clean_line(upload.name.replace("\\", "/").rsplit("/", 1)[-1])[:255] or "tệp"
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        raise Refused(f"Tệp “{name}” lớn hơn {LARGEST_MB} MB. Chia danh sách thành nhiều tệp rồi tải lên lại.")
    data = upload.read()
    sheets, rows = _read(data, name, kind)
    batch = ImportBatch(
        kind=kind, unit=by.unit, whole_province=by.has_perm("awards.import_for_province"), name=name, size=len(data),
        sha256=hashlib.sha256(data).hexdigest(), by=by, at=at, expires_at=at + KEPT_FOR, sheets=sheets, rows=rows,
        chosen=[0] if len(sheets) == 1 else [],
    )  # fmt: skip
    return _store(batch, data, at)


def _read(data, name, kind):
    """([{"name", "rows", "first_row", …}], [[sheet, row, {key: text}]]) of all lists in the file."""
    tables = find_tables(open_sheets(data, name), kind)
    found = [(table, read_rows(table, kind)) for table in tables]
    found = [(table, rows) for table, rows in found if rows]
    if not found:
        raise Refused(f"Tệp “{name}” có hàng tiêu đề nhưng không có dòng nào ở dưới.")
    if sum(len(rows) for _, rows in found) > MAX_ROWS:
        raise Refused(f"Các trang của tệp “{name}” cộng lại quá nhiều dòng. Chia thành nhiều tệp rồi tải lên lại.")
    sheets = [_told(table, rows) for table, rows in found]
    return sheets, [[index, number, cells] for index, (_, rows) in enumerate(found) for number, cells in rows]


def _told(table, rows):
    """What stays of a sheet beside its rows."""
    hidden = table.sheet.hidden & {number for number, _ in rows}
    return {
        "name": table.sheet.name, "rows": len(rows), "first_row": table.first_row, "letters": table.letters,
        "titles": table.titles, "skipped": table.skipped[:100], "hidden": len(hidden),
    }  # fmt: skip


def _store(batch, data, at):
    """Checked before the transaction, so that nobody waits for it; it is checked again when accepted."""
    if batch.chosen:
        _note(batch, _checked(batch, at))
    with transaction.atomic():
        forget_lists(at=at)
        _empty(ImportBatch.objects.filter(by=batch.by, sha256=batch.sha256, kind=batch.kind), at, by=batch.by)
        batch.file.save(batch.name, ContentFile(data), save=False)
        batch.save()
        record(batch, step="upload", label="Tải danh sách lên", by=batch.by, at=at, note=batch.name)
    return batch


def forget_lists(*, at):
    """Drops what has waited longer than a day; returns how many lists."""
    return _empty(ImportBatch.objects.filter(expires_at__lte=at), at, by=None)


def _empty(rows, at, *, by):
    """Drops the waiting among the rows; their files go once that is certain."""
    waiting = list(rows.filter(state=ImportState.WAITING).only("pk", "file"))
    keys = [row.pk for row in waiting]
    for row in waiting:
        _delete_file(row)
    closed = {"state": ImportState.DROPPED, "closed_at": at, "closed_by": by}
    return ImportBatch.objects.filter(pk__in=keys).update(**closed, **EMPTIED)


def _delete_file(batch):
    if name := batch.file.name:
        storage = batch.file.storage
        transaction.on_commit(lambda: storage.delete(name))


def _checked(batch, at):
    return check_rows(
        [row for row in batch.rows if row[0] in batch.chosen], kind=batch.kind, sheets=batch.sheets, scope=batch.unit,
        whole_province=batch.whole_province, choices=batch.choices, today=office_date(at),
    )  # fmt: skip


def _note(batch, outcome):
    """Writes what the check has found into the batch's columns; whoever calls saves them."""
    batch.outcome = outcome.as_json()
    batch.n_rows, batch.n_new, batch.n_known = outcome.n_rows, len(outcome.new), len(outcome.known)
    batch.n_faulty, batch.n_asked = len(outcome.faulty), len(outcome.asked)
    batch.n_honorees = batch.outcome["n_persons"]


def _held(batch, by, at):
    """The row locked, still waiting. Every acceptance locks all lists that wait: two lists that tell of the same
    people are taken one after the other, and the second sees what the first has brought."""
    if not by.has_perm("awards.decide_import", batch):
        raise PermissionDenied("awards.decide_import")
    waiting = ImportBatch.objects.filter(state=ImportState.WAITING).order_by("pk")
    list(waiting.select_for_update().values_list("pk", flat=True))
    row = ImportBatch.objects.select_related("unit", "closed_by").get(pk=batch.pk)
    if row.state == ImportState.ACCEPTED:
        who = f"{row.closed_by} nhận " if row.closed_by else "nhận "
        raise Conflict(f"Danh sách này đã được {who}trước đó, không nhận lần nữa.")
    if row.state == ImportState.DROPPED:
        raise Conflict("Danh sách này đã được bỏ. Tải tệp lên lại nếu vẫn cần nhập.")
    if row.expires_at <= at:
        raise Conflict("Danh sách này đã quá hạn giữ. Tải tệp lên lại.")
    return row


@transaction.atomic
def choose_sheets(*, batch, chosen, by, at):
    """Which sheets of the file are read; indexes into `batch.sheets`."""
    row = _held(batch, by, at)
    if not chosen or not set(chosen) <= set(range(len(row.sheets))):
        raise Refused("Chọn ít nhất một trang của tệp.")
    row.chosen = sorted(chosen)
    return _check_again(row, at, "chosen")


@transaction.atomic
def choose_honorees(*, batch, choices, by, at):
    """Who is meant where a row could be several: {question: key of an honoree, or 0 for a new one}."""
    row = _held(batch, by, at)
    row.choices |= choices
    return _check_again(row, at, "choices")


def _check_again(row, at, *columns):
    _note(row, _checked(row, at))
    row.version += 1
    row.save(update_fields=[*columns, *CHECKED])
    return row


def accept_list(*, batch, version, partly, by, at):
    """Takes every new row into the register as one act, or none; `partly` leaves the rows at fault out and notes them.

    Everything is checked again inside. Conflict when the list was closed, or its page is older than the list; then
    also when the register has moved on since the page was made: the new finding is kept and shown instead.
    """
    with transaction.atomic():
        row = _held(batch, by, at)
        if row.version != version:
            raise Conflict("Danh sách vừa có người chọn lại hoặc kiểm tra lại. Xem lại trang rồi nhập.")
        outcome = _checked(row, at) if row.chosen else None
        changed = outcome and _moved(row, outcome)
        if changed:
            _check_again(row, at)
        else:
            _refuse_unready(row, outcome, partly)
            _take(row, outcome, by, at)
    if changed:
        raise Conflict(f"Chưa nhập dòng nào: sổ đối tượng đã đổi từ lúc kiểm tra ({changed}). Xem lại rồi nhập.")
    return row


def _moved(row, outcome):
    """What differs from the finding that the page showed, in words; "" when nothing does."""
    if outcome.as_json() == row.outcome:
        return ""
    counts = (
        ("mới", row.n_new, len(outcome.new)), ("đã có", row.n_known, len(outcome.known)),
        ("có lỗi", row.n_faulty, len(outcome.faulty)), ("phải chọn", row.n_asked, len(outcome.asked)),
    )  # fmt: skip
    told = [f"dòng {label}: {before} thành {after}" for label, before, after in counts if before != after]
    return "; ".join(told) or "nội dung một số dòng"


def _refuse_unready(row, outcome, partly):
    if outcome is None:
        raise Refused("Chọn trang của tệp trước khi nhập.")
    if outcome.asked:
        raise Refused(f"Còn {len(outcome.asked)} dòng chưa rõ là ai. Chọn đối tượng cho từng dòng rồi nhập.")
    if outcome.faulty and not partly:
        raise Refused(
            f"Còn {len(outcome.faulty)} dòng có lỗi. Sửa tệp rồi tải lên lại, hoặc chọn chỉ nhập các dòng đúng."
        )
    if not outcome.new:
        raise Refused("Không có dòng nào mới để nhập.")


def _take(row, outcome, by, at):
    _note(row, outcome)
    write_list(row, outcome, by=by, at=at)
    row.left_out = [_left_out(faults) for faults in outcome.faulty.values()]
    _delete_file(row)
    row.state, row.closed_by, row.closed_at = ImportState.ACCEPTED, by, at
    for name, blank in EMPTIED.items():
        setattr(row, name, blank)
    row.outcome = {"rows": outcome.as_json()["rows"]}
    row.save()
    counts = {"rows": row.n_new, "honorees": row.n_honorees, "left_out": row.n_faulty, "sha256": row.sha256}
    record(row, step="accept", label="Nhập danh sách vào sổ", by=by, at=at, note=row.name, data=counts)


def _left_out(faults):
    why = "; ".join(f"{fault.title}: {fault.message}" for fault in faults)
    return {"sheet": faults[0].sheet, "row": faults[0].row, "why": why}


def all_faults(*, batch, at):
    """Every fault of a waiting list as the register stands now; the preview keeps the first of them only."""
    return [fault for _, fault in _checked(batch, at).faults]


@transaction.atomic
def drop_list(*, batch, by, at):
    """Drops a waiting list; nothing of it remains but that it was there."""
    row = _held(batch, by, at)
    _empty(ImportBatch.objects.filter(pk=row.pk), at, by=by)
    record(row, step="drop", label="Bỏ danh sách", by=by, at=at, note=row.name)
