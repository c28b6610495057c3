"""What a file is: its content says, never its name."""

import io
import struct
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from thidua.errors import Refused
from units.filetypes import ALLOWED, sniff

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = "[Content_Types].xml"


def packed(*names, **contents):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, contents.get(name, "<x/>"))
    return buffer.getvalue()


def told(content, name="tep.pdf"):
    upload = SimpleUploadedFile(name, content)
    found = sniff(upload, name)
    assert upload.tell() == 0, "whoever reads next starts from the beginning"
    return found


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n...", "application/pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
        (packed(TYPES, "word/document.xml"), WORD),
        (packed(TYPES, "xl/workbook.xml", "xl/worksheets/sheet1.xml"), EXCEL),
    ],
)
def test_what_is_kept(content, kind):
    assert told(content, "không có đuôi") == kind
    assert kind in ALLOWED


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a%PDF-1.4",
        b"MZ\x90\x00",
        b"#!/bin/sh\n%PDF-",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,  # .doc, .xls of old
        b"\n%PDF-1.4",
        b"%pdf-1.4",
        b"\x89PNG",
        b"PK\x05\x06" + b"\0" * 18,  # an empty archive
        packed("mimetype", "content.xml"),  # OpenDocument
        packed("AndroidManifest.xml"),
        packed("word/document.xml.exe"),
        packed("ppt/presentation.xml"),
        b"PK\x03\x04" + b"\0" * 40,
        packed("word/document.xml")[:-10],
        b" ",
    ],
)
def test_what_is_not_is_said_in_words(content):
    with pytest.raises(Refused, match=r"Tệp “tep.pdf” không phải PDF, ảnh JPEG hoặc PNG, Word"):
        told(content)


MACRO_TYPE = '<Types><Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
ENABLED = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'


@pytest.mark.parametrize(
    "content",
    [
        packed(TYPES, "word/document.xml", "word/vbaProject.bin"),
        packed(TYPES, "xl/workbook.xml", "xl/vbaProject.bin"),
        packed(TYPES, "word/document.xml", "word/VBAPROJECT.BIN"),  # part names know no case
        packed(TYPES, "word/document.xml", "word/x.bin", **{TYPES: MACRO_TYPE}),  # any name will do for Word
        packed(TYPES, "word/document.xml", **{TYPES: ENABLED}),
        packed(TYPES, "word/document.xml", **{TYPES: ENABLED.upper().replace("TYPES", "Types")}),
    ],
)
def test_macros_stay_outside(content):
    with pytest.raises(Refused):
        told(content, "quyet-dinh.docx")


def patched(old, new):
    content = packed("word/document.xml", "a.xml")
    assert old in content
    return content.replace(old, new)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04" + b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 9, 9, 2**31, 2**31, 0),  # a list that is not there
        patched(b"PK\x01\x02", b"PK\x09\x09"),
        bytes(
            bytearray(packed("word/document.xml")).replace(b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xff")
        ),  # version 25.5
        bytes(bytearray(packed("word/é.xml")).replace("é".encode(), b"\xff\xfe")),  # a name that is no UTF-8
    ],
)
def test_broken_archives_are_refused_like_any_other(content):
    with pytest.raises(Refused):
        told(content, "hong.docx")


def test_a_bomb_is_not_unpacked():
    content = packed(TYPES, "word/document.xml", **{TYPES: "0" * 80_000_000})
    assert len(content) < 100_000
    with pytest.raises(Refused):
        told(content, "bom.docx")


def test_a_lying_name_changes_nothing():
    assert told(b"%PDF-1.4", "virus.exe") == "application/pdf"
    with pytest.raises(Refused):
        told(b"MZ", "bao-cao.pdf")
