"""What is let in: a plain Excel workbook, told from its content, of a size that can be read in a moment."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from openpyxl.utils import range_boundaries

from thidua.errors import Refused

XLSX, XLS = "xlsx", "xls"
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_PARTS = 2000
MB = 1024 * 1024
MAX_SPREAD = 50_000  # cells under merges and links; openpyxl makes each of them
SPREADS = re.compile(rb"<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref\s*=\s*[\"']([^\"']*)[\"']")
PICTURES = "xl/media/"
MACRO_PARTS = ("vbaproject.bin", "xl/macrosheets/")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, ValueError, OSError, NotImplementedError)
SAVE_AS = "Mở bằng Excel, chọn Lưu thành (Save As), loại “Excel Workbook (*.xlsx)”, rồi tải lên lại."


@dataclass(frozen=True)
class Limits:
    """How many bytes may come: of XML and of everything once unpacked, of an old .xls; `what` the file stands for."""

    xml: int
    unpacked: int
    ole: int
    what: str


OF_A_FILING = Limits(xml=6 * MB, unpacked=24 * MB, ole=8 * MB, what="một báo cáo")  # its workbook has a hundredth of it


def kind_of(data, name, limits=OF_A_FILING):
    """ "xlsx" or "xls". Refused, with what to do, for everything that is neither or could do harm."""
    if not data:
        raise Refused(f"Tệp “{name}” rỗng.")
    if data.startswith(OLE):
        _check_ole(data, name, limits)
        return XLS
    if data.startswith(ZIP):
        _check_zip(data, name, limits)
        return XLSX
    raise Refused(f"Tệp “{name}” không phải tệp Excel{_guess(data)}. {SAVE_AS}")


def _guess(data):
    """What it seems to be, where that helps the person who renamed it."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        return " mà là trang web hoặc XML đổi tên"
    if b"\0" not in head and (b"," in head or b";" in head or b"\t" in head):
        return " mà là tệp chữ (CSV) đổi tên"
    return ""


def _check_ole(data, name, limits):
    if _utf16("EncryptedPackage") in data:
        raise _locked(name)
    if _utf16("_VBA_PROJECT") in data:
        raise _macros(name)
    if _utf16("Workbook") not in data and _utf16("Book") not in data:
        raise Refused(f"Tệp “{name}” không phải tệp Excel. {SAVE_AS}")
    if len(data) > limits.ole:
        raise Refused(
            f"Tệp “{name}” quá lớn so với {limits.what}. Xóa các trang, dòng, hình không dùng rồi tải lên lại."
        )


def _utf16(word):
    return word.encode("utf-16-le")


def _locked(name):
    return Refused(
        f"Tệp “{name}” đặt mật khẩu mở tệp nên không đọc được. Bỏ mật khẩu (Tệp › Thông tin › Bảo vệ) rồi tải lên lại."
    )


def _macros(name):
    return Refused(f"Tệp “{name}” có macro, cổng không nhận. {SAVE_AS}")


def _check_zip(data, name, limits):
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_parts(archive, name, limits)
    except BROKEN:
        raise Refused(f"Tệp “{name}” hỏng hoặc tải lên chưa hết. Mở thử bằng Excel, lưu lại rồi tải lên lại.") from None


def _check_parts(archive, name, limits):
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if any(mark in part for part in names for mark in MACRO_PARTS):
        raise _macros(name)
    if "xl/workbook.xml" not in names:
        raise Refused(f"Tệp “{name}” không phải tệp Excel .xlsx. {SAVE_AS}")
    xml = [part for part in parts if not part.filename.lower().startswith(PICTURES)]
    if (
        len(parts) > MAX_PARTS
        or sum(part.file_size for part in parts) > limits.unpacked
        or sum(part.file_size for part in xml) > limits.xml
    ):
        raise Refused(f"Tệp “{name}” bung ra quá lớn. Xóa các trang, dòng, hình không dùng rồi tải lên lại.")
    for part in xml:
        _check_xml(archive.read(part), name)  # never more than its declared size, and its checksum must be right


def _check_xml(text, name):
    """No workbook declares a document type or an entity; one that does wants to be unfolded. UTF-16 reads the same."""
    plain = text.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Refused(f"Tệp “{name}” chứa khai báo XML lạ, cổng không nhận. {SAVE_AS}")
    if b"macroEnabled" in plain[:65536]:
        raise _macros(name)
    if sum(map(_cells_under, SPREADS.findall(plain))) > MAX_SPREAD:
        raise Refused(
            f"Tệp “{name}” gộp ô hoặc gắn liên kết trên một vùng quá lớn. Bỏ gộp, bỏ liên kết rồi tải lên lại."
        )


def _cells_under(ref):
    """How many cells a range covers; one that is written strangely counts as too many."""
    try:
        left, top, right, down = range_boundaries(ref.decode("ascii"))
        return (right - left + 1) * (down - top + 1)
    except (ValueError, TypeError):
        return MAX_SPREAD + 1
