"""What is looked at before a filing leaves the unit: each finding, the gravest first, and what explains it away."""

from dataclasses import dataclass, field

import pytest

from movements.arithmetic import Amount
from movements.checks import findings
from movements.compile.box import Box, Children
from movements.models import Figure, Indicator


@dataclass
class Page:
    boxes: list = field(default_factory=list)


def box(
    value=10, denominator=None, *, nothing=False, note="", last=None, children=None, figure=True, earlier=(),
    cross=None, **columns,
):  # fmt: skip
    columns = {
        "code": "D2.06",
        "unit_of_measure": "nhà",
        "entry": "typed",
        "over_time": "sum",
        "line": "territory",
    } | columns
    indicator = Indicator(**columns)
    row = (
        Figure(indicator=indicator, value=value, denominator=denominator, nothing=nothing, note=note)
        if figure
        else None
    )
    below = None if children is None else Children(children, 2, 2)
    before = last if isinstance(last, Amount) or last is None else Amount(last)
    beside = {"earlier": tuple(Amount(one) for one in earlier), "cross": cross}
    around = {"target": None, "cumulative": None, "children": below, "marked": False}
    return Box(indicator=indicator, figure=row, last=before, **around, **beside)


def rate_box(*parts, **columns):
    rate = {"entry": "rate", "multiplier": 100, "decimals": 1, "denominator_label": "kế hoạch vốn", "over_time": "last"}
    return box(*parts, **rate | columns)


def found(*boxes):
    return [(finding.code, finding.message, finding.blocks) for finding in findings([Page(list(boxes))])]


def codes(*boxes):
    return [code for code, _, _ in found(*boxes)]


class TestMissing:
    @pytest.mark.parametrize("empty", [box(figure=False), box(None), box(None, note="chưa có"), rate_box(None, None)])
    def test_an_empty_box_blocks_and_no_word_explains_it(self, empty):
        assert found(empty) == [("missing", "còn trống, chưa đánh dấu “Không phát sinh”", True)]

    @pytest.mark.parametrize(
        "given", [box(0), box(None, nothing=True), rate_box(0, 5), rate_box(None, None, nothing=True)]
    )
    def test_zero_and_nothing_are_answers(self, given):
        assert codes(given) == []

    @pytest.mark.parametrize("note", ["", "chưa có kế hoạch vốn"])
    def test_half_a_rate(self, note):
        assert found(rate_box(5, None, note=note)) == [("half", "thiếu vế dưới (kế hoạch vốn)", True)]


class TestRange:
    LIMITS = {"plausible_min": 5, "plausible_max": 400}

    @pytest.mark.parametrize(("value", "outside"), [(4, True), (5, False), (400, False), (401, True)])
    def test_the_ends_are_inside(self, value, outside):
        assert codes(box(value, **self.LIMITS)) == ["range"] * outside

    @pytest.mark.parametrize(
        ("limits", "value", "outside"),
        [({"plausible_min": 5}, 4, True), ({"plausible_min": 5}, 10**9, False), ({"plausible_max": 5}, 6, True),
         ({"plausible_max": 5}, -9, False), ({"plausible_min": 0}, -1, True),
         ({"plausible_max": 0}, 1, True), ({}, 10**9, False)],
    )  # fmt: skip
    def test_one_end_or_none(self, limits, value, outside):
        assert codes(box(value, **limits)) == ["range"] * outside

    def test_in_words(self):
        (finding,) = found(box(12345, decimals=1, plausible_min=0, plausible_max=10000))
        assert finding == ("range", "1.234,5 nằm ngoài mức hợp lý (0 đến 1.000 nhà)", True)

    def test_of_a_rate_it_is_the_rate_that_is_looked_at(self):
        assert codes(rate_box(101, 100, plausible_min=0, plausible_max=1000)) == ["range"]
        assert codes(rate_box(99, 100, plausible_min=0, plausible_max=1000)) == []

    def test_nothing_happened_is_in_every_range(self):
        assert codes(box(None, nothing=True, plausible_min=5)) == []


class TestChildren:
    def test_a_sum_that_differs(self):
        assert found(box(20, children=12)) == [("children", "20 khác số cộng của đơn vị trực thuộc (12)", True)]
        assert codes(box(12, children=12)) == []

    @pytest.mark.parametrize("line", ["own", "department"])
    def test_a_unit_that_speaks_for_itself_may_differ(self, line):
        assert codes(box(20, children=12, line=line)) == []

    def test_children_who_have_not_filed_say_nothing(self):
        below = box(20)
        silent = Box(below.indicator, below.figure, None, None, None, Children(None, 0, 2), marked=False)
        assert codes(silent) == []

    def test_zero_against_a_sum(self):
        assert codes(box(0, children=12)) == ["children"]
        assert codes(box(12, children=0)) == ["children"]

    def test_nothing_happened_here_but_there(self):
        assert codes(box(None, nothing=True, children=12)) == ["children"]


class TestJump:
    @pytest.mark.parametrize(
        ("now", "before", "jumps"),
        [(50, 10, False), (51, 10, True), (2, 10, False), (1, 10, True),
         (0, 10, False), (10, 0, False), (10, -1, False), (10, None, False)],
    )  # fmt: skip
    def test_more_than_five_times_either_way(self, now, before, jumps):
        assert codes(box(now, last=before)) == ["jump"] * jumps

    def test_in_words(self):
        assert found(box(100, last=10)) == [("jump", "100 chênh nhiều so với kỳ trước (10)", True)]

    def test_levels_and_rates_are_not_set_beside_each_other(self):
        assert codes(box(100, last=10, over_time="last")) == []
        assert codes(rate_box(100, 100, last=10)) == []


class TestOneFindingABox:
    def test_the_gravest(self):
        everything = {"last": 1, "children": 3, "plausible_max": 5}
        assert codes(box(None, **everything)) == ["missing"]
        assert codes(box(10, **everything)) == ["range"]
        assert codes(box(10, last=1, children=3)) == ["children"]
        assert codes(box(10, last=1)) == ["jump"]

    @pytest.mark.parametrize("trouble", [{"plausible_max": 5}, {"children": 3}, {"last": 1}])
    @pytest.mark.parametrize(("note", "blocks"), [("", True), (" \n", True), ("ok", True), ("Gộp hai đợt.", False)])
    def test_an_explanation_lets_it_pass_and_keeps_it_in_sight(self, trouble, note, blocks):
        ((_, _, blocked),) = found(box(10, note=note, **trouble))
        assert blocked == blocks

    def test_in_the_order_of_the_boxes(self):
        pages = [Page([box(None), box(5)]), Page([box(100, last=1)])]
        assert [finding.code for finding in findings(pages)] == ["missing", "jump"]
