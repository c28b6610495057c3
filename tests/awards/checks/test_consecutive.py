"""`consecutive`: n awards in unbroken terms (Luật 06/2022/QH15 Điều 21, 22, 74; NĐ 152/2025/NĐ-CP Điều 4 khoản 3–5)."""

import datetime as dt

import pytest

from awards.checks import Leave, Punished, TermKnown
from tests.awards.checks.scene import SCHOOL, answer, facts, held

NEW = {"code": "CSTDCS", "times": 3, "merit_only": True, "restart": True, "maternity": True}
OLD = NEW | {"restart": False, "maternity": False}
BABY = (Leave(dt.date(2024, 3, 1), dt.date(2024, 8, 31)),)
OVER = (Punished("Khiển trách", False, dt.date(2024, 3, 15), dt.date(2025, 3, 15), "9/QĐ"),)
RUNNING = (Punished("Cảnh cáo", True, dt.date(2025, 10, 1), dt.date(2026, 10, 1)),)


@pytest.mark.parametrize(
    ("years", "verdict"),
    [
        ((2023, 2024, 2025), "pass"),  # Điều 22
        ((2022, 2023, 2024), "pass"),  # this year's is still on its way
        ((2021, 2022, 2023, 2024, 2025), "pass"),
        ((2022, 2023, 2025), "fail"),  # G3
        ((2021, 2022, 2023), "fail"),  # ended two terms ago
        ((2024, 2025), "fail"),
        ((2025,), "fail"),
        ((), "fail"),
        ((2024, 2025, 2026), "fail"),  # what comes after the term is not prior
        ((2023, 2024, 2025, 2026), "pass"),
    ],
)
def test_years(years, verdict):
    assert answer("consecutive", NEW, facts(awards=held("CSTDCS", *years))).verdict == verdict


@pytest.mark.parametrize(
    ("given", "parameters", "verdict"),
    [
        # NĐ 152 Điều 4 khoản 5 (R11): the leave bridges, it does not count
        ({"awards": held("CSTDCS", 2022, 2023, 2025), "leaves": BABY}, NEW, "pass"),
        ({"awards": held("CSTDCS", 2023, 2025), "leaves": BABY}, NEW, "fail"),
        ({"awards": held("CSTDCS", 2022, 2023, 2025), "leaves": BABY}, OLD, "needs_person"),
        ({"awards": held("CSTDCS", 2023, 2024, 2025), "leaves": BABY}, OLD, "pass"),
        ({"awards": held("CSTDCS", 2021, 2022, 2025), "leaves": BABY}, NEW, "fail"),  # 2023 breaks it
        # NĐ 152 Điều 4 khoản 4 (R10): years before the end of discipline do not count
        ({"awards": held("CSTDCS", 2023, 2024, 2025), "disciplines": OVER}, NEW, "fail"),
        ({"awards": held("CSTDCS", 2023, 2024, 2025), "disciplines": OVER}, OLD, "needs_person"),
        ({"awards": held("CSTDCS", 2025), "disciplines": OVER}, NEW | {"times": 1}, "pass"),
        ({"awards": held("CSTDCS", 2023, 2024, 2025), "disciplines": RUNNING}, NEW, "fail"),
        ({"awards": held("CSTDCS", 2023, 2024, 2025), "disciplines": RUNNING}, OLD, "needs_person"),
        # NĐ 152 Điều 4 khoản 3 (R07): đột xuất, chuyên đề
        ({"awards": held("CSTDCS", 2023, 2024) + held("CSTDCS", 2025, occasion="dot_xuat")}, NEW | {"times": 3},
         "needs_person"),
        ({"awards": held("CSTDCS", 2023, 2025) + held("CSTDCS", 2024, occasion="phong_trao")}, NEW, "needs_person"),
        ({"awards": held("CSTDCS", 2023, 2025) + held("CSTDCS", 2024, occasion="phong_trao")},
         NEW | {"merit_only": False}, "pass"),
        ({"awards": held("CSTDCS", 2023, 2024, 2025, occasion="cong_trang")}, NEW, "pass"),
        # Luật Điều 93: what was revoked is not held
        ({"awards": held("CSTDCS", 2023, 2025) + held("CSTDCS", 2024, revoked_on=dt.date(2025, 6, 1))}, NEW, "fail"),
        ({"awards": held("LDTT", 2023, 2024, 2025)}, NEW, "fail"),  # another title
        # terms of one kind only
        ({"awards": held("CSTDCS", 2023, 2024, kind=SCHOOL) + held("CSTDCS", 2025)}, NEW, "fail"),
        ({"awards": held("CSTDCS", 2023, 2024, 2025, kind=SCHOOL), "term": TermKnown(SCHOOL, 2025)}, NEW, "pass"),
    ],
)  # fmt: skip
def test_counting(given, parameters, verdict):
    assert answer("consecutive", parameters, facts(**given)).verdict == verdict


def test_a_doubt_is_named_with_its_ground():
    doubt = facts(awards=held("CSTDCS", 2023, 2024) + held("CSTDCS", 2025, occasion="dot_xuat"))
    assert "Chiến sĩ thi đua cơ sở năm 2025 là khen đột xuất" in answer("consecutive", NEW, doubt).text


def test_discipline_is_named():
    given = facts(awards=held("CSTDCS", 2023, 2024, 2025), disciplines=OVER)
    said = answer("consecutive", NEW, given).text
    assert "Kỷ luật Khiển trách hết thời hạn ngày 15/03/2025, các năm trước không tính." in said


def test_school_years_are_written_as_such():
    given = facts(awards=held("CSTDCS", 2024, 2025, kind=SCHOOL), term=TermKnown(SCHOOL, 2025))
    assert "(năm học 2024-2025, 2025-2026)" in answer("consecutive", NEW, given).text


def test_a_leave_over_new_year_belongs_to_two_working_years_and_one_school_year():
    leave = (Leave(dt.date(2023, 11, 1), dt.date(2024, 4, 30)),)
    work = facts(awards=held("CSTDCS", 2021, 2022, 2025), leaves=leave)
    assert answer("consecutive", NEW, work).verdict == "pass"
    school = facts(awards=held("CSTDCS", 2022, 2024, 2025, kind=SCHOOL), leaves=leave, term=TermKnown(SCHOOL, 2025))
    assert answer("consecutive", NEW, school).verdict == "pass"
