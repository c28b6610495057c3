"""Dossiers: where they lie, how long they may lie there, what is still missing. Reading only."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, Q

from awards.enums import DossierState as S
from awards.enums import LineState, Occasion
from awards.models import Dossier, Honoree
from thidua.clock import office_date
from thidua.days import office_calendar
from thidua.text import search_key
from units.enums import Role
from units.models import Attachment, Unit
from units.models.tree import on_day

MINISTRY = "QĐ 311/QĐ-BNV (2025), mức của bộ; tỉnh quy định riêng"
PORTAL = "mức cổng tạm đặt; tỉnh quy định riêng"
# state -> (working days, the column from which they run, by what paper)
STAGE_DAYS = {
    S.AT_PARENT: (5, "stage_since", PORTAL),
    S.SUBMITTED: (5, "stage_since", MINISTRY),
    S.APPRAISING: (20, "received_at", MINISTRY),
    S.TO_LEAD: (20, "received_at", MINISTRY),
    S.TO_DIRECTOR: (20, "received_at", MINISTRY),
    S.PROPOSAL_SIGNED: (5, "stage_since", PORTAL),
    S.AT_OFFICE: (5, "stage_since", PORTAL),
    S.OFFICE_RETURNED: (5, "stage_since", PORTAL),
    S.AT_LEADER: (5, "stage_since", PORTAL),
    S.SIGNED: (10, "stage_since", MINISTRY),
}
# What a unit reads while the province's desks are at work: the catalogue keeps two states from it.
MASKED = {S.OFFICE_RETURNED: S.PROPOSAL_SIGNED, S.SIGNED: S.AT_LEADER}
# Who acts in which state; those of the unit and of its parent hold the role there.
HOLDERS = {
    S.DRAFT: Role.UNIT_OFFICER,
    S.RETURNED: Role.UNIT_OFFICER,
    S.RECALLED: Role.UNIT_OFFICER,
    S.TO_HEAD: Role.UNIT_HEAD,
    S.AT_PARENT: Role.UNIT_OFFICER,
    S.SUBMITTED: Role.HOME_AFFAIRS_OFFICER,
    S.APPRAISING: Role.HOME_AFFAIRS_OFFICER,
    S.TO_LEAD: Role.HOME_AFFAIRS_MANAGER,
    S.TO_DIRECTOR: Role.HOME_AFFAIRS_HEAD,
    S.PROPOSAL_SIGNED: Role.OFFICE,
    S.AT_OFFICE: Role.OFFICE,
    S.OFFICE_RETURNED: Role.HOME_AFFAIRS_OFFICER,
    S.AT_LEADER: Role.LEADER,
    S.SIGNED: Role.CLERK,
}
# Papers without which a dossier does not leave its unit; the tờ trình itself comes with the head's signature.
REPORT_PAPER, MINUTES = "bao_cao_thanh_tich", "bien_ban"
REQUIRED = {REPORT_PAPER: "báo cáo thành tích", MINUTES: "biên bản họp xét khen thưởng"}


@dataclass(frozen=True)
class Deadline:
    """`left`: working days; below zero when the day has passed."""

    due_on: date
    left: int
    days: int
    source: str


def deadline(dossier, *, today, calendar=None):
    """When the desk that holds a dossier must be done with it; None where no clock runs."""
    days, column, source = STAGE_DAYS.get(dossier.state, (None, "", ""))
    since = getattr(dossier, column) if column else None
    if since is None:
        return None
    calendar = calendar or office_calendar()
    due_on = calendar.add_working_days(office_date(since), days)
    return Deadline(due_on, calendar.days_left(today, due_on), days, source)


def receiver_on(unit, day):
    """Where a unit's dossier goes first on a day: its parent, Sở Nội vụ for the province's own; None: in no tree."""
    placement = unit.placements.filter(on_day(day)).select_related("parent").first()
    if placement is None:
        return None
    return (
        Unit.objects.get(code=settings.OFFICE["department_code"]) if placement.parent.is_province else placement.parent
    )


def shown_state(dossier, user):
    """The state as this person may know it: (code, label)."""
    masked = not user.sees_province and dossier.state in MASKED
    state = S(MASKED[dossier.state] if masked else dossier.state)
    return state.value, state.label


def states_shown_as(code, user):
    """The states that this person reads as `code`: the other way of `shown_state`."""
    if user.sees_province:
        return [code]
    return [state.value for state in S if MASKED.get(state, state) == code]


def shown_line_state(line, user):
    """What the leader marks is told when the dossier is over, not before: (code, label)."""
    hidden = not user.sees_province and line.state == LineState.NOT_GRANTED and line.dossier.state not in S.OVER
    state = LineState.ELIGIBLE if hidden else LineState(line.state)
    return state.value, state.label


def waits_for(user, dossier):
    """Whether the next act on a dossier is this person's; told from roles in memory, no query."""
    role = HOLDERS.get(dossier.state)
    if role is None:
        return False
    if role in (Role.UNIT_OFFICER, Role.UNIT_HEAD):
        place = dossier.receiver_id if dossier.state == S.AT_PARENT else dossier.unit_id
        return user.has_role(role, unit_id=place)
    if role == Role.CLERK:
        return dossier.signed_by is not None and user.has_role(role, unit_id=dossier.signed_by.unit_id)
    return user.has_role(role)


def awaiting(user):
    """The condition of the dossiers for which `waits_for` is true, for the database."""
    found = Q(pk__in=[])
    for state, role in HOLDERS.items():
        places = [unit_id for held, unit_id in user.roles if held == role]
        if not places:
            continue
        column = _PLACES.get(role, "")
        if state == S.AT_PARENT:
            column = "receiver"
        found |= Q(state=state, **({f"{column}__in": places} if column else {}))
    return found


_PLACES = {Role.UNIT_OFFICER: "unit", Role.UNIT_HEAD: "unit", Role.CLERK: "signed_by__unit"}


@dataclass(frozen=True)
class DossierRow:
    """One line of the queue."""

    dossier: Dossier
    state: str
    label: str
    lines: int
    deadline: Deadline | None
    mine: bool


def dossier_rows(user, dossiers, *, today):
    """Rows for a page of dossiers (a list or a page of them): one query more, for the calendar."""
    calendar = office_calendar()
    return [_row(user, dossier, deadline(dossier, today=today, calendar=calendar)) for dossier in dossiers]


def _row(user, dossier, due):
    state, label = shown_state(dossier, user)
    return DossierRow(dossier, state, label, dossier.n_lines, due, waits_for(user, dossier))


def dossiers_for(user, *, state="", words="", part=""):
    """The dossiers this person sees, newest move first, with the number of their lines.

    `part`: "mine" for what waits for this person, "unit" for their own unit's.
    """
    rows = Dossier.objects.visible_to(user)
    if part:
        rows = rows.filter(awaiting(user) if part == "mine" else Q(unit=user.unit_id))
    if state:
        rows = rows.filter(state__in=states_shown_as(state, user))
    if words:
        rows = rows.filter(search_name__contains=search_key(words))
    return rows.with_names().annotate(n_lines=Count("lines")).order_by("-stage_since", "-pk")


def state_counts(user):
    """(state, label, number) of the states that occur, in the order of the way."""
    found = {}
    for state, n in Dossier.objects.visible_to(user).order_by().values_list("state").annotate(Count("pk")):
        shown = state if user.sees_province else MASKED.get(state, state)
        found[str(shown)] = found.get(str(shown), 0) + n
    return [(state.value, state.label, found[state.value]) for state in S if state.value in found]


def missing_papers(dossier):
    """Names of the papers still to be attached (Luật Điều 84; đột xuất by the simple procedure, Điều 85).

    Mẫu and copies are checked by people; an urgent dossier needs no minutes.
    """
    attached = set(Attachment.objects.of(dossier).values_list("purpose", flat=True))
    simple = dossier.occasion == Occasion.SUDDEN
    return [
        name for purpose, name in REQUIRED.items() if purpose not in attached and not (simple and purpose == MINUTES)
    ]


def honorees_for(unit, day, *, words="", limit=20):
    """The unit's own honorees and those of the units below it on a day, by name; accents do not matter."""
    rows = Honoree.objects.standing().filter(unit__in=Unit.objects.under(unit, day)).named(words)
    return rows.select_related("unit").order_by("sort_name", "pk")[:limit]
