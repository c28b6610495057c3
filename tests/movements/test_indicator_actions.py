"""Writing the dictionary: what changes at once, what from a day on, and what would corrupt stored figures."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from movements import actions
from movements.actions import COLUMNS, BoxRefused
from movements.compile import filing_sections, owed_indicators
from movements.models import IndicatorBreak, PublishedFigure, ReportingDuty, Target
from tests.factories import FigureFactory, FilingFactory, IndicatorFactory, PeriodFactory
from thidua.errors import Conflict, Refused
from thidua.models import Event

pytestmark = pytest.mark.django_db
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)
NEW_YEAR = dt.date(2025, 1, 1)


@pytest.fixture
def houses(world):
    return world.indicators["houses"]


def columns_of(indicator, **changes):
    return {name: getattr(indicator, name) for name in COLUMNS} | changes


def save(world, indicator, *, effective=None, version=None, by=None, **changes):
    indicator.refresh_from_db()
    return actions.save_indicator(
        indicator=indicator, columns=columns_of(indicator, **changes), effective=effective, note="",
        version=version or indicator.version, by=by or world.quantri, at=AT,
    )  # fmt: skip


def given(world, indicator, index=4, year=2024, unit="C23512", **content):
    period = PeriodFactory(year=year, index=index)
    filing = FilingFactory(unit=world.units[unit], period=period, receiver=world.units["SNV"], sent=True)
    FigureFactory(filing=filing, indicator=indicator, **({"value": 12} | content))
    return filing


def box(filing, code):
    return next(box for section in filing_sections(filing) for box in section.boxes if box.code == code)


# --- Who and when --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["canbo", "chuyenvien", "lanhdao"])
def test_only_administrators_write(world, houses, who):
    with pytest.raises(PermissionDenied):
        save(world, houses, by=world.people[who], name="Khác")
    with pytest.raises(PermissionDenied):
        actions.add_alias(indicator=houses, name="a", source="b", by=world.people[who], at=AT)


def test_an_older_page_is_told(world, houses):
    save(world, houses, name="Tên một")
    with pytest.raises(Conflict, match="Người khác vừa sửa"):
        save(world, houses, version=1, name="Tên hai")
    houses.refresh_from_db()
    assert houses.name == "Tên một"


def test_the_record_has_before_and_after_in_words(world, houses):
    save(world, houses, plausible_max=500, better="down")
    event = Event.objects.of(houses).get()
    assert event.by == world.quantri
    assert event.data["before"] == {"better": "cao hơn là tốt", "plausible_max": "400"}
    assert event.data["after"] == {"better": "thấp hơn là tốt", "plausible_max": "500"}


# --- Another meaning -----------------------------------------------------------------------------------------


def test_without_figures_it_is_simply_mended(world, houses):
    save(world, houses, decimals=2, unit_of_measure="căn")
    houses.refresh_from_db()
    assert (houses.decimals, houses.past, houses.meaning_from) == (2, [], None)


def test_a_day_without_another_meaning_is_asked_about(world, houses):
    with pytest.raises(BoxRefused, match="có hiệu lực ngay"):
        save(world, houses, effective=NEW_YEAR, name="Tên khác")


def test_with_figures_it_needs_a_day(world, houses):
    given(world, houses)
    with pytest.raises(BoxRefused, match="ghi ngày áp dụng") as refused:
        save(world, houses, decimals=2)
    assert refused.value.field == "effective"


def test_stored_integers_keep_their_meaning(world, houses):
    """12 houses stay 12; a year later 12 stored with one decimal are 1,2."""
    old = given(world, houses)
    save(world, houses, effective=NEW_YEAR, decimals=1, plausible_max=4000)
    new = given(world, houses, index=1, year=2025)
    assert (box(old, "D2.06").shown, box(new, "D2.06").shown) == ("12", "1,2")
    assert box(old, "D2.06").indicator.plausible_max == 400


def test_old_and_new_are_not_joined_and_it_is_said(world, houses):
    given(world, houses)
    save(world, houses, effective=NEW_YEAR, unit_of_measure="căn")
    new = box(given(world, houses, index=1, year=2025), "D2.06")
    assert new.last is None
    assert new.broken == "không so sánh: từ 01/01/2025 đổi đơn vị tính"


def test_a_day_with_figures_after_it_is_refused(world, houses):
    given(world, houses, index=3)
    given(world, houses)
    with pytest.raises(BoxRefused, match=r"Đã có 1 số liệu .* quý IV năm 2024: chọn ngày sau 14/12/2024"):
        save(world, houses, effective=dt.date(2024, 12, 1), unit_of_measure="căn")
    houses.refresh_from_db()
    assert houses.past == []


def test_an_empty_box_does_not_stand_in_the_way(world, houses):
    given(world, houses, value=None)
    save(world, houses, effective=dt.date(2024, 12, 1), unit_of_measure="căn")
    houses.refresh_from_db()
    assert houses.meaning_from == dt.date(2024, 12, 1)


def test_typed_becomes_a_rate_and_old_boxes_stay_single(world, houses):
    old = given(world, houses)
    parts = {"numerator_label": "đã xóa", "denominator_label": "phải xóa", "multiplier": 100}
    save(world, houses, effective=NEW_YEAR, entry="rate", over_units="ratio_of_sums", over_time="last", **parts)
    new = given(world, houses, index=1, year=2025, value=1, denominator=4)
    assert (box(old, "D2.06").shown, box(new, "D2.06").shown) == ("12", "25")


def test_a_box_that_becomes_computed_is_still_a_box_in_old_periods(world, houses):
    old = given(world, houses)
    save(world, houses, effective=NEW_YEAR, entry="formula", formula_kind="rise_over_last_year", formula_of="D1.01")
    later = PeriodFactory(year=2025, index=1)
    assert houses in owed_indicators(old.unit, old.period)
    assert houses not in owed_indicators(old.unit, later)


def test_another_frequency_holds_from_its_day(world, houses):
    given(world, houses)
    save(world, houses, effective=NEW_YEAR, frequency="year")
    first, last = PeriodFactory(year=2025, index=1), PeriodFactory(year=2025, index=4)
    unit = world.units["C23512"]
    assert houses not in owed_indicators(unit, first)
    assert houses in owed_indicators(unit, last)
    assert houses in owed_indicators(unit, world.periods[3])


def test_a_second_change_comes_after_the_first(world, houses):
    given(world, houses)
    save(world, houses, effective=NEW_YEAR, unit_of_measure="căn")
    with pytest.raises(BoxRefused, match="áp dụng từ 01/01/2025"):
        save(world, houses, effective=dt.date(2024, 12, 20), unit_of_measure="hộ")
    save(world, houses, effective=NEW_YEAR, unit_of_measure="hộ")  # mended before it came
    save(world, houses, effective=dt.date(2026, 1, 1), unit_of_measure="nhà ở")
    houses.refresh_from_db()
    days = [dt.date(2024, 12, 14), NEW_YEAR, dt.date(2025, 12, 31), dt.date(2026, 1, 1)]
    assert [houses.as_of(day).unit_of_measure for day in days] == ["nhà", "hộ", "hộ", "nhà ở"]
    assert houses.as_of(NEW_YEAR).as_of(days[0]).unit_of_measure == "nhà"


def test_a_past_definition_is_never_saved(world, houses):
    given(world, houses)
    save(world, houses, effective=NEW_YEAR, unit_of_measure="căn")
    houses.refresh_from_db()
    with pytest.raises(TypeError):
        houses.as_of(dt.date(2024, 1, 1)).save()


def test_the_break_of_another_meaning_stays(world, houses):
    given(world, houses)
    save(world, houses, effective=NEW_YEAR, unit_of_measure="căn")
    row = IndicatorBreak.objects.get(indicator=houses)
    with pytest.raises(Refused, match="định nghĩa khác"):
        actions.remove_break(indicator=houses, pk=row.pk, by=world.quantri, at=AT)


# --- Targets and published figures ---------------------------------------------------------------------------


def aim(world, houses, value, year=2025, **more):
    return Target.objects.create(
        indicator=houses, unit=world.units["KT"], year_from=year, year_to=year, comparison="ge", value=value,
        name_as_written="x", source="y", **more,
    )  # fmt: skip


def test_targets_of_the_new_years_follow_the_decimals(world, houses):
    """Last year's target stays as it is read: with last year's definition."""
    given(world, houses)
    before, after = aim(world, houses, 30, 2024), aim(world, houses, 40)
    published = PublishedFigure.objects.create(indicator=houses, unit=world.units["KT"], year=2025, value=7, source="z")
    save(world, houses, effective=NEW_YEAR, decimals=2)
    for row, value in ((before, 30), (after, 4000), (published, 700)):
        row.refresh_from_db()
        assert row.value == value


def test_decimals_that_would_be_cut_off_are_refused(world, houses):
    save(world, houses, decimals=1)
    aim(world, houses, 405)
    with pytest.raises(BoxRefused, match="sẽ bị cắt mất"):
        save(world, houses, effective=NEW_YEAR, decimals=0)


def test_a_target_in_another_unit_of_measure_is_never_converted(world, houses):
    aim(world, houses, 40)
    with pytest.raises(BoxRefused, match="không tự quy đổi được") as refused:
        save(world, houses, effective=NEW_YEAR, unit_of_measure="nghìn nhà")
    assert refused.value.field == "unit_of_measure"


# --- Formulas ------------------------------------------------------------------------------------------------


def ratio(code, of, over, **more):
    return IndicatorFactory(
        code=code, entry="formula", formula_kind="ratio", formula_of=of, formula_over=over, line="portal",
        over_units="recompute", over_time="recompute", **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"formula_of": "D2.06", "formula_over": "D2.06"}, "luôn bằng 1"),
        ({"formula_of": "D9.99"}, "Không có chỉ tiêu D9.99"),
        ({"formula_of": ""}, "Chọn chỉ tiêu nguồn"),
        ({"formula_of": "D4.02"}, "không còn số để tính"),
        ({"formula_of": "D5.01"}, "không tính tiếp được"),
        ({"formula_of": "D3.09"}, "kỳ phải thưa bằng hoặc hơn"),
        ({"formula_of": "D2.81"}, "D2.80 → D2.81 → D2.80"),
        ({"formula_kind": "rise_over_last_year", "formula_of": "D2.33", "decimals": 0}, "Ít nhất 1 chữ số thập phân"),
    ],
)
def test_a_formula_that_cannot_be_computed_is_refused(world, changes, words):
    IndicatorFactory(code="D5.01", entry="published", line="published")
    IndicatorFactory(code="D3.09", frequency="year")
    one = ratio("D2.80", "D2.06", "D1.01")
    ratio("D2.81", "D2.80", "D1.01")
    with pytest.raises(BoxRefused, match=words):
        save(world, one, **changes)


def test_a_source_may_not_be_taken_from_under_a_formula(world, houses):
    ratio("D2.80", "D2.06", "D1.01")
    with pytest.raises(BoxRefused, match=r"D2\.80 được tính từ chỉ tiêu này"):
        save(world, houses, entry="published")
    with pytest.raises(BoxRefused, match=r"D2\.80 được tính từ chỉ tiêu này"):
        end(world, houses, dt.date(2024, 12, 31))


# --- Ending --------------------------------------------------------------------------------------------------


def end(world, indicator, day):
    indicator.refresh_from_db()
    return actions.end_indicator(
        indicator=indicator, last_day=day, note="", version=indicator.version, by=world.quantri, at=AT
    )  # fmt: skip


def test_ended_boxes_are_shown_as_ended_and_owed_no_more(world, houses):
    end(world, houses, dt.date(2024, 12, 31))
    period = PeriodFactory(year=2025, index=1)
    filing = FilingFactory(unit=world.units["C23512"], period=period, receiver=world.units["615"])
    sections = filing_sections(filing)
    assert "D2.06" not in [box.code for section in sections for box in section.boxes]
    rows = {row.code: row.why for section in sections for row in section.computed}
    assert rows["D2.06"] == "đã kết thúc theo dõi từ 01/01/2025"
    assert "D4.02" not in rows  # ended long ago: nobody looks for it any more


@pytest.mark.parametrize(
    ("key", "day", "words"),
    [
        ("houses", dt.date(2024, 12, 1), "Đã có 1 số liệu"),
        ("vaccine", dt.date(2024, 12, 31), "đã kết thúc theo dõi từ 20/10/2023"),
        ("vaccine", None, "lập chỉ tiêu mới"),
    ],
)
def test_an_end_that_cannot_be_is_refused(world, houses, key, day, words):
    given(world, houses)
    with pytest.raises(BoxRefused, match=words):
        end(world, world.indicators[key], day)


def test_an_end_to_come_is_taken_back(world, houses):
    end(world, houses, dt.date(2025, 6, 30))
    end(world, houses, None)
    houses.refresh_from_db()
    assert houses.valid_to is None
    assert [event.label for event in Event.objects.of(houses)][-1] == "Tiếp tục theo dõi"


# --- Duties --------------------------------------------------------------------------------------------------


def duty(world, indicator, **fields):
    empty = {"unit": None, "unit_kind": "", "valid_from": None, "note": ""}
    return actions.add_duty(indicator=indicator, by=world.quantri, at=AT, **(empty | fields))


def test_a_duty_from_a_day_leaves_old_periods_alone(world, houses):
    given(world, houses)
    with pytest.raises(BoxRefused, match="ghi ngày bắt đầu giao"):
        duty(world, houses, unit=world.units["SYT"])
    duty(world, houses, unit=world.units["SYT"], valid_from=NEW_YEAR)
    assert houses not in owed_indicators(world.units["SYT"], world.periods[4])
    assert houses in owed_indicators(world.units["SYT"], PeriodFactory(year=2025, index=1))


@pytest.mark.parametrize("fields", [{}, {"unit_kind": "xa", "unit": True}])
def test_a_unit_or_a_kind(world, houses, fields):
    whose = fields | ({"unit": world.units["SYT"]} if "unit" in fields else {})
    with pytest.raises(BoxRefused, match="một đơn vị hoặc một loại"):
        duty(world, houses, **whose)


def test_the_same_duty_twice_is_refused(world, houses):
    with pytest.raises(BoxRefused, match="đang được giao"):
        duty(world, houses, unit_kind="xa")


def test_a_duty_with_later_figures_does_not_end_before_them(world, houses):
    given(world, houses)
    row = ReportingDuty.objects.get(indicator=houses, unit_kind="xa")
    with pytest.raises(BoxRefused, match="đã có 1 số liệu"):
        actions.end_duty(indicator=houses, pk=row.pk, last_day=dt.date(2024, 9, 14), by=world.quantri, at=AT)
    actions.end_duty(indicator=houses, pk=row.pk, last_day=dt.date(2024, 12, 31), by=world.quantri, at=AT)
    duty(world, houses, unit_kind="xa", valid_from=dt.date(2026, 1, 1))  # taken up again later
    assert houses in owed_indicators(world.units["C23512"], world.periods[4])
    assert houses not in owed_indicators(world.units["C23512"], PeriodFactory(year=2025, index=1))
