"""Lists for tests: the columns as a person would head them, saved as the files that people send."""

import csv
import datetime as dt
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from awards.actions import imports as actions
from awards.models import ImportBatch
from units.models import User

AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)
AWARD_HEADINGS = {
    "order": "STT", "name": "Họ và tên", "subject": "Đối tượng", "unit": "Đơn vị", "position": "Chức vụ",
    "birth_year": "Năm sinh", "sex": "Giới tính", "award": "Danh hiệu, hình thức", "occasion": "Loại hình",
    "year": "Năm", "term": "Loại kỳ", "number": "Số quyết định", "date": "Ngày quyết định",
    "issuer": "Cơ quan ban hành", "note": "Ghi chú",
}  # fmt: skip
RATING_HEADINGS = {
    "order": "STT", "name": "Họ và tên", "subject": "Đối tượng", "unit": "Đơn vị", "position": "Chức vụ",
    "birth_year": "Năm sinh", "sex": "Giới tính", "year": "Năm đánh giá", "term": "Loại kỳ", "grade": "Xếp loại",
    "number": "Số văn bản", "date": "Ngày văn bản", "issuer": "Nơi đánh giá",
}  # fmt: skip
HEADINGS = {"awards": AWARD_HEADINGS, "ratings": RATING_HEADINGS}
GOOD_AWARD = {
    "order": 1, "name": "Nguyễn Thị Thanh", "subject": "Cá nhân", "unit": "Sở Y tế", "position": "Bác sĩ",
    "birth_year": 1985, "sex": "Nữ", "award": "Lao động tiên tiến", "occasion": "Công trạng", "year": 2023,
    "number": "123/QĐ-SYT", "date": "05/01/2024", "issuer": "Giám đốc Sở Y tế",
}  # fmt: skip
GOOD_RATING = {
    "order": 1, "name": "Nguyễn Thị Thanh", "subject": "Cá nhân", "unit": "Sở Y tế", "birth_year": 1985, "year": 2023,
    "grade": "Hoàn thành tốt nhiệm vụ", "number": "45/TB-SYT", "date": "20/12/2023", "issuer": "Sở Y tế",
}  # fmt: skip
GOOD = {"awards": GOOD_AWARD, "ratings": GOOD_RATING}


def table(rows, kind="awards", headings=None):
    """Rows of texts: the headings, then each row over the good one."""
    headings = headings or HEADINGS[kind]
    lines = [GOOD[kind] | {"order": number} | row for number, row in enumerate(rows, 1)]
    return [list(headings.values()), *([line.get(key, "") for key in headings] for line in lines)]


def xlsx(lines, *, above=(), below=(), title="Danh sách"):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for line in [*above, *lines, *below]:
        sheet.append(list(line))
    return saved(book)


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def csv_of(lines, *, encoding="utf-8-sig", separator=";"):
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=separator).writerows(lines)
    return target.getvalue().encode(encoding)


def sent(data, name="danh-sach.xlsx"):
    return SimpleUploadedFile(name, data)


def person(world, name):
    """As a request loads them: roles read anew."""
    return User.objects.get(pk=world.people[name].pk)


def kept(world, rows, *, kind="awards", by="chuyenvien", at=AT, **words):
    """A waiting list of these rows."""
    return kept_file(world, xlsx(table(rows, kind), **words), kind=kind, by=by, at=at)


def kept_file(world, data, *, kind="awards", by="chuyenvien", at=AT, name="danh-sach.xlsx"):
    return actions.keep_list(kind=kind, upload=sent(data, name), by=person(world, by), at=at)


def accept(world, batch, *, by="chuyenvien", partly=False, at=AT):
    batch = fresh(batch)
    return actions.accept_list(batch=batch, version=batch.version, partly=partly, by=person(world, by), at=at)


def fresh(batch):
    return ImportBatch.objects.select_related("unit").get(pk=batch.pk)


def said(batch):
    """[(row, heading, message)] of the faults."""
    return [(fault["row"], fault["title"], fault["message"]) for fault in fresh(batch).outcome["faults"]]
