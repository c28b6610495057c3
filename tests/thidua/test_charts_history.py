"""The last values of one box: what may be joined, what stays open, what is said in words."""

import re
from decimal import Decimal

from thidua.charts import Step, past_values


def lines(svg):
    """Points of every joined stretch."""
    return [points.split() for points in re.findall(r'<polyline points="([^"]+)"', svg)]


def steps(*values, broken=()):
    return [Step(f"{at + 1}/2024", value, at in broken) for at, value in enumerate(values)]


def test_all_known_is_one_line():
    svg = past_values(steps(1, 2, 3), unit="ha")
    assert [len(points) for points in lines(svg)] == [3]
    assert svg.count("<circle") == 3 and "stroke-dasharray" not in svg
    assert "1/2024: 1; 2/2024: 2; 3/2024: 3 (ha)" in svg


def test_a_break_is_shown_and_not_joined():
    svg = past_values(steps(1, 2, 30, 40, broken={2}))
    assert [len(points) for points in lines(svg)] == [2, 2]
    assert svg.count("stroke-dasharray") == 1 and "(chuỗi số gãy trước kỳ này) 3/2024: 30" in svg


def test_a_break_before_an_empty_period_and_two_in_a_row():
    svg = past_values(steps(1, None, 3, 4, 5, broken={1, 3}))
    assert [len(points) for points in lines(svg)] == [2]
    assert svg.count("stroke-dasharray") == 2


def test_what_is_not_known_leaves_the_line_open():
    svg = past_values(steps(1, 2, None, 3, 4))
    assert [len(points) for points in lines(svg)] == [2, 2] and "3/2024: chưa có số liệu" in svg


def test_one_figure_alone_and_none_at_all():
    one = past_values(steps(None, Decimal("12.5")), decimals=1)
    assert not lines(one) and one.count("<circle") == 1 and ">12,5<" in one
    none = past_values(steps(None))
    assert "<circle" not in none and "chưa có số liệu" in none


def test_everything_lies_inside_the_drawing():
    svg = past_values(steps(-5, 0, 10**15, 3), width=272, height=112)
    for x, y in re.findall(r'cx="([\d.-]+)" cy="([\d.-]+)"', svg):
        assert 0 <= float(x) <= 272 and 0 <= float(y) <= 112


def test_words_from_outside_are_escaped():
    svg = past_values([Step("<b>", 1)], title="<i>", unit="<u>")
    assert not re.search(r"<[biu]>", svg)
