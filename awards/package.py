"""Gói hồ sơ for the ministry's system: every paper as Word and PDF, every file, and a manifest (R26).

QĐ 311/QĐ-BNV: 01 bộ bản chính with Word and PDF. What bears a mark of secrecy is never packed.
"""

import io
import json
import zipfile
from dataclasses import dataclass
from hashlib import sha256

from django.utils.text import slugify

from awards.compile.checklists import checklist_of
from awards.compile.secrecy import marked
from awards.compile.signatures import checked_files
from awards.enums import SimpleGround
from awards.models import AchievementReport, MeetingMinutes
from awards.render import make_paper, make_report, papers_for
from thidua.errors import Refused
from thidua.paper.views import MAKERS, TYPES
from thidua.pdf import NO_FONT, NO_PANGO, PdfUnavailable, pdf_available
from thidua.text import search_key
from units.models import Attachment

MANIFEST = "muc-luc.json"
FIXED = (1980, 1, 1, 0, 0, 0)  # the same content is the same file, whenever it is packed


@dataclass(frozen=True)
class Piece:
    """One file to be packed: `read` gives its bytes when its turn comes."""

    name: str
    kind: str
    content_type: str
    read: object


def check_open(dossier, *, day):
    """Refused where a mark of secrecy stands anywhere in the dossier and nobody has said that it is none."""
    marks = [*checklist_of(dossier, day=day).marks, *marked(_written(dossier))]
    if marks or dossier.simple_ground == SimpleGround.SECRET:
        marks = marks or [dossier.get_simple_ground_display()]
        raise Refused(
            f"Hồ sơ có dấu hiệu bí mật nhà nước ({'; '.join(marks)}): không đóng gói, không đưa lên hệ thống. "
            "Gửi theo đường văn bản mật."
        )
    if not pdf_available():
        raise PdfUnavailable(f"{NO_PANGO}. {NO_FONT}")


def _written(dossier):
    """What people wrote on the portal and the papers would say."""
    for report in AchievementReport.objects.filter(line__dossier=dossier).select_related("line__honoree"):
        yield f"Báo cáo của {report.line.honoree.name}", f"{report.profile}\n{report.merits}\n{report.honours}"
    for minutes in MeetingMinutes.objects.filter(dossier=dossier):
        yield "Biên bản", f"{minutes.opinions}\n{minutes.guests}\n{minutes.absent}"


def pieces_of(dossier, user, *, today, purposes):
    """Papers that this reader may have made, reports of lines, and files as they were handed in."""
    found = [*_papers(dossier, user, today, purposes), *_reports(dossier), *_files(dossier, user, purposes)]
    taken = {}
    for piece in found:
        taken[piece.name] = piece
    return list(taken.values())


def _papers(dossier, user, today, purposes):
    for n, kind in enumerate(papers_for(dossier, user), 1):
        for ext in TYPES:
            yield Piece(
                f"01-van-ban/{n:02d}-{kind.key}.{ext}", kind.label, TYPES[ext],
                lambda key=kind.key, ext=ext: MAKERS[ext](
                    make_paper(dossier, key, today=today, purposes=purposes)
                ),
            )  # fmt: skip


def _reports(dossier):
    lines = dossier.lines.select_related("honoree__unit", "award").order_by("award__order", "order", "pk")
    for n, line in enumerate(lines, 1):
        line.dossier = dossier
        name = slugify(search_key(line.honoree.name))[:60]
        for ext in TYPES:
            yield Piece(
                f"02-bao-cao-thanh-tich/{n:03d}-{name}.{ext}", f"Báo cáo thành tích: {line.honoree.name}", TYPES[ext],
                lambda line=line, ext=ext: MAKERS[ext](make_report(line)),
            )  # fmt: skip


def _files(dossier, user, purposes):
    files = list(Attachment.objects.visible_to(user).of(dossier).order_by("pk"))
    checked = checked_files(files)
    for n, file in enumerate(files, 1):
        stem, dot, ext = file.name.rpartition(".")
        name = slugify(search_key(stem if dot else file.name))[:80] or "tep"
        label = purposes.get(file.purpose, "Tệp")
        if file.pk in checked:
            label = f"{label} ({checked[file.pk].label})"
        yield Piece(f"03-ban-chinh/{n:03d}-{name}.{slugify(ext) or 'bin'}", label, file.content_type, _reader(file))


def _reader(file):
    def read():
        with file.file.open() as stream:
            return stream.read()

    return read


def stream(pieces, *, about):
    """The ZIP, piece by piece: memory holds one file at a time. The manifest comes last, when all sums are known."""
    sink = _Sink()
    rows = []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for piece in pieces:
            content = piece.read()
            rows.append({"ten": piece.name, "loai": piece.kind, "kieu": piece.content_type, "byte": len(content),
                         "sha256": sha256(content).hexdigest()})  # fmt: skip
            archive.writestr(_entry(piece.name), content)
            yield sink.take()
        words = json.dumps(about | {"tep": rows}, ensure_ascii=False, indent=2)
        archive.writestr(_entry(MANIFEST), words.encode())
    yield sink.take()


def _entry(name):
    entry = zipfile.ZipInfo(name, FIXED)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    return entry


class _Sink(io.RawIOBase):
    """A place to write that cannot be wound back: what was written is taken away in parts."""

    def __init__(self):
        super().__init__()
        self.parts = []

    def writable(self):
        return True

    def write(self, data):
        self.parts.append(bytes(data))
        return len(data)

    def take(self):
        made, self.parts = b"".join(self.parts), []
        return made
