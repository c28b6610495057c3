"""Two clerks, two deciders, two signers at once: one wins, the other is told. On PostgreSQL alone."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from awards import actions
from awards.models import Decision
from tests.awards.scene import AT, drafted, fresh, issue, person, petition, walk
from tests.test_race import at_once
from thidua.errors import Conflict, Refused
from thidua.models import Event

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 5


def acting(world, dossier, name, who, **words):
    row, by = fresh(dossier), person(world, who)
    return lambda: actions.step_dossier(dossier=row, step_name=name, by=by, at=AT, **words)


def test_two_clerks_one_number(world):
    for number in range(1, ROUNDS + 1):
        dossiers = [walk(world, drafted(world, lines=(f"{number}{x}",)), "signed") for x in "ab"]
        results = at_once(*[partial(issue, world, one, number=number) for one in dossiers])
        (refused,) = [result for result in results if isinstance(result, Refused)]
        assert "đã cấp" in str(refused)
        assert sorted(fresh(one).state for one in dossiers) == ["decided", "signed"]
        assert Decision.objects.filter(number=number).count() == 1


def test_two_clerks_one_dossier(world):
    for number in range(1, ROUNDS + 1):
        dossier = walk(world, drafted(world, lines=(f"{number}",)), "signed")
        results = at_once(*[partial(issue, world, dossier, number=n) for n in (number * 10, number * 10 + 1)])
        assert len([result for result in results if isinstance(result, Conflict | PermissionDenied)]) == 1
        assert Event.objects.of(dossier).filter(step="issue").count() == 1
    assert Decision.objects.count() == ROUNDS


def test_signed_or_refused_never_both(world):
    for number in range(ROUNDS):
        dossier = walk(world, drafted(world, lines=(f"{number}",)), "at_leader")
        sign = acting(world, dossier, "sign", "lanhdao")
        refuse = acting(world, dossier, "refuse", "lanhdao", reason="KĐ-01", note="Chưa nổi bật.")
        results = at_once(*((sign, refuse) if number % 2 else (refuse, sign)))
        assert [type(result) for result in results if isinstance(result, Exception)] == [Conflict]
        states = (fresh(dossier).state, dossier.lines.get().state)
        assert states in (("signed", "eligible"), ("closed", "not_granted"))


def test_two_heads_sign_once(world):
    dossier = walk(world, drafted(world), "to_head")
    acts = [acting(world, dossier, "send", "thutruong", petition=petition()) for _ in range(2)]
    results = at_once(*acts)
    assert [type(result) for result in results if isinstance(result, Exception)] == [Conflict]
    assert Event.objects.of(dossier).filter(step="send").count() == 1


def test_two_officers_one_line(world):
    """Both have read the same version: one writes, the other is told and nothing of it is lost unseen."""
    for number in range(1, ROUNDS + 1):
        dossier = drafted(world, lines=(f"{number}",))
        lines = [dossier.lines.select_related("honoree", "award", "dossier").get() for _ in "ab"]
        writing = [
            partial(actions.change_line, line=line, award=line.award, achievement=words, version=1, at=AT,
                    by=person(world, "canbo"))
            for line, words in zip(lines, ("Trước.", "Sau."), strict=True)
        ]  # fmt: skip
        results = at_once(*writing)
        assert sum(isinstance(result, Conflict) for result in results) == 1
        assert dossier.lines.get().version == 2


def test_two_notices_one_line(world):
    for number in range(1, ROUNDS + 1):
        dossier = walk(world, drafted(world, lines=(f"{number}x", f"{number}y")), "proposal_signed",
                       failing=(f"{number}x",))  # fmt: skip
        by = person(world, "giamdoc")
        signing = [
            partial(actions.sign_notice, dossier=fresh(dossier), petition=petition(f"{n}/TB"), by=by, at=AT)
            for n in (1, 2)
        ]
        results = at_once(*signing)
        assert sum(isinstance(result, Conflict) for result in results) == 1
        assert dossier.notices.count() == 1
