"""The movements' data files in the tables, in smallest units and with their sources; what found no place is pinned."""

from datetime import date

import pytest
from django.db import transaction

from movements.load import (
    load_directive,
    load_due_dates,
    load_figures,
    load_indicators,
    load_movements,
    load_periods,
    load_reasons,
)
from movements.load.figures import _place, _published, _target
from movements.load.indicators import scaled
from movements.models import (
    Directive,
    DirectivePoint,
    DueDate,
    Indicator,
    IndicatorAlias,
    IndicatorBreak,
    Movement,
    Period,
    PublishedFigure,
    ReportingDuty,
    Target,
)
from thidua import clock
from thidua.events import record
from thidua.models import Reason, SpecialDay
from thidua.text import NumberRefused
from units.load import LoadReport, load_special_days, load_units
from units.models import Unit

pytestmark = pytest.mark.django_db

DEMO_DAY = date(2024, 12, 18)
QUARTERS = [(2024, 3), (2024, 4), (2025, 1)]
LOADERS = {
    "directive": load_directive,
    "movements": lambda: load_movements(today=DEMO_DAY),
    "indicators": load_indicators,
    "reasons": load_reasons,
    "periods": lambda: load_periods(range(2023, 2026)),
    "due": lambda: load_due_dates(QUARTERS),
    "figures": load_figures,
}
NOT_PLACED = """\
Nơi báo cáo “Cục Thống kê” (D2.10): cơ quan báo cáo không có trong danh sách đơn vị
Nơi báo cáo “Cục Thống kê” (D2.11): cơ quan báo cáo không có trong danh sách đơn vị
Nơi báo cáo “Ban Tổ chức Tỉnh ủy” (D3.01): cơ quan báo cáo không có trong danh sách đơn vị
Nơi báo cáo “Ban Tổ chức Tỉnh ủy” (D3.05): cơ quan báo cáo không có trong danh sách đơn vị; Sở Nội vụ báo cáo
Nơi báo cáo “Bảo hiểm xã hội tỉnh” (D4.04): cơ quan báo cáo không có trong danh sách đơn vị
Nơi báo cáo “Báo của tỉnh” (D5.05): cơ quan báo cáo không có trong danh sách đơn vị
Nơi báo cáo “Cổng thông tin điện tử tỉnh” (D5.05): cơ quan báo cáo không có trong danh sách đơn vị
Nơi báo cáo kế thừa “Sở Nông nghiệp và Môi trường” (D2.01): cơ quan kế thừa sau sáp nhập chưa có trong danh sách đơn vị
Nơi báo cáo kế thừa “Sở Nông nghiệp và Môi trường” (D2.02): cơ quan kế thừa sau sáp nhập chưa có trong danh sách đơn vị
Nơi báo cáo kế thừa “Sở Nông nghiệp và Môi trường” (D2.33): cơ quan kế thừa sau sáp nhập chưa có trong danh sách đơn vị
Nơi báo cáo kế thừa “Sở Nông nghiệp và Môi trường” (D2.34): cơ quan kế thừa sau sáp nhập chưa có trong danh sách đơn vị
Nơi báo cáo kế thừa “Sở Nông nghiệp và Môi trường” (D2.36): cơ quan kế thừa sau sáp nhập chưa có trong danh sách đơn vị
Mục tiêu “PCI, PAPI, PAR INDEX năm 2024” (D2.21): giá trị mục tiêu bị cắt trong nguồn
Mục tiêu “PCI, PAPI, PAR INDEX năm 2024” (D2.19): giá trị mục tiêu bị cắt trong nguồn
Mục tiêu “PCI, PAPI, PAR INDEX năm 2024” (D2.23): giá trị mục tiêu bị cắt trong nguồn
Số công bố “PCI năm 2023” (D2.20): không tìm thấy số công bố
Số công bố “PCI năm 2023” (D2.21): không tìm thấy số công bố
Số công bố “PCI năm 2024” (D2.20): không tìm thấy số công bố
Số công bố “PCI năm 2024” (D2.21): không tìm thấy số công bố
Số công bố “PAR INDEX năm 2016-2020” (D2.22): không tìm thấy số công bố
Số công bố “PAR INDEX năm 2016-2020” (D2.23): không tìm thấy số công bố
Số công bố “PAR INDEX năm 2024” (D2.22): không tìm thấy số công bố
Số công bố “PAR INDEX năm 2024” (D2.23): không tìm thấy số công bố
Số công bố “Số nhà phải xóa đã được phê duyệt” (D2.07): chưa có số phê duyệt, tỷ lệ để trống
Cụm, khối “Thành viên Khối văn hóa - xã hội năm 2020” (khoi-van-hoa-xa-hoi): nguồn ghi 09 sở, ngành, không nêu tên
Cụm, khối “Thành viên Khối Mặt trận, đoàn thể năm 2015” (khoi-mat-tran-doan-the): nguồn chỉ nêu trưởng khối
Mục tiêu “Tốc độ tăng trưởng GRDP bình quân” năm 2020–2025, 10 %/năm: chưa có chỉ tiêu
Mục tiêu “Tỷ trọng nông - lâm - thủy sản” năm 2025, 19–20 %: chưa có chỉ tiêu
Mục tiêu “Tỷ trọng công nghiệp - xây dựng” năm 2025, 32–33 %: chưa có chỉ tiêu
Mục tiêu “Tỷ trọng thương mại - dịch vụ” năm 2025, 42–43 %: chưa có chỉ tiêu
Mục tiêu “Tổng vốn đầu tư phát triển toàn xã hội” năm 2021–2025, 118000 tỷ đồng: chưa có chỉ tiêu
Mục tiêu “Tỷ lệ số xã đạt chuẩn NTM” năm 2025, 50 % số xã: chưa có chỉ tiêu
Mục tiêu “Thu nhập bình quân đầu người” năm 2018, 37 triệu đồng: chưa có chỉ tiêu
Số công bố “Tăng trưởng kinh tế bình quân” năm 2020, 9.13 %/năm: chưa có chỉ tiêu
Số công bố “GRDP” năm 2019, 14782 tỷ đồng: chưa có chỉ tiêu
Số công bố “GRDP (Wikipedia)” năm 2022, 45669 tỷ đồng: chưa có chỉ tiêu
Số công bố “GRDP (ước)” năm 2024, 20225 tỷ đồng: chưa có chỉ tiêu
Số công bố “Tổng vốn đầu tư toàn xã hội (ước)” năm 2024, 30000 tỷ đồng: chưa có chỉ tiêu
Số công bố “Xã đạt 19/19 tiêu chí NTM” năm 2018, 18 xã: chưa có chỉ tiêu
Số công bố “Xã đạt 19/19 tiêu chí NTM” năm 2021, 29 xã: chưa có chỉ tiêu
Số công bố “Xã đạt 19/19 tiêu chí NTM” năm 2022, 38 xã: chưa có chỉ tiêu
Số công bố “Số hộ nghèo” năm 2019, 18870 hộ: chưa có chỉ tiêu
Số công bố “Số hộ thoát nghèo” năm 2022, 6700 hộ: chưa có chỉ tiêu
Số công bố “DN do Nhà nước sở hữu 100% vốn (tỉnh)” năm 2021, 8 doanh nghiệp: chưa có chỉ tiêu
Số công bố “Khen thưởng cấp Nhà nước” năm 2016, 178 tập thể, cá nhân: chưa có chỉ tiêu
Số công bố “Dân số (Tổng điều tra)” năm 2019, 540438 người: chưa có chỉ tiêu
Số công bố “Dân số” năm 2020, 561742 người: chưa có chỉ tiêu
Số công bố “Dân số” năm 2021, 568780 người: chưa có chỉ tiêu
Số công bố “Dân số (hộp thông tin Wikipedia)” năm 2022, 634800 người: chưa có chỉ tiêu
Số công bố “Dân số (bảng lịch sử)” năm 2022, 579914 người: chưa có chỉ tiêu
Số công bố “Dân số” năm 2023, 540000 người: chưa có chỉ tiêu
Số công bố “Diện tích” năm 2023, 9674.18 km2: chưa có chỉ tiêu
Số công bố “Diện tích” năm 2023, 9690 km2: chưa có chỉ tiêu
Số công bố “Thôn, làng, tổ dân phố” năm 2023, 869 đơn vị: chưa có chỉ tiêu
Số công bố “SIPAS: hạng” năm 2021, 44 hạng: chưa có chỉ tiêu
Số công bố “SIPAS: hạng” năm 2022, 42 hạng: chưa có chỉ tiêu
Số công bố “SIPAS: hạng” năm 2023, 35 hạng: chưa có chỉ tiêu
"""


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """Everything loaded once for the whole file, and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_units()
        load_special_days([2023, 2024, 2025])
        yield {name: load() for name, load in LOADERS.items()}
        transaction.set_rollback(True)


def indicator(code):
    return Indicator.objects.get(code=code)


def test_what_found_no_place_is_told(loaded):
    lines = [line for report in loaded.values() for line in report.not_placed]
    assert "\n".join(lines) + "\n" == NOT_PLACED


def test_loading_again_changes_nothing(loaded):
    again = {name: load() for name, load in LOADERS.items()}
    for name, report in again.items():
        assert (report.created, report.updated) == (0, 0), name
        assert report.not_placed == loaded[name].not_placed
    # Both counts leave out the parents of movements, which are a second pass over the same rows.
    assert sum(r.unchanged for r in again.values()) == sum(r.created for r in loaded.values())


def test_what_administrators_edited_is_theirs(loaded, db):
    """Reading the files again neither renames it nor brings back the names, breaks and duties they took away."""
    Indicator.objects.filter(code="D2.04").update(name="Tên của quản trị")
    record(indicator("D2.04"), step="change", label="Sửa chỉ tiêu", by=None, at=clock.machine_now())
    for model in (IndicatorAlias, IndicatorBreak, ReportingDuty):
        model.objects.filter(indicator__code="D2.04").delete()
    LOADERS["indicators"]()
    kept = indicator("D2.04")
    assert kept.name == "Tên của quản trị"
    assert not (kept.aliases.exists() or kept.breaks.exists() or kept.duties.exists())


# ---- directive, movements --------------------------------------------------------------------------------------------


def test_the_directive_is_there_word_for_word_without_number_and_date(loaded):
    directive = Directive.objects.get()
    assert (directive.number, directive.issued_on) == ("", None)
    assert directive.recipients[0] == "Ban Thi đua - Khen thưởng Trung ương"
    points = list(DirectivePoint.objects.values_list("code", "closing"))
    assert points == [(str(n), False) for n in range(1, 10)] + [("KL1", True), ("KL2", True)]
    last = DirectivePoint.objects.get(code="KL2").paragraphs[-1]
    assert last.startswith("Giao Sở Nội vụ (cơ quan thường trực của Hội đồng Thi đua - Khen thưởng tỉnh)")


def test_movements_have_parents_points_and_other_names(loaded):
    movement = Movement.objects.get(key="yeu-nuoc-2024")
    assert movement.parent.key == "yeu-nuoc-hang-nam"
    assert movement.launching_unit.code == "KT"
    assert set(movement.points.values_list("code", flat=True)) == {"1", "2", "4"}
    assert movement.aliases.filter(name="Phong trào thi đua năm 2024").exists()


def test_movements_begun_by_that_day_are_launched_the_others_planned(loaded):
    states = dict(Movement.objects.values_list("key", "state"))
    assert states["xoa-nha-tam"] == "launched"  # 13/4/2024
    assert states["chao-mung-dai-hoi-xiv"] == "draft"  # 05/10/2025
    assert states["doi-moi-sang-tao"] == "draft"
    running = set(Movement.objects.running(2024).values_list("key", flat=True))
    assert {"yeu-nuoc-2024", "nong-thon-moi"} <= running
    assert not running & {"phong-chong-covid-19", "yeu-nuoc-2023", "500-ngay-dem-cao-toc"}


def test_a_later_load_leaves_the_state_that_people_gave(loaded):
    Movement.objects.filter(key="xoa-nha-tam").update(state="interim")
    assert load_movements(today=date(2026, 1, 5)).updated == 0
    assert Movement.objects.get(key="xoa-nha-tam").state == "interim"


# ---- indicators ------------------------------------------------------------------------------------------------------


def test_plausible_values_are_in_the_smallest_unit(loaded):
    assert (indicator("D2.33").plausible_min, indicator("D2.33").plausible_max) == (0, 40000)  # 4.000,0 ha
    assert indicator("D2.10").plausible_min == -1000  # -10,00 %
    assert indicator("D2.16").plausible_max == 1000  # of the rate, not of its parts
    assert indicator("D2.16").box_decimals == 1


def test_point_four_ended_on_the_day_the_disease_left_group_a(loaded):
    assert indicator("D4.01").valid_to == date(2023, 10, 19)
    quarter_four = Period.objects.get(kind="quarter", year=2023, index=4)
    assert not Indicator.objects.followed_in(quarter_four).filter(code="D4.01").exists()


def test_boxes_are_owed_by_name_and_by_kind(loaded):
    owed = {
        code: set(Indicator.objects.owed_by(Unit.objects.get(code=code)).values_list("code", flat=True))
        for code in ("SNNPTNT", "C23512", "C23281")
    }
    assert {"D2.01", "D2.33", "D1.01"} <= owed["SNNPTNT"]
    assert "D2.33" not in owed["C23512"]
    assert "D2.03" in owed["C23512"]
    assert "D2.03" not in owed["C23281"]  # a ward builds no new countryside
    assert not ReportingDuty.objects.filter(indicator__code="D4.04").exists()  # the insurance office has no account


def test_columns_that_save_computes_are_the_same_in_bulk(loaded):
    for row in [*Indicator.objects.all()[:20], *Movement.objects.all()]:
        stored = row.search_name
        row.save()
        assert row.search_name == stored


def test_breaks_and_other_names_come_along(loaded):
    assert date(2018, 1, 1) in indicator("D2.18").breaks.values_list("on", flat=True)
    assert indicator("D2.09").aliases.filter(name="Thu NSNN").exists()


def test_reasons_keep_the_wording_that_an_administrator_gave(loaded):
    assert Reason.objects.count() == 69
    assert Reason.objects.for_act("bao_cao", "tra_lai").count() == 12
    Reason.objects.filter(code="TL-BC12").update(label="Khác", needs_text=False)
    assert load_reasons().updated == 1
    kept = Reason.objects.get(code="TL-BC12")
    assert (kept.label, kept.needs_text) == ("Khác", True)


# ---- periods, due dates ----------------------------------------------------------------------------------------------


def test_years_of_the_decree_and_of_the_calendar(loaded):
    days = {p.basis: (p.first_day, p.last_day) for p in Period.objects.filter(kind="year", year=2024)}
    assert days["nd09"] == (date(2023, 12, 15), date(2024, 12, 14))
    assert days["calendar"] == (date(2024, 1, 1), date(2024, 12, 31))
    assert Period.objects.filter(year=2024).count() == 4 + 2 + 1 + 1


def test_communes_are_due_two_working_days_before_their_district(loaded):
    due = {d.level: d for d in DueDate.objects.filter(period__kind="quarter", period__year=2024, period__index=4)}
    assert due["direct"].due_on == date(2024, 12, 20)
    assert due["commune"].due_on == date(2024, 12, 18)
    assert due["direct"].note == "Hạn minh họa, Sở Nội vụ đặt"


def test_a_due_date_that_an_officer_moved_stays_moved(loaded):
    DueDate.objects.filter(level="direct").update(due_on=date(2025, 1, 3), note="Theo công văn")
    report = load_due_dates(QUARTERS)
    assert (report.created, report.updated) == (0, 0)
    assert set(DueDate.objects.filter(level="direct").values_list("due_on", flat=True)) == {date(2025, 1, 3)}


def test_no_due_date_is_guessed_without_the_holidays_of_the_year(loaded):
    SpecialDay.objects.filter(day__year=2025).delete()
    DueDate.objects.all().delete()
    report = load_due_dates(QUARTERS)
    assert report.not_placed == ["Hạn báo cáo Quý I năm 2025: năm 2025 chưa có ngày nghỉ"]
    assert report.created == 4


# ---- targets, published figures --------------------------------------------------------------------------------------


def test_targets_are_in_the_smallest_unit_of_their_indicator(loaded):
    revenue = Target.objects.get(indicator__code="D2.09", year_from=2024)
    assert (revenue.comparison, revenue.value, revenue.unit.code, revenue.scope) == ("ge", 46000, "KT", "")
    poverty = Target.objects.get(indicator__code="D2.05", year_from=2024)
    assert (poverty.comparison, poverty.value, poverty.upper_value) == ("range", 300, 400)
    assert Target.objects.get(scope="huyen_ngheo").value == 600
    ranks = Target.objects.get(indicator__code="D2.21", year_from=2023)
    assert (ranks.comparison, ranks.value) == ("rise_by_ranks", 5)


def test_two_sources_that_differ_both_stand_and_neither_is_usable(loaded):
    score = PublishedFigure.objects.filter(indicator__code="D2.20", year=2020)
    assert set(score.values_list("value", "inferred")) == {(6002, False), (6202, True)}
    assert not score.usable().exists()
    assert PublishedFigure.objects.filter(indicator__code="D2.18", year=2024).usable().get().value == 40308


def test_how_sure_a_figure_is_is_kept(loaded):
    revenue = PublishedFigure.objects.get(indicator__code="D2.09", year=2024)
    assert (revenue.qualifier, revenue.value) == ("about", 44250)
    forest = PublishedFigure.objects.get(indicator__code="D2.33", year=2024)
    assert (forest.qualifier, forest.value) == ("gt", 32000)
    assert not PublishedFigure.objects.filter(source="").exists()


TARGET = {
    "indicator_code": "D2.09", "name_as_written": "Thu ngân sách", "year_from": "2024", "year_to": "2024",
    "comparison": "ge", "value": "4600", "upper_value": "", "unit_as_written": "tỷ đồng", "scope": "tinh",
    "source": "x",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"value": "4600.25"}, "năm 2024, 4600.25 tỷ đồng: Ô này nhận nhiều nhất 1 chữ số thập phân"),
        ({"value": "4600000", "unit_as_written": "triệu đồng"}, "đơn vị tính “triệu đồng” khác “tỷ đồng” của D2.09"),
        ({"indicator_code": "D2.99"}, "không có chỉ tiêu D2.99"),
        (
            {"indicator_code": "", "year_from": "2021", "upper_value": "5000"},
            "năm 2021–2024, 4600–5000 tỷ đồng: chưa có",
        ),
    ],
)
def test_a_figure_that_does_not_fit_is_told_never_rounded(loaded, change, told):
    placed, lost = _place("Mục tiêu", [TARGET | change], {"D2.09": indicator("D2.09")}, _target)
    assert placed == []
    assert told in lost[0]


def test_an_upper_value_is_never_rounded_either(loaded):
    row = TARGET | {"upper_value": "0.01", "year": "2024", "as_of": "", "qualifier": "range"}
    placed, lost = _place("Số công bố", [row], {"D2.09": indicator("D2.09")}, _published)
    assert (placed, len(lost)) == ([], 1)


def test_a_plain_decimal_is_scaled_exactly():
    assert scaled("118000000000000.25", 2) == 11800000000000025
    assert scaled("-10", 2) == -1000
    assert scaled("", 2) is None
    with pytest.raises(NumberRefused):
        scaled("1.005", 2)


def test_reports_add_up():
    both = LoadReport(1, 2, 3, ["a"]) + LoadReport(10, 20, 30, ["b"])
    assert both == LoadReport(11, 22, 33, ["a", "b"])
