"""The golden cases G1–G8 of the legal research, under the rows of the data files."""

import datetime as dt

import pytest

from awards.checks import Judged, blocking, verdict_by_record
from awards.enums import CheckVerdict
from tests.awards.checks.scene import facts, held, initiative, judge, judged, law, rated, shares

PASS, FAIL, ASK = CheckVerdict.PASS, CheckVerdict.FAIL, CheckVerdict.NEEDS_PERSON
G1 = facts(
    award="CSTDCS", day=dt.date(2026, 6, 15), awards=held("LDTT", 2025), ratings=rated({2025: "excellent"})
)  # fmt: skip
G5 = facts(
    award="TTLDXS", subject="collective", name="Phòng Kế hoạch", allowed=frozenset({"collective"}),
    ratings=rated({2025: "excellent"}), shares=shares(),
)  # fmt: skip
G7 = facts(
    award="BK_TTG", awards=held("BK_TINH", 2020, occasion="cong_trang") + held("CSTDCS", 2021, 2023, 2025),
    ratings=rated(dict.fromkeys(range(2021, 2026), "good")),
)  # fmt: skip


def with_(given, **changed):
    from dataclasses import replace

    return replace(given, **changed)


def test_g1_excellent_without_an_initiative_is_enough_until_october_2026():
    """Luật 06/2022/QH15 Điều 23: hoàn thành xuất sắc, or an initiative."""
    findings, verdict = judged(G1)
    assert verdict == PASS
    assert findings["CSTDCS.xuat-sac"].citation == "Điều 23, Luật 06/2022/QH15"
    assert findings["CSTDCS.sang-kien"].verdict == FAIL  # an alternative that is not needed
    assert findings["CSTDCS.xuat-sac"].evidence[0].paper == "Văn bản 25/TB ngày 04/12/2025 của Sở"


@pytest.mark.parametrize(("day", "verdict"), [((2026, 9, 30), PASS), ((2026, 10, 1), ASK), ((2026, 10, 2), ASK)])
def test_g2_from_october_2026_a_person_decides_with_the_instrument_named(day, verdict):
    """Luật 06/2026/QH16, of which only the draft is known, would ask for both (R01)."""
    findings, found = judged(with_(G1, day=dt.date(*day)))
    assert found == verdict
    lacking = findings["CSTDCS.sang-kien"]
    assert lacking.outcome == FAIL
    if verdict == ASK:
        assert lacking.text.startswith("Luật 06/2026/QH16 (Sửa Điều 23 Luật 06/2022/QH15) mới biết qua dự thảo.")
        assert "Nếu áp dụng thì không đạt" in lacking.text
        assert verdict_by_record(judge(with_(G1, day=dt.date(*day)), law())) == FAIL


def test_g3_a_year_without_breaks_the_streak():
    """Luật 06/2022/QH15 Điều 22: 03 lần liên tục."""
    findings, verdict = judged(facts(awards=held("CSTDCS", 2022, 2023, 2025), initiatives=(initiative(),)))
    assert verdict == FAIL
    said = findings["CSTD_TINH.lien-tuc"].text
    assert "1 lần liên tục Chiến sĩ thi đua cơ sở (năm 2025); cần 3" in said
    assert "Có năm 2022, 2023 nhưng không liền mạch" in said


def test_g4_three_in_a_row_and_an_initiative():
    findings, verdict = judged(facts(awards=held("CSTDCS", 2023, 2024, 2025), initiatives=(initiative(),)))
    assert verdict == PASS
    assert [one.label for one in findings["CSTD_TINH.lien-tuc"].evidence] == [
        "Chiến sĩ thi đua cơ sở 2023", "Chiến sĩ thi đua cơ sở 2024", "Chiến sĩ thi đua cơ sở 2025",
    ]  # fmt: skip


def test_g5_the_shares_of_a_collective_are_enough_and_people_say_that_it_is_united():
    """Luật 06/2022/QH15 Điều 27: what records can answer passes; đoàn kết is for the minutes to say."""
    findings, verdict = judged(G5)
    asking = [code for code, one in findings.items() if one.verdict != PASS]
    assert (asking, verdict) == (["TTLDXS.doan-ket"], ASK)
    assert verdict_by_record(judge(G5, law())) == PASS
    united = Judged("TTLDXS.doan-ket.2024", PASS, "Hội đồng TĐKT Sở", dt.date(2025, 12, 12), "Biên bản 01/BB-HĐ")
    assert judged(with_(G5, judged=(united,)))[1] == PASS


def test_g6_sixty_five_percent_is_not_enough():
    findings, verdict = judged(with_(G5, shares=shares(titled=13)))
    assert verdict == FAIL
    assert "13 Lao động tiên tiến, đạt 65 %, cần 70 %" in findings["TTLDXS.ty-le"].text


def test_g7_three_times_within_five_years_need_not_be_in_a_row():
    """Luật 06/2022/QH15 Điều 73 khoản 1 điểm b."""
    findings, verdict = judged(G7)
    assert verdict == PASS
    assert findings["BK_TTG.ca-nhan-b2"].verdict == PASS


def test_g8_a_sudden_award_is_not_counted_by_itself():
    """NĐ 152/2025/NĐ-CP Điều 4 khoản 3: a person looks."""
    sudden = held("BK_TINH", 2020, occasion="dot_xuat") + held("CSTDCS", 2021, 2023, 2025)
    findings, verdict = judged(with_(G7, awards=sudden))
    assert verdict == ASK
    assert findings["BK_TTG.ca-nhan-b1"].verdict == ASK
    assert "đột xuất" in findings["BK_TTG.ca-nhan-b1"].text
    assert "NĐ 152/2025/NĐ-CP Điều 4 khoản 3" in findings["BK_TTG.ca-nhan-b1"].text


# ---- the same versions, elsewhere ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "verdict"), [((2025, 6, 30), ASK), ((2025, 7, 1), PASS), ((2026, 9, 30), PASS), ((2026, 10, 2), ASK)]
)
def test_maternity_is_judged_by_the_version_of_the_day(day, verdict):
    """NĐ 152/2025/NĐ-CP Điều 4 khoản 5 from 01/07/2025; before it the text was not read, after it the law changes."""
    from awards.checks import Leave

    mother = facts(
        day=dt.date(*day), awards=held("CSTDCS", 2022, 2024, 2025), initiatives=(initiative(),),
        leaves=(Leave(dt.date(2023, 2, 1), dt.date(2023, 7, 31)),),
    )  # fmt: skip
    assert judged(mother)[1] == verdict


def test_before_2024_no_rule_speaks():
    """Awards of before Luật 06/2022/QH15 are history: they count as held and nobody judges them again."""
    assert judged(facts(day=dt.date(2023, 12, 31))) == ({}, ASK)
    old = held("CSTDCS", 2021, 2022, 2023)
    assert judged(facts(day=dt.date(2024, 2, 1), term=G1.term.__class__("working_year", 2023), awards=old,
                        initiatives=(initiative(),)))[1] == PASS  # fmt: skip


def test_no_ladder_where_the_article_has_none():
    """NĐ 152/2025/NĐ-CP Điều 4 khoản 1 (R08): a Bằng khen cấp tỉnh for two years CSTĐCS asks for no Giấy khen."""
    findings, _ = judged(facts(award="BK_TINH", awards=held("CSTDCS", 2024, 2025)))
    assert findings["BK_TINH.ca-nhan-d1"].verdict == PASS
    assert {one.kind for one in findings.values()} & {"held_before"} == set()


def test_a_wrong_subject_and_a_hold_block():
    """Luật 06/2022/QH15 Điều 6, 9, 20; NĐ 152/2025/NĐ-CP Điều 4 khoản 4."""
    from awards.checks import HoldKnown

    stopped = facts(
        award="GDVH", allowed=frozenset({"household"}), holds=(HoldKnown("Đang thanh tra", dt.date(2026, 1, 5)),)
    )
    findings = judge(stopped, law())
    assert [one.kind for one in blocking(findings)] == ["subject", "no_hold"]
