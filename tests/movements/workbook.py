"""Workbooks for tests: the portal's own, filled in as a person would, or spoilt in one exact way."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from movements.arithmetic import Amount
from movements.compile import Box, Section
from movements.models import Figure, Filing, Indicator, Movement, Period
from movements.workbook import compare, read_workbook, write_workbook
from movements.workbook.layout import COLUMNS, FIGURES
from tests.movements.test_filing_actions import AT
from thidua import calendar
from units.models import Unit

LETTERS = {column.key: "ABCDEFGHIJ"[index] for index, column in enumerate(COLUMNS)}


def written(filing, sections, *, editable=True):
    return write_workbook(filing, sections, editable=editable, made_on=AT.date())


def row_of(sheet, code):
    """The row of a box by its code."""
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == code)


def place(sheet, code, key):
    """The address of one cell of a box: "G9"."""
    return f"{LETTERS[key]}{row_of(sheet, code)}"


def edited(data, edit):
    """The workbook after `edit(book)`, saved as openpyxl saves it."""
    book = load_workbook(io.BytesIO(data))
    edit(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def filled(data, boxes):
    """`boxes`: {code: {column key: value}} typed into the sheet of figures."""

    def fill(book):
        sheet = book[FIGURES]
        for code, cells in boxes.items():
            for key, value in cells.items():
                sheet[place(sheet, code, key)] = value

    return edited(data, fill)


def upload_of(data, name="bao-cao.xlsx"):
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def uploaded(filing, sections, boxes):
    return upload_of(filled(written(filing, sections), boxes))


def with_part(data, name, text):
    """The archive with one part replaced or added: what no writer of workbooks would make."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, text)
    return target.getvalue()


# --- A filing in memory: reading needs no database ---------------------------------------------------------


def indicator(pk, code, name, *, rate=False, **fields):
    parts = {"entry": "rate", "unit_of_measure": "%", "multiplier": 100, "numerator_label": "số hộ nghèo",
             "denominator_label": "tổng số hộ"} if rate else {"entry": "typed"}  # fmt: skip
    given = {"unit_of_measure": "ha", "frequency": "quarter", "over_time": "sum", "better": "up"} | parts | fields
    return Indicator(pk=pk, code=code, name=name, **given)


FOREST = indicator(1, "D2.33", "Diện tích rừng trồng mới", decimals=1)
MEETINGS = indicator(2, "D1.01", "Số hội nghị quán triệt", unit_of_measure="cuộc")
POVERTY = indicator(3, "D2.04", "Tỷ lệ hộ nghèo", rate=True, decimals=2)
COVER = indicator(4, "D2.34", "Tỷ lệ che phủ rừng", decimals=2, unit_of_measure="%")
SPENDING = indicator(5, "D2.16", "Tỷ lệ giải ngân", rate=True, decimals=1, part_decimals=2)


def box(of, value=None, denominator=None, *, nothing=False, note="", version=1):
    """A box as stored; nothing given means that it was never saved."""
    figure = None
    if value is not None or nothing or note:
        figure = Figure(indicator=of, value=value, denominator=denominator, nothing=nothing, note=note, version=version)
    last = Amount(7, 9) if of.is_rate else Amount(1205)
    return Box(of, figure, last, None, last, None, False)


def filing_of(*boxes, unit="SNNPTNT", index=4, pk=5, **texts):
    """(filing, sections) in memory, the boxes in two sections."""
    span = calendar.span("quarter", 2024, index, "nd09")
    period = Period(pk=index, kind="quarter", year=2024, index=index, first_day=span.first, last_day=span.last)
    office = Unit(code=unit, name=f"Sở {unit}", authority=f"Sở {unit}")
    filing = Filing(pk=pk, unit=office, period=period, receiver=Unit(code="SNV", name="Sở Nội vụ"), **texts)
    half = (len(boxes) + 1) // 2
    movement = Movement(pk=1, name="Chung sức xây dựng nông thôn mới")
    return filing, [Section(movement, tuple(boxes[:half])), Section(None, tuple(boxes[half:]))]


def usual():
    """Five boxes of every kind, two of them filled in."""
    return filing_of(
        box(FOREST, 120), box(MEETINGS), box(POVERTY, 30, 400), box(COVER), box(SPENDING),
        highlights="Đã trồng rừng.",
    )  # fmt: skip


def read(data, filing, sections, name="bao-cao.xlsx"):
    return read_workbook(data, name, filing=filing, sections=sections)


def compared(data, filing, sections):
    return compare(read(data, filing, sections), filing=filing, sections=sections)
