"""A decision before it is in force: which lines it takes, its number from the register, its issue."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from awards.actions.issuing import Issue, hold_signed, one_signer, put_in_force
from awards.compile.drafts import PROPOSED_STATES, dossiers_of, draft_lines, is_signed, words_of
from awards.compile.offices import office_on
from awards.enums import Authority, Decider, LineState
from awards.enums_issuing import BookKind, DraftState
from awards.models import BookNumber, Decision, DecisionDraft, Nomination, NumberBook
from awards.render.decision_papers import draft_paper
from thidua.canonical import digest
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.paper.pdf import paper_pdf
from thidua.signing import SigningKey, sign_pdf
from thidua.text import clean_line, clean_text

CHANGED = "Dự thảo vừa được người khác sửa. Xem lại trang này rồi làm tiếp."


@dataclass(frozen=True)
class Papers:
    """What the clerk hands in: the signed PDF, a certificate to sign with, or both; a typed number where one is."""

    file: object = None
    key: SigningKey | None = None
    number: int | None = None
    issued_on: date | None = None


# --- Composing --------------------------------------------------------------------------------------------------------


@transaction.atomic
def start_draft(*, title, lines, by, at):
    """A decision over these eligible lines, of one dossier or many. Raises PermissionDenied, Refused."""
    if not by.has_perm("awards.start_draft"):
        raise PermissionDenied("awards.start_draft")
    rows = _free_lines(lines)
    draft = DecisionDraft.objects.create(
        title=_title(title), decider=Decider.PROVINCE, created_by=by, created_at=at,
        illustrative=all(line.dossier.illustrative for line in rows),
    )  # fmt: skip
    _take_lines(draft, rows)
    record(draft, step="start", label="Lập dự thảo", by=by, at=at, to_state=DraftState.DRAFTING,
           note=f"{len(rows)} dòng của {len({line.dossier_id for line in rows})} hồ sơ")  # fmt: skip
    return draft


@transaction.atomic
def change_draft(*, draft, title, lines, version, by, at):
    """Other words, other lines; not once a number stands, which speaks of what was signed. Raises Conflict, Refused."""
    locked = hold_draft(draft, "awards.change_draft", by, version)
    if standing_number(locked):
        raise Refused("Dự thảo đã có số: hủy số trước khi sửa.")
    rows = _free_lines(lines, locked)
    Nomination.objects.filter(draft=locked).update(draft=None)
    _take_lines(locked, rows)
    locked.title = _title(title)
    _save(locked, "title")
    record(locked, step="change", label="Sửa dự thảo", by=by, at=at, note=f"{len(rows)} dòng")
    return locked


@transaction.atomic
def drop_draft(*, draft, why, version, by, at):
    """The lines are free again; a number that was taken must have been cancelled, with its reason, before."""
    locked = hold_draft(draft, "awards.change_draft", by, version)
    if standing_number(locked):
        raise Refused("Dự thảo đã có số: hủy số, ghi lý do, rồi mới bỏ dự thảo.")
    note = clean_text(why)
    if not note:
        raise Refused("Ô “Lý do”: ghi vì sao bỏ dự thảo.")
    Nomination.objects.filter(draft=locked).update(draft=None)
    locked.state = DraftState.DROPPED
    _save(locked, "state")
    record(locked, step="drop", label="Bỏ dự thảo", by=by, at=at, from_state=DraftState.DRAFTING,
           to_state=DraftState.DROPPED, note=note)  # fmt: skip
    return locked


def hold_draft(draft, permission, by, version):
    """Locks the row; only an open one, as it was read, goes on."""
    if not by.has_perm(permission, draft):
        raise PermissionDenied(permission)
    locked = DecisionDraft.objects.select_for_update().get(pk=draft.pk)
    if locked.version != version or not locked.is_open:
        raise Conflict(CHANGED)
    return locked


def _save(draft, *names):
    draft.version += 1
    draft.save(update_fields=[*names, "version"])


def standing_number(draft):
    return BookNumber.objects.filter(draft=draft, cancelled_at=None).select_related("book").first()


def _title(title):
    words = clean_line(title)[:400]
    if not words:
        raise Refused("Ô “Trích yếu”: ghi quyết định về việc gì.")
    return words


def _free_lines(lines, draft=None):
    """The lines as they stand, held until the end: eligible, on their way to the signature, in no other draft."""
    keys = {line.pk for line in lines}
    held = Nomination.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    rows = list(held.select_related("honoree", "dossier", "award"))
    if not rows or len(rows) != len(keys):
        raise Refused("Ô “Các dòng”: chọn ít nhất một dòng đủ điều kiện.")
    for line in rows:
        _check_free(line, draft)
    return rows


def _check_free(line, draft):
    open_to = line.dossier.state in PROPOSED_STATES and line.dossier.level == Authority.PROVINCE
    if line.state not in LineState.GOES_ON or not open_to:
        raise Refused(f"Dòng {line.honoree.name}: không còn chờ quyết định của tỉnh.")
    if line.draft_id is not None and (draft is None or line.draft_id != draft.pk):
        raise Refused(f"Dòng {line.honoree.name} đã ở một dự thảo quyết định khác.")


def _take_lines(draft, rows):
    Nomination.objects.filter(pk__in=[line.pk for line in rows]).update(draft=draft)


# --- The register -----------------------------------------------------------------------------------------------------


@transaction.atomic
def take_number(*, draft, version, by, at):
    """The next number of the office's register of this year, on this day; only of what has been signed.

    Whoever takes one holds the book: the numbers are consecutive, and none is given twice (R31, NĐ 30/2020 Điều 15).
    Raises PermissionDenied, Conflict, Refused.
    """
    locked = hold_draft(draft, "awards.number_draft", by, version)
    day = office_date(at)
    office = office_on(locked.decider, day)
    if not office.has_register:
        raise Refused(f"{office.name} cấp số ở sổ của cơ quan: nhập số, ngày khi phát hành.")
    if standing_number(locked):
        raise Conflict("Dự thảo đã có số. Xem lại trang này rồi làm tiếp.")
    lines = draft_lines(locked)
    if not is_signed(lines):
        raise Refused("Chưa cấp số: còn hồ sơ chưa được ký.")
    one_signer(dossiers_of(lines))
    book = _hold_book(office, day.year)
    book.last += 1
    book.save(update_fields=["last"])
    number = BookNumber.objects.create(
        book=book, number=book.last, draft=locked, taken_on=day, taken_by=by, taken_at=at
    )
    _save(locked)
    record(locked, step="take_number", label="Lấy số", by=by, at=at, note=number.code, data={"number": number.number})
    return number


def _hold_book(office, year):
    """The book, locked. A new one goes on from what was typed in that year before the register was kept here."""
    about = {"kind": BookKind.DECISION, "issuer": office.name, "symbol": office.symbol, "year": year}
    NumberBook.objects.get_or_create(**about)
    book = NumberBook.objects.select_for_update().get(**about)
    typed = Decision.objects.filter(issuer=office.name, symbol=office.symbol, year=year)
    book.last = max(book.last, typed.aggregate(most=Max("number"))["most"] or 0)
    return book


@transaction.atomic
def cancel_number(*, draft, why, version, by, at):
    """The number stays in the register with its reason and is never given again."""
    locked = hold_draft(draft, "awards.number_draft", by, version)
    number = standing_number(locked)
    if number is None:
        raise Conflict("Dự thảo không còn số. Xem lại trang này rồi làm tiếp.")
    reason = clean_line(why)[:400]
    if not reason:
        raise Refused("Ô “Lý do”: ghi vì sao hủy số.")
    number.cancelled_at, number.cancelled_by, number.cancelled_why = at, by, reason
    number.save(update_fields=["cancelled_at", "cancelled_by", "cancelled_why"])
    _save(locked)
    record(locked, step="cancel_number", label="Hủy số", by=by, at=at, note=f"{number.code}: {reason}",
           data={"number": number.number})  # fmt: skip
    return number


# --- Issue ------------------------------------------------------------------------------------------------------------


def issue_draft(*, draft, papers, version, by, at):
    """The decision is in force: its lines are granted, its money fixed, its file kept.

    With a certificate the portal signs what was handed in, or its own PDF of the draft; the certificate is used for
    this act and not kept. Raises PermissionDenied, Conflict, Refused naming the box.
    """
    if not by.has_perm("awards.issue_draft", draft):
        raise PermissionDenied("awards.issue_draft")
    made, said = _signed(draft, papers, at) if papers.key else (papers.file, "")
    with transaction.atomic():
        locked = hold_draft(draft, "awards.issue_draft", by, version)
        issue = _issue(locked, papers, made, at)
        lines = draft_lines(locked)
        dossiers = dossiers_of(lines)
        hold_signed(dossiers, by)
        if said and said != _seal(locked, issue.office, issue.number, issue.issued_on):
            raise Conflict(CHANGED)
        decision = put_in_force(
            dossiers=dossiers, lines=Nomination.objects.filter(draft=locked), issue=issue, by=by, at=at, draft=locked
        )
        BookNumber.objects.filter(draft=locked, cancelled_at=None).update(decision=decision)
        locked.state, locked.decision = DraftState.ISSUED, decision
        _save(locked, "state", "decision")
        record(locked, step="issue", label="Phát hành", by=by, at=at, from_state=DraftState.DRAFTING,
               to_state=DraftState.ISSUED, note=decision.code)  # fmt: skip
    return decision


def _issue(draft, papers, file, at):
    number = standing_number(draft)
    if number is not None:
        return Issue(_office(draft, number.taken_on), number.number, number.taken_on, draft.title, file)
    office = _office(draft, papers.issued_on or office_date(at))
    if office.has_register:
        raise Refused("Lấy số trong sổ trước khi phát hành.")
    return Issue(office, papers.number, papers.issued_on, draft.title, file)


def _office(draft, day):
    return office_on(draft.decider, day)


def _signed(draft, papers, at):
    """(file, what the portal's own PDF said): seconds, so before any lock is held."""
    about = _issue(draft, papers, papers.file, at)
    content, said = papers.file.read() if papers.file else b"", ""
    if not content:
        if about.number is None or about.issued_on is None:
            raise Refused("Ô “Số”, “Ngày ban hành”: nhập trước khi ký số bản của cổng.")
        content = paper_pdf(draft_paper(draft, about.office, about.number, about.issued_on))
        said = _seal(draft, about.office, about.number, about.issued_on)
    signed = sign_pdf(content, papers.key, reason="Ban hành quyết định", place=about.office.place)
    return ContentFile(signed, name=papers.file.name if papers.file else "quyet-dinh-da-ky-so.pdf"), said


def _seal(draft, office, number, day):
    return digest({"words": repr(words_of(draft, office, number, day))})
