"""Who may do what in a revocation: Sở Nội vụ prepares and proposes, who has the power decides (Luật Điều 93)."""

import rules

from awards.enums_revocations import RevocationState as S
from awards.models import Revocation
from awards.models.records import TRUSTED_IN_UNIT
from awards.models.revocations import READS_REVOCATIONS
from awards.rules import director, in_state, leader
from units.enums import Role
from units.roles import RECEIVES_FOR_DEPARTMENT
from units.rules import holds, in_sight_of

sees = in_sight_of(Revocation)
home_affairs = holds(*RECEIVES_FOR_DEPARTMENT)


@rules.predicate
def decided_here(user, case):
    """The province's own decision: its leader revokes it; another's is revoked by whoever made it."""
    return case is not None and case.decided_here


@rules.predicate
def clerk_of_its_signer(user, case):
    """Văn thư of the office of the leader who signed the revocation."""
    signed_by = case.signed_by if case is not None else None
    return signed_by is not None and user.has_role(Role.CLERK, unit_id=signed_by.unit_id)


STEPS = {
    "to_director": home_affairs,
    "drop": home_affairs,
    "hand_back": (director & in_state(S.TO_DIRECTOR)) | (leader & in_state(S.AT_LEADER)),
    "propose": director & decided_here,
    "ask_issuer": director & ~decided_here,
    "sign": leader,
    "keep": leader,
    "issue": holds(Role.CLERK) & clerk_of_its_signer,
    "record_ended": home_affairs,
    "record_kept": home_affairs,
}
for name, who in STEPS.items():
    rules.add_perm(f"awards.{name}_revocation", who & sees)

rules.add_perm("awards.list_revocations", holds(*READS_REVOCATIONS, *TRUSTED_IN_UNIT))
rules.add_perm("awards.start_revocation", home_affairs)
rules.add_perm("awards.change_revocation", home_affairs & in_state(S.DRAFTING) & sees)
rules.add_perm("awards.judge_flag", home_affairs & in_state(S.REVOKED) & sees)
rules.add_perm("awards.recover", home_affairs & in_state(S.REVOKED) & sees)
