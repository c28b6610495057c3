"""Pages of opinions: what the asked body sees and does, and that it sees no more."""

import pytest
from django.urls import reverse

from awards.actions import opinions as acts
from awards.actions.opinions import Body
from reports.duties_opinions import tasks
from tests.awards.above import DUE, answer, appraising, ask, seen
from tests.awards.scene import AT, TODAY, fresh, person
from tests.scene import pdf_upload
from units.actions import attach_file
from units.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setattr("thidua.clock.now", lambda: AT)


def page(client, world, who, route, *args, data=None):
    client.force_login(world.people[who])
    url = reverse(f"awards:{route}", args=args)
    return client.get(url) if data is None else client.post(url, data)


def typed(letter, *states, **fields):
    rows = list(letter.answers.all())
    boxes = {f"state_{row.pk}": state for row, state in zip(rows, states, strict=True)}
    boxes |= {f"reason_{row.pk}": "Đang xác minh đơn." for row, state in zip(rows, states, strict=True)
              if state == "answered_object"}  # fmt: skip
    whole = {"number": "31/UBND", "signed_on": "18/12/2024", "signer": "A Nam", "file": pdf_upload(), "version": 1}
    return boxes | whole | fields


class TestBody:
    def test_its_list_its_letter_and_its_task(self, world, client):
        district, _ = ask(world, appraising(world))
        html = page(client, world, "canbo_dakha", "opinion_list").content.decode()
        assert "15/SNV-TĐKT" in html and "2 trường hợp" in html
        html = page(client, world, "thutruong_dakha", "opinion_detail", district.pk).content.decode()
        assert "Nguyễn Thị Thanh" in html and "Làm tốt." in html and "Thành tích năm 2024" not in html
        (task,) = tasks(person(world, "thutruong_dakha"), today=TODAY)
        assert (task.due_on, task.action) == (DUE, "Trả lời")

    def test_it_sees_neither_dossier_nor_papers_nor_what_others_say(self, world, client):
        dossier = appraising(world)
        district, police = ask(world, dossier)
        answer(world, police, "answered_object", by="chuyenvien", reason="Có đơn thư.")
        paper = Attachment.objects.of(police, acts.ANSWER_FILE).get()
        client.force_login(world.thutruong_dakha)
        for route, args in (
            ("awards:dossier_detail", [dossier.pk]), ("awards:opinion_matrix", [dossier.pk]),
            ("awards:opinion_detail", [police.pk]), ("awards:opinion_answer", [police.pk]),
            ("units:attachment_download", [paper.pk]),
            ("units:attachment_download", [Attachment.objects.of(dossier, "bien_ban").get().pk]),
        ):  # fmt: skip
            assert client.get(reverse(route, args=args)).status_code == 404, route
        html = page(client, world, "thutruong_dakha", "opinion_detail", district.pk).content.decode()
        assert "Có đơn thư" not in html and "Công an" not in html

    def test_only_the_lines_that_were_asked(self, world, client):
        dossier = appraising(world)
        first, _ = dossier.lines.all()
        (district,) = ask(world, dossier, bodies=[Body(world.units["615"])], lines=[first])
        html = page(client, world, "thutruong_dakha", "opinion_detail", district.pk).content.decode()
        assert "Nguyễn Thị Thanh" in html and "Trần Văn Bình" not in html

    def test_its_head_answers(self, world, client):
        district, _ = ask(world, appraising(world))
        data = typed(district, "answered_agree", "answered_object")
        assert page(client, world, "thutruong_dakha", "opinion_answer", district.pk, data=data).status_code == 302
        assert [row.state for row in district.answers.all()] == ["answered_agree", "answered_object"]

    def test_nothing_typed_is_lost(self, world, client):
        district, _ = ask(world, appraising(world))
        data = typed(district, "answered_agree", "answered_object", number="")
        response = page(client, world, "thutruong_dakha", "opinion_answer", district.pk, data=data)
        assert response.status_code == 422
        assert "Số văn bản trả lời" in response.content.decode() and "Đang xác minh đơn." in response.content.decode()

    def test_who_was_slower_compares(self, world, client):
        district, _ = ask(world, appraising(world))
        answer(world, district, "answered_agree", by="chuyenvien")
        data = typed(district, "answered_object", "answered_object")
        response = page(client, world, "thutruong_dakha", "opinion_answer", district.pk, data=data)
        html = response.content.decode()
        assert response.status_code == 422 and "Người khác vừa ghi" in html and 'value="2"' in html
        assert f'value="{data["number"]}"' in html and "[&#x27;" not in html  # what was typed, as it was typed


class TestProvince:
    def test_the_officer_asks_on_the_page(self, world, client):
        dossier = appraising(world)
        data = {"units": [world.units["615"].pk], "others": "Công an tỉnh", "number": "15/SNV-TĐKT",
                "lines": [line.pk for line in dossier.lines.all()], "signed_on": "18/12/2024",
                "due_on": "27/12/2024", "question": "Đề nghị cho ý kiến."}  # fmt: skip
        assert (
            page(client, world, "chuyenvien", "opinion_ask", dossier.pk, data=data | {"number": ""}).status_code == 422
        )
        response = page(client, world, "chuyenvien", "opinion_ask", dossier.pk, data=data)
        assert response.status_code == 302 and fresh(dossier).opinion_requests.count() == 2

    def test_matrix_says_it_in_words(self, world, client):
        dossier = appraising(world)
        district, _ = ask(world, dossier)
        answer(world, district, "answered_agree", "answered_object")
        html = page(client, world, "vanphong", "opinion_matrix", dossier.pk).content.decode()
        assert "Thống nhất" in html and "Đã gửi lấy ý kiến" in html and "31/UBND" in html

    def test_objections_stand_beside_the_line_for_who_may_read_them(self, world, client):
        dossier = appraising(world)
        district, _ = ask(world, dossier)
        answer(world, district, "answered_object")
        acts.end_opinions(dossier=fresh(dossier), note="Đủ.", by=person(world, "chuyenvien"), at=AT)
        assert "Không thống nhất" in page(client, world, "chuyenvien", "dossier_detail", dossier.pk).content.decode()
        line = dossier.lines.first()
        html = page(client, world, "chuyenvien", "line_conclude", dossier.pk, line.pk).content.decode()
        assert "31/UBND" in html and "Huyện Đắk Hà không thống nhất" in html
        html = page(client, world, "canbo", "dossier_detail", dossier.pk).content.decode()
        assert "Không thống nhất" not in html and "31/UBND" not in html

    def test_end_remind_extend(self, world, client):
        dossier = appraising(world)
        district, _ = ask(world, dossier)
        assert page(client, world, "chuyenvien", "opinion_remind", district.pk, data={}).status_code == 302
        more = {"due_on": "30/12/2024", "reason": "Cơ quan xin thêm."}
        assert page(client, world, "chuyenvien", "opinion_extend", district.pk, data=more).status_code == 302
        assert f"{seen(district).due_on:%d/%m/%Y}" == "30/12/2024"
        assert page(client, world, "chuyenvien", "opinion_end", dossier.pk, data={"note": ""}).status_code == 422
        assert page(client, world, "chuyenvien", "opinion_end", dossier.pk, data={"note": "Gấp."}).status_code == 302
        assert fresh(dossier).state == "appraising"


def test_files_of_the_letter_open_for_the_body(world, client):
    district, _ = ask(world, appraising(world))
    paper = attach_file(owner=district, purpose=acts.LETTER_FILE, upload=pdf_upload(), by=world.chuyenvien, at=AT)
    for who, status in (("thutruong_dakha", 200), ("thutruong", 404), ("canbo_khac", 404)):
        client.force_login(world.people[who])
        response = client.get(reverse("units:attachment_download", args=[paper.pk]))
        assert response.status_code == status and (status == 404 or b"".join(response.streaming_content))


@pytest.mark.parametrize("n", [1, 3])
def test_queries_of_the_list_are_pinned(world, client, n, django_assert_num_queries):
    for number in range(n):
        ask(world, appraising(world, lines=(f"Người {number}",)), number=f"{number}/SNV")
    client.force_login(world.chuyenvien)
    client.get(reverse("awards:opinion_list"))
    with django_assert_num_queries(9):
        assert client.get(reverse("awards:opinion_list")).status_code == 200
