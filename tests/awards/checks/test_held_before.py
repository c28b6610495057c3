"""`held_before`: đã được tặng (Luật 06/2022/QH15 Điều 23, 43, 44, 73; NĐ 152/2025/NĐ-CP Điều 4 khoản 1, 3)."""

import datetime as dt

import pytest

from tests.awards.checks.scene import SCHOOL, answer, facts, held

BK = {"code": "BK_TINH", "merit_only": True}
LDTT = {"code": "LDTT", "this_term": True}


@pytest.mark.parametrize(
    ("awards", "parameters", "verdict"),
    [
        (held("BK_TINH", 2020, occasion="cong_trang"), BK, "pass"),
        (held("BK_TINH", 2015), BK, "pass"),  # history: held, whatever law stood then
        (held("BK_TINH", 2020, occasion="dot_xuat"), BK, "needs_person"),  # G8
        (held("BK_TINH", 2020, occasion="phong_trao"), BK, "needs_person"),
        (held("BK_TINH", 2020, occasion="dot_xuat"), BK | {"merit_only": False}, "pass"),
        (held("BK_TINH", 2020, occasion="dot_xuat") + held("BK_TINH", 2022), BK, "pass"),
        ((), BK, "fail"),
        (held("BK_TINH", 2020, revoked_on=dt.date(2024, 1, 1)), BK, "fail"),  # Luật Điều 93
        (held("BK_TINH", 2020), BK | {"times": 2}, "fail"),
        (held("BK_TINH", 2020, 2022), BK | {"times": 2}, "pass"),
        (held("BK_TINH", 2026), BK, "fail"),
        (held("LDTT", 2025), LDTT, "pass"),
        (held("LDTT", 2024), LDTT, "fail"),
        (held("LDTT", 2025, kind=SCHOOL), LDTT, "fail"),
    ],
)
def test_held(awards, parameters, verdict):
    assert answer("held_before", parameters, facts(awards=awards)).verdict == verdict


def test_a_revoked_decision_is_said_to_be_so():
    gone = facts(awards=held("BK_TINH", 2020, revoked_on=dt.date(2024, 1, 1)))
    assert "Quyết định tặng năm 2020 đã bị hủy bỏ." in answer("held_before", BK, gone).text


def test_the_decision_is_the_evidence():
    (paper,) = answer("held_before", BK, facts(awards=held("BK_TINH", 2020, url="/khen-thuong/quyet-dinh/1/"))).evidence
    assert paper == ("Bằng khen tỉnh 2020", "Quyết định 20/QĐ-BK_TINH ngày 20/12/2020 của UBND tỉnh",
                     "/khen-thuong/quyet-dinh/1/")  # fmt: skip
