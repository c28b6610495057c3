"""What the queue's pills and the page of one dossier show, gathered once."""

from dataclasses import dataclass, replace

from django.utils.http import urlencode

from awards.actions import PURPOSES
from awards.bonus import BonusTable
from awards.compile import deadline, missing_papers, shown_line_state, shown_state, state_counts
from awards.enums import DossierState, LineState, Occasion
from awards.forms import PaperForm
from awards.models import Dossier, Nomination
from awards.workflow import DOSSIER
from movements.compile import merit_year, missing_registration
from thidua.events import timeline
from thidua.lists import Pill
from thidua.models import Reason
from thidua.workflow import Step
from units.models import Attachment

QUIET_STEPS = frozenset({"add_line", "change_line", "remove_line", "conclude_line", "save"})  # too many to show
BEHIND = frozenset({"office_return", "resume"})  # between the department and the office: not the unit's to read
BEFORE_OVER = frozenset({"sign", "mark_line"})  # a decision without a number is not yet told
WITH_REGISTRATION = frozenset({Occasion.MERIT, Occasion.MOVEMENT})
RETURNS = ("return", "parent_return", "hand_back", "back_to_officer", "office_return")
SIGNED_PAPERS = {
    "to_trinh": "Tờ trình đã ký",
    "to_trinh_cap_tren": "Tờ trình của cấp quản lý",
    "to_trinh_snv": "Tờ trình của Sở Nội vụ",
}


# --- The queue --------------------------------------------------------------------------------------------------------


def pills(user, waiting, asked):
    """What filters when clicked: all, what waits for me, each state; the words searched for stay."""
    counts = state_counts(user)
    chosen = (asked["loc"], asked["trang-thai"])
    made = [
        _pill("Tất cả", sum(n for *_, n in counts), asked, ("", ""), chosen),
        _pill("Chờ tôi xử lý", waiting, asked, ("cho-toi", ""), chosen),
    ]
    if user.unit_id is not None:
        own = Dossier.objects.visible_to(user).filter(unit=user.unit_id).count()
        made.append(_pill("Của đơn vị tôi", own, asked, ("don-vi", ""), chosen))
    return made + [replace(_pill(label, n, asked, ("", code), chosen), code=code) for code, label, n in counts]


def _pill(label, n, asked, place, chosen):
    part, state = place
    query = {name: value for name, value in (("loc", part), ("trang-thai", state), ("tim", asked["tim"])) if value}
    return Pill(label, n, f"?{urlencode(query)}", place == chosen)


# --- One dossier ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LineRow:
    """A line as this person may read it; `money` is fixed once granted, before that what it would be today."""

    line: Nomination
    state: str
    label: str
    reason: str
    money: int | None

    @property
    def failed(self):
        return self.state in (LineState.INELIGIBLE, LineState.NOT_GRANTED)


@dataclass(frozen=True)
class Act:
    """A step open to this person; `why` says why it cannot be taken yet."""

    step: Step
    why: str


@dataclass(frozen=True)
class Paper:
    file: Attachment
    kind: str
    own: bool  # attached by the unit, and so removable while it edits


def dossier_page(dossier, user, *, today):
    """The context of the page."""
    readable = Dossier.objects.visible_to(user).files_visible_to(user).filter(pk=dossier.pk).exists()
    may_edit = user.has_perm("awards.edit_dossier", dossier)
    rows = _line_rows(dossier, user, today) if readable else []
    missing = missing_papers(dossier) if dossier.unit_id == user.unit_id else []
    lines = _told(timeline(dossier), dossier, user)
    state, label = shown_state(dossier, user)
    return {
        "dossier": dossier,
        "state": state,
        "label": label,
        "deadline": deadline(dossier, today=today),
        "readable": readable,
        "may_edit": may_edit,
        "may_conclude": user.has_perm("awards.conclude_line", dossier),
        "may_mark": user.has_perm("awards.mark_line", dossier),
        "rows": rows,
        "total": sum(row.money or 0 for row in rows if not row.failed),
        "papers": _papers(dossier, user) if readable else [],
        "unregistered": _unregistered(dossier),
        "missing": missing if dossier.state in DossierState.WITH_UNIT_ALONE | {DossierState.RETURNED} else [],
        "paper_form": PaperForm(),
        "acts": _acts(dossier, user, rows, missing),
        "lines": [line for line in reversed(lines) if line.step not in QUIET_STEPS],
        "returned": _last_return(dossier, lines),
    }


def _unregistered(dossier):
    """The term for which the unit has registered nothing, while it can still matter; it warns and bars nothing."""
    if dossier.occasion not in WITH_REGISTRATION or dossier.state in DossierState.OVER:
        return None
    return missing_registration(dossier.unit, merit_year(dossier.created_at))


def _line_rows(dossier, user, today):
    lines = list(dossier.lines.select_related("honoree__unit", "award").order_by("order", "pk"))
    codes = {line.reason for line in lines if line.reason}
    reasons = dict(Reason.objects.visible_to(user).filter(code__in=codes).values_list("code", "label"))
    table = BonusTable(today) if user.sees_province and dossier.state not in DossierState.OVER else None
    return [_line_row(line, dossier, user, reasons, table) for line in lines]


def _line_row(line, dossier, user, reasons, table):
    line.dossier = dossier
    state, label = shown_line_state(line, user)
    money = line.bonus if table is None else table.of(line.award.code, line.honoree.subject)
    failed = state in (LineState.INELIGIBLE, LineState.NOT_GRANTED)
    return LineRow(line, state, label, reasons.get(line.reason, "") if failed else "", None if failed else money)


def _papers(dossier, user):
    files = Attachment.objects.visible_to(user).of(dossier).order_by("pk")
    names = PURPOSES | SIGNED_PAPERS
    return [Paper(file, names.get(file.purpose, "Tệp"), file.purpose in PURPOSES) for file in files]


def _acts(dossier, user, rows, missing):
    steps = DOSSIER.open_steps(dossier, user)
    open_lines = [row for row in rows if row.line.state in LineState.OPEN]
    idle = "sign_proposal" if not open_lines else "conclude"  # of these two the lines decide which applies
    return [Act(step, _why(step, rows, missing)) for step in steps if step.name != idle]


def _why(step, rows, missing):
    if step.name == "to_head" and not rows:
        return "Thêm ít nhất một dòng đề nghị."
    if step.name == "to_head" and missing:
        return f"Còn thiếu: {', '.join(missing)}."
    waiting = sum(row.line.state == LineState.PROPOSED for row in rows)
    if step.name == "to_lead" and waiting:
        return f"Còn {waiting} dòng chưa kết luận."
    return ""


def _told(lines, dossier, user):
    """The events that this person may read."""
    if user.sees_province:
        return lines
    hidden = BEHIND if dossier.state in DossierState.OVER else BEHIND | BEFORE_OVER
    return [line for line in lines if line.step not in hidden]


def _last_return(dossier, lines):
    """Why it came back, as long as it has not moved on."""
    moved = [line for line in lines if line.state]
    last = moved[-1] if moved else None
    return last if last is not None and last.step in RETURNS and last.state == dossier.state else None
