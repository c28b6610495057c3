"""The rows of typical models and of the public pages."""

import pytest

from tests.access import typical
from tests.access.people import WHO
from tests.test_access import ask, become

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("route", typical.ROWS)
def test_access(client, world, route):
    method, arguments, row = typical.ROWS[route]
    staged, given = typical.stage(world), {}
    for who in WHO:
        become(client, world, who)
        given[who] = ask(client, method, route, [staged[a] for a in arguments])
    assert given == row


@pytest.mark.parametrize("step", typical.STEPS["typical:typical_step"][1])
def test_access_to_steps(client, world, step):
    _, allowed, argument, sees = typical.STEPS["typical:typical_step"]
    row = typical.stage(world)[argument]
    for who in WHO:
        become(client, world, who)
        status = ask(client, "post", "typical:typical_step", [row, step])
        expected = (
            {302, 422} if who in allowed[step] else {403} if who in sees else {302 if who == "anonymous" else 404}
        )
        assert status in expected, who
