"""Two people merge, release, grant and merge at once: one wins, the other is told. On PostgreSQL alone."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from awards.models import HeldAward, Hold, Rating
from tests.awards.honorees import fresh, held, merge, release, someone, write
from tests.awards.scene import add, drafted, issue, walk
from tests.test_race import at_once
from thidua.errors import Conflict, Refused
from thidua.models import Event

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 5


def lost(results):
    return [result for result in results if isinstance(result, Refused | PermissionDenied)]


def test_one_pair_merged_both_ways(world):
    for number in range(ROUNDS):
        one, other = someone(world, f"A {number}"), someone(world, f"A  {number}")
        write(world, one, "xep-loai", year=2020)
        write(world, other, "xep-loai", year=2021)
        results = at_once(partial(merge, world, one, other), partial(merge, world, other, one, by="truongphong"))
        assert len(lost(results)) == 1
        (stays,) = [row for row in (fresh(one), fresh(other)) if not row.is_merged]
        assert Rating.objects.filter(honoree=stays).count() == 2
        assert Event.objects.of(stays).filter(step="merge").count() == 1


def test_one_hold_released_twice(world):
    for number in range(ROUNDS):
        hold = held(world, someone(world, f"A {number}"))
        copies = [Hold.objects.select_related("honoree").get(pk=hold.pk) for _ in range(2)]
        results = at_once(*[partial(release, world, copy, number=f"{n}/KL") for n, copy in enumerate(copies)])
        assert [type(result) for result in lost(results)] in ([Conflict], [PermissionDenied])
        assert Event.objects.of(hold.honoree).filter(step="release_hold").count() == 1


def test_what_is_granted_is_never_lost_in_a_merge(world):
    for number in range(1, ROUNDS + 1):
        stays, goes = someone(world, f"A {number}"), someone(world, f"A  {number}")
        add(world, dossier := drafted(world, lines=()), goes)
        walk(world, dossier, "signed")
        results = at_once(partial(issue, world, dossier, number=number), partial(merge, world, stays, goes))
        assert lost(results) == []
        assert HeldAward.objects.get(decision__number=number).honoree_id == stays.pk


def test_a_row_written_while_its_honoree_is_merged(world):
    for number in range(ROUNDS):
        stays, goes = someone(world, f"A {number}"), someone(world, f"A  {number}")
        write(world, goes, "ten-khac")
        results = at_once(partial(merge, world, stays, goes), partial(write, world, goes, "xep-loai"))
        assert len(lost(results)) <= 1
        assert not Rating.objects.filter(honoree=goes).exists()
