"""`post_years`: time in a post, a third less for women leaders (NĐ 152/2025/NĐ-CP Điều 4 khoản 7; R13)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.checks import Post
from awards.checks.kinds.post_years import months_in
from tests.awards.checks.scene import answer, facts

TEN = {"posts": "Giám đốc Sở; Phó Giám đốc Sở", "years": 10, "women_third": True}
DAY = dt.date(2026, 3, 2)  # of the scene


def post(position, first, last=None):
    return Post(position, "Sở Y tế", dt.date(*first) if first else None, dt.date(*last) if last else None)


def served(*posts, female=None):
    return answer("post_years", TEN, facts(posts=posts, female=female))


WHOLE = post("Giám đốc Sở Y tế", (2014, 1, 1), (2023, 12, 31))  # ten years to the day
SHORT = post("Phó Giám đốc Sở", (2014, 1, 1), (2023, 12, 30))
SEVEN = post("Giám đốc Sở", (2016, 1, 1), (2022, 12, 31))


@pytest.mark.parametrize(
    ("posts", "female", "verdict"),
    [
        ((WHOLE,), False, "pass"),
        ((SHORT,), False, "fail"),
        ((SHORT,), True, "needs_person"),
        ((SEVEN,), False, "fail"),
        ((SEVEN,), True, "needs_person"),
        ((SEVEN,), None, "needs_person"),  # nobody wrote down whether a woman
        ((post("Giám đốc Sở", (2016, 1, 1), (2022, 8, 31)),), True, "needs_person"),  # 6 years 8 months: two thirds
        ((post("Giám đốc Sở", (2016, 1, 1), (2022, 8, 30)),), True, "fail"),
        ((SEVEN, post("Phó Giám đốc Sở", (2013, 1, 1), (2015, 12, 31))), False, "pass"),
        ((SEVEN, post("Phó Giám đốc Sở", (2016, 1, 1), (2022, 12, 31))), False, "fail"),  # the same days once
        ((post("Trưởng phòng", (2000, 1, 1)),), False, "fail"),
        ((post("Giám đốc Sở", (2016, 3, 3)),), False, "pass"),  # still in it, ten years today
        ((post("Giám đốc Sở", (2016, 3, 4)),), False, "fail"),
        ((SEVEN, post("Giám đốc Sở", None, (2015, 12, 31))), False, "needs_person"),
        ((), True, "fail"),
    ],
)
def test_time_in_a_post(posts, female, verdict):
    assert served(*posts, female=female).verdict == verdict


def test_the_third_is_never_given_by_the_portal_itself():
    said = served(SEVEN, female=True)
    assert "nữ lãnh đạo 6 năm 8 tháng" in said.text and "không thuộc diện nghỉ hưu ở tuổi cao hơn" in said.text
    assert answer("post_years", TEN | {"women_third": False}, facts(posts=(SEVEN,), female=True)).verdict == "fail"


def test_the_posts_are_the_evidence():
    (paper,) = served(WHOLE).evidence
    assert paper == ("Giám đốc Sở Y tế (01/01/2014 – 31/12/2023)", "Sở Y tế", "")


DAYS = st.dates(dt.date(1980, 1, 1), DAY)


@given(st.lists(st.tuples(DAYS, DAYS), max_size=5))
def test_each_day_counts_once_and_none_after_today(spans):
    posts = [Post("Giám đốc Sở", "", first, last) for first, last in spans]
    months = months_in(posts, DAY)
    days = {first + dt.timedelta(n) for first, last in spans for n in range((last - first).days + 1)}
    assert abs(months * 30.44 - len(days)) <= 31 + 4 * len(spans)
    assert months_in(posts + posts, DAY) == months
