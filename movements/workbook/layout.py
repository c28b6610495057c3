"""The shape of the workbook: what the writer makes and the reader looks for."""

from dataclasses import dataclass

from movements.models import Filing

TEMPLATE = "thi-dua/bao-cao-ket-qua/1"  # another shape gets another number: an old file is then told from a wrong one
FIGURES, TEXTS, HIDDEN = "Số liệu", "Nhận xét", "_cong"
ERRORS = "Lỗi"
NOTHING_MARK = "x"
NOTE_LENGTH, TEXT_LENGTH = 500, 10_000
LAST_ROW = 2000  # a filing has some forty boxes; beyond this lies only what Excel formatted by accident
EXCEL_DIGITS = 15  # Excel keeps no more; the rest of a longer number turns into zeros without a word
CELL_LENGTH = 32_000


@dataclass(frozen=True)
class Column:
    key: str
    title: str
    width: int


COLUMNS = (
    Column("code", "Mã", 9),
    Column("name", "Chỉ tiêu", 46),
    Column("unit", "Đơn vị tính", 12),
    Column("last", "Kỳ trước", 14),
    Column("target", "Mục tiêu năm", 20),
    Column("cumulative", "Lũy kế năm", 14),
    Column("value", "Số kỳ này (tỷ lệ: vế trên)", 18),
    Column("denominator", "Vế dưới (chỉ của tỷ lệ)", 16),
    Column("nothing", "Không phát sinh", 11),
    Column("note", "Giải trình", 44),
)
TITLES = {column.key: column.title for column in COLUMNS}
TYPED = ("value", "denominator", "nothing", "note")
TEXT_NAMES = ("highlights", "difficulties", "proposals")


def cell_label(key, indicator):
    """A cell of one box in words: the parts of a rate by their own names."""
    if key == "value":
        return f"Vế trên: {indicator.numerator_label}" if indicator.is_rate else "Số kỳ này"
    if key == "denominator" and indicator.is_rate:
        return f"Vế dưới: {indicator.denominator_label}"
    return TITLES[key]


def text_label(name):
    """The words that stand before a narrative: "Kết quả nổi bật"."""
    label = str(Filing._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:]


def column_letter(index):
    """1 -> "A", 27 -> "AA"."""
    letters = ""
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
