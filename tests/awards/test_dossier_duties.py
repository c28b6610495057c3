"""What the home page says of dossiers."""

import datetime as dt

import pytest

from awards.compile import HOLDERS
from awards.enums import DossierState
from reports.duties import ELSEWHERE, MINE, OVERDUE
from reports.duties_awards import ACTIONS, tasks
from tests.awards.line_checks import at_state
from tests.awards.scene import ROAD, TODAY, drafted, person, walk
from units.models import RoleHolding

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("state", "who"), [(state, who) for state, name, who in ROAD if name])
def test_each_desk_has_its_dossier(world, state, who):
    walk(world, drafted(world), state)
    (task,) = tasks(person(world, who), today=TODAY)
    assert (task.group, task.holder, task.action) == (MINE, "Tôi", ACTIONS[state])


def test_what_lies_too_long_is_overdue(world):
    walk(world, drafted(world), "submitted")
    (task,) = tasks(person(world, "chuyenvien"), today=TODAY + dt.timedelta(14))
    assert task.group == OVERDUE and task.days_left < 0


@pytest.mark.parametrize(("state", "action"), [("assigned", "Phân công lại"), ("opinions", "Xem")])
def test_what_lies_with_somebody_who_lost_the_role_comes_to_the_manager(world, state, action):
    dossier = at_state(walk(world, drafted(world), "assigned"), state)
    manager = person(world, "truongphong")
    assert list(tasks(manager, today=TODAY)) == []
    RoleHolding.objects.filter(user=world.chuyenvien).update(active=False)
    (task,) = tasks(manager, today=TODAY)
    assert (task.group, task.action, task.title) == (MINE, action, dossier.title)
    for other in ("chuyenvien", "giamdoc"):
        assert list(tasks(person(world, other), today=TODAY)) == []


def test_the_unit_sees_where_it_lies(world):
    walk(world, drafted(world), "signed")
    (task,) = tasks(person(world, "canbo"), today=TODAY)
    assert (task.group, task.state) == (ELSEWHERE, "at_leader")
    assert list(tasks(person(world, "uyvien"), today=TODAY)) == []


def test_every_open_state_has_a_holder_and_a_word():
    assert set(ACTIONS) == set(HOLDERS) == set(DossierState) - {DossierState(one) for one in DossierState.OVER}
