"""`armed_force` (Luật 06/2022/QH15 Điều 24 khoản 2): titles that only the armed forces have."""

import pytest

from awards.checks import UnitKnown
from tests.awards.checks.scene import answer, facts


@pytest.mark.parametrize(
    ("kind", "verdict"), [("luc_luong_vu_trang", "pass"), ("so_ban_nganh", "fail"), ("xa", "fail")]
)
def test_kind_of_unit(kind, verdict):
    assert answer("armed_force", {}, facts(unit=UnitKnown("Đơn vị", kind))).verdict == verdict


def test_it_says_which_unit():
    said = answer("armed_force", {}, facts(unit=UnitKnown("Sở Y tế", "so_ban_nganh"))).text
    assert "Sở Y tế không thuộc lực lượng vũ trang" in said
