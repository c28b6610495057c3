"""The person's own list again, with a column “Lỗi” that says in each row what is wrong, the bad cells marked."""

import io
from collections import defaultdict

import xlsxwriter

from thidua.tokens import TONES

ERRORS = "Lỗi"
INK, WASH, _ = TONES["fail"]
WIDTH = 70


def copy_with_errors(sheets, faults, headings):
    """Bytes of an .xlsx with the texts of all sheets as they were read; it can be mended and sent again.

    `headings` is {name of a sheet: its heading row}. Everything is written as text: "05/01/2023" stays that day,
    whatever country the reader's Excel is set to.
    """
    target = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, {"in_memory": True, **options}) as book:
        looks = {
            "bad": book.add_format({"bg_color": WASH, "num_format": "@"}),
            "said": book.add_format({"font_color": INK, "text_wrap": True, "valign": "top"}),
            "heading": book.add_format({"font_color": INK, "bold": True}),
        }
        for sheet in sheets:
            target_sheet = book.add_worksheet(_title(sheet.name, book))
            _write(target_sheet, sheet, _of_sheet(faults, sheet.name), headings.get(sheet.name), looks)
    return target.getvalue()


def _title(name, book):
    """A name that Excel takes, each once."""
    plain = "".join(" " if ch in "[]:*?/\\'" else ch for ch in name)[:28].strip() or "Danh sách"
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    return plain if plain.lower() not in taken else f"{plain} {len(taken) + 1}"


def _of_sheet(faults, name):
    found = defaultdict(list)
    for fault in faults:
        if fault.sheet == name:
            found[fault.row].append(fault)
    return found


def _write(target, sheet, faults, heading, looks):
    old = {
        column for cells in sheet.rows.values() for column, text in cells.items() if text == ERRORS
    }  # of an earlier copy
    last = max((column for cells in sheet.rows.values() for column in cells if column not in old), default=0)
    for row, cells in sheet.rows.items():
        bad = {fault.column for fault in faults.get(row, ())}
        for column, text in cells.items():
            if column not in old:
                look = looks["bad"] if xlsxwriter.utility.xl_col_to_name(column - 1) in bad else None
                target.write_string(row - 1, column - 1, text, look)
        if row in faults:
            target.write_string(row - 1, last, _said(faults[row]), looks["said"])
    if faults and heading:
        target.write_string(heading - 1, last, ERRORS, looks["heading"])
        target.set_column(last, last, WIDTH)


def _said(faults):
    return "\n".join(f"{fault.place if fault.column else fault.title}: {fault.message}" for fault in faults)
