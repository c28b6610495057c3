"""The dossier's steps with a signed paper, sent as multipart; the decision that comes out of the last one."""

import pytest

from awards import actions
from awards.models import Decision
from tests.awards.scene import AT, drafted, fresh, person, walk
from tests.scene import pdf_upload
from thidua.models import Event

pytestmark = pytest.mark.django_db
PAPER = {"number": "12/TTr-SNN", "signed_on": "2024-12-17", "signer": "Trần Quốc Bảo", "confirmed": True}
ISSUED = {"number": "715", "signed_on": "2024-12-18"}


def take(client, world, who, dossier, step, **words):
    client.force_login(person(world, who))
    return client.post(f"/api/v1/dossiers/{dossier.pk}/steps/{step}/", words)


def test_the_head_sends_with_the_paper(client, world):
    dossier = walk(world, drafted(world), "to_head")
    answer = take(client, world, "thutruong", dossier, "send", file=pdf_upload("ttr.pdf"), **PAPER)

    assert (answer.status_code, answer.json()["state"]) == (200, "submitted")
    client.force_login(person(world, "chuyenvien"))
    page = client.get(f"/khen-thuong/{dossier.pk}/").content.decode()
    assert "12/TTr-SNN" in page and "Trần Quốc Bảo" in page


@pytest.mark.parametrize("missing", ["number", "signed_on", "signer", "file"])
def test_a_paper_that_lacks_something_is_refused_and_nothing_moves(client, world, missing):
    dossier = walk(world, drafted(world), "to_head")
    whole = PAPER | {"file": pdf_upload("ttr.pdf")}
    whole.pop(missing)
    answer = take(client, world, "thutruong", dossier, "send", **whole)

    assert answer.status_code == 422 and answer.json()["detail"]
    assert fresh(dossier).state == "to_head"
    assert not Event.objects.of(dossier).filter(step="send").exists()


def test_the_clerk_issues_and_the_decision_can_be_read(client, world):
    dossier = walk(world, drafted(world), "signed")
    answer = take(client, world, "vanthu", dossier, "issue", file=pdf_upload("qd.pdf"), **ISSUED)

    assert answer.json() == {"state": "decided", "next_steps": []}
    decision = Decision.objects.get()
    assert (decision.number, decision.issued_on.isoformat()) == (715, "2024-12-18")
    assert client.get(f"/api/v1/decisions/{decision.pk}/").json()["number"] == 715


@pytest.mark.parametrize(
    ("wrong", "words"),
    [({"number": "x"}, "Số quyết định"), ({"signed_on": ""}, "Ngày ban hành"), ({"file": ""}, "quyết định đã ký")],
)
def test_a_wrong_entry_of_the_clerk_is_named(client, world, wrong, words):
    dossier = walk(world, drafted(world), "signed")
    answer = take(client, world, "vanthu", dossier, "issue", **(ISSUED | {"file": pdf_upload("qd.pdf")} | wrong))

    assert answer.status_code in (400, 422)
    assert words in str(answer.json())
    assert fresh(dossier).state == "signed" and not Decision.objects.exists()


def test_only_the_clerk_issues(client, world):
    dossier = walk(world, drafted(world), "signed")
    for who, status in (("lanhdao", 403), ("chuyenvien", 403), ("canbo_khac", 404)):
        answer = take(client, world, who, dossier, "issue", file=pdf_upload("qd.pdf"), **ISSUED)
        assert answer.status_code == status, who
    assert not Decision.objects.exists()


def test_what_the_leader_marks_is_not_told_before_it_is_over(client, world):
    dossier = walk(world, drafted(world), "at_leader")
    line = dossier.lines.first()
    line.dossier = dossier
    actions.mark_line(
        line=line, granted=False, reason="KĐ-01", note="Chưa nổi bật.", by=person(world, "lanhdao"), at=AT
    )

    def told(who):
        client.force_login(person(world, who))
        rows = client.get(f"/api/v1/dossiers/{dossier.pk}/").json()["lines"]
        return next((row["state"], row["reason"], row["note"]) for row in rows if row["id"] == line.pk)

    assert told("canbo") == ("eligible", "", "")
    assert told("lanhdao") == ("not_granted", "KĐ-01", "Chưa nổi bật.")
