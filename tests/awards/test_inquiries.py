"""Hiệp y asked of the province: entered, asked on inside, answered under a leader's signature."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from awards.actions import inquiries as acts
from awards.actions.inquiries import Verdict
from awards.actions.opinions import Body
from awards.models import Inquiry, OpinionRequest
from tests.awards.above import answer, enter_inquiry, letter, proposed, question, signed_inquiry
from tests.awards.scene import AT, TODAY, honoree, person
from tests.scene import pdf_upload
from thidua.errors import Conflict, Refused
from thidua.models import Event
from units.models import Attachment

pytestmark = pytest.mark.django_db


def reply(world, inquiry, by="vanthu", **fields):
    whole = {"number": "88/UBND-NC", "answered_on": TODAY, "file": pdf_upload()} | fields
    return acts.answer_inquiry(inquiry=inquiry, **whole, by=person(world, by), at=AT)


class TestEntering:
    def test_names_that_the_register_knows_are_tied(self, world):
        known = honoree(world.units["SYT"], "Công ty Điện lực Kon Tum", subject="collective")
        inquiry = enter_inquiry(world)
        first, second = inquiry.subjects.all()
        assert (first.honoree, first.award) == (known, "Huân chương Lao động hạng Ba")
        assert (second.honoree, second.name) == (None, "Trần Hữu Phước")

    @pytest.mark.parametrize(
        ("fields", "box"),
        [({"asker": " "}, "Cơ quan hỏi"), ({"number": ""}, "Số công văn"), ({"subjects": ()}, "Được hỏi về ai"),
         ({"letter_date": TODAY + dt.timedelta(1)}, "Ngày công văn"),
         ({"arrived_on": TODAY - dt.timedelta(9)}, "Ngày đến"),
         ({"due_on": TODAY - dt.timedelta(9)}, "Trả lời trước ngày")],
    )  # fmt: skip
    def test_the_box_is_named(self, world, fields, box):
        with pytest.raises(Refused, match=box):
            enter_inquiry(world, **fields)

    def test_one_letter_once(self, world):
        enter_inquiry(world)
        with pytest.raises(Refused, match="đã có trong sổ"):
            enter_inquiry(world)

    @pytest.mark.parametrize("who", ["canbo", "vanphong", "lanhdao", "vanthu"])
    def test_home_affairs_enters(self, world, who):
        with pytest.raises(PermissionDenied):
            enter_inquiry(world, by=who)


class TestWay:
    def test_bodies_of_the_province_are_asked(self, world):
        inquiry = enter_inquiry(world)
        [made] = acts.check_inquiry(
            inquiry=inquiry, bodies=[Body(world.units["615"])], letter=letter(), by=person(world, "chuyenvien"), at=AT
        )
        assert Inquiry.objects.get().state == "checking"
        answer(world, made, "answered_agree")
        assert {row.state for row in made.answers.all()} == {"answered_agree"}

    def test_signed_by_a_leader_numbered_by_the_clerk(self, world):
        inquiry = signed_inquiry(world)
        assert inquiry.state == "checking"
        reply(world, inquiry)
        inquiry.refresh_from_db()
        assert (inquiry.state, inquiry.answer_number) == ("answered", "88/UBND-NC")
        assert Attachment.objects.of(inquiry, acts.REPLY_FILE).count() == 1
        steps = [event.step for event in Event.objects.of(inquiry).order_by("pk")]
        assert steps == ["enter", "propose", "sign", "answer"]

    @pytest.mark.parametrize(
        ("fields", "box"),
        [({"number": " "}, "Số văn bản"), ({"answered_on": TODAY - dt.timedelta(1)}, "Ngày văn bản"),
         ({"file": None}, "Bản đã ký")],
    )  # fmt: skip
    def test_without_its_paper_nothing_is_answered(self, world, fields, box):
        inquiry = signed_inquiry(world)
        with pytest.raises(Refused, match=box):
            reply(world, inquiry, **fields)

    def test_every_subject_has_a_verdict_and_an_objection_its_reason(self, world):
        inquiry = enter_inquiry(world)
        with pytest.raises(Refused, match="chọn ý kiến"):
            proposed(world, inquiry, verdict=Verdict(""))
        with pytest.raises(Refused, match="ghi lý do"):
            proposed(world, inquiry, verdict=Verdict("answered_object", " "))

    def test_what_is_signed_is_what_was_read(self, world):
        inquiry = proposed(world, enter_inquiry(world))
        read = inquiry.version
        proposed(world, inquiry)
        with pytest.raises(Conflict):
            acts.sign_inquiry(inquiry=inquiry, version=read, by=person(world, "lanhdao"), at=AT)

    def test_given_back_it_waits_for_a_new_draft(self, world):
        inquiry, leader = proposed(world, enter_inquiry(world)), person(world, "lanhdao")
        acts.hand_back_inquiry(inquiry=inquiry, note="Thêm căn cứ.", version=inquiry.version, by=leader, at=AT)
        inquiry.refresh_from_db()
        with pytest.raises(Refused, match="Chưa có dự thảo"):
            acts.sign_inquiry(inquiry=inquiry, version=inquiry.version, by=leader, at=AT)

    def test_who_signs_and_who_answers(self, world):
        inquiry = proposed(world, enter_inquiry(world))
        with pytest.raises(PermissionDenied):
            acts.sign_inquiry(inquiry=inquiry, version=inquiry.version, by=person(world, "giamdoc"), at=AT)
        inquiry = signed_inquiry(world, number="9/X")
        with pytest.raises(PermissionDenied):
            reply(world, inquiry, by="chuyenvien")
        with pytest.raises(PermissionDenied):
            proposed(world, inquiry)


class TestPages:
    @pytest.fixture(autouse=True)
    def day(self, monkeypatch):
        monkeypatch.setattr("thidua.clock.now", lambda: AT)

    def test_all_of_it_by_its_pages(self, world, client):
        def page(who, name, *args, data=None):
            client.force_login(world.people[who])
            url = reverse(f"awards:{name}", args=args)
            return client.get(url) if data is None else client.post(url, data)

        typed = {"asker": "Bộ Công Thương", "number": "7/BCT", "letter_date": "17/12/2024", "arrived_on": "18/12/2024",
                 "due_on": "27/12/2024", "summary": "Hỏi về đơn vị trên địa bàn.",
                 "subjects": "Công ty Điện lực; Huân chương\nTrần Hữu Phước"}  # fmt: skip
        response = page("chuyenvien", "inquiry_new", data=typed | {"number": ""})
        assert response.status_code == 422 and "Trần Hữu Phước" in response.content.decode()
        assert page("chuyenvien", "inquiry_new", data=typed).status_code == 302
        inquiry = Inquiry.objects.get()
        asked = {"others": "Công an tỉnh", "number": "16/SNV", "signed_on": "18/12/2024", "due_on": "20/12/2024"}
        assert page("chuyenvien", "inquiry_ask", inquiry.pk, data=asked).status_code == 302
        assert OpinionRequest.objects.get().inquiry == inquiry
        draft = {"reply": "Tỉnh thống nhất.", "version": 1}
        draft |= {f"verdict_{row.pk}": "answered_agree" for row in inquiry.subjects.all()}
        assert page("chuyenvien", "inquiry_reply", inquiry.pk, data=draft).status_code == 302
        stale = page("chuyenvien", "inquiry_reply", inquiry.pk, data=draft)
        assert stale.status_code == 422 and 'value="2"' in stale.content.decode()
        assert "Ký trả lời" in page("lanhdao", "inquiry_detail", inquiry.pk).content.decode()
        assert page("lanhdao", "inquiry_sign", inquiry.pk, data={"version": 2}).status_code == 302
        paper = {"number": "88/UBND-NC", "answered_on": "18/12/2024", "file": pdf_upload()}
        assert page("vanthu", "inquiry_answer", inquiry.pk, data=paper).status_code == 302
        assert "88/UBND-NC" in page("vanphong", "inquiry_detail", inquiry.pk).content.decode()
        assert "Bộ Công Thương" in page("vanphong", "inquiry_list").content.decode()

    @pytest.mark.parametrize("n", [1, 3])
    def test_queries_of_the_list_are_pinned(self, world, client, n, django_assert_num_queries):
        for number in range(n):
            enter_inquiry(world, number=f"{number}/X")
        client.force_login(world.chuyenvien)
        client.get(reverse("awards:inquiry_list"))
        with django_assert_num_queries(9):
            assert client.get(reverse("awards:inquiry_list")).status_code == 200


def test_the_question_is_kept_word_for_word(world):
    inquiry = enter_inquiry(world)
    assert (inquiry.summary, inquiry.asker) == (question().summary, question().asker)
