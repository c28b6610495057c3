"""Tiền thưởng against the table that was worked out from the decree, number by number."""

import datetime as dt

import pytest

from awards.bonus import BonusTable, bonus, rounded_up
from awards.load import load_catalogue
from awards.models import AwardType, BaseSalary, BonusFactor
from units.load import LoadReport

pytestmark = pytest.mark.django_db
SALARIES = (1_490_000, 1_800_000, 2_340_000, 2_530_000)
WORKED_OUT = {  # factor × 100: thousands of đồng for each base salary
    30: (450, 540, 710, 760),
    45: (680, 810, 1_060, 1_140),
    60: (900, 1_080, 1_410, 1_520),
    80: (1_200, 1_440, 1_880, 2_030),
    100: (1_490, 1_800, 2_340, 2_530),
    150: (2_240, 2_700, 3_510, 3_800),
    200: (2_980, 3_600, 4_680, 5_060),
    225: (3_360, 4_050, 5_270, 5_700),
    300: (4_470, 5_400, 7_020, 7_590),
    350: (5_220, 6_300, 8_190, 8_860),
    450: (6_710, 8_100, 10_530, 11_390),
    800: (11_920, 14_400, 18_720, 20_240),
    1200: (17_880, 21_600, 28_080, 30_360),
}


@pytest.fixture(autouse=True)
def law(db):
    load_catalogue()


@pytest.mark.parametrize("hundredths", WORKED_OUT)
def test_factor_times_salary_is_rounded_up_to_ten_thousand(hundredths):
    assert tuple(rounded_up(hundredths, salary) // 1000 for salary in SALARIES) == WORKED_OUT[hundredths]


@pytest.mark.parametrize(
    ("award", "subject", "day", "money"),
    [
        ("LDTT", "person", dt.date(2026, 6, 30), 710_000),
        ("LDTT", "person", dt.date(2026, 7, 1), 760_000),
        ("LDTT", "person", dt.date(2024, 6, 30), 540_000),
        ("TTLDTT", "collective", dt.date(2025, 7, 1), 1_880_000),
        ("GK", "household", dt.date(2025, 7, 1), 1_060_000),  # 0,45: rounded once, not 1,5 × 710.000
        ("BK_TINH", "household", dt.date(2026, 7, 1), 5_700_000),
        ("BK_TINH", "person", dt.date(2024, 12, 18), 3_510_000),
        ("CO_TINH", "collective", dt.date(2025, 12, 31), 18_720_000),
        ("HC_DL3", "collective", dt.date(2025, 12, 31), 49_140_000),
    ],
)
def test_money_follows_the_day_of_the_decision(award, subject, day, money):
    assert bonus(award_code=award, subject=subject, decided_on=day) == money


@pytest.mark.parametrize(
    ("award", "subject", "day"),
    [
        ("GDVH", "household", dt.date(2025, 7, 1)),  # no factor is known
        ("LDTT", "collective", dt.date(2025, 7, 1)),
        ("BK_TINH", "person", dt.date(2023, 12, 31)),  # before the first row of factors
    ],
)
def test_what_the_catalogue_does_not_know_is_not_guessed(award, subject, day):
    assert bonus(award_code=award, subject=subject, decided_on=day) is None


def test_no_salary_no_money():
    BaseSalary.objects.all().delete()
    assert bonus(award_code="BK_TINH", subject="person", decided_on=dt.date(2025, 7, 1)) is None


def test_a_table_costs_two_queries_for_any_number_of_lines(django_assert_num_queries):
    with django_assert_num_queries(2):
        table = BonusTable(dt.date(2025, 7, 1))
        assert [table.of("BK_TINH", subject) for subject in ("person", "collective", "household")] == [
            3_510_000, 7_020_000, 5_270_000,
        ]  # fmt: skip


# --- The catalogue itself ------------------------------------------------------------------------------------


def test_loading_again_changes_nothing():
    again = load_catalogue()
    assert again == LoadReport(unchanged=again.unchanged)
    assert again.unchanged > 100


def test_what_a_person_has_verified_stays_verified():
    AwardType.objects.filter(code="TTLDXS").update(verified=True)
    load_catalogue()
    assert AwardType.objects.get(code="TTLDXS").verified


@pytest.mark.parametrize("code", ["CSTDCS", "TTLDTT", "THON_VH"])
def test_the_commune_decides_from_july_2025(code):
    """NĐ 129/2025 Điều 59; until then the district."""
    before, after = (AwardType.objects.on(day).get(code=code) for day in (dt.date(2025, 6, 30), dt.date(2025, 7, 1)))
    assert before.decided_by.startswith("Chủ tịch Ủy ban nhân dân huyện") and "nhân dân xã" not in before.decided_by
    assert after.decided_by.startswith("Chủ tịch Ủy ban nhân dân xã") and "huyện" not in after.decided_by
    assert before.name == after.name


def test_every_day_has_one_row_of_each():
    for day in (dt.date(2024, 1, 1), dt.date(2025, 6, 30), dt.date(2025, 7, 1), dt.date(2026, 9, 30)):
        codes = list(AwardType.objects.on(day).values_list("code", flat=True))
        assert len(codes) == len(set(codes))
        pairs = list(BonusFactor.objects.on(day).values_list("award_code", "subject"))
        assert len(pairs) == len(set(pairs))
        assert {code for code, _ in pairs} <= set(codes)
        assert BaseSalary.objects.on(day).count() == 1


def test_a_factor_is_for_a_subject_that_the_award_allows():
    awards = {award.code: award for award in AwardType.objects.on(dt.date(2025, 7, 1))}
    for factor in BonusFactor.objects.on(dt.date(2025, 7, 1)):
        assert awards[factor.award_code].allows(factor.subject), factor
