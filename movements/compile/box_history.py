"""What one box said before: the last twelve periods with the breaks between them, and who changed it when."""

from dataclasses import dataclass
from datetime import datetime

from movements.arithmetic import shown_value
from movements.compile.box import EMPTY, content_words
from movements.compile.history import amount_of, break_between, breaks_of, not_compared
from movements.enums import FilingState, PeriodKind
from movements.models import Figure, Period
from thidua.models import Event

PERIODS = 12
CHANGES = 50
LAST_QUARTERS = {PeriodKind.QUARTER: (1, 2, 3, 4), PeriodKind.HALF: (2, 4), PeriodKind.YEAR: (4,)}


@dataclass(frozen=True)
class Past:
    """One period of one box. `value` is in the smallest unit, None where nothing was given."""

    period: Period
    value: int | None
    nothing: bool
    is_now: bool
    broken: str  # why the series does not join this period to the one before; "" where it does


def history(filing, indicator):
    """The last twelve periods in which the box was due, oldest first, this one included; three queries."""
    periods = _periods(filing, indicator)
    figures = {
        figure.filing.period_id: figure
        for figure in Figure.objects.filter(
            indicator=indicator, filing__unit=filing.unit_id, filing__period__in=[period.pk for period in periods]
        ).select_related("filing")
        if figure.filing_id == filing.pk or figure.filing.state in FilingState.SHOWN_TO_RECEIVER
    }
    breaks = breaks_of([indicator]).get(indicator.pk, [])
    found, previous = [], None
    for period in periods:
        found.append(_past(filing, indicator, period, figures.get(period.pk), _broken(breaks, previous, period)))
        previous = period
    first = next((at for at, row in enumerate(found) if row.value is not None or row.nothing or row.is_now), 0)
    return found[first:]  # what lies before the first figure tells nothing


def _periods(filing, indicator):
    due = LAST_QUARTERS.get(indicator.frequency, LAST_QUARTERS[PeriodKind.QUARTER])
    periods = Period.objects.filed().filter(last_day__lte=filing.period.last_day, index__in=due)
    if indicator.valid_from:
        periods = periods.filter(last_day__gte=indicator.valid_from)
    return list(periods.order_by("-last_day")[:PERIODS])[::-1]


def _past(filing, indicator, period, figure, broken):
    """The period by the definition of its own last day."""
    value = shown_value(amount_of(figure, indicator.as_of(period.last_day)), indicator.as_of(period.last_day))
    nothing = figure is not None and figure.nothing
    return Past(period, value, nothing, period.pk == filing.period_id, broken)


def _broken(breaks, previous, period):
    """A break belongs between two periods when its day lies after the end of the one, up to the end of the other."""
    return not_compared(break_between(breaks, previous.last_day, period.last_day)) if previous else ""


@dataclass(frozen=True)
class Change:
    """One writing of a box, in words."""

    who: str
    at: datetime
    label: str
    before: str
    after: str
    note: str  # what the note became, where it changed


def change_log(filing, indicator):
    """Who changed this box, newest first, from the record of saves; one query, at most the last fifty."""
    events = (
        Event.objects.of(filing).filter(data__after__has_key=indicator.code)
        .select_related("by").order_by("-pk")[:CHANGES]
    )  # fmt: skip
    return [_change(event, indicator) for event in events]


def _change(event, indicator):
    before = event.data["before"].get(indicator.code) or EMPTY
    after = event.data["after"][indicator.code]
    return Change(
        who=event.by.full_name if event.by else "Cổng",
        at=event.at,
        label=event.label,
        before=content_words(before, indicator),
        after=content_words(after, indicator),
        note=(after[3] or "bỏ giải trình") if before[3] != after[3] else "",
    )
