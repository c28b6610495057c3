"""Reading the sheets of an .xlsx as texts, part by part.

openpyxl builds an object for each cell, which for ten thousand rows takes longer than everything else together; here
the parts are read once, from front to back. The gate has let the file in: no entities, no more bytes than it may hold.
"""

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree as ET

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from thidua.errors import Refused
from thidua.text import clean_line

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
OTHER_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
BROKEN = (ET.ParseError, KeyError, ValueError, IndexError, zipfile.BadZipFile, OverflowError)
MAX_MERGES = 20_000


def xlsx_sheets(data, name, *, make, last_row, last_column):
    """Sheets as `make(name)` with rows, merges and hidden rows filled in; Refused when the parts do not fit."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = _Book(archive, last_row, last_column)
            return [book.read(make(title), part) for title, part in book.parts()]
    except BROKEN:
        raise Refused(f"Không đọc được tệp “{name}”. Mở bằng Excel, lưu lại dạng .xlsx rồi tải lên lại.") from None


class _Book:
    """What all sheets share: texts, formats, the calendar."""

    def __init__(self, archive, last_row, last_column):
        self.archive, self.last_row, self.last_column = archive, last_row, last_column
        self.names = set(archive.namelist())
        main = archive.read("xl/workbook.xml")
        if STRICT in main:
            raise ValueError("strict form")
        self.main = ET.fromstring(main)  # noqa: S314 - the gate refuses entities
        properties = self.main.find(f"{MAIN}workbookPr")
        old = properties is not None and properties.get("date1904") in ("1", "true")
        self.calendar = CALENDAR_MAC_1904 if old else CALENDAR_WINDOWS_1900
        self.texts, self.dates = self._texts(), self._date_styles()
        self.columns = {}

    def parts(self):
        """(title, name of the part) of the worksheets, in the order of the book; charts are left out."""
        relations = ET.fromstring(self.archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
        targets = {row.get("Id"): row.get("Target") for row in relations}
        for sheet in self.main.iter(f"{MAIN}sheet"):
            target = targets[sheet.get(RELATION)]
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if part.startswith("xl/worksheets/"):
                yield sheet.get("name"), part

    def _texts(self):
        if "xl/sharedStrings.xml" not in self.names:
            return []
        found = []
        with self.archive.open("xl/sharedStrings.xml") as part:
            for _, node in ET.iterparse(part):  # noqa: S314 - as above
                if node.tag == f"{MAIN}si":
                    found.append(_rich(node))
                    node.clear()
        return found

    def _date_styles(self):
        """Indexes of the cell formats that show a date."""
        if "xl/styles.xml" not in self.names:
            return frozenset()
        styles = ET.fromstring(self.archive.read("xl/styles.xml"))  # noqa: S314 - as above
        own = {row.get("numFmtId"): row.get("formatCode", "") for row in styles.iter(f"{MAIN}numFmt")}
        formats = styles.find(f"{MAIN}cellXfs")
        used = [row.get("numFmtId", "0") for row in formats] if formats is not None else []
        return frozenset(str(index) for index, number in enumerate(used) if _is_date(number, own))

    def read(self, sheet, part):
        with self.archive.open(part) as lines:
            place = 0
            for _, node in ET.iterparse(lines):  # noqa: S314 - as above
                if node.tag == f"{MAIN}row":
                    place = int(node.get("r", place + 1))
                    self._row(sheet, node, place)
                    node.clear()
                elif node.tag == f"{MAIN}mergeCell" and len(sheet.merged) < MAX_MERGES:
                    sheet.merged.append(self._range(node.get("ref")))
        return sheet

    def _row(self, sheet, node, place):
        if place > self.last_row:
            return
        if node.get("hidden") in ("1", "true"):
            sheet.hidden.add(place)
        row, column = {}, 0
        for cell in node:
            column = self._column(cell.get("r")) or column + 1
            if column <= self.last_column and (text := self._text(cell)):
                row[column] = text
        if row:
            sheet.rows[place] = row

    def _column(self, reference):
        """1 for "A7"; 0 where the cell does not say."""
        if not reference:
            return 0
        letters = reference.rstrip("0123456789")
        if letters not in self.columns:
            self.columns[letters] = _column_number(letters)
        return self.columns[letters]

    def _text(self, cell):
        kind, value = cell.get("t", "n"), cell.find(f"{MAIN}v")
        if kind == "inlineStr":
            inner = cell.find(f"{MAIN}is")
            return _rich(inner) if inner is not None else ""
        if value is None or not value.text:
            formula = cell.find(f"{MAIN}f")
            return f"={formula.text or '…'}" if formula is not None else ""
        if kind == "s":
            return self.texts[int(value.text)]
        if kind in ("str", "e", "d"):
            return clean_line(value.text)
        if kind == "b":
            return "TRUE" if value.text == "1" else "FALSE"
        return self._number(value.text, cell.get("s"))

    def _number(self, text, style):
        if style in self.dates:
            return self._date(float(text))
        if text.isdecimal() and len(text) <= 15:
            return text
        value = float(text)
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}".replace(".", ",")

    def _date(self, value):
        """ "05/01/2023"; a time of day alone, or a day before the calendar begins, is "#####" as in Excel."""
        try:
            day = from_excel(value, self.calendar)
            return f"{day:%d/%m/%Y}" if value >= 1 else "#####"
        except (ValueError, OverflowError, TypeError):
            return "#####"

    def _range(self, reference):
        first, _, last = reference.partition(":")
        (top_column, top), (down_column, down) = (REFERENCE.fullmatch(end).groups() for end in (first, last or first))
        return int(top), self._column(top_column), int(down), self._column(down_column)


def _rich(node):
    """The text of a cell, its formatting left out; the reading aid over Asian scripts is no part of it."""
    plain = node.find(f"{MAIN}t")
    if plain is not None and len(node) == 1:
        return clean_line(plain.text or "")
    pieces = [run.findtext(f"{MAIN}t") or "" for run in node.iter(f"{MAIN}r")]
    return clean_line("".join(pieces) if pieces else (plain.text or "" if plain is not None else ""))


def _is_date(number, own):
    if number in own:
        return is_date_format(own[number])
    return int(number) in OTHER_DATES or is_date_format(BUILTIN_FORMATS.get(int(number), ""))


def _column_number(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
