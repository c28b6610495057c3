"""The columns of each kind of list, and the many headings under which real lists have them."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from awards.enums import Grade, ImportKind, Occasion, Subject
from movements.enums import TermKind
from thidua.text import search_key

HEADINGS = Path(__file__).parent.parent / "data" / "import_headings.csv"
BRACKETS = re.compile(r"\([^)]*\)")
NO_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Column:
    """`must`: the list is none without it; `choices` are offered in the template; `hint` stands under its heading."""

    key: str
    title: str
    width: int
    must: bool = False
    hint: str = ""
    choices: tuple[str, ...] = ()
    example: str = ""


def _labels(enum):
    return tuple(label[:1].upper() + label[1:] for label in enum.labels)


_WHO = (
    Column("order", "STT", 6, example="1"),
    Column("name", "Họ tên, tên tập thể", 30, must=True, hint="Viết đủ dấu", example="Nguyễn Thị Thanh"),
    Column("subject", "Đối tượng", 14, hint="Chọn trong danh sách", choices=_labels(Subject), example="Cá nhân"),
    Column("unit", "Đơn vị", 34, hint="Tên tại ngày quyết định, hoặc mã đơn vị"),
    Column("position", "Chức vụ", 22, example="Chuyên viên"),
    Column("birth_year", "Năm sinh", 10, hint="Bốn chữ số; cá nhân", example="1985"),
    Column("sex", "Giới tính", 10, choices=("Nam", "Nữ"), example="Nữ"),
)
_WHEN = (
    Column("year", "Năm", 12, must=True, hint="2022, hoặc 2021-2022 nếu là năm học", example="2022"),
    Column("term", "Loại kỳ", 14, hint="Để trống là năm công tác", choices=_labels(TermKind), example="Năm công tác"),
)
_AWARDS = (
    *_WHO,
    Column("award", "Danh hiệu, hình thức", 34, must=True, hint="Tên hoặc mã trong danh mục"),
    Column("occasion", "Loại hình khen thưởng", 20, choices=_labels(Occasion), example="Công trạng"),
    *_WHEN,
    Column("number", "Số quyết định", 18, must=True, example="123/QĐ-UBND"),
    Column("date", "Ngày quyết định", 14, must=True, hint="ngày/tháng/năm", example="15/02/2023"),
    Column("issuer", "Cơ quan ban hành", 30, must=True, example="Chủ tịch Ủy ban nhân dân tỉnh"),
    Column("note", "Ghi chú", 24),
)
_RATINGS = (
    *_WHO,
    *_WHEN,
    Column("grade", "Mức xếp loại", 30, must=True, choices=_labels(Grade), example="Hoàn thành tốt nhiệm vụ"),
    Column("number", "Số văn bản", 18, example="45/TB-SNV"),
    Column("date", "Ngày văn bản", 14, hint="ngày/tháng/năm", example="20/12/2022"),
    Column("issuer", "Nơi đánh giá", 30),
)
COLUMNS = {ImportKind.AWARDS: _AWARDS, ImportKind.RATINGS: _RATINGS}
PAPER = "paper"  # number and day in one column, as many lists have it: parted when read
# A row is one of the list when it has a number of order, or enough of these.
TELLING = {
    ImportKind.AWARDS: ("name", "award", "year", "number", "date", "unit"),
    ImportKind.RATINGS: ("name", "year", "grade", "unit"),
}


def titles_of(kind):
    return {column.key: column.title for column in COLUMNS[kind]}


def heading_key(text):
    """A heading as it is compared: without marks, signs, and what stands in brackets."""
    return NO_WORD.sub(" ", search_key(BRACKETS.sub(" ", text))).strip()


@cache
def aliases():
    """{heading as compared: key}, from awards/data/import_headings.csv."""
    with HEADINGS.open(encoding="utf-8") as lines:
        found = {heading_key(row["heading"]): row["key"] for row in csv.DictReader(lines)}
    own = {heading_key(column.title): column.key for columns in COLUMNS.values() for column in columns}
    return found | own


def key_of(text):
    """The column that a heading stands for, or "". Words after a heading of two or more words do not matter."""
    key = heading_key(text)
    words = key.split()
    if len(words) > 12:
        return ""
    if key in aliases():
        return aliases()[key]
    heads = (" ".join(words[:count]) for count in range(len(words) - 1, 1, -1))
    return next((aliases()[head] for head in heads if head in aliases()), "")
