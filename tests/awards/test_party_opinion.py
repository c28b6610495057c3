"""The opinion of the Party committee: asked by Sở Nội vụ, known to it and the leaders alone."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from awards.compile import shown_state
from awards.models import ChecklistItem, Instrument
from tests.awards.above import answer, appraising, ask_party, seen
from tests.awards.scene import AT, BK, drafted, fresh, person, walk
from thidua.errors import Refused
from units.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def day(monkeypatch):
    monkeypatch.setattr("thidua.clock.now", lambda: AT)


@pytest.mark.parametrize(("state", "who"), [("appraising", "chuyenvien"), ("to_director", "giamdoc")])
def test_asked_and_answered(world, state, who):
    dossier = walk(world, drafted(world), state)
    letter = ask_party(world, dossier, by=who)
    assert fresh(dossier).state == "party_opinion"
    answer(world, letter, "answered_agree", by="chuyenvien", number="90-CV/TU")
    assert fresh(dossier).state == "appraising"
    assert {row.number for row in letter.answers.all()} == {"90-CV/TU"}


def test_every_line_is_answered_at_once(world):
    letter = ask_party(world, appraising(world))
    with pytest.raises(Refused, match="mọi dòng"):
        answer(world, letter, "answered_agree", "", by="chuyenvien")


@pytest.mark.parametrize("who", ["canbo", "vanphong", "lanhdao", "giamdoc"])
def test_who_may_not_ask(world, who):
    with pytest.raises(PermissionDenied):
        ask_party(world, appraising(world), by=who)


def test_who_knows_of_it(world, client):
    dossier = appraising(world)
    letter = ask_party(world, dossier)
    assert not Notice.objects.filter(text__contains="2-TTr/SNV").exists()
    for who, knows in (
        ("chuyenvien", True),
        ("lanhdao", True),
        ("vanphong", False),
        ("vanthu", False),
        ("canbo", False),
    ):
        client.force_login(world.people[who])
        shown = shown_state(fresh(dossier), person(world, who))[0]
        assert shown == ("party_opinion" if knows else "appraising"), who
        html = client.get(reverse("awards:dossier_detail", args=[dossier.pk])).content.decode()
        assert ("cấp ủy" in html) is knows, who
        assert client.get(reverse("awards:opinion_detail", args=[letter.pk])).status_code == (200 if knows else 404)
    answer(world, seen(letter), "answered_object", by="chuyenvien", reason="Nội bộ.")
    client.force_login(world.vanphong)
    assert "Nội bộ." not in client.get(reverse("awards:opinion_matrix", args=[dossier.pk])).content.decode()


def test_the_list_of_papers_reminds_and_bars_nothing(world, client):
    dossier = appraising(world)
    paper = Instrument.objects.create(code="X", number="1/X", kind="decision", title="X", standing="unverified")
    ChecklistItem.objects.create(
        award_code=BK, purpose="y_kien_cap_uy", name="Ý kiến cấp ủy", instrument=paper, standing="unverified",
        valid_from="2024-01-01",
    )  # fmt: skip
    client.force_login(world.chuyenvien)
    url = reverse("awards:dossier_detail", args=[dossier.pk])
    assert "TL-HS11" in client.get(url).content.decode()
    answer(world, ask_party(world, dossier), "answered_agree", by="chuyenvien")
    assert "TL-HS11" not in client.get(url).content.decode()
