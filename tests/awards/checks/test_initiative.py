"""`initiative` (Luật 06/2022/QH15 Điều 21–23, 74; Công văn 5007/BNV-TĐKT: used once)."""

import pytest

from tests.awards.checks.scene import answer, facts, initiative

PROVINCE = {"scope": "province"}
TWO = {"scope": "base", "count": 2}
USED = {"used_for": "Chiến sĩ thi đua cơ sở, hồ sơ “Năm 2024”"}
BARE = {"number": "", "dated": None}


@pytest.mark.parametrize(
    ("initiatives", "parameters", "verdict"),
    [
        ((initiative(),), PROVINCE, "pass"),  # Điều 22
        ((initiative("nation"),), PROVINCE, "pass"),
        ((initiative("base"),), PROVINCE, "fail"),
        ((), PROVINCE, "fail"),
        ((initiative(**USED),), PROVINCE, "fail"),  # CV 5007
        ((initiative(**USED), initiative(year=2024)), PROVINCE, "pass"),
        ((initiative(**BARE),), PROVINCE, "needs_person"),
        ((initiative(**BARE, **USED),), PROVINCE, "fail"),
        ((initiative("base"), initiative("base", 2024)), TWO, "pass"),  # Điều 74
        ((initiative("base"),), TWO, "fail"),
        ((initiative("base"), initiative("base", 2024, **BARE)), TWO, "needs_person"),
        ((initiative("base"), initiative("base", 2024, **USED)), TWO, "fail"),
    ],
)
def test_initiatives(initiatives, parameters, verdict):
    assert answer("initiative", parameters, facts(initiatives=initiatives)).verdict == verdict


def test_where_it_was_used_is_named():
    said = answer("initiative", PROVINCE, facts(initiatives=(initiative(**USED),))).text
    assert "“Sáng kiến province 2025” đã dùng cho Chiến sĩ thi đua cơ sở, hồ sơ “Năm 2024”" in said
