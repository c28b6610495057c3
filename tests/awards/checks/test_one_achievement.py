"""`one_achievement`: không khen nhiều lần, nhiều hình thức cho một thành tích (Luật 06/2022/QH15 Điều 5, R05)."""

import datetime as dt

import pytest

from awards.checks import Claim
from tests.awards.checks.scene import answer, facts, held

DEED = "Cứu ba người trong lũ ngày 12/10/2025 tại xã Đắk Pxi"
SAVED = {"achievement": DEED, "occasion": "dot_xuat"}


def claim(award="GK", achievement=""):
    return Claim(award, "Giấy khen", achievement, "dot_xuat", "hồ sơ “Lũ” của Sở Y tế", "/khen-thuong/3/")


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ({"achievement": DEED}, "pass"),
        ({"achievement": DEED, "awards": held("GK", 2025, **SAVED)}, "fail"),
        ({"achievement": DEED.upper(), "awards": held("GK", 2025, **SAVED)}, "fail"),  # spelling is no new deed
        ({"achievement": f"{DEED}, được báo chí nêu", "awards": held("GK", 2025, **SAVED)}, "needs_person"),
        ({"achievement": "Hiến đất làm đường", "awards": held("GK", 2025, **SAVED)}, "pass"),  # another deed
        ({"achievement": DEED, "awards": held("GK", 2025, revoked_on=dt.date(2026, 1, 2), **SAVED)}, "pass"),
        ({"award": "GK", "awards": held("GK", 2025)}, "needs_person"),  # again for the same term, without saying why
        ({"award": "GK", "awards": held("GK", 2024)}, "pass"),
        ({"award": "GK", "achievement": "Hiến đất", "awards": held("GK", 2025, **SAVED)}, "pass"),
        ({"award": "BK_TINH", "achievement": DEED, "claims": (claim(achievement=DEED),)}, "needs_person"),
        ({"award": "GK", "claims": (claim(),)}, "needs_person"),  # the same award in another dossier
        ({"award": "BK_TINH", "achievement": "Hiến đất", "claims": (claim(achievement=DEED),)}, "pass"),
    ],
)
def test_achievements(given, verdict):
    assert answer("one_achievement", {}, facts(**given)).verdict == verdict


def test_the_earlier_decision_is_named():
    found = answer("one_achievement", {}, facts(achievement=DEED, awards=held("GK", 2025, **SAVED)))
    assert found.text == "Thành tích này đã được khen: GK, Quyết định 25/QĐ-GK ngày 20/12/2025 của UBND tỉnh."


def test_the_other_dossier_is_named_and_can_be_opened():
    found = answer("one_achievement", {}, facts(award="GK", claims=(claim(),)))
    assert "Giấy khen ở hồ sơ “Lũ” của Sở Y tế" in found.text
    assert found.evidence[0].url == "/khen-thuong/3/"
