"""Reading CSV: which letters it is written in, what parts its columns."""

import csv
import io
import re

from movements.workbook.gate import OLE, ZIP
from thidua.errors import Refused
from thidua.text import clean_line

MAX_BYTES = 20 * 1024 * 1024
MAX_FIELD = 10_000
MARKS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")
OTHER_FILES = (OLE, ZIP, b"%PDF-", b"\xff\xd8\xff", b"\x89PNG", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
PAGES = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"mime-version")
SEPARATORS = (";", "\t", ",")
SAVE_AS = "Mở bằng Excel, chọn Lưu thành (Save As), loại “CSV UTF-8” hoặc “Excel Workbook (*.xlsx)”, rồi tải lên lại."
VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
# Texts typed for the fonts .VnTime (TCVN3) show these where Vietnamese letters are meant: "NguyÔn V¨n §øc".
OLD_FONT = re.compile("[¨©ª«¬®µ¶·¸¹»¼½¾¦§¤¥][a-z]|[A-Za-z][¨©ª«¬®µ¶·¸¹»¼½¾]")


def looks_like_text(data):
    """Whether the content is plain text: no known binary form, no zero bytes except in UTF-16."""
    if not data or data.startswith(OTHER_FILES):
        return False
    return data.startswith(MARKS_OF_UTF16) or b"\0" not in data[:4096]


def csv_sheet(sheet, data, name, *, last_row):
    """Fills the sheet from a CSV. Refused when it is a web page, cannot be decoded, or has unbalanced quotes."""
    _refuse_pages(data, name)
    if len(data) > MAX_BYTES:
        raise Refused(
            f"Tệp “{name}” lớn hơn {MAX_BYTES // 1024**2} MB. Chia danh sách thành nhiều tệp rồi tải lên lại."
        )
    text = decoded(data, name)
    try:
        for number, cells in enumerate(_lines(text), 1):
            if number > last_row:
                break
            if row := {column: shown for column, cell in enumerate(cells, 1) if (shown := clean_line(cell))}:
                sheet.rows[number] = row
    except csv.Error:
        raise Refused(f"Tệp “{name}” có dấu ngoặc kép không khép nên không tách được cột. {SAVE_AS}") from None
    return sheet


def _refuse_pages(data, name):
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith(PAGES):
        raise Refused(f"Tệp “{name}” là trang web hoặc XML đổi tên, không phải bảng tính. {SAVE_AS}")


def decoded(data, name):
    """The text of a CSV in UTF-8, UTF-16 or Windows-1258; Refused, with what to do, for other letters."""
    if data.startswith(MARKS_OF_UTF16):
        return _strictly(data, "utf-16", name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _strictly(data, "cp1258", name)
    if old_font(data.decode("latin-1")) or not VIETNAMESE.search(clean_line(text[:20_000])):
        raise Refused(
            f"Tệp “{name}” không phải Unicode (gõ bằng phông cũ .VnTime, VNI hoặc lưu theo bảng mã khác). {SAVE_AS}"
        )
    return text


def _strictly(data, encoding, name):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(f"Không đọc được chữ trong tệp “{name}”. {SAVE_AS}") from None


def old_font(text):
    """Whether a text was typed for the fonts of before Unicode; one strange sign in a long text is none."""
    return len(OLD_FONT.findall(text[:20_000])) >= 2


def _lines(text):
    head = "\n".join(text.splitlines()[:40])
    separator = max(SEPARATORS, key=lambda mark: (_columns(head, mark), -SEPARATORS.index(mark)))
    csv.field_size_limit(MAX_FIELD)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _columns(head, mark):
    """The most columns that one of the first lines has when parted by this mark."""
    try:
        return max((len(row) for row in csv.reader(io.StringIO(head), delimiter=mark)), default=0)
    except csv.Error:
        return 0
