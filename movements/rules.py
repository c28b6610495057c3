import rules

from movements.compile.completeness import receives_filings
from movements.enums import FilingState, MovementState, RegistrationState
from movements.models import Filing, Movement, Registration
from units.enums import Role
from units.roles import RECEIVES_FOR_DEPARTMENT
from units.rules import holds, holds_in_unit_of, in_sight_of

in_sight = in_sight_of(Filing)
registration_in_sight = in_sight_of(Registration)
movement_in_sight = in_sight_of(Movement)
officer_of_unit = holds_in_unit_of("unit", Role.UNIT_OFFICER)
head_of_unit = holds_in_unit_of("unit", Role.UNIT_HEAD)


@rules.predicate
def receives(user, row):
    """Of a filing or a registration: Sở Nội vụ's officers, or the parent's own officer."""
    if row is None:
        return False
    roles = RECEIVES_FOR_DEPARTMENT if row.goes_to_department else (Role.UNIT_OFFICER,)
    return user.has_role(*roles, unit_id=row.receiver_id)


@rules.predicate
def manages_figures(user, filing):
    return user.has_role(Role.HOME_AFFAIRS_MANAGER, Role.HOME_AFFAIRS_OFFICER)


@rules.predicate
def still_editable(user, filing):
    return filing is not None and filing.state in FilingState.EDITABLE


rules.add_perm("movements.view_filing", in_sight)
rules.add_perm("movements.edit_filing", officer_of_unit & still_editable & in_sight)
rules.add_perm("movements.to_head_filing", officer_of_unit & in_sight)
for name in ("hand_back", "submit", "recall"):
    rules.add_perm(f"movements.{name}_filing", head_of_unit & in_sight)
for name in ("open", "accept", "return"):
    rules.add_perm(f"movements.{name}_filing", receives & in_sight)
rules.add_perm("movements.unlock_filing", manages_figures & in_sight)


@rules.predicate
def registration_editable(user, registration):
    return registration is not None and registration.state in RegistrationState.EDITABLE


rules.add_perm("movements.view_registration", registration_in_sight)
rules.add_perm("movements.edit_registration", officer_of_unit & registration_editable & registration_in_sight)
rules.add_perm("movements.to_head_registration", officer_of_unit & registration_in_sight)
for name in ("hand_back", "submit"):
    rules.add_perm(f"movements.{name}_registration", head_of_unit & registration_in_sight)
for name in ("accept", "return"):
    rules.add_perm(f"movements.{name}_registration", receives & registration_in_sight)


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
