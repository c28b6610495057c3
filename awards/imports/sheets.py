"""Any file that a list may come in, as sheets of plain texts; what it is, is told from its content."""

import datetime as dt
from dataclasses import dataclass, field

from awards.imports.texts import csv_sheet, looks_like_text
from awards.imports.xlsx import xlsx_sheets
from movements.workbook.gate import MB, XLS, Limits, kind_of
from movements.workbook.xls import xls_grids
from thidua.errors import Refused
from thidua.text import clean_line

MAX_ROWS = 20_000  # of the list itself; beyond it a file is taken in parts
LAST_ROW = MAX_ROWS + 1_000  # letterhead, titles and signatures besides
LAST_COLUMN = 60
OF_A_LIST = Limits(
    xml=40 * MB, unpacked=64 * MB, ole=16 * MB, what=f"một danh sách {MAX_ROWS:_} dòng".replace("_", ".")
)


@dataclass
class Sheet:
    """One sheet. Rows and columns count from 1; a date is "05/01/2023", a formula without a result "=…"."""

    name: str
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row and column, last row and column
    hidden: set[int] = field(default_factory=set)


def open_sheets(data, name):
    """All sheets of a file: .xlsx, .xls, or CSV. Refused, in words, for everything else and for what could do harm."""
    if looks_like_text(data):
        return [csv_sheet(Sheet("CSV"), data, name, last_row=LAST_ROW)]
    if kind_of(data, name, OF_A_LIST) == XLS:
        return [_from_grid(grid) for grid in xls_grids(data, LAST_ROW)]
    sheets = xlsx_sheets(data, name, make=Sheet, last_row=LAST_ROW, last_column=LAST_COLUMN)
    if not sheets:
        raise Refused(f"Tệp “{name}” không có trang tính nào.")
    return sheets


def _from_grid(grid):
    rows = {
        number: {column: text for column, cell in cells.items() if (text := _shown(cell))}
        for number, cells in grid.rows.items()
    }
    return Sheet(grid.name, rows, grid.merged, set(grid.hidden_rows))


def _shown(cell):
    if cell.error:
        return cell.error
    value = cell.value
    if value is None:
        return f"={cell.formula}" if cell.formula else ""
    if isinstance(value, dt.datetime | dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return plain_float(value)
    return clean_line(str(value))


def plain_float(value):
    """As Excel shows a number: 2022.0 is 2022."""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}".replace(".", ",")
