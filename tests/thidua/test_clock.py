"""The office's day ends at 24:00 in Kon Tum, wherever the machine stands."""

import datetime as dt

import pytest
import time_machine

from thidua import clock

KON_TUM = dt.timezone(dt.timedelta(hours=7))


def at(*parts, zone=dt.UTC):
    return dt.datetime(*parts, tzinfo=zone)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (at(2024, 12, 20, 16, 59, 59, 999999), dt.date(2024, 12, 20)),
        (at(2024, 12, 20, 17), dt.date(2024, 12, 21)),
        (at(2024, 12, 19, 17), dt.date(2024, 12, 20)),
        (at(2024, 12, 31, 17), dt.date(2025, 1, 1)),
        (at(2024, 2, 28, 17), dt.date(2024, 2, 29)),
        (at(2024, 12, 20, 23, 59, zone=KON_TUM), dt.date(2024, 12, 20)),
        (at(2024, 12, 21, 0, 0, zone=KON_TUM), dt.date(2024, 12, 21)),
        (at(2024, 12, 20, 12, zone=dt.timezone(dt.timedelta(hours=-8))), dt.date(2024, 12, 21)),
    ],
)
def test_a_day_ends_at_midnight_in_the_office(moment, day):
    assert clock.office_date(moment) == day


@pytest.mark.parametrize(
    ("moment", "words"),
    [(at(2024, 12, 18, 3, 42), "10:42"), (at(2024, 12, 18, 17, 5), "00:05"), (at(2024, 12, 18, 16, 59, 59), "23:59")],
)
def test_the_time_on_the_office_wall(moment, words):
    assert clock.office_time(moment) == words


def test_a_moment_without_zone_is_refused():
    """It could be meant in either of two days."""
    with pytest.raises(ValueError, match="naive"):
        clock.office_date(dt.datetime(2024, 12, 20, 17))


def test_the_office_runs_on_from_where_it_was_put(settings):
    settings.OFFICE_CLOCK_OFFSET = dt.timedelta(days=-100, hours=3)
    with time_machine.travel(at(2025, 3, 28, 10), tick=False) as traveller:
        assert clock.machine_now() == at(2025, 3, 28, 10)
        assert clock.now() == at(2024, 12, 18, 13)
        traveller.shift(dt.timedelta(hours=4))
        assert clock.now() == at(2024, 12, 18, 17)
        assert clock.today() == dt.date(2024, 12, 19)


def test_without_an_offset_both_clocks_are_one(settings):
    settings.OFFICE_CLOCK_OFFSET = dt.timedelta(0)
    with time_machine.travel(at(2025, 6, 30, 17), tick=False):
        assert clock.now() == clock.machine_now()
        assert clock.today() == dt.date(2025, 7, 1)


def test_moments_are_aware():
    assert clock.now().tzinfo is not None
    assert clock.machine_now().tzinfo is not None


def test_the_test_office_opens_on_its_morning():
    assert clock.today() == dt.date(2024, 12, 18)
    assert clock.office_time(clock.now()) == "08:00"
