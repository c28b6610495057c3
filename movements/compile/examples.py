"""A formula worked out on figures of the portal: what an administrator sees before it is saved."""

from dataclasses import dataclass
from fractions import Fraction

from movements.arithmetic import stored
from movements.compile.boxes import unit_book
from movements.compile.formulas import APPROVED, BEFORE, NOW, TO_DATE, Part, compute, formula_words, result
from movements.enums import FilingState, FormulaKind
from movements.models import Filing
from thidua.text import format_number

SPANS = {
    FormulaKind.RATIO: (("of", NOW, "kỳ này"), ("over", NOW, "kỳ này")),
    FormulaKind.SHARE: (("of", TO_DATE, "lũy kế trong năm"), ("over", TO_DATE, "được phê duyệt")),
    FormulaKind.FALL: (("of", BEFORE, "năm trước"), ("of", TO_DATE, "năm nay")),
    FormulaKind.RISE: (("of", TO_DATE, "năm nay"), ("of", BEFORE, "năm trước")),
}


@dataclass(frozen=True)
class Example:
    """`lines`: (code, of when, figure); `where` is empty when the figures are made up."""

    formula: str
    where: str
    lines: tuple[tuple[str, str, str], ...]
    answer: str
    why: str


def worked_example(indicator, user, dictionary):
    """None while the formula is not chosen yet; on made-up figures while no filing has its parts."""
    codes = [indicator.formula_of, indicator.formula_over]
    two = indicator.formula_kind == FormulaKind.RATIO
    if indicator.formula_kind not in SPANS or codes[0] not in dictionary or (two and codes[1] not in dictionary):
        return None
    filing = _newest(user, [dictionary[code].pk for code in codes if code in dictionary])
    book = unit_book(filing, dictionary) if filing else MadeUp(dictionary)
    where = f"{filing.unit.name}, {filing.period.name_in_text}" if filing else ""
    part = compute(indicator, book)
    value = result(indicator, part)
    answer = "" if value is None else f"{format_number(value, indicator.decimals)} {indicator.unit_of_measure}".strip()
    return Example(formula_words(indicator, dictionary), where, tuple(_lines(indicator, book)), answer, part.why)


def _newest(user, indicators):
    """The newest filing that this person sees and that has all the parts."""
    rows = Filing.objects.visible_to(user).filter(state__in=FilingState.SHOWN_TO_RECEIVER)
    for pk in indicators:
        rows = rows.filter(figures__indicator=pk, figures__value__gt=0)
    return rows.select_related("unit", "period").order_by("-period__last_day", "unit__sort_name").first()


def _lines(indicator, book):
    for which, span, words in SPANS[indicator.formula_kind]:
        code = getattr(indicator, f"formula_{which}") or indicator.formula_of
        source = book.indicator(code)
        by_target = which == "over" and not indicator.formula_over
        part = compute(source, book, span) if source.is_formula else book.part(source, APPROVED if by_target else span)
        shown = "–" if part.value is None else format_number(stored(part.value, source.decimals), source.decimals)
        yield code, words, shown


class MadeUp:
    """Round figures for a dictionary that nobody has filled in yet."""

    GIVEN = {NOW: 12, TO_DATE: 30, BEFORE: 25, APPROVED: 40}

    def __init__(self, dictionary):
        self.dictionary = dictionary

    def indicator(self, code):
        return self.dictionary.get(code)

    def part(self, source, span):
        return Part(Fraction(self.GIVEN[span] + 4 * (source.pk % 5)))

    def cut(self, source):
        return None
