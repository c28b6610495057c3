"""What the paper of a consultation says, as plain values: the list, the days, what was said, never who said it."""

from dataclasses import dataclass

from awards.compile.consultations import tally
from awards.enums import CommentState, ConsultationState
from awards.models import Consultation
from thidua.words import doc_day


@dataclass(frozen=True)
class Remark:
    """One comment: about whom, in the words that may be read, and what was done with it."""

    about: str
    text: str
    handled: str


@dataclass(frozen=True)
class ConsultationText:
    title: str
    days: int
    opened: str
    last_day: str
    number: str
    day: str  # ISO; empty while it is not signed
    summary: str
    lines: tuple[tuple[str, str, str], ...]  # name, unit, award
    counts: tuple[tuple[str, int], ...]
    remarks: tuple[Remark, ...]


def newest_ended(dossier):
    """The consultation of which a summary is made; None while none has ended."""
    rows = Consultation.objects.filter(dossier=dossier, state__in=ConsultationState.ENDED)
    return rows.order_by("-pk").first()


def consultation_text(row):
    return ConsultationText(
        title=row.title,
        days=row.working_days,
        opened=doc_day(row.opened_on),
        last_day=doc_day(row.last_day),
        number=row.summary_number,
        day=row.summary_date.isoformat() if row.summary_date else "",
        summary=row.summary,
        lines=tuple((line.name, line.unit, line.award) for line in row.lines.all()),
        counts=tuple((label, n) for label, n, _ in tally(row) if n),
        remarks=tuple(_remark(one) for one in row.comments.select_related("about").order_by("sent_at", "pk")),
    )


def _remark(one):
    """What is not shown to everybody is not written out here either: the paper goes from desk to desk."""
    about = one.about.name if one.about else "Cả danh sách"
    if one.state in CommentState.PUBLIC:
        return Remark(about, one.shown_text, one.answer or "Ghi nhận.")
    if one.state == CommentState.PASSED:
        return Remark(about, "Nội dung không công khai.", f"Chuyển {one.passed_to}.")
    if one.state == CommentState.HIDDEN:
        return Remark(about, "Nội dung không công khai.", f"Không hiện: {one.reason}")
    return Remark(about, "Nội dung chưa xem.", "Chờ xem.")
