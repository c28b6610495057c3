"""Who may do what when the people are asked: Sở Nội vụ prepares, reads and answers, its director signs."""

import rules

from awards.enums import ConsultationState
from awards.models import Consultation, PublicComment
from units.enums import Role
from units.roles import RECEIVES_FOR_DEPARTMENT
from units.rules import holds, in_sight_of

sees = in_sight_of(Consultation)
sees_comment = in_sight_of(PublicComment)
home_affairs = holds(*RECEIVES_FOR_DEPARTMENT)
director = holds(Role.HOME_AFFAIRS_HEAD)


@rules.predicate
def inside(user, consultation):
    """Everybody reads the public page; what lies behind it is for those inside."""
    return consultation is not None and Consultation.objects.inside(user).filter(pk=consultation.pk).exists()


def in_state(*states):
    @rules.predicate(name=f"consultation_in:{','.join(states)}")
    def predicate(user, consultation):
        return consultation is not None and consultation.state in states

    return predicate


rules.add_perm("awards.list_consultations", holds(*Role.PROVINCE_WIDE, Role.UNIT_OFFICER, Role.UNIT_HEAD))
rules.add_perm("awards.view_consultation", inside)
rules.add_perm("awards.edit_consultation", home_affairs & in_state(ConsultationState.PREPARED) & sees)
rules.add_perm("awards.open_consultation", home_affairs & sees)
rules.add_perm("awards.write_summary", (home_affairs | director) & in_state(ConsultationState.CLOSED) & sees)
rules.add_perm("awards.summarise_consultation", director & sees)
rules.add_perm("awards.read_comments", holds(*sorted(Role.HOME_AFFAIRS)))
for name in ("show", "hide", "pass_on", "answer"):
    rules.add_perm(f"awards.{name}_publiccomment", home_affairs & sees_comment)
