"""`rating_years`: unbroken years of a grade with awards within (Luật 06/2022/QH15 Điều 43, 44, 73, 74)."""

import datetime as dt

import pytest

from awards.checks import Leave, Punished, WrongParameter, rule_type
from tests.awards.checks.scene import answer, facts, held, rated

COUNT = {"merit_only": True, "restart": True, "maternity": True}
BK_TTG = {"years": 5, "at_least": "good", "code": "CSTDCS", "times": 3, **COUNT}
HC3 = BK_TTG | {"best": 1}
HC2 = {"years": 5, "at_least": "good", "best": 2, "code": "CSTD_TINH", "times": 1, **COUNT}
BK_TINH = {"years": 2, "at_least": "excellent", **COUNT}
FIVE = dict.fromkeys(range(2021, 2026), "good")
THREE = held("CSTDCS", 2021, 2023, 2025)
BABY = (Leave(dt.date(2023, 2, 1), dt.date(2023, 7, 31)),)
OVER = (Punished("Khiển trách", False, dt.date(2022, 1, 15), dt.date(2023, 1, 15)),)


@pytest.mark.parametrize(
    ("grades", "awards", "parameters", "verdict"),
    [
        (FIVE, THREE, BK_TTG, "pass"),  # G7, Điều 73 khoản 1 điểm b
        (FIVE, held("CSTDCS", 2021, 2023), BK_TTG, "fail"),
        (FIVE | {2020: "done"}, held("CSTDCS", 2019, 2020, 2025), BK_TTG, "fail"),  # not within these years
        (FIVE, held("CSTDCS", 2019, 2020, 2025), BK_TTG, "needs_person"),  # were 2019 and 2020 good, it would do
        (FIVE | {2020: "good"}, held("CSTDCS", 2020, 2023, 2025), BK_TTG, "pass"),  # from five years on
        (FIVE | {2023: "done"}, THREE, BK_TTG, "fail"),
        ({2021: "good", 2022: "good", 2024: "good", 2025: "good"}, THREE, BK_TTG, "needs_person"),  # 2023 not known
        (dict.fromkeys(range(2020, 2025), "good"), held("CSTDCS", 2020, 2022, 2024), BK_TTG, "pass"),
        ({}, THREE, BK_TTG, "needs_person"),
        ({}, (), BK_TTG, "fail"),  # ratings would not make up for the titles
        (FIVE, held("CSTDCS", 2021, 2023) + held("CSTDCS", 2025, occasion="dot_xuat"), BK_TTG, "needs_person"),
        (FIVE, THREE, HC3, "fail"),  # Điều 44 khoản 1 điểm e: one year excellent
        (FIVE | {2024: "excellent"}, THREE, HC3, "pass"),
        (FIVE | {2024: "excellent"}, held("CSTD_TINH", 2024), HC2, "fail"),  # Điều 43 khoản 1: two
        (FIVE | {2024: "excellent", 2022: "excellent"}, held("CSTD_TINH", 2024), HC2, "pass"),
        ({2024: "excellent", 2025: "excellent"}, (), BK_TINH, "pass"),  # Điều 74
        ({2024: "good", 2025: "excellent"}, (), BK_TINH, "fail"),
        ({2025: "excellent"}, (), BK_TINH, "needs_person"),
    ],
)
def test_years(grades, awards, parameters, verdict):
    assert answer("rating_years", parameters, facts(ratings=rated(grades), awards=awards)).verdict == verdict


@pytest.mark.parametrize(
    ("more", "parameters", "verdict"),
    [
        ({"leaves": BABY}, BK_TTG | {"years": 4}, "pass"),  # bridged, four years remain
        ({"leaves": BABY}, BK_TTG, "needs_person"),  # whether the leave makes the fifth, a person says
        ({"leaves": BABY}, BK_TTG | {"years": 4, "maternity": False}, "needs_person"),
    ],
)
def test_maternity(more, parameters, verdict):
    """NĐ 152/2025/NĐ-CP Điều 4 khoản 5."""
    grades = {2021: "good", 2022: "good", 2024: "good", 2025: "good"}
    assert answer("rating_years", parameters, facts(ratings=rated(grades), awards=THREE, **more)).verdict == verdict


@pytest.mark.parametrize(("restart", "verdict"), [(True, "fail"), (False, "needs_person")])
def test_discipline(restart, verdict):
    """NĐ 152/2025/NĐ-CP Điều 4 khoản 4: years count from the end of the term."""
    given = facts(ratings=rated(FIVE), awards=THREE, disciplines=OVER)
    assert answer("rating_years", BK_TTG | {"restart": restart}, given).verdict == verdict


@pytest.mark.parametrize(
    ("parameters", "box"),
    [({"times": 0}, "times"), ({"code": "", "times": 2}, "times"), ({"best": 6}, "best"), ({"years": 0}, "years")],
)
def test_parameters_that_do_not_go_together(parameters, box):
    with pytest.raises(WrongParameter) as wrong:
        rule_type("rating_years").read(BK_TTG | parameters)
    assert wrong.value.name == box
