"""Indicators, who owes them, and the targets and figures that belong to them."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from tests.data.tables import KINDS_THAT_REPORT, column, table


def test_73_indicators_on_points_1_to_8_and_the_closing_paragraph():
    points = Counter(column("indicators", "point"))
    assert sum(points.values()) == 73
    assert points == {"1": 5, "2": 31, "3": 9, "4": 5, "5": 6, "6": 7, "7": 4, "8": 4, "KL1": 2}


def test_indicator_references_resolve():
    codes = set(column("indicators", "code"))
    assert set(column("indicators", "movement_key")) - {""} <= set(column("movements", "key"))
    assert set(column("indicators", "formula_of")) - {""} <= codes
    for name in ("indicator_duties", "indicator_breaks", "indicator_aliases"):
        assert set(column(name, "code")) <= codes
    for name in ("targets", "figures"):
        assert set(column(name, "indicator_code")) - {""} <= codes


def test_the_epidemics_indicators_ended_and_the_health_ones_go_on():
    ends = {row["code"]: row["valid_to"] for row in table("indicators") if row["point"] == "4"}
    assert ends == {
        "D4.01": "2023-10-19", "D4.02": "2023-10-19", "D4.03": "2023-10-19", "D4.04": "", "D4.05": "",
    }  # fmt: skip


def test_rates_name_their_parts_and_what_the_portal_makes_has_the_portals_line():
    for row in table("indicators"):
        if row["entry"] == "rate":
            assert row["numerator_label"], row
            assert row["denominator_label"], row
        assert (row["entry"] in {"formula", "counted"}) == (row["line"] == "portal"), row
        assert bool(row["formula_kind"]) == (row["entry"] == "formula") == bool(row["formula_of"]), row


def test_percentages_made_of_parts_are_multiplied_by_100():
    for row in table("indicators"):
        if row["denominator_label"]:
            assert row["multiplier"] == {"%": "100", "giường": "10000"}.get(row["unit_of_measure"], "1"), row


def test_movement_of_an_indicator_serves_its_point():
    linked = {(row["key"], row["point"]) for row in table("movement_points")}
    for row in table("indicators"):
        assert not row["movement_key"] or (row["movement_key"], row["point"]) in linked


def test_who_owes_a_box_is_a_unit_or_a_kind_and_every_box_is_owed_or_listed():
    rows = table("indicator_duties")
    assert all(bool(row["unit_code"]) != bool(row["unit_kind"]) for row in rows)
    assert {row["unit_code"] for row in rows} - {""} <= set(column("units", "code"))
    asked = {row["code"] for row in table("indicators") if row["entry"] not in {"formula", "counted"}}
    owed = {row["code"] for row in rows}
    listed = {row["refers_to"] for row in table("not_placed") if row["what"] == "reporter"}
    assert owed <= asked
    assert asked - owed == {"D2.10", "D2.11", "D3.01", "D4.04"}
    assert asked - owed <= listed


def test_territory_boxes_are_owed_by_communes_and_districts():
    owed = {}
    for row in table("indicator_duties"):
        owed.setdefault(row["code"], set()).add(row["unit_kind"] or row["unit_code"])
    for row in table("indicators"):
        if row["line"] == "territory":
            assert owed[row["code"]] >= {"xa", "huyen", "thanh_pho"}
    assert owed["D2.01"] == {"SNNPTNT"}
    assert owed["D2.18"] == {"SNV"}
    assert owed["D1.01"] == KINDS_THAT_REPORT


def test_known_breaks_of_series():
    breaks = {(row["code"], row["on"]) for row in table("indicator_breaks")}
    assert {("D2.18", "2018-01-01"), ("D2.04", "2022-01-01"), ("D2.01", "2025-07-01")} <= breaks


def test_targets_and_figures_fit_the_decimals_of_their_indicator():
    decimals = {row["code"]: int(row["decimals"]) for row in table("indicators")}
    for row in table("targets") + table("figures"):
        if row["indicator_code"]:
            places = -Decimal(row["value"]).as_tuple().exponent
            assert places <= decimals[row["indicator_code"]], row


def test_targets_of_the_years():
    years = Counter(row["year_from"] for row in table("targets") if row["year_from"] == row["year_to"])
    assert years == {"2018": 4, "2023": 21, "2024": 13, "2025": 5}
    wanted = {(row["year_to"], row["indicator_code"], row["comparison"], row["value"]) for row in table("targets")}
    assert ("2024", "D2.09", "ge", "4600") in wanted
    assert {("2023", code, "rise_by_ranks", "5") for code in ("D2.19", "D2.21", "D2.23")} <= wanted
    assert ("2023", "D2.01", "increase_by", "5") in wanted


def test_ranges_have_two_ends_and_only_ranges():
    for row in table("targets"):
        assert bool(row["upper_value"]) == (row["comparison"] == "range"), row
    for row in table("figures"):
        assert bool(row["upper_value"]) == (row["qualifier"] == "range"), row


def test_targets_without_an_indicator():
    assert [row["name_as_written"] for row in table("targets") if not row["indicator_code"]] == [
        "Tốc độ tăng trưởng GRDP bình quân",
        "Tỷ trọng nông - lâm - thủy sản",
        "Tỷ trọng công nghiệp - xây dựng",
        "Tỷ trọng thương mại - dịch vụ",
        "Tổng vốn đầu tư phát triển toàn xã hội",
        "Tỷ lệ số xã đạt chuẩn NTM",
        "Thu nhập bình quân đầu người",
    ]


def figures_of(code, year):
    return [row for row in table("figures") if (row["indicator_code"], row["year"]) == (code, year)]


@pytest.mark.parametrize(
    ("code", "year", "values"),
    [("D2.20", "2020", {"60.02", "62.02"}), ("D2.04", "2019", {"13.6", "13.74"}), ("D2.09", "2018", {"2530", "2800"})],
)
def test_where_sources_differ_both_stand_disputed(code, year, values):
    rows = figures_of(code, year)
    assert {row["value"] for row in rows} == values
    assert {row["disputed"] for row in rows} == {"1"}
    assert len({row["source"] for row in rows}) == len(rows)


def test_two_undisputed_figures_never_tell_the_same_thing():
    told = Counter(
        (row["indicator_code"], row["year"])
        for row in table("figures")
        if row["indicator_code"] and row["disputed"] == "0"
    )
    assert [key for key, times in told.items() if times > 1] == []


def test_the_budget_of_2024_missed_its_target():
    (row,) = figures_of("D2.09", "2024")
    assert (row["value"], row["qualifier"]) == ("4425", "about")


def test_index_series_are_whole_and_say_how_many_contents_papi_had():
    papi = {row["year"]: row["series_note"] for row in table("figures") if row["indicator_code"] == "D2.18"}
    assert list(papi) == [str(year) for year in range(2011, 2025)]
    assert (papi["2017"], papi["2018"]) == ("6 nội dung", "8 nội dung")
    ranks = {row["year"]: row["value"] for row in table("figures") if row["indicator_code"] == "D2.21"}
    assert (len(ranks), ranks["2022"]) == (17, "37")
    assert figures_of("D2.22", "2022")[0]["inferred"] == "1"


def test_figures_carry_a_year_and_an_iso_day_or_month():
    for row in table("figures"):
        assert 2005 < int(row["year"]) < 2025
        if row["as_of"]:
            date.fromisoformat(row["as_of"] if len(row["as_of"]) == 10 else row["as_of"] + "-01")
            assert row["as_of"].startswith(row["year"])


def test_names_as_written_lead_to_their_indicator():
    names = {row["name"]: row["code"] for row in table("indicators")}
    names |= {row["alias"]: row["code"] for row in table("indicator_aliases")}
    one_of_many = {"PCI, PAPI, PAR INDEX tăng so với 2022", "Riêng huyện nghèo giảm"}
    for row in table("targets") + table("figures"):
        if row["indicator_code"] and row["name_as_written"] not in one_of_many:
            assert names[row["name_as_written"]] == row["indicator_code"], row


def test_what_the_checks_know_is_of_boxes_that_people_fill_in():
    boxes = {row["code"] for row in table("indicators") if row["entry"] in ("typed", "rate")}
    sums = {row["code"] for row in table("indicators") if row["over_time"] == "sum"}
    for row in table("indicator_checks"):
        assert row["code"] in boxes
        assert not row["jump_times"] or (row["code"] in sums and int(row["jump_times"]) > 1)
        assert not row["counter"] or row["code"] not in sums, "a running total is not added up"
