"""Workbooks for tests: the portal's own, filled in as a person would, or spoilt in one exact way."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from movements.workbook import write_workbook
from movements.workbook.layout import COLUMNS, FIGURES
from tests.movements.test_filing_actions import AT

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
