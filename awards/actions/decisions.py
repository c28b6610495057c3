"""What is decided: each line by the officer who appraises it and the leader who signs, then the decision itself."""

from django.db import transaction

from awards.actions.checking import check_for_conclusion
from awards.actions.initiatives import follow_state
from awards.actions.issuing import Issue, hold_signed, put_in_force
from awards.actions.locking import hold_allowed
from awards.actions.steps import INELIGIBLE, OTHER_REASONS, check_reason
from awards.compile.offices import province_on
from awards.compile.opinions import check_cited
from awards.compile.votes import VOTED_FOR
from awards.enums import LineState, OfferAnswer
from awards.models import LowerOffer
from thidua.clock import office_date
from thidua.errors import Refused
from thidua.events import record
from thidua.text import clean_line

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
    if line.state == LineState.VOTED_FAIL:
        raise Refused(
            f"Dòng {line.honoree.name} không đạt tỷ lệ phiếu của Hội đồng: kết quả này không kết luận khác được."
        )
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
    if line.state not in ({LineState.NOT_GRANTED} if granted else LineState.GOES_ON):
        raise Refused(f"Dòng {line.honoree.name} đang là “{line.get_state_display()}”.")
    if granted:
        return write_line(line, _as_it_stood(line), step="mark_line", by=by, at=at)
    check_reason(f"Dòng {line.honoree.name}", OTHER_REASONS["refuse"], reason, note)
    return write_line(line, LineState.NOT_GRANTED, reason, note, step="mark_line", by=by, at=at)


def _as_it_stood(line):
    """What the department's word was before the leader left the line out: found eligible, or passed by the council."""
    return LineState.VOTED_PASS if line.agenda_items.filter(VOTED_FOR).exists() else LineState.ELIGIBLE


def hold_for_line(line, permission, by):
    hold_allowed(line.dossier, permission, by)
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
    """The clerk's act: number, day and the signed PDF make the decision of all lines that no draft has taken.

    Numbers run per issuing body, symbol and year (NĐ 30/2020 Điều 15). Raises Refused naming the box,
    PermissionDenied, Conflict.
    """
    hold_signed([dossier], by)
    office = province_on(issued_on or office_date(at))
    if office.has_register:
        raise Refused(f"{office.name} cấp số theo sổ trên cổng: lập dự thảo quyết định, lấy số rồi phát hành từ đó.")
    free = dossier.lines.filter(draft=None)
    if not free.filter(state__in=LineState.GOES_ON).exists() and dossier.lines.filter(draft__isnull=False).exists():
        raise Refused("Các dòng đủ điều kiện đã ở dự thảo quyết định: phát hành từ dự thảo đó.")
    title = clean_line(title) or f"Về việc khen thưởng: {dossier.title}"
    return put_in_force(
        dossiers=[dossier], lines=free, issue=Issue(office, number, issued_on, title, file), by=by, at=at
    )
