"""Two dossiers want one initiative, two officers judge one criterion, a hold meets a signature. On PostgreSQL alone."""

from functools import partial

import pytest

from awards import actions
from awards.models import Initiative, Judgement
from tests.awards.line_checks import at_state, initiative, line_of, noon, under_law
from tests.awards.scene import AT, add, award, honoree, person
from tests.test_race import at_once
from thidua.errors import Conflict

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 5


def test_two_dossiers_one_initiative(world):
    for number in range(ROUNDS):
        first, second = (under_law(world, lines=()) for _ in range(2))
        who = honoree(world.units["SNNPTNT"], f"Y Ngọc {number}")
        own = initiative(who, title=f"Sáng kiến {number}")
        lines = []
        for dossier in (first, second):
            dossier.lines.create(honoree=who, award=award())
            lines.append(line_of(dossier))
        by = person(world, "canbo")
        results = at_once(
            *[partial(actions.claim_initiative, line=line, initiative=own, by=by, at=AT) for line in lines]
        )
        (told,) = [one for one in results if isinstance(one, Exception)]
        assert isinstance(told, Conflict) and "một sáng kiến chỉ dùng một lần" in str(told)
        assert Initiative.objects.get(pk=own.pk).used_by in lines


def test_two_officers_one_criterion(world):
    for number in range(ROUNDS):
        dossier = under_law(world, lines=())
        add(world, dossier, honoree(world.units["SNNPTNT"], f"Phòng {number}", "collective"), "TTLDXS")
        at_state(dossier, "appraising", received_at=noon(2024, 12, 18))
        line, by = line_of(dossier), person(world, "chuyenvien")
        said = [{"verdict": "pass", "reason": "Có"}, {"verdict": "fail", "reason": "Không"}]
        judge = partial(actions.judge_line, line=line, rule="TTLDXS.doan-ket.2024", by=by, at=AT)
        results = at_once(*[partial(judge, **words) for words in said])
        assert [type(one) for one in results if isinstance(one, Exception)] == [Conflict]
        assert Judgement.objects.filter(line=line).count() == 1
