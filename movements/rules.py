import rules

from movements.enums import FilingState
from movements.models import Filing
from units.enums import Role
from units.roles import RECEIVES_FOR_DEPARTMENT
from units.rules import holds_in_unit_of, in_sight_of

in_sight = in_sight_of(Filing)
officer_of_unit = holds_in_unit_of("unit", Role.UNIT_OFFICER)
head_of_unit = holds_in_unit_of("unit", Role.UNIT_HEAD)


@rules.predicate
def receives(user, filing):
    """Sở Nội vụ's officers, or the parent's own officer; nobody receives what their own unit filed."""
    if filing is None:
        return False
    roles = RECEIVES_FOR_DEPARTMENT if filing.goes_to_department else (Role.UNIT_OFFICER,)
    return user.has_role(*roles, unit_id=filing.receiver_id)


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
