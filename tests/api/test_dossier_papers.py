"""Papers, reports and minutes through the interface: as on the pages, by the same acts."""

import pytest

from awards.models import AchievementReport, MeetingMinutes
from tests.awards.scene import add, drafted, honoree, walk

pytestmark = pytest.mark.django_db
TEXTS = {"profile": "Họ và tên: A Pớt.", "merits": "Hiến đất.", "honours": ""}


@pytest.fixture
def dossier(world):
    return drafted(world, lines=("A Pớt",))


@pytest.fixture
def officer(client, world):
    client.force_login(world.canbo)
    return client


def url(dossier, *parts):
    return "/".join(["/api/v1/dossiers", str(dossier.pk), *map(str, parts), ""])


def put(client, address, given):
    return client.put(address, given, content_type="application/json")


def test_what_can_be_made_and_what_is_there(officer, dossier):
    said = officer.get(url(dossier, "papers")).json()
    assert [one["key"] for one in said["kinds"]] == ["to-trinh", "danh-sach", "bien-ban", "bang-kiem-tra"]
    assert {one["purpose"] for one in said["files"]} == {"bao_cao_thanh_tich", "bien_ban"}


def test_a_paper_comes_as_a_file_by_its_type(officer, dossier):
    answer = officer.get(url(dossier, "paper", "to-trinh", "docx"))
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    asked = officer.get(url(dossier, "paper", "to-trinh", "docx"), headers={"accept": answer["Content-Type"]})
    assert asked.status_code == 200 and asked.content[:2] == b"PK"
    for key in ("to-trinh-snv", "khong-co"):
        assert officer.get(url(dossier, "paper", key, "pdf")).status_code == 404


def test_a_report_is_written_compared_and_attached(officer, dossier):
    line = dossier.lines.get()
    address = url(dossier, "lines", line.pk, "report")
    assert officer.get(address).json()["version"] == 0
    assert put(officer, address, TEXTS | {"version": 0}).json()["version"] == 1
    late = put(officer, address, TEXTS | {"merits": "Khác.", "version": 0})
    assert late.status_code == 409 and late.json()["current"]["merits"] == "Hiến đất."
    assert put(officer, address, {"version": 1}).status_code == 400
    made = officer.post(f"{address}attach/", {"version": 1}, content_type="application/json")
    assert made.status_code == 201 and made.json()["purpose"] == "bao_cao_thanh_tich"
    assert AchievementReport.objects.get().attached_version == 1


def test_the_minutes_of_a_meeting_with_votes(officer, world, dossier):
    from awards.load.law import load_law

    load_law()
    voted = add(world, dossier, honoree(world.units["SNNPTNT"], "Chi cục Kiểm lâm", "collective"), "CO_TINH")
    address, votes = url(dossier, "minutes"), [{"line": voted.pk, "agreed": 9, "refused": 1}]
    given = {"version": 0, "members": 10, "present": 10, "held_on": "2024-12-10", "votes": votes}
    said = put(officer, address, given).json()
    assert said["version"] == 1 and said["votes"][0]["reached"] is True and said["held_on"] == "2024-12-10"
    assert put(officer, address, given).status_code == 409
    much = put(officer, address, given | {"version": 1, "votes": [{"line": voted.pk, "agreed": 11}]})
    assert much.status_code == 422 and "Chi cục Kiểm lâm" in much.json()["detail"]
    assert MeetingMinutes.objects.get().ballots.get().agreed == 9


def test_what_has_been_sent_is_read_and_not_written(client, world, dossier):
    walk(world, dossier, "submitted")
    line = dossier.lines.get()
    client.force_login(world.chuyenvien)
    assert client.get(url(dossier, "lines", line.pk, "report")).status_code == 200
    assert put(client, url(dossier, "lines", line.pk, "report"), TEXTS | {"version": 0}).status_code == 403
    client.force_login(world.canbo_khac)
    assert client.get(url(dossier, "papers")).status_code == 404
