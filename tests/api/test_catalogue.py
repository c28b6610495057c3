"""What another system asks before it files: the dictionary, due dates, who has filed."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from movements.models import DueDate, Extension, IndicatorAlias, IndicatorBreak
from tests.reports.office import AT, file

pytestmark = pytest.mark.django_db


@pytest.fixture
def api(client):
    def ask(person, path, **query):
        client.force_login(person)
        return client.get(f"/api/v1/{path}", query)

    return ask


def codes(answer):
    return [row["code"] for row in answer.json()["results"]]


def test_an_indicator_with_its_time_names_and_breaks(api, world):
    vaccine = world.indicators["vaccine"]
    IndicatorAlias.objects.create(indicator=vaccine, name="Tiền chống dịch", source="Bảng năm 2022")
    IndicatorBreak.objects.create(indicator=vaccine, on=dt.date(2022, 1, 1), reason="Đổi cách tính")
    row = api(world.canbo, "indicators/D4.02/").json()
    assert (row["valid_from"], row["valid_to"]) == (None, "2023-10-19")
    assert row["aliases"] == [{"name": "Tiền chống dịch", "source": "Bảng năm 2022"}]
    assert row["breaks"] == [{"on": "2022-01-01", "reason": "Đổi cách tính", "source": ""}]
    houses = api(world.canbo, "indicators/D2.06/").json()
    assert (houses["plausible_min"], houses["plausible_max"], houses["jump_times"]) == ("0", "400", None)
    assert api(world.canbo, "indicators/X/").status_code == 404


def test_the_dictionary_is_narrowed(api, world):
    assert "D4.02" in codes(api(world.canbo, "indicators/"))
    assert "D4.02" not in codes(api(world.canbo, "indicators/", on="2024-12-14"))
    assert codes(api(world.canbo, "indicators/", q="nha tam")) == ["D2.06"]
    assert codes(api(world.canbo, "indicators/", line="department")) == ["D2.33"]
    assert codes(api(world.canbo, "indicators/", point="9")) == []
    assert api(world.canbo, "indicators/", on="14/12/2024").status_code == 400


def test_due_dates_and_days_of_ones_own(api, world):
    rows = api(world.canbo, "due-dates/", year=2024, index=4).json()["results"]
    assert [(row["level"], row["due_on"]) for row in rows] == [("commune", "2024-12-18"), ("direct", "2024-12-20")]
    assert api(world.canbo, "due-dates/", year="nay").json()["count"] == 0
    for code in ("SNNPTNT", "SYT"):
        Extension.objects.create(
            period=world.periods[4], unit=world.units[code], due_on=dt.date(2024, 12, 27), reason="Bão", at=AT
        )
    (mine,) = api(world.canbo, "extensions/").json()["results"]
    assert (mine["unit"]["code"], mine["due_on"], mine["reason"]) == ("SNNPTNT", "2024-12-27", "Bão")
    assert api(world.chuyenvien, "extensions/").json()["count"] == 2
    assert api(world.chuyenvien, "extensions/", unit="SYT").json()["count"] == 1


def standing(answer):
    return {row["unit"]["code"]: (row["state"], row["filing"]) for row in answer.json()["rows"]}


def test_completeness_as_far_as_one_sees(api, world):
    sent = file(world, "SYT", world.periods[4], state="submitted", meetings=1)
    late = file(world, "611", world.periods[4], state="submitted", on_time=False, houses=1)
    draft = file(world, "SNNPTNT", world.periods[4], state="draft")
    answer = api(world.chuyenvien, "completeness/", year=2024, index=4)
    found = standing(answer)
    assert found["SYT"] == ("ok_on_time", sent.pk) and found["611"] == ("ok_late", late.pk)
    assert found["SNNPTNT"] == ("open", None)  # a draft stays inside its unit
    assert found["MTTQ"][0] == "not_expected" and found["C23512"][0] in ("open", "overdue")
    body = answer.json()
    assert (body["sent"], body["on_time"]) == (2, 1)
    assert body["expected"] == sum(row["counts"] for row in body["rows"])
    assert standing(api(world.canbo, "completeness/", year=2024, index=4)) == {"SNNPTNT": ("open", draft.pk)}
    district = standing(api(world.canbo_dakha, "completeness/", year=2024, index=4))
    assert set(district) == {"615", "C23512", "C23500"}
    for query in ({}, {"year": 2024}, {"year": "x", "index": 4}, {"year": 2031, "index": 1}):
        assert api(world.chuyenvien, "completeness/", **query).status_code == 404


def test_queries_do_not_grow(api, world):
    def count(path):
        api(world.chuyenvien, path)
        with CaptureQueriesContext(connection) as queries:
            assert api(world.chuyenvien, path).status_code == 200
        return len(queries)

    paths = ["indicators/", "indicators/D2.06/", "due-dates/", "extensions/", "completeness/?year=2024&index=4"]
    IndicatorAlias.objects.create(indicator=world.indicators["houses"], name="Nhà 1", source="x")
    Extension.objects.create(
        period=world.periods[4], unit=world.units["611"], due_on=dt.date(2024, 12, 27), reason="Bão", at=AT
    )
    file(world, "SYT", world.periods[4], state="submitted")
    before = [count(path) for path in paths]
    for name in ("houses", "poverty", "forest"):
        IndicatorAlias.objects.create(indicator=world.indicators[name], name="Tên khác", source="x")
    for code in ("SYT", "615"):
        Extension.objects.create(
            period=world.periods[4], unit=world.units[code], due_on=dt.date(2024, 12, 27), reason="Bão", at=AT
        )
    DueDate.objects.create(period=world.periods["year"], level="direct", due_on=dt.date(2024, 12, 27))
    for code in ("611", "615"):
        file(world, code, world.periods[4], state="submitted", houses=2)
    assert [count(path) for path in paths] == before
