"""Pages of what goes beyond the straight walk: without JavaScript, with mistakes, by those who may and may not."""

import datetime as dt

import pytest
from django.urls import reverse

from movements import actions
from movements.models import DueDate, Extension, Filing
from tests.factories import FigureFactory, FilingFactory, PeriodFactory, UnitFactory, UserFactory, place
from tests.movements.test_filing_actions import AT, move
from tests.movements.test_filing_pages import boxes_of
from tests.movements.test_flow_actions import closed_doors, returned, save, send_again
from tests.scene import pdf_upload
from thidua.models import Reason
from units.actions import delegate
from units.enums import Role
from units.models import Delegation, RoleHolding

pytestmark = pytest.mark.django_db
LIST = "movements:filing_list"


@pytest.fixture
def filing(world):
    return actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)


def page_of(client, person, filing):
    client.force_login(person)
    return client.get(reverse("movements:filing_detail", args=[filing.pk])).text


class TestReturn:
    def checking(self, world):
        filing = FilingFactory(
            unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"], sent=True,
            state="checking",
        )  # fmt: skip
        FigureFactory(filing=filing, indicator=world.indicators["forest"], value=12)
        return filing

    def post(self, client, world, filing, **typed):
        client.force_login(world.chuyenvien)
        return client.post(reverse("movements:filing_step", args=[filing.pk, "return"]), typed)

    def test_the_page_offers_the_day_and_every_box(self, client, world):
        filing = self.checking(world)
        client.force_login(world.chuyenvien)
        page = client.get(reverse("movements:filing_step", args=[filing.pk, "return"])).text
        assert 'value="23/12/2024"' in page
        assert 'name="remark-D2.33"' in page and 'name="remark-highlights"' in page and "1,2" in page

    def test_what_was_typed_stays_when_it_is_refused(self, client, world):
        filing = self.checking(world)
        Reason.objects.filter(code="TL-BC02").update(needs_document=True)
        typed = {"reason": "TL-BC02", "marks": ["D2.33"], "remark-D2.33": "Sai đơn vị", "correct_by": "27/12/2024"}
        answer = self.post(client, world, filing, **typed)
        assert answer.status_code == 422
        assert "cần số và ngày văn bản" in answer.text
        assert 'value="Sai đơn vị"' in answer.text and 'value="27/12/2024"' in answer.text
        assert 'value="D2.33" id="danh-dau-D2-33" checked' in answer.text

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"correct_by": "hôm nào"}, "Hạn sửa"),
            ({"correct_by": "01/12/2024"}, "Hạn sửa 01/12/2024 đã qua"),
            ({"remark-D1.01": "sai"}, "Ô D1.01: có lời nhắc nhưng chưa đánh dấu."),
            ({"marks": ["D9.99"]}, "D9.99"),
        ],
    )
    def test_bad_words_are_named(self, client, world, typed, words):
        filing = self.checking(world)
        answer = self.post(client, world, filing, reason="TL-BC02", **typed)
        assert answer.status_code == 422 and words in answer.text
        filing.refresh_from_db()
        assert filing.state == "checking"

    def test_the_unit_reads_marks_remarks_and_the_day(self, client, world, filing):
        returned(filing, world, remarks={"D2.33": "Chỉ đến 14/12."})
        page = page_of(client, world.canbo, filing)
        assert '<a href="#D2-33">D2.33 Diện tích rừng trồng mới</a>: <q>Chỉ đến 14/12.</q>' in page
        assert "Hạn sửa" in page and "23/12/2024" in page and "còn 3 ngày" in page
        home = client.get("/").text
        assert "Bị trả lại" in home and "23/12/2024" in home

    def test_the_receivers_list_says_until_when(self, client, world, filing, office):
        returned(filing, world)
        office(dt.datetime(2024, 12, 26, 1, tzinfo=dt.UTC))
        client.force_login(world.chuyenvien)
        page = client.get(reverse(LIST), {"trang-thai": "rework"}).text
        assert "Trả lại, chưa gửi lại" in page and "Hạn sửa" in page and "quá 3 ngày" in page
        assert "1 đơn vị quá hạn sửa báo cáo" in client.get("/").text


class TestChanges:
    def test_the_receiver_sees_what_changed_and_the_rest_behind_one_line(self, client, world, filing):
        returned(filing, world)
        save(filing, world, 77)
        send_again(filing, world)
        page = page_of(client, world.chuyenvien, filing)
        assert "Thay đổi so với lần xem trước" in page and "<del>1,0</del>" in page and "<ins><b>7,7</b></ins>" in page
        assert '<details class="whole" id="toan-bo"><summary>Xem toàn bộ báo cáo' in page
        assert "Thay đổi so với lần xem trước" not in page_of(client, world.thutruong, filing)

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_costs_the_same_for_one_and_three(self, client, world, filing, count, django_assert_num_queries):
        returned(filing, world)
        for code in ("D2.33", "D1.01", "D2.16")[:count]:
            save(filing, world, 13, code=code)
        send_again(filing, world)
        client.force_login(world.chuyenvien)
        with django_assert_num_queries(21):
            client.get(reverse("movements:filing_detail", args=[filing.pk]))


class TestOnBehalf:
    def post(self, client, world, by="chuyenvien", **typed):
        given = {"period": world.periods[4].pk, "unit": world.units["SYT"].pk, "arrived_on": "17/12/2024",
                 "scan": pdf_upload("45-BC.pdf")} | typed  # fmt: skip
        client.force_login(world.people[by])
        return client.post(reverse("movements:behalf_new"), given)

    def test_from_paper_to_the_other_pair_of_eyes(self, client, world):
        closed_doors(world.units["SYT"])
        answer = self.post(client, world)
        filing = Filing.objects.get(unit=world.units["SYT"])
        assert answer.url == reverse("movements:filing_detail", args=[filing.pk])
        page = client.get(answer.url).text
        assert "Nhập thay từ văn bản giấy, ngày đến 17/12/2024" in page and "45-BC.pdf" in page
        assert "Ghi nhận bản nhập thay" in page and "Trình thủ trưởng" not in page
        typed = boxes_of(filing, D1_01="4", D2_16="5", D2_16_under="9") | {"viec": "to_head"}
        client.post(reverse("movements:filing_save", args=[filing.pk]), typed)
        filing.refresh_from_db()
        assert (filing.state, filing.on_time, filing.submitted_by) == ("checking", True, world.chuyenvien)
        assert "Xác nhận số liệu" not in page_of(client, world.chuyenvien, filing)
        page = page_of(client, world.truongphong, filing)
        assert "Xác nhận số liệu" in page and "không tự xác nhận" in page
        assert "nhập thay" in client.get(reverse(LIST)).text

    def test_the_head_is_asked_to_confirm(self, client, world, filing):
        Filing.objects.all().delete()
        self.post(client, world, unit=world.units["SNNPTNT"].pk)
        filing = Filing.objects.get(unit=world.units["SNNPTNT"])
        typed = boxes_of(filing, D1_01="4", D2_16="5", D2_16_under="9", D2_33="1,5") | {"viec": "to_head"}
        client.post(reverse("movements:filing_save", args=[filing.pk]), typed)
        client.force_login(world.thutruong)
        assert "Xem và xác nhận" in client.get("/").text
        page = page_of(client, world.thutruong, filing)
        assert "Xác nhận bản nhập thay" in page and "Báo nhập sai" in page and "1,5" in page
        client.post(reverse("movements:filing_step", args=[filing.pk, "confirm"]))
        assert "Đơn vị đã xác nhận" in page_of(client, world.chuyenvien, filing)

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"scan": ""}, "Chọn tệp bản chụp."), ({"unit": ""}, "Chọn đơn vị."),
            ({"arrived_on": "30/12/2024"}, "chưa tới"), ({"arrived_on": "17-13-2024"}, "Ngày đến"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said_and_the_rest_stays(self, client, world, typed, words):
        answer = self.post(client, world, paper_number="45/BC-SYT", **typed)
        assert answer.status_code == 422
        assert words in answer.text and 'value="45/BC-SYT"' in answer.text

    def test_a_unit_that_is_not_ones_own_to_enter_is_not_among_the_choices(self, client, world):
        answer = self.post(client, world, by="canbo_dakha")
        assert answer.status_code == 422 and not Filing.objects.filter(unit=world.units["SYT"]).exists()

    def test_only_the_entering_office_sees_it_before_it_is_on_record(self, client, world):
        self.post(client, world, by="canbo_dakha", unit=world.units["C23512"].pk)
        filing = Filing.objects.get(unit=world.units["C23512"])
        for who, status in (("canbo_dakha", 200), ("canbo_xa", 200), ("chuyenvien", 404), ("canbo", 404)):
            client.force_login(world.people[who])
            assert client.get(reverse("movements:filing_detail", args=[filing.pk])).status_code == status, who
        client.force_login(world.canbo_dakha)
        assert "Nhập thay từ bản giấy" in client.get("/").text

    def test_the_scan_is_replaced(self, client, world):
        self.post(client, world)
        filing = Filing.objects.get(unit=world.units["SYT"])
        url = reverse("movements:paper_edit", args=[filing.pk])
        assert client.post(url, {"arrived_on": "19/12/2024"}).status_code == 422
        answer = client.post(url, {"arrived_on": "16/12/2024", "scan": pdf_upload("b.pdf")}, follow=True)
        assert "ngày đến 16/12/2024" in answer.text and "b.pdf" in answer.text and "45-BC.pdf</a>" not in answer.text


class TestDue:
    def test_moved_by_an_officer(self, client, world):
        client.force_login(world.chuyenvien)
        url = reverse("movements:due_move", args=[world.periods[4].pk, "direct"])
        assert 'name="seen" value="2024-12-20"' in client.get(url).text
        typed = {"due_on": "27/12/2024", "seen": "20/12/2024", "reason": "Bão số 10"}
        answer = client.post(url, typed, follow=True)
        assert "27/12/2024" in answer.text
        assert "Bão số 10" in client.get(url).text  # the history beside the form
        again = client.post(url, typed | {"due_on": "30/12/2024"})
        assert again.status_code == 422 and "vừa đổi hạn này" in again.text and 'value="30/12/2024"' in again.text

    def test_a_missing_day_is_set_where_it_is_missing(self, client, world):
        period = PeriodFactory(year=2025, index=1)
        client.force_login(world.chuyenvien)
        assert "Chưa đặt" in client.get(reverse("movements:due_list")).text
        url = reverse("movements:due_move", args=[period.pk, "commune"])
        client.post(url, {"due_on": "19/03/2025", "seen": "", "reason": "Theo kế hoạch năm"})
        assert DueDate.objects.get(period=period).due_on == dt.date(2025, 3, 19)

    @pytest.mark.parametrize("level", ["tinh", "x"])
    def test_another_level_is_not_there(self, client, world, level):
        client.force_login(world.chuyenvien)
        url = reverse("movements:due_move", args=[world.periods[4].pk, level])
        assert client.get(url).status_code == 404

    def test_an_extension_is_granted_listed_and_changed(self, client, world):
        client.force_login(world.thutruong_dakha)
        new = reverse("movements:extension_new", args=[world.periods[4].pk])
        page = client.get(new).text
        assert "Xã Đắk Mar" in page and "Sở Y tế" not in page
        typed = {"unit": world.units["C23512"].pk, "due_on": "27/12/2024", "reason": "Sạt lở đường"}
        listed = client.post(new, typed, follow=True).text
        assert "Xã Đắk Mar" in listed and "Sạt lở đường" in listed
        edit = reverse("movements:extension_edit", args=[world.periods[4].pk, world.units["C23512"].pk])
        typed = {"due_on": "30/12/2024", "reason": "Vẫn sạt lở", "seen": "27/12/2024"}
        assert client.post(edit, typed).status_code == 302
        assert Extension.objects.get().due_on == dt.date(2024, 12, 30)
        assert "Sạt lở đường" in client.get(edit).text and "Vẫn sạt lở" in client.get(edit).text
        client.force_login(world.canbo_xa)
        assert "Vẫn sạt lở" in client.get(reverse("movements:due_list"), {"ky": world.periods[4].pk}).text
        client.force_login(world.canbo_khac)
        assert "Vẫn sạt lở" not in client.get(reverse("movements:due_list"), {"ky": world.periods[4].pk}).text
        assert client.get(edit).status_code == 404

    def test_the_home_page_counts_the_extension(self, client, world):
        Extension.objects.create(
            period=world.periods[4], unit=world.units["SNNPTNT"], due_on="2024-12-27", reason="Bão", at=AT
        )
        client.force_login(world.canbo)
        assert "27/12/2024" in client.get("/").text

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_costs_the_same_for_one_and_three(self, client, world, count, django_assert_num_queries):
        for code in ("SYT", "611", "SNNPTNT")[:count]:
            Extension.objects.create(
                period=world.periods[4], unit=world.units[code], due_on="2024-12-27", reason="Bão", at=AT
            )
        client.force_login(world.chuyenvien)
        with django_assert_num_queries(17):
            client.get(reverse("movements:due_list"))


class TestDelegation:
    def deputy(self, world):
        return UserFactory(username="capho", full_name="Trần Văn Phó", unit=world.units["SNNPTNT"])

    def typed(self, deputy, **changes):
        days = {"signed_on": "17/12/2024", "valid_from": "18/12/2024", "valid_to": "20/12/2024"}
        return {"holder": deputy.pk, "number": "12/GUQ-SNN"} | days | changes

    def test_written_listed_used_and_ended(self, client, world, filing):
        deputy = self.deputy(world)
        client.force_login(world.thutruong)
        page = client.post(reverse("units:delegation_new"), self.typed(deputy), follow=True).text
        assert "12/GUQ-SNN" in page and "Đang có hiệu lực" in page
        FilingFactory._meta.model.objects.filter(pk=filing.pk).update(state="to_head")
        client.force_login(deputy)
        assert "Xem và ký" in client.get("/").text
        url = reverse("movements:filing_step", args=[filing.pk, "hand_back"])
        assert client.get(url).status_code == 200
        client.force_login(world.thutruong)
        delegation = Delegation.objects.get()
        ended = client.post(reverse("units:delegation_end", args=[delegation.pk]), follow=True).text
        assert "Chấm dứt từ 18/12/2024" in ended
        client.force_login(deputy)
        assert client.get(url).status_code == 403

    def test_when_its_days_are_over_the_door_is_shut_again(self, client, world, filing, office):
        deputy = self.deputy(world)
        delegate(
            unit=world.units["SNNPTNT"], holder=deputy, number="12/GUQ", signed_on=dt.date(2024, 12, 17),
            valid_from=dt.date(2024, 12, 18), valid_to=dt.date(2024, 12, 20), by=world.thutruong, at=AT,
        )  # fmt: skip
        FilingFactory._meta.model.objects.filter(pk=filing.pk).update(state="to_head")
        url = reverse("movements:filing_step", args=[filing.pk, "hand_back"])
        client.force_login(deputy)
        for day, status in ((17, 403), (18, 200), (20, 200), (21, 403)):
            office(dt.datetime(2024, 12, day, 3, tzinfo=dt.UTC))
            assert client.get(url).status_code == status, day

    def test_an_overlap_is_named_and_nothing_typed_is_lost(self, client, world):
        deputy = self.deputy(world)
        client.force_login(world.thutruong)
        client.post(reverse("units:delegation_new"), self.typed(deputy))
        again = self.typed(deputy, number="13/GUQ", valid_to="25/12/2024")
        answer = client.post(reverse("units:delegation_new"), again)
        assert answer.status_code == 422 and "Trùng ngày với giấy ủy quyền số 12/GUQ-SNN" in answer.text
        assert 'value="13/GUQ"' in answer.text and Delegation.objects.count() == 1

    @pytest.mark.parametrize(
        "changes", [{"holder": ""}, {"number": ""}, {"valid_to": "17/12/2024"}, {"signed_on": "x"}]
    )
    def test_what_is_missing_is_named(self, client, world, changes):
        client.force_login(world.thutruong)
        answer = client.post(reverse("units:delegation_new"), self.typed(self.deputy(world), **changes))
        assert answer.status_code == 422 and "is-invalid" in answer.text and not Delegation.objects.exists()

    def test_an_administrator_writes_it_for_a_unit(self, client, world):
        client.force_login(world.quantri)
        typed = self.typed(self.deputy(world), unit=world.units["SNNPTNT"].pk)
        assert client.post(reverse("units:delegation_new"), typed).status_code == 302
        assert Delegation.objects.get().made_by == world.quantri

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_costs_the_same_for_one_and_three(self, client, world, count, django_assert_num_queries):
        for n in range(count):
            day = dt.date(2024, 12, 18 + n)
            delegate(
                unit=world.units["SNNPTNT"], holder=self.deputy_no(world, n), number=f"{n}/GUQ", signed_on=day,
                valid_from=day, valid_to=day, by=world.thutruong, at=AT,
            )  # fmt: skip
        client.force_login(world.thutruong)
        with django_assert_num_queries(6):
            client.get(reverse("units:delegation_list"))

    def deputy_no(self, world, n):
        return UserFactory(username=f"capho{n}", unit=world.units["SNNPTNT"])


class TestUnitsThatEnd:
    def test_the_closing_filing_is_on_its_own_page_and_home(self, client, world, office):
        commune = world.units["C23395"]
        commune.valid_to = dt.date(2024, 10, 31)
        commune.save(update_fields=["valid_to"])
        person = UserFactory(username="canbo_cu", unit=commune)
        RoleHolding.objects.create(user=person, role=Role.UNIT_OFFICER, unit=commune)
        office(dt.datetime(2024, 11, 4, 3, tzinfo=dt.UTC))
        client.force_login(person)
        page = client.get(reverse(LIST)).text
        assert "báo cáo kết thúc, số liệu đến 31/10/2024" in page
        assert "quý IV và năm 2024" in client.get("/").text
        client.post(reverse("movements:filing_start", args=[world.periods[4].pk]))
        assert Filing.objects.get().receiver.code == "611"

    def test_from_july_2025_communes_file_to_the_province(self, client, world, office):
        new = UnitFactory(code="QNG", kind="tinh", valid_from=dt.date(2025, 7, 1))
        commune = UnitFactory(code="MOI", name="Xã Mới", kind="xa", valid_from=dt.date(2025, 7, 1))
        place(commune, new, start=dt.date(2025, 7, 1))
        period = PeriodFactory(year=2025, index=3)
        DueDate.objects.create(period=period, level="direct", due_on="2025-09-19")
        office(dt.datetime(2025, 9, 16, 3, tzinfo=dt.UTC))
        client.force_login(world.chuyenvien)
        page = client.get(reverse(LIST)).text
        assert "Xã Mới" in page and "19/09/2025" in page


def test_the_steps_of_the_api_take_the_same_words(client, world, filing):
    """Unlock and the confirmation by the unit, through the interface."""
    Reason.objects.filter(code="MK-BC01").update(needs_document=True)
    from tests.movements.test_filing_actions import accepted

    accepted(filing, world)
    client.force_login(world.truongphong)
    url = f"/api/v1/filings/{filing.pk}/steps/unlock/"
    words = {"reason": "MK-BC01", "note": "Đính chính", "marks": ["D2.33"], "remarks": {"D2.33": "Theo số mới"}}
    refused = client.post(url, words, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (422, "refused")
    paper = {"paper_number": "12/CV", "paper_date": "2024-12-17", "correct_by": "2024-12-27"}
    taken = client.post(url, words | paper, content_type="application/json")
    assert (taken.status_code, taken.json()["state"]) == (200, "unlocked")
    assert client.get(f"/api/v1/filings/{filing.pk}/").json()["correct_by"] == "2024-12-27"


def test_what_the_unit_confirms_through_the_api(client, world):
    filing = actions.start_on_behalf(
        unit=world.units["SYT"], period=world.periods[4], arrived_on=dt.date(2024, 12, 17), scan=pdf_upload(),
        by=world.chuyenvien, at=AT,
    )  # fmt: skip
    from tests.movements.test_filing_actions import fill

    fill(filing, world, world.chuyenvien)
    RoleHolding.objects.create(user=world.canbo_khac, role=Role.UNIT_HEAD, unit=world.units["SYT"])
    move(filing, "to_unit", world.chuyenvien)
    client.force_login(world.canbo_khac)
    answer = client.post(f"/api/v1/filings/{filing.pk}/steps/confirm/", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["state"]) == (200, "submitted")
