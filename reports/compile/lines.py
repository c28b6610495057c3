"""One line of the report per indicator, by the way its figure comes about."""

from dataclasses import replace
from datetime import date, timedelta

from movements.arithmetic import shown_value
from movements.compile.formulas import NOW, TO_DATE, compute, formula_words, result
from movements.compile.history import not_compared
from movements.enums import Entry, OverTime
from reports.compile.aims import Result, aims, bounds
from reports.compile.book import Book
from reports.compile.counted import COUNTERS, NO_COUNT
from reports.compile.data import Line, Published
from reports.compile.sums import comparable, cross_checks, cross_foot, cut_between, shown, total
from thidua.text import format_number

NOT_DUE = "Chưa đến kỳ báo cáo của chỉ tiêu này."
MOST_CROSS_CHECKS = 3
DISPUTED = "Các nguồn khác nhau: ghi cả hai, không dùng để tính."
NOT_PUBLISHED = "Nguồn công bố chưa có số của năm này."
NOT_COMPARED = "Không so với cùng kỳ: không cùng số quý."


def line(tables, indicator):
    """The indicator's line; an ended one says since when, it is never 0."""
    period = tables.period
    makers = {Entry.PUBLISHED: _published, Entry.FORMULA: _formula, Entry.COUNTED: _counted}
    made = makers.get(indicator.entry, _filed)(tables, indicator, _blank(tables, indicator))
    if not indicator.ended_by(period.last_day):
        return made
    since = indicator.valid_to + timedelta(days=1)
    notes = made.notes if made.sources else ()
    return replace(made, state="ended", aims=(), notes=(f"Đã kết thúc theo dõi từ {since:%d/%m/%Y}.", *notes))


def _blank(tables, indicator):
    return Line(
        code=indicator.code,
        name=indicator.name,
        unit_of_measure=indicator.unit_of_measure,
        decimals=indicator.decimals,
        part_decimals=indicator.part_decimals,
        better=indicator.better,
        line=indicator.line,
        movement=indicator.movement.name if indicator.movement else "",
        published=tuple(_of_source(row) for row in _of_year(tables, indicator, tables.period.year)),
    )


def _of_year(tables, indicator, year):
    return [row for row in tables.published.get(indicator.pk, ()) if row.year == year]


def _of_source(row):
    return Published(
        row.year, row.as_of, row.value, row.upper_value, row.qualifier, row.inferred, row.disputed, row.source
    )


# --- Filed by units ------------------------------------------------------------------------------------------


def _filed(tables, indicator, blank):
    now = total(tables, indicator, tables.quarters)
    if not now.counted:
        return replace(blank, state="not_due", notes=(NOT_DUE,))
    year = total(tables, indicator, tables.to_date)
    before = _same_period(tables, indicator)
    alike = comparable(tables, indicator, now, before)
    last_year = shown(before, indicator) if alike else None
    made = replace(
        blank,
        state=_state(now, indicator),
        value=shown(now, indicator),
        to_date=shown(year, indicator),
        last_year=last_year,
        given=now.given,
        expected=now.expected,
        nothing=sum(source.nothing for source in now.sources),
        complete=now.complete,
        sources=now.sources,
        cross_foot=cross_foot(tables, indicator, tables.quarters),
        notes=tuple(_notes(tables, indicator, now, before, alike)),
    )
    settled = tables.year_end and year.complete
    judged = Result(made.to_date, made.to_date, _end_of_last_year(tables, indicator, year), settled)
    return replace(made, aims=aims(tables, indicator, judged))


def _same_period(tables, indicator):
    indexes = {quarter.index for quarter in tables.quarters}
    return total(tables, indicator, [q for q in tables.last_year if q.index in indexes])


def _end_of_last_year(tables, indicator, year):
    before = total(tables, indicator, tables.last_year)
    return shown(before, indicator) if comparable(tables, indicator, year, before) else None


def _state(now, indicator):
    if not now.sources:
        return "missing"
    if now.amount is None:
        return "apart"
    if all(source.nothing for source in now.sources):
        return "nothing"
    return "missing" if shown(now, indicator) is None else "value"


def _notes(tables, indicator, now, before, alike):
    """What a reader must know before using the figure."""
    if now.broken:
        first = now.counted[0].period
        yield f"Chuỗi số bị gãy trong kỳ, chỉ tính từ {first.name_in_text}."
    if now.used and now.used[-1].period != now.counted[-1].period:
        kind = "Số của" if indicator.over_time == OverTime.LAST else "Cộng đến"
        has, lacks = now.used[-1].period, now.counted[-1].period
        yield f"{kind} {has.name_in_text}; {lacks.name_in_text} chưa có số đã xác nhận."
    if now.sources and now.amount is None:
        yield "Mỗi cơ quan cho một số riêng: ghi từng nguồn, không cộng."
    if not now.expected:
        yield "Cơ quan báo cáo chỉ tiêu này chưa có trên cổng."
    if alike and not (now.complete and before.complete):
        yield f"Cùng kỳ năm trước: {before.given}/{before.expected} báo cáo."
    if now.amount and before.amount and not alike:
        cut = cut_between(tables, indicator, before, now)
        yield f"Cùng kỳ năm trước {not_compared(cut)}." if cut else NOT_COMPARED
    yield from _beside(tables, indicator, now)


def _beside(tables, indicator, now):
    """A lead department's figure beside the territory's sum of the same quarter: compared, never added."""
    for quarter in now.used[-1:]:
        own = shown_value(quarter.amount, indicator)
        for unit, amount in cross_checks(tables, indicator, quarter.period)[:MOST_CROSS_CHECKS]:
            theirs = shown_value(amount, indicator)
            if theirs is not None and own is not None:
                words = " và ".join(
                    (f"{unit} báo {_printed(indicator, theirs)}", f"cộng địa bàn {_printed(indicator, own)}")
                )
                yield f"Đối chiếu {quarter.period.name_in_text}, không cộng vào: {words}."


def _printed(indicator, value):
    return format_number(value, indicator.decimals)


# --- Published by others -------------------------------------------------------------------------------------


def _published(tables, indicator, blank):
    """The latest usable figure of the year; a disputed year shows all its sources and no figure."""
    this = _of_year(tables, indicator, tables.period.year)
    if any(row.disputed for row in this):
        return _without_value(tables, indicator, blank, DISPUTED, state="disputed")
    if not this:
        return _without_value(tables, indicator, blank, NOT_PUBLISHED)
    row = this[-1]
    before = _published_before(tables, indicator, tables.period.year)
    low, high = bounds(row.value, row.upper_value, row.qualifier)
    exact_before = before.value if before else None
    return replace(
        blank, state="value", value=row.value, to_date=row.value, upper=row.upper_value, qualifier=row.qualifier,
        last_year=exact_before, complete=True,
        aims=aims(tables, indicator, Result(low, high, exact_before, settled=True)),
        notes=() if before else (_why_no_year_before(tables, indicator),),
    )  # fmt: skip


def _why_no_year_before(tables, indicator):
    year = tables.period.year
    cut = tables.cut(indicator, date(year - 1, 12, 31), date(year, 12, 31))
    return f"Năm trước {not_compared(cut)}." if cut else "Không có số năm trước so được."


def _published_before(tables, indicator, year):
    """Last year's last usable figure, on the same side of every break."""
    rows = _of_year(tables, indicator, year - 1)
    ends = [tables.segment(indicator, date(of, 12, 31)) for of in (year - 1, year)]
    if not rows or any(row.disputed for row in rows) or ends[0] != ends[1]:
        return None
    return rows[-1]


def _without_value(tables, indicator, blank, note, *, state="missing"):
    """The targets stay on the line; they are answered by "chưa đủ số liệu"."""
    unknown = Result(None, None, None, settled=False)
    return replace(blank, state=state, notes=(note,), aims=aims(tables, indicator, unknown))


# --- Computed and counted by the portal ----------------------------------------------------------------------


def _formula(tables, indicator, blank):
    """Computed from the province's own figures, each added up along its line; a rate is the ratio of its sums."""
    if not tables.due_quarters(indicator, tables.quarters):
        return replace(blank, state="not_due", notes=(NOT_DUE,))
    book = Book(tables)
    if book.is_out_of_term(indicator):
        return replace(blank, state="not_due", notes=(NOT_DUE,))
    now, year = compute(indicator, book, NOW), compute(indicator, book, TO_DATE)
    if now.value is None:
        return _without_value(tables, indicator, blank, f"{now.why[:1].upper()}{now.why[1:]}.")
    value, to_date = result(indicator, now), result(indicator, year)
    judged = Result(to_date, to_date, None, settled=tables.year_end and to_date is not None)
    return replace(
        blank, state="value", value=value, to_date=to_date, complete=True, given=book.given, expected=book.expected,
        part_decimals=max((one.box_decimals for one in book.read), default=0),
        sources=book.sources, aims=aims(tables, indicator, judged),
        notes=(f"Cổng tính: {formula_words(indicator, book.dictionary)}.",),
    )  # fmt: skip


def _counted(tables, indicator, blank):
    counter = COUNTERS.get(indicator.code)
    if counter is None:
        return _without_value(tables, indicator, blank, NO_COUNT)
    return counter(tables, indicator, blank)
