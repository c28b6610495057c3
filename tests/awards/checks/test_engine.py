"""The engine: dates, standings, alternatives, what cannot be read, the stable JSON; and properties of all of it."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.checks import as_json, blocking, from_json, judge, rule_type, rule_types, verdict
from awards.enums import Standing
from tests.awards.checks.scene import facts, held, initiative, law, rated, rule

GOOD = {"question": "được"}
RANK = ("fail", "needs_person", "pass")


def rows(*wanted):
    """Rows that answer as wanted, each with its group: ("pass", "a/1")."""
    made = []
    for number, (answer, group) in enumerate(wanted):
        kind, more = {"pass": ("rating", "good"), "fail": ("rating", "excellent"), "needs_person": ("human", "")}[
            answer
        ]
        parameters = {"at_least": more} if more else GOOD
        made.append(rule(kind, parameters, code=f"R{number}", group=group, order=number))
    return made


RATED = facts(ratings=rated({2025: "good"}))


@pytest.mark.parametrize(
    ("wanted", "verdict_"),
    [
        ((), "needs_person"),  # no rule known: nothing is granted by silence
        ((("pass", ""),), "pass"),
        ((("pass", ""), ("needs_person", "")), "needs_person"),
        ((("pass", ""), ("needs_person", ""), ("fail", "")), "fail"),
        ((("fail", "a"), ("pass", "a")), "pass"),  # alternatives
        ((("fail", "a"), ("needs_person", "a")), "needs_person"),
        ((("fail", "a"), ("fail", "a")), "fail"),
        ((("fail", "a"), ("pass", "a"), ("fail", "b")), "fail"),  # two groups, both needed
        ((("pass", "a/1"), ("fail", "a/1"), ("pass", "a/2")), "pass"),  # branches
        ((("pass", "a/1"), ("fail", "a/1"), ("needs_person", "a/2")), "needs_person"),
        ((("pass", "a/1"), ("needs_person", "a/1"), ("fail", "a/2")), "needs_person"),
        ((("pass", "a/1"), ("fail", "")), "fail"),
    ],
)
def test_alternatives(wanted, verdict_):
    assert verdict(judge(RATED, rows(*wanted))) == verdict_


@pytest.mark.parametrize("standing", ["partial", "unverified", "draft"])
@pytest.mark.parametrize("wanted", ["good", "excellent"])
def test_only_what_is_verified_judges(standing, wanted):
    (found,) = judge(RATED, [rule("rating", {"at_least": wanted}, standing=standing)])
    assert found.verdict == "needs_person"
    assert found.outcome == ("pass" if wanted == "good" else "fail")
    assert found.text.startswith(f"Luật 06/2022/QH15 (Điều 22) {Standing(standing).label.lower()}. Nếu áp dụng thì")


def test_an_unverified_prohibition_with_nothing_to_say_is_silent():
    """Otherwise a rule that only might exist would put every line of the province before a person."""
    assert judge(facts(), [rule("no_hold", standing="unverified")]) == ()
    assert judge(facts(allowed=frozenset()), [rule("subject", standing="partial")])[0].verdict == "needs_person"


@pytest.mark.parametrize(
    ("day", "speaks"), [((2025, 6, 30), False), ((2025, 7, 1), True), ((2026, 9, 30), True), ((2026, 10, 1), False)]
)
def test_a_rule_speaks_on_its_days(day, speaks):
    row = rule("human", GOOD, valid_from=dt.date(2025, 7, 1), valid_to=dt.date(2026, 9, 30))
    assert bool(judge(facts(day=dt.date(*day)), [row])) == speaks


@pytest.mark.parametrize(
    ("row", "speaks"),
    [({"award": "CSTD_TINH"}, True), ({"award": "GK"}, False), ({"subject": "collective"}, False),
     ({"occasion": "cong_trang"}, True), ({"occasion": "dot_xuat"}, False), ({}, True)],
)  # fmt: skip
def test_a_rule_speaks_of_its_award_subject_and_occasion(row, speaks):
    assert bool(judge(facts(), [rule("human", GOOD, **row)])) == speaks


@pytest.mark.parametrize(
    ("kind", "parameters", "said"),
    [
        ("co-mau-gi", {}, "Cổng chưa biết kiểu tiêu chuẩn “co-mau-gi” của dòng R."),
        ("rating", {"at_least": "tot"}, "Ô “Từ mức”: không có lựa chọn “tot”."),
        ("rating", {}, "Ô “Từ mức”: chưa ghi."),
        ("consecutive", {"code": "CSTDCS", "times": "ba"}, "Ô “Số lần liên tục”: “ba” không phải số nguyên."),
        ("consecutive", {"code": "CSTDCS", "times": 0}, "Ô “Số lần liên tục”: phải từ 1 đến 20, không phải 0."),
        ("no_hold", {"x": 1}, "kiểu “Không đang tạm dừng xét” không có tham số này."),
        ("human", {"question": "a", "forces_only": 1}, "chỉ có hoặc không"),
        ("held_before", {"code": 5}, "“5” không phải mã"),
    ],
)
def test_a_row_that_cannot_be_read_goes_to_a_person(kind, parameters, said):
    (found,) = judge(facts(), [rule(kind, parameters)])
    assert found.verdict == "needs_person" and said in found.text


def test_blocking_is_what_the_row_says_and_never_a_lost_alternative():
    wrong = replace(rows(("fail", ""))[0], blocks=True)
    assert blocking(judge(RATED, [wrong])) and not blocking(judge(RATED, rows(("fail", ""))))
    lost = [replace(row, blocks=True) for row in rows(("fail", "a"), ("pass", "a"))]
    assert not blocking(judge(RATED, lost))


def test_the_json_is_stable_and_comes_back_the_same():
    findings = judge(facts(awards=held("CSTDCS", 2023, 2024, 2025), initiatives=(initiative(),)), law())
    assert findings
    written = json.loads(json.dumps(as_json(findings), ensure_ascii=False))
    assert from_json(written) == findings
    assert list(written["findings"][0]) == [
        "rule", "title", "text", "citation", "instrument", "standing", "kind", "group", "verdict", "outcome", "blocks",
        "sensitive", "evidence",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="format 2"):
        from_json({"format": 2, "findings": []})


def test_every_type_says_what_it_is_for():
    kinds = [one.kind for one in rule_types()]
    assert len(kinds) == len(set(kinds)) == 14
    assert all(one.label and one.explained.endswith(".") for one in rule_types())


def test_every_row_of_the_data_can_be_read_by_its_type():
    for row in law():
        assert rule_type(row.kind).read(row.parameters) is not None, row.code


# ---- properties ------------------------------------------------------------------------------------------------------

YEARS = st.integers(2015, 2027)
CODES = st.sampled_from(["CSTDCS", "CSTD_TINH", "LDTT", "BK_TINH", "BK_TTG", "TTLDXS"])
OCCASIONS = st.sampled_from(["", "cong_trang", "dot_xuat", "phong_trao"])
AWARDS = st.lists(st.builds(lambda c, y, o: held(c, y, occasion=o)[0], CODES, YEARS, OCCASIONS), max_size=8)
RATINGS = st.dictionaries(YEARS, st.sampled_from(["excellent", "good", "done"]), max_size=8).map(rated)
AWARD = st.sampled_from(["CSTDTQ", "CSTD_TINH", "CSTDCS", "BK_TINH", "BK_TTG", "HC_LD3", "HC_LD2"])
DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31))
STREAKS = ("consecutive", "held_before", "rating_years")


def streaks_of(given):
    return {one.rule: one.outcome for one in judge(given, law()) if one.kind in STREAKS}


@settings(max_examples=150, deadline=None)
@given(AWARDS, RATINGS, AWARD, DAYS, st.builds(lambda c, y, o: held(c, y, occasion=o)[0], CODES, YEARS, OCCASIONS))
def test_an_added_award_never_makes_a_streak_fail(awards, ratings, award, day, more):
    before = facts(award=award, awards=tuple(awards), ratings=ratings, day=day)
    after = replace(before, awards=(*before.awards, more))
    was, now = (streaks_of(given) for given in (before, after))
    assert was.keys() == now.keys()
    assert all(RANK.index(now[code]) >= RANK.index(outcome) for code, outcome in was.items())


def test_an_award_of_the_same_kind_may_call_a_rule_that_had_nothing_to_say():
    """Rows that only forbid come and go with the facts, so findings are compared by their rule."""
    before = facts(award="CSTD_TINH", day=dt.date(2027, 1, 1))
    after = replace(before, awards=held("CSTD_TINH", 2025))
    quiet = {one.rule for one in judge(before, law())}
    assert [one.kind for one in judge(after, law()) if one.rule not in quiet] == ["one_achievement"]


@settings(max_examples=60, deadline=None)
@given(AWARDS, RATINGS, AWARD, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_facts_never_matters(awards, ratings, award, day, chance):
    straight = facts(award=award, awards=tuple(awards), ratings=ratings, day=day)
    shuffled, mixed = list(law()), [list(awards), list(ratings)]
    for rows_ in (shuffled, *mixed):
        chance.shuffle(rows_)
    other = replace(straight, awards=tuple(mixed[0]), ratings=tuple(mixed[1]))
    first, second = judge(straight, law()), judge(other, shuffled)
    assert [(one.rule, one.verdict) for one in first] == [(one.rule, one.verdict) for one in second]
    assert verdict(first) == verdict(second)
    assert judge(straight, shuffled) == first


@settings(max_examples=100, deadline=None)
@given(AWARDS, AWARD, DAYS)
def test_no_rule_speaks_outside_its_dates_and_none_judges_unverified(awards, award, day):
    rows_ = {row.code: row for row in law()}
    for found in judge(facts(award=award, awards=tuple(awards), day=day), law()):
        assert rows_[found.rule].holds_on(day)
        assert found.standing == "verified" or found.verdict == "needs_person"
