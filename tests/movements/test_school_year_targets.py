"""A school registers from August to July and files by the quarter: the target of its term stands beside its boxes."""

import datetime as dt

import pytest
from django.urls import reverse

from movements import actions
from movements.compile import filing_sections, open_box
from tests.factories import FigureFactory, FilingFactory, PeriodFactory, RegistrationFactory, TermFactory
from tests.movements.test_filing_actions import AT

pytestmark = pytest.mark.django_db


def school_year(year):
    days = {"first_day": dt.date(year, 8, 1), "last_day": dt.date(year + 1, 7, 31)}
    return TermFactory(kind="school_year", year=year, register_by=dt.date(year, 7, 10), **days)


@pytest.fixture
def register(world):
    def make(term, value):
        row = RegistrationFactory(unit=world.units["SNNPTNT"], term=term, receiver=world.units["SNV"], accepted=True)
        row.targets.create(indicator=world.indicators["forest"], comparison="ge", value=value)
        actions.make_targets(registration=row)

    return make


@pytest.fixture
def box(world):
    """The forest box of a quarter, read by the form and by autosave, which must agree."""

    def read(year, index):
        period = PeriodFactory(year=year, index=index)
        filing = FilingFactory(unit=world.units["SNNPTNT"], receiver=world.units["SNV"], period=period)
        FigureFactory(filing=filing, indicator=world.indicators["forest"], value=600)
        boxes = {one.code: one for section in filing_sections(filing) for one in section.boxes}
        whole, single = boxes["D2.33"], open_box(filing, "D2.33").read()
        assert (whole.target_named, whole.percent) == (single.target_named, single.percent)
        return whole

    return read


@pytest.mark.parametrize(
    ("year", "index", "shown"),
    [
        (2024, 2, "–"),  # ends 14/06/2024, before the school year
        (2024, 3, "từ 120 trở lên (mục tiêu năm học 2024-2025)"),
        (2024, 4, "từ 120 trở lên (mục tiêu năm học 2024-2025)"),
        (2025, 2, "từ 120 trở lên (mục tiêu năm học 2024-2025)"),
        (2025, 3, "từ 150 trở lên (mục tiêu năm học 2025-2026)"),
        (2026, 3, "–"),
    ],
)
def test_the_target_is_that_of_the_term_that_holds_the_last_day(register, box, year, index, shown):
    register(school_year(2024), 1200)
    register(school_year(2025), 1500)
    assert box(year, index).target_named == shown


def test_what_was_reached_since_january_is_no_share_of_it(register, box):
    register(school_year(2024), 1200)
    assert box(2024, 4).percent is None


def test_a_target_of_the_calendar_year_has_no_name_and_a_share(register, box):
    register(TermFactory(year=2024), 1200)
    found = box(2024, 4)
    assert (found.target_named, found.percent) == ("từ 120 trở lên", 500)


@pytest.mark.parametrize(("year", "index", "shown"), [(2024, 4, "năm học 2024-2025"), (2025, 1, "từ 200 trở lên")])
def test_of_two_terms_that_hold_the_day_the_later_begun_stands(register, box, year, index, shown):
    """A unit that went over to school years, and back."""
    register(TermFactory(year=2024), 1000)
    register(school_year(2024), 1200)
    register(TermFactory(year=2025), 2000)
    assert shown in box(year, index).target_named


def test_another_units_school_year_stands_beside_nobody(world, register, box):
    register(school_year(2024), 1200)
    world.units["SNNPTNT"].targets.update(unit=world.units["SYT"])
    assert box(2024, 4).target is None


def test_the_page_names_the_school_year(client, world, register):
    register(school_year(2024), 1200)
    filing = actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)
    client.force_login(world.canbo)
    text = client.get(reverse("movements:filing_detail", args=[filing.pk])).text
    assert 'từ 120 trở lên<small class="quiet d-block text-wrap">mục tiêu năm học 2024-2025</small>' in text
    given = client.get(f"/api/v1/filings/{filing.pk}/boxes/").json()
    assert "từ 120 trở lên (mục tiêu năm học 2024-2025)" in [one["target"] for one in given]
