"""Who may do what with councils: the secretary keeps it, who presides opens it, tellers count, each member votes."""

import rules

from awards.enums_council import CouncilPart, SittingState
from awards.models import Council, Sitting, SittingSeat
from awards.rules import manager
from units.enums import Role, UnitKind
from units.rules import holds, in_sight_of

sees_council = in_sight_of(Council)
sees_sitting = in_sight_of(Sitting)
PREPARES = (Role.HOME_AFFAIRS_OFFICER, Role.HOME_AFFAIRS_MANAGER)


def _keeps(user, council, province_roles):
    """At Sở Nội vụ for the province's council, the officer of the unit for a unit's."""
    if council is None:
        return False
    if council.unit.kind == UnitKind.PROVINCE:
        return user.has_role(*province_roles)
    return user.has_role(Role.UNIT_OFFICER, unit_id=council.unit_id)


def seat_of(user, sitting):
    """The seat of this person in a sitting, read once a request; None for who has none."""
    known = getattr(user, "_wrapped", user).__dict__.setdefault("_council_seats", {})
    if sitting.pk not in known:
        known[sitting.pk] = SittingSeat.objects.filter(sitting=sitting, user=user.pk).first()
    return known[sitting.pk]


@rules.predicate
def prepares(user, sitting):
    return sitting is not None and _keeps(user, sitting.council, PREPARES)


@rules.predicate
def secretary(user, sitting):
    """Thư ký Hội đồng: the manager of the department for the province's, the officer of the unit for a unit's, or who
    sits as secretary."""
    if sitting is None:
        return False
    if _keeps(user, sitting.council, (Role.HOME_AFFAIRS_MANAGER,)):
        return True
    seat = seat_of(user, sitting)
    return seat is not None and seat.part == CouncilPart.SECRETARY


@rules.predicate
def presides(user, sitting):
    seat = seat_of(user, sitting) if sitting is not None else None
    return seat is not None and (seat.presides or seat.part in CouncilPart.CHAIRS)


@rules.predicate
def counts_ballots(user, sitting):
    seat = seat_of(user, sitting) if sitting is not None else None
    return seat is not None and seat.counts


@rules.predicate
def sits(user, sitting):
    return sitting is not None and seat_of(user, sitting) is not None


@rules.predicate
def keeps_council(user, council):
    return _keeps(user, council, PREPARES)


def sitting_in(*states):
    @rules.predicate(name=f"sitting_in:{','.join(states)}")
    def predicate(user, sitting):
        return sitting is not None and sitting.state in states

    return predicate


S = SittingState
rules.add_perm("awards.add_council", holds(*PREPARES, Role.UNIT_OFFICER))
rules.add_perm("awards.set_up_council", keeps_council)  # asked of a council not saved yet
rules.add_perm("awards.edit_council", keeps_council & sees_council)
rules.add_perm("awards.edit_sitting", prepares & sitting_in(S.PLANNED, S.INVITED) & sees_sitting)
rules.add_perm("awards.file_sitting", prepares & sitting_in(S.PLANNED, S.INVITED, S.RUNNING) & sees_sitting)
rules.add_perm("awards.conduct_sitting", secretary & sitting_in(S.INVITED, S.RUNNING) & sees_sitting)
rules.add_perm("awards.write_sitting", secretary & sitting_in(S.INVITED, S.RUNNING, S.COUNTED) & sees_sitting)
rules.add_perm("awards.enter_ballots", (secretary | counts_ballots) & sitting_in(S.INVITED, S.RUNNING) & sees_sitting)
rules.add_perm("awards.declare_conflict", sits & sitting_in(S.INVITED, S.RUNNING) & sees_sitting)
rules.add_perm("awards.cast_ballot", sits & sitting_in(S.INVITED, S.RUNNING, S.COUNTED) & sees_sitting)
rules.add_perm("awards.watch_sitting", (secretary | presides | counts_ballots | prepares) & sees_sitting)
rules.add_perm("awards.decide_sitting", prepares & sitting_in(S.MINUTED) & sees_sitting)

STEPS = {
    "invite": secretary,
    "open": secretary | presides,
    "count": secretary | counts_ballots,
    "minute": secretary,
    "void": secretary | presides,
}
for name, who in STEPS.items():
    rules.add_perm(f"awards.{name}_sitting", who & sees_sitting)


@rules.predicate
def acts_for_its_sitting(user, dossier):
    """Secretary or who presides in a sitting on whose agenda a line of the dossier stands."""
    parts = (*CouncilPart.CHAIRS, CouncilPart.SECRETARY)
    rows = SittingSeat.objects.filter(user=user.pk, sitting__items__line__dossier=dossier, part__in=parts)
    return dossier is not None and rows.exists()


# What happens to a dossier with its sitting is done by whoever ends the sitting, with or without sight of the dossier.
for name in ("leave_council", "council_done"):
    rules.set_perm(f"awards.{name}_dossier", manager | acts_for_its_sitting)
