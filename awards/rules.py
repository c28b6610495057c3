"""Who may do what with dossiers: the unit writes and signs, each desk after it does its own part and no other."""

import rules

from awards.enums import DossierState
from awards.models import Dossier
from units.enums import Role
from units.roles import RECEIVES_FOR_DEPARTMENT
from units.rules import holds, holds_in_unit_of, in_sight_of

in_sight = in_sight_of(Dossier)
officer_of_unit = holds_in_unit_of("unit", Role.UNIT_OFFICER)
head_of_unit = holds_in_unit_of("unit", Role.UNIT_HEAD)
officer_of_parent = holds_in_unit_of("receiver", Role.UNIT_OFFICER)
home_affairs_officer = holds(Role.HOME_AFFAIRS_OFFICER)
manager = holds(Role.HOME_AFFAIRS_MANAGER)
director = holds(Role.HOME_AFFAIRS_HEAD)
office = holds(Role.OFFICE)
leader = holds(Role.LEADER)


@rules.predicate
def straight_to_department(user, dossier):
    return dossier is not None and dossier.goes_to_department


@rules.predicate
def last_sent_by_unit(user, dossier):
    """What the parent has sent on under its own tờ trình is no longer the unit's to take back."""
    return dossier is not None and (dossier.goes_to_department or dossier.state == DossierState.AT_PARENT)


@rules.predicate
def clerk_of_signer(user, dossier):
    """Văn thư of the office in which the leader who signed sits, and of no other."""
    signed_by = dossier.signed_by if dossier is not None else None
    return signed_by is not None and user.has_role(Role.CLERK, unit_id=signed_by.unit_id)


def in_state(*states):
    @rules.predicate(name=f"in_state:{','.join(states)}")
    def predicate(user, dossier):
        return dossier is not None and dossier.state in states

    return predicate


still_editable = in_state(*sorted(DossierState.EDITABLE))

rules.add_perm("awards.view_dossier", in_sight)
rules.add_perm("awards.edit_dossier", officer_of_unit & still_editable & in_sight)
rules.add_perm("awards.conclude_line", home_affairs_officer & in_state(DossierState.APPRAISING) & in_sight)
rules.add_perm("awards.mark_line", leader & in_state(DossierState.AT_LEADER) & in_sight)

STEPS = {
    "to_head": officer_of_unit,
    "hand_back": head_of_unit,
    "send": head_of_unit & straight_to_department,
    "send_parent": head_of_unit & ~straight_to_department,
    "recall": head_of_unit & last_sent_by_unit,
    "forward": officer_of_parent & ~straight_to_department,
    "parent_return": officer_of_parent & ~straight_to_department,
    "receive": home_affairs_officer,
    "return": holds(*RECEIVES_FOR_DEPARTMENT),
    "to_lead": home_affairs_officer,
    "to_director": manager,
    "back_to_officer": manager | director,
    "sign_proposal": director,
    "conclude": director,
    "take_in": office,
    "put_before": office,
    "office_return": office,
    "resume": home_affairs_officer,
    "sign": leader,
    "refuse": leader,
    "issue": clerk_of_signer,
}
for name, who in STEPS.items():
    rules.add_perm(f"awards.{name}_dossier", who & in_sight)
