"""A worker killed at each stage of a digest, on both brokers: one day made, one mail and one notice per person."""

import datetime as dt

import pytest

from movements.models import DueDate
from tests.movements.office import only_owing, rules
from tests.test_worker_kills import PATIENCE, TEN_MINUTES, Office, forget_keys, redis_url

pytestmark = pytest.mark.django_db(transaction=True)
STAGES = ("digest", "digested", "mail", "mailed")
PEOPLE = ["canbo@thidua.invalid", "canbo_khac@thidua.invalid"]


class ReminderOffice(Office):
    def state(self):
        return self.rows("SELECT state, attempts, error FROM movements_reminder")

    def all_sent(self):
        return [state for (state, *_) in self.state()] == ["sent"] * len(PEOPLE)

    def count(self, table):
        return self.rows(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608


@pytest.fixture(
    params=[
        pytest.param("filesystem", marks=pytest.mark.sqlite), pytest.param("redis", marks=pytest.mark.redis),
    ]
)  # fmt: skip
def reminder_office(request, world, tmp_path):
    """The worker's clock stands at 26/12/2024, one working day before two departments are due."""
    rules()
    only_owing(world, "SYT", "SNNPTNT")
    DueDate.objects.filter(period=world.periods[4]).update(due_on=dt.date(2024, 12, 27))
    office = ReminderOffice(tmp_path, redis_url() if request.param == "redis" else "")
    yield office
    if office.redis_url:
        forget_keys(office)


@pytest.mark.parametrize("stage", STAGES)
def test_killed_at(reminder_office, stage):
    office = reminder_office
    office.send("movements.tasks.remind")
    with office.worker(kill=stage) as first:
        assert first.wait(PATIENCE) == -9, "the worker was to die"
    office.send("movements.tasks.remind")
    with office.worker(later=TEN_MINUTES):
        office.wait_for(office.all_sent)

    messages = office.messages()
    assert sorted(message["To"] for message in messages) == PEOPLE
    assert len({message["Message-ID"] for message in messages}) == len(PEOPLE)
    assert office.count("movements_reminderday") == 1
    assert office.count("units_notice") == office.count("movements_reminderline") == len(PEOPLE)
    noted = [error for (*_, error) in office.state() if error]
    assert len(noted) == (stage in ("mail", "mailed"))  # what may be double is said on its row


def test_the_same_beat_twice(reminder_office):
    office = reminder_office
    for _ in range(2):
        office.send("movements.tasks.remind")
    with office.worker():
        office.wait_for(office.all_sent)
    assert office.count("movements_reminderday") == 1
    assert len(office.messages()) == len(PEOPLE)
