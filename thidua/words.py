"""Numbers and days written out for documents."""

from datetime import date

from thidua.calendar import spoken

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SCALES = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))
LARGEST = 10**15


def number_words(n: int) -> str:
    """1015 -> "một nghìn không trăm mười lăm"; a group of three zeros is not read.

    Beyond ±10^15 raises ValueError.
    """
    if abs(n) > LARGEST:
        raise ValueError(f"number_words reads up to 10^15, not {n}")
    if n < 0:
        return f"âm {number_words(-n)}"
    return " ".join(_parts(n, full=False)) if n else DIGITS[0]


def money_words(dong: int) -> str:
    """Whole đồng as the line "Bằng chữ" wants them: 1200000 -> "Một triệu hai trăm nghìn đồng"."""
    words = number_words(dong)
    return f"{words[0].upper()}{words[1:]} đồng"


def doc_day(day: date) -> str:
    """The day of a document, "ngày 05 tháng 01 năm 2026" (NĐ 30/2020, Phụ lục I)."""
    return spoken(day)


def doc_number(n: int) -> str:
    """The number of a document: below 10 it gets a leading zero (NĐ 30/2020, Phụ lục I)."""
    if n < 1:
        raise ValueError(f"a document's number starts at 1, not {n}")
    return f"{n:02d}"


def _parts(n: int, *, full: bool) -> list[str]:
    """Words of n > 0; `full` says the hundreds even when they are zero, since something was read before."""
    for size, name in SCALES:
        if n >= size:
            high, rest = divmod(n, size)
            return [*_parts(high, full=full), name, *(_parts(rest, full=True) if rest else [])]
    return _below_thousand(n, full=full)


def _below_thousand(n: int, *, full: bool) -> list[str]:
    hundreds, rest = divmod(n, 100)
    if not (hundreds or full):
        return _below_hundred(rest)
    head = [DIGITS[hundreds], "trăm"]
    if not rest:
        return head
    return [*head, "linh", DIGITS[rest]] if rest < 10 else [*head, *_below_hundred(rest)]


def _below_hundred(n: int) -> list[str]:
    tens, ones = divmod(n, 10)
    if tens == 0:
        return [DIGITS[ones]]
    head = ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    return [*head, _ones(tens, ones)] if ones else head


def _ones(tens: int, ones: int) -> str:
    """After tens the last digit changes its word: mười lăm, hai mươi mốt, ba mươi tư."""
    if ones == 5:
        return "lăm"
    return {1: "mốt", 4: "tư"}.get(ones, DIGITS[ones]) if tens > 1 else DIGITS[ones]
