"""What goes above and what others ask and decide, through the interface alone: the acts and the words of the pages."""

import pytest
from django.urls import reverse

from awards.models import ExternalDecision, HeldAward, Inquiry, OpinionRequest, Submission
from tests.awards import above
from tests.awards.scene import AT, drafted, fresh, honoree, load_law
from tests.scene import pdf_upload

pytestmark = pytest.mark.django_db
DAY = "2024-12-18"


@pytest.fixture(autouse=True)
def _today(office):
    office(AT)


def call(client, world, who, name, *args, method="get", body=None, **files):
    client.force_login(world.people[who])
    url = reverse(f"api:{name}", args=args)
    if files:
        return client.post(url, (body or {}) | files)
    return getattr(client, method)(url, *([] if method == "get" else [body or {}, "application/json"]))


class TestParty:
    def test_asked_and_answered_and_seen_by_few(self, world, client):
        dossier = above.appraising(world)
        letter = {"dossier": dossier.pk, "lines": [line.pk for line in dossier.lines.all()], "number": "2-TTr/SNV",
                  "signed_on": DAY, "due_on": "2024-12-27"}  # fmt: skip
        assert call(client, world, "vanphong", "opinion-party", method="post", body=letter).status_code == 403
        assert call(client, world, "canbo_khac", "opinion-party", method="post", body=letter).status_code == 404
        made = call(client, world, "chuyenvien", "opinion-party", method="post", body=letter)
        assert made.status_code == 201 and made.json()["kind"] == "party"
        assert fresh(dossier).state == "party_opinion"
        assert call(client, world, "chuyenvien", "opinion-party", method="post", body=letter).status_code == 403
        row = OpinionRequest.objects.get()
        assert call(client, world, "vanphong", "opinion-detail", row.pk).status_code == 404
        said = {"version": 1, "number": "9-CV/TU", "signed_on": DAY}
        said |= {f"lines[{n}]id": one.pk for n, one in enumerate(row.answers.all())}
        said |= {f"lines[{n}]state": "answered_agree" for n in range(2)}
        told = call(client, world, "chuyenvien", "opinion-answer", row.pk, body=said, file=pdf_upload())
        assert told.status_code == 200, told.content
        assert fresh(dossier).state == "appraising"


class TestSubmission:
    SENDING = {"number": "215/TTr-UBND", "signed_on": DAY, "sent_on": DAY, "recipient": "Bộ Nội vụ"}

    def test_sent_and_decided_line_by_line(self, world, client):
        dossier = above.signed_up(world)
        key = Submission.objects.get().pk
        assert call(client, world, "canbo", "submission-detail", key).status_code == 404  # being prepared
        wrong = self.SENDING | {"sent_on": "2024-12-17"}
        refused = call(client, world, "vanthu", "submission-send", key, body=wrong, file=pdf_upload())
        assert refused.status_code == 422 and "Ngày gửi" in refused.json()["detail"]
        sent = call(client, world, "vanthu", "submission-send", key, body=self.SENDING, file=pdf_upload())
        assert [line["state"] for line in sent.json()["lines"]] == ["sent", "sent"]
        again = call(client, world, "vanthu", "submission-send", key, body=self.SENDING, file=pdf_upload())
        assert again.status_code == 409
        first, second = dossier.lines.all()
        paper = {"lines": [first.pk], "granted": True, "number": "1502/QĐ-CTN", "decided_on": DAY,
                 "issuer": "Chủ tịch nước"}  # fmt: skip
        assert call(client, world, "canbo", "submission-results", key, method="post", body=paper).status_code == 403
        told = call(client, world, "chuyenvien", "submission-results", key, method="post", body=paper)
        assert [line["state"] for line in told.json()["lines"]] == ["granted", "sent"]
        late = call(client, world, "chuyenvien", "submission-results", key, method="post", body=paper)
        assert late.status_code == 409
        none = paper | {"lines": [second.pk], "granted": False}
        bare = call(client, world, "chuyenvien", "submission-results", key, method="post", body=none)
        assert bare.status_code == 422 and "CT-02" in bare.json()["detail"]
        call(client, world, "chuyenvien", "submission-results", key, method="post", body=none | {"note": "Chưa đủ."})
        assert fresh(dossier).state == "closed"
        [row] = call(client, world, "canbo", "submission-list").json()["results"]
        assert (row["state"], row["unit"]["code"]) == ("granted", "SNNPTNT")

    def test_what_was_returned_is_over_for_that_sending(self, world, client):
        dossier = above.sent_up(world)
        key = Submission.objects.get().pk
        paper = {"number": "77/BNV", "returned_on": DAY, "why": "Bổ sung xác nhận thuế."}
        told = call(client, world, "chuyenvien", "submission-send-back", key, method="post", body=paper)
        assert told.json()["state"] == "returned" and fresh(dossier).state == "appraising"
        above.walk(world, dossier, "signed", road=above.UP)
        above.send(world, dossier, number="220/TTr-UBND")
        late = call(client, world, "chuyenvien", "submission-send-back", key, method="post", body=paper)
        assert late.status_code == 409 and "Cấp trên trả lại" in late.json()["detail"]


class TestInquiry:
    GIVEN = {"asker": "Bộ Công Thương", "number": "7/BCT", "letter_date": "2024-12-15", "arrived_on": DAY,
             "summary": "Hỏi về doanh nghiệp.", "subjects": [{"name": "Công ty Điện lực Kon Tum"}]}  # fmt: skip

    def test_from_the_register_to_the_answer(self, world, client):
        assert call(client, world, "canbo", "inquiry-list").status_code == 403
        made = call(client, world, "chuyenvien", "inquiry-list", method="post", body=self.GIVEN)
        assert made.status_code == 201
        key, subject = made.json()["id"], made.json()["subjects"][0]["id"]
        twice = call(client, world, "chuyenvien", "inquiry-list", method="post", body=self.GIVEN)
        assert twice.status_code == 422
        letter = {"units": ["615"], "number": "15/SNV", "signed_on": DAY, "due_on": "2024-12-27"}
        asked = call(client, world, "chuyenvien", "inquiry-ask", key, method="post", body=letter)
        assert asked.status_code == 201 and asked.json()[0]["body"] == "615"
        draft = {"version": made.json()["version"], "reply": "Tỉnh thống nhất.",
                 "subjects": [{"id": subject, "verdict": "answered_agree"}]}  # fmt: skip
        assert call(client, world, "lanhdao", "inquiry-reply", key, method="post", body=draft).status_code == 403
        told = call(client, world, "chuyenvien", "inquiry-reply", key, method="post", body=draft)
        assert told.json()["reply"] == "Tỉnh thống nhất."
        stale = call(client, world, "lanhdao", "inquiry-sign", key, method="post", body={"version": draft["version"]})
        assert stale.status_code == 409
        read = {"version": told.json()["version"]}
        back = call(client, world, "lanhdao", "inquiry-hand-back", key, method="post", body=read | {"note": "Nêu số."})
        again = draft | {"version": back.json()["version"]}
        read = {"version": call(client, world, "chuyenvien", "inquiry-reply", key, method="post", body=again)
                .json()["version"]}  # fmt: skip
        assert call(client, world, "lanhdao", "inquiry-sign", key, method="post", body=read).status_code == 200
        paper = {"number": "88/UBND-NC", "answered_on": DAY}
        done = call(client, world, "vanthu", "inquiry-answer", key, body=paper, file=pdf_upload())
        assert done.json()["state"] == "answered" and Inquiry.objects.get().answer_number == "88/UBND-NC"
        assert call(client, world, "canbo", "inquiry-detail", key).status_code == 404


class TestExternal:
    GIVEN = {"number": "1502/QĐ-CTN", "decided_on": DAY, "issuer": "Chủ tịch nước"}

    def test_entered_given_corrected_and_withdrawn(self, world, client):
        load_law()
        who = honoree(world.units["SYT"], "Y Lan")
        assert call(client, world, "vanphong", "external-list", method="post", body=self.GIVEN).status_code == 403
        key = call(client, world, "chuyenvien", "external-list", method="post", body=self.GIVEN).json()["id"]
        award = {"honorees": [who.pk], "award_code": "HC_DL3", "year": 2024}
        strange = call(client, world, "chuyenvien", "external-awards", key, method="post",
                       body=award | {"honorees": [who.pk, 99999]})  # fmt: skip
        assert strange.status_code == 422 and "99999" in strange.json()["detail"]
        told = call(client, world, "chuyenvien", "external-awards", key, method="post", body=award).json()
        assert [(one["name"], one["award_code"]) for one in told["awards"]] == [("Y Lan", "HC_DL3")]
        change = {"version": told["version"], "number": "1503/QĐ-CTN"}
        fixed = call(client, world, "chuyenvien", "external-detail", key, method="patch", body=change)
        assert fixed.json()["number"] == HeldAward.objects.get().decision_number == "1503/QĐ-CTN"
        assert call(client, world, "chuyenvien", "external-detail", key, method="patch", body=change).status_code == 409
        held = HeldAward.objects.get().pk
        why = {"reason": "Nhập nhầm."}
        gone = call(client, world, "chuyenvien", "external-remove-award", key, held, method="post", body=why)
        assert gone.json()["awards"] == []
        over = call(client, world, "chuyenvien", "external-withdraw", key, method="post", body=why)
        assert over.json()["withdrawn_why"] == "Nhập nhầm." and ExternalDecision.objects.get().withdrawn_at
        assert call(client, world, "chuyenvien", "external-withdraw", key, method="post", body=why).status_code == 409


class TestChanges:
    def test_the_head_is_changed_by_whoever_read_it_last(self, world, client):
        dossier = drafted(world)
        change = {"version": dossier.version, "title": "Thành tích năm 2023"}
        told = call(client, world, "canbo", "dossier-detail", dossier.pk, method="patch", body=change)
        assert told.json()["title"] == "Thành tích năm 2023" and told.json()["occasion"] == "cong_trang"
        stale = call(client, world, "canbo", "dossier-detail", dossier.pk, method="patch", body=change)
        assert stale.status_code == 409
        level = {"version": told.json()["version"], "level": "state"}
        refused = call(client, world, "canbo", "dossier-detail", dossier.pk, method="patch", body=level)
        assert refused.status_code == 422 and "Cấp quyết định" in refused.json()["detail"]
        for who, status in (("canbo_khac", 404), ("chuyenvien", 404), ("thutruong", 403)):
            assert (
                call(client, world, who, "dossier-detail", dossier.pk, method="patch", body=change).status_code
                == status
            )

    def test_a_line_is_changed_by_whoever_read_it_last(self, world, client):
        dossier = drafted(world)
        line = dossier.lines.first()
        change = {"version": line.version, "achievement": "Chống hạn 120 ha."}
        told = call(client, world, "canbo", "dossier-line", dossier.pk, line.pk, method="patch", body=change).json()
        assert (told["achievement"], told["declared_by"]) == ("Chống hạn 120 ha.", "")
        stale = call(client, world, "canbo", "dossier-line", dossier.pk, line.pk, method="patch", body=change)
        assert stale.status_code == 409
        more = {"version": told["version"], "award": "CSTD_TINH"}
        call(client, world, "canbo", "dossier-line", dossier.pk, line.pk, method="patch", body=more)
        assert call(client, world, "thutruong", "dossier-line", dossier.pk, line.pk, method="patch").status_code == 403
        assert call(client, world, "chuyenvien", "dossier-line", dossier.pk, line.pk, method="patch").status_code == 404
        line.refresh_from_db()
        assert (line.award.code, line.version) == ("CSTD_TINH", 3)
