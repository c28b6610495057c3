"""Two people of the department at once: numbers without a gap, one taker, one hand-over. On PostgreSQL alone."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from awards import actions
from awards.models import Dossier
from tests.awards.scene import AT, drafted, fresh, person, petition, walk
from tests.test_race import at_once
from thidua.errors import Conflict
from thidua.models import Event
from units.enums import Role
from units.models import RoleHolding, User

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 5


@pytest.fixture
def second(world):
    """Another officer of Sở Nội vụ."""
    who = User.objects.create(username="chuyenvien2", full_name="Người thứ hai", unit=world.units["SNV"])
    RoleHolding.objects.create(user=who, role=Role.HOME_AFFAIRS_OFFICER, unit=world.units["SNV"])
    return User.objects.get(pk=who.pk)


def acting(dossier, name, by, **words):
    row = fresh(dossier)
    return lambda: actions.step_dossier(dossier=row, step_name=name, by=by, at=AT, **words)


def test_two_receipts_two_numbers(world, second):
    for number in range(ROUNDS):
        dossiers = [walk(world, drafted(world, lines=(f"{number}{x}",)), "submitted") for x in "ab"]
        officers = (person(world, "chuyenvien"), second)
        results = at_once(*[acting(one, "receive", by) for one, by in zip(dossiers, officers, strict=True)])
        assert not [result for result in results if isinstance(result, Exception)]
    given = Dossier.objects.exclude(receipt_number=None).order_by("receipt_number")
    assert list(given.values_list("receipt_number", flat=True)) == list(range(1, 2 * ROUNDS + 1))


def test_two_take_it_up_and_one_has_it(world, second):
    for number in range(ROUNDS):
        dossier = walk(world, drafted(world, lines=(f"{number}",)), "received")
        takers = (person(world, "chuyenvien"), second)
        results = at_once(*[acting(dossier, "take_up", by) for by in takers])
        assert [type(result) for result in results if isinstance(result, Exception)] == [Conflict]
        assert fresh(dossier).assigned_to in takers
        assert Event.objects.of(dossier).filter(step="take_up").count() == 1


def test_handed_over_to_two_is_handed_over_once(world, second):
    dossier = walk(world, drafted(world), "received")
    row, manager = fresh(dossier), person(world, "truongphong")
    assign = partial(actions.assign_dossier, dossier=row, by=manager, at=AT)
    results = at_once(
        partial(actions.assign_dossier, dossier=fresh(dossier), assignee=second, by=manager, at=AT),
        partial(assign, assignee=person(world, "chuyenvien")),
    )
    assert [type(result) for result in results if isinstance(result, Exception)] == [Conflict]
    assert Event.objects.of(dossier).filter(step="assign").count() == 1


def test_concluded_or_withdrawn_never_both(world):
    for number in range(ROUNDS):
        dossier = walk(world, drafted(world, lines=(f"{number}", f"{number}x")), "appraising")
        rows = [fresh(dossier).lines.select_related("honoree", "dossier").first() for _ in range(2)]
        conclude = partial(actions.conclude_line, line=rows[0], eligible=True, by=person(world, "chuyenvien"), at=AT)
        withdraw = partial(actions.withdraw_line, line=rows[1], note="Rút.", by=person(world, "thutruong"), at=AT)
        results = at_once(*((conclude, withdraw) if number % 2 else (withdraw, conclude)))
        assert len([result for result in results if isinstance(result, Exception)]) == 1
        assert dossier.lines.order_by("order", "pk").first().state in ("eligible", "withdrawn")


def test_one_notice_for_two_presses(world):
    dossier = walk(world, drafted(world), "to_director", failing=("Trần Văn Bình",))
    acts = [
        partial(actions.sign_notice, dossier=fresh(dossier), petition=petition("15/TB-SNV"),
                by=person(world, "giamdoc"), at=AT)
        for _ in range(2)
    ]  # fmt: skip
    results = at_once(*acts)
    assert len([result for result in results if isinstance(result, Conflict | PermissionDenied)]) == 1
    assert Event.objects.of(dossier).filter(step="sign_notice").count() == 1
