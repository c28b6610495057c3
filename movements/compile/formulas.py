"""Indicators that are computed and never typed: one small machine for a unit, for the province and for every period.

A formula reads other indicators through a book, which says what each of them is over a span. Where a part is missing
the answer is "chưa đủ số liệu" with the part's name; where a series breaks it is "không so sánh" with the reason.
"""

from dataclasses import dataclass
from fractions import Fraction

from movements.arithmetic import add_up, over_time, plain, quotient, shown_value, stored
from movements.compile.history import break_between, not_compared
from movements.enums import Comparison, Entry, FormulaKind, OverTime, PeriodKind
from thidua.text import format_number

NOW, TO_DATE, BEFORE, APPROVED = "now", "to_date", "before", "approved"
LACKING = "chưa đủ số liệu"
RARER = {PeriodKind.MONTH: 0, PeriodKind.QUARTER: 1, PeriodKind.HALF: 2, PeriodKind.YEAR: 3}
APPROVING = frozenset({Comparison.AT_LEAST, Comparison.EQUAL, Comparison.MORE})  # targets that say a quantity


@dataclass(frozen=True)
class Part:
    """A number, or why there is none."""

    value: Fraction | None
    why: str = ""


def lacking(code, of=""):
    return Part(None, f"{LACKING}: {code} chưa có {of or 'số'}")


# ---- the machine -----------------------------------------------------------------------------------------------------


def compute(indicator, book, span=NOW, trail=()) -> Part:
    """What the formula gives over a span, exact; `trail` guards against a circle that no saved formula should have."""
    if indicator.code in trail:
        return Part(None, f"công thức của {indicator.code} vòng lại chính nó")
    trail = (*trail, indicator.code)
    if indicator.formula_kind in FormulaKind.OF_YEARS:
        return _difference(indicator, book, span, trail)
    if indicator.formula_kind in FormulaKind.OF_TWO:
        return _quotient(indicator, book, span, trail)
    return Part(None, f"{LACKING}: {indicator.code} chưa có công thức")


def result(indicator, part: Part) -> int | None:
    """As it is stored and printed: in the indicator's smallest unit."""
    return None if part.value is None else stored(part.value, indicator.decimals)


def _quotient(indicator, book, span, trail):
    share = indicator.formula_kind == FormulaKind.SHARE
    above = _part(indicator.formula_of, book, TO_DATE if share and span == NOW else span, trail)
    if above.value is None:
        return above
    below = _approved(indicator, book, trail) if share else _part(indicator.formula_over, book, span, trail)
    if below.value is None:
        return below
    value = quotient(above.value, below.value, multiplier=indicator.multiplier)
    return (
        lacking(indicator.formula_over or indicator.formula_of, "số khác 0 để chia") if value is None else Part(value)
    )


def _approved(indicator, book, trail):
    """The approved number: of an indicator of its own, else the year's target of the one that is added up."""
    if indicator.formula_over:
        return _part(indicator.formula_over, book, TO_DATE, trail)
    return _part(indicator.formula_of, book, APPROVED, trail)


def _difference(indicator, book, span, trail):
    code = indicator.formula_of
    if span == BEFORE:
        return lacking(code, "số hai năm trước")
    source = book.indicator(code)
    if source is not None and (cut := book.cut(source)):
        return Part(None, not_compared(cut))
    now, before = (_part(code, book, one, trail) for one in (TO_DATE, BEFORE))
    if now.value is None or before.value is None:
        return now if now.value is None else before
    rise = now.value - before.value
    return Part(rise if indicator.formula_kind == FormulaKind.RISE else -rise)


def _part(code, book, span, trail):
    source = book.indicator(code)
    if source is None:
        return Part(None, f"{LACKING}: {code} không có số ở đây")
    if not source.is_formula or span == APPROVED:
        return book.part(source, span)
    part = compute(source, book, span, trail)
    return part if part.value is None else Part(plain(stored(part.value, source.decimals), source.decimals))


# ---- what may be saved -----------------------------------------------------------------------------------------------


def faults(indicator, by_code):
    """(field, message) for everything that keeps a formula from being computed. `by_code`: the whole dictionary."""
    found = []
    if not indicator.formula_kind:
        return [("formula_kind", "Chọn công thức.")]
    wanted = [("formula_of", indicator.formula_of)]
    if indicator.formula_kind == FormulaKind.RATIO or indicator.formula_over:
        wanted.append(("formula_over", indicator.formula_over))
    for field, code in wanted:
        if message := _source_fault(indicator, code, by_code):
            found.append((field, message))
    if indicator.formula_of and indicator.formula_of == indicator.formula_over:
        found.append(("formula_over", "Chia một chỉ tiêu cho chính nó luôn bằng 1: chọn chỉ tiêu khác."))
    return found or _meaning_faults(indicator, by_code)


def _source_fault(indicator, code, by_code):
    if not code:
        return "Chọn chỉ tiêu nguồn."
    source = by_code.get(code)
    return _unusable(indicator, source, by_code) if source else f"Không có chỉ tiêu {code} trong danh mục."


def _unusable(indicator, source, by_code):
    code = source.code
    if source.entry not in Entry.BOXES and not source.is_formula:
        return f"{code} là {source.get_entry_display()}, không tính tiếp được: chọn chỉ tiêu do đơn vị nhập."
    if path := circle(indicator, source, by_code):
        return f"Công thức vòng lại chính nó: {' → '.join(path)}."
    if RARER[source.frequency] > RARER[indicator.frequency]:
        mine, its = indicator.get_frequency_display(), source.get_frequency_display()
        return f"{code} chỉ có số theo {its}, chỉ tiêu này lấy số theo {mine}: kỳ phải thưa bằng hoặc hơn nguồn."
    if source.valid_to and not (indicator.valid_to and indicator.valid_to <= source.valid_to):
        return f"{code} {source.ended_words}: không còn số để tính."
    return ""


def circle(indicator, source, by_code, trail=()):
    """The codes along which a formula comes back to itself, or nothing."""
    trail = (*(trail or (indicator.code,)), source.code)
    if source.code == indicator.code or source.code in trail[:-1]:
        return trail
    for code in source.sources:
        if code == indicator.code:
            return (*trail, code)
        if code in by_code and (found := circle(indicator, by_code[code], by_code, trail)):
            return found
    return ()


def _meaning_faults(indicator, by_code):
    """A difference stays in its source's measure and is never printed coarser than it."""
    if indicator.formula_kind not in FormulaKind.OF_YEARS:
        return []
    source = by_code[indicator.formula_of]
    if indicator.decimals < source.decimals:
        return [("decimals", f"Ít nhất {source.decimals} chữ số thập phân như {source.code}, để không phải làm tròn.")]
    return []


def formula_words(indicator, by_code) -> str:
    """The formula as people say it, with codes: "D2.06 : D2.08 × 100"."""
    of, over = indicator.formula_of, indicator.formula_over
    times = f" × {format_number(indicator.multiplier, 0)}" if indicator.multiplier != 1 else ""
    sums = {
        FormulaKind.RATIO: f"{of} : {over}{times}",
        FormulaKind.SHARE: f"lũy kế trong năm của {of} : {over or f'số được phê duyệt (mục tiêu năm) của {of}'}{times}",
        FormulaKind.FALL: f"{of} năm trước − {of} năm nay",
        FormulaKind.RISE: f"{of} năm nay − {of} năm trước",
    }
    return sums.get(indicator.formula_kind, "")


# ---- for one unit ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Computed:
    """A row without a box: what the portal computes from the boxes above it, or an indicator that has ended."""

    indicator: object
    value: int | None
    to_date: int | None
    why: str  # where there is no value
    formula: str = ""

    @property
    def code(self):
        return self.indicator.code

    @property
    def shown(self):
        return "–" if self.value is None else format_number(self.value, self.indicator.decimals)

    @property
    def to_date_shown(self):
        return "–" if self.to_date is None else format_number(self.to_date, self.indicator.decimals)


class UnitBook:
    """One unit's boxes of one period: what is typed now, and what it confirmed or sent before."""

    def __init__(self, *, period, dictionary, now, earlier, breaks, targets):
        self.period, self.dictionary, self.now = period, dictionary, now
        self.earlier, self.breaks, self.targets = earlier, breaks, targets

    def indicator(self, code):
        return self.dictionary.get(code)

    def part(self, source, span) -> Part:
        if span == APPROVED:
            return self._approved(source)
        amount = {NOW: self._now, TO_DATE: self._to_date, BEFORE: self._before}[span](source)
        value = shown_value(amount, source)
        return lacking(source.code, _what(span)) if value is None else Part(plain(value, source.decimals))

    def _now(self, source):
        return self.now.get(source.pk)

    def _to_date(self, source):
        this_year = [amount for _, amount in self._of_year(source, self.period.year)]
        if source.over_time == OverTime.RECOMPUTE:
            return self._now(source)
        return over_time([*this_year, self._now(source)], source) if self._now(source) else None

    def _before(self, source):
        """Last year's end for a stock; the same quarters of last year, all of them, for a flow."""
        rows = self._of_year(source, self.period.year - 1)
        if source.over_time != OverTime.SUM:
            return rows[-1][1] if rows and rows[-1][0].index == 4 else None
        wanted = {of.index for of, _ in self._of_year(source, self.period.year)} | {self.period.index}
        same = {of.index: amount for of, amount in rows if of.index in wanted}
        return add_up(same.values()) if same.keys() == wanted else None

    def _of_year(self, source, year):
        return [(of, amount) for of, amount in self.earlier.get(source.pk, ()) if of.year == year]

    def _approved(self, source):
        target = self.targets.get(source.pk)
        if target is None or not target.is_of_one_year or target.comparison not in APPROVING:
            return lacking(source.code, "số được phê duyệt")
        return Part(plain(target.value, source.decimals))

    def cut(self, source):
        """The break that lies between last year's end and now."""
        rows = self._of_year(source, self.period.year - 1)
        if not rows:
            return None
        return break_between(self.breaks.get(source.pk, ()), rows[0][0].last_day, self.period.last_day)


def _what(span):
    return {NOW: "số kỳ này", TO_DATE: "số năm nay", BEFORE: "số cùng kỳ năm trước"}[span]


def computed_rows(formulas, book):
    """The formulas that this unit's boxes feed, in the order of the dictionary."""
    return [_computed(one, book) for one in formulas if _feeds(one, book)]


def _feeds(indicator, book, depth=0):
    """Whether the first source, followed through formulas, is a box of this unit."""
    source = book.indicator(indicator.formula_of)
    if source is None or depth > len(book.dictionary):
        return False
    return _feeds(source, book, depth + 1) if source.is_formula else source.pk in book.now


def _computed(indicator, book):
    now = compute(indicator, book, NOW)
    year = compute(indicator, book, TO_DATE)
    words = formula_words(indicator, book.dictionary)
    return Computed(indicator, result(indicator, now), result(indicator, year), now.why, words)


def ended_row(indicator):
    return Computed(indicator, None, None, indicator.ended_words)
