"""What the page of one sitting shows, gathered once."""

from dataclasses import dataclass

from awards.actions.sittings import PAPER
from awards.compile.sittings import ballots_of, sitting_standing
from awards.council_rules import seat_of
from awards.council_workflow import SITTING
from awards.enums_council import Attendance, BallotState, CouncilKind, SittingState
from awards.models import ExternalDecision
from awards.render.sittings import SITTING_PAPERS
from thidua.events import timeline
from thidua.workflow import Step
from units.models import Attachment

QUIET = ("cast",)  # one for each ballot


@dataclass(frozen=True)
class Act:
    """A step open to this person; `why` says why it cannot be taken yet."""

    step: Step
    why: str


def sitting_page(sitting, user, *, at):
    standing, seat = sitting_standing(sitting, at=at), seat_of(user, sitting)
    watches = user.has_perm("awards.watch_sitting", sitting)
    told = sitting.state in SittingState.TOLD
    conducts = user.has_perm("awards.conduct_sitting", sitting)
    own = ballots_of(seat, sitting, at=at) if seat else []
    return {
        "sitting": sitting, "standing": standing, "seat": seat, "watches": watches, "told": told,
        "polls": sitting.polls_at(at),
        "polls_over": sitting.ballot_from is not None and sitting.polls_closed(at),
        "acts": _acts(sitting, user, standing, at),
        "my_waiting": sum(row.waits for row in own),
        "my_done": sum(row.state == BallotState.CAST for row in own),
        "my_rows": own,
        "may_edit": user.has_perm("awards.edit_sitting", sitting),
        "may_add": user.has_perm("awards.edit_sitting", sitting) and _adds_here(sitting),
        "may_file": user.has_perm("awards.file_sitting", sitting),
        "may_attend": user.has_perm("awards.write_sitting", sitting) and bool(standing.seats),
        "may_open_ballot": conducts and sitting.state == SittingState.RUNNING and sitting.ballot_from is None,
        "may_close_ballot": conducts and sitting.polls_at(at),
        "may_enter": user.has_perm("awards.enter_ballots", sitting) and bool(standing.seats),
        "may_decide": user.has_perm("awards.decide_sitting", sitting) and _decides_here(sitting, standing),
        "may_lower": told and user.has_perm("awards.write_sitting", sitting),
        "decisions": ExternalDecision.objects.visible_to(user).filter(sitting=sitting, withdrawn_at=None),
        "papers": [one for one in SITTING_PAPERS.values() if watches or told or not one.counted],
        "files": Attachment.objects.visible_to(user).of(sitting).order_by("pk"), "ahead": PAPER,
        "events": list(reversed(timeline(sitting, without=QUIET))) if watches else [],
    }  # fmt: skip


def _adds_here(sitting):
    """Lines of the province's council come with their dossier."""
    return sitting.council.kind == CouncilKind.INITIATIVE or not sitting.council.of_province


def _decides_here(sitting, standing):
    passed = any(row.item.result == "voted_pass" for row in standing.items)
    return passed and (sitting.council.kind == CouncilKind.INITIATIVE or not sitting.council.of_province)


def _acts(sitting, user, standing, at):
    return [Act(step, _why(step.name, sitting, standing, at)) for step in SITTING.open_steps(sitting, user)]


def _why(step, sitting, standing, at):
    if step == "invite" and not standing.items:
        return "Chương trình họp còn trống."
    if step in ("open", "count") and not standing.enough:
        return f"Có mặt {standing.present}/{standing.members}, cần ít nhất {standing.quorum}."
    if step == "open":
        return _who_is_missing(standing)
    if step == "count" and not (sitting.ballot_from and sitting.polls_closed(at)):
        return "Đóng bỏ phiếu rồi mới kiểm phiếu." if sitting.ballot_from else "Chưa mở bỏ phiếu."
    return ""


def _who_is_missing(standing):
    there = [row.seat for row in standing.seats if row.seat.attendance == Attendance.PRESENT]
    if not any(seat.presides for seat in there):
        return "Chọn người chủ trì ở phần điểm danh."
    return "" if any(seat.counts for seat in there) else "Cử tổ kiểm phiếu ở phần điểm danh."
