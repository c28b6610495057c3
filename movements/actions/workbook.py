"""A workbook that came back: kept while its person compares, then taken whole or dropped."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction

from movements.actions.boxes import NARRATIVES, save_boxes, save_narratives
from movements.compile import filing_sections
from movements.models import Filing, WorkbookUpload
from movements.workbook import read_workbook
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line

KEPT_FOR = timedelta(hours=24)  # no longer: after a day the sweep of files takes what no attachment names
LARGEST_MB = settings.ATTACHMENT_MAX_BYTES // 1024**2


def keep_workbook(*, filing, upload, by, at):
    """Keeps an uploaded file for a day, in place of this person's earlier one.

    Raises PermissionDenied when this person may not edit the filing now, Refused when the file is not its workbook.
    """
    if not by.has_perm("movements.edit_filing", filing):
        raise PermissionDenied("movements.edit_filing")
    name = clean_line(upload.name.replace("\\", "/").rsplit("/", 1)[-1])[:255] or "tệp"
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        raise Refused(f"Tệp “{name}” lớn hơn {LARGEST_MB} MB. Xóa các trang, hình không dùng rồi tải lên lại.")
    data = upload.read()
    read_workbook(data, name, filing=filing, sections=filing_sections(filing))
    return _store(filing, data, name, by, at)


@transaction.atomic
def _store(filing, data, name, by, at):
    Filing.objects.select_for_update(of=("self",)).get(pk=filing.pk)  # two uploads of one person: the later stays
    _drop(WorkbookUpload.objects.filter(filing=filing, by=by))
    _drop(WorkbookUpload.objects.filter(expires_at__lte=at))
    row = WorkbookUpload(
        filing=filing, by=by, at=at, expires_at=at + KEPT_FOR, name=name, size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip
    row.file.save(name, ContentFile(data), save=True)
    return row


def _drop(rows):
    """Deletes rows, and their files once that is certain; returns how many rows there were."""
    rows = list(rows)
    count, _ = WorkbookUpload.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        transaction.on_commit(lambda file=row.file: file.storage.delete(file.name))
    return count


@transaction.atomic
def accept_workbook(*, upload, filing, boxes, texts, text_version, by, at):
    """Writes everything chosen from the file as one act, or nothing.

    `boxes` carry the versions that the comparison was made with, `texts` only the narratives that change. Raises
    Conflict when any of them has moved since, or when the file was accepted already.
    """
    saved = save_boxes(filing=filing, boxes=boxes, by=by, at=at)
    if saved.conflicts:
        raise Conflict(
            f"Chưa nhận ô nào: {', '.join(saved.conflicts)} vừa có người sửa trên cổng. Xem lại bảng đối chiếu mới."
        )
    if texts:
        whole = {name: getattr(filing, name) for name in NARRATIVES} | texts
        save_narratives(filing=filing, texts=whole, version=text_version, by=by, at=at)
    if not _drop([upload]):
        raise Conflict("Tệp này đã được nhận hoặc bỏ trước đó.")
    record(
        filing, step="workbook", label="Nhận số liệu từ tệp Excel", by=by, at=at, note=upload.name,
        data={"upload": upload.pk, "sha256": upload.sha256, "boxes": saved.written, "texts": sorted(texts)},
    )  # fmt: skip
    return saved


@transaction.atomic
def discard_workbook(*, upload):
    """Drops the file; twice is as good as once."""
    _drop([upload])
