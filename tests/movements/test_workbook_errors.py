"""The copy with the column “Lỗi”: the person's own file, whatever they did to it, and nothing else changed."""

import io

import pytest
from openpyxl import load_workbook

from movements.workbook import copy_with_errors
from movements.workbook.layout import FIGURES, TEXTS
from tests.movements.workbook import edited, read, usual, written


def copy_of(edit):
    """(copy, faults) of the usual workbook after `edit(book)`."""
    filing, sections = usual()
    data = edited(written(filing, sections), edit)
    faults = read(data, filing, sections).faults
    return load_workbook(io.BytesIO(copy_with_errors(data, "bao-cao.xlsx", faults))), faults


def planted(more=lambda book: None):
    def edit(book):
        book[FIGURES]["G9"], book[FIGURES]["G10"], book[FIGURES]["J10"] = "12 ha", 1.5, "ă" * 501
        more(book)

    return edit


def test_each_row_says_all_that_is_wrong_in_it():
    book, _ = copy_of(planted())
    sheet = book[FIGURES]

    assert sheet["K7"].value == "Lỗi" and sheet["K11"].value is None
    assert sheet["K9"].value.startswith("G9: “12 ha”: chỉ ghi số")
    assert [line.split(":")[0] for line in sheet["K10"].value.split("\n")] == ["G10", "J10"]
    assert [sheet[place].fill.fgColor.rgb for place in ("G9", "G10", "J10")] == ["00FBEFEC"] * 3
    assert sheet["G11"].fill.fgColor.rgb != "00FBEFEC" and sheet["G11"].value == 30


def test_a_sheet_without_faults_gets_no_column():
    book, _ = copy_of(planted())

    assert [cell.value for cell in book[TEXTS][3]] == ["Mục", "Nội dung"]


def test_faults_of_the_narratives_stand_beside_them():
    book, _ = copy_of(lambda book: book[TEXTS].__setitem__("B5", "ă" * 10_001))

    assert book[TEXTS]["C3"].value == "Lỗi" and book[TEXTS]["C5"].value.startswith("B5: dài 10001 ký tự")


@pytest.mark.parametrize("span", ["K9:L9", "J10:N12", "A20:XFD20"])
def test_merges_are_undone_where_the_column_stands(span):
    book, faults = copy_of(planted(lambda book: book[FIGURES].merge_cells(span)))

    assert book[FIGURES]["K9"].value.startswith("G9: ") and faults


def test_a_stray_cell_at_the_far_end_does_not_move_the_column():
    book, _ = copy_of(planted(lambda book: book[FIGURES].__setitem__("XFD1048576", "lạc")))

    assert (book[FIGURES]["K7"].value, book[FIGURES]["XFD1048576"].value) == ("Lỗi", "lạc")


def test_an_earlier_copy_is_written_anew():
    first, _ = copy_of(planted())
    target = io.BytesIO()
    first[FIGURES]["G9"] = 12
    first.save(target)
    filing, sections = usual()
    faults = read(target.getvalue(), filing, sections).faults

    again = load_workbook(io.BytesIO(copy_with_errors(target.getvalue(), "bao-cao.xlsx", faults)))[FIGURES]

    assert (again["K7"].value, again["K9"].value, again["L7"].value) == ("Lỗi", None, None)
    assert again["K10"].value.startswith("G10: ")
