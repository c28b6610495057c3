"""The data files of the law in the tables, and what `awards.compile.law` reads from them."""

import datetime as dt

import pytest

from awards import load
from awards.checks import rule_type
from awards.compile.law import (
    ballot_rule,
    checklist,
    deadline_days,
    decider_may,
    law_day,
    rules_on,
    yearly_day,
)
from awards.enums import Standing
from awards.models import (
    AuthorityRule,
    AwardType,
    BallotRule,
    ChecklistItem,
    DeadlineRule,
    Dossier,
    EligibilityRule,
    Instrument,
)
from tests.awards.checks.scene import law
from thidua.errors import Refused
from units.load import LoadReport

pytestmark = pytest.mark.django_db
RULES = (EligibilityRule, AuthorityRule, BallotRule, ChecklistItem, DeadlineRule)
OLD, NEW = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
PAST, NEXT = dt.date(2026, 9, 30), dt.date(2026, 10, 1)


@pytest.fixture(autouse=True)
def loaded():
    load.load_catalogue()
    load.load_law()


def test_loading_again_changes_nothing():
    counts = [model.objects.count() for model in (Instrument, *RULES)]
    again = load.load_law()
    assert again == LoadReport(unchanged=again.unchanged)
    assert [model.objects.count() for model in (Instrument, *RULES)] == counts
    assert sum(counts) > 300


def test_every_code_is_in_the_catalogue_and_every_type_is_known():
    known = {"", *AwardType.objects.values_list("code", flat=True)}
    for model in RULES:
        assert set(model.objects.values_list("award_code", flat=True)) <= known
    for row in EligibilityRule.objects.all():
        given = rule_type(row.kind).read(row.parameters)
        assert {given.get("code", ""), given.get("of", "")} <= known, row.code


def test_the_rows_of_the_tables_are_those_of_the_files():
    day = dt.date(2026, 3, 2)
    assert rules_on(day) == tuple(row for row in law() if row.holds_on(day))


def test_nothing_of_the_coming_law_judges_by_itself():
    """Its final text has not been read: draft or partial, never verified."""
    for model in RULES:
        assert not model.objects.filter(instrument__code="LUAT_06_2026", standing=Standing.VERIFIED).exists()


def test_no_row_outlives_or_precedes_its_instrument():
    for model in RULES:
        for row in model.objects.select_related("instrument"):
            begins, ends = row.instrument.valid_from, row.instrument.valid_to
            assert begins is None or row.valid_from >= begins, row
            assert ends is None or (row.valid_to and row.valid_to <= ends), row


def test_what_an_administrator_has_written_stays():
    row = EligibilityRule.objects.get(code="CSTDCS.xuat-sac.2024")
    EligibilityRule.objects.filter(pk=row.pk).update(text="Của tỉnh", standing="partial", version=2)
    Instrument.objects.filter(code="TT_15_2025").update(standing="verified")
    load.load_law()
    row.refresh_from_db()
    assert (row.text, row.standing) == ("Của tỉnh", "partial")
    assert Instrument.objects.get(code="TT_15_2025").standing == "verified"


@pytest.mark.parametrize(
    ("code", "decider", "day", "verdict"),
    [
        ("CSTDCS", "commune", OLD, "fail"),  # Luật Điều 80 (R16)
        ("CSTDCS", "commune", NEW, "pass"),  # NĐ 129/2025 Điều 59
        ("TTLDTT", "commune", OLD, "fail"),
        ("TTLDTT", "commune", NEW, "pass"),
        ("THON_VH", "district", OLD, "pass"),
        ("THON_VH", "commune", OLD, "fail"),
        ("THON_VH", "commune", NEW, "pass"),
        ("LDTT", "commune", OLD, "pass"),
        ("LDTT", "district", OLD, "pass"),
        ("LDTT", "district", NEW, "fail"),
        ("GK", "department", NEW, "pass"),
        ("GDVH", "commune", OLD, "pass"),
        ("CSTDCS", "enterprise", NEW, "pass"),
        ("BK_TINH", "province", NEW, "pass"),
        ("BK_TINH", "commune", NEW, "fail"),
        ("CSTDTQ", "prime_minister", NEW, "pass"),
        ("CSTDTQ", "province", NEW, "fail"),
        ("TTLDXS", "province", NEW, "needs_person"),  # by another province's rule only
        ("HC_LD3", "president", NEW, "needs_person"),
        ("CSTT", "province", NEW, "needs_person"),  # nothing on record
        ("CSTDCS", "commune", NEXT, "needs_person"),
    ],
)
def test_who_may_decide(code, decider, day, verdict):
    ruling = decider_may(code, decider, day)
    assert ruling.verdict == verdict
    assert ruling.citation or "Danh mục chưa ghi" in ruling.text


def test_a_refused_decider_is_told_whose_it_is():
    ruling = decider_may("CSTDCS", "commune", OLD)
    assert "Chủ tịch Ủy ban nhân dân xã không quyết định Chiến sĩ thi đua cơ sở ngày 30/06/2025" in ruling.text
    assert "Chủ tịch Ủy ban nhân dân huyện" in ruling.text
    assert ruling.citation == "Điều 80, Luật 06/2022/QH15"


@pytest.mark.parametrize(
    ("code", "subject", "occasion", "simple", "papers"),
    [
        ("BK_TINH", "person", "cong_trang", False, ["to_trinh", "bao_cao_thanh_tich", "bien_ban"]),  # Luật Điều 84
        ("CSTDCS", "person", "cong_trang", False,
         ["to_trinh", "bao_cao_thanh_tich", "bien_ban", "sang_kien", "ket_qua_bo_phieu"]),
        ("CO_TINH", "collective", "cong_trang", False,
         ["to_trinh", "bao_cao_thanh_tich", "bien_ban", "ket_qua_bo_phieu"]),
        ("BK_TINH", "person", "dot_xuat", True, ["to_trinh", "bao_cao_tom_tat"]),  # Luật Điều 85
    ],
)  # fmt: skip
def test_the_papers_of_a_dossier(code, subject, occasion, simple, papers):
    rows = checklist(code, subject, occasion, simple, dt.date(2025, 3, 1))
    assert [row.purpose for row in rows] == papers
    assert all(row.citation for row in rows)


def test_a_sudden_award_of_the_prime_minister_asks_for_one_paper_more():
    day = dt.date(2026, 1, 5)
    plain, sudden = (checklist("BK_TTG", "person", kind, False, day) for kind in ("cong_trang", "dot_xuat"))
    assert {row.purpose for row in sudden} - {row.purpose for row in plain} == {"xac_nhan_thanh_tich"}


@pytest.mark.parametrize(
    ("event", "day", "days"),
    [("return_incomplete", OLD, 5), ("appraise", NEW, 20), ("after_opinions", OLD, 10), ("send_decision", NEW, 10),
     ("notify_negative", NEW, 10), ("consult", OLD, 10), ("consult", dt.date(2023, 1, 1), None),
     ("send_cstdtq", OLD, None), ("gì đó", OLD, None)],
)  # fmt: skip
def test_days_that_are_given(event, day, days):
    assert deadline_days(event, day) == days


def test_days_of_the_year():
    assert yearly_day("send_cstdtq", 2024) == dt.date(2024, 12, 31)
    assert yearly_day("send_co_cp", 2024) == dt.date(2024, 6, 30)
    assert yearly_day("appraise", 2024) is None


@pytest.mark.parametrize(("code", "percent"), [("CSTD_TINH", 90), ("CSTDCS", 80), ("CO_TINH", 80), ("LDTT", None)])
def test_ballots(code, percent):
    """NĐ 98/2023/NĐ-CP Điều 30 khoản 7; under NĐ 152/2025 the article has not been read."""
    rule = ballot_rule(code, OLD)
    assert (rule.percent if rule else None) == percent
    if rule:
        assert rule.standing == "verified" and ballot_rule(code, NEW).standing == "unverified"


# ---- the law's day ---------------------------------------------------------------------------------------------------


def received(day):
    return Dossier(received_at=day and dt.datetime(day.year, day.month, day.day, 3, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("receipt", "today", "opt_in", "day"),
    [
        (PAST, dt.date(2026, 11, 2), "", PAST),  # R01: by its receipt
        (dt.date(2026, 10, 2), dt.date(2026, 11, 2), "", dt.date(2026, 10, 2)),
        (None, dt.date(2026, 3, 2), "", dt.date(2026, 3, 2)),
        (PAST, dt.date(2026, 11, 2), "Có lợi hơn cho tập thể", NEXT),  # R02
    ],
)
def test_the_day_by_which_a_dossier_is_judged(receipt, today, opt_in, day):
    assert law_day(received(receipt), today=today, opt_in=opt_in) == day


@pytest.mark.parametrize(
    ("receipt", "today", "said"),
    [
        (PAST, PAST, "Luật sửa đổi chưa có hiệu lực"),
        (NEXT, dt.date(2026, 11, 2), "Hồ sơ không tiếp nhận trước ngày 01/10/2026"),
        (None, dt.date(2026, 11, 2), "Hồ sơ không tiếp nhận trước ngày 01/10/2026"),
    ],
)
def test_the_new_law_can_be_chosen_only_where_there_is_a_choice(receipt, today, said):
    with pytest.raises(Refused, match=said):
        law_day(received(receipt), today=today, opt_in="Có lợi hơn")


def test_the_receipt_is_the_offices_day():
    late = Dossier(received_at=dt.datetime(2026, 9, 30, 17, 30, tzinfo=dt.UTC))  # 00:30 on 01/10 there
    assert law_day(late, today=NEXT) == NEXT
