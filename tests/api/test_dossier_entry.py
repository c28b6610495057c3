"""A dossier made through the interface alone: the same acts and the same refusals as on the pages."""

import pytest
from django.urls import reverse

from awards.load import load_law as load_legal_rows
from awards.models import Dossier, Honoree, Rating
from tests.awards.scene import AT, drafted, honoree, load_law, step
from tests.scene import pdf_upload
from units.models import Attachment

pytestmark = pytest.mark.django_db
NEW = {"title": "Thành tích năm 2024", "occasion": "cong_trang"}


@pytest.fixture(autouse=True)
def _today(office):
    office(AT)
    load_law()


def url(name, *args):
    return reverse(f"api:dossier-{name}", args=args)


def post(client, name, *args, body=None, **files):
    if files:
        return client.post(url(name, *args), (body or {}) | files)
    return client.post(url(name, *args), body or {}, content_type="application/json")


def test_from_nothing_to_the_heads_desk(client, world):
    client.force_login(world.canbo)
    made = post(client, "list", body=NEW)
    assert made.status_code == 201
    pk = made.json()["id"]
    assert client.get(url("checklist", pk)).json()["whys"][0].startswith("hồ sơ chưa có dòng")
    who = {"subject": "person", "name": "A Pớt", "unit": "SNNPTNT", "person_class": "direct"}
    line = post(client, "lines", pk, body={"newcomer": who, "award": "BK_TINH", "achievement": "Làm tốt."})
    assert line.status_code == 201 and line.json()["declared_by"] == ""
    for purpose in ("bao_cao_thanh_tich", "bien_ban"):
        body = {"purpose": purpose, "line": line.json()["id"]} if purpose != "bien_ban" else {"purpose": purpose}
        assert post(client, "attach", pk, body=body, file=pdf_upload()).status_code == 201
    told = client.get(url("checklist", pk)).json()
    assert told["undeclared"] == [line.json()["id"]] and told["uncounted"]
    declared = {"declarations": [{"line": line.json()["id"], "declarant": "A Pớt", "declared_on": "2024-12-17"}]}
    assert post(client, "declarations", pk, body=declared).json() == {"changed": 1}
    assert client.get(url("checklist", pk)).json()["whys"] == []
    assert post(client, "step", pk, "to_head").json()["state"] == "to_head"


def test_the_head_answers_for_it(client, world):
    dossier = drafted(world)
    step(world, dossier, "to_head", "canbo")
    client.force_login(world.thutruong)
    sent = {"number": "12/TTr-SNN", "signed_on": "2024-12-18", "signer": "Trần Quốc Bảo"}
    refused = post(client, "step", dossier.pk, "send", body=sent, file=pdf_upload())
    assert refused.status_code == 422 and "Tôi chịu trách nhiệm" in refused.json()["detail"]
    assert (
        post(client, "step", dossier.pk, "send", body=sent | {"confirmed": True}, file=pdf_upload()).status_code == 200
    )


def test_who_may_be_known_already_is_named(client, world):
    dossier = drafted(world, lines=())
    honoree(world.units["SNNPTNT"], "Lý Thị Hoà")
    client.force_login(world.canbo)
    who = {
        "subject": "person",
        "name": "Lí Thị Hòa",
        "unit": "SNNPTNT",
        "person_class": "direct",
        "position": "Kế toán",
    }
    asked = post(client, "lines", dossier.pk, body={"newcomer": who, "award": "BK_TINH"})
    assert asked.status_code == 409 and "Lý Thị Hoà" in asked.json()["detail"]
    sure = {"newcomer": who | {"other_person": True}, "award": "BK_TINH"}
    assert post(client, "lines", dossier.pk, body=sure).status_code == 201
    assert Honoree.objects.count() == 2


@pytest.mark.parametrize(
    ("body", "words"),
    [({"award": "BK_TINH"}, "Đối tượng"), ({"award": "X", "honoree": 0}, ""), ({}, ""),
     ({"award": "X", "newcomer": {"subject": "person", "name": "A", "unit": "KHONG"}}, "KHONG")],
)  # fmt: skip
def test_what_is_wrong_is_said(client, world, body, words):
    dossier = drafted(world, lines=())
    client.force_login(world.canbo)
    answer = post(client, "lines", dossier.pk, body=body)
    assert answer.status_code in (400, 404, 422) and words in answer.text


def test_suggestions_are_read_and_taken(client, world):
    load_legal_rows()
    who = honoree(world.units["SNNPTNT"], "A Pớt")
    Rating.objects.create(honoree=who, year=2024, grade="excellent")
    client.force_login(world.canbo)
    told = client.get(url("suggestions")).json()
    assert {row["award"] for row in told["results"]} >= {"LDTT", "CSTDCS"} and told["count"] == 1
    assert all(finding["citation"] for row in told["results"] for finding in row["findings"])
    body = {"picks": [{"honoree": who.pk, "award": "BK_TINH"}], "title": "Năm 2024"}
    assert post(client, "suggestions", body=body).status_code == 201
    assert Dossier.objects.get().lines.get().honoree == who


def test_an_urgent_deed_on_a_direction(client, world):
    who = honoree(world.units["C23512"], "A Brũih")
    client.force_login(world.chuyenvien)
    body = {
        "honoree": who.pk,
        "award": "BK_TINH",
        "deed": "Cứu người.",
        "deed_on": "2024-12-16",
        "declared_by": "A Brũih",
    }
    assert post(client, "urgent", body=body).status_code == 403  # without a direction it is a unit's
    made = post(client, "urgent", body=body | {"direction": "Chủ tịch chỉ đạo", "direction_date": "2024-12-17"})
    assert made.status_code == 201 and made.json()["deed_on"] == "2024-12-16"
    pk = made.json()["id"]
    post(client, "attach", pk, body={"purpose": "bao_cao_tom_tat"}, file=pdf_upload())
    assert post(client, "step", pk, "direct").json()["state"] == "submitted"
    assert client.get(url("urgent-years")).json() == [{"year": 2024, "n": 1, "decided": 0, "median_days": None}]


def test_from_paper(client, world):
    client.force_login(world.chuyenvien)
    body = NEW | {"unit": "SYT", "arrived_on": "2024-12-12"}
    made = post(client, "on-behalf", body=body, scan=pdf_upload())
    assert made.status_code == 201 and made.json()["paper_arrived_on"] == "2024-12-12"
    assert post(client, "on-behalf", body=body, scan=pdf_upload()).status_code == 409


def test_a_line_and_a_paper_are_taken_off(client, world):
    dossier = drafted(world)
    client.force_login(world.canbo)
    line, paper = dossier.lines.first(), Attachment.objects.of(dossier, "bien_ban").get()
    assert client.delete(url("line", dossier.pk, line.pk)).status_code == 204
    assert client.delete(url("detach", dossier.pk, paper.pk)).status_code == 204
    assert dossier.lines.count() == 1 and not Attachment.objects.of(dossier, "bien_ban").exists()


def test_no_secret_is_vouched_for(client, world):
    dossier = drafted(world)
    Dossier.objects.update(title="Báo cáo MẬT")
    client.force_login(world.canbo)
    assert client.get(url("checklist", dossier.pk)).json()["marks"] == ["Trích yếu: MẬT"]
    assert post(client, "no-secret", dossier.pk).json()["marks"] == []
    secret = post(client, "list", body=NEW | {"simple_ground": "bi_mat"})
    assert secret.status_code == 422 and "văn thư mật" in secret.json()["detail"]


def test_while_the_unit_corrects_its_checklist_stays_with_it(client, world):
    dossier = drafted(world)
    Dossier.objects.update(state="returned", first_sent_at=AT, arrived_at=AT)
    client.force_login(world.chuyenvien)
    assert client.get(url("checklist", dossier.pk)).status_code == 403
