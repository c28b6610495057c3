"""The units' data files in the tables: the dated tree, names, clusters, days; loading twice is loading once."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from thidua.models import SpecialDay
from units.load import load_special_days, load_units, read_rows, unit_finder, upsert, yes_no
from units.models import Ancestry, Cluster, ClusterMember, Placement, Unit, UnitAlias

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
DEMO_DAY = date(2024, 12, 18)
NOT_PLACED = [
    "Cụm, khối cum-mttq-so-2 năm 2020: không nhận ra đơn vị “UBMTTQVN thành phố Kon Tum”",
    "Cụm, khối cum-mttq-so-2 năm 2020: không nhận ra đơn vị “UBMTTQVN huyện Sa Thầy”",
    "Cụm, khối cum-mttq-so-2 năm 2020: không nhận ra đơn vị “UBMTTQVN huyện Kon Plông”",
    "Cụm, khối cum-mttq-so-2 năm 2020: không nhận ra đơn vị “UBMTTQVN huyện Ia H'Drai”",
    "Cụm, khối cum-mttq-so-2 năm 2020: không nhận ra đơn vị “UBMTTQVN huyện Kon Rẫy”",
]


@pytest.fixture
def loaded():
    return load_units()


def unit(code):
    return Unit.objects.get(code=code)


def codes(units):
    return set(units.values_list("code", flat=True))


def test_all_units_come_in_once(loaded):
    assert Unit.objects.count() == 196
    assert loaded.updated == loaded.unchanged == 0
    assert loaded.created == sum(m.objects.count() for m in (Unit, Placement, UnitAlias, Cluster, ClusterMember))


def test_what_found_no_place_is_told(loaded):
    assert loaded.not_placed == NOT_PLACED


def test_loading_again_changes_nothing(loaded):
    closure = list(Ancestry.objects.values_list("pk", flat=True))
    again = load_units()
    assert (again.created, again.updated, again.unchanged) == (0, 0, loaded.created)
    assert again.not_placed == NOT_PLACED
    assert list(Ancestry.objects.values_list("pk", flat=True)) == closure  # not rebuilt for nothing


def test_a_row_that_differs_from_its_file_is_mended(loaded):
    Unit.objects.filter(code="SNV").update(name="Sở Nội vu")
    again = load_units()
    assert (again.created, again.updated) == (0, 1)
    assert unit("SNV").name == "Sở Nội vụ"


def test_a_placement_that_is_mended_rebuilds_the_closure(loaded):
    Placement.objects.filter(unit__code="C23512").update(parent=unit("617"))
    Ancestry.objects.all().delete()
    load_units()
    assert "C23512" in codes(Unit.objects.under(unit("615"), DEMO_DAY))


def test_ten_districts_hold_102_communes_before_the_merger(loaded):
    districts = Unit.objects.filter(kind__in=["huyen", "thanh_pho"])
    below = [Unit.objects.children_of(district, BEFORE) for district in districts]
    assert len(districts) == 10
    assert sum(children.count() for children in below) == 102
    assert all(child.is_commune for children in below for child in children)
    assert not any(Unit.objects.children_of(district, AFTER).exists() for district in districts)


def test_forty_communes_stand_directly_below_the_new_province(loaded):
    communes = Unit.objects.children_of(unit("QNG"), AFTER).filter(kind__in=["xa", "phuong"])
    assert communes.count() == 40  # 37 new ones and three that were left as they were
    assert not Unit.objects.children_of(unit("QNG"), BEFORE).exists()


def test_a_commune_that_moved_stands_in_one_place_each_day(loaded):
    stays = Placement.objects.filter(unit__code="C23368").order_by(F("valid_from").asc(nulls_first=True))
    assert [(s.parent.code, s.valid_from, s.valid_to) for s in stays] == [("610", None, BEFORE), ("QNG", AFTER, None)]
    assert "C23368" in codes(Unit.objects.children_of(unit("610"), BEFORE))
    assert "C23368" not in codes(Unit.objects.under(unit("KT"), AFTER))


def test_a_dissolved_unit_names_its_successor(loaded):
    assert unit("C23512").successor == unit("N23512")
    assert unit("KT").successor == unit("QNG")
    assert unit("C23368").successor is None


def test_columns_that_save_computes_are_the_same_in_bulk(loaded):
    for row in Unit.objects.all()[:40]:
        stored = row.search_name, row.sort_name
        row.save()
        assert (row.search_name, row.sort_name) == stored


def test_flags_without_a_source_stay_unknown(loaded):
    assert yes_no("") is None
    assert yes_no("1") is True
    assert yes_no("0") is False
    assert set(Unit.objects.values_list("remote", flat=True)) <= {None, True, False}


@pytest.mark.parametrize(
    ("written", "year", "code"),
    [
        ("Sở Lao động, Thương binh và Xã hội", 2023, "SLDTBXH"),  # an alias
        ("UBND xã Tê Xăng", 2024, "C23446"),
        ("Ủy ban nhân dân huyện Đắk Hà", 2024, "615"),  # the authority
        ("SỞ Y TẾ", 2023, "SYT"),  # whatever the case
        ("Xã Đắk Long", 2024, "C23368"),  # ắ is not ă
        ("Xã Đăk Long", 2024, "C23504"),
        ("Xã Bờ Y", 2020, "C23395"),
        ("Xã Bờ Y", 2026, "N23377"),
    ],
)
def test_a_name_finds_the_unit_that_stood_that_year(loaded, written, year, code):
    assert unit_finder()(written, year).code == code


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("xã dak long", 2024),  # two communes, were it not for their marks
        ("Xã Bờ Y", 2025),  # one until 30/6, another from 01/7
        ("Hội Người mù", 2024),
        ("Tỉnh Quảng Ngãi", 2020),  # did not stand above Kon Tum yet
    ],
)
def test_a_name_in_doubt_finds_nothing(loaded, written, year):
    assert unit_finder()(written, year) is None


def test_clusters_have_members_by_year(loaded):
    cluster = Cluster.objects.get(key="cum-xa-tu-mo-rong")
    parts = dict(cluster.members.filter(year=2024).values_list("unit__code", "part"))
    assert len(parts) == 11
    assert (parts["C23417"], parts["C23422"], parts["C23446"]) == ("head", "deputy", "member")
    assert Cluster.objects.get(key="cum-so-1").inferred


def test_every_fact_keeps_its_source(loaded):
    for model in (Unit, Placement, UnitAlias, Cluster, ClusterMember):
        assert not model.objects.filter(source="").exists(), model


def test_loading_takes_few_queries():
    with CaptureQueriesContext(connection) as queries:
        load_units()
    assert len(queries) <= 40


def test_days_that_an_administrator_put_right_stay_so():
    load_special_days([2024])
    SpecialDay.objects.filter(day=date(2024, 4, 29)).update(name="Nghỉ bù", kind="working")
    again = load_special_days([2024])
    assert (again.created, again.updated) == (0, 0)
    assert SpecialDay.objects.get(day=date(2024, 4, 29)).kind == "working"


def test_days_of_other_years_are_added():
    first = load_special_days([2024])
    second = load_special_days([2024, 2025])
    assert second.unchanged == first.created
    assert {day.year for day in SpecialDay.objects.values_list("day", flat=True)} == {2024, 2025}


def test_two_rows_with_one_key_are_an_error_of_the_file():
    twice = [{"name": "Sở", "unit_id": 1, "source": "a"}, {"name": "Sở", "unit_id": 2, "source": "b"}]
    with pytest.raises(ValueError, match=r"UnitAlias.*Sở.* twice"):
        upsert(UnitAlias, ["name"], twice)


def test_cells_are_trimmed_and_never_missing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("code,name\nA, Sở \nB\n", encoding="utf-8")
    assert read_rows(path) == [{"code": "A", "name": "Sở"}, {"code": "B", "name": ""}]
