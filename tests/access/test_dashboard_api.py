"""The rows of the dashboard, the search and the programming interface."""

import pytest

from tests.access import api, dashboard
from tests.access.people import WHO
from tests.test_access import ask, become, route_names

ROWS = {**dashboard.ROWS, **api.ROWS}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_snapshot")]


@pytest.mark.parametrize("route", ROWS)
def test_access(client, world, route):
    method, arguments, row = ROWS[route]
    staged, given = dashboard.stage(world) | api.stage(world), {}
    for who in WHO:
        become(client, world, who)
        given[who] = ask(client, method, route, [staged[a] for a in arguments])
    assert given == row


def test_no_route_is_forgotten():
    mine = {name for name in route_names() if name.startswith(("dashboard:", "api:")) or name == "search"}
    assert mine == set(ROWS)
