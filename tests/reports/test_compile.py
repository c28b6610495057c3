"""What a compiled report says, line by line."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movements.arithmetic import Verdict
from movements.models import Indicator, IndicatorBreak, PublishedFigure, ReportingDuty, Target
from reports.compile import ReportData, canonical, compile_report
from tests.factories import IndicatorFactory, MovementFactory, PeriodFactory, UnitFactory, place
from tests.reports.office import TODAY, file, make_schedule, quarter, year_of
from thidua.errors import Refused
from units.actions import rebuild_ancestry
from units.models import Placement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_snapshot")]


def compiled(world, period=None, today=TODAY, schedule=None):
    person = type(world.chuyenvien).objects.get(pk=world.chuyenvien.pk)
    return compile_report(period=period or world.periods[4], user=person, today=today, schedule=schedule)


def line_of(data, code):
    return next(line for line in data.lines if line.code == code)


def line(world, code, **options):
    return line_of(compiled(world, **options), code)


# --- Reporting lines -----------------------------------------------------------------------------------------


def test_territory_adds_districts_only(filed):
    houses = line(filed, "D2.06")
    assert (houses.value, houses.given, houses.expected) == (42, 2, 2)
    assert len(houses.sources) == 2


def test_own_adds_everyone_communes_too(filed):
    meetings = line(filed, "D1.01")
    assert meetings.value == 2 + 1 + 3 + 4
    assert (meetings.given, meetings.expected) == (4, 10)
    assert not meetings.complete


def test_department_gives_its_own(filed):
    forest = line(filed, "D2.33")
    assert (forest.value, forest.given, forest.expected, forest.complete) == (20633, 1, 1, True)


def test_department_named_by_kind_counts_the_provinces_own_children(filed):
    world = filed
    models = IndicatorFactory(code="D3.09", line="department", over_time="last")
    world.indicators["models"] = models
    for kind in ("huyen", "xa"):
        ReportingDuty.objects.create(indicator=models, unit_kind=kind)
    file(world, "C23500", world.periods[4])
    world.indicators["models"] = models
    for code, value in (("615", 5), ("C23512", 3)):
        filing = world.units[code].filings.get(period=world.periods[4])
        filing.figures.create(indicator=models, value=value, changed_at=filing.accepted_at)
    assert line(world, "D3.09").value == 5


def test_bodies_that_speak_for_a_whole_are_not_added(filed):
    members = IndicatorFactory(code="D3.08", line="department", over_units="province_only")
    ReportingDuty.objects.create(indicator=members, unit_kind="huyen")
    for code in ("615", "611"):
        filing = filed.units[code].filings.get(period=filed.periods[4])
        filing.figures.create(indicator=members, value=7, changed_at=filing.accepted_at)
    found = line(filed, "D3.08")
    assert (found.state, found.value, len(found.sources)) == ("apart", None, 2)


def test_a_rate_is_the_ratio_of_sums(filed):
    assert line(filed, "D2.04").value == 2000  # (10 + 30) / (100 + 100), in hundredths of a percent


# --- What enters ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["submitted", "checking", "returned", "unlocked", "to_head"])
def test_only_confirmed_figures_enter(world, state):
    file(world, "615", world.periods[4], houses=30)
    file(world, "611", world.periods[4], state=state, houses=12)
    assert line(world, "D2.06").value == 30


def test_nothing_counts_as_zero_and_is_said(world):
    file(world, "615", world.periods[4], houses=30)
    file(world, "611", world.periods[4], houses="nothing")
    houses = line(world, "D2.06")
    assert (houses.state, houses.value, houses.nothing, houses.given) == ("value", 30, 1, 2)


def test_all_nothing_is_not_missing(world):
    file(world, "SNNPTNT", world.periods[4], forest="nothing", meetings=1)
    assert (line(world, "D2.33").state, line(world, "D2.33").value) == ("nothing", 0)
    assert (line(world, "D2.06").state, line(world, "D2.06").value) == ("missing", None)


def test_half_a_rate_is_missing(world):
    file(world, "615", world.periods[4], poverty=(10, None), houses=1)
    assert line(world, "D2.04").given == 0


def test_fifteen_digits_are_exact(world):
    file(world, "615", world.periods[4], houses=118_000_000_000_000)
    file(world, "611", world.periods[4], houses=987_654_321_012_345)
    assert line(world, "D2.06").value == 1_105_654_321_012_345


# --- Time ----------------------------------------------------------------------------------------------------


def test_sum_adds_quarters_and_last_takes_the_last(filed):
    file(filed, "615", filed.periods[3], houses=5, poverty=(50, 100))
    file(filed, "611", filed.periods[3], houses=5, poverty=(50, 100))
    year = compiled(filed, filed.periods["year"])
    assert line_of(year, "D2.06").value == 52
    assert line_of(year, "D2.04").value == 2000
    assert line_of(compiled(filed), "D2.06").to_date == 52


def test_a_missing_last_quarter_is_said_and_not_judged(world):
    file(world, "615", world.periods[3], poverty=(50, 100), houses=1)
    file(world, "611", world.periods[3], poverty=(50, 100), houses=1)
    file(world, "SNNPTNT", world.periods[4], forest=1)
    poverty = line(world, "D2.04", period=world.periods["year"])
    assert poverty.value == 5000 and not poverty.complete
    assert "Số của quý III năm 2024; quý IV năm 2024 chưa có số đã xác nhận." in poverty.notes


def last_year_too(world):
    before = quarter(4, 2023)
    file(world, "615", before, houses=20, poverty=(20, 100))
    file(world, "611", before, houses=2, poverty=(40, 100))


def test_same_period_last_year(filed):
    last_year_too(filed)
    assert line(filed, "D2.06").last_year == 22


@pytest.mark.parametrize("day", ["2024-09-15", "2024-12-14", "2024-01-01"])
def test_never_across_a_break(filed, day):
    last_year_too(filed)
    IndicatorBreak.objects.create(indicator=filed.indicators["houses"], on=day, reason="cách tính mới")
    houses = line(filed, "D2.06")
    assert (houses.value, houses.last_year) == (42, None)


@pytest.mark.parametrize("day", ["2023-01-01", "2024-12-15"])
def test_a_break_outside_the_two_periods_does_not_matter(filed, day):
    last_year_too(filed)
    IndicatorBreak.objects.create(indicator=filed.indicators["houses"], on=day, reason="cách tính mới")
    assert line(filed, "D2.06").last_year == 22


def test_a_break_inside_the_period_is_not_summed_over(filed):
    file(filed, "615", filed.periods[3], houses=100)
    IndicatorBreak.objects.create(indicator=filed.indicators["houses"], on="2024-10-01", reason="địa giới mới")
    houses = line(filed, "D2.06", period=filed.periods["year"])
    assert houses.value == 42 and not houses.complete
    assert any("chỉ tính từ quý IV năm 2024" in note for note in houses.notes)


def test_an_ended_indicator_says_since_when(filed):
    vaccine = line(filed, "D4.02")
    assert (vaccine.state, vaccine.value) == ("ended", None)
    assert vaccine.notes == ("Đã kết thúc theo dõi từ 20/10/2023.",)


def test_one_that_begins_later_is_left_out(filed):
    Indicator.objects.filter(code="D2.33").update(valid_from="2025-01-01")
    assert "D2.33" not in {one.code for one in compiled(filed).lines}


def test_not_due_in_this_quarter(filed):
    file(filed, "615", filed.periods[3], houses=1)
    Indicator.objects.filter(code="D2.04").update(frequency="year")
    assert line(filed, "D2.04", period=filed.periods[3]).state == "not_due"
    assert line(filed, "D2.04", period=filed.periods[4]).value == 2000


# --- Formula, published, counted -----------------------------------------------------------------------------


@pytest.fixture
def fall(filed):
    """The yearly fall of the poverty rate, computed from D2.04."""
    return IndicatorFactory(
        code="D2.05", entry="formula", formula_kind="difference_to_last_year", formula_of="D2.04", decimals=2,
        line="portal", over_units="recompute", over_time="recompute",
    )  # fmt: skip


def test_difference_to_last_year(filed, fall):
    last_year_too(filed)
    found = line(filed, "D2.05")
    assert found.value == 3000 - 2000
    assert len(found.sources) == 4


def test_the_difference_needs_both_years_whole(filed, fall):
    assert line(filed, "D2.05").state == "missing"
    file(filed, "615", quarter(4, 2023), poverty=(20, 100))
    found = line(filed, "D2.05")
    assert found.state == "missing" and "năm trước 1/2" in found.notes[0]


def test_the_difference_is_not_taken_across_a_break(filed, fall):
    last_year_too(filed)
    IndicatorBreak.objects.create(indicator=filed.indicators["poverty"], on="2024-01-01", reason="chuẩn nghèo mới")
    found = line(filed, "D2.05")
    assert found.state == "missing"
    assert found.notes[0] == "Không so sánh: từ 01/01/2024 chuẩn nghèo mới."


def test_a_ratio_of_two_is_the_ratio_of_their_sums(filed):
    """Never a mean of the districts' ratios: all houses over all meetings of the two."""
    ReportingDuty.objects.filter(indicator=filed.indicators["meetings"]).exclude(unit_kind="huyen").delete()
    IndicatorFactory(
        code="D2.70", entry="formula", formula_kind="ratio", formula_of="D2.06", formula_over="D1.01", decimals=1,
        line="portal", over_units="recompute", over_time="recompute",
    )  # fmt: skip
    houses, meetings, ratio = (line(filed, code) for code in ("D2.06", "D1.01", "D2.70"))
    assert houses.complete and meetings.complete
    assert (ratio.value, ratio.given) == (140, 4)  # 42 : 3 in tenths; 30 : 2 and 12 : 1 would make 13,5
    filed.units["611"].filings.get(period=filed.periods[4]).figures.filter(indicator__code="D1.01").delete()
    assert line(filed, "D2.70").notes[0] == "Chưa đủ số liệu: D1.01 1/2 báo cáo."


def test_a_share_of_the_approved_number(filed):
    IndicatorFactory(
        code="D2.71", entry="formula", formula_kind="cumulative_share_of_approved", formula_of="D2.06", decimals=1,
        multiplier=100, line="portal", over_units="recompute", over_time="recompute",
    )  # fmt: skip
    assert line(filed, "D2.71").notes[0] == "Chưa đủ số liệu: D2.06 năm nay 2/4 báo cáo."
    for code in ("615", "611"):
        file(filed, code, filed.periods[3], houses="nothing")
    assert "chưa có số được phê duyệt" in line(filed, "D2.71").notes[0]
    aim(filed, filed.indicators["houses"], "ge", 84)
    found = line(filed, "D2.71")
    assert (found.value, found.state) == (500, "value")


def test_a_formula_that_comes_back_to_itself_answers_in_words(filed):
    for code, of in (("D2.72", "D2.73"), ("D2.73", "D2.72")):
        IndicatorFactory(
            code=code, entry="formula", formula_kind="rise_over_last_year", formula_of=of, line="portal",
            over_units="recompute", over_time="recompute",
        )  # fmt: skip
    assert "vòng lại" in line(filed, "D2.72").notes[0]


@pytest.fixture
def growth(filed):
    return IndicatorFactory(code="D2.10", entry="published", decimals=2, line="published", over_units="province_only")


def publish(world, indicator, value, year=2024, **fields):
    columns = {"source": f"nguồn {value}"} | fields
    return PublishedFigure.objects.create(
        indicator=indicator, unit=world.units["KT"], year=year, value=value, **columns
    )


def test_published(filed, growth):
    publish(filed, growth, 702, year=2023)
    publish(filed, growth, 802)
    found = line(filed, "D2.10")
    assert (found.state, found.value, found.last_year, found.complete) == ("value", 802, 702, True)


def test_disputed_shows_both_and_computes_nothing(filed, growth):
    aim(filed, growth, "ge", 700)
    publish(filed, growth, 802, disputed=True)
    publish(filed, growth, 812, disputed=True)
    found = line(filed, "D2.10")
    assert (found.state, found.value, len(found.published)) == ("disputed", None, 2)
    assert found.aims[0].verdict == Verdict.UNKNOWN


def test_a_disputed_last_year_is_not_compared_with(filed, growth):
    publish(filed, growth, 702, year=2023, disputed=True)
    publish(filed, growth, 802)
    assert line(filed, "D2.10").last_year is None


def test_published_across_a_break_of_years(filed, growth):
    publish(filed, growth, 702, year=2023)
    publish(filed, growth, 802)
    IndicatorBreak.objects.create(indicator=growth, on="2024-01-01", reason="từ 6 lên 8 nội dung")
    assert line(filed, "D2.10").last_year is None


def test_waiting_to_be_published_is_not_zero(filed, growth):
    assert (line(filed, "D2.10").state, line(filed, "D2.10").value) == ("missing", None)


def test_the_portal_counts_movements_of_the_period(filed):
    IndicatorFactory(code="D1.04", entry="counted", line="portal")
    unit = filed.units["SYT"]
    MovementFactory(name="Trong kỳ", launching_unit=unit, launched_on="2024-10-01")
    MovementFactory(name="Theo quyết định", launching_unit=unit, decision_date="2024-12-14")
    MovementFactory(name="Kỳ trước", launching_unit=unit, launched_on="2024-09-14")
    MovementFactory(name="Của trung ương", launched_on="2024-10-01")
    found = line(filed, "D1.04")
    assert (found.value, set(found.listed)) == (2, {"Trong kỳ", "Theo quyết định"})


def test_the_portal_counts_what_came_in_time(filed):
    IndicatorFactory(code="D8.03", entry="counted", line="portal", decimals=1, multiplier=100)
    file(filed, "C23500", filed.periods[4], state="submitted", on_time=False)
    file(filed, "MTTQ", filed.periods[4], state="submitted", on_time=None)
    assert line(filed, "D8.03").value == 444  # 4 of the 9 that must; MTTQ is invited
    before_due = line(filed, "D8.03", today=dt.date(2024, 12, 18))
    assert before_due.value == 800  # 4 in time of the 5 that have been sent; nothing else is due yet


def test_what_the_portal_cannot_count_yet(filed):
    IndicatorFactory(code="D6.01", entry="counted", line="portal")
    assert (line(filed, "D6.01").state, line(filed, "D6.01").value) == ("missing", None)


# --- Targets -------------------------------------------------------------------------------------------------


def aim(world, indicator, comparison, value, upper=None, **fields):
    columns = {"year_from": 2024, "year_to": 2024, "name_as_written": "x", "source": "x"} | fields
    return Target.objects.create(
        indicator=indicator, unit=world.units["KT"], comparison=comparison, value=value, upper_value=upper, **columns
    )


@pytest.mark.parametrize(
    ("target", "verdict", "percent"),
    [
        (("ge", 20633, None), Verdict.MET, 1000),
        (("ge", 20000, None), Verdict.EXCEEDED, 1032),
        (("gt", 20633, None), Verdict.MISSED, 1000),
        (("le", 30000, None), Verdict.EXCEEDED, 688),
        (("range", 20000, 21000), Verdict.MET, None),
        (("increase_by", 10, None), Verdict.UNKNOWN, None),
    ],
)
def test_verdicts(filed, target, verdict, percent):
    aim(filed, filed.indicators["forest"], *target)
    Indicator.objects.filter(code="D2.33").update(over_time="last")
    found = line(filed, "D2.33").aims[0]
    assert (found.verdict, found.percent) == (verdict, percent)


def test_increase_by_is_judged_against_last_year(filed):
    aim(filed, filed.indicators["forest"], "increase_by", 600)
    Indicator.objects.filter(code="D2.33").update(over_time="last")
    file(filed, "SNNPTNT", quarter(4, 2023), forest=20000)
    assert line(filed, "D2.33").aims[0].verdict == Verdict.EXCEEDED


def test_no_verdict_before_the_year_is_over_or_while_boxes_are_missing(filed):
    aim(filed, filed.indicators["forest"], "ge", 1)
    aim(filed, filed.indicators["houses"], "ge", 1)
    file(filed, "SNNPTNT", filed.periods[3], forest=20000)
    assert line(filed, "D2.33", period=filed.periods[3]).aims[0].verdict == Verdict.UNKNOWN
    assert line(filed, "D2.33", period=filed.periods["year"]).aims[0].verdict == Verdict.EXCEEDED
    assert line(filed, "D2.06", period=filed.periods["year"]).aims[0].verdict == Verdict.UNKNOWN  # quarter III


def test_a_target_of_some_districts_or_of_several_years_is_not_judged(filed):
    Indicator.objects.filter(code="D2.33").update(over_time="last")
    aim(filed, filed.indicators["forest"], "ge", 1, scope="huyen_ngheo")
    aim(filed, filed.indicators["forest"], "ge", 2, year_from=2021, year_to=2025)
    assert {found.verdict for found in line(filed, "D2.33").aims} == {Verdict.UNKNOWN}


@pytest.mark.parametrize(
    ("published", "verdict"),
    [
        (("about", 950, None), Verdict.MISSED),
        (("ge", 1200, None), Verdict.EXCEEDED),
        (("ge", 1000, None), Verdict.MET),  # met at the least, perhaps exceeded
        (("gt", 900, None), Verdict.UNKNOWN),
        (("lt", 900, None), Verdict.MISSED),
        (("range", 1000, 1100), Verdict.MET),
        (("range", 900, 1100), Verdict.UNKNOWN),
    ],
)
def test_only_what_the_bounds_allow_is_said(filed, growth, published, verdict):
    qualifier, value, upper = published
    aim(filed, growth, "ge", 1000)
    publish(filed, growth, value, qualifier=qualifier, upper_value=upper)
    assert line(filed, "D2.10").aims[0].verdict == verdict


def test_ranks_fall_to_rise(filed, growth):
    aim(filed, growth, "rise_by_ranks", 5)
    publish(filed, growth, 50, year=2023)
    publish(filed, growth, 44)
    assert line(filed, "D2.10").aims[0].verdict == Verdict.EXCEEDED


# --- Cross-foot and completeness -----------------------------------------------------------------------------


def test_a_district_against_the_sum_of_its_communes(filed):
    file(filed, "C23500", filed.periods[4], houses=20)
    (found,) = line(filed, "D2.06").cross_foot
    assert (found.unit, found.own, found.below, found.given, found.expected) == ("Huyện Đắk Hà", 30, 31, 2, 2)


def test_no_difference_where_they_agree(filed):
    file(filed, "C23500", filed.periods[4], houses=19)
    assert line(filed, "D2.06").cross_foot == ()


def test_completeness_and_who_is_missing(filed):
    file(filed, "C23500", filed.periods[4], state="submitted", on_time=False)
    file(filed, "VPUBND", filed.periods[4], state="returned")
    file(filed, "SYT", filed.periods[4], state="draft")
    (found,) = compiled(filed).quarters
    must = found.must
    assert (must.expected, must.filed, must.not_filed) == (9, 6, 3)
    assert (must.accepted, must.waiting, must.back) == (4, 1, 1)
    assert (must.on_time, must.late) == (5, 1)
    assert [(group.parent, group.units) for group in found.missing] == [
        ("Trực thuộc tỉnh", ("Sở Nội vụ", "Sở Y tế")),
        ("Huyện Ngọc Hồi", ("Xã Bờ Y",)),
    ]
    assert [group.units for group in found.missing_invited] == [("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",)]


def test_two_tiers_after_the_merger(world):
    """From 01/07/2025 the communes stand under the province, and a territory's sum is theirs."""
    for unit in ("615", "611"):
        type(world.units[unit]).objects.filter(pk=world.units[unit].pk).update(valid_to="2025-06-30")
    Placement.objects.filter(unit__kind__in=["xa", "thi_tran"]).update(valid_to="2025-06-30")
    for code in ("C23512", "C23500", "C23395"):
        place(world.units[code], world.units["KT"], start="2025-07-01")
    rebuild_ancestry()
    period = quarter(3, 2025)
    file(world, "C23512", period, houses=3)
    file(world, "C23395", period, houses=4)
    houses = line(world, "D2.06", period=period, today=dt.date(2025, 9, 30))
    assert (houses.value, houses.given, houses.expected) == (7, 2, 5)  # three communes, two closing filings


def test_a_closing_filing_adds_to_a_flow_and_never_to_a_stock(world):
    """The district's days until 30/06 and its successors' after it: once each; a stock stands with the successors."""
    stock = IndicatorFactory(code="D2.01", over_time="last")
    world.indicators["stock"] = stock
    for kind in ("huyen", "xa"):
        ReportingDuty.objects.create(indicator=stock, unit_kind=kind)
    type(world.units["615"]).objects.filter(pk=world.units["615"].pk).update(valid_to="2025-06-30")
    Placement.objects.filter(unit__code="C23512").update(valid_to="2025-06-30")
    place(world.units["C23512"], world.units["KT"], start="2025-07-01")
    period = quarter(3, 2025)
    file(world, "615", period, houses=5, stock=8)
    file(world, "C23512", period, houses=3, stock=8)
    data = compiled(world, period, dt.date(2025, 9, 30))
    assert (line_of(data, "D2.06").value, line_of(data, "D2.01").value) == (8, 8)


def test_a_year_over_the_merger_counts_old_and_new_units_once(world):
    type(world.units["615"]).objects.filter(pk=world.units["615"].pk).update(valid_to="2025-06-30")
    Placement.objects.filter(unit__code="C23512").update(valid_to="2025-06-30")
    place(world.units["C23512"], world.units["KT"], start="2025-07-01")
    for index, code, value in ((1, "615", 10), (1, "C23512", 4), (2, "615", 20), (3, "615", 1), (3, "C23512", 2)):
        file(world, code, quarter(index, 2025), houses=value)
    file(world, "C23512", quarter(4, 2025), houses=7)
    year = line(world, "D2.06", period=year_of(2025), today=dt.date(2025, 12, 26))
    assert year.to_date == 10 + 20 + 1 + 2 + 7  # the commune's own 4 is inside the district's 10


def test_a_departments_figure_stands_beside_the_territorys_sum(filed):
    """Two districts, 42 together; the lead department says 45: said, and not added."""
    ReportingDuty.objects.create(indicator=filed.indicators["houses"], unit=filed.units["SYT"])
    file(filed, "SYT", filed.periods[4], houses=45)
    houses = line(filed, "D2.06")
    assert (houses.value, houses.expected) == (42, 2)
    assert "Đối chiếu quý IV năm 2024, không cộng vào: Sở Y tế báo 45 và cộng địa bàn 42." in houses.notes


def test_another_measure_from_a_day_is_read_by_period(filed):
    """Quarter IV was typed in whole houses; from 2025 one decimal is allowed and nothing is joined."""
    houses = filed.indicators["houses"]
    IndicatorBreak.objects.create(indicator=houses, on="2025-01-01", reason="đổi số chữ số thập phân")
    old = {name: getattr(houses, name) for name in ("decimals", "unit_of_measure", "entry")}
    houses.past = [{"until": "2024-12-31", **old}]
    houses.meaning_from, houses.decimals = dt.date(2025, 1, 1), 1
    houses.save()
    file(filed, "615", quarter(1, 2025), houses=305)
    assert (line(filed, "D2.06").decimals, line(filed, "D2.06").value) == (0, 42)
    new = line(filed, "D2.06", period=quarter(1, 2025), today=dt.date(2025, 3, 30))
    assert (new.decimals, new.value, new.last_year) == (1, 305, None)


def test_excerpts_are_of_the_provinces_own_children(filed):
    long = "Một câu dài. " * 60
    filing = filed.units["615"].filings.get(period=filed.periods[4])
    type(filing).objects.filter(pk=filing.pk).update(highlights=long, proposals="Đề nghị\n\nthêm vốn.")
    commune = filed.units["C23512"].filings.get(period=filed.periods[4])
    type(commune).objects.filter(pk=commune.pk).update(highlights="Của xã")
    (found,) = compiled(filed).excerpts
    assert found.unit == "Huyện Đắk Hà" and found.proposals == "Đề nghị thêm vốn."
    assert found.highlights.endswith("…") and len(found.highlights) <= 321


# --- The whole -----------------------------------------------------------------------------------------------


def test_json_round_trip_and_digest(filed):
    data = compiled(filed, schedule=make_schedule(filed))
    again = ReportData.from_json(data.to_json())
    assert again == data
    assert again.digest() == data.digest()
    assert canonical({"b": 1, "a": "ế"}) == '{"a":"ế","b":1}'


def test_letter(filed):
    letter = compiled(filed, schedule=make_schedule(filed)).letter
    assert letter.addressee == "Ủy ban nhân dân tỉnh Kon Tum"
    assert letter.recipients == ("Người lanhdao", "Ban Thi đua - Khen thưởng Trung ương")


def test_illustrative_is_carried(filed, settings):
    assert not compiled(filed).illustrative
    settings.DEMO = True
    assert compiled(filed).illustrative


def test_a_blank_report_is_refused(world):
    file(world, "615", world.periods[4], state="submitted", houses=30)
    with pytest.raises(Refused, match="chưa có số liệu nào được xác nhận"):
        compiled(world)


@pytest.mark.parametrize("kind", [{"kind": "month", "index": 12}, {"kind": "year", "index": 1, "basis": "calendar"}])
def test_a_period_that_cuts_through_quarters_is_refused(filed, kind):
    with pytest.raises(Refused, match="cắt ngang"):
        compiled(filed, PeriodFactory(**kind))


def test_a_period_without_quarters_is_refused(filed):
    with pytest.raises(Refused, match="chưa có quý nào"):
        compiled(filed, year_of(2022))


def test_queries_do_not_grow(filed):
    with CaptureQueriesContext(connection) as few:
        compiled(filed)
    for n in range(12):
        unit = UnitFactory(kind="huyen", code=f"H{n}")
        filed.units[unit.code] = unit
        place(unit, filed.units["KT"])
        file(filed, unit.code, filed.periods[4], houses=n, meetings=n)
    for n in range(5):
        MovementFactory(launching_unit=filed.units["SYT"])
        IndicatorFactory(code=f"D1.{20 + n}", line="own")
    with CaptureQueriesContext(connection) as many:
        compiled(filed)
    assert len(many) == len(few) <= 33


@pytest.mark.django_db(transaction=True)
def test_read_as_of_one_moment(filed, monkeypatch):
    """The real snapshot, on both engines: it is left again and takes no write lock."""
    monkeypatch.undo()
    data = compiled(filed)
    assert line_of(data, "D2.06").value == 42
    assert not connection.in_atomic_block
