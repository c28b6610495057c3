"""A workbook goes down, comes back, is compared cell by cell and accepted: as people do it, two at once included."""

import datetime as dt
import io
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from movements import actions
from movements.actions import BoxInput
from movements.actions.workbook import KEPT_FOR
from movements.compile import filing_sections
from movements.models import Figure, Filing, WorkbookUpload
from movements.workbook.layout import FIGURES, HIDDEN, TEXTS
from reports.actions.sweeping import ORPHAN_AFTER
from tests.factories import FilingFactory
from tests.movements.test_filing_actions import AT, fill, move
from tests.movements.workbook import edited, filled, place, upload_of, uploaded
from thidua.errors import Refused
from thidua.models import Event

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def filing(world):
    filing = actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)
    return fresh(filing)


@pytest.fixture
def officer(client, world):
    client.force_login(world.canbo)
    return client


def fresh(filing):
    return Filing.objects.with_names().get(pk=filing.pk)


def save(filing, world, key, value, version=0, **rest):
    box = BoxInput(world.indicators[key].pk, version, value, **rest)
    return actions.save_boxes(filing=filing, boxes=[box], by=world.canbo, at=AT)


def url(name, filing, *more):
    return reverse(f"movements:workbook_{name}", args=[filing.pk, *more])


def download(client, filing):
    return client.get(url("download", filing)).content


def send(client, filing, data, name="bao-cao.xlsx"):
    return client.post(url("upload", filing), {"file": upload_of(data, name)})


def versions(page):
    """The hidden versions of the page, as the browser would send them."""
    return dict(re.findall(r'name="(ver-[^"]+)" value="(\d+)"', page))


def accept(client, filing, **more):
    upload = WorkbookUpload.objects.get()
    page = client.get(url("difference", filing, upload.pk)).text
    return client.post(url("accept", filing, upload.pk), versions(page) | more)


def stored(filing):
    return dict(Figure.objects.filter(filing=filing).values_list("indicator__code", "value"))


def test_down_filled_up_compared_accepted(officer, world, filing):
    save(filing, world, "forest", 120)
    answer = officer.get(url("download", filing))
    assert answer["Content-Type"] == XLSX
    assert answer["Content-Disposition"] == 'attachment; filename="Bao-cao-SNNPTNT-quy-4-2024.xlsx"'
    data = filled(answer.content, {
        "D2.33": {"value": 15.5}, "D1.01": {"nothing": "x"},
        "D2.16": {"value": "182,4", "denominator": "1.214,7", "note": "Vốn bổ sung cuối năm"},
    })  # fmt: skip
    data = edited(data, lambda book: book[TEXTS].__setitem__("B4", "Trồng mới 330 ha rừng."))

    sent = send(officer, filing, data, "Số liệu quý IV.xlsx")
    upload = WorkbookUpload.objects.get()
    assert sent.url == url("difference", filing, upload.pk)
    page = officer.get(sent.url).text
    for words in ("12,0", "<b>15,5</b>", "không phát sinh", "1.214,7", "Vốn bổ sung cuối năm", "330 ha", "4 mục sẽ"):
        assert words in page, words
    assert stored(filing) == {"D2.33": 120}  # nothing before it is accepted

    done = officer.post(url("accept", filing, upload.pk), versions(page), follow=True)
    assert "Đã nhận 4 mục từ tệp “Số liệu quý IV.xlsx”." in done.text
    assert stored(filing) == {"D2.33": 155, "D1.01": None, "D2.16": 1824}
    assert Figure.objects.get(indicator__code="D2.16").content == (1824, 12147, False, "Vốn bổ sung cuối năm")
    assert Figure.objects.get(indicator__code="D1.01").nothing
    assert fresh(filing).highlights == "Trồng mới 330 ha rừng."
    event = Event.objects.of(filing).get(step="workbook")
    assert event.data["boxes"] == ["D2.33", "D1.01", "D2.16"] and event.data["texts"] == ["highlights"]
    assert (event.note, event.data["sha256"]) == ("Số liệu quý IV.xlsx", upload.sha256)
    assert not WorkbookUpload.objects.exists()


def test_what_was_accepted_is_accepted_once(officer, world, filing):
    send(officer, filing, filled(download(officer, filing), {"D1.01": {"value": 4}}))
    upload = WorkbookUpload.objects.get()
    first = accept(officer, filing)
    second = officer.post(url("accept", filing, upload.pk), {"ver-D1-01": "0"}, follow=True)

    assert first.status_code == 302 and "Tệp này đã được nhận vào báo cáo, không nhận lần nữa." in second.text
    assert officer.post(url("accept", filing, upload.pk + 1)).status_code == 404
    assert Event.objects.of(filing).filter(step="workbook").count() == 1


def test_an_untouched_file_says_that_nothing_differs(officer, world, filing):
    fill(filing, world, world.canbo)
    send(officer, filing, download(officer, filing))

    page = officer.get(url("difference", filing, WorkbookUpload.objects.get().pk)).text

    assert "Tệp không khác số trên cổng" in page and "Nhận vào báo cáo" not in page
    assert "<dt>Giữ nguyên</dt><dd>4 ô</dd>" in page


def test_a_blank_cell_leaves_the_stored_value_and_says_so(officer, world, filing):
    fill(filing, world, world.canbo)
    data = filled(download(officer, filing), {"D2.33": {"value": None}, "D2.16": {"denominator": None, "value": 1.2}})
    send(officer, filing, data)
    page = officer.get(url("difference", filing, WorkbookUpload.objects.get().pk)).text
    assert "Để trống trong tệp, giữ số trên cổng" in page
    assert "rừng trồng mới: Số kỳ này" in page and "giải ngân: Vế dưới: kế hoạch vốn" in page

    accept(officer, filing)

    assert Figure.objects.get(indicator__code="D2.33").value == 10
    assert Figure.objects.get(indicator__code="D2.16").content == (12, 20, False, "")


def test_what_the_file_left_alone_never_overwrites(officer, world, filing):
    data = filled(download(officer, filing), {"D1.01": {"value": 4}})
    save(filing, world, "forest", 77)  # somebody else, on the portal, meanwhile
    send(officer, filing, data)

    accept(officer, filing)

    assert stored(filing) == {"D2.33": 77, "D1.01": 4}


def test_changed_on_both_sides_is_asked(officer, world, filing):
    data = filled(download(officer, filing), {"D2.33": {"value": 5}, "D1.01": {"value": 4}})
    save(filing, world, "forest", 77)
    send(officer, filing, data)
    page = officer.get(url("difference", filing, WorkbookUpload.objects.get().pk)).text
    assert "1 mục đã có người sửa trên cổng sau khi bạn tải tệp" in page and 'value="D2-33" id="lay-D2-33"' in page

    accept(officer, filing)  # not ticked: the portal's stays
    assert stored(filing) == {"D2.33": 77, "D1.01": 4}

    send(officer, filing, data)
    accept(officer, filing, lay="D2-33")
    assert stored(filing)["D2.33"] == 50


def test_only_conflicts_and_none_ticked_is_no_act(officer, world, filing):
    data = filled(download(officer, filing), {"D2.33": {"value": 5}})
    save(filing, world, "forest", 77)
    send(officer, filing, data)

    answer = accept(officer, filing)

    upload = WorkbookUpload.objects.get()  # still there to be looked at
    assert answer.url == url("difference", filing, upload.pk)
    assert "Chưa chọn mục nào để nhận" in officer.get(answer.url).text


def test_who_saves_between_comparing_and_accepting_wins(officer, world, filing):
    send(officer, filing, filled(download(officer, filing), {"D2.33": {"value": 5}, "D1.01": {"value": 4}}))
    upload = WorkbookUpload.objects.get()
    page = officer.get(url("difference", filing, upload.pk)).text
    save(filing, world, "forest", 77)

    answer = officer.post(url("accept", filing, upload.pk), versions(page) | {"lay": "D2-33"}, follow=True)

    assert "Chưa nhận ô nào: D2.33 vừa có người sửa trên cổng" in answer.text
    assert stored(filing) == {"D2.33": 77}
    assert "đã có người sửa trên cổng sau khi bạn tải tệp" in answer.text


def test_a_change_that_was_not_on_the_page_is_not_taken(officer, world, filing):
    send(officer, filing, filled(download(officer, filing), {"D1.01": {"value": 4}}))
    upload = WorkbookUpload.objects.get()

    answer = officer.post(url("accept", filing, upload.pk), {}, follow=True)

    assert "D1.01 vừa đổi trên cổng" in answer.text and stored(filing) == {}


def test_narratives_changed_on_both_sides(officer, world, filing):
    data = edited(download(officer, filing), lambda book: book[TEXTS].__setitem__("B4", "Bản trong tệp"))
    texts = {"highlights": "Bản trên cổng", "difficulties": "Thiếu người", "proposals": ""}
    actions.save_narratives(filing=filing, texts=texts, version=1, by=world.canbo, at=AT)
    send(officer, filing, data)

    accept(officer, filing, lay="highlights")

    filing = fresh(filing)
    assert (filing.highlights, filing.difficulties, filing.version) == ("Bản trong tệp", "Thiếu người", 3)


def test_bad_cells_are_named_and_good_ones_may_be_taken(officer, world, filing):
    data = filled(download(officer, filing), {"D2.33": {"value": "12,85 ha"}, "D1.01": {"value": 4}})
    send(officer, filing, data)
    page = officer.get(url("difference", filing, WorkbookUpload.objects.get().pk)).text
    assert "1 ô có lỗi, chưa nhận được" in page and "Số liệu, dòng 9, cột G" in page and "12,85 ha" in page

    done = accept(officer, filing)

    assert stored(filing) == {"D1.01": 4}
    assert "1 ô có lỗi chưa nhận" in officer.get(done.url).text


def test_faults_come_back_in_a_copy_of_the_same_file_which_can_be_mended_and_sent(officer, world, filing):
    def spoil(book):
        sheet = book[FIGURES]
        sheet[place(sheet, "D2.33", "value")] = "12,85 ha"
        sheet[place(sheet, "D1.01", "value")] = 4
        sheet["L3"] = "ghi chú riêng của cán bộ"
        book.create_sheet("Nháp")["A1"] = "bảng tính tay"

    send(officer, filing, edited(download(officer, filing), spoil), "Quý IV.xlsx")
    answer = officer.get(url("errors", filing, WorkbookUpload.objects.get().pk))
    assert "Qu%C3%BD%20IV%20%28c%C3%B3%20l%E1%BB%97i%29.xlsx" in answer["Content-Disposition"]
    copy = load_workbook(io.BytesIO(answer.content))
    sheet = copy[FIGURES]
    row = int(place(sheet, "D2.33", "value")[1:])
    assert copy["Nháp"]["A1"].value == "bảng tính tay" and sheet["L3"].value == "ghi chú riêng của cán bộ"
    assert (sheet["M7"].value, sheet.cell(row, 7).value) == ("Lỗi", "12,85 ha")
    assert sheet.cell(row, 13).value.startswith(f"G{row}: “12,85 ha”: chỉ ghi số, không ghi đơn vị")
    assert sheet.cell(row, 7).fill.fgColor.rgb == "00FBEFEC"
    assert copy[HIDDEN].sheet_state == "veryHidden" and sheet.protection.sheet

    mended = edited(answer.content, lambda book: book[FIGURES].__setitem__(f"G{row}", 12.8))
    send(officer, filing, mended, "Quý IV.xlsx")
    again = officer.get(url("errors", filing, WorkbookUpload.objects.get().pk))
    assert [c.value for c in load_workbook(io.BytesIO(again.content))[FIGURES]["M"] if c.value] == ["Lỗi"]
    accept(officer, filing)
    assert stored(filing) == {"D2.33": 128, "D1.01": 4}


@pytest.mark.parametrize(("who", "statuses"), [("canbo", (200, 422)), ("thutruong", (403, 403))])
def test_whoever_only_sees_gets_a_file_to_read(client, world, filing, who, statuses):
    client.force_login(world.people[who])
    book = load_workbook(io.BytesIO(download(client, filing)))

    assert book[FIGURES]["G9"].protection.locked is (who == "thutruong")
    assert (client.get(url("upload", filing)).status_code, send(client, filing, b"x").status_code) == statuses


def test_the_receiver_takes_it_down_but_never_what_is_being_corrected(client, world, filing):
    fill(filing, world, world.canbo)
    for step, by in (("to_head", world.canbo), ("submit", world.thutruong), ("open", world.chuyenvien)):
        move(filing, step, by)
    client.force_login(world.chuyenvien)
    assert client.get(url("download", filing)).status_code == 200
    assert client.get(url("upload", filing)).status_code == 403
    move(filing, "return", world.chuyenvien, reason="TL-BC02", marks=["D2.33"])

    assert client.get(url("download", filing)).status_code == 404
    client.force_login(world.canbo)
    assert not load_workbook(io.BytesIO(download(client, filing)))[FIGURES]["G9"].protection.locked


def test_a_file_is_bound_to_the_person_and_to_its_day(officer, client, world, filing, office):
    from units.enums import Role
    from units.models import RoleHolding

    send(officer, filing, download(officer, filing))
    upload = WorkbookUpload.objects.get()
    RoleHolding.objects.create(user=world.canbo_khac, role=Role.UNIT_OFFICER, unit=filing.unit)
    world.canbo_khac.unit = filing.unit
    world.canbo_khac.save(update_fields=["unit"])
    client.force_login(world.canbo_khac)
    assert client.get(url("upload", filing)).status_code == 200
    assert client.get(url("difference", filing, upload.pk)).status_code == 404

    client.force_login(world.canbo)
    assert client.get(url("difference", filing, upload.pk)).status_code == 200
    assert "chờ bạn đối chiếu" in client.get(url("upload", filing)).text
    office(dt.datetime(2024, 12, 19, 2, tzinfo=dt.UTC))
    assert client.get(url("difference", filing, upload.pk)).status_code == 404
    assert "chờ bạn đối chiếu" not in client.get(url("upload", filing)).text


def test_a_later_file_replaces_the_earlier_and_old_ones_go(officer, world, filing, django_capture_on_commit_callbacks):
    send(officer, filing, download(officer, filing), "một.xlsx")
    first = WorkbookUpload.objects.get()
    storage, name = first.file.storage, first.file.name
    other = FilingFactory(unit=world.units["SYT"], period=world.periods[4], receiver=world.units["SNV"])
    WorkbookUpload.objects.create(
        filing=other, by=world.canbo_khac, at=AT - dt.timedelta(days=3), expires_at=AT - dt.timedelta(days=2),
        name="cũ.xlsx", file="aa/cu", size=1, sha256="0",
    )  # fmt: skip
    assert storage.exists(name)

    send(officer, filing, download(officer, filing), "hai.xlsx")

    assert [row.name for row in WorkbookUpload.objects.all()] == ["hai.xlsx"]
    assert not storage.exists(name)


def test_no_file_is_promised_for_longer_than_the_sweep_leaves_it():
    assert KEPT_FOR <= ORPHAN_AFTER


def test_a_file_that_a_sweep_took_is_gone_not_broken(officer, filing):
    send(officer, filing, download(officer, filing))
    upload = WorkbookUpload.objects.get()
    upload.file.storage.delete(upload.file.name)

    assert officer.get(url("difference", filing, upload.pk)).status_code == 404
    assert officer.get(url("upload", filing)).status_code == 200


def test_discarding_leaves_the_portal_as_it_is(officer, world, filing):
    send(officer, filing, filled(download(officer, filing), {"D1.01": {"value": 4}}))

    answer = officer.post(url("discard", filing, WorkbookUpload.objects.get().pk), follow=True)

    assert "Đã bỏ tệp" in answer.text
    assert not WorkbookUpload.objects.exists() and stored(filing) == {}


def test_the_act_itself_is_for_the_units_officer(world, filing):
    upload = uploaded(filing, filing_sections(filing), {"D1.01": {"value": 4}})
    for who in ("thutruong", "canbo_khac", "chuyenvien", "quantri"):
        with pytest.raises(PermissionDenied):
            actions.keep_workbook(filing=filing, upload=upload, by=world.people[who], at=AT)
    kept = actions.keep_workbook(filing=filing, upload=upload, by=world.canbo, at=AT)
    with pytest.raises(PermissionDenied):
        actions.accept_workbook(
            upload=kept, filing=filing, boxes=[], texts={}, text_version=0, by=world.thutruong, at=AT
        )


def test_a_file_past_twenty_megabytes_is_refused_unread(world, filing, settings):
    settings.ATTACHMENT_MAX_BYTES = 100
    with pytest.raises(Refused, match="lớn hơn"):
        actions.keep_workbook(filing=filing, upload=upload_of(b"x" * 101), by=world.canbo, at=AT)


def test_the_links_stand_on_the_filing(client, world, filing):
    client.force_login(world.canbo)
    assert url("upload", filing) in client.get(reverse("movements:filing_detail", args=[filing.pk])).text
    client.force_login(world.thutruong)
    page = client.get(reverse("movements:filing_detail", args=[filing.pk])).text
    assert url("download", filing) in page and f'href="{url("upload", filing)}"' not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_comparison_costs_the_same_for_one_and_three(officer, filing, count, django_assert_num_queries):
    cells = {"D2.33": {"value": 5}, "D1.01": {"value": 4}, "D2.16": {"value": 1, "denominator": 2}}
    send(officer, filing, filled(download(officer, filing), dict(list(cells.items())[:count])))
    page = url("difference", filing, WorkbookUpload.objects.get().pk)
    with django_assert_num_queries(17):
        officer.get(page)


@pytest.mark.parametrize("count", [1, 3])
def test_the_file_costs_the_same_for_one_and_three(officer, world, filing, count, django_assert_num_queries):
    for key in ("forest", "meetings", "spending")[:count]:
        save(filing, world, key, 5)
    with django_assert_num_queries(14):
        download(officer, filing)
