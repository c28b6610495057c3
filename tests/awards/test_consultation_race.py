"""Two officers at one comment, two lists of one dossier, two workers, two plans of one year. On PostgreSQL alone."""

from functools import partial

import pytest

from awards.actions import consultations as acts
from awards.actions import plans
from awards.actions.plans import PlanLine
from awards.models import Consultation, ModelPlan, PublicComment
from tests.awards import asking
from tests.awards.above import appraising
from tests.awards.asking import ENDED, again, comment, put_up
from tests.awards.scene import AT, fresh, person
from tests.test_race import at_once
from thidua.errors import Conflict
from thidua.models import Event
from units.load import load_special_days

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 3


def faults(results):
    return [type(result) for result in results if isinstance(result, Exception)]


def test_two_officers_moderate_one_comment(world):
    for number in range(ROUNDS):
        made = comment(put_up(world, appraising(world, lines=(f"{number}",))))
        rows = [PublicComment.objects.select_related("consultation").get(pk=made.pk) for _ in range(2)]
        decisions = [partial(asking.decide, world, rows[0], "show", by="chuyenvien", shown_text="Đồng tình."),
                     partial(asking.decide, world, rows[1], "hide", by="truongphong", note="Trùng.")]  # fmt: skip
        assert faults(at_once(*decisions)) == [Conflict]
        made.refresh_from_db()
        assert (made.state, bool(made.shown_text)) in (("shown", True), ("hidden", False))
        assert Event.objects.of(made).exclude(step="send").count() == 1


def test_two_lists_about_one_dossier(world):
    load_special_days(range(2024, 2027))
    for number in range(ROUNDS):
        dossier = appraising(world, lines=(f"{number}",))
        rows = [(fresh(dossier), person(world, who)) for who in ("chuyenvien", "truongphong")]
        results = at_once(*[
            partial(acts.prepare_consultation, dossier=row, notice=asking.notice(row), by=by, at=AT) for row, by in rows
        ])  # fmt: skip
        assert faults(results) == [Conflict]
        assert Consultation.objects.filter(dossier=dossier).count() == 1


def test_two_workers_end_what_has_ended(world):
    rows = [put_up(world, appraising(world, lines=(f"{number}",))) for number in range(ROUNDS)]
    results = at_once(*[partial(acts.close_ended, at=ENDED) for _ in range(2)])
    assert sorted(row.pk for found in results for row in found) == [row.pk for row in rows]
    for row in rows:
        assert again(row).state == "closed"
        assert Event.objects.of(row).filter(step="close").count() == 1


def test_two_plans_of_one_year(world):
    given = {"unit": world.units["SNNPTNT"], "scope": "year", "content": "", "lines": [PlanLine("Y tế", 1, "A")]}
    for year in range(2022, 2022 + ROUNDS):
        acts_ = [partial(plans.start_plan, **given, year=year, by=person(world, "canbo"), at=AT) for _ in range(2)]
        assert faults(at_once(*acts_)) == [Conflict]
        assert ModelPlan.objects.filter(year=year).count() == 1
