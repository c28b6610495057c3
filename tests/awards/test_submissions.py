"""Trình cấp trên: signed by the Chairman, sent by the clerk, returned or decided line by line above."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from awards import actions
from awards.actions import LineInput, submissions
from awards.compile.submissions import next_days
from awards.load.law import load_law as load_rules
from awards.models import HeldAward, Initiative, Submission
from tests.awards.above import UP, drafted_up, result, send, sent_up
from tests.awards.line_checks import initiative
from tests.awards.scene import AT, TODAY, award, drafted, fresh, honoree, issue, load_law, person, step, walk
from tests.scene import pdf_upload
from thidua.errors import Conflict, Refused
from thidua.models import Event
from units.models import Notice

pytestmark = pytest.mark.django_db


def give_back(world, dossier, **fields):
    words = {"number": "77/BNV", "returned_on": TODAY, "why": "Bổ sung xác nhận thuế."} | fields
    return submissions.return_up(dossier=fresh(dossier), **words, by=person(world, "chuyenvien"), at=AT)


class TestWay:
    def test_the_level_decides_which_awards_it_asks_for(self, world):
        dossier = drafted_up(world)
        with pytest.raises(Refused, match="không thuộc hồ sơ trình cấp Nhà nước"):
            actions.add_line(
                dossier=dossier, line=LineInput(honoree(world.units["SNNPTNT"], "Y Vân"), award(), ""),
                by=person(world, "canbo"), at=AT,
            )  # fmt: skip

    def test_the_level_stands_once_there_are_lines(self, world):
        dossier = drafted_up(world)
        with pytest.raises(Refused, match="Cấp quyết định"):
            actions.change_dossier(
                dossier=dossier, title="X", occasion="cong_trang", movement=None, version=dossier.version,
                level="province", by=person(world, "canbo"), at=AT,
            )  # fmt: skip

    def test_it_is_signed_as_a_petition_and_never_issued(self, world):
        dossier = walk(world, drafted_up(world), "at_leader", road=UP)
        with pytest.raises(PermissionDenied):
            step(world, dossier, "sign", "lanhdao")
        walk(world, dossier, "signed", road=UP)
        with pytest.raises(PermissionDenied):
            issue(world, dossier)

    def test_what_the_province_decides_is_not_sent_up(self, world):
        dossier = walk(world, drafted(world), "signed")
        with pytest.raises(PermissionDenied):
            send(world, dossier)

    def test_the_clerk_sends_it(self, world):
        dossier = sent_up(world)
        submission = Submission.objects.get()
        assert (dossier.state, submission.state, submission.number) == ("sent_up", "sent", "215/TTr-UBND")
        assert [line.name for line in submission.lines.all()] == ["Nguyễn Thị Thanh", "Trần Văn Bình"]
        assert submission.signed_by == world.lanhdao
        assert Notice.objects.filter(to=world.canbo, text__contains="trình cấp trên").exists()

    @pytest.mark.parametrize(
        ("fields", "box"),
        [({"number": " "}, "Số tờ trình"), ({"signed_on": TODAY + dt.timedelta(1)}, "Ngày tờ trình"),
         ({"sent_on": None}, "Ngày gửi"), ({"recipient": ""}, "Nơi nhận"), ({"file": None}, "Bản đã ký")],
    )  # fmt: skip
    def test_the_box_is_named(self, world, fields, box):
        dossier = walk(world, drafted_up(world), "signed", road=UP)
        with pytest.raises(Refused, match=box):
            send(world, dossier, **fields)
        assert fresh(dossier).state == "signed"


class TestReturn:
    def test_what_comes_back_is_appraised_anew_and_sent_again(self, world):
        dossier = sent_up(world)
        give_back(world, dossier)
        assert fresh(dossier).state == "appraising"
        assert {line.state for line in dossier.lines.all()} == {"proposed"}
        assert Event.objects.of(dossier).get(step="return_up").reason == "CT-01"
        walk(world, dossier, "signed", road=UP)
        send(world, dossier, number="220/TTr-UBND")
        assert list(Submission.objects.values_list("state", flat=True)) == ["sent", "returned"]

    def test_not_once_a_line_has_its_result(self, world):
        dossier = sent_up(world)
        result(world, dossier, dossier.lines.first())
        with pytest.raises(Refused, match="Đã có kết quả"):
            give_back(world, dossier)


class TestResults:
    def test_line_by_line_until_it_is_over(self, world):
        dossier = sent_up(world)
        first, second = dossier.lines.all()
        result(world, dossier, first)
        assert fresh(dossier).state == "sent_up"
        held = HeldAward.objects.get()
        assert (held.honoree, held.source, held.decision_number) == (first.honoree, "external", "1502/QĐ-CTN")
        result(world, dossier, second, granted=False)
        assert fresh(dossier).state == "closed"
        assert [line.state for line in dossier.lines.all()] == ["granted", "not_granted"]
        assert dossier.lines.last().reason == "CT-02"
        assert Submission.objects.get().state == "granted"
        assert Notice.objects.filter(to=world.canbo, text__contains="không tặng").exists()

    def test_what_is_not_granted_above_gives_its_initiative_back(self, world):
        dossier = sent_up(world)
        lines = dossier.lines.select_related("honoree")
        used = [initiative(line.honoree, used_by=line) for line in lines]
        result(world, dossier, lines[0])
        result(world, dossier, lines[1], granted=False)
        assert [Initiative.objects.get(pk=one.pk).used_by_id for one in used] == [lines[0].pk, None]
        assert Event.objects.of(dossier).get(step="lose_initiative").data["line"] == lines[1].pk

    def test_the_unit_is_told_within_the_days_of_the_rule(self, world):
        load_law()
        load_rules()
        dossier = sent_up(world)
        submission = result(world, dossier, granted=False)
        row = submission.lines.first()
        assert row.told_at == AT and row.tell_by > TODAY
        assert Submission.objects.get().state == "not_granted"

    def test_a_line_has_one_result(self, world):
        dossier = sent_up(world)
        result(world, dossier, dossier.lines.first())
        with pytest.raises(Conflict):
            result(world, dossier, dossier.lines.first(), granted=False)

    @pytest.mark.parametrize(
        ("fields", "box"),
        [({"number": ""}, "Số văn bản"), ({"decided_on": TODAY - dt.timedelta(1)}, "Ngày văn bản"),
         ({"issuer": " "}, "Cơ quan ban hành"), ({"granted": False, "note": " "}, "Ghi rõ")],
    )  # fmt: skip
    def test_the_box_is_named(self, world, fields, box):
        dossier = sent_up(world)
        with pytest.raises(Refused, match=box):
            result(world, dossier, **fields)
        assert not HeldAward.objects.exists()


def test_days_of_the_year_come_from_the_rules(world):
    load_law()
    load_rules()
    days = {one.event: one.due_on for one in next_days(dt.date(2024, 12, 18))}
    assert days["send_cstdtq"] == dt.date(2024, 12, 31) and days["send_co_cp"] == dt.date(2025, 6, 30)


class TestPages:
    def test_all_of_it_by_its_pages(self, world, client, monkeypatch):
        monkeypatch.setattr("thidua.clock.now", lambda: AT)
        dossier = walk(world, drafted_up(world), "signed", road=UP)

        def page(who, name, data=None):
            client.force_login(world.people[who])
            url = reverse(f"awards:{name}", args=[dossier.pk])
            return client.get(url) if data is None else client.post(url, data)

        papers = {"number": "215/TTr-UBND", "signed_on": "18/12/2024", "sent_on": "18/12/2024",
                  "recipient": "Bộ Nội vụ", "file": pdf_upload()}  # fmt: skip
        response = page("vanthu", "submission_send", papers | {"sent_on": ""})
        assert response.status_code == 422 and "215/TTr-UBND" in response.content.decode()
        assert page("vanthu", "submission_send", papers | {"file": pdf_upload()}).status_code == 302
        assert "215/TTr-UBND" in page("canbo", "submission_detail").content.decode()
        assert "Cấp số và phát hành" not in page("vanthu", "dossier_detail").content.decode()
        lines = [line.pk for line in dossier.lines.all()]
        said = {"lines": lines, "granted": "co", "number": "1502/QĐ-CTN", "decided_on": "18/12/2024",
                "issuer": "Chủ tịch nước"}  # fmt: skip
        assert page("chuyenvien", "submission_result", said | {"granted": ""}).status_code == 422
        assert page("chuyenvien", "submission_result", said).status_code == 302
        assert fresh(dossier).state == "closed"
        client.force_login(world.lanhdao)
        assert "Huân chương" in client.get(reverse("awards:submission_list")).content.decode()

    def test_a_sending_in_preparation_is_not_told_to_the_unit(self, world, client):
        dossier = walk(world, drafted_up(world), "signed", road=UP)
        client.force_login(world.canbo)
        html = client.get(reverse("awards:submission_detail", args=[dossier.pk])).content.decode()
        assert "Chưa trình cấp trên" in html
