"""A list of titles aimed for as a file: each row is read as its own `AimForm`, every wrong cell is named.

The headings are those of the lists that units keep already (MauTDKT, CANHAN, TAPTHE, DETAI of the programs in use).
"""

import re
from dataclasses import dataclass
from functools import cached_property

from django import forms

from awards.enums import Subject
from awards.forms_aims import AimForm
from awards.imports import open_sheets
from awards.imports.columns import heading_key
from awards.imports.known import Awards, award_key
from awards.models.aims import NONE
from movements.enums import SubjectClass
from movements.workbook.content import Fault
from movements.workbook.layout import column_letter
from thidua.errors import Refused
from thidua.text import search_key

MOST_ROWS = 2_000
HEADING_WITHIN = 15  # rows from the top
ORDER = re.compile(r"\d{1,5}\.?")
SERIAL_ROW = re.compile(r"\(?(\d{1,2}|[A-Za-z])\)?")  # under a heading: (1) (2) (3)
COLUMNS = {
    "name": ("Tên tập thể, cá nhân, hộ", "Họ và tên", "Họ tên", "Tên tập thể/cá nhân/hộ", "Tên tập thể", "Tên cá nhân",
             "Tên tập thể, cá nhân", "Tên chủ hộ", "Họ tên chủ hộ"),
    "subject": ("Đối tượng", "Tên gọi", "Loại đối tượng"),
    "award": ("Danh hiệu, hình thức", "Danh hiệu/Hình thức", "Danh hiệu", "Hình thức", "Danh hiệu đăng ký",
              "Danh hiệu, hình thức đăng ký"),
    "group": ("Phân loại", "Phân loại đối tượng", "Phân loại tập thể"),
    "staff_code": ("Mã cán bộ", "Mã CCVC", "Mã cán bộ, công chức, viên chức"),
    "born_on": ("Ngày sinh", "Ngày tháng năm sinh"),
    "female": ("Giới tính", "Giới"),
    "position": ("Chức vụ", "Chức danh"),
    "department": ("Phòng, ban", "Phòng ban", "Đơn vị công tác"),
    "leads": ("Lãnh đạo", "Cán bộ lãnh đạo, quản lý", "Phân loại cán bộ"),
    "initiative": ("Sáng kiến dự kiến", "Sáng kiến", "Đề tài, sáng kiến", "Tên sáng kiến, đề tài"),
    "address": ("Địa chỉ",),
    "note": ("Ghi chú",),
}  # fmt: skip
TITLES = {key: names[0] for key, names in COLUMNS.items()}
KEYS = {heading_key(name): key for key, names in COLUMNS.items() for name in names}
SUBJECTS = {
    "": Subject.PERSON, "ca nhan": Subject.PERSON, "cn": Subject.PERSON, "ong": Subject.PERSON, "ba": Subject.PERSON,
    "dong chi": Subject.PERSON, "tap the": Subject.COLLECTIVE, "tt": Subject.COLLECTIVE, "don vi": Subject.COLLECTIVE,
    "ho": Subject.HOUSEHOLD, "ho gia dinh": Subject.HOUSEHOLD, "hgd": Subject.HOUSEHOLD,
}  # fmt: skip
SEXES = {"nam": "0", "nu": "1", "": ""}
LEADING = {
    "co": "1", "x": "1", "lanh dao": "1", "khong": "0", "khong lanh dao": "0", "can bo": "0", "": "",
}  # fmt: skip


class AimListForm(forms.Form):
    file = forms.FileField(
        label="Tệp danh sách", help_text="Tệp .xlsx, .xls hoặc .csv; không quá 20 MB. Hàng tiêu đề tìm theo chữ.",
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.csv"}),
        error_messages={"required": "Chọn một tệp.", "empty": "Tệp này rỗng."},
    )  # fmt: skip


@dataclass(frozen=True)
class AimLine:
    """One row that can be taken."""

    row: int
    subject: Subject
    columns: dict


class AimList:
    """A file as rows to add. Refused when it holds no such list; `faults` name every cell that cannot be taken."""

    def __init__(self, data, name, *, day):
        self.day, self.lines, self.faults = day, [], []
        sheets = open_sheets(data, name)
        tables = [(sheet, *found) for sheet in sheets if (found := _heading(sheet))]
        if not tables:
            raise Refused(
                f"Không tìm thấy hàng tiêu đề trong {HEADING_WITHIN} dòng đầu. Hàng đó phải có cột “{TITLES['name']}” "
                f"và cột “{TITLES['award']}”; tải tệp mẫu để xem cách đặt tên cột."
            )
        for sheet, heading, columns in tables:
            self._read(sheet, heading, columns)
        if not self.lines and not self.faults:
            raise Refused("Dưới hàng tiêu đề không có dòng nào.")

    @cached_property
    def _awards(self):
        return Awards()

    def _read(self, sheet, heading, columns):
        for number in sorted(sheet.rows):
            cells = {key: sheet.rows[number].get(place, "") for key, place in columns.items()}
            if number <= heading or not _is_row(cells):
                continue
            if len(self.lines) + len(self.faults) >= MOST_ROWS:
                raise Refused(f"Danh sách có hơn {MOST_ROWS} dòng: chia thành nhiều tệp.")
            self._take(sheet, number, cells, columns)

    def _take(self, sheet, number, cells, columns):
        def refuse(key, message):
            letter = column_letter(columns[key]) if key in columns else ""
            title, value = TITLES.get(key, ""), cells.get(key, "")
            self.faults.append(Fault(sheet.name, number, letter, title, value, message))

        subject = _subject(cells)
        if subject is None:
            return refuse("subject", "Ghi một trong: cá nhân, tập thể, hộ gia đình.")
        typed = self._typed(cells, subject, refuse)
        if typed is None:
            return None
        form = AimForm(typed, subject=subject, day=self.day)
        if form.is_valid():
            self.lines.append(AimLine(number, subject, form.columns))
        for key, messages in form.errors.items():
            refuse(key, " ".join(messages))
        return None

    def _typed(self, cells, subject, refuse):
        """The cells as the boxes of the form; None when one of them cannot be understood."""
        typed = {key: cells.get(key, "") for key in ("name", "staff_code", "born_on", "position", "department",
                                                     "initiative", "address", "note")}  # fmt: skip
        typed["version"] = 0
        before = len(self.faults)
        for key, words in (("female", SEXES), ("leads", LEADING)):
            word = search_key(cells.get(key, ""))
            typed[key] = words.get(word, "")
            if word not in words and subject == Subject.PERSON:
                refuse(key, "Ghi Nam hoặc Nữ." if key == "female" else "Ghi Có hoặc Không.")
        group = search_key(cells.get("group", ""))
        groups = {search_key(label): value for value, label in SubjectClass.choices} | {"": ""}
        typed["group"] = groups.get(group, "")
        if group not in groups and subject == Subject.COLLECTIVE:
            refuse("group", f"Ghi một trong: {', '.join(SubjectClass.labels)}.")
        typed["award"], why = self._award(cells.get("award", ""), subject)
        if why:
            refuse("award", why)
        return typed if len(self.faults) == before else None

    def _award(self, text, subject):
        """(key of the award for the form, why it cannot be taken)."""
        if not text or award_key(text) == award_key(NONE):
            return "", ""
        codes = self._awards.codes(text)
        rows = [row for code in codes if (row := self._awards.on(code, self.day)) and row.allows(subject)]
        if len(rows) == 1:
            return rows[0].pk, ""
        if rows:
            names = ", ".join(f"“{row.name}”" for row in rows)
            return "", f"Có thể là {names}: ghi tên đầy đủ."
        known = "không dành cho " + Subject(subject).label if codes else "không có trong danh mục"
        return "", f"“{text[:80]}” {known} trong kỳ này; để trống nếu không đăng ký."


def _heading(sheet):
    """(number of the heading row, {key: column}) or None."""
    for number in [number for number in sorted(sheet.rows) if number <= HEADING_WITHIN]:
        columns = {}
        for place, text in sorted(sheet.rows[number].items()):
            columns.setdefault(KEYS.get(heading_key(text), ""), place)
        columns.pop("", None)
        if {"name", "award"} <= columns.keys():
            return number, columns
    return None


def _is_row(cells):
    """Neither blank nor the row of numbers under a heading; a signature below has no second cell."""
    said = [text for text in cells.values() if text]
    return bool(cells.get("name")) and not all(SERIAL_ROW.fullmatch(text) for text in said)


def _subject(cells):
    """As written; a list without a word about it is one of persons. None: not understood."""
    return SUBJECTS.get(search_key(cells.get("subject", "")))
