"""What is no workbook, or could do harm, is refused in words before anything is read from it."""

import io
import re
import zipfile

import pytest

from movements.workbook.gate import MAX_PARTS, OF_A_FILING, OLE, kind_of
from tests.movements.workbook import edited, read, usual, with_part, written
from thidua.errors import Refused

TYPES = "[Content_Types].xml"


def workbook():
    return written(*usual())


def archive(**parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return target.getvalue()


def lying_about_its_size():
    """A part that unpacks to more than its header says."""
    data = bytearray(archive(**{"xl/workbook.xml": b"<a/>" * 1000}))
    place = data.rindex(b"PK\x01\x02") + 24
    data[place : place + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def spread(tag, ref):
    return with_part(workbook(), "xl/worksheets/sheet9.xml", f"<worksheet><{tag} id='1' ref = '{ref}'/></worksheet>")


def utf16(word):
    return word.encode("utf-16-le")


REFUSED = {
    "empty": (b"", "rỗng"),
    "csv": ("Mã;Chỉ tiêu\nD2.33;12,5".encode(), "tệp chữ (CSV) đổi tên"),
    "html": (b"<html><table><tr><td>12</td></tr></table>", "trang web hoặc XML đổi tên"),
    "xml of 2003": (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "trang web hoặc XML đổi tên"),
    "pdf": (b"%PDF-1.4\n", "không phải tệp Excel"),
    "word": (archive(**{"word/document.xml": b"<a/>"}), "không phải tệp Excel .xlsx"),
    "binary workbook": (archive(**{"xl/workbook.bin": b"1"}), "không phải tệp Excel .xlsx"),
    "cut short": (workbook()[:2000], "hỏng hoặc tải lên chưa hết"),
    "only the beginning of an archive": (b"PK\x03\x04rest", "hỏng hoặc tải lên chưa hết"),
    "encrypted": (OLE + b"\0" * 600 + utf16("EncryptedPackage"), "đặt mật khẩu mở tệp"),
    "old word": (OLE + b"\0" * 600 + utf16("WordDocument"), "không phải tệp Excel"),
    "old macros": (OLE + utf16("Workbook") + utf16("_VBA_PROJECT_CUR"), "có macro"),
    "macros": (with_part(workbook(), "xl/vbaProject.bin", b"1"), "có macro"),
    "old macro sheets": (with_part(workbook(), "xl/macrosheets/sheet1.xml", b"<a/>"), "có macro"),
    "declared macros": (
        with_part(workbook(), TYPES, b"<Types>vnd.ms-excel.sheet.macroEnabled.main+xml</Types>"), "có macro",
    ),
    "entities": (
        with_part(workbook(), "xl/sharedStrings.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><sst/>'), "khai báo XML lạ",
    ),
    "entities in UTF-16": (
        with_part(workbook(), "xl/styles.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///">]>'.encode("utf-16")),
        "khai báo XML lạ",
    ),
    "a bomb": (with_part(workbook(), "xl/worksheets/sheet9.xml", b" " * (OF_A_FILING.xml + 1)), "bung ra quá lớn"),
    "a bomb of pictures": (with_part(workbook(), "xl/media/a.png", b" " * (25 * 1024**2)), "bung ra quá lớn"),
    "a part under another name": (
        with_part(workbook(), "xl/worksheets/sheet9.bin", b'<!DOCTYPE a [<!ENTITY b "c">]>'), "khai báo XML lạ",
    ),
    "all cells merged": (spread("mergeCell", "A1:XFD1048576"), "vùng quá lớn"),
    "whole rows merged": (spread("mergeCell", "1:1048576"), "vùng quá lớn"),
    "a link over everything": (spread("hyperlink", "A1:XFD1048576"), "vùng quá lớn"),
    "a range in disguise": (spread("x:mergeCell", "A1:&#88;FD1048576"), "vùng quá lớn"),
    "too many parts": (
        archive(**{"xl/workbook.xml": b"<a/>"} | {f"xl/{n}.txt": b"" for n in range(MAX_PARTS)}), "bung ra quá lớn",
    ),
    "a size that lies": (lying_about_its_size(), "hỏng hoặc tải lên chưa hết"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_let_in(what):
    data, words = REFUSED[what]
    with pytest.raises(Refused, match=re.escape(words)):
        kind_of(data, "bao-cao.xlsx")


def test_a_workbook_is_known_by_its_content_not_by_its_name():
    filing, sections = usual()

    assert read(written(filing, sections), filing, sections, name="bao-cao.csv").rows


def test_a_picture_and_a_long_name_do_no_harm():
    filing, sections = usual()
    data = with_part(written(filing, sections), "xl/media/anh.png", b"\x89PNG" * 1000)

    assert read(edited(data, lambda book: None), filing, sections).faults == []


BROKEN_PARTS = {
    "xl/workbook.xml": [
        b"",
        b"<a/>",
        b"not xml",
        b"<workbook><sheets><sheet name='a' r:id='rId9'/></sheets></workbook>",
    ],
    "xl/worksheets/sheet1.xml": [b"", b"<worksheet>", b"\xff\xfe"],
    "xl/styles.xml": [b"<styleSheet>", b"junk"],
    "xl/sharedStrings.xml": [b"<sst>", b"<sst/>"],
    "xl/_rels/workbook.xml.rels": [b"", b"<Relationships/>"],
    TYPES: [b"", b"<Types/>"],
}


@pytest.mark.parametrize(("part", "text"), [(part, text) for part, texts in BROKEN_PARTS.items() for text in texts])
def test_parts_that_do_not_fit_are_refused_in_words(part, text):
    filing, sections = usual()

    with pytest.raises(Refused, match=r"tệp|Tệp"):
        read(with_part(written(filing, sections), part, text), filing, sections)
