"""The dictionary of indicators through the interface: as on its pages, by the same people."""

import pytest

from movements.models import Indicator, IndicatorAlias, IndicatorBreak, ReportingDuty
from thidua.models import Event

pytestmark = pytest.mark.django_db
HOUSES = "indicators/D2.06/"
NEW = {
    "code": "D2.99", "name": "Số cầu dân sinh", "unit_of_measure": "cầu", "entry": "typed", "line": "territory",
    "over_units": "sum", "over_time": "sum", "frequency": "quarter", "better": "up", "valid_from": "2025-01-01",
}  # fmt: skip


def point_of(world):
    return world.indicators["houses"].point.code


def test_an_administrator_adds_and_changes(api, world):
    made = api(world.quantri, "indicators/", "post", point=point_of(world), **NEW)
    assert made.status_code == 201, made.json()
    assert (made.json()["code"], made.json()["valid_from"]) == ("D2.99", "2025-01-01")
    version = Indicator.objects.get(code="D2.99").version
    changed = api(world.quantri, "indicators/D2.99/", "patch", version=version, name="Cầu dân sinh", plausible_max="40")
    assert changed.status_code == 200, changed.json()
    assert (changed.json()["name"], changed.json()["plausible_max"]) == ("Cầu dân sinh", "40")
    assert changed.json()["unit_of_measure"] == "cầu"  # what was left out stays
    late = api(world.quantri, "indicators/D2.99/", "patch", version=version, name="Cầu")
    assert late.status_code == 409 and Indicator.objects.get(code="D2.99").name == "Cầu dân sinh"


def test_what_is_wrong_is_named_and_nothing_is_written(api, world):
    before = Event.objects.count()
    wrong = api(world.quantri, "indicators/", "post", **NEW | {"point": "không có", "decimals": 9, "lạ": 1})
    assert wrong.status_code == 422
    named = {one["field"]: one["message"] for one in wrong.json()["fields_refused"]}
    assert {"point", "decimals"} <= named.keys() and "lạ" in named[""]
    assert api(world.quantri, HOUSES, "patch", name="Không có phiên bản").status_code == 400
    assert api(world.quantri, "indicators/X/", "patch", version=1).status_code == 404
    for person in (world.canbo, world.chuyenvien, world.lanhdao):
        assert api(person, HOUSES, "patch", version=1, name="Khác").status_code == 403
        assert api(person, "indicators/", "post", **NEW).status_code == 403
    assert Event.objects.count() == before


def test_it_ends_on_a_day(api, world):
    row = Indicator.objects.get(code="D2.06")
    words = {"last_day": "2030-12-14", "reason": "Kết thúc chương trình", "version": row.version}
    ended = api(world.quantri, f"{HOUSES}end/", "post", **words)
    assert (ended.status_code, ended.json()["valid_to"]) == (200, "2030-12-14")
    assert api(world.quantri, f"{HOUSES}end/", "post", **words).status_code == 409
    assert api(world.canbo, f"{HOUSES}end/", "post", **words).status_code == 403


def test_names_breaks_and_who_reports(api, world):
    houses = world.indicators["houses"]
    alias = {"name": "Nhà tạm", "source": "Bảng 2022"}
    assert api(world.quantri, f"{HOUSES}parts/aliases/", "post", **alias).json()["aliases"] == [alias]
    turn = {"on": "2022-01-01", "reason": "Đổi chuẩn nghèo"}
    assert api(world.quantri, f"{HOUSES}parts/breaks/", "post", **turn).json()["breaks"][0]["reason"] == turn["reason"]
    duty = {"unit": "SYT", "valid_from": "2025-01-01"}
    assert api(world.quantri, f"{HOUSES}parts/duties/", "post", **duty).status_code == 200
    given = next(row for row in api(world.canbo, f"{HOUSES}duties/").json() if row["unit"] == "SYT")
    assert api(world.quantri, f"{HOUSES}parts/duties/", "post", unit="KHONGCO").status_code == 422

    for part, model in (("aliases", IndicatorAlias), ("breaks", IndicatorBreak)):
        row = model.objects.get(indicator=houses).pk
        assert api(world.canbo, f"{HOUSES}parts/{part}/{row}/", "delete").status_code == 403
        assert api(world.quantri, f"{HOUSES}parts/{part}/{row}/", "delete").json()[part] == []
        assert api(world.quantri, f"{HOUSES}parts/{part}/{row}/", "delete").status_code == 422  # it is gone
    last = api(world.quantri, f"{HOUSES}parts/duties/{given['id']}/", "delete", last_day="2030-06-14")
    assert last.status_code == 200
    assert str(ReportingDuty.objects.get(pk=given["id"]).valid_to) == "2030-06-14"
