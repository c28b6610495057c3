"""Old .xls files for tests, written record by record: no library that writes them is worth keeping."""

import io
import struct
from datetime import datetime

from openpyxl import load_workbook
from openpyxl.utils.datetime import to_excel

SECTOR, FREE, END, FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
GENERAL, PERCENT, DATE, QUOTED, FINE_PERCENT = range(5)  # numbers of the formats below
FORMATS = {164: "dd/mm/yyyy", 165: '0.00"%"', 166: "0.000%"}
USED = (0, 10, 164, 165, 166)
LOOKS = {"0.00%": PERCENT, "0.000%": FINE_PERCENT, '0.00"%"': QUOTED}
ERRORS = {"#DIV/0!": 0x07, "#N/A": 0x2A, "#REF!": 0x17}


def as_xls(data, *, protect=False, cut=8000):
    """The .xlsx as Excel would save it in the old format; formulas keep 42 as their result. `cut`: bytes of texts in
    one record before the next one goes on with them."""
    book = load_workbook(io.BytesIO(data))
    return container(_book(book, protect, cut))


def container(stream, name="Workbook"):
    """The stream in an OLE container, padded so that it lies in whole sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    count = len(stream) // SECTOR
    tables = 1
    while tables * 128 < count + tables + 1:
        tables += 1
    fat = [*range(1, count), END, END, *[FAT] * tables]
    fat += [FREE] * (tables * 128 - len(fat))
    places = [*range(count + 1, count + 1 + tables)]
    header = struct.pack(
        "<8s16xHHHHH6xIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, count
    )
    header += struct.pack("<IIIIII", 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *places, *[FREE] * (109 - tables))
    directory = _entry("Root Entry", 5, END, 0, child=1) + _entry(name, 2, 0, len(stream)) + bytes(256)
    return header + stream + directory + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name, kind, start, size, child=FREE):
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16xI16xIII", text, len(text), kind, 1, FREE, FREE, child, 0, start, size, 0)


def record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def _wide(text, size="<HB"):
    return struct.pack(size, len(text), 1) + text.encode("utf-16-le")


def _bof(kind):
    return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0, 0, 0, 0))


def _texts(book):
    """Every text of the book once, in the order met; cells point at it by its number."""
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return list(dict.fromkeys(cell.value for cell in cells if _is_text(cell.value)))


def _is_text(value):
    return isinstance(value, str) and not value.startswith("=") and value not in ERRORS


def _shared(texts, cut):
    """The table of texts: the header of a text is never cut, its letters are, with their width said again."""
    chunks = [bytearray(struct.pack("<II", len(texts), len(texts)))]
    for text in texts:
        if len(chunks[-1]) + 3 > cut:
            chunks.append(bytearray())
        raw = text.encode("utf-16-le")
        chunks[-1] += struct.pack("<HB", len(raw) // 2, 1)
        while raw:
            room = (cut - len(chunks[-1])) // 2 * 2
            if room <= 0:
                chunks.append(bytearray(b"\1"))
                continue
            chunks[-1] += raw[:room]
            raw = raw[room:]
    return record(0x00FC, bytes(chunks[0])) + b"".join(record(0x003C, bytes(chunk)) for chunk in chunks[1:])


def _book(book, protect, cut):
    head = _bof(0x0005) + (record(0x002F, bytes(6)) if protect else b"") + record(0x0042, struct.pack("<H", 1200))
    head += b"".join(record(0x041E, struct.pack("<H", key) + _wide(text)) for key, text in FORMATS.items())
    head += b"".join(record(0x00E0, struct.pack("<HH16x", 0, used)) for used in USED)
    texts = _texts(book)
    places = {text: number for number, text in enumerate(texts)}
    sheets = [_sheet(sheet, places) for sheet in book.worksheets]
    shared = _shared(texts, cut)
    names = [_wide(sheet.title, "<BB") for sheet in book.worksheets]
    start = len(head) + sum(10 + len(name) for name in names) + len(shared) + 4
    for sheet, name, body in zip(book.worksheets, names, sheets, strict=True):
        state = {"visible": 0, "hidden": 1, "veryHidden": 2}[sheet.sheet_state]
        head += record(0x0085, struct.pack("<IBB", start, state, 0) + name)
        start += len(body)
    return head + shared + record(0x000A) + b"".join(sheets)


def _sheet(sheet, texts):
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    made = _bof(0x0010) + record(0x0200, struct.pack("<IIHHH", 0, sheet.max_row, 0, sheet.max_column, 0))
    for number, row in sheet.row_dimensions.items():
        if row.hidden:
            made += record(0x0208, struct.pack("<HHHHHHHH", number - 1, 0, 10, 255, 0, 0, 0x20, 0))
    made += b"".join(_cell(cell, texts) for cell in cells)
    if sheet.merged_cells.ranges:
        spans = [(r.min_row - 1, r.max_row - 1, r.min_col - 1, r.max_col - 1) for r in sheet.merged_cells.ranges]
        made += record(0x00E5, struct.pack("<H", len(spans)) + b"".join(struct.pack("<HHHH", *span) for span in spans))
    return made + record(0x000A)


def _cell(cell, texts):
    value, look = cell.value, LOOKS.get(cell.number_format, GENERAL)
    if isinstance(value, datetime):
        value, look = to_excel(value), DATE
    place = struct.pack("<HHH", cell.row - 1, cell.column - 1, look)
    if isinstance(value, bool):
        return record(0x0205, place + struct.pack("<BB", value, 0))
    if isinstance(value, int) and abs(value) < 2**29:
        return record(0x027E, place + struct.pack("<i", value << 2 | 2))
    if isinstance(value, int | float):
        return record(0x0203, place + struct.pack("<d", value))
    if value.startswith("="):
        return record(0x0006, place + struct.pack("<dHIHBH", 42, 0, 0, 3, 0x1E, 42))
    if value in ERRORS:
        return record(0x0205, place + struct.pack("<BB", ERRORS[value], 1))
    return record(0x00FD, place + struct.pack("<I", texts[value]))
