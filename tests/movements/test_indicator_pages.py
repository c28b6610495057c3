"""The pages of the dictionary as administrators and everybody else meet them."""

import datetime as dt

import pytest
from django.urls import reverse

from movements.forms.indicators import stored_indicator
from movements.models import Indicator, IndicatorAlias, IndicatorBreak, ReportingDuty
from tests.factories import FigureFactory, FilingFactory, IndicatorFactory, PeriodFactory
from thidua.models import Event

pytestmark = pytest.mark.django_db
LIST = "/danh-muc/chi-tieu/"


@pytest.fixture
def houses(world):
    return world.indicators["houses"]


@pytest.fixture
def admin(client, world):
    client.force_login(world.quantri)
    return client


@pytest.fixture
def reader(client, world):
    client.force_login(world.canbo_xa)
    return client


def text(response):
    return response.content.decode()


def typed(indicator, **changes):
    """The edit form as the browser sends it back."""
    given = stored_indicator(indicator) | {"point": indicator.point_id, "movement": indicator.movement_id}
    plain = {name: "" if value is None else value for name, value in given.items() if value is not False}
    days = {name: f"{value:%d/%m/%Y}" for name, value in plain.items() if isinstance(value, dt.date)}
    return plain | days | {"effective": "", "reason": "", "viec": "luu"} | changes


def edit(client, indicator, **changes):
    indicator.refresh_from_db()
    return client.post(reverse("movements:indicator_edit", args=[indicator.code]), typed(indicator, **changes))


# --- Reading -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["nha tam", "NHÀ TẠM", "d2.06", "dot nat"])
def test_found_without_accents_by_code_and_by_other_names(reader, houses, words):
    IndicatorAlias.objects.create(indicator=houses, name="Nhà dột nát", source="Báo cáo")
    page = text(reader.get(LIST, {"tim": words}))
    assert "Số nhà tạm đã xóa" in page and "Tỷ lệ hộ nghèo" not in page


@pytest.mark.parametrize(
    ("asked", "there", "gone"),
    [
        ({"tuyen": "department"}, "Diện tích rừng", "Số nhà tạm"),
        ({"trang-thai": "het"}, "Kinh phí chống dịch", "Số nhà tạm"),
        ({"trang-thai": "dang"}, "Số nhà tạm", "Kinh phí chống dịch"),
        ({"diem": "2"}, "Số nhà tạm", "không khớp"),
    ],
)
def test_filters(reader, world, asked, there, gone):
    page = text(reader.get(LIST, asked))
    assert there in page and gone not in page


def test_filter_by_movement(reader, houses):
    page = text(reader.get(LIST, {"phong-trao": houses.movement.key}))
    assert "Số nhà tạm" in page and "Tỷ lệ hộ nghèo</a>" not in page


def test_an_empty_answer_says_what_to_do(reader, world):
    assert "Không có chỉ tiêu nào khớp" in text(reader.get(LIST, {"tim": "không có đâu"}))


def test_an_ended_one_says_since_when(reader, world):
    assert "đã kết thúc theo dõi từ 20/10/2023" in text(reader.get(LIST))
    page = text(reader.get(reverse("movements:indicator_detail", args=["D4.02"])))
    assert "đã kết thúc theo dõi từ 20/10/2023" in page and "0 %" not in page


def test_readers_see_no_button(reader, houses):
    page = text(reader.get(reverse("movements:indicator_detail", args=[houses.code])))
    assert "Nơi báo cáo" in page and "/sua/" not in page and "/them/" not in page


def test_the_rail_leads_here(reader, world):
    assert 'href="/danh-muc/chi-tieu/"' in text(reader.get("/"))


def test_an_unknown_code_is_not_there(reader, world):
    assert reader.get(f"{LIST}D9.99/").status_code == 404


def test_the_series_of_the_own_unit(reader, world, houses):
    for index, value in ((3, 5), (4, 7)):
        filing = FilingFactory(
            unit=world.units["C23512"], period=world.periods[index], receiver=world.units["615"], sent=True
        )
        FigureFactory(filing=filing, indicator=houses, value=value)
    IndicatorBreak.objects.create(indicator=houses, on=dt.date(2024, 12, 1), reason="Đổi cách rà soát")
    page = text(reader.get(reverse("movements:indicator_detail", args=[houses.code])))
    assert "Số của đơn vị qua các kỳ" in page
    assert "không so sánh: từ 01/12/2024 đổi cách rà soát" in page


@pytest.mark.parametrize("n", [1, 3])
def test_queries_of_the_list_do_not_grow(reader, world, n, django_assert_num_queries):
    Indicator.objects.exclude(code="D2.06").delete()
    for number in range(n - 1):
        IndicatorFactory(code=f"Y{number}.01")
    with django_assert_num_queries(8):
        reader.get(LIST)


@pytest.mark.parametrize("n", [1, 3])
def test_queries_of_the_page_do_not_grow(admin, world, houses, n, django_assert_num_queries):
    for number in range(n):
        IndicatorAlias.objects.create(indicator=houses, name=f"Tên {number}", source="x")
        IndicatorBreak.objects.create(indicator=houses, on=dt.date(2020 + number, 1, 1), reason="x")
        ReportingDuty.objects.create(indicator=houses, unit=world.units[("SYT", "SNV", "KT")[number]])
    with django_assert_num_queries(13):
        admin.get(reverse("movements:indicator_detail", args=[houses.code]))


# --- Writing -------------------------------------------------------------------------------------------------


def test_a_new_indicator_is_filled_in_once_a_duty_is_given(admin, world, houses):
    new = typed(
        houses, code="D2.77", name="Số km đường  bê tông", unit_of_measure="km", decimals="1", plausible_max="12,5"
    )
    response = admin.post(f"{LIST}moi/", new)
    assert response.status_code == 302, response.context["form"].errors
    made = Indicator.objects.get(code="D2.77")
    assert (made.name, made.plausible_max, made.version) == ("Số km đường bê tông", 125, 1)
    admin.post(f"{LIST}D2.77/noi-bao-cao/them/", {"noi-unit_kind": "xa"})
    assert ReportingDuty.objects.get(indicator=made).unit_kind == "xa"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": "D2.06"}, "đã dùng cho chỉ tiêu"),
        ({"code": "moi"}, "trùng với địa chỉ"),
        ({"code": "mã lạ"}, "Mã gồm chữ không dấu"),
        ({"name": ""}, "Trường này là bắt buộc"),
        ({"plausible_max": "1.234", "decimals": "1"}, "Hãy ghi rõ"),
        ({"plausible_min": "9", "plausible_max": "5"}, "Mức trên phải"),
        ({"entry": "rate", "numerator_label": "", "denominator_label": ""}, "phải ghi tên vế này"),
        (
            {"entry": "formula", "formula_kind": "ratio", "formula_of": "D2.06", "formula_over": ""},
            "Chọn chỉ tiêu nguồn",
        ),
        ({"entry": "formula", "formula_kind": ""}, "Chọn công thức"),
    ],
)
def test_bad_input_is_named_and_kept(admin, houses, changes, words):
    response = admin.post(f"{LIST}moi/", typed(houses, **({"code": "D2.78", "name": "Tên đang gõ"} | changes)))
    assert response.status_code == 422
    assert words in text(response)
    if "name" not in changes:
        assert "Tên đang gõ" in text(response)
    assert not Indicator.objects.filter(code="D2.78").exists()


def test_a_cosmetic_change_holds_at_once_and_is_in_the_history(admin, houses):
    assert edit(admin, houses, name="Số nhà tạm, nhà dột nát đã xóa", reason="Công văn 12").status_code == 302
    houses.refresh_from_db()
    assert (houses.version, houses.past) == (2, [])
    page = text(admin.get(reverse("movements:indicator_detail", args=[houses.code])))
    for words in ("<del>Số nhà tạm đã xóa</del>", "Số nhà tạm, nhà dột nát đã xóa", "Công văn 12", "Người quantri"):
        assert words in page


def test_nothing_changed_writes_nothing(admin, houses):
    assert edit(admin, houses).status_code == 302
    houses.refresh_from_db()
    assert houses.version == 1
    assert not Event.objects.of(houses).exists()


def test_another_meaning_wants_its_day(admin, world, houses):
    FigureFactory(filing=FilingFactory(period=world.periods[4]), indicator=houses)
    response = edit(admin, houses, unit_of_measure="căn", name="Tên mới đang gõ")
    assert response.status_code == 422
    assert "đổi nghĩa của số đã lưu: ghi ngày áp dụng" in text(response)
    assert "Tên mới đang gõ" in text(response)


def test_the_day_keeps_old_periods_as_they_were(admin, world, houses):
    FigureFactory(filing=FilingFactory(period=world.periods[4]), indicator=houses)
    assert edit(admin, houses, unit_of_measure="căn", effective="01/01/2025").status_code == 302
    page = text(admin.get(reverse("movements:indicator_detail", args=[houses.code])))
    assert "Từ 01/01/2025 chỉ tiêu có định nghĩa mới: căn" in page
    assert "đang áp dụng" in page and "đến 31/12/2024" in page


def test_two_administrators_the_later_sees_what_the_other_saved(admin, houses):
    old = typed(houses, name="Tên của tôi")
    edit(admin, houses, confirmed_by="Sở Xây dựng")
    response = admin.post(reverse("movements:indicator_edit", args=[houses.code]), old)
    page = text(response)
    assert response.status_code == 422
    assert "Người khác vừa sửa chỉ tiêu này" in page and "Tên của tôi" in page and "Sở Xây dựng" in page
    again = {**old, "version": response.context["form"]["version"].value()}
    assert admin.post(reverse("movements:indicator_edit", args=[houses.code]), again).status_code == 302


def test_the_example_stands_on_real_figures(admin, world, houses):
    filing = FilingFactory(unit=world.units["615"], period=world.periods[4], sent=True)
    FigureFactory(filing=filing, indicator=houses, value=30)
    FigureFactory(filing=filing, indicator=world.indicators["meetings"], value=40)
    chosen = {"formula_kind": "ratio", "formula_of": "D2.06", "formula_over": "D1.01", "multiplier": 100, "decimals": 1}
    page = text(admin.get(f"{LIST}vi-du/", chosen))
    assert "D2.06 : D1.01 × 100" in page and "75,0" in page and "Huyện Đắk Hà" in page


def test_the_example_without_figures_says_they_are_made_up(admin, houses):
    chosen = {"formula_kind": "rise_over_last_year", "formula_of": "D2.06", "decimals": 0, "multiplier": 1}
    page = text(admin.get(f"{LIST}vi-du/", chosen))
    assert "số giả định" in page and "<b>5</b>" in page


def test_the_example_by_the_button_saves_nothing(admin, houses):
    response = edit(admin, houses, entry="formula", formula_kind="ratio", viec="vi-du")
    assert response.status_code == 200
    houses.refresh_from_db()
    assert houses.entry == "typed"


def test_ending(admin, houses):
    address = reverse("movements:indicator_end", args=[houses.code])
    response = admin.post(address, {"last_day": "31/12/2024", "reason": "", "version": 1})
    assert response.status_code == 422 and 'value="31/12/2024"' in text(response)
    assert admin.post(address, {"last_day": "31/12/2024", "reason": "CV 15", "version": 1}).status_code == 302
    houses.refresh_from_db()
    assert houses.valid_to == dt.date(2024, 12, 31)
    assert "Kết thúc theo dõi" in text(admin.get(reverse("movements:indicator_detail", args=[houses.code])))


@pytest.mark.parametrize(
    ("part", "sent", "words"),
    [
        ("ten-khac", {"ten-name": "Nhà tạm", "ten-source": ""}, 'value="Nhà tạm"'),
        ("moc-gay", {"moc-on": "32/01/2025", "moc-reason": "đổi chuẩn"}, 'value="32/01/2025"'),
        ("noi-bao-cao", {"noi-note": "kèm danh sách"}, 'value="kèm danh sách"'),
    ],
)
def test_a_bad_part_comes_back_with_what_was_typed(admin, houses, part, sent, words):
    response = admin.post(f"{LIST}{houses.code}/{part}/them/", sent)
    assert response.status_code == 422 and words in text(response)


def test_parts_are_added_and_taken_away(admin, houses):
    here = f"{LIST}{houses.code}"
    admin.post(f"{here}/ten-khac/them/", {"ten-name": "Xóa nhà tạm", "ten-source": "NQ 5"})
    admin.post(f"{here}/moc-gay/them/", {"moc-on": "01/01/2026", "moc-reason": "Đổi chuẩn"})
    alias, cut = houses.aliases.get(), houses.breaks.get()
    assert alias.search_name == "xoa nha tam"
    admin.post(f"{here}/ten-khac/{alias.pk}/bo/")
    admin.post(f"{here}/moc-gay/{cut.pk}/bo/")
    assert not houses.aliases.exists() and not houses.breaks.exists()
    assert Event.objects.of(houses).count() == 4


def test_a_strange_part_is_not_there(admin, houses):
    assert admin.post(f"{LIST}{houses.code}/la/them/").status_code == 404
    assert admin.post(f"{LIST}{houses.code}/la/1/bo/").status_code == 404


def test_a_duty_ends_on_a_day(admin, world, houses):
    duty = houses.duties.get(unit_kind="xa")
    address = f"{LIST}{houses.code}/noi-bao-cao/{duty.pk}/bo/"
    bad = admin.post(address, {"thoi-last_day": "hôm nay"})
    assert bad.status_code == 422 and "hôm nay" in text(bad)
    admin.post(address, {"thoi-last_day": "31/12/2024"})
    duty.refresh_from_db()
    assert duty.valid_to == dt.date(2024, 12, 31)
    later = PeriodFactory(year=2025, index=1)
    assert houses not in Indicator.objects.boxes_of(later).owed_by(world.units["C23512"], later.last_day)
