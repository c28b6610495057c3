"""Explanations in the compiled report: of confirmed figures only, in order, bounded, numbered once."""

import dataclasses

import pytest

from movements.models import Figure
from reports.compile import ReportData
from reports.compile.footnotes import LONGEST, MOST_OF_ONE
from reports.render import paper
from tests.factories import UnitFactory, place
from tests.reports import paper_data
from tests.reports.office import file, quarter
from tests.reports.test_compile import compiled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_snapshot")]


def explain(filing, world, name, note):
    Figure.objects.filter(filing=filing, indicator=world.indicators[name]).update(note=note)
    return filing


def told(data):
    return [(one.number, one.code, one.unit, one.quarter, one.text) for one in data.footnotes]


def test_in_the_order_of_lines_quarters_and_units(world):
    late = file(world, "615", world.periods[4], houses=30, meetings=4)
    early = file(world, "611", world.periods[3], houses=12)
    other = file(world, "611", world.periods[4], houses=11)
    explain(late, world, "meetings", "Họp dồn vào cuối năm.")
    for filing, note in ((late, "Gộp hai đợt."), (early, "Có nhà tự xóa."), (other, "Theo biên bản.")):
        explain(filing, world, "houses", note)
    data = compiled(world, world.periods["year"])
    assert told(data) == [
        (1, "D2.06", "Huyện Ngọc Hồi", "quý III năm 2024", "Có nhà tự xóa."),
        (2, "D2.06", "Huyện Đắk Hà", "quý IV năm 2024", "Gộp hai đợt."),
        (3, "D2.06", "Huyện Ngọc Hồi", "quý IV năm 2024", "Theo biên bản."),
        (4, "D1.01", "Huyện Đắk Hà", "quý IV năm 2024", "Họp dồn vào cuối năm."),
    ]
    assert data.footnotes_left == 0
    assert ReportData.from_json(data.to_json()) == data


@pytest.mark.parametrize("state", ["submitted", "checking", "returned", "unlocked"])
def test_of_confirmed_filings_only(world, state):
    file(world, "611", world.periods[4], houses=5)
    explain(file(world, "615", world.periods[4], state=state, houses=30), world, "houses", "Gộp hai đợt.")
    assert told(compiled(world)) == []


def test_of_figures_that_entered_the_line_only(world):
    """A commune's houses are in its district's figure; the district speaks for them. Last year stands aside too."""
    explain(file(world, "C23512", world.periods[4], houses=5), world, "houses", "Gộp hai đợt.")
    explain(file(world, "615", quarter(4, 2023), houses=7), world, "houses", "Năm trước nhiều hơn.")
    file(world, "615", world.periods[4], houses=30)
    assert told(compiled(world)) == []


def test_a_blank_note_is_none_and_a_long_one_is_cut_at_a_word(world):
    filing = file(world, "615", world.periods[4], houses=30, meetings=4)
    explain(filing, world, "houses", " \n")
    explain(filing, world, "meetings", "Họp\nnhiều " + "đợt " * 100)
    ((_, code, _, _, text),) = told(compiled(world))
    assert code == "D1.01" and text.startswith("Họp nhiều đợt") and text.endswith("đợt…") and len(text) <= LONGEST + 1


def test_bounded_with_the_rest_counted(world):
    for at in range(MOST_OF_ONE + 3):
        unit = world.units[f"H{at}"] = UnitFactory(code=f"H{at}", name=f"Huyện {at}", kind="huyen")
        place(unit, world.units["KT"])
        explain(file(world, unit.code, world.periods[4], houses=at + 1), world, "houses", f"Lý do của huyện {at}.")
    data = compiled(world)
    assert [one.unit for one in data.footnotes] == [f"Huyện {at}" for at in range(MOST_OF_ONE)]
    assert data.footnotes_left == 3


def test_the_whole_report_is_bounded(world, monkeypatch):
    monkeypatch.setattr("reports.compile.footnotes.MOST", 1)
    filing = file(world, "615", world.periods[4], houses=30, meetings=4)
    for name in ("houses", "meetings"):
        explain(filing, world, name, "Gộp hai đợt.")
    data = compiled(world)
    assert (len(data.footnotes), data.footnotes_left) == (1, 1)


def test_what_was_stored_before_footnotes_is_read_without_them():
    raw = paper_data.data().to_json()
    for name in ("footnotes", "footnotes_left"):
        del raw[name]
    assert (ReportData.from_json(raw).footnotes, ReportData.from_json(raw).footnotes_left) == ((), 0)


def test_rows_carry_the_numbers_of_their_footnotes():
    made = paper(paper_data.data(), report=paper_data.unsigned())
    assert {row.code: row.footnotes for section in made.sections for row in section.rows if row.footnotes} == {
        "D2.06": (1, 2), "D2.09": (3,),
    }  # fmt: skip
    bare = dataclasses.replace(paper_data.data(), footnotes=())
    assert not any(row.footnotes for s in paper(bare, report=paper_data.unsigned()).sections for row in s.rows)
