"""Adding up over units and periods: properties that hold for every figure, every tree and every merger."""

import datetime as dt
from fractions import Fraction
from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from movements.arithmetic import Amount, add_up, over_time, plain, quotient, rate, shown_value, stored
from movements.enums import Line
from movements.rollups import (
    ancestors_of_line,
    by_heir,
    contributors,
    counts_closing,
    grouped,
    heir,
    heirs,
    own_parts,
    top_sum,
    year_amount,
)
from thidua import calendar
from thidua.text import box_number, parse_number

PROVINCE, DISTRICTS, COMMUNES, NEW = 1, range(10, 15), range(100, 130), range(1000, 1008)
FLOW = SimpleNamespace(over_time="sum", is_rate=False, multiplier=1, decimals=0)
STOCK = SimpleNamespace(over_time="last", is_rate=False, multiplier=1, decimals=0)
RATE = SimpleNamespace(over_time="sum", is_rate=True, multiplier=100, decimals=1)

values = st.integers(-(10**12), 10**12)
counts = st.integers(0, 10**9)
plain_amounts = values.map(Amount)
rate_amounts = st.tuples(counts, st.integers(1, 10**9)).map(lambda parts: Amount(*parts))
amounts = plain_amounts | rate_amounts


@st.composite
def old_trees(draw, amount=plain_amounts):
    """(parents, amounts of communes) of a province with districts, each commune under one of them."""
    parents = {commune: draw(st.sampled_from(DISTRICTS)) for commune in COMMUNES}
    given_ = draw(st.dictionaries(st.sampled_from(COMMUNES), amount, min_size=1))
    return parents | dict.fromkeys(DISTRICTS, PROVINCE), given_


@st.composite
def mergers(draw):
    """{old commune: its successor}: every commune goes wholly to one of fewer new ones."""
    return {commune: draw(st.sampled_from(NEW)) for commune in COMMUNES}


def stands_after(unit):
    return unit in NEW


# --- Children = parent ---------------------------------------------------------------------------------------


@given(old_trees())
def test_districts_that_add_their_communes_make_the_communes_sum(tree):
    parents, communes = tree
    districts = grouped(communes, parents)
    assert add_up(districts.values()) == add_up(communes.values())
    assert top_sum(communes | districts, parents) == add_up(communes.values())


@given(old_trees(), st.data())
def test_own_parts_make_the_parents_figure_whatever_it_says(tree, data):
    """A district's own figure is the territory's, even where its communes say otherwise or are silent."""
    parents, communes = tree
    districts = {pk: data.draw(plain_amounts) for pk in DISTRICTS}
    both = communes | districts
    parts = own_parts(both, parents)
    for district in DISTRICTS:
        below = [parts[pk] for pk in both if parents.get(pk) == district]
        assert add_up([parts[district], *below]) == districts[district]
    assert add_up(parts.values()) == add_up(districts.values()) == top_sum(both, parents)


@given(old_trees())
def test_a_silent_district_leaves_its_communes_figures(tree):
    parents, communes = tree
    assert own_parts(communes, parents) == communes
    assert top_sum(communes, parents) == add_up(communes.values())


# --- Order and grouping --------------------------------------------------------------------------------------


@given(st.lists(amounts, min_size=1), st.randoms())
def test_order_does_not_matter(rows, random):
    mixed = [row for row in rows if (row.denominator is None) == (rows[0].denominator is None)]
    shuffled = random.sample(mixed, len(mixed))
    assert add_up(shuffled) == add_up(mixed)


@given(
    st.dictionaries(st.integers(0, 50), rate_amounts, min_size=1),
    st.dictionaries(st.integers(0, 50), st.integers(0, 5)),
)
def test_grouping_does_not_matter(rows, group):
    assert add_up(grouped(rows, group).values()) == add_up(rows.values())


@given(st.dictionaries(st.integers(0, 50), plain_amounts, min_size=1), st.data())
def test_grouping_in_two_steps_is_grouping_in_one(rows, data):
    first = {unit: data.draw(st.integers(100, 110)) for unit in rows}
    second = {group: data.draw(st.integers(200, 203)) for group in first.values()}
    straight = {unit: second[group] for unit, group in first.items()}
    assert grouped(grouped(rows, first), second) == grouped(rows, straight)


# --- Ratio of sums -------------------------------------------------------------------------------------------


@given(st.lists(rate_amounts, min_size=1))
def test_a_rate_is_the_ratio_of_its_sums(rows):
    above, below = sum(row.value for row in rows), sum(row.denominator for row in rows)
    assert shown_value(add_up(rows), RATE) == rate(Amount(above, below), multiplier=100, decimals=1)


@given(st.lists(rate_amounts, min_size=1))
def test_it_lies_between_the_rates_of_its_parts(rows):
    each = [Fraction(row.value, row.denominator) for row in rows]
    whole = add_up(rows)
    assert min(each) <= Fraction(whole.value, whole.denominator) <= max(each)


def test_it_is_not_the_mean_of_rates():
    assert shown_value(add_up([Amount(1, 2), Amount(0, 98)]), RATE) == 10  # 1,0 %; the mean would say 25,0 %


@given(values, st.integers(1, 10**9), st.integers(0, 6), st.integers(0, 6))
def test_a_quotient_does_not_depend_on_how_finely_its_parts_are_stored(above, below, fine, finer):
    """Adding decimals to a part rescales its integer and changes nothing."""
    one = quotient(plain(above, fine), plain(below, fine), multiplier=100)
    two = quotient(plain(above * 10**finer, fine + finer), plain(below, fine), multiplier=100)
    assert one == two


def test_nothing_to_divide_by_is_no_number():
    assert quotient(Fraction(5), Fraction(0), multiplier=100) is None


@given(values, st.integers(0, 6))
def test_stored_and_plain_are_inverses(value, decimals):
    assert stored(plain(value, decimals), decimals) == value


# --- Over a merger -------------------------------------------------------------------------------------------


@given(old_trees(), mergers())
def test_successors_carry_all_that_their_communes_gave(tree, successors):
    parents, communes = tree
    lines = heirs(communes, successors=successors, stands=stands_after)
    for line in (Line.OWN, Line.TERRITORY):
        carried = by_heir(communes, parents=parents, group=lines, line=line)
        assert add_up(carried.values()) == add_up(communes.values())
        assert set(carried) <= set(NEW)


@given(old_trees(), mergers(), st.data())
def test_over_the_merger_nothing_counts_twice(tree, successors, data):
    """The district's figure holds its communes': what they gave goes on to their successors, the rest stays with
    the old province, and the sum is the districts' own."""
    parents, communes = tree
    districts = {pk: data.draw(plain_amounts) for pk in DISTRICTS}
    both = communes | districts
    lines = heirs(both, successors=successors, stands=stands_after)
    group = lines | {pk: PROVINCE for pk in both if not stands_after(lines[pk])}
    carried = by_heir(both, parents=parents, group=group, line=Line.TERRITORY)
    assert add_up(carried.values()) == add_up(districts.values())
    assert set(carried) <= {PROVINCE, *NEW}


@given(old_trees(), mergers(), st.data())
def test_on_the_line_of_each_unit_the_districts_own_stays_with_the_old_province(tree, successors, data):
    parents, communes = tree
    districts = {pk: data.draw(plain_amounts) for pk in DISTRICTS}
    both = communes | districts
    group = {pk: successors.get(pk, PROVINCE) for pk in both}
    carried = by_heir(both, parents=parents, group=group, line=Line.OWN)
    assert carried[PROVINCE] == add_up(districts.values())
    assert add_up(carried.values()) == add_up(both.values())


@given(mergers(), st.sampled_from(COMMUNES))
def test_an_heir_stands_and_owns_up_to_those_merged_into_it(successors, commune):
    found = heir(commune, successors=successors, stands=stands_after)
    assert stands_after(found)
    assert commune in ancestors_of_line(heirs(COMMUNES, successors=successors, stands=stands_after), found)


def test_a_chain_of_mergers_ends_at_the_one_that_stands():
    assert heir(1, successors={1: 2, 2: 3}, stands=lambda unit: unit == 3) == 3


@pytest.mark.parametrize("successors", [{}, {1: 2}, {1: 2, 2: 1}])
def test_without_an_heir_that_stands_a_unit_keeps_its_figures(successors):
    assert heir(1, successors=successors, stands=lambda unit: False) == 1


@given(old_trees(), mergers(), st.lists(plain_amounts, min_size=2, max_size=2), st.data())
def test_a_year_over_the_merger_counts_old_and_new_units_once(tree, successors, first_half, data):
    """Quarters I and II by districts, III by closing filings and new communes, IV by new communes."""
    _, communes = tree
    closing = grouped(communes, dict.fromkeys(communes, 10))
    after = {pk: data.draw(plain_amounts) for pk in set(successors.values())}
    third = add_up([*closing.values(), *after.values()])
    fourth = add_up(after.values())
    whole = year_amount([*first_half, third, fourth], FLOW)
    every = [*first_half, *communes.values(), *after.values(), *after.values()]
    assert whole == add_up(every)
    assert year_amount([*first_half, third, fourth], STOCK) == fourth


def test_only_a_flow_adds_what_was_filed_before_the_end():
    assert counts_closing(FLOW) and not counts_closing(STOCK)


# --- Along the line ------------------------------------------------------------------------------------------

UNITS = st.lists(st.integers(0, 40), unique=True)


@given(UNITS, UNITS, UNITS, UNITS)
def test_nobody_contributes_who_does_not_owe(owing, direct, territorial, named):
    given_ = {"owing": owing, "direct": direct, "territorial": territorial, "named": named}
    for line in Line.values:
        found = contributors(line, **given_)
        assert len(found) == len(set(found)) and set(found) <= set(owing)
    assert contributors(Line.OWN, **given_) == owing
    territory = set(contributors(Line.TERRITORY, **given_))
    assert territory <= set(direct) & set(territorial)  # never a department, never a commune below a district
    department = contributors(Line.DEPARTMENT, **given_)
    assert set(department) <= set(named or direct)


# --- Over time -----------------------------------------------------------------------------------------------


@given(st.lists(plain_amounts | st.none(), min_size=4, max_size=4))
def test_quarters_make_halves_and_halves_the_year(quarters):
    for kind in (FLOW, STOCK):
        halves = [over_time(quarters[:2], kind), over_time(quarters[2:], kind)]
        assert over_time(halves, kind) == over_time(quarters, kind)


@given(st.lists(rate_amounts, min_size=4, max_size=4))
def test_of_a_rate_the_parts_are_added_over_the_year(quarters):
    halves = [over_time(quarters[:2], RATE), over_time(quarters[2:], RATE)]
    assert over_time(halves, RATE) == over_time(quarters, RATE) == add_up(quarters)


@given(st.integers(2000, 2100))
def test_the_cut_offs_of_the_decree_leave_no_day_out_and_none_twice(year):
    """NĐ 09/2019: the four quarters are the year, day by day, from 15/12 to 14/12."""
    quarters = [calendar.span("quarter", year, index) for index in range(1, 5)]
    halves = [calendar.span("half", year, index) for index in (1, 2)]
    whole = calendar.span("year", year, 1)
    assert (whole.first, whole.last) == (dt.date(year - 1, 12, 15), dt.date(year, 12, 14))
    for parts in (quarters, halves):
        assert (parts[0].first, parts[-1].last) == (whole.first, whole.last)
        assert all(b.first - a.last == dt.timedelta(days=1) for a, b in pairwise(parts))
    assert [half.last for half in halves] == [quarters[1].last, quarters[3].last]
    assert all(quarter.last.year == year for quarter in quarters)  # so a year's last day tells the definition


@given(st.integers(2000, 2100))
def test_the_next_years_first_quarter_follows_without_a_gap(year):
    assert calendar.span("quarter", year + 1, 1).first - calendar.span("quarter", year, 4).last == dt.timedelta(days=1)


# --- Numbers on the way --------------------------------------------------------------------------------------


@given(st.lists(st.integers(-(10**10), 10**10), min_size=1, max_size=30), st.integers(0, 6))
def test_what_is_typed_adds_up_to_what_is_printed(numbers, decimals):
    """Through print and parse of every box, the sum of the boxes is still the sum."""
    boxes = [parse_number(box_number(number, decimals), decimals=decimals) for number in numbers]
    total = add_up(map(Amount, boxes)).value
    assert parse_number(box_number(total, decimals), decimals=decimals) == sum(numbers)
