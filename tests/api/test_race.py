"""Two programs write one box at once: only a server with row locks can show it, so this runs on PostgreSQL alone."""

import pytest
from django.test import Client

from movements import actions
from movements.models import Figure
from tests.test_race import AT, ROUNDS, at_once, officers
from thidua.models import Event

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def writer(person, filing, **content):
    """A caller with a session of its own, ready to send one box."""
    client = Client()
    client.force_login(person)
    body = {"boxes": [{"indicator": "D2.33"} | content]}
    path = f"/api/v1/filings/{filing.pk}/boxes/"
    return lambda: client.patch(path, body, content_type="application/json")


@pytest.mark.parametrize("version", [0, 1])
def test_one_wins_and_the_other_is_told_what_stands_there(world, version):
    filing = actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)
    one, two = officers(world, 1)
    forest = world.indicators["forest"].pk
    for at in range(ROUNDS):
        Figure.objects.filter(filing=filing).delete()
        if version:
            actions.save_boxes(filing=filing, boxes=[actions.BoxInput(forest, 0, 5)], by=one, at=AT)
        before = Event.objects.of(filing).count()
        writers = [writer(person, filing, version=version, value=100 + at + n) for n, person in enumerate((one, two))]
        answers = at_once(*writers)
        won, lost = sorted(answers, key=lambda answer: answer.status_code)
        assert (won.status_code, lost.status_code) == (200, 409), [answer.content for answer in answers]
        figure = Figure.objects.get(filing=filing)
        assert figure.version == version + 1
        assert lost.json()["boxes"][0]["value"] == won.json()["boxes"][0]["value"] == f"{figure.value // 10}.0"
        assert lost.json()["boxes"][0]["version"] == figure.version
        assert Event.objects.of(filing).count() == before + 1


def test_two_boxes_lose_nothing(world):
    filing = actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)
    one, two = officers(world, 1)
    for at in range(ROUNDS):
        Figure.objects.filter(filing=filing).delete()
        first = writer(one, filing, version=0, value=at)
        second = writer(two, filing, indicator="D1.01", version=0, value=at)
        assert [answer.status_code for answer in at_once(first, second)] == [200, 200]
        assert dict(filing.figures.values_list("indicator__code", "value")) == {"D2.33": at * 10, "D1.01": at}
