"""The checks that do arithmetic: counters that fall, figures that are the year's, a lead against its territory."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from movements.arithmetic import Amount
from movements.checks import CHECKS, findings, is_explanation, look_over
from movements.checks.boxes import JUMP, SMALL
from movements.compile.box import Children
from movements.enums import Severity
from movements.models import Filing, Period
from tests.movements.test_checks import Page, box, codes, found, rate_box

whole = st.integers(0, 10**12)
some = st.integers(1, 10**12)


def notices(*boxes, monkeypatch):
    monkeypatch.setattr("movements.checks.survey.words_before", lambda filing: None)
    return [finding.code for finding in look_over(Filing(), [Page(list(boxes))]).notices]


class TestFalling:
    def test_a_counter_of_all_years(self):
        fallen = box(40, last=41, counter="ever", over_time="last")
        words = "40 thấp hơn kỳ trước (41), trong khi số lũy kế không giảm"
        assert found(fallen) == [("falling", words, True)]
        assert codes(box(41, last=41, counter="ever", over_time="last")) == []
        assert codes(box(40, last=41, over_time="last")) == []

    def test_nothing_happened_is_no_answer_for_a_counter(self):
        assert codes(box(None, nothing=True, last=41, counter="ever", over_time="last")) == ["falling"]

    def test_a_counter_of_the_year_begins_anew(self):
        assert codes(box(5, last=90, counter="year", over_time="last")) == []
        assert codes(box(5, last=90, earlier=(90,), counter="year", over_time="last")) == ["falling"]

    def test_of_a_rate_the_numerator_counts(self):
        """The plan may grow so that the share falls; what was paid out may not."""
        paid = {"counter": "ever", "part_decimals": 1}
        assert codes(rate_box(600, 2000, last=Amount(500, 1000), **paid)) == []
        ((code, words, _),) = found(rate_box(400, 1000, last=Amount(500, 1000), **paid))
        assert code == "falling" and words.startswith("vế trên 40,0 thấp hơn kỳ trước (50,0)")

    @given(whole, whole)
    def test_only_when_it_fell(self, now, before):
        expected = ["falling"] if now < before else []
        assert codes(box(now, last=before, counter="ever", over_time="last")) == expected


class TestCumulative:
    def test_the_total_and_one_more_quarter(self):
        words = "45 giống số lũy kế: các kỳ trước trong năm đã là 30; ô này chỉ ghi số trong kỳ"
        assert found(box(45, earlier=(14, 16))) == [("cumulative", words, True)]

    @pytest.mark.parametrize(
        ("now", "earlier", "looks_so"),
        [(30, (14, 16), True), (31, (14, 16), False), (37, (14, 16), False), (38, (14, 16), True),
         (60, (14, 16), True), (61, (14, 16), False), (15, (14, 16), False), (29, (14, 16), False),
         (60, (15, 15, 15), True), (4, (1, 1), False)],
    )  # fmt: skip
    def test_its_ends(self, now, earlier, looks_so):
        assert codes(box(now, earlier=earlier)) == ["cumulative"] * looks_so

    def test_after_one_period_it_is_only_noticed(self, monkeypatch):
        twice = box(20, earlier=(10,), last=10)
        assert codes(twice) == []
        assert notices(twice, monkeypatch=monkeypatch) == ["cumulative_early"]
        assert notices(box(15, earlier=(10,), last=10), monkeypatch=monkeypatch) == []

    @pytest.mark.parametrize("columns", [{"over_time": "last"}, {"entry": "rate", "over_time": "sum"}])
    def test_levels_and_rates_are_not_looked_at(self, columns):
        assert codes(box(45, 90 if "entry" in columns else None, earlier=(14, 16), **columns)) == []

    @given(st.lists(some, min_size=2, max_size=3), st.integers(1, 4))
    def test_a_total_typed_for_the_period_is_always_caught(self, earlier, halves):
        """A period between half and twice the mean, written as the year so far."""
        total = SMALL * sum(earlier)
        added = Fraction(total * halves, 2 * len(earlier))
        if added.denominator == 1:
            assert codes(box(total + int(added), earlier=[SMALL * one for one in earlier])) == ["cumulative"]

    @given(st.lists(some, min_size=2, max_size=3), some)
    def test_what_is_below_the_years_total_is_never_suspected(self, earlier, less):
        now = sum(earlier) - less
        assert now <= 0 or "cumulative" not in codes(box(now, earlier=earlier))

    @given(st.lists(some, min_size=2, max_size=3), some, st.integers(1, 6))
    def test_the_same_in_any_unit_of_measure(self, earlier, now, decimals):
        one = 10**decimals
        scaled = box(now * one, earlier=[value * one for value in earlier], decimals=decimals)
        assert codes(scaled) == codes(box(now, earlier=earlier))


class TestLead:
    def against(self, value, total, *, filed=10, expected=10, **columns):
        return box(value, cross=Children(total, filed, expected), **columns)

    def test_both_figures_are_named(self):
        assert found(self.against(120, 118)) == [("lead", "120 khác số cộng theo địa bàn (118)", True)]
        assert codes(self.against(118, 118)) == []

    def test_while_some_have_not_filed_it_is_only_noticed(self, monkeypatch):
        early = self.against(120, 90, filed=8)
        assert codes(early) == []
        assert notices(early, monkeypatch=monkeypatch) == ["lead_partial"]
        (notice,) = [check for check in CHECKS if check.code == "lead_partial"]
        assert "(90, mới có 8/10 đơn vị gửi)" in notice.look(early)

    def test_nobody_has_filed(self):
        assert codes(self.against(12, None, filed=0)) == []

    @given(some, some, st.integers(0, 100))
    def test_the_tolerance_is_a_share_of_the_sum(self, own, theirs, tolerance):
        differs = abs(Fraction(own, theirs) - 1) > Fraction(tolerance, 100)
        assert codes(self.against(own, theirs, crosscheck_tolerance=tolerance)) == ["lead"] * differs


class TestJumpThreshold:
    @pytest.mark.parametrize(
        ("times", "now", "jumps"), [(2, 21, True), (2, 20, False), (10, 99, False), (10, 101, True)]
    )
    def test_is_the_indicators_own(self, times, now, jumps):
        assert codes(box(now, last=10, jump_times=times)) == ["jump"] * jumps

    @given(some, some)
    def test_up_and_down_alike(self, now, before):
        far = max(now, before) > JUMP * min(now, before)
        assert codes(box(now, last=before)) == codes(box(before, last=now)) == ["jump"] * far


class TestExplanations:
    @pytest.mark.parametrize(
        "note",
        [
            "Gộp hai đợt.",
            "Số theo biên bản nghiệm thu",
            "do bão số 4 làm chậm tiến độ",
            "Điều chỉnh theo QĐ 12/QĐ-UBND",
        ],
    )
    def test_real_words(self, note):
        assert is_explanation(note)

    @pytest.mark.parametrize(
        "note",
        ["", "ok", "OK ok ok", "...", "đúng", "đúng đúng đúng", "123 456 789", "asdf qwrt zxcv", "x x x", "UBND TP KT"],
    )
    def test_what_only_fills_the_box(self, note):
        assert not is_explanation(note)

    def test_too_thin_is_told_with_the_words_it_found(self):
        ((_, message, blocks),) = found(box(100, last=10, note="ok"))
        assert blocks and message.endswith("lời giải trình “ok” chưa nói rõ vì sao, ghi ít nhất ba chữ có nghĩa")

    @given(st.text(max_size=30))
    def test_any_text_has_an_answer(self, note):
        assert is_explanation(note) in (True, False)


class TestSeverities:
    def test_each_check_has_its_own_code_and_the_gravest_stand_first(self):
        order = [Severity.BLOCKING, Severity.EXPLAIN, Severity.NOTICE]
        assert len({check.code for check in CHECKS}) == len(CHECKS) == 11
        assert [check.severity for check in CHECKS] == sorted((c.severity for c in CHECKS), key=order.index)

    def test_groups_for_the_page(self, monkeypatch):
        monkeypatch.setattr("movements.checks.survey.words_before", lambda filing: None)
        boxes = [box(None), box(100, last=10), box(100, last=10, note="Gộp hai đợt."), box(20, earlier=(10,)), box(7)]
        survey = look_over(Filing(period=Period()), [Page(boxes)])
        assert [(group.code, len(group.findings)) for group in survey.groups] == [
            ("fail", 1), ("ask", 1), ("done", 1), ("idle", 1),
        ]  # fmt: skip
        assert [finding.code for finding in survey.to_settle] == ["missing", "jump"]
        assert len(findings([Page(boxes)])) == 3  # what only shows is not among those to settle

    def test_a_finding_names_its_box(self):
        (finding,) = findings([Page([box(100, last=10, name="Số nhà")])])
        assert (finding.name, finding.anchor) == ("D2.06 Số nhà", "D2-06")
