"""Indicators that the portal counts by itself, by code; the others have no source yet and say so."""

from dataclasses import replace

from movements.arithmetic import Amount, rate
from movements.enums import DueLevel, MovementState
from reports.compile.completeness import expected_units
from thidua.calendar import same_last_year
from units.enums import Duty

NO_COUNT = "Nguồn của chỉ tiêu này chưa có trên cổng."


def launched(tables, _indicator, blank):
    """D1.04: movements that a unit launched within the days of the period, by the launching or the decision's day."""
    period, last = tables.period, same_last_year(tables.period.span)
    names = _launched_in(tables, period.first_day, period.last_day)
    year = _launched_in(tables, tables.to_date[0].first_day, period.last_day)
    before = _launched_in(tables, last.first, last.last)
    return replace(
        blank, state="value" if names else "nothing", value=len(names), to_date=len(year), last_year=len(before),
        complete=True, listed=tuple(names), notes=("Đếm phong trào có đơn vị phát động và ngày phát động trong kỳ.",),
    )  # fmt: skip


def _launched_in(tables, first, last):
    launched_by_units = (
        one for one in tables.movements if one.launching_unit_id and one.state != MovementState.DRAFT
    )  # a plan with its number and date is not yet a launch
    days = ((one, one.launched_on or one.decision_date) for one in launched_by_units)
    return [one.name for one, day in days if day and first <= day <= last]


def on_time_share(tables, indicator, blank):
    """D8.03: sent in time / owed, of units that must report; what is not yet due and not yet sent is not owed."""
    indexes = {quarter.index for quarter in tables.quarters}
    last_year = [quarter for quarter in tables.last_year if quarter.index in indexes]
    now, year, before = (_on_time(tables, of) for of in (tables.quarters, tables.to_date, last_year))
    value, to_date, earlier = (
        rate(amount, multiplier=indicator.multiplier, decimals=indicator.decimals) for amount in (now, year, before)
    )
    state = "missing" if value is None else "value"
    note = f"{now.value} đúng hạn trên {now.denominator} báo cáo đã đến hạn hoặc đã gửi của đơn vị phải báo cáo."
    return replace(
        blank, state=state, value=value, to_date=to_date, last_year=earlier, complete=value is not None, notes=(note,)
    )


def _on_time(tables, quarters):
    in_time = owed = 0
    for quarter in quarters:
        for pk in expected_units(tables, quarter):
            filed = tables.filings.get((quarter.pk, pk))
            sent = filed is not None and filed.sent
            if tables.tree.units[pk].duty == Duty.MUST and (sent or _is_past(tables, quarter, pk)):
                owed += 1
                in_time += bool(sent and filed.on_time)
    return Amount(in_time, owed)


def _is_past(tables, quarter, unit):
    direct = unit in tables.tree.direct(quarter.last_day)
    due_on = tables.due.get((quarter.pk, DueLevel.DIRECT if direct else DueLevel.COMMUNE))
    return due_on is None or due_on < tables.today


COUNTERS = {"D1.04": launched, "D8.03": on_time_share}
