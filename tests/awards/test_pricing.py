"""Several titles, several forms: who is paid what (NĐ 152/2025/NĐ-CP Điều 49; R27, R28)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.bonus import BonusTable
from awards.compile.pricing import Title, highest_of, price_lines
from awards.load import load_catalogue
from awards.models import BaseSalary, BonusFactor, BonusPayment, HeldAward, Nomination
from tests.awards import issuing
from tests.awards.scene import TODAY, award, issue

SALARIES = (1_490_000, 1_800_000, 2_340_000, 2_530_000)
WORKED_OUT = {  # factor × 100: thousands of đồng for each of the four salaries, worked out by hand
    30: (450, 540, 710, 760), 45: (680, 810, 1_060, 1_140), 60: (900, 1_080, 1_410, 1_520),
    80: (1_200, 1_440, 1_880, 2_030), 100: (1_490, 1_800, 2_340, 2_530), 150: (2_240, 2_700, 3_510, 3_800),
    200: (2_980, 3_600, 4_680, 5_060), 225: (3_360, 4_050, 5_270, 5_700), 300: (4_470, 5_400, 7_020, 7_590),
    350: (5_220, 6_300, 8_190, 8_860), 450: (6_710, 8_100, 10_530, 11_390), 800: (11_920, 14_400, 18_720, 20_240),
    1200: (17_880, 21_600, 28_080, 30_360),
}  # fmt: skip
CELLS = [
    (n, salary, thousands) for n, row in WORKED_OUT.items() for salary, thousands in zip(SALARIES, row, strict=True)
]


@pytest.mark.django_db
@pytest.mark.parametrize(("hundredths", "salary", "thousands"), CELLS)
def test_every_cell_of_the_table_through_rows_of_the_catalogue(hundredths, salary, thousands):
    BaseSalary.objects.create(amount=salary, valid_from="2024-07-01", citation="x")
    BonusFactor.objects.create(award_code="X", subject="person", hundredths=hundredths, valid_from="2024-01-01")
    assert BonusTable(TODAY).of("X", "person") == thousands * 1000


@pytest.mark.django_db
def test_collectives_twice_and_households_one_and_a_half_times():
    """R28: of forms; the ratio is that of the factors, rounding is done once."""
    load_catalogue()
    of = {(row.award_code, row.subject): row.hundredths for row in BonusFactor.objects.on("2025-07-01")}
    for code in ("BK_TTG", "BK_TINH", "GK"):
        assert of[code, "collective"] == 2 * of[code, "person"]
        assert 2 * of[code, "household"] == 3 * of[code, "person"]


# --- Titles of one period ---------------------------------------------------------------------------------------------

THIS, LAST = ("working_year", 2024), ("working_year", 2023)


def title(key, amount, period=THIS, honoree=1, **more):
    return Title(key, honoree, period, f"Danh hiệu {key}", amount, **more)


def amounts(*titles):
    return {key: (one.amount, str(one.rule)) for key, one in highest_of(titles).items()}


def test_of_one_period_only_the_highest_is_paid():
    assert amounts(title(1, 710), title(2, 2340), title(3, 7020)) == {
        1: (0, "highest"), 2: (0, "highest"), 3: (7020, "full")
    }  # fmt: skip


def test_different_periods_and_different_people_are_all_paid():
    assert amounts(title(1, 710), title(2, 2340, LAST), title(3, 710, honoree=2)) == {
        1: (710, "full"), 2: (2340, "full"), 3: (710, "full")
    }  # fmt: skip


def test_what_an_earlier_decision_paid_counts():
    paid = {"paid": True, "source": " (Quyết định số 1)"}
    assert amounts(title(9, 7020, **paid), title(1, 2340)) == {1: (0, "highest")}
    assert amounts(title(9, 710, **paid), title(1, 2340)) == {1: (2340, "look")}
    assert amounts(title(9, 7020, sure=False, **paid), title(1, 2340)) == {1: (2340, "look")}
    assert "Quyết định số 1" in highest_of([title(9, 710, **paid), title(1, 2340)])[1].note


def test_what_has_no_level_is_not_guessed():
    assert amounts(title(1, None), title(2, 710)) == {1: (None, "unpriced"), 2: (710, "full")}


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(2022, 2024), st.integers(1, 10**7)), max_size=12))
def test_one_payment_for_each_person_and_period_and_it_is_the_highest(rows):
    titles = [title(n, amount, ("working_year", year), who) for n, (who, year, amount) in enumerate(rows)]
    found = highest_of(titles)
    for group in {(one.honoree, one.period) for one in titles}:
        own = [one for one in titles if (one.honoree, one.period) == group]
        paid = [found[one.key].amount for one in own if found[one.key].amount]
        assert paid == [max(one.amount for one in own)]


# --- Through a decision -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_title_and_a_form_are_both_paid_and_lines_keep_it(world):
    dossier = issuing.signed(world, "Y Vân")
    [line] = issuing.lines_of(dossier)
    Nomination.objects.create(dossier=dossier, honoree=line.honoree, award=award("CSTD_TINH"), state="eligible")
    HeldAward.objects.create(
        honoree=line.honoree, award_code="CSTDCS", award_name="Chiến sĩ thi đua cơ sở", term_kind="working_year",
        year=2024, decision_number="9/QĐ-SNN", decided_on=TODAY, issuer="Sở", source="imported",
    )  # fmt: skip
    issue(world, dossier)
    found = {row.line.award.code: row for row in BonusPayment.objects.select_related("line__award")}
    assert {code: (row.amount, row.rule, row.state) for code, row in found.items()} == {
        "BK_TINH": (3_510_000, "full", "committed"), "CSTD_TINH": (7_020_000, "look", "committed"),
    }  # fmt: skip
    assert {row.line.bonus for row in found.values()} == {3_510_000, 7_020_000}
    assert "9/QĐ-SNN" in found["CSTD_TINH"].note


@pytest.mark.django_db
def test_money_of_many_lines_takes_the_same_number_of_queries(world, django_assert_max_num_queries):
    issuing.signed(world, *(f"Người {n}" for n in range(4)))
    rows = list(Nomination.objects.select_related("honoree__unit", "award", "dossier"))
    title_row = award("CSTD_TINH")
    for row in rows:
        row.award = title_row
    with django_assert_max_num_queries(7):
        priced = price_lines(rows, TODAY)
    assert {one.amount for one in priced.values()} == {7_020_000}
