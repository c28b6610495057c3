"""What the department's desks are told of a dossier: who may appraise it, what stops it, what is untold."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from awards.enums import DossierState, LineState
from awards.models import Dossier, Nomination
from thidua.days import office_calendar
from units.enums import Role
from units.models import RoleHolding, User
from units.roles import RECEIVES_FOR_DEPARTMENT

LOAD = (DossierState.ASSIGNED, DossierState.APPRAISING, DossierState.OPINIONS, DossierState.PARTY_OPINION)
STOPS = {  # state of a line -> why its dossier does not go on
    LineState.PROPOSED: "còn {} dòng chưa kết luận",
    LineState.ON_HOLD: "{} dòng đang tạm dừng xét (chờ kết luận, hoặc tách dòng tạm dừng thành hồ sơ riêng)",
    LineState.LOWER_FORM: "{} dòng chờ cấp trình trả lời về hình thức thấp hơn",
}


def standing_in_the_way(states):
    """Why a dossier with lines in such states does not go to the manager yet; "" when nothing stops it."""
    counted = Counter(states)
    if counted and set(counted) == {LineState.WITHDRAWN}:
        return "mọi dòng đã rút: dùng “Kết thúc hồ sơ đã rút hết dòng”"
    return "; ".join(words.format(counted[state]) for state, words in STOPS.items() if counted[state])


# ---- who appraises ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Appraiser:
    """Somebody of Sở Nội vụ who may be given a dossier, and how many lie with them now."""

    person: User
    load: int

    def __str__(self):
        return f"{self.person.full_name} (đang giữ {self.load} hồ sơ)"


def may_appraise():
    """Officers and managers of Sở Nội vụ with an account in use."""
    holdings = RoleHolding.objects.filter(role__in=RECEIVES_FOR_DEPARTMENT, active=True)
    return User.objects.filter(is_active=True, pk__in=holdings.values("user")).order_by("full_name", "pk")


def appraisers():
    """Each with the dossiers that are open with them; two queries."""
    held = Counter(Dossier.objects.filter(state__in=LOAD).values_list("assigned_to", flat=True))
    return [Appraiser(person, held[person.pk]) for person in may_appraise()]


def left_behind(user):
    """Dossiers that lie with somebody who appraises no more: the manager gives them to another."""
    if not user.has_role(Role.HOME_AFFAIRS_MANAGER):
        return Dossier.objects.none()
    rows = Dossier.objects.visible_to(user).filter(state__in=DossierState.BY_ASSIGNEE, assigned_to__isnull=False)
    return rows.exclude(assigned_to__in=may_appraise().values("pk"))


# ---- the receipt and the notice --------------------------------------------------------------------------------------


def receipt_code(dossier):
    """Number of the receipt slip as it is written: "7/2024"; "" for what has none."""
    return f"{dossier.receipt_number}/{dossier.receipt_year}" if dossier.receipt_number else ""


def untold_lines():
    """Lines found ineligible, or not voted for, of which no notice has been signed."""
    return Nomination.objects.filter(state__in=LineState.FAILED_HERE, notified_on=None)


@dataclass(frozen=True)
class Untold:
    """A dossier whose ineligible lines wait for the notice; `left` working days, below zero when late."""

    dossier: Dossier
    lines: int
    due_on: date
    left: int


def untold(user, *, today):
    """Dossiers past the officer's desk with lines found ineligible and not yet told, the nearest day first."""
    waiting = untold_lines().filter(dossier=OuterRef("pk"))
    rows = Dossier.objects.visible_to(user).filter(Exists(waiting), refusal_due__isnull=False)
    rows = list(rows.with_names().order_by("refusal_due", "pk"))
    counted = Counter(untold_lines().filter(dossier__in=rows).values_list("dossier", flat=True))
    calendar = office_calendar()
    return [Untold(one, counted[one.pk], one.refusal_due, calendar.days_left(today, one.refusal_due)) for one in rows]
