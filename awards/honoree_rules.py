"""Who keeps the record of a lifetime: a unit's officer for it and below it, Sở Nội vụ for the province."""

import rules

from awards.models import Hold, Honoree
from units.enums import Role
from units.roles import RECEIVES_FOR_DEPARTMENT
from units.rules import holds, in_sight_of

home_affairs = holds(*RECEIVES_FOR_DEPARTMENT)
hold_in_sight = in_sight_of(Hold)


@rules.predicate
def keeps(user, honoree):
    """Derived from `kept_by`; one that was merged into another has no record of its own any more."""
    if honoree is None or honoree.is_merged:
        return False
    return Honoree.objects.kept_by(user).filter(pk=honoree.pk).exists()


@rules.predicate
def still_open(user, hold):
    return hold is not None and hold.is_open


@rules.predicate
def was_merged(user, honoree):
    return honoree is not None and honoree.is_merged


@rules.predicate
def keeps_what_stayed(user, honoree):
    return Honoree.objects.kept_by(user).filter(pk=honoree.merged_into_id).exists()


rules.add_perm("awards.add_honoree", holds(Role.UNIT_OFFICER) | home_affairs)
rules.add_perm("awards.edit_honoree", keeps)
rules.add_perm("awards.hold_honoree", keeps)
rules.add_perm("awards.merge_honoree", keeps)
rules.add_perm("awards.split_honoree", was_merged & keeps_what_stayed)
rules.add_perm("awards.recognise_initiative", home_affairs)
rules.add_perm("awards.release_hold", home_affairs & hold_in_sight & still_open)
