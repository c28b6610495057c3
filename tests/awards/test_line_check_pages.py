"""The pages of the check as people use them, and what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Initiative, Judgement, LineShares
from tests.awards.line_checks import at_state, hold, holding, initiative, line_of, noon, rating, under_law
from tests.awards.scene import add, award, fresh, honoree, step, walk

pytestmark = pytest.mark.django_db


def get(client, world, who, name, *args):
    client.force_login(world.people[who])
    return client.get(reverse(f"awards:{name}", args=args))


def post(client, world, who, name, args, **typed):
    client.force_login(world.people[who])
    return client.post(reverse(f"awards:{name}", args=args), typed)


def title_line(world, dossier, name="Y Ngọc"):
    """A line for Chiến sĩ thi đua cấp tỉnh of a dossier that its unit still writes."""
    who = honoree(world.units["SNNPTNT"], name)
    add(world, dossier, who, "CSTD_TINH")
    return line_of(dossier, name)


def test_the_dossiers_page_tells_each_lines_verdict_and_where_to_read_it(client, world):
    dossier = under_law(world, lines=("Y Ngọc",))
    line = line_of(dossier)
    shown = get(client, world, "canbo", "dossier_detail", dossier.pk).text
    assert reverse("awards:line_check", args=[dossier.pk, line.pk]) in shown and "Cần người xem xét" in shown
    holding(line.honoree, "BK_TINH", 2023, achievement="Làm tốt.")
    stopped = get(client, world, "canbo", "dossier_detail", dossier.pk).text
    assert 'aria-disabled="true"' in stopped and "(Điều 5, Luật 06/2022/QH15)" in stopped
    assert reverse("awards:dossier_step", args=[dossier.pk, "to_head"]) not in stopped


def test_the_page_of_a_line_names_rule_article_evidence_and_standing(client, world):
    dossier = under_law(world, lines=())
    line = title_line(world, dossier)
    for year in (2022, 2023, 2024):
        holding(line.honoree, "CSTDCS", year)
    initiative(line.honoree)
    shown = get(client, world, "thutruong", "line_check", dossier.pk, line.pk).text
    for words in ("03 lần liên tục", "Điều 22, Luật 06/2022/QH15", "Quyết định 2023/CSTDCS", "Tưới nhỏ giọt",
                  "xét theo pháp luật ngày 18/12/2024", "Danh mục"):  # fmt: skip
        assert words in shown, words


def test_a_past_decision_of_the_portal_is_a_link(client, world):
    first = walk(world, under_law(world, lines=("Y Ngọc",)), "decided")
    second = under_law(world, lines=())
    add(world, second, first.lines.get().honoree, "BK_TINH")
    line = line_of(second)
    line.achievement = ""
    line.save()
    shown = get(client, world, "canbo", "line_check", second.pk, line.pk).text
    assert reverse("awards:decision_detail", args=[first.decision_id]) in shown


def test_a_dossier_that_one_may_not_open_is_named_without_a_link(client, world):
    """Another department proposes the same person: told by whom, and the door stays shut."""
    other = under_law(world, unit="SYT", by="canbo_khac", lines=("Y Ngọc",))
    at_state(other, "submitted")
    dossier = under_law(world, lines=())
    line = other.lines.get()
    made = dossier.lines.create(honoree=line.honoree, award=line.award, achievement="Làm tốt.")
    shown = get(client, world, "canbo", "line_check", dossier.pk, made.pk).text
    assert "của Sở Y tế" in shown and reverse("awards:dossier_detail", args=[other.pk]) not in shown
    assert reverse("awards:dossier_detail", args=[other.pk]) in _as_officer(client, world, dossier, made)


def _as_officer(client, world, dossier, line):
    at_state(dossier, "appraising")
    return get(client, world, "chuyenvien", "line_check", dossier.pk, line.pk).text


def test_the_unit_gives_its_paper_and_the_officer_judges(client, world):
    dossier = under_law(world, lines=())
    who = honoree(world.units["SNNPTNT"], "Phòng Kế hoạch", "collective")
    add(world, dossier, who, "TTLDXS")
    line, rule = line_of(dossier), "TTLDXS.doan-ket.2024"
    keys = [dossier.pk, line.pk]
    assert "Căn cứ" in get(client, world, "canbo", "line_check", *keys).text
    assert (
        post(client, world, "canbo", "line_ground", keys, rule=rule, version=0, paper="Biên bản 02/BB").status_code
        == 302
    )
    late = post(client, world, "canbo", "line_ground", keys, rule=rule, version=0, paper="Biên bản 03/BB")
    assert late.status_code == 422 and "Biên bản 03/BB" in late.text and "Người khác vừa ghi" in late.text
    wrong = post(client, world, "canbo", "line_ground", keys, rule="TTLDXS.ty-le.2024", version=0, paper="x")
    assert wrong.status_code == 422 and "không phải tiêu chuẩn do người xét" in wrong.text

    at_state(dossier, "appraising", received_at=noon(2024, 12, 18))
    assert "Biên bản 02/BB" in get(client, world, "chuyenvien", "line_check", *keys).text
    bare = post(client, world, "chuyenvien", "line_judgement", keys, rule=rule, version=1, verdict="pass", reason="")
    assert bare.status_code == 422 and "ghi dựa vào đâu" in bare.text
    said = {"rule": rule, "version": 1, "verdict": "pass", "reason": "Đã xem biên bản"}
    assert post(client, world, "chuyenvien", "line_judgement", keys, **said).status_code == 302
    judged = Judgement.objects.get()
    assert (judged.verdict, judged.by, judged.paper, judged.version) == ("pass", world.chuyenvien, "Biên bản 02/BB", 2)
    assert "kết luận đạt" in get(client, world, "canbo", "line_check", *keys).text
    assert (
        post(client, world, "chuyenvien", "line_judgement", keys, **(said | {"version": 2, "verdict": ""})).status_code
        == 302
    )
    judged.refresh_from_db()
    assert (judged.verdict, judged.by) == ("", None)


def test_heads_of_a_collective_are_entered_and_what_is_wrong_comes_back(client, world):
    dossier = under_law(world, lines=())
    add(world, dossier, honoree(world.units["SNNPTNT"], "Phòng Kế hoạch", "collective"), "TTLDXS")
    keys = [dossier.pk, line_of(dossier).pk]
    typed = {"members": "20", "titled": "21", "completed": "20", "fighters": "1", "severe": "0", "source": "Danh sách",
             "version": 0}  # fmt: skip
    wrong = post(client, world, "canbo", "line_shares", keys, **typed)
    assert wrong.status_code == 422 and "từ 0 đến 20" in wrong.text and 'value="21"' in wrong.text
    assert "Nhập một số" in post(client, world, "canbo", "line_shares", keys, **(typed | {"members": ""})).text
    assert post(client, world, "canbo", "line_shares", keys, **(typed | {"titled": "14"})).status_code == 302
    assert "14 Lao động tiên tiến, đạt 70 %" in get(client, world, "canbo", "line_check", *keys).text
    late = post(client, world, "canbo", "line_shares", keys, **(typed | {"titled": "15"}))
    assert late.status_code == 422 and LineShares.objects.get().titled == 14


def test_an_initiative_is_used_and_given_back(client, world):
    dossier = under_law(world, lines=())
    line = title_line(world, dossier)
    own = initiative(line.honoree)
    keys = [dossier.pk, line.pk]
    assert "Dùng cho dòng này" in get(client, world, "canbo", "line_check", *keys).text
    post(client, world, "canbo", "line_initiative", keys, **{"sang-kien": own.pk})
    assert Initiative.objects.get().used_by == line
    assert "Thôi dùng" in get(client, world, "canbo", "line_check", *keys).text
    post(client, world, "canbo", "line_initiative", keys, **{"sang-kien": ""})
    assert Initiative.objects.get().used_by is None


def test_the_overview_and_checking_again(client, world):
    dossier = walk(world, under_law(world), "appraising")
    holding(line_of(dossier, "Trần Văn Bình").honoree, "BK_TINH", 2024, achievement="Làm tốt.")
    shown = get(client, world, "chuyenvien", "dossier_checks", dossier.pk).text
    assert "1 thay đổi" in shown and "Kiểm tra lại" in shown
    assert post(client, world, "chuyenvien", "dossier_recheck", [dossier.pk]).status_code == 302
    assert "Kiểm tra lại tiêu chuẩn" in get(client, world, "chuyenvien", "dossier_detail", dossier.pk).text
    line = line_of(dossier, "Trần Văn Bình")
    page = get(client, world, "canbo", "line_check", dossier.pk, line.pk).text
    assert "Thêm căn cứ: BK_TINH 2024" in page
    assert "bị chặn" in get(client, world, "chuyenvien", "dossier_detail", dossier.pk).text


def test_the_choice_of_law_has_a_page_that_keeps_what_was_typed(client, world):
    dossier = at_state(under_law(world, lines=("Y Ngọc",)), "appraising", received_at=noon(2024, 12, 18))
    assert "Không có gì để chọn" in get(client, world, "chuyenvien", "law_choice", dossier.pk).text
    refused = post(client, world, "chuyenvien", "law_choice", [dossier.pk], reason="Có lợi hơn")
    assert refused.status_code == 422 and "chưa có hiệu lực" in refused.text
    assert post(client, world, "chuyenvien", "law_choice", [dossier.pk], viec="bo").status_code == 302


def test_while_the_unit_corrects_nobody_else_reads_its_check(client, world):
    dossier = walk(world, under_law(world, lines=("Y Ngọc",)), "submitted")
    step(world, dossier, "return", "chuyenvien", reason="TL-HS01")
    line = line_of(dossier)
    assert get(client, world, "chuyenvien", "dossier_checks", dossier.pk).status_code == 404
    assert get(client, world, "chuyenvien", "line_check", dossier.pk, line.pk).status_code == 404
    assert get(client, world, "canbo", "line_check", dossier.pk, line.pk).status_code == 200


def test_a_hold_is_on_no_page_of_the_office(client, world):
    dossier = walk(world, under_law(world, lines=("Y Ngọc",)), "at_office")
    line = line_of(dossier)
    hold(line.honoree, text="Tố cáo nặc danh")
    for name, keys in (("dossier_checks", [dossier.pk]), ("line_check", [dossier.pk, line.pk])):
        text = get(client, world, "vanphong", name, *keys).text
        assert "Tố cáo" not in text and "tạm dừng xét" not in text
        assert "tạm dừng xét" in get(client, world, "chuyenvien", name, *keys).text


@pytest.mark.parametrize("page", ["dossier_detail", "dossier_checks"])
def test_pages_cost_the_same_for_one_and_three_lines(client, world, page):
    costs = []
    for names in (("A",), ("B", "C", "D")):
        dossier = under_law(world, lines=names)
        for line in dossier.lines.all():
            rating(line.honoree, 2024)
        get(client, world, "canbo", page, dossier.pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert get(client, world, "canbo", page, dossier.pk).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_an_award_without_criteria_says_so(client, world):
    dossier = under_law(world, lines=("Y Ngọc",))
    award().__class__.objects.filter(code="BK_TINH").update(code="BK_X")
    from awards.models import EligibilityRule

    EligibilityRule.objects.filter(award_code="").delete()
    shown = get(client, world, "canbo", "line_check", dossier.pk, line_of(dossier).pk).text
    assert "Chưa có tiêu chuẩn nào để đối chiếu" in shown and fresh(dossier).state == "draft"


@pytest.mark.parametrize(("received", "said"), [((2025, 6, 30), False), ((2025, 7, 1), True)])
def test_who_comes_first_among_equals_is_a_hint_from_the_day_of_the_decree(client, world, received, said):
    """NĐ 152/2025/NĐ-CP Điều 4 khoản 6 (R12)."""
    dossier = under_law(world, lines=("Y Ngọc",))
    line_of(dossier).honoree.__class__.objects.update(female=True)
    at_state(dossier, "appraising", received_at=noon(*received))
    text = get(client, world, "chuyenvien", "dossier_checks", dossier.pk).text
    assert ("ưu tiên nữ" in text) == said and ("cá nhân · nữ" in text) == said
