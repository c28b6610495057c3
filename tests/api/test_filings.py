"""A filing through the interface, from its first box to its receipt: as on the pages, no more and no less."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movements import actions
from movements.actions import BoxInput
from movements.models import Figure, Filing
from tests.cast import PEOPLE
from tests.movements.test_filing_actions import fill, move
from tests.reports.office import file
from thidua.models import Event

pytestmark = pytest.mark.django_db
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)


@pytest.fixture
def draft(world):
    return actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)


@pytest.fixture
def api(client):
    signed_in = []

    def ask(person, path, method="get", **body):
        if signed_in[-1:] != [person]:
            client.force_login(person)
            signed_in.append(person)
        given = {"content_type": "application/json", "data": body} if method != "get" else {"data": body}
        return getattr(client, method)(f"/api/v1/{path}", **given)

    return ask


def box(code, version=0, **content):
    return {"indicator": code, "version": version, **content}


def write(api, person, filing, *boxes):
    return api(person, f"filings/{filing.pk}/boxes/", "patch", boxes=list(boxes))


def stored(filing, code="D2.33"):
    return Figure.objects.filter(filing=filing, indicator__code=code).values_list(
        "value", "denominator", "nothing", "note", "version"
    ).first()  # fmt: skip


# --- Starting ----------------------------------------------------------------------------------------------------


def test_the_officer_starts_and_the_second_gets_the_same(api, world):
    first = api(world.canbo, "filings/", "post", year=2024, index=4)
    again = api(world.canbo, "filings/", "post", year=2024, index=4)
    assert (first.status_code, first.json()["state"], first.json()["due_on"]) == (200, "draft", "2024-12-20")
    assert first.json()["id"] == again.json()["id"] == Filing.objects.get().pk


def test_who_may_not_start_and_what_is_not_there(api, world):
    assert api(world.thutruong, "filings/", "post", year=2024, index=4).status_code == 403
    assert api(world.canbo, "filings/", "post", year=2031, index=1).status_code == 404
    assert api(world.canbo, "filings/", "post", year="hai", index=4).status_code == 400


def test_a_quarter_that_runs_is_refused_in_words(api, world, office):
    office(dt.datetime(2024, 12, 10, 1, tzinfo=dt.UTC))
    answer = api(world.canbo, "filings/", "post", year=2024, index=4)
    assert answer.status_code == 422 and "chưa chốt số liệu" in answer.json()["detail"]


# --- Reading boxes -----------------------------------------------------------------------------------------------


def test_boxes_with_what_stands_beside_them(api, world):
    file(world, "615", world.periods[3], houses=40)
    file(world, "C23512", world.periods[4], state="submitted", houses=7)
    filing = actions.start_filing(unit=world.units["615"], period=world.periods[4], by=world.canbo_dakha, at=AT)
    houses = BoxInput(world.indicators["houses"].pk, 0, 20, note="Gộp hai đợt.")
    actions.save_boxes(filing=filing, boxes=[houses], by=world.canbo_dakha, at=AT)
    boxes = {one["indicator"]["code"]: one for one in api(world.canbo_dakha, f"filings/{filing.pk}/boxes/").json()}
    assert set(boxes) == {"D2.06", "D2.04", "D1.01"}
    mine = boxes["D2.06"]
    assert (mine["value"], mine["version"], mine["filled"], mine["note"]) == ("20", 1, True, "Gộp hai đợt.")
    assert (mine["last"], mine["cumulative"], mine["target"]) == ("40", "60", None)
    assert mine["children"] == {"total": "7", "filed": 1, "expected": 2}
    empty = boxes["D1.01"]
    assert (empty["value"], empty["version"], empty["filled"], empty["children"]["filed"]) == (None, 0, False, 0)


def test_while_the_unit_corrects_others_see_no_box(api, world):
    filing = file(world, "SNNPTNT", world.periods[4], state="returned", forest=1)
    for path in ("boxes", "findings"):
        assert api(world.chuyenvien, f"filings/{filing.pk}/{path}/").json() == []
        assert api(world.canbo, f"filings/{filing.pk}/{path}/").json() != []
        assert api(world.canbo_khac, f"filings/{filing.pk}/{path}/").status_code == 404


# --- Writing boxes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "scaled"),
    [("1.285,5", 12855), ("1285.5", 12855), (1285.5, 12855), (12, 120), ("", None), (None, None), (0, 0), (-3.5, -35)],
)
def test_numbers_are_read_as_on_the_page_or_exactly(api, world, draft, typed, scaled):
    answer = write(api, world.canbo, draft, box("D2.33", value=typed, note="Theo sổ."))
    assert answer.status_code == 200, answer.json()
    assert stored(draft) == (scaled, None, False, "Theo sổ.", 1)
    assert answer.json()["written"] == ["D2.33"]
    assert answer.json()["boxes"][0]["version"] == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (box("D2.33", value="1.234"), "1.234"),
        (box("D2.33", value="12 ha"), "chỉ ghi số"),
        (box("D2.33", value=1.25), "nhiều nhất 1 chữ số thập phân"),
        (box("D2.33", value=5, nothing=True), "vừa có số vừa đánh dấu"),
        (box("D2.16", value=5, denominator=0), "phải lớn hơn 0"),
        (box("D2.16", denominator=7), "thiếu vế trên"),
        (box("D2.16", value=8, denominator=7), "lớn hơn vế dưới"),
        (box("D2.06", value=5), "không phải là ô của báo cáo này"),
        (box("X9.99", value=5), "không phải là ô của báo cáo này"),
    ],
)
def test_a_bad_box_is_named_and_nothing_is_written(api, world, draft, given, words):
    answer = write(api, world.canbo, draft, box("D1.01", value=4), given)
    assert (answer.status_code, answer.json()["code"]) == (422, "refused")
    (fault,) = answer.json()["boxes"]
    assert fault["indicator"] == given["indicator"] and words in fault["message"]
    assert not draft.figures.exists()


def test_an_offer_comes_with_the_fault(api, world, draft):
    (fault,) = write(api, world.canbo, draft, box("D2.33", value="12 ha")).json()["boxes"]
    assert fault["suggestions"] == ["12,0"]


def test_a_box_named_twice(api, world, draft):
    answer = write(api, world.canbo, draft, box("D1.01", value=4), box("D1.01", value=5))
    assert answer.status_code == 422 and "nhiều lần" in answer.json()["boxes"][0]["message"]


@pytest.mark.parametrize("boxes", [[], "D1.01", [{"indicator": "D1.01"}], [{"indicator": "D1.01", "version": -1}],
                                   [box("D1.01", value=True)], [box("D1.01", value={"a": 1})]])  # fmt: skip
def test_a_wrong_shape(api, world, draft, boxes):
    answer = api(world.canbo, f"filings/{draft.pk}/boxes/", "patch", boxes=boxes)
    assert answer.status_code == 400 and "boxes" in answer.json()


def test_what_is_left_out_stays(api, world, draft):
    write(api, world.canbo, draft, box("D2.16", value=5, denominator=10, note="Theo kho bạc."))
    write(api, world.canbo, draft, box("D2.16", 1, note="Theo kho bạc huyện."))
    assert stored(draft, "D2.16") == (50, 100, False, "Theo kho bạc huyện.", 2)
    write(api, world.canbo, draft, box("D2.16", 2, value=6))
    assert stored(draft, "D2.16") == (60, 100, False, "Theo kho bạc huyện.", 3)


def test_nothing_happened_takes_the_number_away_and_a_number_takes_it_back(api, world, draft):
    write(api, world.canbo, draft, box("D1.01", value=5))
    write(api, world.canbo, draft, box("D1.01", 1, nothing=True))
    assert stored(draft, "D1.01")[:3] == (None, None, True)
    write(api, world.canbo, draft, box("D1.01", 2, value=3))
    assert stored(draft, "D1.01")[:3] == (3, None, False)


def test_the_slower_of_two_is_told_and_overwrites_nothing(api, world, draft):
    write(api, world.canbo, draft, box("D2.33", value=1))
    answer = write(api, world.canbo, draft, box("D2.33", value=2), box("D1.01", value=4))
    assert (answer.status_code, answer.json()["code"], answer.json()["written"]) == (409, "conflict", ["D1.01"])
    (theirs,) = answer.json()["boxes"]
    assert (theirs["indicator"]["code"], theirs["value"], theirs["version"]) == ("D2.33", "1.0", 1)
    assert stored(draft)[0] == 10 and stored(draft, "D1.01")[0] == 4


def test_what_is_still_to_be_explained_comes_back(api, world, draft):
    file(world, "SNNPTNT", world.periods[3], meetings=4)
    saved = write(api, world.canbo, draft, box("D1.01", value=40)).json()
    (finding,) = saved["findings"]
    assert (finding["code"], finding["severity"], finding["blocks"]) == ("jump", "explain", True)
    assert "40 chênh nhiều so với kỳ trước (4)" in finding["message"]
    explained = write(api, world.canbo, draft, box("D1.01", 1, note="Họp dồn vào cuối năm.")).json()
    assert explained["findings"] == []


def test_who_may_write(api, world, draft):
    """The unit's own officer while it is open; its head sees it and may not; for everybody else it is not there."""
    given = {who: write(api, world.people[who], draft, box("D1.01", value=1)).status_code for who in PEOPLE}
    assert given == dict.fromkeys(PEOPLE, 404) | {"canbo": 200, "thutruong": 403}
    Filing.objects.filter(pk=draft.pk).update(state="to_head")
    assert write(api, world.canbo, draft, box("D1.01", 1, value=2)).status_code == 403


def test_every_writing_is_in_the_record(api, world, draft):
    write(api, world.canbo, draft, box("D1.01", value=4))
    event = Event.objects.of(draft).last()
    assert (event.step, event.by, event.data["after"]) == ("save", world.canbo, {"D1.01": [4, None, False, ""]})


# --- Words ---------------------------------------------------------------------------------------------------------


def test_narratives_by_version(api, world, draft):
    path = f"filings/{draft.pk}/narratives/"
    saved = api(world.canbo, path, "patch", version=1, highlights="Trồng 12 ha rừng.")
    assert saved.json() == {"version": 2, "highlights": "Trồng 12 ha rừng.", "difficulties": "", "proposals": ""}
    api(world.canbo, path, "patch", version=2, proposals="Bổ sung vốn.")
    late = api(world.canbo, path, "patch", version=1, highlights="Khác")
    assert (late.status_code, late.json()["code"]) == (409, "conflict")
    draft.refresh_from_db()
    assert (draft.highlights, draft.proposals) == ("Trồng 12 ha rừng.", "Bổ sung vốn.")
    assert api(world.canbo, path, "patch", version=3, highlights="x" * 10001).status_code == 400
    assert api(world.thutruong, path, "patch", version=3).status_code == 403


# --- From the first box to the receipt -----------------------------------------------------------------------------


def test_a_whole_filing_without_a_page(api, world, draft):
    boxes = [box("D1.01", value=4), box("D2.33", value="1.285,5"), box("D2.16", value="182,4", denominator="214,7")]
    path = f"filings/{draft.pk}"
    findings = api(world.canbo, f"{path}/findings/").json()
    assert {(one["indicator"], one["code"], one["severity"]) for one in findings} == {
        (code, "missing", "blocking") for code in ("D1.01", "D2.33", "D2.16")
    }
    early = api(world.canbo, f"{path}/steps/to_head/", "post")
    assert early.status_code == 422 and "còn trống" in early.json()["detail"]
    write(api, world.canbo, draft, *boxes)
    assert api(world.canbo, f"{path}/findings/").json() == []
    assert api(world.canbo, f"{path}/steps/to_head/", "post").json()["state"] == "to_head"
    assert api(world.thutruong, f"{path}/steps/submit/", "post").json()["state"] == "submitted"

    (sending,) = api(world.chuyenvien, f"{path}/receipts/").json()
    assert (sending["number"], sending["signer"], sending["on_time"]) == (1, "Người thutruong", True)
    whole = api(world.chuyenvien, f"{path}/receipts/1/").json()
    assert whole["whole"] is True and whole["sent"]["D2.33"] == [12855, None, False, ""]
    assert whole["filed"]["unit"]["code"] == "SNNPTNT"
    pdf = api(world.chuyenvien, f"{path}/receipts/1/pdf/")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert api(world.chuyenvien, f"{path}/receipts/2/").status_code == 404
    checked = api(world.chuyenvien, "receipt-check/", code=sending["code"])
    assert checked.json() == {"matches": True, "filing": draft.pk, "number": 1}
    assert api(world.canbo_khac, "receipt-check/", code=sending["code"]).json()["matches"] is False


def test_a_pdf_may_be_asked_for_by_its_type(client, world, draft):
    fill(draft, world, world.canbo)
    move(draft, "to_head", world.canbo)
    move(draft, "submit", world.thutruong)
    client.force_login(world.canbo)
    url = f"/api/v1/filings/{draft.pk}/receipts/1/pdf/"
    assert client.get(url, headers={"accept": "application/pdf"})["Content-Type"] == "application/pdf"


def test_without_pango_the_interface_says_so(api, world, draft, monkeypatch):
    from thidua.pdf import NO_PANGO, PdfUnavailable

    def refuse(sending):
        raise PdfUnavailable(NO_PANGO)

    monkeypatch.setattr("movements.views.receipt.render_receipt", refuse)
    fill(draft, world, world.canbo)
    move(draft, "to_head", world.canbo)
    move(draft, "submit", world.thutruong)
    answer = api(world.canbo, f"filings/{draft.pk}/receipts/1/pdf/")
    assert (answer.status_code, answer.json()["detail"]) == (422, NO_PANGO)


# --- Cost ----------------------------------------------------------------------------------------------------------


def count(ask):
    ask()
    with CaptureQueriesContext(connection) as queries:
        assert ask().status_code == 200
    return len(queries)


def test_reading_costs_the_same_for_one_box_and_three(api, world, draft):
    paths = [f"filings/{draft.pk}/{part}/" for part in ("boxes", "findings", "receipts")]
    write(api, world.canbo, draft, box("D1.01", value=4))
    one = [count(lambda path=path: api(world.canbo, path)) for path in paths]
    write(api, world.canbo, draft, box("D2.33", value=5), box("D2.16", value=1, denominator=2))
    assert [count(lambda path=path: api(world.canbo, path)) for path in paths] == one
    assert one == [14, 15, 5]


def test_writing_costs_the_same_for_one_box_and_three(api, world, draft):
    fill(draft, world, world.canbo)
    api(world.canbo, "filings/")
    codes = ["D1.01", "D2.33", "D2.16"]

    def queries(version, boxes):
        with CaptureQueriesContext(connection) as found:
            answer = write(api, world.canbo, draft, *[box(code, version, note=f"Lần {version}") for code in boxes])
        assert answer.status_code == 200, answer.json()
        return len(found)

    three = queries(1, codes)
    assert queries(2, codes[:1]) == three
