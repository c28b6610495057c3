"""One line of the report per indicator, by the way its figure comes about."""

from dataclasses import replace
from datetime import date, timedelta

from movements.enums import Entry, OverTime
from reports.compile.aims import Result, aims, bounds
from reports.compile.counted import COUNTERS, NO_COUNT
from reports.compile.data import Line, Published
from reports.compile.sums import comparable, cross_foot, shown, total

NOT_DUE = "Chưa đến kỳ báo cáo của chỉ tiêu này."
NO_FORMULA = "Nguồn của vế dưới chưa có trên cổng."
DISPUTED = "Các nguồn khác nhau: ghi cả hai, không dùng để tính."
NOT_PUBLISHED = "Nguồn công bố chưa có số của năm này."
NOT_COMPARED = "Không so với cùng kỳ: chuỗi số bị gãy hoặc không cùng số quý."


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
        notes=tuple(_notes(indicator, now, before, alike)),
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


def _notes(indicator, now, before, alike):
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
        yield NOT_COMPARED


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
        notes=() if before else ("Không có số năm trước so được.",),
    )  # fmt: skip


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
    """Only "mức giảm so với năm trước": last year's end minus this year's, in the base's own unit."""
    base = next((one for one in tables.indicators if one.code == indicator.formula_of), None)
    if indicator.formula_kind != "difference_to_last_year" or base is None:
        return _without_value(tables, indicator, blank, NO_FORMULA)
    if not tables.due_quarters(base, tables.quarters):
        return replace(blank, state="not_due", notes=(NOT_DUE,))
    now, before = total(tables, base, tables.to_date), total(tables, base, tables.last_year)
    earlier, later = shown(before, base), shown(now, base)
    if earlier is None or later is None or not comparable(tables, base, now, before):
        return _without_value(
            tables, indicator, blank, f"Không tính: {base.code} chưa có số hai năm, hoặc chuỗi số bị gãy."
        )
    if not (now.complete and before.complete):
        counts = f"năm trước {before.given}/{before.expected}, năm nay {now.given}/{now.expected} báo cáo"
        return _without_value(tables, indicator, blank, f"Chưa tính: {base.code} chưa đủ ({counts}).")
    value = _scaled(earlier - later, base.decimals, indicator.decimals)
    result = Result(value, value, None, settled=tables.year_end)
    return replace(
        blank, state="value", value=value, to_date=value, given=now.given, expected=now.expected, complete=True,
        part_decimals=base.part_decimals,
        sources=(*before.sources, *now.sources), aims=aims(tables, indicator, result),
        notes=(f"Tính từ {base.code}: số cuối năm trước trừ số năm nay.",),
    )  # fmt: skip


def _scaled(value, decimals, wanted):
    """To another number of decimals; only ever to more, so nothing is rounded."""
    return value * 10 ** (wanted - decimals)


def _counted(tables, indicator, blank):
    counter = COUNTERS.get(indicator.code)
    if counter is None:
        return _without_value(tables, indicator, blank, NO_COUNT)
    return counter(tables, indicator, blank)
