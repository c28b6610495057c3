"""A copy of the person's own file with its faults written in: a column “Lỗi” in each row, the bad cells in red."""

import io
import re

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from movements.workbook.gate import XLS, kind_of
from movements.workbook.layout import ERRORS, HIDDEN, LAST_ROW
from movements.workbook.xls import xls_grids
from movements.workbook.xlsx import LAST_COLUMN, open_book
from thidua.text import clean_line, search_key
from thidua.tokens import TONES

INK, WASH, _ = (colour.removeprefix("#").upper() for colour in TONES["fail"])
BAD = PatternFill("solid", fgColor=WASH)
WIDTH = 60
HEADERS = {search_key("Mã"), search_key("Mục")}
NO_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def copy_with_errors(data, name, faults):
    """Bytes of an .xlsx. What was .xls comes back as .xlsx with the same sheets and values: it can be sent again."""
    book = _rebuilt(data) if kind_of(data, name) == XLS else open_book(data)
    for sheet in book.worksheets:
        _write_errors(sheet, [fault for fault in faults if fault.sheet == sheet.title])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _rebuilt(data):
    book = Workbook()
    book.remove(book.active)
    for grid in xls_grids(data):
        sheet = book.create_sheet(NO_XML.sub(" ", NO_TITLE.sub(" ", grid.name))[:31])
        sheet.sheet_state = "veryHidden" if grid.name == HIDDEN else "visible"
        for row, cells in grid.rows.items():
            for column, cell in cells.items():
                _put(sheet.cell(row, column), cell)
    return book


def _put(target, cell):
    """Texts stay texts: what begins with = is no formula here, and what XML cannot carry is left out."""
    if isinstance(cell.value, str):
        target.value = NO_XML.sub("", cell.value)
        target.data_type = "s"
    else:
        target.value = cell.error or cell.value


def _write_errors(sheet, faults):
    column = _error_column(sheet)
    if column is None:
        if not faults:
            return
        column = _free_column(sheet)
    _clear(sheet, column)
    _heading(sheet, column, faults)
    for row in {fault.row for fault in faults}:
        _write_row(sheet, row, column, [fault for fault in faults if fault.row == row])


def _rows(sheet):
    """Rows as they are read; a stray cell at the far end of the sheet makes neither of them longer."""
    return sheet.iter_rows(max_row=min(sheet.max_row, LAST_ROW), max_col=LAST_COLUMN)


def _clear(sheet, column):
    """What an earlier copy said no longer holds; and nothing can be written under a merge."""
    for merge in [one for one in sheet.merged_cells.ranges if one.min_col <= column <= one.max_col]:
        sheet.unmerge_cells(str(merge))
    for row in _rows(sheet):
        if column <= len(row) and row[column - 1].value is not None:
            row[column - 1].value = None


def _heading(sheet, column, faults):
    first = min((fault.row for fault in faults), default=LAST_ROW)
    row = next((row[0].row for row in _rows(sheet) if _is_header(row)), max(first - 1, 1))
    cell = sheet.cell(row, column)
    cell.value, cell.font = ERRORS, Font(bold=True, color=INK)
    sheet.column_dimensions[cell.column_letter].width = WIDTH


def _write_row(sheet, row, column, faults):
    cell = sheet.cell(row, column)
    cell.value = "\n".join(f"{fault.place}: {fault.message}" for fault in faults)
    cell.font, cell.alignment = Font(color=INK), Alignment(wrap_text=True, vertical="top")
    for fault in faults:
        sheet[fault.place].fill = BAD


def _is_header(row):
    words = {search_key(clean_line(str(cell.value))) for cell in row if cell.value is not None}
    return bool(words & HEADERS)


def _error_column(sheet):
    """The column of an earlier copy, when this file is one."""
    headers = (row for row in _rows(sheet) if _is_header(row))
    return next((cell.column for row in headers for cell in row if cell.value == ERRORS), None)


def _free_column(sheet):
    """The first column right of everything that stands in the sheet."""
    return max((cell.column for row in _rows(sheet) for cell in row if cell.value is not None), default=0) + 1
