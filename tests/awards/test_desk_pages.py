"""The department's desk as its people use it: the queue, many at once, the slip, lines on hold, the notice."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from awards import actions
from awards.models import Dossier, Nomination, RefusalNotice, SavedFilter
from awards.render import make_paper
from tests.awards.scene import AT, TODAY, award, drafted, fresh, load_law, person, petition, step, walk
from tests.scene import pdf_upload
from thidua.errors import Refused

pytestmark = pytest.mark.django_db
LIST = "/khen-thuong/"


def open_as(client, world, who, route, *args, query="", **typed):
    client.force_login(person(world, who))
    url = reverse(f"awards:{route}", args=args) + query
    return client.post(url, typed) if typed else client.get(url)


def line_of(dossier, name):
    return dossier.lines.get(honoree__name=name)


class TestOneDossier:
    def test_received_gives_a_slip_that_the_unit_reads(self, client, world):
        dossier = walk(world, drafted(world), "submitted")
        assert open_as(client, world, "chuyenvien", "receipt_slip", dossier.pk).status_code == 404
        step(world, dossier, "receive", "chuyenvien")
        slip = open_as(client, world, "canbo", "receipt_slip", dossier.pk)
        assert "Số 1/2024" in slip.text and "Hẹn trả kết quả" in slip.text
        assert "Số 1/2024" in open_as(client, world, "canbo", "dossier_detail", dossier.pk).text
        assert open_as(client, world, "canbo_khac", "receipt_slip", dossier.pk).status_code == 404

    def test_the_manager_assigns_and_hands_over(self, client, world):
        dossier = walk(world, drafted(world), "received")
        form = open_as(client, world, "truongphong", "dossier_step", dossier.pk, "assign")
        assert "đang giữ 0 hồ sơ" in form.text
        empty = open_as(client, world, "truongphong", "dossier_step", dossier.pk, "assign", assignee="", note="Gấp.")
        assert empty.status_code == 422 and "Người thẩm định" in empty.text and "Gấp." in empty.text
        to = str(world.people["chuyenvien"].pk)
        open_as(client, world, "truongphong", "dossier_step", dossier.pk, "assign", assignee=to, note="")
        assert fresh(dossier).assigned_to.pk == int(to)
        page = open_as(client, world, "chuyenvien", "dossier_detail", dossier.pk)
        assert "Bắt đầu thẩm định" in page.text
        again = open_as(client, world, "truongphong", "dossier_step", dossier.pk, "assign", assignee=to, note="")
        assert again.status_code == 422 and "chọn người khác" in again.text
        own = str(world.people["truongphong"].pk)
        open_as(client, world, "truongphong", "dossier_step", dossier.pk, "assign", assignee=own, note="Đi học.")
        told = open_as(client, world, "truongphong", "dossier_detail", dossier.pk).text
        assert "→" in told and "Đi học." in told

    def test_an_officer_takes_it_up_alone(self, client, world):
        dossier = walk(world, drafted(world), "received")
        open_as(client, world, "chuyenvien", "dossier_step", dossier.pk, "take_up", x="1")
        row = fresh(dossier)
        assert (row.state, row.assigned_to.pk) == ("appraising", world.people["chuyenvien"].pk)


class TestLines:
    @pytest.fixture
    def dossier(self, world):
        return walk(world, drafted(world), "appraising")

    def test_on_hold_with_a_reason_then_split(self, client, world, dossier):
        line = line_of(dossier, "Trần Văn Bình")
        page = open_as(client, world, "chuyenvien", "line_hold", dossier.pk, line.pk)
        assert page.status_code == 200 and "Tạm dừng xét" in page.text
        typed = {"reason": "", "text": "Đơn số 5.", "opened_on": "18/12/2024"}
        missing = open_as(client, world, "chuyenvien", "line_hold", dossier.pk, line.pk, **typed)
        assert missing.status_code == 422 and "Đơn số 5." in missing.text
        typed["reason"] = "TD-01"
        assert open_as(client, world, "chuyenvien", "line_hold", dossier.pk, line.pk, **typed).status_code == 302
        shown = open_as(client, world, "chuyenvien", "dossier_detail", dossier.pk).text
        assert "Tách dòng tạm dừng" in shown and "1 dòng đang tạm dừng xét" in shown.lower()
        unit = open_as(client, world, "canbo", "dossier_detail", dossier.pk).text
        assert "Đơn số 5." not in unit and "Tạm dừng xét" in unit
        open_as(client, world, "chuyenvien", "dossier_split", dossier.pk, x="1")
        new = Dossier.objects.get(split_from=dossier)
        assert [line.honoree.name for line in new.lines.all()] == ["Trần Văn Bình"]
        assert dossier.title in open_as(client, world, "chuyenvien", "dossier_detail", new.pk).text

    def test_lower_form_is_offered_and_answered(self, client, world, dossier):
        line = line_of(dossier, "Nguyễn Thị Thanh")
        line.award = award("CO_TINH")
        line.save()
        form = open_as(client, world, "chuyenvien", "line_lower", dossier.pk, line.pk)
        assert form.status_code == 200
        typed = {"award": award().pk, "reason": "HT-01", "note": "Thành tích ở mức cơ sở."}
        answer = open_as(client, world, "chuyenvien", "line_lower", dossier.pk, line.pk, **typed)
        assert answer.status_code == 302, answer.text
        assert "Trả lời" in open_as(client, world, "thutruong", "dossier_detail", dossier.pk).text
        ask = open_as(client, world, "thutruong", "line_answer", dossier.pk, line.pk)
        assert "Thành tích ở mức cơ sở." in ask.text
        bare = open_as(client, world, "thutruong", "line_answer", dossier.pk, line.pk, agreed="0", note="")
        assert bare.status_code == 422 and "ghi vì sao không đồng ý" in bare.text
        open_as(client, world, "thutruong", "line_answer", dossier.pk, line.pk, agreed="1", note="Đồng ý.")
        line.refresh_from_db()
        assert (line.award.code, line.asked_award.code, line.state) == ("BK_TINH", "CO_TINH", "proposed")
        assert "đề nghị ban đầu" in open_as(client, world, "canbo", "dossier_detail", dossier.pk).text

    def test_the_head_withdraws_a_line_with_a_reason(self, client, world, dossier):
        line = line_of(dossier, "Trần Văn Bình")
        assert "Rút dòng" in open_as(client, world, "thutruong", "dossier_detail", dossier.pk).text
        bare = open_as(client, world, "thutruong", "line_withdraw", dossier.pk, line.pk, note=" ")
        assert bare.status_code == 422 and "Lý do rút" in bare.text
        open_as(client, world, "thutruong", "line_withdraw", dossier.pk, line.pk, note="Chuyển công tác.")
        line.refresh_from_db()
        assert line.state == "withdrawn"
        assert "Chuyển công tác." in open_as(client, world, "chuyenvien", "dossier_detail", dossier.pk).text


def test_a_notice_apart_from_the_proposal(client, world):
    dossier = walk(world, drafted(world), "to_director", failing=("Trần Văn Bình",))
    listed = open_as(client, world, "chuyenvien", "notice_list").text
    assert dossier.title in listed and "còn" in listed
    page = open_as(client, world, "giamdoc", "notice_sign", dossier.pk)
    assert "Trần Văn Bình" in page.text and "KD-06" in page.text
    bare = open_as(client, world, "giamdoc", "notice_sign", dossier.pk, number="", signed_on="18/12/2024")
    assert bare.status_code == 422 and "15/TB-SNV" in bare.text
    typed = {"number": "15/TB-SNV", "signed_on": "18/12/2024", "file": pdf_upload()}
    assert open_as(client, world, "giamdoc", "notice_sign", dossier.pk, **typed).status_code == 302
    assert dossier.title not in open_as(client, world, "chuyenvien", "notice_list").text
    told = open_as(client, world, "canbo", "dossier_detail", dossier.pk).text
    assert "15/TB-SNV" in told and "đã thông báo 18/12/2024" in told
    typed["file"] = pdf_upload()
    assert open_as(client, world, "giamdoc", "notice_sign", dossier.pk, **typed).status_code == 422


def test_a_second_notice_leaves_the_first_one_to_read(client, world):
    """Lines found ineligible at different times have a notice each, with its own number, day and lines."""
    dossier = walk(world, drafted(world, lines=("A Pớt", "Y Ngọc", "A Víu")), "proposal_signed", failing=("A Pớt",))
    given = {"dossier": dossier, "by": world.giamdoc, "at": AT}
    actions.sign_notice(**given, petition=petition("15/TB-SNV"))
    second = dossier.lines.get(honoree__name="Y Ngọc")
    Nomination.objects.filter(pk=second.pk).update(state="ineligible", reason="KD-06")
    with pytest.raises(Refused, match="đã có thông báo số 15/TB-SNV"):
        actions.sign_notice(**given, petition=petition("15/TB-SNV"))
    actions.sign_notice(**given, petition=petition("16/TB-SNV"))
    first, last = RefusalNotice.objects.all()
    assert [(one.number, one.lines.get().honoree.name) for one in (first, last)] == [
        ("15/TB-SNV", "A Pớt"), ("16/TB-SNV", "Y Ngọc"),
    ]  # fmt: skip
    page = open_as(client, world, "canbo", "dossier_detail", dossier.pk).text
    assert "15/TB-SNV" in page and "16/TB-SNV" in page
    paper = partial(make_paper, fresh(dossier), "thong-bao", today=TODAY, purposes={}, user=world.giamdoc)
    assert "15/TB-SNV" in str(paper(notice=first)) and "Y Ngọc" not in str(paper(notice=first))
    assert "16/TB-SNV" in str(paper()) and "A Pớt" not in str(paper())
    url = reverse("awards:dossier_paper", args=[dossier.pk, "thong-bao", "docx"])
    assert client.get(url, {"thong-bao": first.pk}).status_code == 200
    assert client.get(url, {"thong-bao": "x"}).status_code == 404


class TestQueue:
    def test_every_part_of_the_filter_narrows(self, client, world):
        sent = walk(world, drafted(world), "submitted")
        Dossier.objects.filter(pk=sent.pk).update(title="Riêng một hồ sơ")
        taken = walk(world, drafted(world, lines=("Y Khiên",)), "appraising")
        officer = world.people["chuyenvien"].pk
        for query, shows, hides in (
            ("trang-thai=submitted", sent, taken),
            (f"nguoi={officer}", taken, sent),
            ("loc=tat-ca&trang-thai=appraising", taken, sent),
        ):
            page = open_as(client, world, "chuyenvien", "dossier_list", query=f"?{query}").text
            assert f"/khen-thuong/{shows.pk}/" in page and f"/khen-thuong/{hides.pk}/" not in page, query
        for query in ("don-vi=KHONG", "loai=dot_xuat", "khen=CO_TINH", "qua-han=1", "nguoi=chua", "nguoi=x", "tim=zzz"):
            assert (
                "Không có hồ sơ nào khớp"
                in open_as(client, world, "chuyenvien", "dossier_list", query=f"?loc=tat-ca&{query}").text
            ), query

    def test_a_filter_is_saved_opened_by_default_renamed_and_deleted(self, client, world):
        load_law()
        asked = "trang-thai=submitted"
        listed = open_as(client, world, "chuyenvien", "dossier_list", query=f"?{asked}").text
        assert "Lưu bộ lọc này" in listed
        form = open_as(client, world, "chuyenvien", "filter_list", query="?dieu-kien=trang-thai%3Dsubmitted")
        assert 'value="trang-thai=submitted"' in form.text
        bare = open_as(client, world, "chuyenvien", "filter_list", **{"dieu-kien": asked, "name": ""})
        assert bare.status_code == 422 and "Tên bộ lọc" in bare.text
        typed = {"dieu-kien": asked, "name": "Mới đến", "default": "on"}
        open_as(client, world, "chuyenvien", "filter_list", **typed)
        assert open_as(client, world, "chuyenvien", "dossier_list").url == f"{LIST}?{asked}"
        assert "Chưa lưu bộ lọc nào" in open_as(client, world, "truongphong", "filter_list").text
        saved = SavedFilter.objects.get()
        assert open_as(client, world, "truongphong", "filter_delete", saved.pk, x="1").status_code == 404
        open_as(client, world, "chuyenvien", "filter_change", saved.pk, name="Chờ nhận")
        assert open_as(client, world, "chuyenvien", "dossier_list").status_code == 200
        assert "Chờ nhận" in open_as(client, world, "chuyenvien", "filter_list").text
        open_as(client, world, "chuyenvien", "filter_delete", saved.pk, x="1")
        assert not SavedFilter.objects.exists()

    def test_many_at_once_says_of_each_what_became_of_it(self, client, world):
        sent = walk(world, drafted(world), "submitted")
        taken = walk(world, drafted(world, lines=("Y Khiên",)), "received")
        assert 'name="chon"' in open_as(client, world, "chuyenvien", "dossier_list").text
        result = open_as(
            client, world, "chuyenvien", "dossier_bulk", viec="receive", chon=[sent.pk, taken.pk], tu="loai=cong_trang"
        ).text
        assert "1 xong, 1 chưa làm" in result and "không “Tiếp nhận” được" in result and "loai=cong_trang" in result
        assert fresh(sent).state == "received"
        nothing = open_as(client, world, "chuyenvien", "dossier_bulk", viec="receive", tu="")
        assert nothing.status_code == 302
        wrong = open_as(client, world, "chuyenvien", "dossier_bulk", viec="sign", chon=[sent.pk], tu="")
        assert wrong.status_code == 302 and fresh(sent).state == "received"

    def test_on_to_the_next_that_waits(self, client, world):
        first = walk(world, drafted(world), "submitted")
        second = walk(world, drafted(world, lines=("Y Khiên",)), "submitted")
        queue = "?tu=trang-thai%3Dsubmitted"
        page = open_as(client, world, "chuyenvien", "dossier_detail", first.pk, query=queue).text
        assert "Tiếp nhận và tiếp" in page and "Hồ sơ chờ tôi tiếp theo" in page
        there = open_as(client, world, "chuyenvien", "dossier_step", first.pk, "receive", query=queue, tiep="1")
        assert there.url.startswith(f"/khen-thuong/{second.pk}/")
        last = open_as(client, world, "chuyenvien", "dossier_step", second.pk, "receive", query=queue, tiep="1")
        assert last.url.startswith(f"{LIST}?")

    def test_the_queries_do_not_grow_with_the_rows(self, client, world):
        counted = []
        for names in (("A",), ("B", "C")):
            for name in names:
                walk(world, drafted(world, lines=(f"Y {name}",)), "appraising")
            open_as(client, world, "truongphong", "dossier_list")  # what is read once a process
            with CaptureQueriesContext(connection) as queries:
                assert open_as(client, world, "truongphong", "dossier_list").status_code == 200
            counted.append(len(queries))
        assert counted[0] == counted[1]
