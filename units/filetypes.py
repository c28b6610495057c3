"""What a file is, told from its content. Names and declared types are only what the sender says."""

import zipfile

from thidua.errors import Refused

ALLOWED = {
    "application/pdf": "PDF",
    "image/jpeg": "ảnh JPEG",
    "image/png": "ảnh PNG",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
}
KEPT = "PDF, ảnh JPEG hoặc PNG, Word (.docx), Excel (.xlsx)"
SIGNATURES = ((b"%PDF-", "application/pdf"), (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
OFFICE_PARTS = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


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
    try:
        with zipfile.ZipFile(upload) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        return None
    finally:
        upload.seek(0)
    if any(name.endswith("vbaProject.bin") for name in names):
        return None
    return next((content_type for part, content_type in OFFICE_PARTS.items() if part in names), None)
