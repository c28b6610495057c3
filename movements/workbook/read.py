"""Reading a workbook that came back. Rows are told by their code, columns by their heading: neither by its place."""

from movements.arithmetic import contradiction
from movements.workbook.content import Content, Fault, Remark, RowRead
from movements.workbook.gate import XLS, kind_of
from movements.workbook.layout import (
    COLUMNS,
    FIGURES,
    HIDDEN,
    NOTE_LENGTH,
    TEXT_LENGTH,
    TEXT_NAMES,
    TEXTS,
    TITLES,
    TYPED,
    cell_label,
    column_letter,
    text_label,
)
from movements.workbook.numbers import read_number
from movements.workbook.stamp import check_stamp, numbers_of, read_stamp, shape_of
from movements.workbook.xls import xls_grids
from movements.workbook.xlsx import xlsx_grids
from thidua.errors import Refused
from thidua.text import NumberRefused, clean_line, clean_text, search_key

NEEDED = ("code", *TYPED)
MARKS = frozenset({"x", "v", "✓", "✔", "co", "khong phat sinh", "kps"})


def open_grids(data, name):
    """All worksheets of a file. Refused, in words, for what is no workbook or could do harm."""
    return xls_grids(data) if kind_of(data, name) == XLS else xlsx_grids(data)


def read_workbook(data, name, *, filing, sections):
    """The file against the filing's boxes. Refused when it is not this filing's workbook at all."""
    grids = open_grids(data, name)
    stamp = read_stamp(grids)
    check_stamp(stamp, filing)
    content = Content(stamp)
    _Figures(_sheet(grids, FIGURES), content, sections).read()
    _read_texts(_sheet(grids, TEXTS), content)
    known = {search_key(title) for title in (FIGURES, TEXTS, HIDDEN)}
    content.remarks += [
        Remark(grid.name, "", "trang thêm, không đọc") for grid in grids if search_key(grid.name) not in known
    ]
    return content


def _sheet(grids, title):
    found = [grid for grid in grids if search_key(grid.name) == search_key(title)]
    if len(found) != 1:
        raise Refused(f"Tệp không có trang “{title}”. Đặt lại đúng tên trang như mẫu rồi tải lên lại.")
    return found[0]


def _shown(cell):
    """What stands in the cell, as the list of faults repeats it."""
    if cell.error or cell.value is None:
        return cell.error or cell.formula
    value = cell.value
    if hasattr(value, "strftime") and hasattr(value, "year"):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return f"{value:.15g}".replace(".", ",")
    return clean_line(str(value))[:80]


class _Figures:
    """The sheet of figures, row by row."""

    def __init__(self, grid, content, sections):
        self.grid, self.content = grid, content
        self.boxes = {search_key(box.code): box for section in sections for box in section.boxes}
        self.header, self.places = self._header()
        content.columns = {key: column_letter(place) for key, place in self.places.items()}

    def _header(self):
        """(row, {key: column}) of the row that holds every heading we need, each once."""
        wanted = {search_key(column.title): column.key for column in COLUMNS}
        for number in self.grid.row_numbers:
            keys = [(wanted.get(_key(cell)), place) for place, cell in self.grid.rows[number].items()]
            found = [(key, place) for key, place in keys if key]
            if set(NEEDED) <= {key for key, _ in found}:
                if twice := {key for key, _ in found if [k for k, _ in found].count(key) > 1}:
                    names = ", ".join(f"“{TITLES[key]}”" for key in sorted(twice))
                    raise Refused(f"Trang “{FIGURES}”: cột {names} có hai lần. Xóa cột thừa rồi tải lên lại.")
                return number, dict(found)
        names = ", ".join(f"“{TITLES[key]}”" for key in NEEDED)
        raise Refused(f"Trang “{FIGURES}” thiếu hàng tiêu đề có đủ các cột {names}. Tải lại tệp rồi chép số sang.")

    def read(self):
        rows = {}
        for number in self.grid.row_numbers:
            if number > self.header:
                rows.setdefault(self._code(number), []).append(number)
        for number in rows.pop("", []):
            self._without_code(number)
        for code, numbers in rows.items():
            self._of_code(code, numbers)

    def _code(self, number):
        """The code of a row as it is compared; "" for a heading or an empty row."""
        cell = self.grid.cell(number, self.places["code"])
        return search_key(clean_line(str(cell.value))) if cell.value is not None else ""

    def _without_code(self, number):
        """Headings of sections have nothing in the boxes; anything typed there belongs to nobody."""
        for key in TYPED:
            if not self._cell(number, key).is_blank:
                message = "dòng không có mã chỉ tiêu: chép mã ở cột Mã vào, hoặc xóa dòng này"
                self._fault(number, key, message)
                return

    def _of_code(self, code, numbers):
        box = self.boxes.get(code)
        if box is None:
            for number in numbers:
                self._fault(number, "code", "mã này không có trong báo cáo: ghi lại đúng mã như mẫu, hoặc xóa dòng")
            return
        self.content.seen.add(box.code)
        if len(numbers) > 1:
            places = ", ".join(map(str, numbers))
            for number in numbers:
                self._fault(number, "code", f"mã này đứng ở nhiều dòng ({places}): chỉ giữ lại một dòng")
            return
        self._row(numbers[0], box)

    def _row(self, number, box):
        faults = len(self.content.faults)
        self._check_label(number, box)
        self._check_merges(number)
        if len(self.content.faults) > faults:  # what belongs to what is not certain: nothing of the row is read
            return
        if number in self.grid.hidden_rows:
            self._remark(number, "", f"dòng ẩn ({box.code}), vẫn đọc như các dòng khác")
        numbers, note = self._numbers(number, box), self._note(number)
        if len(self.content.faults) == faults:
            typed = frozenset(key for key in TYPED if not self._cell(number, key).is_blank)
            self.content.rows[box.code] = RowRead(box.code, number, numbers, note, typed)

    def _check_label(self, number, box):
        """The code and the name must still be the pair that left the portal, and mean the same there."""
        stamped = self.content.stamp.boxes.get(box.code)
        if stamped is None:
            self._fault(number, "code", "chỉ tiêu mới thêm vào báo cáo sau khi tải tệp: ghi số trên cổng")
        elif stamped.shape != shape_of(box.indicator):
            self._fault(number, "code", "cách nhập chỉ tiêu này đã đổi sau khi tải tệp: tải lại tệp rồi ghi số")
        elif "name" in self.places and _key(self._cell(number, "name")) != search_key(stamped.label):
            self._fault(
                number, "name", f"tên không khớp mã {box.code}, dòng có thể đã bị xáo trộn: đặt lại đúng mã và tên"
            )

    def _check_merges(self, number):
        for key in ("code", *TYPED):
            if merge := self.grid.merge_at(number, self.places[key]):
                first_row, first_column, last_row, last_column = merge
                place = f"{column_letter(first_column)}{first_row}:{column_letter(last_column)}{last_row}"
                self._fault(number, key, f"ô gộp {place}: bỏ gộp rồi ghi riêng từng ô")
                return

    # --- the cells of one row ---

    def _numbers(self, number, box):
        """(value, denominator, nothing) as it would be stored; None when the row says nothing or is at fault."""
        faults = len(self.content.faults)
        value = self._number(number, "value", box)
        denominator = self._denominator(number, box)
        nothing = self._nothing(number)
        if len(self.content.faults) > faults or not (nothing or value is not None or denominator is not None):
            return None
        stored_value, stored_denominator, _ = numbers_of(box.figure)
        if not nothing:  # a blank half of a rate leaves the stored half alone
            value = stored_value if value is None else value
            denominator = stored_denominator if denominator is None else denominator
        fault = contradiction(box.indicator, value=value, denominator=denominator, nothing=nothing)
        if fault:
            self._fault(number, "nothing" if nothing else "value", fault)
            return None
        return value, denominator, nothing

    def _number(self, number, key, box):
        cell = self._cell(number, key)
        if cell.is_blank:
            return None
        indicator = box.indicator
        in_percent = not indicator.is_rate and indicator.unit_of_measure.strip() == "%"
        try:
            read = read_number(cell, decimals=indicator.box_decimals, in_percent=in_percent)
        except NumberRefused as refused:
            self._fault(number, key, str(refused))
            return None
        if read.remark:
            self._remark(number, key, read.remark)
        return read.value

    def _denominator(self, number, box):
        if box.indicator.is_rate:
            return self._number(number, "denominator", box)
        if not self._cell(number, "denominator").is_blank:
            self._fault(number, "denominator", "chỉ tiêu này không có vế dưới: để trống ô này")
        return None

    def _nothing(self, number):
        cell = self._cell(number, "nothing")
        if cell.is_blank:
            return False
        if cell.value is True or (isinstance(cell.value, str) and _key(cell) in MARKS):
            return True
        self._fault(number, "nothing", "ghi x nếu trong kỳ không phát sinh; có số thì để trống ô này")
        return False

    def _note(self, number):
        cell = self._cell(number, "note")
        text, fault = _text_of(cell, NOTE_LENGTH)
        if fault:
            self._fault(number, "note", fault)
        return text or None

    # --- where things are ---

    def _cell(self, number, key):
        return self.grid.cell(number, self.places[key])

    def _fault(self, number, key, message):
        shown = _shown(self._cell(number, key))
        letter = self.content.columns[key]
        box = self.boxes.get(self._code(number))
        title, about = TITLES[key], ""
        if box is not None:
            title, about = cell_label(key, box.indicator), f"{box.code} {box.indicator.name}"
        self.content.faults.append(Fault(self.grid.name, number, letter, title, shown, message, about))

    def _remark(self, number, key, message):
        place = f"{self.content.columns[key]}{number}" if key else f"dòng {number}"
        self.content.remarks.append(Remark(self.grid.name, place, message))


def _key(cell):
    return "" if cell.value is None else search_key(clean_line(str(cell.value)))


def _text_of(cell, length):
    """(text, fault) of a cell for words; a number typed there is taken as it is shown."""
    if cell.error:
        return "", f"ô đang báo lỗi {cell.error} của Excel: ghi thẳng chữ vào ô"
    if cell.formula and cell.value is None:
        return "", "công thức trong ô chưa có kết quả: ghi thẳng chữ vào ô"
    text = clean_text(cell.value) if isinstance(cell.value, str) else _shown(cell)
    if len(text) > length:
        return "", f"dài {len(text)} ký tự, nhiều nhất {length}: rút gọn lại"
    return text, ""


# --- The sheet of narratives -------------------------------------------------------------------------------


def _read_texts(grid, content):
    labels = {search_key(text_label(name)): name for name in TEXT_NAMES}
    places = {}
    for number in grid.row_numbers:
        if name := labels.get(_key(grid.cell(number, 1))):
            places.setdefault(name, []).append(number)
    for name in TEXT_NAMES:
        numbers = places.get(name, [])
        if len(numbers) == 1:
            _read_text(grid, content, name, numbers[0])
        else:
            _misplaced(grid, content, name, numbers)


def _read_text(grid, content, name, number):
    text, fault = _text_of(grid.cell(number, 2), TEXT_LENGTH)
    merge = grid.merge_at(number, 2)
    if merge and (merge[0] != number or merge[2] != number):
        text, fault = "", "ô gộp nhiều dòng: bỏ gộp rồi ghi riêng từng mục"
    if fault:
        _text_fault(grid, content, name, number, fault)
    elif text:
        content.texts[name] = text


def _misplaced(grid, content, name, numbers):
    label = text_label(name)
    if not numbers:
        content.remarks.append(Remark(grid.name, "", f"không thấy mục “{label}”, phần đã lưu giữ nguyên"))
    for number in numbers:
        _text_fault(grid, content, name, number, f"mục “{label}” có nhiều dòng: gộp nội dung vào một dòng")


def _text_fault(grid, content, name, number, message):
    shown = _shown(grid.cell(number, 2))
    content.faults.append(Fault(grid.name, number, "B", text_label(name), shown, message))
