"""Who may do what around opinions, inquiries, submissions and decisions of others."""

import rules

from awards.enums import DossierState, InquiryState, OpinionKind
from awards.models import ExternalDecision, Inquiry, OpinionRequest
from awards.models.inquiries import READS_INQUIRIES
from awards.models.opinions import TRUSTED
from awards.rules import home_affairs_officer, in_sight, in_state, leader
from units.enums import Role
from units.roles import RECEIVES_FOR_DEPARTMENT
from units.rules import holds, holds_in_unit_of, in_sight_of

sees_request = in_sight_of(OpinionRequest)
sees_inquiry = in_sight_of(Inquiry)
sees_external = in_sight_of(ExternalDecision)
head_of_body = holds_in_unit_of("body", Role.UNIT_HEAD)
home_affairs = holds(*RECEIVES_FOR_DEPARTMENT)


@rules.predicate
def still_matters(user, letter):
    """Answers come late and for single lines; only what is over takes none any more."""
    if letter is None:
        return False
    if letter.dossier is not None:
        return letter.dossier.state not in DossierState.OVER
    return letter.inquiry.state != InquiryState.ANSWERED


@rules.predicate
def of_a_body(user, letter):
    return letter is not None and letter.kind == OpinionKind.BODY


@rules.predicate
def not_answered(user, inquiry):
    return inquiry is not None and inquiry.state != InquiryState.ANSWERED


@rules.predicate
def unsigned(user, inquiry):
    return inquiry is not None and inquiry.signed_by_id is None


@rules.predicate
def clerk_of_inquiry(user, inquiry):
    """Văn thư of the office of the leader who signed the answer."""
    signed_by = inquiry.signed_by if inquiry is not None else None
    return signed_by is not None and user.has_role(Role.CLERK, unit_id=signed_by.unit_id)


reads_opinions = holds(*TRUSTED, Role.OFFICE)
rules.add_perm("awards.read_opinions", reads_opinions & in_sight)
rules.add_perm(
    "awards.ask_opinions",
    home_affairs_officer & in_state(DossierState.APPRAISING, DossierState.OPINIONS) & in_sight,
)
rules.add_perm(
    "awards.answer_opinion", ((head_of_body & of_a_body) | home_affairs_officer) & still_matters & sees_request
)
rules.add_perm("awards.press_opinion", home_affairs_officer & still_matters & sees_request)

rules.add_perm("awards.read_inquiries", holds(*READS_INQUIRIES))
rules.add_perm("awards.enter_inquiry", home_affairs)
rules.add_perm("awards.write_inquiry", home_affairs & not_answered & unsigned & sees_inquiry)
rules.add_perm("awards.sign_inquiry", leader & not_answered & unsigned & sees_inquiry)
rules.add_perm("awards.answer_inquiry", clerk_of_inquiry & not_answered & sees_inquiry)

rules.add_perm("awards.enter_external", home_affairs)
officer_of_issuer = holds_in_unit_of("unit", Role.UNIT_OFFICER)  # a unit's own decision, recorded by itself
rules.add_perm("awards.enter_own_decision", officer_of_issuer)  # asked of a decision not saved yet
rules.add_perm("awards.write_external", (home_affairs | officer_of_issuer) & sees_external)
