"""What a demo dossier is described by, and the paper that stands for every signed one."""

from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile


@dataclass(frozen=True)
class Plan:
    """One dossier: until which state it has come, and the day on which it was begun."""

    unit: str
    title: str
    names: tuple[str, ...]
    state: str
    begun: str
    movement: str = ""
    failing: str = ""
    number: int = 0
    award: str = "BK_TINH"
    papers: tuple[str, ...] = ()  # purposes of those that its award asks for besides
    level: str = "province"
    shares: tuple[int, ...] = ()  # heads of the one collective: all, titled, completed, fighters, severe


def paper(title) -> SimpleUploadedFile:
    """A one-page PDF that says it is illustrative; ASCII, because the built-in typeface knows no Vietnamese."""
    text = f"BT /F1 18 Tf 72 760 Td ({title}) Tj 0 -28 Td (Ban minh hoa, khong co gia tri phap ly) Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    whole = body + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer
    return SimpleUploadedFile(f"{title} (minh hoa).pdf", whole, content_type="application/pdf")
