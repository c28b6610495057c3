"""The demo's typical models: every stage, timelines that fit, nothing that the acts would refuse."""

from collections import Counter

import pytest

from awards.compile.privacy import PRIVATE_WORDS
from awards.models import Replication, TypicalModel
from movements.load import load_directive
from reports.demo.people import load_people
from reports.demo.tales import TALES
from reports.demo.typical import load_typical
from tests.reports.test_demo import DEMO_DAY, FIRST_MINUTE
from thidua.models import Event
from units.load import load_units
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(db):
    load_directive()
    load_units()
    units = list(Unit.objects.on(DEMO_DAY).exclude(code__in=("KT", "QNG")).order_by("code"))
    load_people(units)
    return load_typical(units), units


def test_every_stage_is_there_for_the_named_units(loaded):
    stages = Counter(TypicalModel.objects.values_list("state", flat=True))
    assert set(stages) == {"found", "nurturing", "reviewed", "replicating", "stopped"}
    assert 40 < sum(stages.values()) < 120
    own = set(TypicalModel.objects.filter(unit__code="SNNPTNT").values_list("state", flat=True))
    assert own == {"found", "nurturing", "reviewed", "replicating"}
    assert TypicalModel.objects.public().count() >= 5
    assert TypicalModel.objects.overdue(DEMO_DAY).exists()
    assert not TypicalModel.objects.filter(illustrative=False).exists()


def test_the_timelines_led_there(loaded):
    events = {}
    for event in Event.objects.filter(about="awards.typicalmodel").order_by("pk"):
        events.setdefault(event.about_id, []).append(event)
    for model in TypicalModel.objects.all():
        own = events[model.pk]
        moved = [event for event in own if event.to_state]
        assert moved[0].step == "introduce"
        assert moved[-1].to_state == model.state
        assert [a.to_state for a in moved[:-1]] == [b.from_state for b in moved[1:]]
        moments = [event.at for event in own]
        assert moments == sorted(moments)
        assert moments[-1] < FIRST_MINUTE
        assert any(event.step == "publish" for event in own) == model.published


def test_what_is_told_may_be_told(loaded):
    for tale in TALES:
        assert not any(p.search(f"{tale.name}\n{tale.story}") for p in PRIVATE_WORDS.values()), tale.name
    for row in Replication.objects.select_related("model"):
        assert row.model.state == "replicating"
        assert row.unit_id != row.model.unit_id
        assert row.on <= DEMO_DAY


def test_loaded_once(loaded):
    _, units = loaded
    before = TypicalModel.objects.count()
    load_typical(units)
    assert TypicalModel.objects.count() == before
