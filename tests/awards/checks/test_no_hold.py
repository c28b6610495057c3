"""`no_hold` (NĐ 152/2025/NĐ-CP Điều 4 khoản 4, R09)."""

import datetime as dt

import pytest

from awards.checks import HoldKnown
from tests.awards.checks.scene import answer, facts


def hold(opened, released=None):
    return HoldKnown("Đang thanh tra", dt.date(*opened), dt.date(*released) if released else None, "Kết luận 5/KL")


@pytest.mark.parametrize(
    ("holds", "verdict"),
    [
        ((), "pass"),
        ((hold((2026, 1, 5)),), "fail"),
        ((hold((2026, 3, 2)),), "fail"),  # from its first day
        ((hold((2026, 3, 3)),), "pass"),
        ((hold((2025, 1, 5), (2026, 3, 2)),), "pass"),  # released that day
        ((hold((2025, 1, 5), (2026, 3, 3)),), "fail"),
        ((hold((2024, 1, 5), (2024, 3, 3)), hold((2026, 1, 5))), "fail"),
    ],
)
def test_holds(holds, verdict):
    assert answer("no_hold", {}, facts(holds=holds)).verdict == verdict


def test_it_says_which_and_how_it_ends():
    said = answer("no_hold", {}, facts(holds=(hold((2026, 1, 5)),))).text
    assert said == "A Pớt đang tạm dừng xét: Đang thanh tra, từ 05/01/2026. Chỉ gỡ được bằng kết luận."
