"""Who may do what around decisions: their drafts, numbers, money, the ceremony, and what people ask for afterwards."""

import rules

from awards.compile.drafts import dossiers_of, draft_lines
from awards.enums_issuing import ComplaintState, PaymentState, ReissueState
from awards.models import Complaint, DecisionDraft, Fund, Reissue
from awards.models.afterwards import READS_COMPLAINTS
from awards.models.money import READS_FUND
from units.enums import Role
from units.roles import RECEIVES_FOR_DEPARTMENT
from units.rules import holds, in_sight_of

sees_draft = in_sight_of(DecisionDraft)
home_affairs = holds(*RECEIVES_FOR_DEPARTMENT)
prepares = holds(*RECEIVES_FOR_DEPARTMENT, Role.OFFICE, Role.CLERK)


@rules.predicate
def open_draft(user, draft):
    return draft is not None and draft.is_open


@rules.predicate
def clerk_of_its_signer(user, draft):
    """Văn thư of the office in which whoever signed its dossiers sits."""
    signers = {dossier.signed_by for dossier in dossiers_of(draft_lines(draft))} if draft is not None else set()
    return bool(signers) and all(one and user.has_role(Role.CLERK, unit_id=one.unit_id) for one in signers)


rules.add_perm("awards.read_drafts", holds(*RECEIVES_FOR_DEPARTMENT, Role.HOME_AFFAIRS_HEAD, Role.OFFICE, Role.LEADER,
                                           Role.CLERK))  # fmt: skip
rules.add_perm("awards.start_draft", prepares)
rules.add_perm("awards.change_draft", prepares & open_draft & sees_draft)
rules.add_perm("awards.number_draft", holds(Role.CLERK) & open_draft & clerk_of_its_signer & sees_draft)
rules.add_perm("awards.issue_draft", holds(Role.CLERK) & open_draft & clerk_of_its_signer & sees_draft)


# --- Money ------------------------------------------------------------------------------------------------------------


@rules.predicate
def not_paid(user, payment):
    return payment is not None and payment.state != PaymentState.PAID


rules.add_perm("awards.read_fund", holds(*READS_FUND))
rules.add_perm("awards.keep_fund", home_affairs)
rules.add_perm("awards.spend_fund", home_affairs & in_sight_of(Fund))
rules.add_perm("awards.set_payer", home_affairs & not_paid)
rules.add_perm("awards.pay_bonus", home_affairs)


# --- Afterwards -------------------------------------------------------------------------------------------------------


@rules.predicate
def open_reissue(user, reissue):
    return reissue is not None and reissue.state == ReissueState.RECEIVED


@rules.predicate
def open_complaint(user, complaint):
    return complaint is not None and complaint.state == ComplaintState.RECEIVED


rules.add_perm("awards.hand_over", home_affairs)
rules.add_perm("awards.enter_gold", home_affairs)
rules.add_perm("awards.read_reissues", holds(*Role.PROVINCE_WIDE))
rules.add_perm("awards.enter_reissue", home_affairs)
rules.add_perm("awards.settle_reissue", home_affairs & open_reissue & in_sight_of(Reissue))
handles = holds(Role.HOME_AFFAIRS_OFFICER, Role.HOME_AFFAIRS_MANAGER, Role.HOME_AFFAIRS_HEAD, Role.LEADER)
rules.add_perm("awards.read_complaints", handles)
rules.add_perm("awards.enter_complaint", holds(Role.HOME_AFFAIRS_MANAGER, Role.HOME_AFFAIRS_HEAD))
rules.add_perm("awards.assign_complaint", holds(*READS_COMPLAINTS) & open_complaint & in_sight_of(Complaint))
rules.add_perm("awards.answer_complaint", handles & open_complaint & in_sight_of(Complaint))
rules.add_perm("awards.export_package", holds(*RECEIVES_FOR_DEPARTMENT, Role.HOME_AFFAIRS_HEAD, Role.CLERK))
