"""Who owes what to whom, and where it stands: the one place that queue, heat map and reminders ask."""

import datetime as dt

import pytest

from movements.compile.standing import owed_filings, standings
from movements.models import DueDate, Extension
from tests.factories import FilingFactory, PeriodFactory, UnitFactory, place
from units.actions import rebuild_ancestry
from units.models import Placement

BEFORE_DUE = dt.date(2024, 12, 17)
AFTER_DUE = dt.date(2024, 12, 24)
AT = dt.datetime(2024, 12, 17, 3, tzinfo=dt.UTC)


def _standing(world, code, *, today, period=None):
    (row,) = standings([period or world.periods[4]], today=today, units=[world.units[code].pk])
    return row


def test_department_owes_home_affairs_and_a_commune_its_district(world):
    owed = {one.unit.code: one for one in owed_filings([world.periods[4]])}
    assert owed["SYT"].receiver_id == owed["615"].receiver_id == world.units["SNV"].pk
    assert owed["C23512"].receiver_id == world.units["615"].pk
    assert owed["SYT"].due_on == dt.date(2024, 12, 20)
    assert owed["C23512"].due_on == dt.date(2024, 12, 18)
    assert "KT" not in owed


@pytest.mark.parametrize(
    ("today", "state", "left"),
    [(BEFORE_DUE, "open", 3), (AFTER_DUE, "overdue", -2), (dt.date(2024, 12, 1), "not_due", 15)],
)
def test_not_sent(world, today, state, left):
    row = _standing(world, "SYT", today=today)
    assert (row.state, row.days_left) == (state, left)


def test_invited_is_never_late_and_never_counted(world):
    row = _standing(world, "MTTQ", today=AFTER_DUE)
    assert row.state == "not_expected"
    assert not row.counts


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"on_time": True}, "ok_on_time"),
        ({"on_time": False, "first_submitted_at": AT + dt.timedelta(days=7)}, "ok_late"),
        ({"state": "returned"}, "rework"),
        ({"state": "unlocked"}, "rework"),
        ({"state": "to_head"}, "rework"),
        ({"state": "recalled", "withdrawn": True}, "overdue"),
    ],
)
def test_what_became_of_it(world, changes, state):
    FilingFactory(unit=world.units["SYT"], period=world.periods[4], receiver=world.units["SNV"], sent=True, **changes)
    row = _standing(world, "SYT", today=AFTER_DUE)
    assert row.state == state
    assert row.days_late == (2 if state == "ok_late" else None)


def test_an_extension_is_the_due_date_of_that_unit_alone(world):
    Extension.objects.create(
        period=world.periods[4], unit=world.units["SYT"], due_on=dt.date(2024, 12, 27), reason="Bão", at=AT
    )
    assert _standing(world, "SYT", today=AFTER_DUE).state == "open"
    assert _standing(world, "SNV", today=AFTER_DUE).state == "overdue"


class TestUnitThatEndsInsideAPeriod:
    @pytest.fixture
    def merged(self, world):
        """On 01/11/2024, inside quarter IV, Xã Bờ Y becomes part of a new commune under the same district."""
        old, district = world.units["C23395"], world.units["611"]
        old.valid_to = dt.date(2024, 10, 31)
        old.save(update_fields=["valid_to"])
        Placement.objects.filter(unit=old).update(valid_to=old.valid_to)
        world.units["new"] = UnitFactory(code="MOI", kind="xa", valid_from=dt.date(2024, 11, 1))
        place(world.units["new"], district, start=dt.date(2024, 11, 1))
        rebuild_ancestry()
        return world

    def test_it_owes_one_closing_filing_to_its_parent_of_the_last_day(self, merged):
        (row,) = owed_filings([merged.periods[4]], units=[merged.units["C23395"].pk])
        assert (row.closing, row.day, row.receiver_id) == (True, dt.date(2024, 10, 31), merged.units["611"].pk)

    def test_it_owes_nothing_after(self, merged):
        later = PeriodFactory(year=2025, index=1)
        DueDate.objects.create(period=later, level="commune", due_on=dt.date(2025, 3, 18))
        assert owed_filings([later], units=[merged.units["C23395"].pk]) == []
        assert [one.unit.code for one in owed_filings([later], units=[merged.units["new"].pk])] == ["MOI"]

    def test_the_new_one_owes_the_whole_period(self, merged):
        (row,) = owed_filings([merged.periods[4]], units=[merged.units["new"].pk])
        assert not row.closing


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(world, django_assert_num_queries, count):
    periods = [world.periods[4], world.periods[3], PeriodFactory(index=2)][:count]
    with django_assert_num_queries(8):
        standings(periods, today=BEFORE_DUE)
