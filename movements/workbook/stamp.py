"""The hidden sheet: which filing a workbook was made for, and what stood in it then."""

from dataclasses import dataclass, field

from movements.workbook.layout import HIDDEN, TEMPLATE, TEXT_NAMES
from thidua.errors import Refused
from thidua.text import clean_line, clean_text

AGAIN = "Tải lại tệp Excel ở trang báo cáo rồi chép số sang."
EMPTY = (None, None, False)


@dataclass(frozen=True)
class BoxStamp:
    """One box as it was when the workbook was made. `shape` is what its numbers mean: kind and decimals."""

    code: str
    label: str
    shape: str
    version: int
    numbers: tuple
    note: str


@dataclass
class Stamp:
    template: str
    filing: int
    unit: str
    unit_name: str
    period: int
    period_name: str
    text_version: int
    boxes: dict[str, BoxStamp] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def shape_of(indicator):
    return f"{indicator.entry}:{indicator.box_decimals}"


def label_of(indicator):
    """The name in the sheet; a rate says what its two parts are."""
    if not indicator.is_rate:
        return indicator.name
    return f"{indicator.name} (vế trên: {indicator.numerator_label}; vế dưới: {indicator.denominator_label})"


def numbers_of(figure):
    return EMPTY if figure is None else (figure.value, figure.denominator, figure.nothing)


def note_of(figure):
    return "" if figure is None else figure.note


def stamp_rows(filing, sections):
    """The rows of the hidden sheet, each a list of texts: numbers would be at Excel's mercy."""
    yield ["template", TEMPLATE]
    yield ["filing", str(filing.pk)]
    yield ["unit", filing.unit.code, filing.unit.name]
    yield ["period", str(filing.period_id), filing.period.filing_name]
    yield ["text_version", str(filing.version)]
    for name in TEXT_NAMES:
        yield ["text", name, getattr(filing, name)]
    for section in sections:
        for box in section.boxes:
            yield ["box", *_box_row(box)]


def _box_row(box):
    value, denominator, nothing = numbers_of(box.figure)
    version = 0 if box.figure is None else box.figure.version
    indicator = box.indicator
    return [
        indicator.code, label_of(indicator), shape_of(indicator), str(version), _whole(value), _whole(denominator),
        "x" if nothing else "", note_of(box.figure),
    ]  # fmt: skip


def _whole(scaled):
    return "" if scaled is None else str(scaled)


def read_stamp(grids):
    """The stamp of a workbook; Refused when it has none, or when somebody has written over it."""
    grid = next((grid for grid in grids if grid.name == HIDDEN), None)
    if grid is None:
        raise Refused(f"Tệp này không phải mẫu tải từ cổng (thiếu trang ẩn nhận biết báo cáo). {AGAIN}")
    try:
        return _stamp([[cell_text(grid, row, column) for column in range(1, 10)] for row in grid.row_numbers])
    except (KeyError, ValueError, IndexError):
        raise Refused(f"Trang ẩn nhận biết báo cáo trong tệp đã bị sửa, không đối chiếu được. {AGAIN}") from None


def cell_text(grid, row, column):
    value = grid.cell(row, column).value
    return "" if value is None else str(value)


def _stamp(rows):
    facts = {row[0]: row for row in rows if row[0] not in ("box", "text")}
    stamp = Stamp(
        template=facts["template"][1], filing=int(facts["filing"][1]), unit=facts["unit"][1],
        unit_name=facts["unit"][2], period=int(facts["period"][1]), period_name=facts["period"][2],
        text_version=int(facts["text_version"][1]),
    )  # fmt: skip
    stamp.texts = {row[1]: clean_text(row[2]) for row in rows if row[0] == "text"}
    stamp.boxes = {row[1]: _box(row) for row in rows if row[0] == "box"}
    return stamp


def _box(row):
    _, code, label, shape, version, value, denominator, nothing, note = row
    numbers = (_scaled(value), _scaled(denominator), bool(nothing))
    return BoxStamp(code, clean_line(label), shape, int(version), numbers, clean_text(note))


def _scaled(text):
    return int(text) if text else None


def check_stamp(stamp, filing):
    """Refused, saying which one it is, when the workbook was made for something else."""
    if stamp.template != TEMPLATE:
        raise Refused(f"Tệp này theo mẫu khác của cổng (“{stamp.template}”). {AGAIN}")
    if stamp.unit != filing.unit.code:
        raise Refused(f"Tệp này là báo cáo của {stamp.unit_name}, không phải của {filing.unit.name}. Chọn đúng tệp.")
    if stamp.period != filing.period_id:
        raise Refused(
            f"Tệp này là báo cáo {stamp.period_name}; báo cáo đang mở là {filing.period.filing_name}. Chọn đúng tệp."
        )
    if stamp.filing != filing.pk:
        raise Refused(f"Tệp này làm cho một báo cáo khác, không còn dùng. {AGAIN}")
