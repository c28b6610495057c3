"""The calendar as the rows say."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from thidua.days import office_calendar
from thidua.models import SpecialDay

pytestmark = pytest.mark.django_db
MONDAY_OFF, SATURDAY_WORKED = dt.date(2024, 4, 29), dt.date(2024, 5, 4)


@pytest.fixture
def rows():
    SpecialDay.objects.create(day=MONDAY_OFF, kind="off", name="Nghỉ hoán đổi")
    SpecialDay.objects.create(day=SATURDAY_WORKED, kind="working", name="Làm bù")
    SpecialDay.objects.create(day=dt.date(2025, 1, 1), kind="off", name="Tết Dương lịch")


def test_rows_become_the_calendar(rows):
    days = office_calendar()

    assert (days.off, days.working) == (frozenset({MONDAY_OFF, dt.date(2025, 1, 1)}), frozenset({SATURDAY_WORKED}))
    assert not days.is_working(MONDAY_OFF)
    assert days.is_working(SATURDAY_WORKED)
    assert days.years == frozenset({2024, 2025})
    assert days.missing_year(dt.date(2026, 2, 1)) == 2026


def test_a_row_put_right_counts_at_once(rows):
    SpecialDay.objects.filter(day=SATURDAY_WORKED).delete()
    assert not office_calendar().is_working(SATURDAY_WORKED)


def test_without_rows_only_weekends_are_off():
    days = office_calendar()
    assert days.years == frozenset()
    assert days.is_working(MONDAY_OFF)
    assert not days.is_working(SATURDAY_WORKED)


@pytest.mark.parametrize("more", [0, 40])
def test_one_query(rows, more, django_assert_num_queries):
    for number in range(more):
        SpecialDay.objects.create(day=dt.date(2023, 1, 1) + dt.timedelta(number), kind="off", name="Nghỉ")
    with django_assert_num_queries(1):
        office_calendar()


def test_the_database_keeps_one_row_a_day_of_a_known_kind(rows):
    for columns in ({"day": MONDAY_OFF, "kind": "working"}, {"day": dt.date(2024, 9, 2), "kind": "half"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SpecialDay.objects.create(name="x", **columns)
