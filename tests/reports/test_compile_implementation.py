"""Sổ triển khai in the compiled report (I.1–I.3), and the indicator counted from it."""

import datetime as dt

import pytest

from movements.models import Activity
from reports.compile import ReportData
from reports.compile.implementation import MOST_DOCUMENTS
from tests.factories import IndicatorFactory
from tests.reports.test_compile_awards import compiled, counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_snapshot")]


def kept(world, code, kind, day, **columns):
    needed = {
        "plan": {"number": "1/KH"},
        "document": {"number": "2/CV"},
        "conference": {"attendances": 0},
        "media": {"medium": "press"},
    }
    return Activity.objects.create(
        unit=world.units[code], kind=kind, on=dt.date.fromisoformat(day), title="Việc", **(needed[kind] | columns)
    )


def counts(data):
    return [(one.units, one.value, one.to_date, one.last_year) for one in data.implementation.counts]


def test_without_a_register_there_is_no_table_of_zeros(filed):
    assert compiled(filed).implementation is None


def test_counts_of_the_period_the_year_and_the_year_before(filed):
    kept(filed, "SYT", "plan", "2024-01-10")
    kept(filed, "SYT", "document", "2024-11-05", document_type="Công văn")
    kept(filed, "615", "conference", "2024-10-01", attendances=120)
    kept(filed, "C23512", "conference", "2024-12-14", attendances=30)
    kept(filed, "615", "conference", "2023-11-01", attendances=55)
    kept(filed, "615", "conference", "2024-12-15", attendances=999)  # a day of 2025
    kept(filed, "615", "media", "2024-09-14")  # the last day of quarter III
    found = compiled(filed, filed.periods[4])
    assert counts(found) == [(0, 0, 1, 0), (1, 1, 2, 0), (2, 2, 2, 1), (2, 150, 150, 55), (0, 0, 1, 0)]
    assert ReportData.from_json(found.to_json()) == found


def test_a_year_before_in_which_nothing_was_kept_is_not_said_to_be_zero(filed):
    kept(filed, "SYT", "plan", "2024-01-10")
    assert {one.last_year for one in compiled(filed).implementation.counts} == {None}


def test_a_withdrawn_row_counts_nowhere(filed):
    kept(filed, "SYT", "plan", "2024-01-10")
    kept(filed, "SYT", "document", "2024-01-10", withdrawn_at=dt.datetime(2024, 2, 1, tzinfo=dt.UTC))
    found = compiled(filed).implementation
    assert [one.value for one in found.counts] == [1, 1, 0, 0, 0]


def test_who_has_no_plan_is_named_and_the_invited_are_not(filed):
    kept(filed, "SYT", "plan", "2024-01-10")
    found = compiled(filed).implementation
    named = {name for group in found.without_plan for name in group.units}
    assert found.must == found.with_plan + len(named)
    assert "Huyện Đắk Hà" in named
    assert not named & {"Sở Y tế", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"}


def test_papers_are_listed_up_to_a_bound_and_split_by_type(filed):
    for n in range(MOST_DOCUMENTS + 2):
        kept(filed, "SYT", "document", "2024-11-05", number=f"{n}/CV", document_type="Công văn")
    kept(filed, "SYT", "plan", "2024-11-04")
    found = compiled(filed).implementation
    assert (len(found.documents), found.more) == (MOST_DOCUMENTS, 3)
    assert [(one.label, one.count) for one in found.by_type] == [("Công văn", MOST_DOCUMENTS + 2), ("Kế hoạch", 1)]
    assert found.documents[0].kind == "Kế hoạch"  # by day


def test_documents_issued_are_counted_by_the_portal(filed):
    IndicatorFactory(code="D1.03", entry="counted", line="portal")
    assert counted(filed, "D1.03") == ("missing", None)
    kept(filed, "SYT", "plan", "2024-01-10")
    kept(filed, "611", "document", "2024-11-10")
    kept(filed, "611", "conference", "2024-11-10")
    assert counted(filed, "D1.03") == ("value", 2)
