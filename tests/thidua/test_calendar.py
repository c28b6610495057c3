from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.calendar import (
    BASES,
    MONTHS_IN,
    Calendar,
    name,
    period_of,
    periods_in_year,
    previous,
    quarters_of,
    same_last_year,
    seed_days,
    span,
    spoken,
    weekday_short,
)

DAYS = st.dates(date(1990, 1, 1), date(2110, 12, 31))
WHOLE_KINDS = ("month", "quarter", "half", "year")  # these leave no day out; nine months do
ONE_DAY = timedelta(days=1)


class TestPeriods:
    @pytest.mark.parametrize(
        ("kind", "index", "first", "last"),
        [
            ("month", 1, date(2023, 12, 15), date(2024, 1, 14)),
            ("month", 3, date(2024, 2, 15), date(2024, 3, 14)),
            ("quarter", 1, date(2023, 12, 15), date(2024, 3, 14)),
            ("quarter", 4, date(2024, 9, 15), date(2024, 12, 14)),
            ("half", 1, date(2023, 12, 15), date(2024, 6, 14)),
            ("half", 2, date(2024, 6, 15), date(2024, 12, 14)),
            ("nine_months", 1, date(2023, 12, 15), date(2024, 9, 14)),
            ("year", 1, date(2023, 12, 15), date(2024, 12, 14)),
        ],
    )
    def test_cut_offs_of_decree_09(self, kind, index, first, last):
        period = span(kind, 2024, index)
        assert (period.first, period.last, period.basis) == (first, last, "nd09")

    @pytest.mark.parametrize(
        ("kind", "year", "index", "first", "last"),
        [
            ("month", 2024, 2, date(2024, 2, 1), date(2024, 2, 29)),
            ("month", 2025, 2, date(2025, 2, 1), date(2025, 2, 28)),
            ("quarter", 2024, 4, date(2024, 10, 1), date(2024, 12, 31)),
            ("half", 2024, 2, date(2024, 7, 1), date(2024, 12, 31)),
            ("nine_months", 2024, 1, date(2024, 1, 1), date(2024, 9, 30)),
            ("year", 2024, 1, date(2024, 1, 1), date(2024, 12, 31)),
        ],
    )
    def test_calendar_basis(self, kind, year, index, first, last):
        period = span(kind, year, index, basis="calendar")
        assert (period.first, period.last) == (first, last)

    def test_15_december_2025_falls_in_2026(self):
        assert period_of(date(2025, 12, 15), "year").year == 2026
        assert period_of(date(2025, 12, 14), "year").year == 2025
        assert period_of(date(2025, 12, 15), "year", "calendar").year == 2025
        assert period_of(date(2025, 12, 15), "month") == span("month", 2026, 1)

    @pytest.mark.parametrize("basis", BASES)
    @pytest.mark.parametrize("kind", WHOLE_KINDS)
    @given(day=DAYS)
    def test_every_day_is_in_exactly_one_period(self, kind, basis, day):
        near = [
            span(kind, day.year + shift, index, basis)
            for shift in (-1, 0, 1)
            for index in range(1, periods_in_year(kind) + 1)
        ]
        assert [p for p in near if day in p] == [period_of(day, kind, basis)]

    @pytest.mark.parametrize("basis", BASES)
    @pytest.mark.parametrize("kind", WHOLE_KINDS)
    @given(day=DAYS)
    def test_periods_follow_without_gap(self, kind, basis, day):
        period = period_of(day, kind, basis)
        assert previous(period).last + ONE_DAY == period.first
        assert period_of(period.last + ONE_DAY, kind, basis).first == period.last + ONE_DAY

    @given(day=DAYS)
    def test_smaller_periods_lie_inside_the_larger(self, day):
        chain = [period_of(day, kind) for kind in WHOLE_KINDS]
        for inner, outer in pairwise(chain):
            assert outer.first <= inner.first <= inner.last <= outer.last

    def test_nine_months_has_an_end(self):
        assert period_of(date(2024, 9, 14), "nine_months") == span("nine_months", 2024, 1)
        with pytest.raises(ValueError, match="after the nine months of 2024"):
            period_of(date(2024, 9, 15), "nine_months")

    @pytest.mark.parametrize(
        ("kind", "year", "index", "before"),
        [
            ("month", 2024, 1, ("month", 2023, 12)),
            ("quarter", 2024, 3, ("quarter", 2024, 2)),
            ("half", 2024, 1, ("half", 2023, 2)),
            ("nine_months", 2024, 1, ("nine_months", 2023, 1)),
            ("year", 2024, 1, ("year", 2023, 1)),
        ],
    )
    def test_previous(self, kind, year, index, before):
        assert previous(span(kind, year, index)) == span(*before)

    @pytest.mark.parametrize("basis", BASES)
    def test_same_period_last_year_keeps_its_basis(self, basis):
        assert same_last_year(span("quarter", 2024, 4, basis)) == span("quarter", 2023, 4, basis)

    @pytest.mark.parametrize("basis", BASES)
    @pytest.mark.parametrize(
        ("kind", "index", "quarters"),
        [
            ("year", 1, (1, 2, 3, 4)),
            ("nine_months", 1, (1, 2, 3)),
            ("half", 1, (1, 2)),
            ("half", 2, (3, 4)),
            ("quarter", 2, (2,)),
            ("month", 2, ()),
        ],
    )
    def test_quarters_inside(self, kind, index, quarters, basis):
        inside = quarters_of(span(kind, 2024, index, basis))
        assert inside == tuple(span("quarter", 2024, q, basis) for q in quarters)

    @pytest.mark.parametrize(
        ("kind", "index", "label"),
        [
            ("month", 1, "Tháng 01/2024"),
            ("month", 12, "Tháng 12/2024"),
            ("quarter", 1, "Quý I năm 2024"),
            ("quarter", 4, "Quý IV năm 2024"),
            ("half", 1, "6 tháng đầu năm 2024"),
            ("half", 2, "6 tháng cuối năm 2024"),
            ("nine_months", 1, "9 tháng đầu năm 2024"),
            ("year", 1, "Năm 2024"),
        ],
    )
    def test_names(self, kind, index, label):
        assert name(span(kind, 2024, index)) == label

    @pytest.mark.parametrize("kind", MONTHS_IN)
    def test_an_index_outside_the_year_is_an_error(self, kind):
        for index in (0, periods_in_year(kind) + 1):
            with pytest.raises(ValueError, match=kind):
                span(kind, 2024, index)

    def test_unknown_kinds_and_bases_are_errors(self):
        with pytest.raises(ValueError, match="week"):
            span("week", 2024, 1)
        with pytest.raises(ValueError, match="lunar"):
            span("year", 2024, 1, "lunar")
        with pytest.raises(ValueError, match="lunar"):
            period_of(date(2024, 1, 1), "year", "lunar")


def seeded(*years: int) -> Calendar:
    rows = seed_days(years)
    return Calendar(
        off=frozenset(day for day, kind, _ in rows if kind == "off"),
        working=frozenset(day for day, kind, _ in rows if kind == "working"),
        years=frozenset(years),
    )


OFFICE = seeded(2023, 2024, 2025, 2026)
OFFICE_DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))


class TestWorkingDays:
    @pytest.mark.parametrize(
        ("day", "works"),
        [
            (date(2024, 12, 18), True),
            (date(2024, 12, 21), False),  # Saturday
            (date(2024, 4, 29), False),  # given in exchange …
            (date(2024, 5, 4), True),  # … for this Saturday
            (date(2024, 9, 3), False),  # second day of Quốc khánh
            (date(2026, 1, 2), False),
            (date(2026, 1, 10), True),
        ],
    )
    def test_is_working(self, day, works):
        assert OFFICE.is_working(day) is works

    @pytest.mark.parametrize(
        ("start", "end", "left"),
        [
            (date(2024, 12, 18), date(2024, 12, 20), 2),
            (date(2024, 12, 18), date(2024, 12, 18), 0),
            (date(2024, 12, 18), date(2024, 12, 16), -2),
            (date(2024, 12, 20), date(2024, 12, 23), 1),  # Friday to Monday
            (date(2024, 12, 23), date(2024, 12, 20), -1),
            (date(2024, 12, 30), date(2025, 1, 3), 3),  # over New Year
            (date(2025, 1, 24), date(2025, 2, 3), 1),  # over Tết
        ],
    )
    def test_days_left(self, start, end, left):
        assert OFFICE.working_days_between(start, end) == left

    def test_consultation_of_ten_days_over_the_national_holiday(self):
        # R22: 02/9 and 03/9/2024 and two weekends are not counted.
        assert OFFICE.add_working_days(date(2024, 8, 26), 10) == date(2024, 9, 11)

    @given(start=OFFICE_DAYS, end=OFFICE_DAYS)
    def test_counting_one_by_one_gives_the_same(self, start, end):
        early, late = sorted((start, end))
        days = (early + timedelta(days=n) for n in range(1, (late - early).days + 1))
        count = sum(OFFICE.is_working(day) for day in days)
        assert OFFICE.working_days_between(early, late) == count
        assert OFFICE.working_days_between(late, early) == -count

    @given(day=OFFICE_DAYS, n=st.integers(-60, 60))
    def test_adding_and_counting_agree(self, day, n):
        reached = OFFICE.add_working_days(day, n)
        if n >= 0:
            assert OFFICE.working_days_between(day, reached) == n
            assert n == 0 or OFFICE.is_working(reached)
        else:
            assert OFFICE.is_working(reached)
            assert OFFICE.working_days_between(reached - ONE_DAY, day - ONE_DAY) == -n

    def test_a_year_without_rows_is_named(self):
        assert OFFICE.missing_year(date(2026, 12, 31)) is None
        assert OFFICE.missing_year(date(2027, 1, 1)) == 2027

    def test_a_day_cannot_be_both(self):
        day = frozenset({date(2024, 5, 4)})
        with pytest.raises(ValueError, match="04/05/2024"):
            Calendar(off=day, working=day, years=frozenset({2024}))

    def test_a_redundant_row_changes_nothing(self):
        saturday, monday = date(2024, 12, 21), date(2024, 12, 23)
        plain = Calendar(frozenset(), frozenset(), frozenset())
        wordy = Calendar(frozenset({saturday}), frozenset({monday}), frozenset())
        assert wordy.working_days_between(saturday - ONE_DAY, monday) == 1
        assert plain.working_days_between(saturday - ONE_DAY, monday) == 1


class TestSeed:
    def test_2024_as_it_was(self):
        rows = {day: (kind, label) for day, kind, label in seed_days([2024])}
        tet = [date(2024, 2, 8) + timedelta(days=n) for n in range(7)]
        assert all(rows[day][0] == "off" for day in tet)
        assert rows[date(2024, 4, 29)] == ("off", "Ngày nghỉ (thay cho ngày 04/05/2024)")
        assert rows[date(2024, 5, 4)] == ("working", "Ngày làm bù (cho ngày nghỉ 29/04/2024)")
        assert rows[date(2024, 4, 18)] == ("off", "Ngày Giỗ Tổ Hùng Vương")

    def test_days_off_in_lieu(self):
        rows = {day: label for day, kind, label in seed_days([2023]) if kind == "off"}
        assert rows[date(2023, 1, 2)] == "Tết Dương lịch (nghỉ bù)"

    def test_an_exchange_over_new_year_is_found_from_both_sides(self):
        assert (date(2018, 12, 31), "off", "Ngày nghỉ (thay cho ngày 05/01/2019)") in seed_days([2018])
        assert (date(2019, 1, 5), "working", "Ngày làm bù (cho ngày nghỉ 31/12/2018)") in seed_days([2019])

    def test_the_exchange_of_january_2026(self):
        rows = {day: kind for day, kind, _ in seed_days([2026])}
        assert (rows[date(2026, 1, 2)], rows[date(2026, 1, 10)]) == ("off", "working")

    @given(st.sets(st.integers(2015, 2060), max_size=4))
    def test_one_row_per_day_of_the_years_asked_for(self, years):
        rows = seed_days(years)
        days = [day for day, _, _ in rows]
        assert days == sorted(set(days))
        assert {day.year for day in days} == years
        assert {kind for _, kind, _ in rows} <= {"off", "working"}

    def test_names_fit_their_column_and_are_vietnamese(self):
        for _, _, label in seed_days(range(2015, 2041)):
            assert 0 < len(label) <= 120
            assert "observed" not in label


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2024, 2, 29), "ngày 29 tháng 02 năm 2024"),
        (date(2024, 3, 8), "ngày 08 tháng 3 năm 2024"),
        (date(2024, 6, 9), "ngày 09 tháng 6 năm 2024"),
        (date(2024, 12, 18), "ngày 18 tháng 12 năm 2024"),
    ],
)
def test_spoken(day, words):
    assert spoken(day) == words


def test_weekdays():
    monday = date(2024, 12, 16)
    assert [weekday_short(monday + timedelta(days=n)) for n in range(7)] == ["T2", "T3", "T4", "T5", "T6", "T7", "CN"]
