"""Indicators that the portal counts by itself, by code; the others have no source yet and say so."""

from dataclasses import replace

from awards.enums import Authority, ModelStage, Occasion, PersonClass, Subject
from movements.arithmetic import Amount, rate
from movements.enums import ActivityKind, MovementState, PeriodKind, RegistrationState
from reports.compile.completeness import expected_units
from thidua.calendar import same_last_year, span
from units.enums import Duty

NO_COUNT = "Nguồn của chỉ tiêu này chưa có trên cổng."
NO_TERM = "Kỳ thi đua của năm này chưa có trên cổng."
NO_AWARDS = "Chưa có hồ sơ hay quyết định khen thưởng nào trên cổng."
NO_REGISTER = "Chưa đơn vị nào ghi sổ triển khai trên cổng."
NO_MODELS = "Chưa có điển hình nào trên cổng."


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


def documents_issued(tables, _indicator, blank):
    """D1.03: plans and documents of the units' registers, by their day."""
    if not tables.others.kept:
        return replace(blank, state="missing", notes=(NO_REGISTER,))
    counts = [sum(one.kind in ActivityKind.NUMBERED for one in kept_in(tables, *days)) for days in spans(tables)]
    return _numbered(blank, counts, "Đếm kế hoạch và văn bản trong sổ triển khai của các đơn vị.")


def kept_in(tables, first, last):
    """Rows of the units' registers of those days."""
    return [one for one in tables.others.kept if first <= one.on <= last]


def on_time_share(tables, indicator, blank):
    """D8.03: sent in time / owed, of units that must report; what is not yet due and not yet sent is not owed."""
    indexes = {quarter.index for quarter in tables.quarters}
    last_year = [quarter for quarter in tables.last_year if quarter.index in indexes]
    now, year, before = (_on_time(tables, of) for of in (tables.quarters, tables.to_date, last_year))
    note = f"{now.value} đúng hạn trên {now.denominator} báo cáo đã đến hạn hoặc đã gửi của đơn vị phải báo cáo."
    return _rated(indicator, blank, (now, year, before), note)


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
    due_on = tables.owed[quarter.pk][unit].due_on
    return due_on is None or due_on < tables.today


# --- Registrations -------------------------------------------------------------------------------------------


def must_register(tables, term):
    """Ids of the units that stand in the tree on the term's first day, report at least one box and must do so."""
    tree = tables.tree
    asked = (pk for pk, above in tree.on(term.first_day).items() if above is not None)
    mine = (pk for pk in asked if tables.others.term_kinds.of(tree.units[pk]) == term.kind)
    return sorted(pk for pk in mine if tree.units[pk].duty == Duty.MUST and _reports(tables, tree.units[pk]))


def _reports(tables, unit):
    return any(duty.binds(unit) for duty in tables.duties.values())


def registered_share(tables, indicator, blank):
    """D1.05: accepted registrations that were sent in time / units that must register, of the year's term."""
    now, before = (_registered(tables, year) for year in (tables.period.year, tables.period.year - 1))
    if now is None:
        return replace(blank, state="missing", notes=(NO_TERM,))
    note = f"{now.value} bản đăng ký đúng hạn đã được tiếp nhận trên {now.denominator} đơn vị phải đăng ký."
    return _rated(indicator, blank, (now, now, before), note)


def _registered(tables, year):
    term = tables.others.terms.get(year)
    if term is None:
        return None
    must = must_register(tables, term)
    sent = (tables.others.registered.get((term.pk, pk)) for pk in must)
    in_time = sum(bool(one and one.on_time and one.state in RegistrationState.IN_FORCE) for one in sent)
    return Amount(in_time, len(must))


def _rated(indicator, blank, amounts, note):
    """The line of a rate from (this period, the year to date, last year), None where there is no source."""
    value, to_date, last_year = (
        amount and rate(amount, multiplier=indicator.multiplier, decimals=indicator.decimals) for amount in amounts
    )
    state = "missing" if value is None else "value"
    return replace(
        blank, state=state, value=value, to_date=to_date, last_year=last_year, complete=value is not None, notes=(note,)
    )


# --- Awards --------------------------------------------------------------------------------------------------


def granted_in(tables, first, last):
    """What was granted by decisions of those days."""
    return [one for one in tables.others.grants if first <= one.issued_on <= last]


def spans(tables):
    """(this period, the year up to its end, the same period last year) as pairs of days."""
    period, last = tables.period, same_last_year(tables.period.span)
    yield period.first_day, period.last_day
    yield span(PeriodKind.YEAR, period.year, 1, period.basis).first, period.last_day
    yield last.first, last.last


def _by_province(one):
    return one.authority == Authority.PROVINCE


def _sudden(one):
    return _by_province(one) and one.occasion == Occasion.SUDDEN


def _granted(kind):
    """A counter of the lines granted that are of a kind, by the decision's day."""

    def count(tables, _indicator, blank):
        if not tables.others.has_awards:
            return replace(blank, state="missing", notes=(NO_AWARDS,))
        counts = [sum(one.n for one in granted_in(tables, *days) if kind(one)) for days in spans(tables)]
        return _numbered(blank, counts, "Đếm lượt được tặng theo ngày ký quyết định có trên cổng.")

    return count


def _numbered(blank, counts, note):
    """A last year without one count is not said to be 0: the portal may not have been kept then."""
    value, to_date, last_year = counts
    return replace(
        blank, state="value" if value else "nothing", value=value, to_date=to_date, last_year=last_year or None,
        complete=True, notes=(note,),
    )  # fmt: skip


def direct_workers(grants):
    """Người trực tiếp công tác, lao động of all persons granted; collectives and households stay out."""
    persons = [one for one in grants if one.subject == Subject.PERSON]
    direct = sum(one.n for one in persons if one.person_class == PersonClass.DIRECT)
    return Amount(direct, sum(one.n for one in persons))


def direct_share(tables, indicator, blank):
    """D6.02."""
    if not tables.others.has_awards:
        return replace(blank, state="missing", notes=(NO_AWARDS,))
    now, year, before = (direct_workers(granted_in(tables, *days)) for days in spans(tables))
    return _rated(indicator, blank, (now, year, before), f"{now.value} người trên {now.denominator} lượt cá nhân.")


# --- Typical models ------------------------------------------------------------------------------------------


def _entered(stage):
    """A counter of the models that entered a stage within the days."""

    def count(tables, _indicator, blank):
        if not tables.others.entrances:
            return replace(blank, state="missing", notes=(NO_MODELS,))
        counts = [len(tables.entered(*days).get(stage, ())) for days in spans(tables)]
        return _numbered(blank, counts, "Đếm theo ngày vào khâu trên cổng.")

    return count


def nurtured(tables, _indicator, blank):
    """D5.02: how many stand there at the end; the year so far is the same number."""
    if not tables.others.entrances:
        return replace(blank, state="missing", notes=(NO_MODELS,))
    ends = [last for _, last in spans(tables)]
    counts = [list(tables.stages(day).values()).count(ModelStage.NURTURING) for day in ends]
    return _numbered(blank, counts, "Đếm điển hình ở khâu bồi dưỡng ngày cuối kỳ.")


COUNTERS = {
    "D1.03": documents_issued,
    "D1.04": launched,
    "D1.05": registered_share,
    "D5.01": _entered(ModelStage.FOUND),
    "D5.02": nurtured,
    "D5.03": _entered(ModelStage.REVIEWED),
    "D5.04": _entered(ModelStage.REPLICATING),
    "D6.01": _granted(_by_province),
    "D6.02": direct_share,
    "D6.04": _granted(_sudden),
    "D8.03": on_time_share,
}
