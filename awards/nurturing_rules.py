"""Who may do what around typical models: plans, what the press told, pictures."""

import rules

from awards.models import ModelPlan
from awards.typical_rules import followed, head_of_unit, home_affairs, in_sight, officer_at_home, officer_of_unit
from units.enums import Role
from units.rules import holds_in_unit_of, in_sight_of

sees_plan = in_sight_of(ModelPlan)
officer_of_plan = holds_in_unit_of("unit", Role.UNIT_OFFICER)
head_of_plan = holds_in_unit_of("unit", Role.UNIT_HEAD)


@rules.predicate
def editable(user, plan):
    return plan is not None and plan.is_editable


rules.add_perm("awards.start_modelplan", officer_at_home)
rules.add_perm("awards.edit_modelplan", officer_of_plan & editable & sees_plan)
rules.add_perm("awards.to_head_modelplan", officer_of_plan & sees_plan)
rules.add_perm("awards.hand_back_modelplan", head_of_plan & sees_plan)
rules.add_perm("awards.approve_modelplan", head_of_plan & sees_plan)
rules.add_perm("awards.receive_modelplan", home_affairs & sees_plan)
rules.add_perm("awards.return_modelplan", home_affairs & sees_plan)
rules.add_perm("awards.tell_typicalmodel", (officer_of_unit | head_of_unit | home_affairs) & followed & in_sight)
rules.add_perm("awards.picture_typicalmodel", (officer_of_unit | head_of_unit) & followed & in_sight)
rules.add_perm("awards.unpicture_typicalmodel", (officer_of_unit | head_of_unit | home_affairs) & in_sight)
