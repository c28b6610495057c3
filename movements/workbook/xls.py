"""Reading old .xls into the same plain cells as .xlsx."""

import struct

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import from_excel

from movements.workbook.biff import Encrypted, open_book, text
from movements.workbook.gate import SAVE_AS
from movements.workbook.grids import Cell, Grid
from movements.workbook.layout import LAST_ROW
from movements.workbook.xlsx import LAST_COLUMN, is_percent
from thidua.errors import Refused

ROW, MERGED, FORMULA, RESULT = 0x0208, 0x00E5, 0x0006, 0x0207
NUMBER, RK, MANY_RK, TRUTH_OR_ERROR, SHARED, LABEL = 0x0203, 0x027E, 0x00BD, 0x0205, 0x00FD, 0x0204
RICH_LABEL = 0x00D6
HIDDEN_ROW = 0x20
FROM_FORMULA = "(tính từ các ô khác)"
OUT_OF_CALENDAR = "#######"  # as Excel shows a date before its first day
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def xls_grids(data, last_row=LAST_ROW):
    """All worksheets down to `last_row`; Refused when the file cannot be made out with certainty."""
    try:
        book = open_book(data)
        return [_Sheet(book, name, last_row).read(start) for name, start in book.starts.items()]
    except Encrypted:
        raise Refused("Tệp .xls này đặt mật khẩu nên không đọc được. Bỏ mật khẩu rồi tải lên lại.") from None
    except (ValueError, IndexError, KeyError, OverflowError, struct.error):
        raise Refused(f"Không đọc được chắc chắn tệp .xls này. {SAVE_AS}") from None


class _Sheet:
    """One worksheet, record by record."""

    def __init__(self, book, name, last_row):
        self.last_row = last_row
        self.book, self.grid, self.hidden, self.waiting = book, Grid(name), set(), None

    def read(self, start):
        kinds = {ROW: self._row, MERGED: self._merged, RESULT: self._result}
        for kind, body in self.book.records(start):
            if kind in kinds:
                kinds[kind](body)
            elif kind in CELLS:
                self._cells(kind, body)
        self.grid.hidden_rows = frozenset(self.hidden)
        return self.grid

    def _row(self, body):
        number, flags = struct.unpack_from("<H10xH", body)
        if flags & HIDDEN_ROW:
            self.hidden.add(number + 1)

    def _merged(self, body):
        for index in range(struct.unpack_from("<H", body)[0]):
            top, down, left, right = struct.unpack_from("<HHHH", body, 2 + 8 * index)
            self.grid.merged.append((top + 1, left + 1, down + 1, right + 1))

    def _cells(self, kind, body):
        row, column = struct.unpack_from("<HH", body)
        if kind == MANY_RK:
            for index in range((len(body) - 6) // 6):
                look, raw = struct.unpack_from("<HI", body, 4 + 6 * index)
                self._put(row, column + index, look, _rk(raw))
            return
        look = struct.unpack_from("<H", body, 4)[0]
        value, error = self._text(body) if kind == SHARED else CELLS[kind](body)
        self.waiting = (row, column) if kind == FORMULA and value == "" else None
        self._put(row, column, look, value, error=error, formula=FROM_FORMULA if kind == FORMULA else "")

    def _text(self, body):
        return self.book.strings[struct.unpack_from("<I", body, 6)[0]], ""

    def _result(self, body):
        """The text that the formula before has given."""
        if self.waiting:
            self._put(*self.waiting, 0, text(body), formula=FROM_FORMULA)

    def _put(self, row, column, look, value, *, error="", formula=""):
        if row >= self.last_row or column >= LAST_COLUMN:
            return
        shown = self.book.looks[look]
        if isinstance(value, float) and is_date_format(shown):
            value, error = _date(value, error)
        self.grid.put(row + 1, column + 1, Cell(value if value != "" else None, formula, is_percent(shown), error))


def _date(value, error):
    try:
        return from_excel(value), error
    except (ValueError, OverflowError):
        return None, OUT_OF_CALENDAR


def _rk(raw):
    """A number in four bytes: a whole number or the upper half of a double, perhaps in hundredths."""
    if raw & 2:
        value = float(struct.unpack("<i", struct.pack("<I", raw))[0] >> 2)
    else:
        value = struct.unpack("<d", struct.pack("<II", 0, raw & 0xFFFFFFFC))[0]
    return value / 100 if raw & 1 else value


def _formula(body):
    if body[12:14] != b"\xff\xff":
        return struct.unpack_from("<d", body, 6)[0], ""
    kind = body[6]
    if kind == 2:
        return None, ERRORS.get(body[8], "#N/A")
    return bool(body[8]) if kind == 1 else "", ""


def _truth_or_error(body):
    return (None, ERRORS.get(body[6], "#N/A")) if body[7] else (bool(body[6]), "")


# Kind of record -> what gives (value, error) of its cell; two need more than the record itself.
CELLS = {
    NUMBER: lambda body: (struct.unpack_from("<d", body, 6)[0], ""),
    RK: lambda body: (_rk(struct.unpack_from("<I", body, 6)[0]), ""),
    LABEL: lambda body: (text(body[6:]), ""),
    RICH_LABEL: lambda body: (text(body[6:]), ""),
    FORMULA: _formula,
    TRUTH_OR_ERROR: _truth_or_error,
    SHARED: None,
    MANY_RK: None,
}
