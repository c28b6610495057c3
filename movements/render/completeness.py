"""Completeness as something to take away: the same cells as on the page, as a workbook, as text, on one A4."""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from django.template.loader import render_to_string
from django.utils import timezone

from movements.compile.completeness import STATE_LABELS, by_period, state_counts, tally
from movements.compile.standing import LATE, NOT_EXPECTED
from thidua import charts
from thidua.charts.heat import Cell, HeatRow, mark
from thidua.looks import look
from thidua.pdf import write_pdf
from thidua.text import format_number
from thidua.tokens import CHART_FONT
from units.enums import UnitKind

ROMAN = ("I", "II", "III", "IV")
NOT_OWED, NOT_YET = "Không phải báo cáo", "Chưa đến kỳ gửi"
# (units on one A4, blocks side by side, px of the drawing across it): names of 7 pt, or a little less for more units
SMALL_SHEET, LARGE_SHEET = (100, 2, 860), (165, 3, 930)
COUNT_HEADS = ("Phải gửi", "Đã gửi", "Đúng hạn", "Đã gửi / phải gửi (%)", "Đúng hạn / phải gửi (%)")


def head(period):
    return f"Quý {ROMAN[period.index - 1]}"


def percent(tenths):
    """ "95,5 %"; a dash where nothing was expected."""
    return "–" if tenths is None else f"{format_number(tenths, 1)} %"


def cell_words(cell):
    """The word of the state, with the working days by which it was late; what an invited unit did is said too."""
    if cell.state == NOT_EXPECTED:
        return "Đề nghị báo cáo, đã gửi" if cell.is_sent else "Đề nghị báo cáo, chưa gửi"
    days = f" {cell.days_late} ngày làm việc" if cell.state == LATE and cell.days_late else ""
    return STATE_LABELS[cell.state] + days


def empty_words(period, today):
    """What stands where a unit has no cell: it owes nothing, or the quarter still runs."""
    return NOT_YET if period.last_day >= today else NOT_OWED


@dataclass(frozen=True)
class Sheet:
    """What a file says: whose, of when, as of which moment."""

    board: object
    span: str  # "năm 2024", "quý IV năm 2024"
    narrowed: str  # what the page was narrowed to, in words; blank: nothing
    at: object  # the office's moment

    @property
    def title(self):
        return f"Tình hình gửi báo cáo kết quả {self.span}"

    @property
    def moment(self):
        return f"Tính đến {timezone.localtime(self.at):%H:%M ngày %d/%m/%Y}"

    @property
    def heads(self):
        quarters = [head(period) for period in self.board.periods]
        return ["Mã đơn vị", "Đơn vị", "Loại đơn vị", "Nơi nhận báo cáo", *quarters, *COUNT_HEADS]

    @property
    def rows(self):
        """One row per unit, then the sums: words for states, numbers for numbers, None where nothing is expected."""
        for row in self.board.rows:
            cells = [cell for cell in row.cells if cell is not None]
            place = self.board.names.get(cells[-1].owed.receiver_id, "") if cells else ""
            words = [self._words(cell, period) for cell, period in zip(row.cells, self.board.periods, strict=True)]
            yield [row.unit.code, row.unit.name, UnitKind(row.unit.kind).label, place, *words, *counts(tally(cells))]

    def _words(self, cell, period):
        if cell is not None:
            return cell_words(cell)
        return "" if self.narrowed else empty_words(period, timezone.localtime(self.at).date())

    @property
    def sums(self):
        quarters = [f"{group.tally.sent}/{group.tally.expected} đã gửi" for group in by_period(self.board)]
        return ["", "Cộng", "", "", *quarters, *counts(tally(self.board.cells))]


def counts(counted):
    """Numbers for the last columns; shares in percent with one decimal."""
    shares = [None if one is None else Decimal(one).scaleb(-1) for one in (counted.sent_share, counted.in_time_share)]
    return [counted.expected, counted.sent, counted.in_time, *shares]


def as_csv(sheet) -> bytes:
    """Text with a byte order mark, so that Excel reads the Vietnamese; semicolons and decimal commas as here."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerows([[sheet.title], [sheet.moment], *([[sheet.narrowed]] if sheet.narrowed else []), sheet.heads])
    writer.writerows([[_comma(value) for value in row] for row in (*sheet.rows, sheet.sums)])
    return out.getvalue().encode("utf-8-sig")


def _comma(value):
    """A share with its decimal comma; a text that a spreadsheet would take for a formula is kept a text."""
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@" and value else value


def as_xlsx(sheet) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        _write(book, book.add_worksheet("Tình hình gửi báo cáo"), sheet)
    return out.getvalue()


def _write(book, page, sheet):
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    heads = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
    share = book.add_format({"num_format": "0.0"})
    page.write_string(0, 0, sheet.title, bold)
    page.write_string(1, 0, sheet.moment)
    page.write_string(2, 0, sheet.narrowed or "Đơn vị được đề nghị báo cáo không tính vào tỷ lệ.")
    page.write_row(4, 0, sheet.heads, heads)
    at = 4
    for at, row in enumerate(sheet.rows, start=5):
        _write_row(page, at, row, wrap, share)
    _write_row(page, at + 1, sheet.sums, bold, share)
    page.autofilter(4, 0, at, len(sheet.heads) - 1)
    page.freeze_panes(5, 2)
    for first, last, width in ((0, 0, 11), (1, 1, 44), (2, 3, 26), (4, 3 + len(sheet.board.periods), 24)):
        page.set_column(first, last, width)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(4)


def _write_row(page, at, row, words, share):
    for column, value in enumerate(row):
        if isinstance(value, str):
            page.write_string(at, column, value, words)
        elif value is not None:
            page.write_number(at, column, value, share if isinstance(value, Decimal) else None)


# --- One A4 ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """One sheet of paper; `words` says which of how many, and that it goes on."""

    chart: str
    words: str


def as_pdf(sheet) -> bytes:
    """One A4 for up to 165 units; more go on over the leaf, and each leaf says so. Raises PdfUnavailable."""
    counted = tally(sheet.board.cells)
    context = {
        "sheet": sheet,
        "total": counted,
        "shares": [percent(counted.sent_share), percent(counted.in_time_share)],
        "legend": [
            (mark(*look(state)), STATE_LABELS[state], n) for state, n in state_counts(sheet.board.cells).items()
        ],
        "periods": [
            (group.label, group.tally, percent(group.tally.sent_share), percent(group.tally.in_time_share))
            for group in by_period(sheet.board)
        ],
        "pages": list(_pages(sheet)),
    }
    return write_pdf(render_to_string("pdf/completeness.html", context), style="pdf-completeness.css")


def _pages(sheet):
    rows, heads = sheet.board.rows, [ROMAN[period.index - 1] for period in sheet.board.periods]
    most, blocks, width = SMALL_SHEET if len(rows) <= SMALL_SHEET[0] else LARGE_SHEET
    leaves = [rows[at : at + most] for at in range(0, len(rows), most)]
    for number, leaf in enumerate(leaves, start=1):
        lines = [HeatRow(row.unit.name, tuple(_cells(sheet, row))) for row in leaf]
        drawn = charts.heat_map(lines, heads, columns=blocks, width=width, title=sheet.title)
        yield Page(str(drawn).replace(CHART_FONT, "Tinos"), _leaf_words(number, len(leaves), len(rows)))


def _leaf_words(number, leaves, units):
    if leaves == 1:
        return f"{units} đơn vị"
    more = ", còn tiếp trang sau" if number < leaves else ""
    return f"{units} đơn vị; tờ {number}/{leaves}{more}"


def _cells(sheet, row):
    for cell, period in zip(row.cells, sheet.board.periods, strict=True):
        if cell is None:
            yield Cell("", "idle", f"{head(period)}: {NOT_OWED.lower()}")
        else:
            yield Cell(*look(cell.state), f"{head(period)}: {cell_words(cell).lower()}")
