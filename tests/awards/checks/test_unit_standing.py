"""`unit_standing` (TT 15/2025/TT-BNV; R37): nothing for a dissolved unit."""

import datetime as dt

import pytest

from awards.checks import UnitKnown
from tests.awards.checks.scene import answer, facts

LAST = dt.date(2025, 6, 30)
DISTRICT = UnitKnown("Huyện Đắk Hà", "huyen", None, LAST, "Xã Đắk Hà")


@pytest.mark.parametrize(
    ("unit", "day", "verdict"),
    [
        (DISTRICT, LAST, "pass"),
        (DISTRICT, dt.date(2025, 7, 1), "fail"),
        (UnitKnown("Xã Đắk Hà", "xa", dt.date(2025, 7, 1)), LAST, "fail"),
        (UnitKnown("Xã Đắk Hà", "xa", dt.date(2025, 7, 1)), dt.date(2025, 7, 1), "pass"),
    ],
)
def test_days(unit, day, verdict):
    assert answer("unit_standing", {}, facts(unit=unit, day=day)).verdict == verdict


def test_the_successor_is_named():
    said = answer("unit_standing", {}, facts(unit=DISTRICT)).text
    assert said == "Huyện Đắk Hà đã kết thúc hoạt động ngày 30/06/2025, đơn vị kế thừa: Xã Đắk Hà."
