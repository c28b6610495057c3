"""Due days in people's own calendars: a golden file, stable names, moved days, secret addresses."""

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from icalendar import Calendar

from movements.models import CalendarEntry, CalendarFeed, DueDate, Extension, ReminderRule
from movements.workflow import FILING
from tests.factories import FilingFactory, TermFactory
from tests.movements.office import morning, only_owing, rules
from thidua.events import record
from thidua.models import Event
from units.models import User

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden" / "han-gui.ics"
FILE, ADDRESS = "/lich/don-vi.ics", "/lich/dia-chi/"
FIXED = dt.datetime(2024, 12, 18, 1, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _rules(world, monkeypatch):
    rules()
    monkeypatch.setattr("movements.views.my_notices.clock.now", lambda: FIXED)  # not a second later in the golden file


def read(client, path=FILE):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def events(calendar):
    return {str(event["summary"]): event for event in calendar.walk("VEVENT")}


def signed_in(client, person):
    client.force_login(person)
    return client


def own_file(client, world, who="canbo_khac"):
    return events(read(signed_in(client, world.people[who])))


def test_the_file_is_as_agreed(client, world):
    TermFactory()
    only_owing(world, "SYT")
    content = signed_in(client, world.canbo_khac).get(FILE).content
    told = re.sub(rb"(period|term|unit)(-|=|%3D)\d+", rb"\1\2N", content)
    told = re.sub(rb"ky=\d+", b"ky=N", told)
    if os.environ.get("WRITE_GOLDEN"):
        GOLDEN.write_bytes(told)
    assert told == GOLDEN.read_bytes()


def test_it_reads_back_as_days_with_alarms(client, world):
    TermFactory()
    calendar = read(signed_in(client, world.canbo_khac))
    assert str(calendar["x-wr-calname"]) == "Hạn thi đua, khen thưởng: Sở Y tế"
    assert calendar["refresh-interval"].to_ical() == calendar["x-published-ttl"].to_ical() == b"PT12H"
    found = events(calendar)
    assert list(found) == [
        "Hạn gửi báo cáo kết quả quý III năm 2024", "Hạn gửi báo cáo kết quả quý IV và năm 2024",
        "Hạn đăng ký thi đua năm 2025",
    ]  # fmt: skip
    event = found["Hạn gửi báo cáo kết quả quý IV và năm 2024"]
    assert event.decoded("dtstart") == dt.date(2024, 12, 20)
    assert event.decoded("dtend") == dt.date(2024, 12, 21)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert (event["sequence"], str(event["transp"])) == (0, "TRANSPARENT")
    assert str(event["url"]).startswith("http://testserver/ket-qua/?ky=")
    triggers = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
    days = [(dt.datetime(2024, 12, 20) + trigger) for trigger in triggers]
    assert days == [dt.datetime(2024, 12, day, 8) for day in (6, 17, 19)]


def test_lines_are_folded_at_75_bytes(client, world):
    world.units["SYT"].short_name = "Sở Y tế tỉnh với một cái tên rất dài để dòng phải gập lại ở giữa chữ có dấu"
    world.units["SYT"].save(update_fields=["short_name"])
    content = signed_in(client, world.canbo_khac).get(FILE).content
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert "rất dài để dòng phải gập lại ở giữa chữ có dấu" in str(Calendar.from_ical(content)["x-wr-calname"])


def test_a_moved_day_keeps_its_name_and_goes_up(client, world):
    title = "Hạn gửi báo cáo kết quả quý IV và năm 2024"
    before = own_file(client, world)[title]
    again = own_file(client, world)[title]
    assert again.to_ical() == before.to_ical()  # asked twice, told the same
    DueDate.objects.filter(period=world.periods[4], level="direct").update(due_on=dt.date(2024, 12, 27))
    moved = own_file(client, world)[title]
    assert (moved["uid"], moved["sequence"], moved.decoded("dtstart")) == (before["uid"], 1, dt.date(2024, 12, 27))
    Extension.objects.create(
        period=world.periods[4], unit=world.units["SYT"], due_on=dt.date(2025, 1, 3), reason="Bão", at=FIXED
    )
    assert own_file(client, world)[title]["sequence"] == 2
    other = own_file(client, world, "canbo")[title]
    assert (other["sequence"], other.decoded("dtstart")) == (0, dt.date(2024, 12, 27))
    assert other["uid"] != before["uid"]


def test_reading_it_again_writes_nothing(client, world, django_assert_max_num_queries):
    own_file(client, world)
    known = list(CalendarEntry.objects.values_list("pk", "changed_at"))
    with django_assert_max_num_queries(24):
        client.get(FILE)
    assert list(CalendarEntry.objects.values_list("pk", "changed_at")) == known


def test_a_correction_is_there_as_long_as_it_is_asked_for(client, world):
    filing = FilingFactory(
        unit=world.units["SYT"], period=world.periods[4], receiver=world.units["SNV"], sent=True, state="returned"
    )
    step = FILING.steps["return"]
    record(filing, step="return", label=step.label, by=world.chuyenvien, at=morning(2024, 12, 18))
    found = own_file(client, world)["Hạn gửi lại báo cáo kết quả quý IV và năm 2024"]
    assert found.decoded("dtstart") == dt.date(2024, 12, 25)
    filing.state = "submitted"
    filing.save(update_fields=["state"])
    assert "Hạn gửi lại báo cáo kết quả quý IV và năm 2024" not in own_file(client, world)


def test_those_who_are_asked_read_no_due_day(client, world):
    User.objects.filter(pk=world.canbo_khac.pk).update(unit=world.units["MTTQ"])
    found = own_file(client, world)
    assert "Đề nghị gửi báo cáo kết quả quý IV và năm 2024" in found
    assert not any("Hạn" in title for title in found)


def test_alarms_are_the_rules_that_are_in_use(client, world):
    ReminderRule.objects.filter(days=10).update(active=False)
    event = own_file(client, world)["Hạn gửi báo cáo kết quả quý IV và năm 2024"]
    assert len(event.walk("VALARM")) == 2


# ---- the secret address ----------------------------------------------------------------------------------------------


def new_address(client, **post):
    page = client.post(ADDRESS, post).text
    return re.search(r'value="http://testserver(/lich/[\w-]+\.ics)"', page)[1]


def test_a_secret_address_read_without_signing_in(client, world):
    address = new_address(signed_in(client, world.canbo_khac))
    assert len(address.removeprefix("/lich/").removesuffix(".ics")) >= 43  # 256 bits
    assert CalendarFeed.objects.get().token_hash not in address
    assert address not in client.get("/thong-bao/cua-toi/").text  # shown once
    client.logout()
    assert "Hạn gửi báo cáo kết quả quý IV và năm 2024" in events(read(client, address))
    assert [event.step for event in Event.objects.of(world.canbo_khac)] == ["renew_feed"]


def test_a_new_address_ends_the_old_one(client, world):
    old = new_address(signed_in(client, world.canbo_khac))
    new = new_address(client)
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200
    assert CalendarFeed.objects.count() == 1


def test_taken_away(client, world):
    address = new_address(signed_in(client, world.canbo_khac))
    assert client.post(ADDRESS, {"viec": "huy"}).status_code == 302
    assert client.get(address).status_code == 404
    page = client.post(ADDRESS, {"viec": "huy"}, follow=True).text
    assert "đã được hủy trước đó" in page


def test_whoever_has_left_has_none(client, world):
    address = new_address(signed_in(client, world.canbo_khac))
    client.logout()
    User.objects.filter(pk=world.canbo_khac.pk).update(is_active=False)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("path", ["/lich/x.ics", "/lich/.ics", f"/lich/{'a' * 43}.ics"])
def test_any_other_address_is_not_there(client, world, path):
    assert client.get(path).status_code == 404


def test_a_person_of_no_unit_has_no_calendar(client, world):
    User.objects.filter(pk=world.quantri.pk).update(unit=None)
    signed_in(client, User.objects.get(pk=world.quantri.pk))
    assert client.get(FILE).status_code == client.post(ADDRESS).status_code == 404
    assert "Lịch hạn gửi của đơn vị" not in client.get("/thong-bao/cua-toi/").text
