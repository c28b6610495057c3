"""Units in time, their other names, and the clusters they compete in."""

from collections import Counter

import pytest

from tests.data.tables import COMMUNES, by, column, table


def test_196_units_of_which_102_old_and_37_new_communes():
    units, rows = by("units", "code"), table("units")
    old = [row for row in rows if row["parent"] in units and units[row["parent"]]["kind"] in {"huyen", "thanh_pho"}]
    new = [row for row in rows if row["valid_from"] == "2025-07-01" and row["kind"] in COMMUNES]
    assert (len(rows), len(old), len(new)) == (196, 102, 37)
    assert Counter(row["kind"] for row in old) == {"xa": 85, "phuong": 10, "thi_tran": 7}
    assert sum(row["kind"] in {"huyen", "thanh_pho"} for row in rows) == 10


def test_communes_of_each_district():
    expected = {"608": 21, "610": 12, "611": 8, "612": 9, "613": 9, "614": 7, "615": 11, "616": 11, "617": 11, "618": 3}
    parents = Counter(column("units", "parent"))
    assert {code: parents[code] for code in expected} == expected


def test_parents_successors_moves_and_aliases_resolve():
    units = by("units", "code")
    assert set(column("units", "parent")) - {""} <= set(units)
    assert set(column("units", "successor")) - {""} <= set(units)
    assert set(column("unit_moves", "code") + column("unit_moves", "new_parent")) <= set(units)
    assert set(column("unit_aliases", "code")) <= set(units)


def test_every_old_commune_ends_with_a_successor_or_moves():
    moved = set(column("unit_moves", "code"))
    for row in table("units"):
        if row["kind"] in COMMUNES and not row["valid_from"]:
            ended = row["valid_to"] == "2025-06-30" and row["successor"].startswith("N")
            assert ended != (row["code"] in moved and not row["valid_to"]), row


def test_units_that_outlive_their_parent_have_a_move():
    units = by("units", "code")
    for row in units.values():
        parent = units.get(row["parent"])
        if parent and not row["valid_to"] and parent["valid_to"]:
            assert row["code"] in column("unit_moves", "code"), row


def test_reporting_bodies_have_their_formal_name():
    units = by("units", "code")
    assert units["615"]["authority"] == "Ủy ban nhân dân huyện Đắk Hà"
    assert units["608"]["authority"] == "Ủy ban nhân dân thành phố Kon Tum"
    assert units["C23512"]["authority"] == "Ủy ban nhân dân xã Đắk Mar"
    assert units["SNNPTNT"]["authority"] == "Sở Nông nghiệp và Phát triển nông thôn"


def test_who_is_only_invited_to_report():
    invited = {row["kind"] for row in table("units") if row["duty"] == "invited"}
    assert invited == {"tinh", "doan_the", "luc_luong_vu_trang", "co_quan_trung_uong"}


def test_area_flags_stay_unknown_until_a_source_says_so():
    assert {row[field] for row in table("units") for field in ("remote", "border", "minority")} == {""}


def test_aliases_are_never_another_units_name():
    assert not set(column("unit_aliases", "alias")) & set(column("units", "name"))


def unit_named(written, year):
    """Code of the unit that bore the name in the year; several of different times share one name."""
    for row in table("unit_aliases"):
        if row["alias"] == written:
            return row["code"]
    for row in table("units"):
        in_time = (row["valid_from"] or "0") <= f"{year}-12-31" and (row["valid_to"] or "9") >= f"{year}-01-01"
        if row["name"] == written and in_time:
            return row["code"]
    return None


def test_cluster_members_are_units_save_the_listed_ones():
    rows = table("cluster_members")
    unknown = {row["unit_name_as_written"] for row in rows if not unit_named(row["unit_name_as_written"], row["year"])}
    listed = {row["name"] for row in table("not_placed") if row["what"] == "cluster_member"}
    assert unknown == listed
    assert {row["cluster_key"] for row in rows} == set(column("clusters", "key"))
    assert set(column("clusters", "managed_by")) <= set(column("units", "code"))


def test_no_unit_sits_twice_in_a_cluster_and_no_cluster_has_two_heads():
    rows = table("cluster_members")
    seats = Counter(
        (row["cluster_key"], row["year"], unit_named(row["unit_name_as_written"], row["year"]))
        for row in rows
        if unit_named(row["unit_name_as_written"], row["year"])
    )
    heads = Counter((row["cluster_key"], row["year"]) for row in rows if row["role"] == "head")
    assert max(seats.values()) == max(heads.values()) == 1


@pytest.mark.parametrize(
    ("key", "year", "size"),
    [
        ("khoi-van-hoa-xa-hoi", "2023", 9),
        ("khoi-noi-chinh", "2016", 7),
        ("khoi-doanh-nghiep", "2018", 11),
        ("khoi-huyen-thanh-pho", "2015", 10),
        ("cum-so-1", "2018", 5),
        ("cum-so-2", "2018", 5),
        ("cum-xa-tu-mo-rong", "2024", 11),
    ],
)
def test_size_of_each_cluster(key, year, size):
    assert sum((row["cluster_key"], row["year"]) == (key, year) for row in table("cluster_members")) == size


def test_cluster_no_1_is_marked_as_inferred():
    assert [row["key"] for row in table("clusters") if row["inferred"] == "1"] == ["cum-so-1"]
