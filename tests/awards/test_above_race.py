"""Two officers end the asking, two papers of one body, two results of one line at once. On PostgreSQL alone."""

from functools import partial

import pytest

from awards.actions import opinions
from awards.models import HeldAward
from tests.awards import above
from tests.awards.scene import AT, fresh, person
from tests.test_race import at_once
from thidua.errors import Conflict
from thidua.models import Event

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 3


def faults(results):
    return [type(result) for result in results if isinstance(result, Exception)]


def test_two_officers_end_the_asking(world):
    for number in range(ROUNDS):
        dossier = above.appraising(world, lines=(f"{number}",))
        above.ask(world, dossier)
        rows = [(fresh(dossier), person(world, "chuyenvien")) for _ in range(2)]
        results = at_once(*[partial(opinions.end_opinions, dossier=row, note="Gấp.", by=by, at=AT) for row, by in rows])
        assert faults(results) == [Conflict]
        assert Event.objects.of(dossier).filter(step="end_opinions").count() == 1


def test_two_papers_of_one_body(world):
    for number in range(ROUNDS):
        district, _ = above.ask(world, above.appraising(world, lines=(f"{number}",)))
        acts = [partial(above.answer, world, district, state, version=1, number=paper)
                for state, paper in (("answered_agree", "1/A"), ("answered_object", "2/A"))]  # fmt: skip
        assert faults(at_once(*acts)) == [Conflict]
        row = district.answers.get()
        assert (row.state, row.number) in (("answered_agree", "1/A"), ("answered_object", "2/A"))


def test_two_results_of_one_line(world):
    for number in range(ROUNDS):
        dossier = above.sent_up(world, names=(f"{number}",))
        line = dossier.lines.get()
        results = at_once(*[partial(above.result, world, dossier, line, granted=granted) for granted in (True, False)])
        assert faults(results) == [Conflict]
        line.refresh_from_db()
        assert HeldAward.objects.filter(honoree=line.honoree).count() == (line.state == "granted")
