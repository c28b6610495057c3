"""The receipt: what was sent at each sending, whatever became of it afterwards; and the code that proves it."""

import datetime as dt
import io
import json
from pathlib import Path

import pdfplumber
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from movements import actions
from movements.compile import Sending, freeze, sendings
from movements.models import Figure, Filing, Indicator, Period
from movements.render.receipt import CODE, _judged, receipt, render_receipt
from tests.movements.test_filing_actions import AT, fill, move
from tests.scene import PDF
from thidua.canonical import canonical, digest
from thidua.events import record, timeline
from thidua.models import Event
from thidua.pdf import NO_PANGO, PdfUnavailable
from units.models import Unit

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden" / "receipt.txt"
LATER = AT + dt.timedelta(days=1)
PERIOD = Period(kind="quarter", year=2024, index=4, first_day=dt.date(2024, 9, 15), last_day=dt.date(2024, 12, 14))
INDICATOR = Indicator(code="D2.33", name="Rừng", entry="typed")


@pytest.fixture
def filing(world):
    return actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)


def send(filing, world, at=AT):
    move(filing, "to_head", world.canbo, at=at)
    return move(filing, "submit", world.thutruong, at=at)


@pytest.fixture
def sent(world, filing):
    """A sending with every box, an explanation, words and a file."""
    fill(filing, world, world.canbo, **{"D2.33": 41200})
    noted = actions.BoxInput(world.indicators["forest"].pk, 1, 41200, note="Gồm cả diện tích trồng bù sau bão.")
    actions.save_boxes(filing=filing, boxes=[noted], by=world.canbo, at=AT)
    texts = {
        "highlights": "Trồng mới 4.120 ha rừng.\n\nGiao khoán đến từng hộ.",
        "difficulties": "",
        "proposals": "Bổ sung vốn.",
    }
    actions.save_narratives(filing=filing, texts=texts, version=1, by=world.canbo, at=AT)
    upload = SimpleUploadedFile("Biên bản nghiệm thu.pdf", PDF, content_type="application/pdf")
    actions.add_evidence(filing=Filing.objects.with_names().get(pk=filing.pk), upload=upload, by=world.canbo, at=AT)
    return send(filing, world)


def sendings_of(filing, *, own=True):
    return sendings(Filing.objects.with_names().get(pk=filing.pk), timeline(filing), own=own)


def text_of(content):
    with pdfplumber.open(io.BytesIO(content)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


class TestWhatIsFrozen:
    def test_everything_that_left_the_unit(self, world, sent):
        (sending,) = sendings_of(sent)
        filed = sending.data["filed"]
        assert sending.data["sent"]["D2.33"] == [41200, None, False, "Gồm cả diện tích trồng bù sau bão."]
        assert [box["code"] for box in filed["boxes"]] == ["D2.33", "D1.01", "D2.16"]
        assert filed["texts"]["proposals"] == "Bổ sung vốn."
        assert [(file["name"], len(file["sha256"])) for file in filed["files"]] == [("Biên bản nghiệm thu.pdf", 64)]
        assert (filed["signer"], filed["due_on"], filed["on_time"]) == ("Người thutruong", "2024-12-20", True)
        assert filed["sent_at"] == filed["first_sent_at"] == "2024-12-18T10:00:00+07:00"
        assert sending.is_whole and len(sending.checksum) == 64

    def test_the_order_of_boxes_survives_a_database_that_sorts_keys(self, world, sent):
        (sending,) = sendings_of(sent)
        shuffled = json.loads(canonical(sending.data))
        assert [row.code for row in receipt(sending).rows] == [box["code"] for box in shuffled["filed"]["boxes"]]
        assert digest({"sent": shuffled["sent"], "filed": shuffled["filed"]}) == sending.checksum

    def test_a_late_resending_keeps_the_first_judgement(self, world, sent):
        move(sent, "recall", world.thutruong, note="Sót số.")
        send(sent, world, at=LATER + dt.timedelta(days=5))
        first, second = sendings_of(sent)
        assert (first.number, second.number) == (1, 2)
        assert second.data["filed"]["on_time"] is True
        facts = dict(receipt(second).facts)
        assert facts["Gửi lần đầu"] == "18/12/2024 10:00:00"
        assert facts["Thời điểm gửi"] == "24/12/2024 10:00:00, lần gửi thứ 2"
        assert facts["Hạn gửi"] == "20/12/2024, gửi đúng hạn"

    @pytest.mark.parametrize(
        ("on_time", "words"), [(True, "gửi đúng hạn"), (False, "gửi chậm"), (None, "không xét hạn")]
    )
    def test_in_time_or_late(self, on_time, words):
        assert _judged({"due_on": None, "on_time": on_time}) == words

    def test_signed_for_the_head_and_entered_on_behalf(self, world, filing):
        signed = {"signer": "Lê Văn Phó", "signed_as": "KT. GIÁM ĐỐC", "on_behalf": "Bản giấy đến ngày 16/12/2024"}
        times = {"sent_at": AT, "first_sent_at": AT, "due_on": None, "on_time": None}
        data = freeze(filing, [], files=[], signed=signed, times=times)
        facts = dict(receipt(Sending(filing, 1, AT, "Lê Văn Phó", data)).facts)
        assert facts["Người ký gửi"] == "KT. GIÁM ĐỐC Lê Văn Phó"
        assert facts["Nhập thay"] == "Bản giấy đến ngày 16/12/2024"
        assert facts["Hạn gửi"] == "không xét hạn"


class TestOldReceipts:
    def test_say_what_was_sent_then(self, world, sent):
        before = text_of(render_receipt(sendings_of(sent)[0]))
        move(sent, "recall", world.thutruong, note="Sót số.")
        Figure.objects.filter(filing=sent).update(value=1, note="")
        Filing.objects.filter(pk=sent.pk).update(highlights="Khác hẳn.")
        Unit.objects.filter(code="SNNPTNT").update(name="Sở Nông nghiệp và Môi trường", authority="Sở mới")
        world.indicators["forest"].__class__.objects.update(name="Tên khác", unit_of_measure="km2")
        assert text_of(render_receipt(sendings_of(sent)[0])) == before

    def test_what_was_recalled_unopened_never_came_to_others(self, world, sent):
        move(sent, "recall", world.thutruong, note="Sót số.")
        assert [one.number for one in sendings_of(sent, own=False)] == []
        send(sent, world)
        assert [one.number for one in sendings_of(sent, own=False)] == [2]
        assert [one.number for one in sendings_of(sent)] == [1, 2]

    def test_a_sending_from_before_receipts_has_none(self, world, filing):
        record(filing, step="submit", label="Ký và gửi", by=world.thutruong, at=AT, data={"sent": {}})
        fill(filing, world, world.canbo)
        send(filing, world)
        assert [one.number for one in sendings_of(filing)] == [2]


class TestChecksum:
    @given(st.integers(-(10**18), 10**18), st.text(max_size=20).filter(lambda text: "\x00" not in text))
    def test_one_figure_or_one_letter_changes_it(self, value, note):
        def made(value, note):
            filing = Filing(pk=1, unit=Unit(code="A"), receiver=Unit(code="B"), period=PERIOD)
            times = {"sent_at": AT, "first_sent_at": AT, "due_on": None, "on_time": None}
            boxes = [(INDICATOR, value, None, False, note)]
            return freeze(
                filing, boxes, files=[], signed={"signer": "A", "signed_as": "", "on_behalf": ""}, times=times
            )

        one = made(value, note)
        assert one["checksum"] == made(value, note)["checksum"] == digest({"sent": one["sent"], "filed": one["filed"]})
        assert made(value + 1, note)["checksum"] != one["checksum"] != made(value, note + "a")["checksum"]

    def test_a_record_that_was_tampered_with_is_not_whole(self, world, sent):
        (sending,) = sendings_of(sent)
        sending.data["sent"]["D2.33"][0] = 41201
        assert not sending.is_whole

    def test_the_code_as_printed_comes_back(self, world, sent):
        (sending,) = sendings_of(sent)
        printed = receipt(sending).code
        assert CODE.fullmatch("".join(printed.split())).groups() == (str(sent.pk), "1", sending.checksum)


class TestPages:
    def test_download_from_the_filing(self, client, world, sent):
        client.force_login(world.thutruong)
        url = reverse("movements:filing_receipt", args=[sent.pk, 1])
        assert url in client.get(reverse("movements:filing_detail", args=[sent.pk])).text
        answer = client.get(url)
        assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
        assert "bien-nhan-SNNPTNT-2024-quy-4-lan-1.pdf" in answer["Content-Disposition"]
        assert client.get(reverse("movements:filing_receipt", args=[sent.pk, 2])).status_code == 404

    def test_the_receiver_has_it_while_the_unit_corrects(self, client, world, sent):
        move(sent, "open", world.chuyenvien)
        move(sent, "return", world.chuyenvien, reason="TL-BC02")
        client.force_login(world.chuyenvien)
        assert client.get(reverse("movements:filing_receipt", args=[sent.pk, 1])).status_code == 200

    def test_without_pango_the_page_says_so(self, client, world, sent, monkeypatch):
        def refuse(sending):
            raise PdfUnavailable(NO_PANGO)

        monkeypatch.setattr("movements.views.filing_page.pdf_available", lambda: False)
        monkeypatch.setattr("movements.views.receipt.render_receipt", refuse)
        client.force_login(world.canbo)
        url = reverse("movements:filing_receipt", args=[sent.pk, 1])
        page = client.get(reverse("movements:filing_detail", args=[sent.pk])).text
        assert "Máy chủ chưa dựng được PDF" in page and url not in page
        assert "Máy chủ thiếu thư viện Pango" in client.get(url, follow=True).text

    def test_one_more_sending_costs_no_query(self, client, world, sent, django_assert_num_queries):
        client.force_login(world.thutruong)
        url = reverse("movements:filing_receipt", args=[sent.pk, 1])
        client.get(url)
        with django_assert_num_queries(5):
            client.get(url)
        move(sent, "recall", world.thutruong, note="Sót số.")
        send(sent, world)
        with django_assert_num_queries(5):
            client.get(url)


class TestCheckingACode:
    def ask(self, client, person, code):
        client.force_login(person)
        return client.get(reverse("movements:receipt_check"), {"ma": code})

    def test_a_code_that_matches(self, client, world, sent):
        code = receipt(sendings_of(sent)[0]).code
        answer = self.ask(client, world.chuyenvien, f"  {code.upper()}\r\n")
        assert "Mã khớp với một lần gửi" in answer.text
        assert reverse("movements:filing_receipt", args=[sent.pk, 1]) in answer.text

    @pytest.mark.parametrize(
        "change", [lambda c: c[:-1] + ("0" if c[-1] != "0" else "1"), lambda c: c.replace(".1-", ".2-")]
    )
    def test_one_that_does_not(self, client, world, sent, change):
        answer = self.ask(client, world.chuyenvien, change(sendings_of(sent)[0].code))
        assert (answer.status_code, "Mã không khớp" in answer.text) == (200, True)

    def test_the_unseen_matches_nothing(self, client, world, sent):
        answer = self.ask(client, world.canbo_khac, sendings_of(sent)[0].code)
        assert "Mã không khớp" in answer.text and "Nông nghiệp" not in answer.text

    def test_a_record_changed_behind_the_portals_back_matches_nothing(self, client, world, sent):
        (sending,) = sendings_of(sent)
        data = json.loads(json.dumps(sending.data))
        data["sent"]["D2.33"][0] = 1
        QuerySet(Event).filter(about_id=sent.pk, step="submit").update(data=data)
        assert "Mã không khớp" in self.ask(client, world.canbo, sending.code).text

    @pytest.mark.parametrize("code", ["abc", "1.1-12", "1-" + "0" * 64, "0.1-" + "0" * 64])
    def test_what_is_no_code_is_told_so(self, client, world, code):
        answer = self.ask(client, world.canbo, code)
        assert answer.status_code == 422 and "chưa đủ hoặc sai dạng" in answer.text and code in answer.text

    def test_nothing_asked(self, client, world):
        answer = self.ask(client, world.canbo, "")
        assert answer.status_code == 200 and "Mã không khớp" not in answer.text


def test_golden_text(world, sent):
    """The whole paper, with the key of the filing fixed so that number and code stand still."""
    (sending,) = sendings_of(sent)
    sending.filing.pk = 15
    text = text_of(render_receipt(sending)) + "\n"
    assert text == GOLDEN.read_text(encoding="utf-8")
