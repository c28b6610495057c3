"""What a file is, told from its content. Names and declared types are only what the sender says."""

import zipfile
import zlib

from thidua.errors import Refused

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ALLOWED = {
    "application/pdf": "PDF",
    "image/jpeg": "ảnh JPEG",
    "image/png": "ảnh PNG",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    XLSX: "Excel",
}
KEPT = "PDF, ảnh JPEG hoặc PNG, Word (.docx), Excel (.xlsx)"
SIGNATURES = ((b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
OFFICE_PARTS = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": XLSX,
}
DECLARED_BYTES = 1024 * 1024  # [Content_Types].xml of a big workbook has some ten thousand
MACRO_MARKS = (b"macroenabled", b"vbaproject", b"&")  # an entity could spell the other two


def sniff(upload, name):
    """The content type of an upload; raises Refused, in words, for what the portal does not keep."""
    upload.seek(0)
    head = upload.read(1024)
    upload.seek(0)
    for signature, content_type in SIGNATURES:
        if head.startswith(signature):
            return content_type
    content_type = _office_type(upload) if head.startswith(b"PK\x03\x04") else None
    if content_type is None:
        raise Refused(f"Tệp “{name}” không phải {KEPT}. Lưu lại dưới một trong các dạng đó rồi gửi.")
    return content_type


def _office_type(upload):
    """None for what is no Office file, or an archive broken in one of the many ways there are."""
    try:
        with zipfile.ZipFile(upload) as archive:
            return None if _may_hold_macros(archive) else _main_part(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, ValueError, OSError):
        return None
    finally:
        upload.seek(0)


def _may_hold_macros(archive):
    """By the list of parts and by what they are declared to be: Word runs macros out of a part of any name."""
    if any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()):
        return True
    with archive.open("[Content_Types].xml") as part:
        declared = part.read(DECLARED_BYTES + 1)
    plain = declared.replace(b"\0", b"").lower()  # UTF-16 reads the same
    return len(declared) > DECLARED_BYTES or any(mark in plain for mark in MACRO_MARKS)


def _main_part(archive):
    names = set(archive.namelist())
    return next((content_type for part, content_type in OFFICE_PARTS.items() if part in names), None)
