"""What the portal computes for one unit, and where a series stops: the filing's page reads it like this."""

import datetime as dt

import pytest

from movements.compile import filing_sections
from movements.compile.history import break_between, merged_into, not_compared, unit_series
from movements.compile.succession import succession
from movements.models import IndicatorBreak, ReportingDuty
from tests.factories import FigureFactory, FilingFactory, IndicatorFactory, PeriodFactory, UnitFactory, place
from tests.movements.test_compile import aim, box, file

pytestmark = pytest.mark.django_db


def formula(kind, of, over="", **more):
    return IndicatorFactory(
        code="D2.90", name="Tính ra", entry="formula", formula_kind=kind, formula_of=of, formula_over=over,
        line="portal", over_units="recompute", over_time="recompute", **more,
    )  # fmt: skip


def computed(filing, code="D2.90"):
    return next(row for section in filing_sections(filing) for row in section.computed if row.code == code)


def test_a_ratio_of_two_boxes(world):
    formula("ratio", "D2.06", "D1.01", decimals=1, multiplier=100)
    row = computed(file(world, "615", houses=7, meetings=3))
    assert (row.shown, row.why) == ("233,3", "")
    assert row.formula == "D2.06 : D1.01 × 100"


def test_of_the_year_it_is_the_ratio_of_the_sums(world):
    formula("ratio", "D2.06", "D1.01", decimals=2)
    file(world, "615", index=3, houses=1, meetings=2)
    row = computed(file(world, "615", houses=7, meetings=2))
    assert (row.shown, row.to_date_shown) == ("3,50", "2,00")  # (1 + 7) : (2 + 2), not the mean of 0,5 and 3,5


@pytest.mark.parametrize("boxes", [{"houses": 7}, {"meetings": 3}, {"houses": 7, "meetings": 0}])
def test_a_missing_part_is_said_and_never_zero(world, boxes):
    formula("ratio", "D2.06", "D1.01")
    row = computed(file(world, "615", **boxes))
    assert row.shown == "–" and row.why.startswith("chưa đủ số liệu: D")


def test_it_is_not_a_box(world):
    formula("ratio", "D2.06", "D1.01")
    filing = file(world, "615", houses=7, meetings=3)
    assert "D2.90" not in [box.code for section in filing_sections(filing) for box in section.boxes]


def test_only_for_those_who_fill_in_the_source(world):
    formula("ratio", "D2.06", "D1.01")
    filing = file(world, "SNNPTNT", meetings=3)
    assert "D2.90" not in [row.code for section in filing_sections(filing) for row in section.computed]


@pytest.mark.parametrize(("kind", "shown"), [("rise_over_last_year", "3"), ("difference_to_last_year", "-3")])
def test_the_difference_to_the_same_quarters_of_last_year(world, kind, shown):
    formula(kind, "D2.06")
    for index, value in ((3, 1), (4, 3)):
        file(world, "615", year=2023, index=index, houses=value)
    file(world, "615", index=3, houses=2)
    assert computed(file(world, "615", houses=5)).shown == shown


def test_the_fall_of_a_rate_since_the_end_of_last_year(world):
    formula("difference_to_last_year", "D2.04", decimals=2)
    file(world, "615", year=2023, poverty=(20, 100))
    assert computed(file(world, "615", poverty=(15, 100))).shown == "5,00"


def test_no_difference_across_a_break_and_why(world):
    formula("difference_to_last_year", "D2.04", decimals=2)
    file(world, "615", year=2023, poverty=(20, 100))
    IndicatorBreak.objects.create(
        indicator=world.indicators["poverty"], on=dt.date(2024, 1, 1), reason="Chuẩn nghèo mới"
    )
    row = computed(file(world, "615", poverty=(15, 100)))
    assert (row.value, row.why) == (None, "không so sánh: từ 01/01/2024 chuẩn nghèo mới")


def test_the_share_of_what_was_approved(world):
    formula("cumulative_share_of_approved", "D2.06", decimals=1, multiplier=100)
    file(world, "615", index=3, houses=10)
    filing = file(world, "615", houses=20)
    assert computed(filing).why == "chưa đủ số liệu: D2.06 chưa có số được phê duyệt"
    aim(world, unit="615", value=40)
    assert computed(filing).shown == "75,0"


def test_a_formula_of_a_formula(world):
    formula("ratio", "D2.06", "D1.01", decimals=2)
    IndicatorFactory(
        code="D2.91", entry="formula", formula_kind="ratio", formula_of="D2.90", formula_over="D1.01", decimals=2,
        line="portal", over_units="recompute", over_time="recompute",
    )  # fmt: skip
    assert computed(file(world, "615", houses=9, meetings=3), "D2.91").shown == "1,00"


@pytest.mark.parametrize("change", [{"frequency": "year"}, {"valid_to": dt.date(2024, 1, 1)}])
def test_not_in_a_period_in_which_it_is_not_due(world, change):
    formula("ratio", "D2.06", "D1.01", **change)
    filing = file(world, "615", index=3, houses=7, meetings=3)
    assert "D2.90" not in [row.code for section in filing_sections(filing) for row in section.computed]


# --- Breaks --------------------------------------------------------------------------------------------------


def cut(world, day="2024-10-01", reason="Đổi cách rà soát"):
    return IndicatorBreak.objects.create(
        indicator=world.indicators["houses"], on=dt.date.fromisoformat(day), reason=reason
    )


def test_nothing_stands_beside_a_box_across_a_break(world):
    file(world, "615", index=3, houses=30)
    cut(world)
    now = box(file(world, "615", houses=5))
    assert (now.last, now.cumulative.value) == (None, 5)
    assert now.broken == "không so sánh: từ 01/10/2024 đổi cách rà soát"


@pytest.mark.parametrize("day", ["2024-09-14", "2024-12-15"])
def test_a_break_on_one_side_of_both_does_not_matter(world, day):
    file(world, "615", index=3, houses=30)
    cut(world, day)
    now = box(file(world, "615", houses=5))
    assert (now.last.value, now.cumulative.value, now.broken) == (30, 35, "")


def test_names_in_capitals_stay_in_a_reason(world):
    assert not_compared(cut(world, reason="PAPI đổi cách hỏi")) == "không so sánh: từ 01/10/2024 PAPI đổi cách hỏi"


def test_the_last_of_several_breaks_is_named(world):
    first, last = cut(world, "2024-03-01", "một"), cut(world, "2024-06-01", "hai")
    assert break_between([first, last], dt.date(2024, 1, 1), dt.date(2024, 12, 31)) == last
    assert break_between([first, last], dt.date(2024, 6, 1), dt.date(2024, 12, 31)) is None


# --- A department beside the territory -----------------------------------------------------------------------


def test_the_departments_box_has_the_territorys_sum_beside_it(world):
    ReportingDuty.objects.create(indicator=world.indicators["houses"], unit=world.units["SYT"])
    file(world, "615", houses=30)
    file(world, "C23512", houses=11)  # inside the district's
    found = box(file(world, "SYT", houses=45)).cross
    assert (found.total, found.filed, found.expected) == (30, 1, 2)


def test_a_territorys_own_box_has_none(world):
    assert box(file(world, "615", houses=30)).cross is None


# --- After a merger ------------------------------------------------------------------------------------------


@pytest.fixture
def merged(world):
    """Two communes become one on 01/07/2025; each gave figures in quarter II."""
    new = UnitFactory(code="N1", name="Xã mới", kind="xa", valid_from=dt.date(2025, 7, 1))
    for code, value in (("C23512", 3), ("C23500", 4)):
        old = world.units[code]
        old.successor, old.valid_to = new, dt.date(2025, 6, 30)
        old.save()
        filing = FilingFactory(unit=old, period=PeriodFactory(year=2025, index=2), sent=True)
        FigureFactory(filing=filing, indicator=world.indicators["houses"], value=value)
    place(new, world.units["KT"], start=dt.date(2025, 7, 1))
    world.units["N1"] = new
    return world


def test_the_new_commune_carries_on_what_its_old_ones_gave(merged):
    assert merged_into(merged.units["N1"]) == {merged.units[code].pk for code in ("N1", "C23512", "C23500")}
    now = box(file(merged, "N1", index=3, year=2025, houses=5))
    assert (now.last.value, now.cumulative.value) == (7, 12)


def test_its_series_says_how_many_it_is_made_of(merged):
    file(merged, "N1", index=3, year=2025, houses=5)
    points = unit_series(merged.chuyenvien, merged.units["N1"], merged.indicators["houses"])
    assert [(point.shown, point.units) for point in points] == [("5", 1), ("7", 2)]


def test_the_table_by_todays_units_adds_up_to_the_provinces_figure(world):
    """Quarter II: the district said 10, its two communes 3 and 4; in the summer they are one commune, it is gone."""
    quarter, houses = PeriodFactory(year=2025, index=2), world.indicators["houses"]
    for code, value in (("615", 10), ("C23512", 3), ("C23500", 4), ("C23395", 9)):
        filing = FilingFactory(unit=world.units[code], period=quarter, confirmed=True)
        FigureFactory(filing=filing, indicator=houses, value=value)
    new = UnitFactory(code="N1", name="Xã mới", kind="xa", valid_from=dt.date(2025, 7, 1))
    ended = dt.date(2025, 6, 30)
    for code, successor in (("C23512", new), ("C23500", new), ("615", None), ("KT", None)):
        type(new).objects.filter(pk=world.units[code].pk).update(valid_to=ended, successor=successor)
    found = succession(world.chuyenvien, houses, today=dt.date(2025, 7, 15))
    assert {row.name: (row.shown, row.units) for row in found.rows} == {
        "Xã mới": ("7", 2), "Tỉnh Kon Tum cũ": ("3", 1),
    }  # fmt: skip
    assert found.total == "10"  # Ngọc Hồi has not said anything: its commune's 9 is not the province's yet
