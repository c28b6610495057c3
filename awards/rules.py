"""Who may do what with dossiers: the unit writes and signs, each desk after it does its own part and no other."""

import rules

from awards.compile import writes_for
from awards.enums import Authority, DossierState
from awards.models import Dossier
from units.enums import Role
from units.roles import RECEIVES_FOR_DEPARTMENT
from units.rules import holds, holds_in_unit_of, in_sight_of

in_sight = in_sight_of(Dossier)


@rules.predicate
def enters(user, dossier):
    """Writes it for another unit: from its paper, or on a leader's direction."""
    return dossier is not None and writes_for(user, dossier)


@rules.predicate
def directed(user, dossier):
    return dossier is not None and dossier.is_directed


@rules.predicate
def on_paper(user, dossier):
    return dossier is not None and dossier.paper_arrived_on is not None


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


@rules.predicate
def for_the_state(user, dossier):
    """Decided above the province: signed as a tờ trình and sent up, never issued here."""
    return dossier is not None and dossier.level == Authority.STATE


def in_state(*states):
    @rules.predicate(name=f"in_state:{','.join(states)}")
    def predicate(user, dossier):
        return dossier is not None and dossier.state in states

    return predicate


@rules.predicate
def assignee_or_free(user, dossier):
    """The one to whom it was assigned; anybody at that desk while nobody is."""
    return dossier is not None and dossier.assigned_to_id in (None, user.pk)


# The manager may always step in: an officer falls ill, a day is short.
appraiser = (holds(*RECEIVES_FOR_DEPARTMENT) & assignee_or_free) | manager
AFTER_CONCLUDING = (  # the department has spoken on every line
    "to_director", "proposal_signed", "at_office", "office_returned", "at_leader", "signed", "sent_up", "decided",
    "closed",
)  # fmt: skip
still_editable = in_state(*sorted(DossierState.EDITABLE))

rules.add_perm("awards.view_dossier", in_sight)
rules.add_perm("awards.edit_dossier", (officer_of_unit | enters) & still_editable & in_sight)
appraises = appraiser & in_state(DossierState.APPRAISING) & in_sight
rules.add_perm("awards.conclude_line", appraises)
rules.add_perm("awards.judge_line", appraises)
rules.add_perm("awards.recheck_dossier", appraises)
rules.add_perm("awards.choose_law", appraises)
rules.add_perm("awards.answer_lower", head_of_unit & in_state(DossierState.APPRAISING) & in_sight)
rules.add_perm(
    "awards.withdraw_line",
    head_of_unit & in_state("at_parent", "submitted", "received", "assigned", "appraising", "opinions") & in_sight,
)
rules.add_perm("awards.sign_notice", director & in_state(*AFTER_CONCLUDING) & in_sight)
rules.add_perm("awards.list_notices", holds(*RECEIVES_FOR_DEPARTMENT, Role.HOME_AFFAIRS_HEAD))
rules.add_perm("awards.mark_line", leader & in_state(DossierState.AT_LEADER) & in_sight)

STEPS = {
    "to_head": officer_of_unit,
    "direct": enters & directed,
    "enter": enters & on_paper & straight_to_department,
    "enter_parent": enters & on_paper & ~straight_to_department,
    "hand_back": head_of_unit,
    "send": head_of_unit & straight_to_department,
    "send_parent": head_of_unit & ~straight_to_department,
    "recall": head_of_unit & last_sent_by_unit,
    "forward": officer_of_parent & ~straight_to_department,
    "parent_return": officer_of_parent & ~straight_to_department,
    "receive": home_affairs_officer,
    "return": holds(*RECEIVES_FOR_DEPARTMENT),
    "assign": manager,
    "take_up": home_affairs_officer,
    "begin": holds(*RECEIVES_FOR_DEPARTMENT) & assignee_or_free,
    "to_lead": appraiser,
    "to_director": manager,
    "back_to_officer": manager | director,
    "sign_proposal": director,
    "conclude": director,
    "end": appraiser,
    "take_in": office,
    "put_before": office,
    "office_return": office,
    "resume": appraiser,
    "sign": leader & ~for_the_state,
    "refuse": leader,
    "issue": clerk_of_signer & ~for_the_state,
    "ask_opinions": home_affairs_officer,
    "end_opinions": home_affairs_officer,
    "consult": home_affairs_officer | manager,
    "end_consulting": director,
    "ask_party": (home_affairs_officer & in_state(DossierState.APPRAISING))
    | (director & in_state(DossierState.TO_DIRECTOR)),
    "party_answered": home_affairs_officer,
    "sign_up": leader & for_the_state,
    "send_up": clerk_of_signer & for_the_state,
    "return_up": home_affairs_officer & for_the_state,
    "finish_up": home_affairs_officer & for_the_state,
    "to_council": manager,
    "leave_council": manager,
    "council_done": manager,
}
for name, who in STEPS.items():
    rules.add_perm(f"awards.{name}_dossier", who & in_sight)
