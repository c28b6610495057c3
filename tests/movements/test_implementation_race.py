"""Two officers at one register: one wins, the other is told. On PostgreSQL alone."""

import datetime as dt

import pytest

from movements import actions
from movements.models import Activity
from tests.factories import PointFactory
from tests.test_race import at_once, officers
from thidua.errors import Conflict, Refused
from thidua.models import Event

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)
PAPER = {
    "on": dt.date(2024, 12, 3), "title": "Phát động", "number": "15/KH-SNN", "document_type": "", "signer": "",
    "place": "", "medium": "", "attendances": None, "link": "", "movement": None,
}  # fmt: skip


def keeping(world, by, points):
    return lambda: actions.keep_activity(
        unit=world.units["SNNPTNT"], kind="plan", content=PAPER, points=points, by=by, at=AT
    )


def correcting(pk, by, points, title):
    row = Activity.objects.get(pk=pk)
    content = PAPER | {"title": title}
    return lambda: actions.save_activity(activity=row, content=content, points=points, version=1, by=by, at=AT)


def refused(outcomes, kind):
    return sorted(isinstance(one, kind) for one in outcomes) == [False, True]


def test_the_same_paper_is_kept_once(world):
    one, two = officers(world, 1)
    points = [PointFactory(code="1")]
    for _ in range(10):
        outcomes = at_once(keeping(world, one, points), keeping(world, two, points))
        assert refused(outcomes, Refused)
        assert Activity.objects.count() == 1
        Activity.objects.all().delete()


def test_the_second_of_two_corrections_is_told(world):
    one, two = officers(world, 1)
    points = [PointFactory(code="1")]
    for _ in range(10):
        row = keeping(world, one, points)()
        outcomes = at_once(correcting(row.pk, one, points, "Một"), correcting(row.pk, two, points, "Hai"))
        assert refused(outcomes, Conflict)
        assert [event.step for event in Event.objects.of(row).order_by("pk")] == ["keep", "save"]
        Activity.objects.all().delete()
