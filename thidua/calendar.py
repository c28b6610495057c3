"""The office's calendar: reporting periods with their cut-offs, working days, days written out.

Pure functions: holidays and exchanged Saturdays come in as sets, the clock is never read.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

# ---- periods ---------------------------------------------------------------------------------------------------------

MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}
BASES = ("nd09", "calendar")
CUT_OFF_DAY = 15  # NĐ 09/2019 Điều 12: from the 15th on, a day counts for the next month
ROMAN = ("", "I", "II", "III", "IV")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PeriodSpan:
    """One reporting period: both `first` and `last` belong to it; `index` counts from 1 within the year."""

    kind: str
    year: int
    index: int
    first: date
    last: date
    basis: str

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def span(kind: str, year: int, index: int, basis: str = "nd09") -> PeriodSpan:
    """The period of that kind, year and place in the year.

    "nd09" has the cut-offs of NĐ 09/2019 Điều 12 (month from the 15th to the 14th, year 15/12 to 14/12; nine months by
    the same rule), "calendar" whole months. ValueError: unknown kind or basis, or no such index.
    """
    if not 1 <= index <= periods_in_year(kind):
        raise ValueError(f"no {kind} {index} in a year")
    _check_basis(basis)
    months = MONTHS_IN[kind]
    end = index * months
    return PeriodSpan(kind, year, index, _opening(year, end - months + 1, basis), _closing(year, end, basis), basis)


def periods_in_year(kind: str) -> int:
    """How many periods of a kind a year has (nine months: one). ValueError: unknown kind."""
    if kind not in MONTHS_IN:
        raise ValueError(f"unknown kind of period: {kind}")
    return 12 // MONTHS_IN[kind]


def period_of(day: date, kind: str, basis: str = "nd09") -> PeriodSpan:
    """The period a day falls in: by NĐ 09/2019, 15/12/2025 is in the year 2026.

    ValueError: unknown kind or basis, or a day after the nine months.
    """
    count = periods_in_year(kind)
    _check_basis(basis)
    year, month = _statistical_month(day, basis)
    index = (month - 1) // MONTHS_IN[kind] + 1
    if index > count:
        raise ValueError(f"{day:%d/%m/%Y} is after the nine months of {year}")
    return span(kind, year, index, basis)


def previous(period: PeriodSpan) -> PeriodSpan:
    """The period of the same kind just before; before nine months, those of the year before."""
    if period.index > 1:
        return span(period.kind, period.year, period.index - 1, period.basis)
    return span(period.kind, period.year - 1, periods_in_year(period.kind), period.basis)


def same_last_year(period: PeriodSpan) -> PeriodSpan:
    return span(period.kind, period.year - 1, period.index, period.basis)


def quarters_of(period: PeriodSpan) -> tuple[PeriodSpan, ...]:
    """The whole quarters inside a period, in order; a month has none."""
    quarters = (span("quarter", period.year, index, period.basis) for index in range(1, 5))
    return tuple(q for q in quarters if period.first <= q.first and q.last <= period.last)


def name(period: PeriodSpan) -> str:
    """As people say it: "Quý IV năm 2024", "6 tháng đầu năm 2024", "Tháng 01/2024"."""
    year = period.year
    match period.kind:
        case "month":
            return f"Tháng {period.index:02d}/{year}"
        case "quarter":
            return f"Quý {ROMAN[period.index]} năm {year}"
        case "half":
            return f"6 tháng {'đầu' if period.index == 1 else 'cuối'} năm {year}"
        case "nine_months":
            return f"9 tháng đầu năm {year}"
        case _:
            return f"Năm {year}"


def name_in_text(name_of_period: str) -> str:
    """The name inside a sentence: "năm 2024", "quý IV năm 2024"."""
    return name_of_period[:1].lower() + name_of_period[1:]


def _check_basis(basis: str) -> None:
    if basis not in BASES:
        raise ValueError(f"unknown basis of a period: {basis}")


def _statistical_month(day: date, basis: str) -> tuple[int, int]:
    moved = basis == "nd09" and day.day >= CUT_OFF_DAY
    return _month_after(day.year, day.month) if moved else (day.year, day.month)


def _month_after(year: int, month: int) -> tuple[int, int]:
    return (year + 1, 1) if month == 12 else (year, month + 1)


def _opening(year: int, month: int, basis: str) -> date:
    if basis == "calendar":
        return date(year, month, 1)
    return date(year - 1, 12, CUT_OFF_DAY) if month == 1 else date(year, month - 1, CUT_OFF_DAY)


def _closing(year: int, month: int, basis: str) -> date:
    if basis == "nd09":
        return date(year, month, CUT_OFF_DAY - 1)
    return date(*_month_after(year, month), 1) - ONE_DAY


# ---- working days ----------------------------------------------------------------------------------------------------

WORKING_WEEKDAYS = 5


@dataclass(frozen=True)
class Calendar:
    """The working days of the office, from the rows of SpecialDay.

    `off`: days closed; `working`: weekend days worked in exchange; `years`: the years that have rows at all.
    ValueError: a day in both sets.
    """

    off: frozenset[date]
    working: frozenset[date]
    years: frozenset[int]

    def __post_init__(self):
        if both := self.off & self.working:
            raise ValueError(f"both off and working: {min(both):%d/%m/%Y}")

    def is_working(self, day: date) -> bool:
        if day in self.off:
            return False
        return day.weekday() < WORKING_WEEKDAYS or day in self.working

    def working_days_between(self, start: date, end: date) -> int:
        """Working days left: `start` is not counted, `end` is; below zero when `end` has passed."""
        return self._worked_through(end) - self._worked_through(start)

    def days_left(self, today: date, due: date) -> int:
        """Working days until a due day: 0 only on the day itself, below zero from the next day on, weekend or not."""
        left = self.working_days_between(today, due)
        if due < today:
            return min(left, -1)
        return max(left, 1) if due > today else 0

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day` (before it, for n < 0); the day itself for 0 (Law R22, R24)."""
        step = ONE_DAY if n > 0 else -ONE_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def missing_year(self, day: date) -> int | None:
        """The year of `day` if it has no rows, so that its holidays would be counted as worked; else None."""
        return None if day.year in self.years else day.year

    def _worked_through(self, day: date) -> int:
        """Working days from 1 January of the year 1, a Monday, to `day` inclusive: lists ask this per row."""
        weeks, rest = divmod(day.toordinal(), 7)
        weekdays = weeks * WORKING_WEEKDAYS + min(rest, WORKING_WEEKDAYS)
        return weekdays - bisect_right(self._weekdays_off, day) + bisect_right(self._weekends_worked, day)

    @cached_property
    def _weekdays_off(self) -> list[date]:
        return sorted(day for day in self.off if day.weekday() < WORKING_WEEKDAYS)

    @cached_property
    def _weekends_worked(self) -> list[date]:
        return sorted(day for day in self.working if day.weekday() >= WORKING_WEEKDAYS)


# Exchanges which the holidays package does not know yet: (day off, Saturday worked).
EXCHANGED = ((date(2026, 1, 2), date(2026, 1, 10)),)  # văn bản 12729/VPCP-KGVX ngày 25/12/2025


def seed_days(years: Iterable[int]) -> list[tuple[date, str, str]]:
    """(day, "off" or "working", Vietnamese name) of those years, one row per day, in order.

    Public holidays, days off in lieu and exchanged days of the state offices, as the `holidays` package and EXCHANGED
    know them; the administrators keep the rows right afterwards.
    """
    wanted = set(years)
    off, worked = _package_days(wanted)
    for day_off, saturday in EXCHANGED:
        off.setdefault(day_off, f"Ngày nghỉ (thay cho ngày {saturday:%d/%m/%Y})")
        worked.add(saturday)
    in_exchange = _days_off_by_worked_day(off)
    rows = [(day, "off", label) for day, label in off.items()]
    rows += [(day, "working", _worked_name(in_exchange.get(day))) for day in worked - off.keys()]
    return sorted(row for row in rows if row[0].year in wanted)


def _package_days(years: set[int]) -> tuple[dict[date, str], set[date]]:
    import holidays  # takes a fifth of a second, and only the seeding of rows needs it

    # A day may be worked for a day off in the next or the previous year, so the neighbours are asked too.
    asked = {year + shift for year in years for shift in (-1, 0, 1)}
    found = holidays.country_holidays("VN", years=sorted(asked), language="vi")
    return dict(found.items()), set(found.weekend_workdays)


def _days_off_by_worked_day(off: dict[date, str]) -> dict[date, date]:
    """The package tells the worked day only inside the name: "Ngày nghỉ (thay cho ngày 04/05/2024)"."""
    pairs = {}
    for day, label in off.items():
        if found := re.search(r"(\d\d)/(\d\d)/(\d{4})", label):
            pairs[date(int(found[3]), int(found[2]), int(found[1]))] = day
    return pairs


def _worked_name(day_off: date | None) -> str:
    return f"Ngày làm bù (cho ngày nghỉ {day_off:%d/%m/%Y})" if day_off else "Ngày làm bù"


# ---- days written out ------------------------------------------------------------------------------------------------

WEEKDAYS_SHORT = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


def spoken(day: date) -> str:
    """As documents write it: "ngày 05 tháng 01 năm 2026", "ngày 09 tháng 6 năm 2026".

    Days below 10 and the months 1 and 2 get a leading zero (NĐ 30/2020, Phụ lục I).
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def weekday_short(day: date) -> str:
    """T2 … T7, CN."""
    return WEEKDAYS_SHORT[day.weekday()]
