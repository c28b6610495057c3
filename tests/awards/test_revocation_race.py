"""Two at one case. On PostgreSQL alone."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from awards.models import HeldAward, Recovery, Revocation, RevokedAward
from tests.awards import revoking
from tests.awards.revoking import granted, revoked, seen, start, streak, walked
from tests.test_race import at_once
from thidua.errors import Conflict, Refused
from thidua.models import Event

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_clerks_issue_one_case(world):
    held, _ = streak(world)
    row = walked(world, start(world, held), "signed")
    acts = [partial(revoking.end, world, row, number=f"{n}/QĐ-UBND") for n in (12, 13)]
    results = at_once(*acts)
    assert len([one for one in results if isinstance(one, Conflict | PermissionDenied)]) == 1, results
    ended = seen(row)
    assert ended.state == "revoked" and ended.flags.count() == 1
    assert Event.objects.of(ended).filter(step="issue").count() == 1
    assert Recovery.objects.filter(award__revocation=ended).count() == len({"object"} | _money(ended))


def _money(row):
    return set(Recovery.objects.filter(award__revocation=row, kind="money").values_list("kind", flat=True))


def test_two_officers_begin_a_case_over_one_award(world):
    held = granted(world)
    results = at_once(*[partial(start, world, held, by=who) for who in ("chuyenvien", "truongphong")])
    assert [type(one) for one in results if isinstance(one, Exception)] == [Conflict]
    assert Revocation.objects.count() == RevokedAward.objects.count() == 1


def test_the_leader_signs_and_keeps_at_once(world):
    row = walked(world, start(world, granted(world)), "at_leader")
    keep = partial(revoking.step, world, row, "keep", "lanhdao", note="Chưa rõ.")
    results = at_once(partial(revoking.step, world, row, "sign", "lanhdao"), keep)
    assert len([one for one in results if isinstance(one, Refused | PermissionDenied)]) == 1, results
    assert seen(row).state in ("signed", "kept")


def test_two_write_what_came_back(world):
    row = revoked(world, granted(world))
    recovery = Recovery.objects.get(award__revocation=row, kind="object")
    results = at_once(*[partial(revoking.recover, world, recovery, version=1) for _ in range(2)])
    assert [type(one) for one in results if isinstance(one, Exception)] == [Conflict]
    assert HeldAward.objects.get().revoked_on == row.revoked_on
