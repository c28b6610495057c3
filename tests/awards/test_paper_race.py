"""Two people write one report, or put it in the dossier, at once. On PostgreSQL alone."""

import pytest

from awards import actions
from awards.models import AchievementReport
from tests.awards.scene import AT, drafted, person
from tests.test_race import at_once
from thidua.errors import Conflict
from units.models import Attachment

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 3


def line_of(dossier):
    return dossier.lines.select_related("honoree__unit", "award", "dossier__unit", "dossier__receiver").get()


def writing(world, dossier, words):
    line, by = line_of(dossier), person(world, "canbo")
    texts = {"profile": "", "merits": words, "honours": ""}
    return lambda: actions.write_report(line=line, texts=texts, version=0, by=by, at=AT)


def test_of_two_first_savings_one_is_kept_and_the_other_told(world):
    for number in range(ROUNDS):
        dossier = drafted(world, lines=(f"Người {number}",))
        results = at_once(writing(world, dossier, "một"), writing(world, dossier, "hai"))
        assert [type(one) for one in results if isinstance(one, Exception)] == [Conflict]
        assert AchievementReport.objects.get(line__dossier=dossier).version == 1


def test_attached_twice_at_once_it_lies_in_the_dossier_once(world):
    dossier = drafted(world, lines=("A Pớt",))
    before = Attachment.objects.of(dossier, "bao_cao_thanh_tich").count()
    writing(world, dossier, "một")()
    rows, by = [line_of(dossier), line_of(dossier)], person(world, "canbo")
    results = at_once(*[lambda row=row: actions.attach_report(line=row, version=1, by=by, at=AT) for row in rows])
    assert not [one for one in results if isinstance(one, Exception)]
    assert Attachment.objects.of(dossier, "bao_cao_thanh_tich").count() == before + 1
