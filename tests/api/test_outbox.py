"""Reminders, the completeness table, registrations' papers and the calendar's address through the interface."""

import pytest

from movements.models import Reminder
from tests.factories import FilingFactory, RegistrationFactory, TermFactory

pytestmark = pytest.mark.django_db
QUARTER = {"year": 2024, "index": 4}


def test_nobody_is_reminded_before_the_recipients_were_read(api, world):
    whom = api(world.chuyenvien, "reminders/whom/", **QUARTER, unit=["SNNPTNT"])
    assert whom.status_code == 200, whom.json()
    (asking,) = whom.json()["units"]
    people = [one["value"] for one in asking["people"] if one["chosen"]]
    assert asking["unit"]["code"] == "SNNPTNT" and people and not Reminder.objects.exists()

    told = api(world.chuyenvien, "reminders/whom/", "post", **QUARTER, unit=["SNNPTNT"], people=people, note="Gấp")
    assert (told.status_code, told.json()) == (200, {"told": len(people), "passed_over": 0})
    row = Reminder.objects.get()
    listed = api(world.chuyenvien, "reminders/").json()["results"]
    assert [one["id"] for one in listed] == [row.pk]
    whole = api(world.canbo, f"reminders/{row.pk}/").json()
    assert whole["person"] == world.canbo.full_name and whole["lines"][0]["asked_by"] == world.chuyenvien.full_name
    assert api(world.canbo_khac, f"reminders/{row.pk}/").status_code == 404
    assert api(world.lanhdao, f"reminders/{row.pk}/again/", "post").status_code == 403
    early = api(world.canbo, f"reminders/{row.pk}/again/", "post")  # it waits to be sent the first time
    assert early.status_code == 422 and early.json()["detail"]


def test_what_cannot_be_asked_is_said(api, world):
    assert api(world.chuyenvien, "reminders/whom/").status_code == 400
    assert api(world.chuyenvien, "reminders/whom/", year=2031, index=1).status_code == 404
    assert api(world.chuyenvien, "reminders/whom/", **QUARTER, unit=["KHONGCO"]).status_code == 404
    assert api(world.lanhdao, "reminders/whom/", **QUARTER).status_code == 403
    none = api(world.chuyenvien, "reminders/whom/", "post", **QUARTER, people=["1-1"])
    assert none.status_code == 422 and not Reminder.objects.exists()


def test_the_table_is_a_file(api, world):
    FilingFactory(unit=world.units["SYT"], period=world.periods[4], receiver=world.units["SNV"], sent=True)
    made = api(world.chuyenvien, "completeness/table.csv", **QUARTER)
    assert made["Content-Disposition"].endswith('quy-4.csv"') and "Sở Y tế" in made.content.decode("utf-8-sig")
    one = api(world.chuyenvien, "completeness/table.csv", **QUARTER, q="y te").content.decode("utf-8-sig")
    assert "Sở Y tế" in one and "Sở Nông nghiệp" not in one
    assert api(world.chuyenvien, "completeness/table.csv", year=1990).status_code == 404
    assert api(world.chuyenvien, "completeness/table.exe", **QUARTER).status_code == 404


@pytest.fixture
def registration(world):
    unit, office = world.units["SNNPTNT"], world.units["SNV"]
    return RegistrationFactory(
        term=TermFactory(year=2024), unit=unit, receiver=office, sent=True, submitted_by=world.thutruong
    )


def test_many_registrations_at_once(api, world, registration):
    given = {"registrations": [registration.pk]}
    assert api(world.lanhdao, "registrations/accept/", "post", **given).status_code == 403
    stranger = api(world.canbo_khac, "registrations/accept/", "post", **given)
    assert stranger.json() == {"accepted": 0, "refused": []}  # not seen, not told
    assert api(world.chuyenvien, "registrations/accept/", "post", **given).json()["accepted"] == 1
    again = api(world.chuyenvien, "registrations/accept/", "post", **given).json()
    assert again["accepted"] == 0 and "không còn ở trạng thái" in again["refused"][0]
    (version,) = api(world.canbo, f"registrations/{registration.pk}/versions/").json()
    assert (version["number"], version["accepted_by"]) == (1, world.chuyenvien.full_name)


def test_its_paper_is_the_pages_paper(api, world, registration):
    made = api(world.canbo, f"registrations/{registration.pk}/papers/dang-ky/docx/")
    assert made.status_code == 200 and made.content[:2] == b"PK"
    assert api(world.canbo_khac, f"registrations/{registration.pk}/papers/dang-ky/docx/").status_code == 404
    none = api(world.canbo, f"registrations/{registration.pk}/papers/dang-ky/docx/", version=7)
    assert none.status_code == 404


def test_the_calendars_address_is_shown_once(api, world, client):
    made = api(world.canbo, "my-calendar/address/", "post")
    assert made.status_code == 201
    path = made.json()["address"].partition("testserver")[2]
    client.logout()
    assert client.get(path).status_code == 200
    client.force_login(world.canbo)
    assert client.delete("/api/v1/my-calendar/address/").status_code == 204
    assert client.get(path).status_code == 404
    assert client.delete("/api/v1/my-calendar/address/").status_code == 422  # there is none any more
