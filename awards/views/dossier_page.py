"""What the page of one dossier shows, gathered once."""

from dataclasses import dataclass, replace

from django.db.models import Count

from awards.bonus import BonusTable
from awards.compile import checklist_of, deadline, purposes_on, shown_line_state, shown_state
from awards.compile.checklists import SIGNED
from awards.compile.consultations import consult_of
from awards.compile.deadlines import completeness_due
from awards.compile.desk import receipt_code, standing_in_the_way
from awards.compile.law import law_day_of
from awards.compile.line_checks import LineStanding, standings
from awards.compile.opinions import above_of, objections_to
from awards.compile.signatures import Checked, checked_files
from awards.compile.urgent import days_of_deed
from awards.compile.votes import vote_needs
from awards.enums import DossierState, LineState, Occasion, OfferAnswer
from awards.forms import PaperForm
from awards.models import Dossier, LinePaper, LowerOffer, Nomination, RefusalNotice
from awards.models.opinions import TRUSTED
from awards.workflow import DOSSIER
from movements.compile import merit_year, missing_registration
from thidua.events import timeline
from thidua.models import Reason
from thidua.workflow import Step
from units.models import Attachment

QUIET_STEPS = frozenset({  # too many to show
    "add_line", "change_line", "remove_line", "conclude_line", "save", "judge_line", "give_paper", "save_shares",
    "claim_initiative", "release_initiative", "lose_initiative", "save_report", "save_minutes",
})  # fmt: skip
STOPPED = frozenset({"to_head", "send", "send_parent", "forward", "issue"})  # what the law itself may stop
# Between the department, the office and those who are asked: not the unit's to read.
BEHIND = frozenset({"office_return", "resume", "end_opinions", "ask_more", "ask_party", "party_answered"})
OF_PARTY = frozenset({"ask_party", "party_answered"})  # for Sở Nội vụ and the leaders alone
BEFORE_OVER = frozenset({"sign", "mark_line"})  # a decision without a number is not yet told
WITH_REGISTRATION = frozenset({Occasion.MERIT, Occasion.MOVEMENT})
FAILED = (LineState.INELIGIBLE, LineState.VOTED_FAIL, LineState.NOT_GRANTED, LineState.WITHDRAWN)
RETURNS = ("return", "parent_return", "hand_back", "back_to_officer", "office_return", "return_up")
BARRED = frozenset({"to_lead", "to_council", "sign_proposal", "send_up"})  # the people are asked before
LEAVING = frozenset({"to_head", "send", "send_parent", "direct", "enter", "enter_parent"})
AT_UNIT = DossierState.WITH_UNIT_ALONE | {DossierState.RETURNED}


# --- One dossier ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LineRow:
    """A line as this person may read it; `money` is fixed once granted, before that what it would be today."""

    line: Nomination
    state: str
    label: str
    reason: str
    money: int | None
    offer: LowerOffer | None = None  # the newest lower form offered for it
    check: LineStanding | None = None
    objections: tuple = ()  # what bodies that were asked say against it

    @property
    def failed(self):
        return self.state in FAILED

    @property
    def judged(self):
        """Whether the officer may still say something of it."""
        settled = (LineState.ON_HOLD, LineState.WITHDRAWN, LineState.VOTED_FAIL)
        return self.state not in settled and self.line.notified_on is None

    @property
    def waiting(self):
        return self.line.state in LineState.WAITING

    @property
    def asks(self):
        return self.offer is not None and self.offer.answer == OfferAnswer.WAITING


@dataclass(frozen=True)
class Act:
    """A step open to this person; `why` says why it cannot be taken yet."""

    step: Step
    why: str

    @property
    def plain(self):
        """One press is enough, so “… và tiếp” may stand beside it."""
        return not (self.step.needs_form or self.step.needs_note or self.step.reasons)


@dataclass(frozen=True)
class Paper:
    file: Attachment
    kind: str
    own: bool  # attached by the unit, and so removable while it edits
    line: str = ""  # whose it is, where it is not of all lines
    checked: Checked | None = None  # its digital signatures

    @property
    def shows_signatures(self):
        """Of a scan the unit attached there is nothing to say; of what should be signed there is."""
        return self.checked is not None and (not self.own or bool(self.checked.signatures))


def dossier_page(dossier, user, *, today):
    """The context of the page."""
    readable = Dossier.objects.visible_to(user).files_visible_to(user).filter(pk=dossier.pk).exists()
    may_edit = user.has_perm("awards.edit_dossier", dossier)
    rows = with_objections(_checked_rows(dossier, user, today), user) if readable else []
    own = user.unit_id in (dossier.unit_id, dossier.entered_in_id)
    day = law_day_of(dossier, today=today)
    checklist = checklist_of(dossier, day=day) if readable and (own or dossier.state not in AT_UNIT) else None
    leaving = checklist is not None and own and dossier.state in AT_UNIT
    lines = _told(timeline(dossier), dossier, user)
    state, label = shown_state(dossier, user)
    states = [row.line.state for row in rows]
    votes = vote_needs(dossier, day=day, lines=[row.line for row in rows]) if user.sees_province else []
    consulted = consult_of(dossier, user, today=today)
    return {
        **_desk(dossier, user, states),
        "dossier": dossier,
        "state": state,
        "label": label,
        "deadline": deadline(dossier, today=today),
        "deed": days_of_deed(dossier, today),
        "readable": readable,
        "may_edit": may_edit,
        "may_conclude": user.has_perm("awards.conclude_line", dossier),
        "may_mark": user.has_perm("awards.mark_line", dossier),
        "rows": rows,
        "stops": [why for row in rows if row.check for why in row.check.stops],
        "total": sum(row.money or 0 for row in rows if not row.failed),
        "papers": _papers(dossier, user, day) if readable else [],
        "unregistered": _unregistered(dossier),
        "checklist": checklist,
        "leaving": leaving,
        "paper_form": PaperForm(purposes=purposes_on(day), lines=[row.line for row in rows]) if may_edit else None,
        "acts": _acts(dossier, user, rows, _missing(checklist, leaving, votes, consulted["bar"])),
        "lines": [line for line in reversed(lines) if line.step not in QUIET_STEPS],
        "returned": _last_return(dossier, lines),
        "consulted": consulted,
        "votes": [need for need in votes if not need.passed],
        "above": above_of(dossier, user, [row.line for row in rows], today=today),
    }


def _desk(dossier, user, states):
    """What the department's desks and the proposing head may do besides the steps, and the days they go by."""
    concluding = user.has_perm("awards.conclude_line", dossier)
    untold = sum(state in LineState.FAILED_HERE for state in states) if dossier.refusal_due else 0
    return {
        "receipt": receipt_code(dossier),
        "completeness": completeness_due(dossier) if user.sees_province else None,
        "may_split": concluding and LineState.ON_HOLD in states and set(states) - {LineState.ON_HOLD, "withdrawn"},
        "may_answer": user.has_perm("awards.answer_lower", dossier),
        "may_withdraw": user.has_perm("awards.withdraw_line", dossier),
        "untold": untold,
        "notices": _notices(dossier, user),
        "may_notify": bool(untold) and user.has_perm("awards.sign_notice", dossier),
    }


def _notices(dossier, user):
    """Each notice of ineligibility that was signed, with the number of lines it told of."""
    if not dossier.refusal_number:
        return []
    return list(RefusalNotice.objects.visible_to(user).filter(dossier=dossier).annotate(told=Count("lines")))


def _unregistered(dossier):
    """The term for which the unit has registered nothing, while it can still matter; it warns and bars nothing."""
    if dossier.occasion not in WITH_REGISTRATION or dossier.state in DossierState.OVER:
        return None
    return missing_registration(dossier.unit, merit_year(dossier.created_at))


def _checked_rows(dossier, user, today):
    """With what the check says: made now for who may act on it, as last stored for the others."""
    rows = _line_rows(dossier, user, today)
    acting = user.has_perm("awards.edit_dossier", dossier) or user.has_perm("awards.conclude_line", dossier)
    live = acting or any(step.name in STOPPED for step in DOSSIER.open_steps(dossier, user))
    found = standings(dossier, [row.line for row in rows], user, today=today, live=live)
    return [replace(row, check=found.get(row.line.pk)) for row in rows]


def _line_rows(dossier, user, today):
    lines = dossier.lines.select_related("honoree__unit__successor", "award", "asked_award").order_by("order", "pk")
    codes = {line.reason for line in lines if line.reason}
    reasons = dict(Reason.objects.visible_to(user).filter(code__in=codes).values_list("code", "label"))
    table = BonusTable(today) if user.sees_province and dossier.state not in DossierState.OVER else None
    offers = {one.line_id: one for one in _offers(dossier, user)}
    return [_line_row(line, dossier, user, reasons, table=table, offer=offers.get(line.pk)) for line in lines]


def _offers(dossier, user):
    """Lower forms offered for its lines, the newest last."""
    rows = LowerOffer.objects.visible_to(user).filter(line__dossier=dossier).exclude(answer=OfferAnswer.LAPSED)
    return rows.select_related("award", "asked", "answered_by").order_by("pk")


def with_objections(rows, user):
    found = objections_to([row.line for row in rows], user)
    return [replace(row, objections=found.get(row.line.pk, ())) for row in rows]


def _line_row(line, dossier, user, reasons, *, table, offer):
    line.dossier = dossier
    state, label = shown_line_state(line, user)
    money = line.bonus if table is None else table.of(line.award.code, line.honoree.subject)
    failed = state in FAILED
    reason = reasons.get(line.reason, "") if failed or state == LineState.ON_HOLD else ""
    return LineRow(line, state, label, reason, None if failed else money, offer)


def _papers(dossier, user, day):
    files = list(Attachment.objects.visible_to(user).of(dossier).order_by("pk"))
    names, checked = purposes_on(day) | SIGNED, checked_files(files)
    whose = dict(LinePaper.objects.visible_to(user).filter(line__dossier=dossier).values_list(
        "attachment", "line__honoree__name"))  # fmt: skip
    return [
        Paper(
            file,
            names.get(file.purpose, "Tệp"),
            file.purpose not in SIGNED,
            whose.get(file.pk, ""),
            checked.get(file.pk),
        )
        for file in files
    ]


def _missing(checklist, leaving, votes, bar):
    """What a step still lacks: papers where it leaves the unit, a vote before the director, an asking of the people."""
    return (
        dict.fromkeys(LEAVING, checklist.why if leaving else "")
        | {"to_director": " ".join(one.text for one in votes if one.stops)}
        | dict.fromkeys(BARRED, bar)
    )


def _acts(dossier, user, rows, missing):
    steps = DOSSIER.open_steps(dossier, user)
    open_lines = [row for row in rows if row.line.state in LineState.OPEN]
    idle = {"conclude"} if open_lines else {"sign_proposal"}  # of these two the lines decide which applies
    if not rows or any(row.line.state != LineState.WITHDRAWN for row in rows):
        idle.add("end")
    return [Act(step, _why(step, rows, missing)) for step in steps if step.name not in idle]


def _why(step, rows, missing):
    if missing.get(step.name):
        return missing[step.name]
    if step.name in STOPPED and (stops := [why for row in rows if row.check for why in row.check.stops]):
        return " ".join(stops[:2]) + (f" Và {len(stops) - 2} lý do khác." if len(stops) > 2 else "")
    why = standing_in_the_way([row.line.state for row in rows]) if step.name == "to_lead" else ""
    return f"{why[:1].upper()}{why[1:]}." if why else ""


def _told(lines, dossier, user):
    """The events that this person may read."""
    if user.sees_province:
        return lines if user.has_role(*TRUSTED) else [line for line in lines if line.step not in OF_PARTY]
    hidden = BEHIND if dossier.state in DossierState.OVER else BEHIND | BEFORE_OVER
    return [line for line in lines if line.step not in hidden]


def _last_return(dossier, lines):
    """Why it came back, as long as it has not moved on."""
    moved = [line for line in lines if line.state]
    last = moved[-1] if moved else None
    return last if last is not None and last.step in RETURNS and last.state == dossier.state else None
