"""A filing as a workbook: labels locked, boxes prefilled and checked while typing, stamped on a hidden sheet."""

import io
from decimal import Decimal

import xlsxwriter

from movements.arithmetic import shown_value
from movements.workbook.formats import Formats
from movements.workbook.layout import (
    CELL_LENGTH,
    COLUMNS,
    EXCEL_DIGITS,
    FIGURES,
    HIDDEN,
    NOTE_LENGTH,
    NOTHING_MARK,
    TEXT_LENGTH,
    TEXT_NAMES,
    TEXTS,
    text_label,
)
from movements.workbook.stamp import label_of, stamp_rows
from thidua.text import box_number, format_number

HEADER_ROW = 6  # counted from 0, as the library does
PLACE = {column.key: index for index, column in enumerate(COLUMNS)}
PROTECTION = {"format_columns": True, "format_rows": True, "select_locked_cells": True}
HOW_TO = (
    "Chỉ ghi vào ô nền vàng. Ô để trống thì số đã lưu trên cổng giữ nguyên; không có gì thì ghi x ở “Không phát sinh”.",
    "Không sửa cột Mã, không gộp ô, không chép sang tệp khác. Ghi xong, lưu dạng .xlsx rồi tải lên ở trang báo cáo.",
)


def file_name(filing):
    """ "Bao-cao-SNNPTNT-quy-4-2024.xlsx": plain letters, so that every mail and disk keeps it."""
    return f"Bao-cao-{filing.unit.code}-quy-{filing.period.index}-{filing.period.year}.xlsx"


def write_workbook(filing, sections, *, editable, made_on):
    """Bytes of the .xlsx of one filing. `editable` leaves the boxes open; otherwise all of it is for reading."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    book.set_properties({"title": f"{filing.title}, {filing.unit.name}", "company": filing.unit.authority})
    formats = Formats(book, editable=editable)
    _figures(book.add_worksheet(FIGURES), filing, sections, formats, made_on)
    _texts(book.add_worksheet(TEXTS), filing, formats)
    _stamp(book.add_worksheet(HIDDEN), filing, sections)
    book.close()
    return target.getvalue()


def _stamp(sheet, filing, sections):
    sheet.very_hidden()
    for number, row in enumerate(stamp_rows(filing, sections)):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text[:CELL_LENGTH])


# --- The sheet of figures ----------------------------------------------------------------------------------


def _figures(sheet, filing, sections, formats, made_on):
    _heading(sheet, filing, formats, made_on)
    for column in COLUMNS:
        sheet.set_column(PLACE[column.key], PLACE[column.key], column.width)
        sheet.write_string(HEADER_ROW, PLACE[column.key], column.title, formats["header"])
    sheet.set_row(HEADER_ROW, 48)
    row = HEADER_ROW + 1
    for section in sections:
        row = _section(sheet, row, section, formats)
    _paper(sheet, row)


def _heading(sheet, filing, formats, made_on):
    period = filing.period
    use = "" if formats.editable else " Bản để xem: báo cáo này đang không sửa được."
    lines = (
        (filing.title, "title"),
        (filing.unit.authority, "strong"),
        (f"Số liệu từ {period.first_day:%d/%m/%Y} đến {period.last_day:%d/%m/%Y}.", "plain"),
        (f"Tải từ cổng ngày {made_on:%d/%m/%Y}.{use}", "plain"),
        *((line, "hint") for line in HOW_TO),
    )
    for number, (line, look) in enumerate(lines):
        sheet.write_string(number, 0, line, formats[look])


def _section(sheet, row, section, formats):
    """Writes one section from `row` on; returns the row after it."""
    for column in range(len(COLUMNS)):
        sheet.write_blank(row, column, None, formats["section"])
    sheet.write_string(row, PLACE["name"], section.name, formats["section"])
    for number, box in enumerate(section.boxes, row + 1):
        _box(sheet, number, box, formats)
    return row + 1 + len(section.boxes)


def _box(sheet, row, box, formats):
    indicator, figure = box.indicator, box.figure
    sheet.write_string(row, PLACE["code"], indicator.code, formats["code"])
    sheet.write_string(row, PLACE["name"], label_of(indicator), formats["label"])
    sheet.write_string(row, PLACE["unit"], _unit(indicator), formats["label"])
    sheet.write_string(row, PLACE["target"], box.target_named, formats["beside_text"])
    _beside(sheet, (row, PLACE["last"]), box.last, indicator, formats)
    _beside(sheet, (row, PLACE["cumulative"]), box.cumulative, indicator, formats)
    decimals = indicator.box_decimals
    _number(sheet, (row, PLACE["value"]), figure and figure.value, decimals, formats)
    _check_while_typing(sheet, row, PLACE["value"], indicator)
    if indicator.is_rate:
        _number(sheet, (row, PLACE["denominator"]), figure and figure.denominator, decimals, formats)
        _check_while_typing(sheet, row, PLACE["denominator"], indicator, above_zero=True)
    else:
        sheet.write_blank(row, PLACE["denominator"], None, formats["closed"])
    _words(sheet, row, figure, formats)


def _unit(indicator):
    when = "" if indicator.frequency == "quarter" else f", số {indicator.get_frequency_display()}"
    return f"{indicator.unit_of_measure}{when}"


def _beside(sheet, place, amount, indicator, formats):
    """What stands beside the box, for reading only."""
    look, scaled = formats.beside(indicator.decimals), shown_value(amount, indicator)
    if scaled is None:
        sheet.write_string(*place, "–", look)
    elif fits_excel(scaled):
        sheet.write_number(*place, unscaled(scaled, indicator.decimals), look)
    else:
        sheet.write_string(*place, format_number(scaled, indicator.decimals), look)


def _number(sheet, place, scaled, decimals, formats):
    """A box one types into. What Excel cannot keep exactly stands there as text, which the reader takes as well."""
    if scaled is None:
        sheet.write_blank(*place, None, formats.box(decimals))
    elif fits_excel(scaled):
        sheet.write_number(*place, unscaled(scaled, decimals), formats.box(decimals))
    else:
        sheet.write_string(*place, box_number(scaled, decimals), formats["box_text"])


def fits_excel(scaled):
    return abs(scaled) < 10**EXCEL_DIGITS


def unscaled(scaled, decimals):
    return Decimal(scaled).scaleb(-decimals)


def _words(sheet, row, figure, formats):
    nothing = figure is not None and figure.nothing
    _word(sheet, (row, PLACE["nothing"]), NOTHING_MARK if nothing else "", formats["mark"])
    sheet.data_validation(
        row, PLACE["nothing"], row, PLACE["nothing"],
        {"validate": "list", "source": [NOTHING_MARK], "error_title": "Không phát sinh",
         "error_message": "Ghi x khi trong kỳ không phát sinh; có số thì để trống."},
    )  # fmt: skip
    _word(sheet, (row, PLACE["note"]), figure.note if figure else "", formats["note"])
    sheet.data_validation(row, PLACE["note"], row, PLACE["note"], _at_most(NOTE_LENGTH, "Giải trình"))


def _word(sheet, place, text, look):
    """A text, or a cell that is truly empty; what no cell can hold stays on the portal only."""
    if text and len(text) <= CELL_LENGTH:
        sheet.write_string(*place, text, look)
    else:
        sheet.write_blank(*place, None, look)


def _at_most(length, title):
    return {
        "validate": "length", "criteria": "<=", "value": length, "error_title": title,
        "error_message": f"Nhiều nhất {length} ký tự.",
    }  # fmt: skip


def _check_while_typing(sheet, row, column, indicator, *, above_zero=False):
    decimals = indicator.box_decimals
    kind = "số nguyên" if decimals == 0 else f"số có nhiều nhất {decimals} chữ số thập phân"
    edge = 10**EXCEL_DIGITS - 1
    rule = {
        "validate": "integer" if decimals == 0 else "decimal", "criteria": "between", "minimum": -edge,
        "maximum": edge, "error_title": "Số chưa đúng",
        "error_message": f"Ô này nhận {kind}, không ghi đơn vị hay chữ.",
    }  # fmt: skip
    if above_zero:
        rule |= {"minimum": 1 if decimals == 0 else float(unscaled(1, decimals))}
        rule["error_message"] = f"Vế dưới là {kind}, lớn hơn 0."
    elif message := _plausible(indicator):
        rule |= {"input_title": indicator.code, "input_message": message}
    sheet.data_validation(row, column, row, column, rule)


def _plausible(indicator):
    """The usual range, said when the box is entered; it never stops anybody."""
    ends = [indicator.plausible_min, indicator.plausible_max]
    if indicator.is_rate or None in ends:
        return ""
    low, high = (format_number(end, indicator.decimals, trim=True) for end in ends)
    return f"Thường từ {low} đến {high} {indicator.unit_of_measure}."


def _paper(sheet, rows):
    sheet.protect("", PROTECTION)
    sheet.freeze_panes(HEADER_ROW + 1, 2)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, rows, len(COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_selection(HEADER_ROW + 2, PLACE["value"], HEADER_ROW + 2, PLACE["value"])


# --- The sheet of narratives -------------------------------------------------------------------------------


def _texts(sheet, filing, formats):
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 110)
    sheet.write_string(0, 0, f"Nhận xét của {filing.unit.name}", formats["title"])
    sheet.write_string(1, 0, f"{filing.title}. Ô để trống thì phần đã lưu trên cổng giữ nguyên.", formats["hint"])
    sheet.write_string(2, 0, "Mục", formats["header"])
    sheet.write_string(2, 1, "Nội dung", formats["header"])
    for row, name in enumerate(TEXT_NAMES, 3):
        sheet.set_row(row, 150)
        sheet.write_string(row, 0, text_label(name), formats["label"])
        _word(sheet, (row, 1), getattr(filing, name), formats["note"])
        sheet.data_validation(row, 1, row, 1, _at_most(TEXT_LENGTH, text_label(name)[:32]))
    sheet.protect("", PROTECTION)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
