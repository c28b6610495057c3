"""`human`: what only people judge (Luật 06/2022/QH15 Điều 23–28: đoàn kết, gương mẫu; R14)."""

import datetime as dt

import pytest

from awards.checks import Judged, UnitKnown
from tests.awards.checks.scene import answer, facts

ASKED = {"question": "nội bộ đoàn kết"}


def said(verdict, day=1, rule="R"):
    return Judged(rule, verdict, "Hội đồng Sở", dt.date(2026, 1, day), "Biên bản 01/BB")


@pytest.mark.parametrize(
    ("judged", "verdict"),
    [
        ((), "needs_person"),
        ((said("pass"),), "pass"),
        ((said("fail"),), "fail"),
        ((said("fail"), said("pass", 9)), "pass"),  # the last word
        ((said("pass", rule="khác"),), "needs_person"),
    ],
)
def test_until_somebody_has_judged(judged, verdict):
    assert answer("human", ASKED, facts(judged=judged)).verdict == verdict


@pytest.mark.parametrize(("kind", "verdict"), [("luc_luong_vu_trang", "needs_person"), ("so_ban_nganh", "fail")])
def test_of_the_forces_only(kind, verdict):
    given = facts(unit=UnitKnown("Nơi ấy", kind))
    assert answer("human", ASKED | {"forces_only": True}, given).verdict == verdict


def test_whose_word_it_is():
    found = answer("human", ASKED, facts(judged=(said("pass"),)))
    assert found.text == "nội bộ đoàn kết: Hội đồng Sở kết luận đạt, ngày 01/01/2026."
    assert found.evidence[0].paper == "Biên bản 01/BB"
