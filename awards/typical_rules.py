"""Who may do what with a typical model: its unit keeps it, Sở Nội vụ follows it and puts it before the public."""

import rules

from awards.models import TypicalModel
from units.enums import Role
from units.roles import RECEIVES_FOR_DEPARTMENT
from units.rules import holds, holds_in_unit_of, in_sight_of

in_sight = in_sight_of(TypicalModel)
officer_of_unit = holds_in_unit_of("unit", Role.UNIT_OFFICER)
head_of_unit = holds_in_unit_of("unit", Role.UNIT_HEAD)
home_affairs = holds(*RECEIVES_FOR_DEPARTMENT)


@rules.predicate
def officer_at_home(user):
    return user.unit_id is not None and user.has_role(Role.UNIT_OFFICER, unit_id=user.unit_id)


@rules.predicate
def followed(user, model):
    return model is not None and model.is_followed


rules.add_perm("awards.introduce_typicalmodel", officer_at_home)
rules.add_perm("awards.edit_typicalmodel", (officer_of_unit | head_of_unit) & followed & in_sight)
rules.add_perm("awards.nurture_typicalmodel", head_of_unit & in_sight)
rules.add_perm("awards.review_typicalmodel", (head_of_unit | home_affairs) & in_sight)
rules.add_perm("awards.replicate_typicalmodel", (officer_of_unit | head_of_unit | home_affairs) & in_sight)
rules.add_perm("awards.stop_typicalmodel", head_of_unit & in_sight)
rules.add_perm("awards.publish_typicalmodel", home_affairs & in_sight)
rules.add_perm("awards.unpublish_typicalmodel", (head_of_unit | home_affairs) & in_sight)
