"""`collective_shares` (Luật 06/2022/QH15 Điều 27, 28)."""

import pytest

from tests.awards.checks.scene import answer, facts, shares

XS = {"titled_percent": 70, "all_completed": True, "fighters": 1}
TT = {"titled_percent": 70, "none_severe": True}


@pytest.mark.parametrize(
    ("numbers", "parameters", "verdict"),
    [
        ({}, XS, "pass"),  # G5: 14 of 20 is 70 %
        ({"titled": 13}, XS, "fail"),  # G6
        ({"fighters": 0}, XS, "fail"),
        ({"completed": 19}, XS, "fail"),
        ({"severe": 1}, XS, "pass"),  # Điều 27 does not name it
        ({"severe": 1}, TT, "fail"),  # Điều 28 does
        ({"fighters": 0, "completed": 18}, TT, "pass"),
        ({"members": 3, "titled": 2, "completed": 3}, XS, "fail"),  # 66,6 %
        ({"members": 10, "titled": 7, "completed": 10}, XS, "pass"),
        ({"members": 1000, "titled": 699, "completed": 1000}, TT, "fail"),  # 69,9 % is not rounded up
        ({"members": 0, "titled": 0, "completed": 0}, TT, "needs_person"),
    ],
)
def test_shares(numbers, parameters, verdict):
    assert answer("collective_shares", parameters, facts(shares=shares(**numbers))).verdict == verdict


def test_without_numbers_a_person_is_asked():
    found = answer("collective_shares", XS, facts(name="Phòng Y tế"))
    assert found.verdict == "needs_person" and "Chưa có số liệu năm 2025 của Phòng Y tế" in found.text
