"""Arithmetic on figures: exact, rounded as the office rounds, judged as the plans are worded."""

import ast
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from movements import arithmetic
from movements.arithmetic import (
    Amount,
    Verdict,
    add_up,
    judge,
    over_time,
    percent_of_target,
    rate,
    round_half_up,
    shown_value,
)
from movements.enums import Comparison
from movements.models import Indicator

BIG = 10**15
VALUES = st.integers(-BIG, BIG)
PARTS = st.builds(Amount, st.integers(0, BIG), st.integers(1, BIG))


def half_up(numerator, denominator):
    with localcontext() as context:
        context.prec = 80
        return int((Decimal(numerator) / Decimal(denominator)).quantize(Decimal(1), ROUND_HALF_UP))


class TestRounding:
    @given(numerator=VALUES, denominator=st.integers(1, 10**9))
    def test_as_decimal_does(self, numerator, denominator):
        assert round_half_up(Fraction(numerator, denominator)) == half_up(numerator, denominator)

    @given(whole=VALUES)
    def test_a_half_goes_away_from_zero(self, whole):
        assert round_half_up(Fraction(2 * whole + 1, 2)) == (whole + 1 if whole >= 0 else whole)

    @given(whole=VALUES)
    def test_whole_numbers_stay(self, whole):
        assert round_half_up(Fraction(whole)) == whole

    @pytest.mark.parametrize(
        ("fraction", "rounded"),
        [("1/2", 1), ("-1/2", -1), ("5/2", 3), ("-5/2", -3), ("7/2", 4), ("49/100", 0), ("-49/100", 0), ("0", 0)],
    )
    def test_examples(self, fraction, rounded):
        assert round_half_up(Fraction(fraction)) == rounded


class TestRate:
    @given(amount=PARTS, multiplier=st.sampled_from([1, 100, 10000]), decimals=st.integers(0, 4))
    def test_as_decimal_does(self, amount, multiplier, decimals):
        expected = half_up(amount.value * multiplier * 10**decimals, amount.denominator)
        assert rate(amount, multiplier=multiplier, decimals=decimals) == expected

    @pytest.mark.parametrize("denominator", [None, 0])
    def test_nothing_to_divide_by(self, denominator):
        assert rate(Amount(5, denominator), multiplier=100, decimals=1) is None

    def test_two_thirds(self):
        assert rate(Amount(2, 3), multiplier=100, decimals=1) == 667
        assert rate(Amount(2, 3), multiplier=1, decimals=0) == 1

    def test_fifteen_digits_are_exact(self):
        """As floats, 999 999 999 999 999 parts of 10^15 are 100,0 %."""
        assert rate(Amount(BIG - 1, BIG), multiplier=100, decimals=13) == BIG - 1


class TestSums:
    @given(amounts=st.lists(PARTS, min_size=1, max_size=8))
    def test_a_rate_is_the_ratio_of_the_sums(self, amounts):
        total = add_up(amounts)
        assert total == Amount(sum(a.value for a in amounts), sum(a.denominator for a in amounts))
        shown = shown_value(total, Indicator(entry="rate", multiplier=100, decimals=2))
        assert shown == half_up(total.value * 10_000, total.denominator)

    def test_and_not_the_mean_of_the_rates(self):
        small, large = Amount(1, 2), Amount(10, 100)
        assert rate(add_up([small, large]), multiplier=100, decimals=0) == 11  # the mean would be 30

    @given(values=st.lists(st.none() | VALUES, max_size=8))
    def test_what_was_not_given_counts_nothing(self, values):
        given_ones = [v for v in values if v is not None]
        total = add_up(None if v is None else Amount(v) for v in values)
        assert total == (Amount(sum(given_ones)) if given_ones else None)

    def test_zero_is_given(self):
        assert add_up([None, Amount(0)]) == Amount(0)

    def test_a_rate_without_its_lower_part_spoils_the_sum_openly(self):
        assert add_up([Amount(1, 2), Amount(3)]) == Amount(4, None)


class TestOverTime:
    SUM, LAST = Indicator(over_time="sum"), Indicator(over_time="last")

    def test_added_or_the_last_one_given(self):
        quarters = [Amount(1), None, Amount(4), None]
        assert over_time(quarters, self.SUM) == Amount(5)
        assert over_time(quarters, self.LAST) == Amount(4)

    @pytest.mark.parametrize("quarters", [[], [None, None]])
    def test_nothing_given(self, quarters):
        assert over_time(quarters, self.SUM) is over_time(quarters, self.LAST) is None

    def test_the_last_one_may_be_zero(self):
        assert over_time([Amount(4), Amount(0)], self.LAST) == Amount(0)

    def test_a_rate_over_time(self):
        assert over_time([Amount(1, 2), Amount(10, 100)], self.SUM) == Amount(11, 102)
        assert over_time([Amount(1, 2), Amount(10, 100)], self.LAST) == Amount(10, 100)


class TestShown:
    @pytest.mark.parametrize("entry", ["typed", "rate"])
    def test_nothing_is_nothing(self, entry):
        assert shown_value(None, Indicator(entry=entry)) is None

    def test_a_value_is_itself_and_zero_is_a_value(self):
        assert shown_value(Amount(7, 9), Indicator(entry="typed")) == 7
        assert shown_value(Amount(0), Indicator(entry="typed")) == 0

    def test_a_rate_per_ten_thousand(self):
        assert shown_value(Amount(3, 40_000), Indicator(entry="rate", multiplier=10_000, decimals=2)) == 75


E, M, X, U = Verdict.EXCEEDED, Verdict.MET, Verdict.MISSED, Verdict.UNKNOWN
LEVELS = {  # against 10: the verdicts at 9, 10 and 11
    "ge": (X, M, E),
    "eq": (X, M, E),
    "gt": (X, X, E),
    "le": (E, M, X),
    "lt": (E, X, X),
}


class TestJudge:
    @pytest.mark.parametrize("comparison", LEVELS)
    def test_levels(self, comparison):
        found = tuple(judge(comparison=comparison, value=10, upper=None, result=result) for result in (9, 10, 11))
        assert found == LEVELS[comparison]

    def test_a_range_includes_its_ends_and_cannot_be_exceeded(self):
        found = [judge(comparison="range", value=10, upper=12, result=result) for result in (9, 10, 11, 12, 13)]
        assert found == [X, M, M, M, X]

    @pytest.mark.parametrize(("result", "verdict"), [(30, X), (26, X), (25, M), (24, E), (31, X)])
    def test_a_rise_by_ranks_is_a_smaller_number(self, result, verdict):
        """From place 30, "tăng 5 bậc" is place 25."""
        assert judge(comparison="rise_by_ranks", value=5, upper=None, result=result, before=30) == verdict

    @pytest.mark.parametrize(("result", "verdict"), [(30, X), (34, X), (35, M), (36, E), (25, X)])
    def test_an_increase_is_a_larger_one(self, result, verdict):
        assert judge(comparison="increase_by", value=5, upper=None, result=result, before=30) == verdict

    @pytest.mark.parametrize("comparison", ["rise_by_ranks", "increase_by"])
    def test_without_last_year_there_is_no_rise(self, comparison):
        assert judge(comparison=comparison, value=5, upper=None, result=30) == U
        assert judge(comparison=comparison, value=0, upper=None, result=30, before=30) == M

    def test_last_years_zero_is_a_figure(self):
        assert judge(comparison="increase_by", value=5, upper=None, result=5, before=0) == M

    @pytest.mark.parametrize("comparison", Comparison.values)
    def test_without_a_result_nothing_is_said(self, comparison):
        assert judge(comparison=comparison, value=10, upper=12, result=None, before=9) == U

    @pytest.mark.parametrize("comparison", Comparison.values)
    def test_a_result_of_zero_is_judged(self, comparison):
        assert judge(comparison=comparison, value=1, upper=2, result=0, before=0) != U

    def test_every_comparison_is_in_this_table(self):
        assert set(Comparison.values) == set(LEVELS) | {"range", "rise_by_ranks", "increase_by"}


class TestPercent:
    @pytest.mark.parametrize(
        ("result", "target", "better", "tenths"),
        [
            (60, 100, "up", 600), (150, 100, "up", 1500), (1, 3, "up", 333), (2, 3, "up", 667), (0, 100, "up", 0),
            (60, 100, "none", 600), (80, 100, "down", 1250), (125, 100, "down", 800), (100, 100, "down", 1000),
            (5, 0, "up", None), (0, 100, "down", None), (-5, 100, "up", None), (5, -100, "up", None),
            (-5, 100, "down", None), (5, 0, "down", 0),
        ],
    )  # fmt: skip
    def test_both_ways(self, result, target, better, tenths):
        assert percent_of_target(result=result, target=target, better=better) == tenths

    @given(result=st.integers(1, BIG), target=st.integers(1, BIG))
    def test_the_two_ways_are_each_others_inverse(self, result, target):
        up = percent_of_target(result=result, target=target, better="up")
        assert up == percent_of_target(result=target, target=result, better="down") == half_up(result * 1000, target)


def test_no_float_in_the_house_of_figures():
    tree = ast.parse(Path(arithmetic.__file__).read_text())
    for node in ast.walk(tree):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), node.lineno
        assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)), node.lineno
        assert not (isinstance(node, ast.Name) and node.id in ("float", "round", "Decimal")), node.lineno


@given(amounts=st.lists(PARTS, min_size=1, max_size=4))
def test_whole_numbers_go_in_and_come_out(amounts):
    total = add_up(amounts)
    shown = rate(total, multiplier=100, decimals=2)
    assert {type(n) for n in (total.value, total.denominator, shown)} == {int}
