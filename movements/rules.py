import rules

from movements.compile.completeness import receives_filings
from movements.compile.pacts import seat_of
from movements.enums import FilingState, MovementState, RegistrationState
from movements.models import Activity, Filing, Movement, Pact, Registration, RegistrationSummary, Reminder
from units.enums import Role
from units.models import RoleHolding
from units.roles import RECEIVES_FOR_DEPARTMENT
from units.rules import holds, holds_in_unit_of, in_sight_of, is_administrator

in_sight = in_sight_of(Filing)
registration_in_sight = in_sight_of(Registration)
movement_in_sight = in_sight_of(Movement)
officer_of_unit = holds_in_unit_of("unit", Role.UNIT_OFFICER)
head_of_unit = holds_in_unit_of("unit", Role.UNIT_HEAD)


@rules.predicate
def officer_of_own_unit(user, row):
    return user.unit_id is not None and user.has_role(Role.UNIT_OFFICER, unit_id=user.unit_id)


@rules.predicate
def receives(user, row):
    """Of a filing or a registration: Sở Nội vụ's officers, or the parent's own officer."""
    if row is None:
        return False
    roles = RECEIVES_FOR_DEPARTMENT if row.goes_to_department else (Role.UNIT_OFFICER,)
    return user.has_role(*roles, unit_id=row.receiver_id)


@rules.predicate
def signs(user, filing):
    """The unit's head, or the deputy who holds the head's dated paper that day (KT.)."""
    return filing is not None and user.signs_for(filing.unit_id)


@rules.predicate
def receives_for_the_ended(user, filing):
    """Where the receiver itself has ended, its people may still act, and Sở Nội vụ acts for it."""
    if filing is None or user.acting_on is None or filing.receiver.valid_to is None:
        return False
    return filing.receiver.valid_to < user.acting_on and user.has_role(*RECEIVES_FOR_DEPARTMENT)


@rules.predicate
def enters(user, filing):
    """Nhập thay: an officer of the office that types the unit's paper in."""
    if filing is None or not filing.is_entered or filing.entered_in_id != user.unit_id:
        return False
    return user.has_role(Role.UNIT_OFFICER, *RECEIVES_FOR_DEPARTMENT, unit_id=filing.entered_in_id)


@rules.predicate
def unit_has_account(user, filing):
    """Whether somebody of the unit can look at what was entered for it; asked of the enterer only."""
    return filing is not None and _holders(filing.unit_id, (Role.UNIT_OFFICER, Role.UNIT_HEAD)).exists()


@rules.predicate
def another_pair_of_eyes(user, filing):
    """Who typed it in does not accept it, unless the unit has confirmed it or nobody else receives there."""
    if filing is None or not filing.is_entered or filing.confirmed_at or filing.entered_by_id != user.pk:
        return True
    roles = RECEIVES_FOR_DEPARTMENT if filing.goes_to_department else (Role.UNIT_OFFICER,)
    return not _holders(filing.receiver_id, roles).exclude(user=user).exists()


def _holders(unit_id, roles):
    return RoleHolding.objects.filter(unit=unit_id, role__in=roles, active=True, user__is_active=True)


@rules.predicate
def manages_figures(user, filing):
    return user.has_role(Role.HOME_AFFAIRS_MANAGER, Role.HOME_AFFAIRS_OFFICER)


@rules.predicate
def still_editable(user, filing):
    return filing is not None and filing.state in FilingState.EDITABLE


rules.add_perm("movements.view_filing", in_sight)
rules.add_perm("movements.edit_filing", (officer_of_unit | enters) & still_editable & in_sight)
rules.add_perm("movements.to_head_filing", officer_of_unit & in_sight)
for name in ("hand_back", "submit", "recall", "confirm", "dispute"):
    rules.add_perm(f"movements.{name}_filing", signs & in_sight)
for name in ("open", "return"):
    rules.add_perm(f"movements.{name}_filing", (receives | receives_for_the_ended) & in_sight)
rules.add_perm("movements.accept_filing", (receives | receives_for_the_ended) & another_pair_of_eyes & in_sight)
rules.add_perm("movements.change_paper_filing", enters & still_editable & in_sight)
rules.add_perm("movements.enter_filing", enters & ~unit_has_account & in_sight)
rules.add_perm("movements.to_unit_filing", enters & unit_has_account & in_sight)
rules.add_perm("movements.unlock_filing", manages_figures & in_sight)

moves_due_dates = holds(*RECEIVES_FOR_DEPARTMENT)


@rules.predicate
def heads_receiver(user, owed):
    """Of what one unit owes: the head of the unit that receives it grants its communes a day of their own."""
    return owed is not None and user.has_role(Role.UNIT_HEAD, unit_id=owed.receiver_id)


@rules.predicate
def enters_for(user, owed):
    """Of what one unit owes: Sở Nội vụ for anybody, the parent's officer for the units that file to it."""
    if owed is None or user.unit_id == owed.unit.pk:
        return False
    return user.has_role(*RECEIVES_FOR_DEPARTMENT) or user.has_role(Role.UNIT_OFFICER, unit_id=owed.receiver_id)


rules.add_perm("movements.move_due_date", moves_due_dates)
rules.add_perm("movements.grant_extension", moves_due_dates | heads_receiver)
rules.add_perm("movements.start_on_behalf", enters_for)


@rules.predicate
def registration_editable(user, registration):
    return registration is not None and registration.state in RegistrationState.EDITABLE


rules.add_perm("movements.view_registration", registration_in_sight)
rules.add_perm("movements.edit_registration", officer_of_unit & registration_editable & registration_in_sight)
for name in ("to_head", "amend", "amend_to_head", "amend_drop"):
    rules.add_perm(f"movements.{name}_registration", officer_of_unit & registration_in_sight)
for name in ("hand_back", "submit", "amend_hand_back", "amend_submit"):
    rules.add_perm(f"movements.{name}_registration", head_of_unit & registration_in_sight)
for name in ("accept", "return", "amend_accept", "amend_return"):
    rules.add_perm(f"movements.{name}_registration", receives & registration_in_sight)


@rules.predicate
def signs_for_cluster(user, pact):
    """The head of the unit that leads the pact's cluster in the term's year."""
    seat = seat_of(pact) if pact is not None else None
    return seat is not None and seat.unit is not None and user.has_role(Role.UNIT_HEAD, unit_id=seat.unit.pk)


rules.add_perm("movements.view_pact", in_sight_of(Pact))
rules.add_perm("movements.countersign_pact", signs_for_cluster & in_sight_of(Pact))

# A parent confirms what it has received and its head sends it up; the days of registering are the department's.
rules.add_perm("movements.view_summary", in_sight_of(RegistrationSummary))
rules.add_perm("movements.send_summary", head_of_unit & in_sight_of(RegistrationSummary))


@rules.predicate
def receives_for_department(user, term):
    return user.has_role(*RECEIVES_FOR_DEPARTMENT)


rules.add_perm("movements.set_deadline", receives_for_department)


def launches_as(role):
    """A predicate: the person holds the role in the unit that launches; a movement of no unit is nobody's."""

    @rules.predicate(name=f"launches_as:{role}")
    def predicate(user, movement):
        unit_id = movement.launching_unit_id if movement else None
        return unit_id is not None and user.has_role(role, unit_id=unit_id)

    return predicate


@rules.predicate
def movement_is_draft(user, movement):
    return movement is not None and movement.state == MovementState.DRAFT


rules.add_perm("movements.edit_movement", launches_as(Role.UNIT_OFFICER) & movement_is_draft & movement_in_sight)
for name in ("launch", "stop"):
    rules.add_perm(f"movements.{name}_movement", launches_as(Role.UNIT_HEAD) & movement_in_sight)


activity_in_sight = in_sight_of(Activity)


@rules.predicate
def activity_standing(user, activity):
    return activity is not None and not activity.is_withdrawn


rules.add_perm("movements.keep_activity", officer_of_own_unit)
rules.add_perm("movements.edit_activity", officer_of_unit & activity_standing & activity_in_sight)
rules.add_perm("movements.edit_indicator", is_administrator)


receives_somewhere = holds(Role.UNIT_OFFICER, *RECEIVES_FOR_DEPARTMENT)  # whose filings: compile.asking says
rules.add_perm("movements.remind", receives_somewhere)
rules.add_perm("movements.resend_reminder", receives_somewhere & in_sight_of(Reminder))


@rules.predicate
def receives_from_below(user):
    return user.is_authenticated and receives_filings(user)


@rules.predicate
def looks_after_children(user):
    """The officer of a unit that has units below it."""
    return user.unit_id is not None and user.has_role(Role.UNIT_OFFICER, unit_id=user.unit_id)


rules.add_perm("movements.view_completeness", receives_from_below)
rules.add_perm(
    "movements.remind_units",
    holds(Role.HOME_AFFAIRS_OFFICER, Role.HOME_AFFAIRS_MANAGER) | (looks_after_children & receives_from_below),
)
