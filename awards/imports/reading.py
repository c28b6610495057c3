"""From sheets to the rows of a list: the heading row found by its words, the letterhead above and the signatures
below left out and said, cells merged over several rows filled down."""

import re
from dataclasses import dataclass, field

from awards.imports.columns import COLUMNS, PAPER, TELLING, key_of, titles_of
from awards.imports.sheets import MAX_ROWS
from awards.imports.texts import old_font
from movements.workbook.layout import column_letter
from thidua.errors import Refused
from thidua.text import search_key

HEADING_WITHIN = 15  # rows from the top
ORDER = re.compile(r"\d{1,5}\.?")
LETTERS_ROW = re.compile(r"\(?(\d{1,2}|[A-Za-z])\)?")  # under a heading: (1) (2) (3), A B 1 2
PAPER_PARTS = re.compile(
    r"(?:quyết định\s+|QĐ\s+)?(?:số\s*:?\s*)?(?P<number>.+?)[\s,;]+ngày\s+(?P<date>.+)", re.IGNORECASE
)
DIGIT = re.compile(r"\d")


@dataclass
class Table:
    """Where a list stands in a sheet: `columns` is {key: number of the column}, `titles` their headings as written."""

    sheet: object
    columns: dict[str, int]
    titles: dict[str, str]
    first_row: int
    skipped: list[tuple[int, str]] = field(default_factory=list)  # rows that are none of the list, with their text

    @property
    def letters(self):
        return {key: column_letter(column) for key, column in self.columns.items()}


def find_tables(sheets, kind):
    """The sheets that hold a list of this kind, as tables. Refused when there is none, with what was looked for."""
    tables = [table for sheet in sheets if (table := _table(sheet, kind))]
    if tables:
        return tables
    if any(old_font(" ".join(texts)) for sheet in sheets for texts in _head_texts(sheet)):
        raise Refused("Chữ trong tệp gõ bằng phông cũ (TCVN3, .VnTime). Chuyển sang Unicode rồi tải lên lại.")
    raise Refused(_nothing_found(sheets, kind))


def _head_texts(sheet):
    return [list(sheet.rows[number].values()) for number in sorted(sheet.rows)[:30]]


def _nothing_found(sheets, kind):
    """Which columns are missing from the row that comes nearest; else what a heading row must have."""
    titles, best = titles_of(kind), {}
    for sheet in sheets:
        for number in _first_rows(sheet):
            for found, _ in _readings(sheet, number, kind):
                best = max(best, found, key=len)
    missing = [f"“{titles[key]}”" for key in _must(kind) if key not in _with_paper(best)]
    if len(best) >= 2:
        return f"Bảng thiếu cột {', '.join(missing)}. Thêm cột, hoặc đặt lại tên cột như tệp mẫu, rồi tải lên lại."
    return (
        f"Không tìm thấy hàng tiêu đề trong {HEADING_WITHIN} dòng đầu. Hàng đó phải có các cột {', '.join(missing)}; "
        "tải tệp mẫu để xem cách đặt tên cột."
    )


def _must(kind):
    return [column.key for column in COLUMNS[kind] if column.must]


def _with_paper(columns):
    return {*columns, "number", "date"} if PAPER in columns else set(columns)


def _first_rows(sheet):
    return [number for number in sorted(sheet.rows) if number <= HEADING_WITHIN]


def _table(sheet, kind):
    """The table of the first row whose headings hold all that must be there; None when there is no such row."""
    for number in _first_rows(sheet):
        for depth, (columns, titles) in enumerate(_readings(sheet, number, kind), 1):
            if set(_must(kind)) <= _with_paper(columns):
                return Table(sheet, columns, titles, number + depth)
    return None


def _readings(sheet, number, kind):
    """({key: column}, {key: heading}) of the row alone, then of the row with the one below it."""
    alone = sheet.rows[number]
    yield _named(alone, kind)
    if below := sheet.rows.get(number + 1):
        spread = _spread(sheet, number)
        joined = {
            column: f"{spread.get(column, '')} {below.get(column, '')}".strip() for column in {*spread, *below}
        }  # fmt: skip
        yield _named(joined, kind)


def _spread(sheet, number):
    """A heading that is merged over several columns stands over each of them."""
    row = dict(sheet.rows[number])
    for top, left, _, right in sheet.merged:
        if top == number and left in row:
            row |= dict.fromkeys(range(left, min(right, left + 40) + 1), row[left])
    return row


def _named(cells, kind):
    known = {column.key for column in COLUMNS[kind]} | {PAPER}
    columns, titles = {}, {}
    for place in sorted(cells):
        key = key_of(cells[place])
        if key in known and key not in columns:  # a second column of one meaning is not read
            columns[key], titles[key] = place, cells[place]
    return columns, titles


def read_rows(table, kind):
    """[(row number, {key: text})] of a table; what is no row of the list goes to `table.skipped`.

    Refused when there are no rows, or more than a list may have.
    """
    _fill_down(table)
    rows = []
    for number in sorted(table.sheet.rows):
        if number < table.first_row:
            continue
        cells = table.sheet.rows[number]
        texts = {key: cells[column] for key, column in table.columns.items() if column in cells}
        if _is_row(texts, table, kind):
            rows.append((number, _parted(texts)))
        elif not all(LETTERS_ROW.fullmatch(text) for text in cells.values()):
            table.skipped.append((number, " ".join(cells.values())[:120]))
    if len(rows) > MAX_ROWS:
        most = f"{MAX_ROWS:_}".replace("_", ".")
        raise Refused(f"Danh sách có hơn {most} dòng. Chia thành nhiều tệp, mỗi tệp không quá {most} dòng.")
    return rows


def _fill_down(table):
    """A decision that is merged over ten rows holds for all ten."""
    of_table = set(table.columns.values())
    for top, left, down, _ in table.sheet.merged:
        text = table.sheet.rows.get(top, {}).get(left)
        if top < table.first_row or down == top or left not in of_table or text is None:
            continue
        for number in range(top + 1, min(down, top + MAX_ROWS) + 1):
            if number in table.sheet.rows:
                table.sheet.rows[number].setdefault(left, text)


def _is_row(texts, table, kind):
    """A number of order with anything besides; or enough cells of a list, one of them with a figure."""
    telling = [key for key in TELLING[kind] if texts.get(key)]
    if PAPER in texts:
        telling += ["number", "date"]
    if ORDER.fullmatch(texts.get("order", "")):
        return len(telling) > 0 and not _is_letters_row(texts)
    wanted = len([key for key in TELLING[kind] if key in _with_paper(table.columns)])
    dated = any(DIGIT.search(texts.get(key, "")) for key in ("year", "date", "number", PAPER))
    return len(telling) >= max(2, (wanted + 1) // 2) and dated and not _is_letters_row(texts)


def _is_letters_row(texts):
    return all(LETTERS_ROW.fullmatch(text) for text in texts.values())


def _parted(texts):
    """Number and day out of "123/QĐ-UBND ngày 05/01/2023", where one column has both."""
    if PAPER not in texts:
        return texts
    paper = texts.pop(PAPER)
    if found := PAPER_PARTS.fullmatch(paper):
        return {"number": found["number"], "date": found["date"]} | texts
    return {"number": paper} | texts


def is_error(text):
    """A fault of Excel's own (#REF!, #####), or a formula that was never reckoned."""
    return text.startswith("=") or (text.startswith("#") and search_key(text) == text.lower())
