"""`rating`: this term's grade (Luật 06/2022/QH15 Điều 23, 24, 27, 28)."""

import pytest

from tests.awards.checks.scene import SCHOOL, answer, facts, rated


@pytest.mark.parametrize(
    ("ratings", "wanted", "verdict"),
    [
        (rated({2025: "excellent"}), "excellent", "pass"),  # Điều 23, 27
        (rated({2025: "good"}), "excellent", "fail"),
        (rated({2025: "excellent"}), "good", "pass"),  # Điều 24, 28
        (rated({2025: "good"}), "good", "pass"),
        (rated({2025: "done"}), "good", "fail"),
        (rated({2025: "not_done"}), "good", "fail"),
        (rated({2024: "excellent"}), "good", "needs_person"),  # nothing on this term yet
        ((), "good", "needs_person"),
        (rated({2025: "excellent"}, kind=SCHOOL), "good", "needs_person"),
    ],
)
def test_grades(ratings, wanted, verdict):
    assert answer("rating", {"at_least": wanted}, facts(ratings=ratings)).verdict == verdict


def test_both_grades_are_named():
    said = answer("rating", {"at_least": "excellent"}, facts(ratings=rated({2025: "good"}))).text
    assert said == "A Pớt năm 2025: hoàn thành tốt nhiệm vụ, dưới mức “Hoàn thành xuất sắc nhiệm vụ”."
