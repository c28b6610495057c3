"""What the interface gives: the same sight as the pages, exact numbers, ISO days."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.authtoken.models import Token

from awards.models import AwardType, Decision, Dossier, Honoree, Nomination
from reports.api.fields import exact
from tests.reports.office import AT, file

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    def become(person):
        client.force_login(person)
        return client

    return become


def dossier(world, n=1, title="Hồ sơ"):
    award = AwardType.objects.get_or_create(
        code="BK", name="Bằng khen", kind="form", authority="province", decided_by="Chủ tịch", to_person=True,
        citation="x",
    )[0]  # fmt: skip
    row = Dossier.objects.create(
        unit=world.units["SYT"], receiver=world.units["SNV"], title=title, occasion="phong_trao",
        state="appraising", first_sent_at=AT, arrived_at=AT, stage_since=AT, created_at=AT,
    )  # fmt: skip
    for at in range(n):
        honoree = Honoree.objects.create(
            subject="person", name=f"Người {at}", unit=world.units["SYT"], person_class="direct"
        )
        Nomination.objects.create(dossier=row, honoree=honoree, award=award)
    return row


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(20633, 1, "2063.3"), (5, 2, "0.05"), (-5, 2, "-0.05"), (7, 0, "7"), (None, 1, None), (10**9, 3, "1000000.000")],
)  # fmt: skip
def test_numbers_are_exact(value, decimals, text):
    assert exact(value, decimals) == text


def test_a_filing_with_its_figures(signed_in, world):
    row = file(world, "SNNPTNT", world.periods[4], state="submitted", forest=20633, spending=(500, 1000))
    answer = signed_in(world.chuyenvien).get(f"/api/v1/filings/{row.pk}/").json()
    boxes = {one["indicator"]["code"]: one for one in answer["figures"]}
    assert (boxes["D2.33"]["value"], boxes["D2.33"]["value_scaled"], boxes["D2.33"]["decimals"]) == ("2063.3", 20633, 1)
    assert (boxes["D2.16"]["value"], boxes["D2.16"]["denominator"]) == ("50.0", "100.0")
    assert answer["period"]["last_day"] == "2024-12-14"
    assert answer["unit"] == {"code": "SNNPTNT", "name": "Sở Nông nghiệp và Phát triển nông thôn"}


def test_the_unseen_is_not_there(signed_in, world):
    row = file(world, "SNNPTNT", world.periods[4], state="submitted")
    client = signed_in(world.canbo_khac)
    answer = client.get(f"/api/v1/filings/{row.pk}/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert client.get("/api/v1/filings/").json()["count"] == 0


def test_boxes_under_correction_stay_inside(signed_in, world):
    row = file(world, "SNNPTNT", world.periods[4], state="returned", forest=1)
    assert signed_in(world.chuyenvien).get(f"/api/v1/filings/{row.pk}/").json()["figures"] == []
    assert len(signed_in(world.canbo).get(f"/api/v1/filings/{row.pk}/").json()["figures"]) == 1


def test_lists_are_filtered_and_paged(signed_in, world):
    for code in ("SNNPTNT", "SYT", "615"):
        file(world, code, world.periods[4], state="submitted")
    client = signed_in(world.chuyenvien)
    assert client.get("/api/v1/filings/?unit=SYT").json()["count"] == 1
    assert client.get("/api/v1/filings/?year=2024&index=4&state=submitted").json()["count"] == 3
    assert client.get("/api/v1/filings/?year=hai").json()["count"] == 0
    assert len(client.get("/api/v1/filings/?page_size=2").json()["results"]) == 2


@pytest.mark.parametrize("path", ["movements", "filings", "registrations", "dossiers", "decisions"])
def test_every_list_answers(signed_in, world, path):
    answer = signed_in(world.chuyenvien).get(f"/api/v1/{path}/")
    assert answer.status_code == 200 and "results" in answer.json()


def test_dossiers_with_lines_and_decisions(signed_in, world):
    row = dossier(world, n=2)
    Decision.objects.create(
        number=5, issued_on=dt.date(2024, 11, 1), year=2024, issuer="UBND tỉnh", title="Tặng", signer="A",
        signer_title="Chủ tịch",
    )  # fmt: skip
    client = signed_in(world.chuyenvien)
    lines = client.get(f"/api/v1/dossiers/{row.pk}/").json()["lines"]
    assert [line["honoree"] for line in lines] == ["Người 0", "Người 1"]
    (decision,) = client.get("/api/v1/decisions/?year=2024").json()["results"]
    assert (decision["code"], decision["issued_on"]) == ("05/QĐ-UBND", "2024-11-01")


def test_a_key_opens_and_nothing_else_does(client, world):
    assert client.get("/api/v1/filings/").status_code == 401
    key = Token.objects.create(user=world.chuyenvien).key
    assert client.get("/api/v1/filings/", headers={"authorization": f"Token {key}"}).status_code == 200
    assert client.get("/api/v1/filings/", headers={"authorization": "Token sai"}).status_code == 401
    type(world.chuyenvien).objects.filter(pk=world.chuyenvien.pk).update(is_active=False)
    assert client.get("/api/v1/filings/", headers={"authorization": f"Token {key}"}).status_code == 401


def test_the_description_has_no_warning(tmp_path):
    call_command("spectacular", fail_on_warn=True, validate=True, file=str(tmp_path / "schema.yml"))


def test_the_docs_ask_for_sign_in_and_load_nothing_inline(client, world):
    assert client.get("/api/v1/").status_code == 302
    client.force_login(world.canbo)
    answer = client.get("/api/v1/")
    assert "swagger-ui-bundle" in answer.text
    script = client.get("/api/v1/?script=")
    assert script["Content-Type"].startswith("application/javascript") and "/api/v1/schema/" in script.text


def count(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_queries_do_not_grow(signed_in, world):
    client = signed_in(world.chuyenvien)
    one = file(world, "SNNPTNT", world.periods[4], state="submitted", forest=1)
    row = dossier(world)
    urls = ["/api/v1/filings/", f"/api/v1/filings/{one.pk}/", "/api/v1/dossiers/", f"/api/v1/dossiers/{row.pk}/"]
    urls.append("/api/v1/movements/")
    before = [count(client, url) for url in urls]
    file(world, "SYT", world.periods[4], state="submitted", meetings=1)
    one.figures.create(indicator=world.indicators["meetings"], value=1, changed_at=AT)
    for at in range(2):
        dossier(world, n=3, title=f"Hồ sơ {at}")
    assert [count(client, url) for url in urls] == before
