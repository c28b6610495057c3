"""The check of a dossier: by which law, stored when, what it stops, what has changed since."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from awards import actions
from awards.checks import from_json
from awards.compile.checking import check_dossier, shown_findings, trusted_with
from awards.compile.line_checks import overview
from awards.enums import CheckVerdict
from awards.models import LineCheck
from tests.awards.line_checks import (
    at_state,
    conclude,
    hold,
    holding,
    initiative,
    line_of,
    noon,
    rating,
    release,
    stored,
    under_law,
)
from tests.awards.scene import AT, TODAY, add, award, fresh, honoree, issue, person, step, walk
from thidua.errors import Refused

pytestmark = pytest.mark.django_db
PASS, FAIL, ASK = CheckVerdict.PASS, CheckVerdict.FAIL, CheckVerdict.NEEDS_PERSON


def checked(dossier, today=TODAY):
    return {one.line.honoree.name: one for one in check_dossier(fresh(dossier), today=today)}


def findings(one):
    return {finding.rule.rpartition(".")[0]: finding for finding in one.findings}


# ---- reading ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 3, 50])
def test_the_queries_do_not_grow_with_the_lines(world, n, django_assert_num_queries):
    dossier = under_law(world, lines=())
    for number in range(n):
        add(world, dossier, honoree(world.units["SNNPTNT"], f"Y Ngọc {number}"))
    with django_assert_num_queries(14):
        assert len(check_dossier(dossier, today=TODAY)) == n


def test_golden_g4_three_in_a_row_and_an_initiative_and_g3_a_year_without(world):
    """Luật 06/2022/QH15 Điều 22, on a dossier."""
    dossier = under_law(world, lines=())
    for name, years in (("A Bốn", (2022, 2023, 2024)), ("A Ba", (2021, 2022, 2024))):
        who = honoree(world.units["SNNPTNT"], name)
        add(world, dossier, who, "CSTD_TINH")
        initiative(who)
        for year in years:
            holding(who, "CSTDCS", year, decided_on=dt.date(year, 12, 1))
    found = checked(dossier)
    assert (found["A Bốn"].verdict, found["A Ba"].verdict) == (PASS, FAIL)
    assert found["A Ba"].blocking == ()  # it warns; people conclude


def test_golden_g5_and_g6_the_shares_of_a_collective(world):
    """Luật 06/2022/QH15 Điều 27: 14 of 20 are enough, 13 are not; that it is united, people say."""
    dossier = under_law(world, lines=())
    who = honoree(world.units["SNNPTNT"], "Phòng Kế hoạch", "collective")
    add(world, dossier, who, "TTLDXS")
    rating(who, 2024)
    line, heads = line_of(dossier), actions.Heads(20, 14, 20, 1, 0, "Danh sách 2024")
    by = {"by": person(world, "canbo"), "at": AT}
    actions.save_shares(line=line, heads=heads, **by)
    dossier = at_state(dossier, "appraising", received_at=AT, first_sent_at=AT, arrived_at=AT)
    actions.judge_line(line=line_of(dossier), rule="TTLDXS.doan-ket.2024", verdict="pass", reason="Biên bản 01/BB",
                       by=person(world, "chuyenvien"), at=AT)  # fmt: skip
    (one,) = check_dossier(dossier, today=TODAY)
    assert one.verdict == PASS
    assert "kết luận đạt" in findings(one)["TTLDXS.doan-ket"].text
    line.shares.__class__.objects.update(titled=13)
    (one,) = check_dossier(dossier, today=TODAY)
    assert one.verdict == FAIL and "đạt 65 %, cần 70 %" in findings(one)["TTLDXS.ty-le"].text


def test_golden_g7_and_g8_of_a_state_award(world):
    """Luật 06/2022/QH15 Điều 73; NĐ 152/2025/NĐ-CP Điều 4 khoản 3: a sudden award is not counted by itself."""
    dossier = under_law(world, lines=())
    dossier = at_state(dossier, "draft", level="state")
    for name, occasion in (("A Bảy", "cong_trang"), ("A Tám", "dot_xuat")):
        who = honoree(world.units["SNNPTNT"], name)
        add(world, dossier, who, "BK_TTG")
        holding(who, "BK_TINH", 2020, occasion=occasion)
        for year in (2021, 2023, 2025):
            holding(who, "CSTDCS", year)
        for year in range(2021, 2026):
            rating(who, year, "good")
    found = checked(dossier, dt.date(2025, 12, 18))
    assert (found["A Bảy"].verdict, found["A Tám"].verdict) == (PASS, ASK)
    assert findings(found["A Tám"])["BK_TTG.ca-nhan-b1"].verdict == ASK


# ---- by which law ----------------------------------------------------------------------------------------------------


def codes(dossier, today):
    (one,) = check_dossier(fresh(dossier), today=today)
    return {finding.rule for finding in one.findings}


@pytest.mark.parametrize(
    ("received", "version"),
    [((2025, 6, 30), "CHUNG.tam-dung.2024"), ((2025, 7, 1), "CHUNG.tam-dung.2025-07")],
)
def test_the_day_of_receipt_picks_the_version_however_late_it_is_read(world, received, version):
    dossier = under_law(world, lines=("Y Ngọc",))
    at_state(dossier, "appraising", received_at=noon(*received), first_sent_at=noon(*received))
    hold(line_of(dossier).honoree, opened_on=dt.date(2025, 6, 1))
    assert {code for code in codes(dossier, dt.date(2026, 3, 1)) if "tam-dung" in code} == {version}


def g1(world):
    """LĐTT, hoàn thành xuất sắc 2025, no initiative, proposed for CSTĐCS by whoever may."""
    dossier = under_law(world, lines=())
    who = honoree(world.units["SNNPTNT"], "Y Một")
    line = add(world, dossier, who, "BK_TINH")
    line.__class__.objects.filter(pk=line.pk).update(award=award("CSTDCS"))
    holding(who, "LDTT", 2025)
    rating(who, 2025)
    return dossier


@pytest.mark.parametrize(("received", "verdict"), [((2026, 9, 30), PASS), ((2026, 10, 2), ASK)])
def test_golden_g1_and_g2_the_same_line_received_before_and_after_the_new_law(world, received, verdict):
    """R01, R02; and the term stays that of the sending."""
    dossier = g1(world)
    at_state(dossier, "appraising", received_at=noon(*received), first_sent_at=noon(2026, 3, 20))
    (one,) = check_dossier(fresh(dossier), today=dt.date(2026, 11, 3))
    assert (one.verdict, one.day) == (verdict, dt.date(*received))


def choose(world, dossier, reason, at):
    actions.choose_law(dossier=fresh(dossier), reason=reason, by=person(world, "chuyenvien"), at=at)


def test_the_more_favourable_law_is_chosen_with_a_reason_and_given_back(world):
    dossier = g1(world)
    at_state(dossier, "appraising", received_at=noon(2026, 9, 30), first_sent_at=noon(2026, 3, 20))
    with pytest.raises(Refused, match="chưa có hiệu lực"):
        choose(world, dossier, "Có lợi hơn", noon(2026, 9, 30))
    choose(world, dossier, "Bỏ điều kiện cũ", noon(2026, 10, 5))
    (one,) = check_dossier(fresh(dossier), today=dt.date(2026, 10, 5))
    assert (one.day, one.verdict) == (dt.date(2026, 10, 1), ASK)
    assert [(row.law_day, row.verdict) for row in stored(dossier, "appraisal")] == [(dt.date(2026, 10, 1), ASK)]
    choose(world, dossier, "", noon(2026, 10, 6))
    assert fresh(dossier).law_choice == "" and stored(dossier, "appraisal").last().law_day == dt.date(2026, 9, 30)
    with pytest.raises(Refused, match="ghi vì sao"):
        choose(world, dossier, "", noon(2026, 10, 6))


def test_nothing_to_choose_for_a_dossier_received_under_the_new_law(world):
    dossier = g1(world)
    at_state(dossier, "appraising", received_at=noon(2026, 10, 2), first_sent_at=noon(2026, 3, 20))
    with pytest.raises(Refused, match="đã áp dụng, không cần chọn"):
        choose(world, dossier, "Có lợi hơn", noon(2026, 11, 2))


# ---- stored, and what has changed ------------------------------------------------------------------------------------


def test_stored_at_sending_at_each_sending_again_and_when_appraisal_begins(world):
    dossier = walk(world, under_law(world), "to_head")
    assert not LineCheck.objects.exists()
    step(world, dossier, "send", "thutruong")
    assert [row.checked_by.username for row in stored(dossier, "sent")] == [world.thutruong.username] * 2
    assert not stored(dossier, "appraisal").exists()
    step(world, dossier, "receive", "chuyenvien")
    assert not stored(dossier, "appraisal").exists()
    step(world, dossier, "take_up", "chuyenvien")
    assert stored(dossier, "appraisal").count() == 2
    step(world, dossier, "return", "chuyenvien", reason="TL-HS01")
    walk(world, dossier, "submitted", road=(("returned", "to_head", "canbo"), ("to_head", "send", "thutruong"),
                                            ("submitted", "", "")))  # fmt: skip
    assert stored(dossier, "sent").count() == 4  # each is kept
    actions_before = from_json(stored(dossier, "sent").first().findings)
    assert actions_before and LineCheck.objects.newest(line__dossier=dossier).count() == 4


def test_differences_name_the_record_that_changed(world):
    dossier = walk(world, under_law(world, lines=("Y Ngọc",)), "appraising")
    who = line_of(dossier).honoree
    (before,) = overview(fresh(dossier), person(world, "chuyenvien"), today=TODAY)
    assert before.changes == ()
    holding(who, "BK_TINH", 2024, decision_number="9/QĐ", achievement="Làm tốt.")
    (now,) = overview(fresh(dossier), person(world, "chuyenvien"), today=TODAY)
    (change,) = [one for one in now.changes if one.now.kind == "one_achievement"]
    assert (change.was.verdict, change.now.verdict) == (PASS, FAIL)
    assert change.why == ("thêm căn cứ: BK_TINH 2024 (Quyết định 9/QĐ ngày 01/12/2024 của UBND tỉnh)",)
    actions.recheck_dossier(dossier=fresh(dossier), by=person(world, "chuyenvien"), at=AT)
    assert stored(dossier, "appraisal").last().blocking


def test_only_who_appraises_checks_again(world):
    dossier = walk(world, under_law(world), "appraising")
    for name in ("canbo", "giamdoc", "lanhdao"):
        with pytest.raises(PermissionDenied):
            actions.recheck_dossier(dossier=fresh(dossier), by=person(world, name), at=AT)


# ---- the law's stops -------------------------------------------------------------------------------------------------


def test_the_same_achievement_stops_the_way_and_everything_else_only_warns(world):
    """Luật 06/2022/QH15 Điều 5 (R05)."""
    dossier = under_law(world, lines=("Y Ngọc", "A Víu"))
    held = holding(line_of(dossier, "Y Ngọc").honoree, "BK_TINH", 2023, achievement="Làm tốt.")
    with pytest.raises(Refused) as said:
        step(world, dossier, "to_head", "canbo")
    assert "Y Ngọc, Bằng khen" in str(said.value) and "(Điều 5, Luật 06/2022/QH15)" in str(said.value)
    assert "2023/BK_TINH" in str(said.value) and "A Víu" not in str(said.value)
    held.revoked_on = TODAY
    held.save()
    step(world, dossier, "to_head", "canbo")
    held.revoked_on = None
    held.save()
    with pytest.raises(Refused, match="Chưa gửi được"):
        step(world, dossier, "send", "thutruong")
    assert fresh(dossier).state == "to_head" and not LineCheck.objects.exists()


def test_a_wrong_subject_is_stopped(world):
    """Luật 06/2022/QH15 Điều 6, 9, 20 (R03): even where the line came in by another way."""
    dossier = under_law(world, lines=("Y Ngọc",))
    dossier.lines.update(award=award("CO_TINH"))
    with pytest.raises(Refused, match="Danh hiệu, hình thức được tặng loại đối tượng này"):
        step(world, dossier, "to_head", "canbo")


@pytest.mark.parametrize(("state", "name", "by"), [("draft", "to_head", "canbo"), ("to_head", "send", "thutruong")])
def test_an_open_hold_stops_sending_and_its_conclusion_releases(world, state, name, by):
    dossier = walk(world, under_law(world), state)
    row = hold(line_of(dossier, "Trần Văn Bình").honoree)
    with pytest.raises(Refused, match=r"Trần Văn Bình: đang tạm dừng xét từ 18/12/2024, chỉ gỡ được bằng kết luận\."):
        step(world, dossier, name, by)
    assert fresh(dossier).state == state
    release(world, row)
    step(world, dossier, name, by)


def test_a_hold_opened_after_receipt_stops_the_conclusion_and_the_article_is_named_where_it_is_known(world):
    """NĐ 152/2025/NĐ-CP Điều 4 khoản 4 (R09): the law of the receipt, the record of today."""
    dossier = under_law(world, lines=("Y Ngọc",))
    at_state(dossier, "appraising", received_at=noon(2025, 9, 1), first_sent_at=noon(2025, 8, 28))
    row = hold(line_of(dossier).honoree, opened_on=dt.date(2025, 9, 20))
    with pytest.raises(Refused, match=r"bằng kết luận \(Điều 4 khoản 4, Nghị định 152/2025/NĐ-CP\)"):
        conclude(world, line_of(dossier), at=noon(2025, 10, 1))
    release(world, row, at=noon(2025, 10, 2))
    conclude(world, line_of(dossier), at=noon(2025, 10, 2))
    assert line_of(dossier).state == "eligible"


def test_a_hold_does_not_keep_an_officer_from_saying_no(world):
    dossier = walk(world, under_law(world, lines=("Y Ngọc",)), "appraising")
    hold(line_of(dossier).honoree)
    conclude(world, line_of(dossier), eligible=False, reason="KD-06")
    assert line_of(dossier).state == "ineligible"


def test_the_clerk_is_stopped_by_a_hold_and_told_nothing_of_it(world):
    """R38: văn thư may not read of holds; the honoree is named, the rest is not."""
    dossier = walk(world, under_law(world), "signed")
    hold(line_of(dossier, "Nguyễn Thị Thanh").honoree, text="Tố cáo")
    with pytest.raises(Refused) as said:
        issue(world, dossier)
    assert "Nguyễn Thị Thanh" in str(said.value)
    for word in ("tạm dừng", "Tố cáo", "Điều 4"):
        assert word not in str(said.value)


def test_who_may_not_read_of_holds_reads_nothing_of_them_even_where_there_are_none(world):
    dossier = under_law(world, lines=("Y Ngọc",))
    at_state(dossier, "appraising", received_at=noon(2025, 9, 1), first_sent_at=noon(2025, 8, 28), arrived_at=AT)

    def kinds(name):
        (one,) = overview(fresh(dossier), person(world, name), today=dt.date(2025, 9, 3))
        return [finding.kind for finding in one.findings]

    without = kinds("vanphong")
    assert "no_hold" not in without and "no_hold" in kinds("chuyenvien") and "no_hold" in kinds("canbo")
    hold(line_of(dossier).honoree, opened_on=dt.date(2025, 9, 2))
    assert kinds("vanphong") == without
    (one,) = overview(fresh(dossier), person(world, "vanphong"), today=dt.date(2025, 9, 3))
    assert one.stops == ("Y Ngọc: dòng này hiện chưa đi tiếp được, chi tiết do đơn vị quản lý và Sở Nội vụ giữ",)


def test_words_on_discipline_are_veiled(world):
    dossier = under_law(world, lines=())
    who = honoree(world.units["SNNPTNT"], "Y Ngọc")
    add(world, dossier, who, "CSTD_TINH")
    who.disciplines.create(form="Cảnh cáo", severe=True, decided_on=dt.date(2022, 3, 1), ends_on=dt.date(2023, 3, 1))
    holding(who, "CSTDCS", 2024)
    (one,) = check_dossier(dossier, today=dt.date(2025, 9, 1))
    seen = {f.kind: f.text for f in shown_findings(one.findings, trusted=False)}
    assert "kỷ luật" not in seen["consecutive"].lower() and "Cảnh cáo" not in seen["consecutive"]
    assert trusted_with(person(world, "vanthu"), [one.line]) == frozenset()
    assert trusted_with(person(world, "thutruong"), [one.line]) == {one.line.pk}


# ---- levels and deciders ---------------------------------------------------------------------------------------------


def test_lines_are_of_the_level_of_their_dossier(world):
    dossier = under_law(world, lines=())
    who = honoree(world.units["SNNPTNT"], "Y Ngọc")
    with pytest.raises(Refused, match="không thuộc quyết định của Chủ tịch UBND tỉnh"):
        add(world, dossier, who, "BK_TTG")
    at_state(dossier, "draft", level="state")
    with pytest.raises(Refused, match="không thuộc hồ sơ trình cấp Nhà nước"):
        add(world, dossier, who, "BK_TINH")
    line = add(world, dossier, who, "BK_TTG")
    at_state(dossier, "signed", signed_by=world.lanhdao)
    line.__class__.objects.filter(pk=line.pk).update(state="eligible")
    with pytest.raises(PermissionDenied):  # what the State decides is sent up, not issued here
        issue(world, dossier)


@pytest.mark.parametrize("day", [(2025, 6, 30), (2025, 7, 1)])
def test_what_the_provinces_chairman_may_not_decide_that_day_is_refused_with_the_citation(world, day):
    """Luật 06/2022/QH15 Điều 80, NĐ 129/2025/NĐ-CP Điều 59 (R16): CSTĐCS is not his, before or after."""
    dossier = under_law(world, lines=("Y Ngọc",))
    award("CSTDCS").__class__.objects.filter(code="CSTDCS").update(authority="province")
    dossier.lines.update(award=award("CSTDCS", dt.date(*day)))
    at_state(dossier, "appraising", received_at=noon(*day), first_sent_at=noon(*day))
    with pytest.raises(Refused, match=r"Chủ tịch Ủy ban nhân dân tỉnh không quyết định .*\(.*Điều"):
        conclude(world, line_of(dossier), at=noon(*day))
