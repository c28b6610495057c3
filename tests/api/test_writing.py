"""What else is written through the interface as on the pages: register, evidence, days, papers typed in, launches."""

import datetime as dt

import pytest

from movements import actions
from movements.models import Activity, DueDate, Extension, Filing, Movement
from tests.factories import PointFactory, RegistrationFactory, TermFactory
from tests.scene import pdf_upload
from thidua.models import Event
from units.models import Attachment

pytestmark = pytest.mark.django_db
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)
CONFERENCE = {
    "kind": "conference", "on": "2024-12-05", "title": "Quán triệt Chỉ thị", "place": "Hội trường", "attendances": 120,
    "points": ["1"],
}  # fmt: skip


@pytest.fixture
def point(world):
    return PointFactory(code="1")


# --- Sổ triển khai --------------------------------------------------------------------------------------------------


def test_a_row_is_kept_changed_and_withdrawn(api, world, point):
    made = api(world.canbo, "activities/", "post", **CONFERENCE)
    assert (made.status_code, made.json()["attendances"], made.json()["version"]) == (201, 120, 1)
    path = f"activities/{made.json()['id']}/"
    changed = api(world.canbo, path, "patch", version=1, attendances=150)
    assert (changed.status_code, changed.json()["attendances"], changed.json()["place"]) == (200, 150, "Hội trường")
    late = api(world.canbo, path, "patch", version=1, place="Nơi khác")
    assert (late.status_code, late.json()["current"]["version"]) == (409, 2)
    assert api(world.canbo, f"{path}withdraw/", "post", note="Ghi nhầm").status_code == 204
    assert api(world.canbo, path).status_code == 404
    assert list(Event.objects.of(Activity.objects.get()).order_by("pk").values_list("step", flat=True)) == [
        "keep", "save", "withdraw",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"on": None}, "on", "bắt buộc"),
        ({"points": ["99"]}, "points", ""),
        ({"movement": "khong-co"}, "movement", ""),
        ({"number": "15/KH"}, "", "number"),
        ({"attendances": 2_000_000}, "attendances", "1.000.000"),
    ],
)
@pytest.mark.usefixtures("point")
def test_a_wrong_row_is_named_by_its_field(api, world, wrong, field, words):
    body = {name: value for name, value in (CONFERENCE | wrong).items() if value is not None}
    answer = api(world.canbo, "activities/", "post", **body)
    [told] = answer.json()["fields_refused"]
    assert (answer.status_code, told["field"]) == (422, field) and words in told["message"]
    assert not Activity.objects.exists()


def test_a_day_to_come_is_refused_and_others_may_not(api, world, point):
    answer = api(world.canbo, "activities/", "post", **(CONFERENCE | {"on": "2025-06-01"}))
    assert answer.status_code == 422 and "chưa đến" in answer.json()["detail"]
    assert api(world.thutruong, "activities/", "post", **CONFERENCE).status_code == 403


# --- Evidence and papers of a filing --------------------------------------------------------------------------------


@pytest.fixture
def filing(world):
    return actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)


def test_evidence_of_a_row_and_of_a_filing(api, world, point, filing):
    row = api(world.canbo, "activities/", "post", **CONFERENCE).json()
    for path in (f"activities/{row['id']}/files/", f"filings/{filing.pk}/files/"):
        assert api(world.canbo, path, "post", form={}).status_code == 422
        made = api(world.canbo, path, "post", form={"file": pdf_upload()})
        assert (made.status_code, made.json()["purpose"]) == (201, "evidence")
        assert [one["id"] for one in api(world.canbo, path).json()] == [made.json()["id"]]
        one = f"{path}{made.json()['id']}/"
        assert (api(world.thutruong, one, "delete").status_code, api(world.canbo, one, "delete").status_code) == (
            403, 204,
        )  # fmt: skip
    assert not Attachment.objects.filter(removed_at=None).exists()


def test_the_workbook_is_the_pages_own(api, world, filing):
    answer = api(world.canbo, f"filings/{filing.pk}/workbook/")
    assert answer.content.startswith(b"PK") and "spreadsheetml" in answer["Content-Type"]
    assert api(world.canbo_khac, f"filings/{filing.pk}/workbook/").status_code == 404


def test_a_units_paper_is_opened_for_it_once(api, world):
    def enter(person, **more):
        paper = {"unit": "C23512", "year": 2024, "index": 4, "arrived_on": "2024-12-17", "paper_number": "45/BC"}
        return api(person, "filings/on-behalf/", "post", form=paper | {"scan": pdf_upload()} | more)

    assert enter(world.thutruong_dakha).status_code == 403
    strange = enter(world.canbo_dakha, unit="SYT")
    assert (strange.status_code, strange.json()["fields_refused"][0]["field"]) == (422, "unit")
    made = enter(world.canbo_dakha)
    assert (made.status_code, made.json()["arrived_on"]) == (201, "2024-12-17")
    assert Filing.objects.get().entered_by == world.canbo_dakha
    assert enter(world.canbo_dakha).status_code == 422  # nobody's to open any more


# --- Days -----------------------------------------------------------------------------------------------------------


def test_an_extension_is_granted_and_changed_by_what_was_read(api, world):
    given = {"unit": "SYT", "year": 2024, "index": 4, "due_on": "2024-12-27", "reason": "Bão"}
    assert api(world.canbo, "extensions/", "post", **given).status_code == 404  # does not see Sở Y tế
    assert api(world.canbo_khac, "extensions/", "post", **given).status_code == 403
    made = api(world.chuyenvien, "extensions/", "post", **given)
    assert (made.status_code, made.json()["due_on"]) == (200, "2024-12-27")
    again = given | {"due_on": "2024-12-30"}
    assert api(world.chuyenvien, "extensions/", "post", **again).status_code == 409
    assert api(world.chuyenvien, "extensions/", "post", **again, seen="2024-12-27").status_code == 200
    assert str(Extension.objects.get().due_on) == "2024-12-30"


def test_a_due_date_is_moved_by_what_was_read(api, world):
    given = {"year": 2024, "index": 4, "level": "direct", "due_on": "2024-12-24", "reason": "Nghỉ bù"}
    assert api(world.canbo, "due-dates/", "post", **given).status_code == 403
    assert api(world.chuyenvien, "due-dates/", "post", **given).status_code == 409
    moved = api(world.chuyenvien, "due-dates/", "post", **given, seen="2024-12-20")
    assert (moved.status_code, moved.json()["due_on"]) == (200, "2024-12-24")
    assert str(DueDate.objects.get(period=world.periods[4], level="direct").due_on) == "2024-12-24"
    past = api(world.chuyenvien, "due-dates/", "post", **(given | {"due_on": "2024-12-16"}), seen="2024-12-24")
    assert past.status_code == 422 and "đã qua" in past.json()["detail"]


def test_a_day_of_registering_is_set_and_taken_back(api, world):
    TermFactory(year=2025)
    given = {"year": 2025, "unit": "SYT", "due_on": "2025-01-20", "reason": "Bận chống dịch"}
    assert api(world.canbo_khac, "registration-deadlines/", "post", **given).status_code == 403
    made = api(world.chuyenvien, "registration-deadlines/", "post", **given)
    assert (made.status_code, made.json()["unit"]["code"], made.json()["due_on"]) == (200, "SYT", "2025-01-20")
    both = api(world.chuyenvien, "registration-deadlines/", "post", **given, unit_kind="xa")
    assert both.status_code == 422 and "không chọn cả hai" in both.json()["detail"]
    assert api(world.chuyenvien, f"registration-deadlines/{made.json()['id']}/", "delete").status_code == 204
    assert api(world.chuyenvien, "registration-deadlines/").json()["results"] == []


def test_a_summary_is_confirmed_and_sent(api, world):
    term = TermFactory(year=2025)
    assert api(world.canbo_dakha, "registration-summaries/", "post", year=2025).status_code == 422  # nothing accepted
    RegistrationFactory(unit=world.units["C23512"], term=term, receiver=world.units["615"], accepted=True)
    assert api(world.thutruong_dakha, "registration-summaries/", "post", year=2025).status_code == 403
    made = api(world.canbo_dakha, "registration-summaries/", "post", year=2025)
    assert (made.status_code, made.json()["data"]["accepted"], made.json()["sent_at"]) == (201, 1, None)
    path = f"registration-summaries/{made.json()['id']}/"
    assert api(world.chuyenvien, path).status_code == 404
    assert api(world.thutruong_dakha, f"{path}send/", "post").json()["sent_at"]
    assert api(world.chuyenvien, path).json()["data"]["registered"] == [world.units["C23512"].name]
    assert api(world.thutruong_dakha, f"{path}send/", "post").status_code == 409


# --- One's own ----------------------------------------------------------------------------------------------------


def test_notices_are_chosen_and_those_of_what_one_must_do_are_not(api, world):
    kinds = {(one["kind"], one["channel"]): one["wanted"] for one in api(world.canbo, "my-notices/").json()}
    assert kinds["accepted", "portal"] is True
    off = [{"kind": "accepted", "channel": "portal", "wanted": False}]
    given = {(one["kind"], one["channel"]): one["wanted"]
             for one in api(world.canbo, "my-notices/", "patch", choices=off).json()}  # fmt: skip
    assert given == kinds | {("accepted", "portal"): False}
    must = [{"kind": "to_sign", "channel": "portal", "wanted": False}]
    assert api(world.canbo, "my-notices/", "patch", choices=must).status_code == 422


def test_the_units_days_are_a_calendar(api, world):
    answer = api(world.canbo, "my-calendar/")
    assert answer["Content-Type"].startswith("text/calendar") and "BEGIN:VCALENDAR" in answer.text


def test_a_head_names_a_deputy_and_ends_it(api, world):
    paper = {"holder": "canbo", "number": "12/GUQ", "signed_on": "2024-12-17", "valid_from": "2024-12-18",
             "valid_to": "2024-12-31"}  # fmt: skip
    assert api(world.canbo, "delegations/", "post", **paper).status_code == 403
    strange = api(world.thutruong, "delegations/", "post", **(paper | {"holder": "canbo_khac"}))
    assert (strange.status_code, strange.json()["fields_refused"][0]["field"]) == (422, "holder")
    made = api(world.thutruong, "delegations/", "post", **paper)
    assert (made.status_code, made.json()["holder"], made.json()["ended_on"]) == (201, "Người canbo", None)
    ended = api(world.thutruong, f"delegations/{made.json()['id']}/end/", "post")
    assert ended.json()["ended_on"] == "2024-12-18"


# --- Launches -------------------------------------------------------------------------------------------------------


def test_a_movement_is_drafted_changed_and_launched(api, world, point):
    plan = {"name": "Nông dân số", "parent": world.indicators["forest"].movement.key, "method": "chuyen_de",
            "valid_from_year": 2024, "valid_to_year": 2025, "points": ["1"]}  # fmt: skip
    assert api(world.thutruong, "movements/", "post", **plan).status_code == 403
    wrong = api(world.canbo, "movements/", "post", **(plan | {"parent": "khong-co"}))
    assert (wrong.status_code, wrong.json()["fields_refused"][0]["field"]) == (422, "parent")
    made = api(world.canbo, "movements/", "post", **plan)
    assert (made.status_code, made.json()["state"], made.json()["points"]) == (201, "draft", ["1"])
    path = f"movements/{made.json()['key']}/"
    paper = {"decision_number": "15/KH", "decision_date": "2024-12-01"}
    assert api(world.canbo, path, "patch", **paper).json()["name"] == "Nông dân số"
    assert api(world.canbo_khac, path, "patch", **paper).status_code == 404
    assert api(world.thutruong, f"{path}steps/launch/", "post").json()["state"] == "launched"
    assert api(world.canbo, path, "patch", slogan="Sau khi phát động").status_code == 403
    assert Movement.objects.get(key=made.json()["key"]).decision_number == "15/KH"
