"""Steps through the interface: the same acts, rights and refusals as on the pages."""

import pytest

from awards.models import Dossier
from tests.factories import FilingFactory, TermFactory
from tests.reports.office import AT, file
from thidua.models import Event

pytestmark = pytest.mark.django_db


def take(client, person, path, **words):
    client.force_login(person)
    return client.post(f"/api/v1/{path}/", words, content_type="application/json")


@pytest.fixture
def filing(world):
    return file(world, "SYT", world.periods[4], state="submitted", meetings=3)


def test_the_receiver_opens_and_confirms(client, world, filing):
    answer = take(client, world.chuyenvien, f"filings/{filing.pk}/steps/open")
    assert answer.json() == {"state": "checking", "next_steps": ["accept", "return"]}
    assert take(client, world.chuyenvien, f"filings/{filing.pk}/steps/accept").json()["state"] == "accepted"
    assert list(Event.objects.of(filing).values_list("step", flat=True)) == ["open", "accept"]


def test_who_may_not_is_told_in_vietnamese(client, world, filing):
    answer = take(client, world.lanhdao, f"filings/{filing.pk}/steps/open")
    assert (answer.status_code, answer.json()["detail"]) == (403, "Bạn không có quyền làm việc này.")
    assert take(client, world.canbo, f"filings/{filing.pk}/steps/open").status_code == 404
    assert take(client, world.chuyenvien, f"filings/{filing.pk}/steps/la").status_code == 404


def test_what_is_missing_is_said(client, world):
    filing = file(world, "SYT", world.periods[4], state="checking", meetings=3)
    answer = take(client, world.chuyenvien, f"filings/{filing.pk}/steps/return")
    assert answer.status_code == 422 and "chọn một lý do" in answer.json()["detail"]
    given = take(client, world.chuyenvien, f"filings/{filing.pk}/steps/return", reason="TL-BC02", marks=["D1.01"])
    assert given.json()["state"] == "returned"


def test_a_step_out_of_turn_is_a_conflict(client, world, filing):
    answer = take(client, world.chuyenvien, f"filings/{filing.pk}/steps/accept")
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


def test_a_wrong_shape_is_named(client, world, filing):
    answer = take(client, world.chuyenvien, f"filings/{filing.pk}/steps/open", marks="D1.01")
    assert answer.status_code == 400 and "marks" in answer.json()


def test_a_session_needs_its_csrf_token(world, filing):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.chuyenvien)
    assert strict.post(f"/api/v1/filings/{filing.pk}/steps/open/").status_code == 403


def test_a_dossier_is_received_and_a_date_is_iso(client, world):
    row = Dossier.objects.create(
        unit=world.units["SYT"], receiver=world.units["SNV"], title="Hồ sơ", occasion="phong_trao",
        state="submitted", first_sent_at=AT, arrived_at=AT, stage_since=AT, created_at=AT,
    )  # fmt: skip
    wrong = take(client, world.chuyenvien, f"dossiers/{row.pk}/steps/receive", signed_on="18/12/2024")
    assert wrong.status_code == 400 and "signed_on" in wrong.json()
    assert take(client, world.chuyenvien, f"dossiers/{row.pk}/steps/receive").json()["state"] == "received"


def test_a_draft_of_another_unit_is_not_there(client, world):
    draft = FilingFactory(unit=world.units["SYT"], period=world.periods[4], receiver=world.units["SNV"])
    assert take(client, world.chuyenvien, f"filings/{draft.pk}/steps/to_head").status_code == 404


def test_a_registration_is_started_once(client, world):
    TermFactory(year=2025)
    client.force_login(world.canbo)
    body = {"year": 2025}
    first, again = (client.post("/api/v1/registrations/", body, content_type="application/json") for _ in range(2))
    assert (first.status_code, first.json()["state"]) == (200, "draft")
    assert first.json()["id"] == again.json()["id"]
    client.force_login(world.thutruong)
    assert client.post("/api/v1/registrations/", body, content_type="application/json").status_code == 403
    client.force_login(world.canbo)
    for body, status in (({"year": 2031}, 404), ({"year": 2025, "kind": "x"}, 400), ({}, 400)):
        assert client.post("/api/v1/registrations/", body, content_type="application/json").status_code == status
