"""One number out of one cell: exactly what stands there, or the reason why not."""

from dataclasses import dataclass
from decimal import Decimal

from movements.workbook.layout import EXCEL_DIGITS
from thidua.text import NumberRefused, format_number, parse_number


@dataclass(frozen=True)
class Number:
    value: int | None  # smallest unit
    remark: str = ""


def read_number(cell, *, decimals, in_percent):
    """The number in its smallest unit. NumberRefused for errors, dates, doubt, and what Excel cannot have kept.

    `in_percent`: the box itself counts in %, so a cell formatted as a percentage (12 % is kept as 0.12) is read
    as it is shown; in any other box it is refused.
    """
    _refuse_errors(cell)
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Number(parse_number(value, decimals=decimals))
    exact = _as_excel_shows(value)
    if cell.percent:
        exact = _from_percent(exact, in_percent)
    scaled = parse_number(exact, decimals=decimals)
    if decimals and abs(scaled) >= 10**EXCEL_DIGITS:
        raise NumberRefused(
            f"Excel chỉ giữ {EXCEL_DIGITS} chữ số, số này dài hơn nên phần lẻ có thể đã mất. "
            "Định dạng ô là Văn bản (Text) rồi ghi đủ các chữ số."
        )
    return Number(scaled, _remark(cell, scaled, decimals))


def _refuse_errors(cell):
    if cell.error:
        raise NumberRefused(f"Ô đang báo lỗi {cell.error} của Excel; hãy ghi thẳng số vào ô.")
    if not cell.formula:
        return
    if cell.value is None:
        raise NumberRefused(
            "Công thức trong ô chưa có kết quả lưu trong tệp; mở bằng Excel rồi lưu lại, hoặc ghi thẳng số vào ô."
        )
    if isinstance(cell.value, bool) or not isinstance(cell.value, int | float):
        raise NumberRefused("Công thức trong ô không cho ra một con số; hãy ghi thẳng số vào ô.")


def _as_excel_shows(value):
    """The fifteen digits that Excel keeps: 0.1+0.2 is 0.3 there, and 0.30000000000000004 only inside the file."""
    return Decimal(f"{value:.{EXCEL_DIGITS}g}") if isinstance(value, float) else Decimal(value)


def _from_percent(exact, in_percent):
    if in_percent:
        return exact * 100
    raise NumberRefused(
        "Ô định dạng phần trăm (%) trong khi chỉ tiêu không tính bằng %; đổi định dạng ô thành Số rồi ghi lại số."
    )


def _remark(cell, scaled, decimals):
    shown = format_number(scaled, decimals, trim=True)
    if cell.formula:
        return f"là công thức {cell.formula[:60]}, lấy kết quả đang hiện: {shown}"
    return f"định dạng phần trăm, đọc là {shown} %" if cell.percent else ""
