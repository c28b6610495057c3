"""Reading .xlsx: values as last shown, and beside them formulas, formats, merged cells and hidden rows."""

import io
import re
import warnings

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from movements.workbook.gate import BROKEN
from movements.workbook.grids import Cell, Grid
from movements.workbook.layout import LAST_ROW
from thidua.errors import Refused

LAST_COLUMN = 40
NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # in a number format: quoted words, escaped signs, colours
# What openpyxl lets through of a workbook whose parts do not fit together.
MALFORMED = (*BROKEN, SyntaxError, TypeError, AttributeError, IndexError, AssertionError, InvalidFileException)


def open_book(data, *, cached=False):
    """The workbook by openpyxl; Refused when its parts do not fit together."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extensions it does not keep, dates out of range: read as errors below
            return load_workbook(io.BytesIO(data), data_only=cached, keep_links=False)
    except MALFORMED:
        raise Refused("Không đọc được tệp Excel này. Mở bằng Excel, lưu lại dạng .xlsx rồi tải lên lại.") from None


def xlsx_grids(data):
    book = open_book(data)
    filled = {sheet.title: list(_cells(sheet)) for sheet in book.worksheets}
    has_formulas = any(cell.data_type == "f" for cells in filled.values() for cell in cells)
    shown = open_book(data, cached=True) if has_formulas else book
    return [_grid(sheet, filled[sheet.title], shown[sheet.title]) for sheet in book.worksheets]


def _cells(sheet):
    """Cells that hold something, up to where a filing can reach."""
    last_row, last_column = min(sheet.max_row, LAST_ROW), min(sheet.max_column, LAST_COLUMN)
    for row in sheet.iter_rows(max_row=last_row, max_col=last_column):
        yield from (cell for cell in row if cell.value is not None)


def _grid(sheet, cells, shown):
    grid = Grid(
        sheet.title,
        merged=[(r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges],
        hidden_rows=frozenset(number for number, row in sheet.row_dimensions.items() if row.hidden),
    )
    for cell in cells:
        grid.put(cell.row, cell.column, _cell(cell, shown.cell(cell.row, cell.column)))
    return grid


def _cell(cell, shown):
    formula = ""
    if cell.data_type == "f":
        formula = str(getattr(cell.value, "text", None) or cell.value)[:200]
    error = str(shown.value) if shown.data_type == "e" else ""
    return Cell(None if error else _plain(shown.value), formula, is_percent(cell.number_format), error)


def _plain(value):
    """Excel writes a carriage return inside a cell as _x000D_."""
    return value.replace("_x000D_\n", "\n").replace("_x000D_", "\n") if isinstance(value, str) else value


def is_percent(number_format):
    return "%" in NOT_SHOWN.sub("", number_format or "")
