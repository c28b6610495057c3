"""What is decided: each line by the officer who appraises it and the leader who signs, then the decision itself."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from awards.actions.checking import check_for_conclusion, check_for_issue
from awards.actions.dossiers import check_award
from awards.actions.initiatives import follow_state
from awards.actions.locking import hold
from awards.actions.register import enter_register
from awards.actions.steps import INELIGIBLE, OTHER_REASONS, check_reason
from awards.actions.telling import tell
from awards.bonus import BonusTable
from awards.compile.opinions import check_cited
from awards.enums import AwardSource, LineState, OfferAnswer
from awards.models import AwardType, Decision, HeldAward, Honoree, LowerOffer, Nomination
from awards.workflow import DOSSIER
from movements.compile.terms import TermKinds, merit_year
from movements.enums import TermKind
from thidua.clock import office_date
from thidua.errors import Conflict, Refused
from thidua.events import record
from thidua.text import clean_line
from thidua.workflow import take_step
from units.actions import attach_signed

DECISION_FILE = "quyet_dinh"
GRANTED_COLUMNS = ("state", "bonus", "name_then", "position_then", "award")


# --- Single lines -----------------------------------------------------------------------------------------------------


@transaction.atomic
def conclude_line(*, line, eligible, reason="", note="", by, at):
    """Sở Nội vụ concludes on one line: it meets the conditions, or for a coded reason it does not."""
    hold_for_line(line, "awards.conclude_line", by)
    _check_concludable(line)
    drop_offers(line, at)
    if eligible:
        check_for_conclusion(line, by, at)
        return write_line(line, LineState.ELIGIBLE, step="conclude_line", by=by, at=at)
    check_reason(f"Dòng {line.honoree.name}", INELIGIBLE, reason, note)
    check_cited(line, reason, note)
    return write_line(line, LineState.INELIGIBLE, reason, note, step="conclude_line", by=by, at=at)


def _check_concludable(line):
    """A hold ends by its conclusion alone, a notice that was signed is not taken back, what was withdrawn is gone."""
    if line.state in (LineState.ON_HOLD, LineState.WITHDRAWN):
        ending = ": chỉ xét tiếp khi có kết luận gỡ tạm dừng" if line.state == LineState.ON_HOLD else ""
        raise Refused(f"Dòng {line.honoree.name} đang là “{line.get_state_display()}”{ending}.")
    if line.notified_on is not None:
        raise Refused(f"Dòng {line.honoree.name} đã thông báo không đủ điều kiện ngày {line.notified_on:%d/%m/%Y}.")


def drop_offers(line, at):
    """A lower form not answered yet is asked no more: the line has been settled otherwise."""
    waiting = LowerOffer.objects.filter(line=line, answer=OfferAnswer.WAITING)
    waiting.update(answer=OfferAnswer.LAPSED, answered_at=at)


@transaction.atomic
def mark_line(*, line, granted, reason="", note="", by, at):
    """The leader leaves one line out of the decision before signing, or takes that back."""
    hold_for_line(line, "awards.mark_line", by)
    wanted = LineState.NOT_GRANTED if granted else LineState.ELIGIBLE
    if line.state != wanted:
        raise Refused(f"Dòng {line.honoree.name} đang là “{line.get_state_display()}”.")
    if granted:
        return write_line(line, LineState.ELIGIBLE, step="mark_line", by=by, at=at)
    check_reason(f"Dòng {line.honoree.name}", OTHER_REASONS["refuse"], reason, note)
    return write_line(line, LineState.NOT_GRANTED, reason, note, step="mark_line", by=by, at=at)


def hold_for_line(line, permission, by):
    if not by.has_perm(permission, line.dossier):
        raise PermissionDenied(permission)
    if hold(line.dossier).state != line.dossier.state:
        raise Conflict("Hồ sơ vừa đổi trạng thái. Xem lại trang này rồi làm tiếp.")
    line.refresh_from_db(fields=["state", "notified_on"])


def write_line(line, state, reason="", note="", *, step, by, at):
    before = line.state
    line.state, line.reason, line.note = state, reason, note.strip()
    line.save(update_fields=["state", "reason", "note"])
    follow_state(line, by, at)
    text = f"{line}{f': {line.note}' if line.note else ''}"
    record(
        line.dossier, step=step, label=LineState(state).label, by=by, at=at, note=text, reason=reason,
        data={"line": line.pk, "before": before, "after": str(state)},
    )  # fmt: skip
    return line


# --- The decision -----------------------------------------------------------------------------------------------------


@transaction.atomic
def issue(*, dossier, number, issued_on, title, file, by, at):
    """The clerk's act: number, day and the signed PDF make the decision; its lines are granted, its money is fixed.

    Numbers run per issuing body, symbol and year (NĐ 30/2020 Điều 15). Raises Refused naming the box,
    PermissionDenied, Conflict.
    """
    step = DOSSIER.steps["issue"]
    if not by.has_perm(step.permission, dossier):
        raise PermissionDenied(step.permission)
    if hold(dossier).state not in step.sources:
        raise Conflict("Có người vừa xử lý trước, trạng thái đã đổi. Xem lại trang này rồi làm tiếp.")
    _check(number, issued_on, file, dossier, at)
    lines = _lines_to_grant(dossier, issued_on)
    check_for_issue(dossier, lines, issued_on, by, at)
    decision = _make_decision(dossier, number, issued_on, title, by)
    take_step(
        DOSSIER, dossier, "issue", by=by, at=at, changes={"decision": decision, "stage_since": at},
        data={"decision": decision.code},
    )  # fmt: skip
    _grant(lines, issued_on)
    _hold_for_life(lines, decision, dossier)
    enter_register(lines=lines)
    attach_signed(owner=decision, purpose=DECISION_FILE, upload=file, by=by, at=at)
    record(decision, step="issue", label="Phát hành", by=by, at=at, note=dossier.title)
    address = reverse("awards:decision_detail", args=[decision.pk])
    tell(dossier, "issue", by, at, url=address, more=f" {decision.code}")
    return decision


def _check(number, issued_on, file, dossier, at):
    if number is None or number < 1:
        raise Refused("Ô “Số”: nhập số từ 1 trở lên.")
    if issued_on is None:
        raise Refused("Ô “Ngày ban hành”: nhập ngày.")
    if issued_on > office_date(at):
        raise Refused(f"Ô “Ngày ban hành”: {issued_on:%d/%m/%Y} chưa tới.")
    signed_on = office_date(dossier.stage_since)  # the dossier is in the state that the signature made
    if issued_on < signed_on:
        raise Refused(f"Ô “Ngày ban hành”: không trước ngày ký {signed_on:%d/%m/%Y}.")
    if file is None:
        raise Refused("Ô “Bản đã ký”: chọn tệp PDF của quyết định đã ký, đóng dấu.")


def _lines_to_grant(dossier, issued_on):
    """The eligible lines, each with the award as it stands on the day of the decision."""
    eligible = dossier.lines.filter(state=LineState.ELIGIBLE)
    # Whoever merges one of these honorees waits: what is granted must not be written to a row that is going away.
    locked = Honoree.objects.select_for_update().filter(pk__in=eligible.values("honoree")).order_by("pk")
    list(locked.values_list("pk"))
    lines = list(eligible.select_related("honoree__unit__successor", "award"))
    standing = {award.code: award for award in AwardType.objects.on(issued_on)}
    for line in lines:
        line.award = standing.get(line.award.code, line.award)
        check_award(line.award, line.honoree, issued_on)
    return lines


def _make_decision(dossier, number, issued_on, title, by):
    decision = Decision(
        number=number, issued_on=issued_on, year=issued_on.year, issuer=settings.OFFICE["authority"],
        title=clean_line(title)[:400] or f"Về việc khen thưởng: {dossier.title}", signer=dossier.signed_by.full_name,
        signer_title=dossier.signed_by.position, entered_by=by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            decision.save()
    except IntegrityError:
        raise Refused(_number_taken(decision)) from None
    return decision


def _number_taken(decision):
    taken = Decision.objects.filter(
        issuer=decision.issuer, symbol=decision.symbol, year=decision.year, number=decision.number
    ).first()
    whose = f" cho “{taken.title}”" if taken else ""
    return f"Ô “Số”: số {decision.code} của năm {decision.year} đã cấp{whose}."


def _grant(lines, issued_on):
    """Fixes what the decision says of each: the names of that day, and money by the base salary of that day."""
    table = BonusTable(issued_on)
    for line in lines:
        line.state = LineState.GRANTED
        line.bonus = table.of(line.award.code, line.honoree.subject)
        line.name_then, line.position_then = line.honoree.name, line.honoree.position
    Nomination.objects.bulk_update(lines, GRANTED_COLUMNS)


HELD_BY = ("honoree", "award_code", "decision_number", "decided_on")
HELD_COLUMNS = (
    "award_name", "award", "occasion", "term_kind", "year", "issuer", "source", "decision", "nomination",
    "achievement", "illustrative",
)  # fmt: skip


def _hold_for_life(lines, decision, dossier):
    """What was granted enters each honoree's record; a row of the same decision that a list had brought is replaced."""
    kinds = TermKinds()
    rows = [_held(line, decision, dossier, kinds.of(line.honoree.unit)) for line in lines]
    HeldAward.objects.bulk_create(rows, update_conflicts=True, unique_fields=HELD_BY, update_fields=HELD_COLUMNS)


def _held(line, decision, dossier, kind):
    """The term is that of the merits: the year of which a dossier sent on that day speaks (until the end of March the
    one before), and for who goes by school years the one that ended, or was to end, in it."""
    year = merit_year(dossier.first_sent_at)
    return HeldAward(
        honoree=line.honoree, award_code=line.award.code, award_name=line.award.name, award=line.award,
        occasion=dossier.occasion, term_kind=kind, year=year - 1 if kind == TermKind.SCHOOL_YEAR else year,
        decision_number=decision.code, decided_on=decision.issued_on, issuer=decision.issuer,
        source=AwardSource.PORTAL, decision=decision, nomination=line, achievement=line.achievement[:400],
        illustrative=dossier.illustrative,
    )  # fmt: skip
