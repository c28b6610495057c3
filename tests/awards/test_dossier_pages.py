"""The rooms of commendation as people use them: one story through every signature, and what lists cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards.models import Decision, Dossier, Honoree
from tests.awards.scene import ROAD, award, drafted, fresh, honoree, issue, load_law, step, walk
from tests.scene import pdf_upload
from units.models import Attachment, Notice

pytestmark = pytest.mark.django_db


def page(client, world, who, dossier):
    client.force_login(world.people[who])
    return client.get(reverse("awards:dossier_detail", args=[dossier.pk]))


def press(client, world, who, dossier, name, **typed):
    client.force_login(world.people[who])
    return client.post(reverse("awards:dossier_step", args=[dossier.pk, name]), typed)


def test_from_the_unit_to_the_decision(client, world):
    """Every person in turn, as their browser would: a line fails, the others are granted, the unit is told."""
    load_law()
    client.force_login(world.canbo)
    assert "Lập hồ sơ" in client.get(reverse("awards:dossier_list")).text
    begun = client.post(
        reverse("awards:dossier_new"), {"title": "Thành tích năm 2024", "occasion": "cong_trang", "version": 0}
    )
    dossier = Dossier.objects.get()
    assert begun.url == reverse("awards:dossier_detail", args=[dossier.pk])
    assert "Hồ sơ chưa có dòng đề nghị nào" in client.get(begun.url).text

    add = reverse("awards:line_new", args=[dossier.pk])
    typed = {"award": award().pk, "achievement": "Làm tốt.", "unit": world.units["SNNPTNT"].pk, "position": "Công nhân"}
    for name in ("Trần Văn Bình", "Nguyễn Thị Thanh"):
        more = {"subject": "person", "name": name, "person_class": "direct", "female": "", "minority": "0"}
        assert client.post(add, typed | more).status_code == 302
    known = honoree(world.units["SNNPTNT"], "Đội Kiểm lâm", "collective")
    found = client.get(f"{add}?tim=doi kiem").text
    assert f"?doi-tuong={known.pk}" in found
    chosen = client.post(f"{add}?doi-tuong={known.pk}", {"award": award("TTLDXS").pk, "achievement": ""})
    assert chosen.status_code == 302
    for purpose in ("bao_cao_thanh_tich", "bien_ban"):
        client.post(reverse("awards:paper_add", args=[dossier.pk]), {"purpose": purpose, "file": pdf_upload()})
    assert "Chưa ghi xác nhận kê khai của Trần Văn Bình" in client.get(begun.url).text
    names = {f"ten_{line.pk}": line.honoree.name for line in dossier.lines.select_related("honoree")}
    assert client.post(reverse("awards:declare", args=[dossier.pk]), names).status_code == 302
    assert press(client, world, "canbo", dossier, "to_head").status_code == 302

    sign = {"number": "12/TTr-SNNPTNT", "signed_on": "18/12/2024", "signer": "Trần Quốc Bảo", "confirmed": "on"}
    empty = press(client, world, "thutruong", dossier, "send", **sign)
    assert empty.status_code == 422 and "Bản đã ký" in empty.text and "12/TTr-SNNPTNT" in empty.text
    assert press(client, world, "thutruong", dossier, "send", **sign, file=pdf_upload()).status_code == 302

    press(client, world, "chuyenvien", dossier, "receive")
    press(client, world, "truongphong", dossier, "assign", assignee=world.people["chuyenvien"].pk)
    press(client, world, "chuyenvien", dossier, "begin")
    assert "Còn 3 dòng chưa kết luận." in page(client, world, "chuyenvien", dossier).text
    for line in dossier.lines.select_related("honoree"):
        good = line.honoree.name != "Trần Văn Bình"
        judge = reverse("awards:line_conclude", args=[dossier.pk, line.pk])
        assert client.get(judge).status_code == 200
        assert client.post(judge, {"viec": "dat"} if good else {"reason": "KD-06"}).status_code == 302
    press(client, world, "chuyenvien", dossier, "to_lead")
    press(client, world, "truongphong", dossier, "to_director")
    proposal = {"number": "90/TTr-SNV", "signed_on": "18/12/2024"}
    press(client, world, "giamdoc", dossier, "sign_proposal", **proposal)
    press(client, world, "vanphong", dossier, "take_in")
    press(client, world, "vanphong", dossier, "put_before")
    assert "10.530.000" not in page(client, world, "lanhdao", dossier).text  # the failed line costs nothing
    press(client, world, "lanhdao", dossier, "sign")
    assert "Đã ký quyết định" not in page(client, world, "canbo", dossier).text  # no number, not yet told
    numbered = {"number": "05", "issued_on": "18/12/2024", "title": "Về việc tặng Bằng khen", "file": pdf_upload()}
    assert press(client, world, "vanthu", dossier, "issue", **numbered).status_code == 302

    decision = Decision.objects.get()
    assert "Quyết định" in page(client, world, "canbo", dossier).text
    shown = client.get(reverse("awards:decision_detail", args=[decision.pk])).text
    assert "Nguyễn Thị Thanh" in shown and "3.510.000 đồng" in shown and "7.020.000 đồng" in shown
    assert "Trần Văn Bình" not in shown
    assert "05/QĐ-UBND" in client.get(reverse("awards:decision_list")).text
    honoured = Honoree.objects.get(name="Nguyễn Thị Thanh")
    assert "05/QĐ-UBND" in client.get(reverse("honorees:honoree_detail", args=[honoured.pk])).text
    assert Notice.objects.filter(to=world.canbo, text__contains="05/QĐ-UBND").exists()


@pytest.mark.parametrize(("state", "name", "who"), [row for row in ROAD if row[1]])
def test_the_next_step_is_the_one_filled_button(client, world, state, name, who):
    dossier = walk(world, drafted(world), state)
    html = page(client, world, who, dossier).text
    assert html.count("btn-primary") == 1
    if name != "to_lead":
        assert reverse("awards:dossier_step", args=[dossier.pk, name]) in html


@pytest.mark.parametrize(
    ("state", "name", "who"), [row for row in ROAD if row[1] in ("send", "sign_proposal", "issue")]
)
def test_pages_of_steps(client, world, state, name, who):
    dossier = walk(world, drafted(world), state)
    client.force_login(world.people[who])
    assert client.get(reverse("awards:dossier_step", args=[dossier.pk, name])).status_code == 200
    assert client.post(reverse("awards:dossier_step", args=[dossier.pk, name]), {}).status_code == 422
    assert fresh(dossier).state == state


def test_what_somebody_else_did_first_is_said(client, world):
    dossier = walk(world, drafted(world), "submitted")
    press(client, world, "chuyenvien", dossier, "receive")
    assert press(client, world, "chuyenvien", dossier, "receive").status_code == 302
    assert "trạng thái đã đổi" in client.get(reverse("awards:dossier_detail", args=[dossier.pk])).text


def test_while_the_unit_corrects_its_lines_stay_with_it(client, world):
    dossier = walk(world, drafted(world), "submitted")
    step(world, dossier, "return", "chuyenvien", reason="TL-HS01", note="Thiếu dấu.")
    outside = page(client, world, "chuyenvien", dossier).text
    assert "Đơn vị đang sửa" in outside and "Nguyễn Thị Thanh" not in outside
    inside = page(client, world, "canbo", dossier).text
    assert "Thiếu dấu." in inside and "Nguyễn Thị Thanh" in inside


def test_the_unit_does_not_read_what_the_desks_keep(client, world):
    dossier = walk(world, drafted(world), "at_office")
    step(world, dossier, "office_return", "vanphong", reason="TL-TT01", note="Sai căn cứ.")
    inside = page(client, world, "canbo", dossier).text
    assert "Sai căn cứ." not in inside and "Văn phòng UBND tỉnh trả lại" not in inside
    assert "Sở Nội vụ đã trình" in inside
    assert "Sai căn cứ." in page(client, world, "chuyenvien", dossier).text
    listed = client.get(reverse("awards:dossier_list"), {"trang-thai": "office_returned"}).text
    assert "Thành tích năm 2024" in listed
    client.force_login(world.canbo)
    asked = client.get(reverse("awards:dossier_list"), {"trang-thai": "proposal_signed"}).text
    assert "Thành tích năm 2024" in asked


def test_a_signed_petition_is_not_taken_away(client, world):
    dossier = walk(world, drafted(world), "submitted")
    step(world, dossier, "recall", "thutruong", note="Sót.")
    client.force_login(world.canbo)
    signed = Attachment.objects.of(dossier, "to_trinh").get()
    client.post(reverse("awards:paper_remove", args=[dossier.pk, signed.pk]))
    assert Attachment.objects.of(dossier, "to_trinh").exists()
    own = Attachment.objects.of(dossier, "bien_ban").get()
    client.post(reverse("awards:paper_remove", args=[dossier.pk, own.pk]))
    assert not Attachment.objects.of(dossier, "bien_ban").exists()


def test_lines_are_edited_and_taken_out(client, world):
    dossier = drafted(world)
    client.force_login(world.canbo)
    first = dossier.lines.first()
    edit = reverse("awards:line_edit", args=[dossier.pk, first.pk])
    assert client.get(edit).status_code == 200
    typed = {"award": award("CSTD_TINH").pk, "achievement": "Khác.", "version": 1}
    client.post(edit, typed)
    first.refresh_from_db()
    assert (first.award.code, first.achievement) == ("CSTD_TINH", "Khác.")
    client.post(reverse("awards:line_remove", args=[dossier.pk, first.pk]))
    assert dossier.lines.count() == 1
    changed = {"title": "Tên mới", "occasion": "dot_xuat", "version": dossier.version}
    assert client.post(reverse("awards:dossier_edit", args=[dossier.pk]), changed).status_code == 302
    late = client.post(reverse("awards:dossier_edit", args=[dossier.pk]), changed | {"title": "Tên muộn"})
    assert late.status_code == 422 and "Tên muộn" in late.text


def test_a_movement_award_names_its_movement(client, world):
    client.force_login(world.canbo)
    answer = client.post(reverse("awards:dossier_new"), {"title": "X", "occasion": "phong_trao", "version": 0})
    assert answer.status_code == 422 and "chọn phong trào" in answer.text


@pytest.mark.parametrize("who", ["chuyenvien", "canbo"])
@pytest.mark.parametrize("route", ["awards:dossier_list", "awards:decision_list", "honorees:honoree_list"])
def test_a_list_of_three_costs_what_a_list_of_one_does(client, world, route, who):
    def cost():
        client.force_login(world.people[who])
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(route)).status_code == 200
        return len(queries)

    walk(world, drafted(world, lines=("A",)), "decided")
    client.get(reverse(route))
    one = cost()
    for number, name in enumerate(("B", "C"), 6):
        issue(world, walk(world, drafted(world, lines=(name,)), "signed"), number=number)
    assert cost() == one


@pytest.mark.parametrize("state", ["draft", "appraising", "at_leader", "decided"])
def test_a_dossier_of_three_lines_costs_what_one_does(client, world, state):
    def cost(names, number):
        dossier = drafted(world, lines=names)
        if state == "decided":
            issue(world, walk(world, dossier, "signed"), number=number)
        else:
            walk(world, dossier, state)
        who = {"draft": "canbo", "appraising": "chuyenvien", "at_leader": "lanhdao", "decided": "canbo"}[state]
        page(client, world, who, dossier)
        with CaptureQueriesContext(connection) as queries:
            assert page(client, world, who, dossier).status_code == 200
        return len(queries)

    assert cost(("A",), 1) == cost(("B", "C", "D"), 2)


def test_who_was_slower_sees_what_stands_and_what_they_typed(client, world):
    dossier = drafted(world)
    client.force_login(world.canbo)
    line = dossier.lines.first()
    edit, head = (reverse(f"awards:{name}", args=args) for name, args in
                  (("line_edit", [dossier.pk, line.pk]), ("dossier_edit", [dossier.pk])))  # fmt: skip
    typed = {"award": line.award_id, "achievement": "Của người trước.", "version": 1}
    assert client.post(edit, typed).status_code == 302
    late = client.post(edit, typed | {"achievement": "Của người sau."})
    assert late.status_code == 422
    assert all(said in late.text for said in ("Của người trước.", "Của người sau.", 'name="version" value="2"'))
    about = {"title": "Tên trước", "occasion": "cong_trang", "version": 1}
    assert client.post(head, about).status_code == 302
    late = client.post(head, about | {"title": "Tên sau"})
    assert late.status_code == 422
    assert all(said in late.text for said in ("Tên trước", 'value="Tên sau"', 'name="version" value="2"'))
