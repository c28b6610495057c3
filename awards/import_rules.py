"""Who brings lists of past years into the register: Sở Nội vụ for the province, a unit's officer for what is below."""

import rules

from awards.models import ImportBatch
from awards.rules import home_affairs_officer
from units.enums import Role
from units.rules import holds_in_unit_of, in_sight_of

in_sight = in_sight_of(ImportBatch)
officer_of_its_unit = holds_in_unit_of("unit", Role.UNIT_OFFICER)


@rules.predicate
def officer_of_own_unit(user):
    return user.is_authenticated and user.unit_id and user.has_role(Role.UNIT_OFFICER, unit_id=user.unit_id)


@rules.predicate
def for_whole_province(user, batch):
    return batch is not None and batch.whole_province


decides = (for_whole_province & home_affairs_officer) | (~for_whole_province & officer_of_its_unit)

rules.add_perm("awards.import_list", home_affairs_officer | officer_of_own_unit)
rules.add_perm("awards.import_for_province", home_affairs_officer)
rules.add_perm("awards.decide_import", decides & in_sight)
