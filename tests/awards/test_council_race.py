"""Double click, two devices, closing while casting, two tellers at once. On PostgreSQL alone."""

from functools import partial

import pytest
from django.db import connection

from awards.actions import ballots, counting
from awards.models import AgendaItem, BallotChoice, CastBallot
from tests.awards import council as stage
from tests.awards.council import NO, YES, fresh, item_of, polling, seats_of, unit_sitting, vote
from tests.awards.scene import AT, person
from tests.test_race import at_once
from thidua.errors import Conflict, Refused
from thidua.models import Event

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def faults(results):
    return [type(result) for result in results if isinstance(result, Exception)]


def open_sitting(world, members=6, lines=1, **words):
    names = tuple(f"A {n}" for n in range(lines))
    return polling(world, unit_sitting(world, members=members, names=names, **words), by="canbo")


@pytest.mark.parametrize("values", [(YES, YES), (YES, NO)])
def test_one_vote_under_double_click_and_from_two_devices(world, values):
    sitting = open_sitting(world)
    for seat in seats_of(sitting):
        results = at_once(*[partial(vote, item_of(sitting), seat, value) for value in values])
        assert faults(results) == [Conflict]
        assert CastBallot.objects.filter(seat=seat).count() == 1
    assert CastBallot.objects.count() == BallotChoice.objects.count() == 6


def test_everybody_at_once_and_no_ballot_is_lost(world):
    sitting = open_sitting(world, members=12)
    item, seats = item_of(sitting), seats_of(sitting)
    results = at_once(*[partial(vote, item, seat, YES if n % 3 else NO) for n, seat in enumerate(seats)])
    assert faults(results) == []
    assert CastBallot.objects.count() == 12
    assert BallotChoice.objects.filter(value=NO).count() == 4 and BallotChoice.objects.filter(value=YES).count() == 8


def test_closing_while_casting(world):
    """Whoever was in time counts, whoever was not is told; what lies in the box is what was counted."""
    for n in range(3):
        sitting = open_sitting(world, members=6, decision_number=f"{n}/QĐ")
        seats, item = seats_of(sitting), item_of(sitting)
        closing = partial(ballots.close_ballot, sitting=fresh(sitting), by=person(world, "canbo"), at=AT)
        results = at_once(*[partial(vote, item, seat) for seat in seats], closing)
        late = faults(results[:-1])
        assert set(late) <= {Refused} and not isinstance(results[-1], Exception)
        assert CastBallot.objects.filter(item=item).count() == 6 - len(late)
        stage.count(world, sitting, by="canbo")
        assert AgendaItem.objects.get(pk=item.pk).returned == 6 - len(late)


def test_two_count_once(world):
    sitting = open_sitting(world, members=4)
    stage.vote_all(sitting, [YES] * 4)
    stage.close(world, sitting, by="canbo")
    act = [partial(counting.count_sitting, sitting=fresh(sitting), by=person(world, "canbo"), at=AT) for _ in range(2)]
    assert faults(at_once(*act)) == [Conflict]
    assert Event.objects.of(sitting).filter(step="count").count() == 1


def test_no_transaction_number_tells_a_ballot_from_the_others(world):
    """Every row of a box carries the last transaction that touched it, whoever's ballot it is."""
    sitting = open_sitting(world, members=6)
    stage.vote_all(sitting, [YES, NO, YES, NO, YES, YES])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM awards_ballotchoice")
        assert cursor.fetchone()[0] == 1
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM awards_castballot")
        assert cursor.fetchone()[0] == 6  # these are known by name anyway
