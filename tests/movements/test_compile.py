"""What stands beside a box: last period, target, the year so far, the sum of the units below."""

import datetime as dt

import pytest

from movements.compile import amount_of, box_sources, filing_sections, owed_indicators, target_words
from movements.enums import FilingState
from movements.models import Figure, Filing, ReportingDuty, Target
from tests.factories import (
    FigureFactory,
    FilingFactory,
    IndicatorFactory,
    MovementFactory,
    PeriodFactory,
    UnitFactory,
    place,
)

pytestmark = pytest.mark.django_db
CHILDREN = ("C23512", "C23500")


def file(world, code, index=4, state="submitted", year=2024, **boxes):
    """A filing of a unit with these boxes: an int, a (numerator, denominator), or None for "không phát sinh"."""
    period = world.periods[index] if year == 2024 else PeriodFactory(year=year, index=index)
    traits = {} if state == "draft" else {"confirmed": True} if state == "accepted" else {"sent": True}
    filing = FilingFactory(unit=world.units[code], period=period, receiver=world.units["SNV"], **traits)
    paper = {"entered_by": world.chuyenvien, "entered_in": world.units["SNV"], "arrived_on": period.last_day}
    Filing.objects.filter(pk=filing.pk).update(
        state=state, withdrawn=state == "recalled", **(paper if state == "to_confirm" else {})
    )  # fmt: skip
    for key, value in boxes.items():
        parts = value if isinstance(value, tuple) else (value, None)
        FigureFactory(
            filing=filing, indicator=world.indicators[key], value=parts[0], denominator=parts[1], nothing=value is None
        )
    return Filing.objects.with_names().get(pk=filing.pk)


def boxes_of(filing, **options):
    return {box.code: box for section in filing_sections(filing, **options) for box in section.boxes}


def box(filing, code="D2.06"):
    return boxes_of(filing)[code]


class TestAmount:
    def test_what_a_box_says(self, world):
        filing = file(world, "C23512", houses=7, poverty=(3, 40), meetings=None)
        said = {f.indicator.code: amount_of(f) for f in filing.figures.select_related("indicator")}
        assert (said["D2.06"].value, said["D2.06"].denominator) == (7, None)
        assert (said["D2.04"].value, said["D2.04"].denominator) == (3, 40)
        assert said["D1.01"].value == 0
        assert amount_of(None) is None

    def test_half_a_rate_says_nothing(self, world):
        filing = file(world, "C23512", poverty=(3, None))
        assert amount_of(filing.figures.get()) is None
        assert not box(filing, "D2.04").is_filled

    def test_an_empty_box_is_not_a_zero(self, world):
        filing = file(world, "C23512", houses=0)
        Figure.objects.update(value=None)
        assert (box(filing).is_filled, box(filing).shown) == (False, "–")
        Figure.objects.update(value=0)
        assert (box(filing).is_filled, box(filing).shown) == (True, "0")
        Figure.objects.update(value=None, nothing=True)
        assert (box(filing).is_filled, box(filing).shown) == (True, "không phát sinh")


class TestChildren:
    def district(self, world, **boxes):
        return file(world, "615", state="draft", **boxes)

    def test_a_plain_box_is_added(self, world):
        for code, value in zip(CHILDREN, (7, 5), strict=True):
            file(world, code, houses=value)
        children = box(self.district(world)).children
        assert (children.total, children.filed, children.expected) == (12, 2, 2)

    def test_a_rate_is_the_ratio_of_the_sums(self, world):
        for code, parts in zip(CHILDREN, ((1, 2), (10, 100)), strict=True):
            file(world, code, poverty=parts)
        shown = box(self.district(world), "D2.04")
        assert (shown.children.total, shown.children_shown) == (1078, "10,78")  # 11/102, and not 30 %

    def test_nothing_happened_counts_as_zero(self, world):
        file(world, CHILDREN[0], houses=None, poverty=None)
        file(world, CHILDREN[1], houses=5, poverty=(10, 100))
        boxes = boxes_of(self.district(world))
        assert (boxes["D2.06"].children.total, boxes["D2.06"].children.filed) == (5, 2)
        assert (boxes["D2.04"].children.total, boxes["D2.04"].children.filed) == (1000, 2)

    def test_where_nothing_happened_anywhere(self, world):
        for code in CHILDREN:
            file(world, code, houses=None, poverty=None)
        boxes = boxes_of(self.district(world))
        assert (boxes["D2.06"].children.total, boxes["D2.06"].children_shown) == (0, "0")
        assert (boxes["D2.04"].children.total, boxes["D2.04"].children_shown) == (None, "–")

    @pytest.mark.parametrize("state", FilingState.values)
    def test_only_what_was_sent_and_stands_still(self, world, state):
        file(world, CHILDREN[0], houses=7)
        file(world, CHILDREN[1], state=state, houses=5)
        counted = state in ("submitted", "checking", "accepted")
        children = box(self.district(world)).children
        assert (children.total, children.filed, children.expected) == ((12, 2, 2) if counted else (7, 1, 2))

    def test_of_this_period_and_of_these_children(self, world):
        file(world, CHILDREN[0], index=3, houses=7)
        file(world, "C23395", houses=5)  # of the other district
        children = box(self.district(world)).children
        assert (children.total, children.filed, children.expected) == (None, 0, 2)

    def test_an_empty_box_of_a_child_is_not_counted(self, world):
        child = file(world, CHILDREN[0], houses=7)
        Figure.objects.filter(filing=child).update(value=None)
        assert (box(self.district(world)).children.filed, box(self.district_again()).children.total) == (0, None)

    def district_again(self):
        return Filing.objects.with_names().get(unit__code="615")

    def test_children_of_the_periods_last_day(self, world):
        left, came = world.units[CHILDREN[0]], UnitFactory(kind="xa", code="NEW")
        left.placements.update(valid_to=dt.date(2024, 12, 13))  # the quarter ended on the fourteenth
        place(came, world.units["615"], start=dt.date(2024, 12, 14))
        world.units["NEW"] = came
        file(world, CHILDREN[0], houses=7)
        file(world, "NEW", houses=30)
        children = box(self.district(world)).children
        assert (children.total, children.filed, children.expected) == (30, 1, 2)

    def test_only_children_that_owe_it_are_expected(self, world):
        place(UnitFactory(kind="phuong"), world.units["615"])
        houses = world.indicators["houses"]
        assert box(self.district(world)).children.expected == 2  # nobody asks a phường
        ReportingDuty.objects.filter(indicator=houses, unit_kind="thi_tran").delete()
        assert box(self.district_again()).children.expected == 1

    def test_owing_by_name_and_by_kind_is_owing_once(self, world):
        ReportingDuty.objects.create(indicator=world.indicators["houses"], unit=world.units[CHILDREN[0]])
        assert box(self.district(world)).children.expected == 2

    def test_a_unit_without_children_has_none(self, world):
        assert box(file(world, "C23512")).children is None

    def test_a_difference_is_told_on_the_territory_line_only(self, world):
        for code in CHILDREN:
            file(world, code, houses=6, meetings=6, poverty=(1, 2))
        boxes = boxes_of(self.district(world, houses=13, meetings=13, poverty=(1, 2)))
        assert {code: b.differs_from_children for code, b in boxes.items()} == {
            "D2.06": True, "D1.01": False, "D2.04": False,
        }  # fmt: skip

    def test_a_box_not_yet_filled_differs_from_nothing(self, world):
        file(world, CHILDREN[0], houses=6)
        assert not box(self.district(world)).differs_from_children

    def test_the_list_behind_the_sum(self, world):
        for code, state in zip(CHILDREN, ("submitted", "returned"), strict=True):
            file(world, code, state=state, houses=6)
        found = box_sources(self.district(world), world.indicators["houses"])
        assert [figure.filing.unit.code for figure in found] == ["C23512"]


class TestOverTheYear:
    def test_a_sum_grows_and_a_level_is_the_last(self, world):
        file(world, "615", index=1, houses=10, poverty=(9, 100))
        file(world, "615", index=3, houses=20, poverty=(8, 100))
        boxes = boxes_of(file(world, "615", state="draft", houses=5, poverty=(7, 100)))
        assert (boxes["D2.06"].last_shown, boxes["D2.06"].cumulative_shown) == ("20", "35")
        assert (boxes["D2.04"].last_shown, boxes["D2.04"].cumulative_shown) == ("8,00", "7,00")

    @pytest.fixture(autouse=True)
    def first_quarter(self, world):
        world.periods[1] = PeriodFactory(index=1)

    def test_before_this_box_is_filled_the_year_is_what_went_before(self, world):
        file(world, "615", index=3, houses=20, poverty=(8, 100))
        boxes = boxes_of(file(world, "615", state="draft"))
        assert (boxes["D2.06"].cumulative_shown, boxes["D2.04"].cumulative_shown) == ("20", "8,00")

    def test_last_year_is_the_last_period_and_not_this_years_sum(self, world):
        file(world, "615", year=2023, houses=99)
        found = box(file(world, "615", index=1, state="draft", houses=1))
        assert (found.last_shown, found.cumulative_shown) == ("99", "1")

    def test_two_years_ago_is_history(self, world):
        file(world, "615", year=2022, houses=99)
        assert box(file(world, "615", state="draft")).last is None

    def test_what_comes_later_is_not_looked_at(self, world):
        file(world, "615", index=4, houses=99)
        assert box(file(world, "615", index=3, state="draft")).last is None

    def test_others_and_the_unsent_are_not_looked_at(self, world):
        file(world, "611", index=3, houses=99)
        file(world, "615", index=3, state="draft", houses=88)
        found = box(file(world, "615", state="draft", houses=1))
        assert (found.last, found.cumulative_shown) == (None, "1")

    def test_nothing_happened_is_a_last_value(self, world):
        file(world, "615", index=1, houses=10)
        file(world, "615", index=3, houses=None)
        found = box(file(world, "615", state="draft", houses=5))
        assert (found.last_shown, found.cumulative_shown) == ("0", "15")

    def test_what_must_be_computed_again_is_not_added(self, world):
        world.indicators["houses"].over_time = "recompute"
        world.indicators["houses"].save()
        file(world, "615", index=3, houses=20)
        assert box(file(world, "615", state="draft", houses=5)).cumulative_shown == "5"


def aim(world, key="houses", unit="615", **fields):
    columns = {"year_from": 2024, "year_to": 2024, "comparison": "ge", "value": 100} | fields
    name = f"mục tiêu {Target.objects.count()}"
    return Target.objects.create(
        indicator=world.indicators[key], unit=world.units[unit], name_as_written=name, source="kế hoạch", **columns
    )


class TestTarget:
    def test_of_this_unit_and_year(self, world):
        for fields in (
            {"year_from": 2023, "year_to": 2023},
            {"year_from": 2021, "year_to": 2025},
            {"unit": "611"},
            {"scope": "xã"},
        ):
            aim(world, **fields)
        assert box(file(world, "615", state="draft")).target is None
        own = aim(world)
        assert box(Filing.objects.with_names().get()).target == own

    def test_share_of_it_in_tenths(self, world):
        aim(world, value=80)
        file(world, "615", index=3, houses=10)
        assert box(file(world, "615", state="draft", houses=10)).percent == 250

    def test_where_less_is_better_the_share_is_the_other_way(self, world):
        aim(world, "poverty", comparison="le", value=1000)
        assert box(file(world, "615", state="draft", poverty=(8, 100)), "D2.04").percent == 1250

    @pytest.mark.parametrize("comparison", ["rise_by_ranks", "increase_by", "range"])
    def test_no_share_where_it_says_nothing(self, world, comparison):
        aim(world, comparison=comparison, upper_value=200)
        assert box(file(world, "615", state="draft", houses=10)).percent is None

    def test_the_province_aims_for_the_leading_department(self, world):
        province = aim(world, "forest", unit="KT")
        filing = file(world, "SNNPTNT", state="draft")
        assert box(filing, "D2.33").target == province

    def test_but_not_for_those_who_count_for_themselves(self, world):
        aim(world, "meetings", unit="KT")
        assert box(file(world, "SNNPTNT", state="draft"), "D1.01").target is None

    @pytest.mark.parametrize("order", [("KT", "SNNPTNT"), ("SNNPTNT", "KT")])
    def test_ones_own_target_goes_before_the_provinces(self, world, order):
        targets = {unit: aim(world, "forest", unit=unit) for unit in order}
        assert box(file(world, "SNNPTNT", state="draft"), "D2.33").target == targets["SNNPTNT"]

    @pytest.mark.parametrize(
        ("key", "fields", "words"),
        [
            ("forest", {"value": 46000}, "từ 4.600 trở lên"),
            ("forest", {"value": 46005, "comparison": "gt"}, "trên 4.600,5"),
            ("houses", {"value": 5, "comparison": "rise_by_ranks"}, "tăng 5 bậc"),
            ("forest", {"value": 10, "upper_value": 25, "comparison": "range"}, "từ 1 đến 2,5"),
            ("poverty", {"value": 350, "comparison": "le"}, "không quá 3,5"),
        ],
    )
    def test_in_words(self, world, key, fields, words):
        assert target_words(aim(world, key, **fields)) == words


class TestOwed:
    @pytest.fixture
    def asked(self, world):
        for frequency in ("quarter", "half", "year", "month"):
            indicator = IndicatorFactory(code=f"Z.{frequency}", frequency=frequency)
            ReportingDuty.objects.create(indicator=indicator, unit_kind="huyen")
        world.periods |= {1: PeriodFactory(index=1), 2: PeriodFactory(index=2)}
        return lambda index: {
            i.code for i in owed_indicators(world.units["615"], world.periods[index]) if i.code.startswith("Z")
        }

    @pytest.mark.parametrize(
        ("index", "codes"),
        [
            (1, {"Z.quarter"}),
            (2, {"Z.quarter", "Z.half"}),
            (3, {"Z.quarter"}),
            (4, {"Z.quarter", "Z.half", "Z.year"}),
        ],
    )
    def test_half_a_year_and_a_year_come_with_their_last_quarter(self, asked, index, codes):
        assert asked(index) == codes

    @pytest.mark.parametrize(
        ("days", "owed"),
        [
            ({"valid_to": "2024-12-13"}, False),  # the quarter ended on the fourteenth
            ({"valid_to": "2024-12-14"}, True),
            ({"valid_from": "2024-12-14"}, True),
            ({"valid_from": "2024-12-15"}, False),
        ],
    )
    def test_followed_on_the_last_day(self, world, days, owed):
        ReportingDuty.objects.create(indicator=IndicatorFactory(code="Z.1", **days), unit_kind="huyen")
        assert ("Z.1" in {i.code for i in owed_indicators(world.units["615"], world.periods[4])}) == owed

    @pytest.mark.parametrize("entry", ["published", "formula", "counted"])
    def test_what_others_publish_or_the_portal_counts_is_not_asked(self, world, entry):
        ReportingDuty.objects.create(indicator=IndicatorFactory(code="Z.1", entry=entry), unit_kind="huyen")
        assert "Z.1" not in boxes_of(file(world, "615", state="draft"))

    def test_by_name_and_by_kind_once(self, world):
        ReportingDuty.objects.create(indicator=world.indicators["houses"], unit=world.units["615"])
        codes = [i.code for i in owed_indicators(world.units["615"], world.periods[4])]
        assert codes == ["D2.06", "D2.04", "D1.01"]


class TestSections:
    def test_one_for_each_movement_in_the_order_of_the_dictionary(self, world):
        MovementFactory()
        sections = filing_sections(file(world, "615", state="draft"))
        assert [[b.code for b in section.boxes] for section in sections] == [["D2.06"], ["D2.04"], ["D1.01"]]
        assert len({section.anchor for section in sections}) == 3

    def test_boxes_of_no_movement_stand_together(self, world):
        for key in ("houses", "meetings"):
            world.indicators[key].movement = None
            world.indicators[key].save()
        first, _ = filing_sections(file(world, "615", state="draft", houses=1))
        assert (first.name, first.anchor) == ("Công tác thi đua, khen thưởng chung", "phong-trao-0")
        assert ([b.code for b in first.boxes], first.filled, first.state) == (["D2.06", "D1.01"], 1, "doing")

    def test_marks_of_the_receiver(self, world):
        boxes = boxes_of(file(world, "615", state="returned"), marks=["D2.04", "D9.99"])
        assert [code for code, b in boxes.items() if b.marked] == ["D2.04"]

    @pytest.mark.parametrize("count", [1, 3])
    def test_twelve_queries_whatever_the_number(self, world, count, django_assert_max_num_queries):
        filing = file(world, "615", state="draft", houses=5)
        for number in range(count):
            unit = UnitFactory(kind="xa", code=f"N{number}")
            world.units[unit.code] = unit
            place(unit, world.units["615"])
            file(world, unit.code, houses=1, poverty=(1, 2))
            aim(world, year_from=2024 - number, year_to=2024)
            ReportingDuty.objects.create(indicator=IndicatorFactory(), unit_kind="huyen")
        with django_assert_max_num_queries(12):
            filing_sections(filing)
