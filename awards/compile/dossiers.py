"""Dossiers: where they lie, how long they may lie there, what is still missing. Reading only."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q

from awards.compile.deadlines import Deadline, DeadlineRules, deadline
from awards.enums import Authority, LineState
from awards.enums import DossierState as S
from awards.models import Dossier, Honoree
from awards.models.opinions import TRUSTED
from thidua.days import office_calendar
from thidua.text import search_key
from units.enums import Role
from units.models import Unit
from units.models.tree import on_day
from units.roles import RECEIVES_FOR_DEPARTMENT

# What a unit reads while the province's desks are at work: the catalogue keeps three states from it.
# What is asked of the Party committee is known to Sở Nội vụ and the leaders alone, not to all who see the province.
MASKED_IN_PROVINCE = {S.PARTY_OPINION: S.APPRAISING}
MASKED = {S.PARTY_OPINION: S.APPRAISING, S.OFFICE_RETURNED: S.PROPOSAL_SIGNED, S.SIGNED: S.AT_LEADER}
# Who acts in which state; those of the unit and of its parent hold the role there.
HOLDERS = {
    S.DRAFT: Role.UNIT_OFFICER,
    S.RETURNED: Role.UNIT_OFFICER,
    S.RECALLED: Role.UNIT_OFFICER,
    S.TO_HEAD: Role.UNIT_HEAD,
    S.AT_PARENT: Role.UNIT_OFFICER,
    S.SUBMITTED: Role.HOME_AFFAIRS_OFFICER,
    S.RECEIVED: Role.HOME_AFFAIRS_MANAGER,  # or an officer takes it up
    S.ASSIGNED: Role.HOME_AFFAIRS_OFFICER,
    S.APPRAISING: Role.HOME_AFFAIRS_OFFICER,
    S.OPINIONS: Role.HOME_AFFAIRS_OFFICER,
    S.CONSULTING: Role.HOME_AFFAIRS_OFFICER,
    S.PARTY_OPINION: Role.HOME_AFFAIRS_OFFICER,
    S.AT_COUNCIL: Role.HOME_AFFAIRS_MANAGER,  # secretary of the council
    S.TO_LEAD: Role.HOME_AFFAIRS_MANAGER,
    S.TO_DIRECTOR: Role.HOME_AFFAIRS_HEAD,
    S.PROPOSAL_SIGNED: Role.OFFICE,
    S.AT_OFFICE: Role.OFFICE,
    S.OFFICE_RETURNED: Role.HOME_AFFAIRS_OFFICER,
    S.AT_LEADER: Role.LEADER,
    S.SIGNED: Role.CLERK,
    S.SENT_UP: Role.HOME_AFFAIRS_OFFICER,
}


def receiver_on(unit, day):
    """Where a unit's dossier goes first on a day: its parent, Sở Nội vụ for the province's own; None: in no tree."""
    placement = unit.placements.filter(on_day(day)).select_related("parent").first()
    if placement is None:
        return None
    return (
        Unit.objects.get(code=settings.OFFICE["department_code"]) if placement.parent.is_province else placement.parent
    )


def masks(user):
    """The states that this person reads as another one."""
    if not user.sees_province:
        return MASKED
    return {} if user.has_role(*TRUSTED) else MASKED_IN_PROVINCE


def shown_state(dossier, user):
    """The state as this person may know it: (code, label)."""
    state = S(masks(user).get(dossier.state, dossier.state))
    if state == S.SIGNED and dossier.level == Authority.STATE:
        return state.value, "Đã ký tờ trình cấp trên"
    return state.value, state.label


def states_shown_as(code, user):
    """The states that this person reads as `code`: the other way of `shown_state`."""
    hidden = masks(user)
    return [state.value for state in S if hidden.get(state, state) == code]


def shown_line_state(line, user):
    """What the leader marks is told when the dossier is over; that a council passed it is not told: (code, label)."""
    before_over = line.state == LineState.NOT_GRANTED and line.dossier.state not in S.OVER | {S.SENT_UP}
    hidden = not user.sees_province and (before_over or line.state == LineState.VOTED_PASS)
    state = LineState.ELIGIBLE if hidden else LineState(line.state)
    return state.value, state.label


def writes_for(user, dossier):
    """Whether this person writes a dossier that is not of their unit: nhập thay, or on a leader's direction."""
    place = dossier.entered_in_id
    return place is not None and user.has_role(Role.UNIT_OFFICER, *RECEIVES_FOR_DEPARTMENT, unit_id=place)


def waits_for(user, dossier):
    """Whether the next act on a dossier is this person's; told from roles in memory, no query."""
    role = HOLDERS.get(dossier.state)
    if role is None:
        return False
    if dossier.entered_in_id is not None and dossier.state in S.EDITABLE:
        return writes_for(user, dossier)
    if role in (Role.UNIT_OFFICER, Role.UNIT_HEAD):
        place = dossier.receiver_id if dossier.state == S.AT_PARENT else dossier.unit_id
        return user.has_role(role, unit_id=place)
    if dossier.assigned_to_id is not None and dossier.state in S.BY_ASSIGNEE:
        return user.pk == dossier.assigned_to_id and user.has_role(*RECEIVES_FOR_DEPARTMENT)
    if role == Role.CLERK:
        return dossier.signed_by is not None and user.has_role(role, unit_id=dossier.signed_by.unit_id)
    return user.has_role(role)


def awaiting(user):
    """The condition of the dossiers for which `waits_for` is true, for the database."""
    writers = (Role.UNIT_OFFICER, *RECEIVES_FOR_DEPARTMENT)
    entered = [unit_id for held, unit_id in user.roles if held in writers]
    found = Q(state__in=S.EDITABLE, entered_in__in=entered)
    if user.has_role(*RECEIVES_FOR_DEPARTMENT):
        found |= Q(state__in=S.BY_ASSIGNEE, assigned_to=user.pk)
    for state, role in HOLDERS.items():
        places = [unit_id for held, unit_id in user.roles if held == role]
        if not places:
            continue
        if state in S.EDITABLE:
            found |= Q(state=state, entered_in=None, unit__in=places)
            continue
        column = _PLACES.get(role, "")
        if state == S.AT_PARENT:
            column = "receiver"
        free = {"assigned_to": None} if state in S.BY_ASSIGNEE else {}
        found |= Q(state=state, **free, **({f"{column}__in": places} if column else {}))
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
    """Rows for a page of dossiers (a list or a page of them): two queries more, for calendar and days."""
    once = {"today": today, "calendar": office_calendar(), "rules": DeadlineRules()}
    return [_row(user, dossier, deadline(dossier, **once)) for dossier in dossiers]


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
    found, hidden = {}, masks(user)
    for state, n in Dossier.objects.visible_to(user).order_by().values_list("state").annotate(Count("pk")):
        shown = hidden.get(state, state)
        found[str(shown)] = found.get(str(shown), 0) + n
    return [(state.value, state.label, found[state.value]) for state in S if state.value in found]


def candidates(dossier, user, day, *, words):
    """Whom a line of this dossier may name: the unit's own and those below; on a direction, anybody of the province."""
    if dossier.is_directed:
        found = Honoree.objects.visible_to(user).standing().named(words).select_related("unit")
        return found.order_by("sort_name", "pk")[:20]
    return honorees_for(dossier.unit, day, words=words)


def units_of_lines(dossier, user, day):
    """The units to which a newcomer of this dossier may belong."""
    seen = Unit.objects.visible_to(user)
    return (seen.on(day) if dossier.is_directed else seen.under(dossier.unit, day)).in_order()


def honorees_for(unit, day, *, words="", limit=20):
    """The unit's own honorees and those of the units below it on a day, by name; accents do not matter."""
    rows = Honoree.objects.standing().filter(unit__in=Unit.objects.under(unit, day)).named(words)
    return rows.select_related("unit").order_by("sort_name", "pk")[:limit]
