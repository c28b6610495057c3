"""A copy of the person's own file with its faults written in: a column “Lỗi” in each row, the bad cells in red."""

import io
import re

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from movements.workbook.gate import XLS, kind_of
from movements.workbook.layout import ERRORS, HIDDEN, LAST_ROW, TEXTS
from movements.workbook.xls import xls_grids
from movements.workbook.xlsx import LAST_COLUMN, open_book
from thidua.text import clean_line, search_key
from thidua.tokens import TONES

INK, WASH, _ = (colour.removeprefix("#").upper() for colour in TONES["fail"])
BAD = PatternFill("solid", fgColor=WASH)
WIDTH = 60
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
    for row in range(1, min(sheet.max_row, LAST_ROW) + 1):  # what an earlier copy said no longer holds
        if sheet.cell(row, column).value is not None:
            sheet.cell(row, column).value = None
    _heading(sheet, column, faults)
    for row in {fault.row for fault in faults}:
        _write_row(sheet, row, column, [fault for fault in faults if fault.row == row])


def _heading(sheet, column, faults):
    first = min((fault.row for fault in faults), default=2)
    row = next((r for r in range(1, first) if _is_header(sheet, r)), max(first - 1, 1))
    cell = sheet.cell(row, column)
    cell.value, cell.font = ERRORS, Font(bold=True, color=INK)
    sheet.column_dimensions[cell.column_letter].width = WIDTH


def _write_row(sheet, row, column, faults):
    cell = sheet.cell(row, column)
    cell.value = "\n".join(f"{fault.column}{row}: {fault.message}" for fault in faults)
    cell.font, cell.alignment = Font(color=INK), Alignment(wrap_text=True, vertical="top")
    for fault in faults:
        sheet[f"{fault.column}{row}"].fill = BAD


def _is_header(sheet, row):
    words = {search_key(clean_line(str(cell.value))) for cell in sheet[row][:LAST_COLUMN] if cell.value is not None}
    return bool(words & {search_key("Mã"), search_key("Mục")})


def _error_column(sheet):
    """The column of an earlier copy, when this file is one."""
    for row in range(1, min(sheet.max_row, LAST_ROW) + 1):
        for cell in sheet[row][:LAST_COLUMN]:
            if cell.value == ERRORS and _is_header(sheet, row):
                return cell.column
    return None


def _free_column(sheet):
    """The first column right of everything that stands in the sheet."""
    if sheet.title == TEXTS:
        return 3
    filled = [cell.column for row in sheet.iter_rows(max_row=min(sheet.max_row, LAST_ROW), max_col=LAST_COLUMN)
              for cell in row if cell.value is not None]  # fmt: skip
    return max(filled, default=0) + 1
