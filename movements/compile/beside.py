"""What stands outside a filing and is set beside it: the words of the last one, the sum of the territory."""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery

from movements.enums import FilingState
from movements.models import Figure, Filing, ReportingDuty
from units.enums import UnitKind
from units.models import Placement, Unit
from units.models.tree import on_day

TEXTS = ("highlights", "difficulties", "proposals")


@dataclass(frozen=True)
class Words:
    """The three narratives of a filing, and the period it was for."""

    texts: dict[str, str]
    period_name: str


def words_before(filing):
    """What the unit wrote in its last filing before this one; None where there is none. One query."""
    rows = Filing.objects.filter(unit=filing.unit, period__last_day__lt=filing.period.last_day)
    sent = rows.filter(state__in=FilingState.SHOWN_TO_RECEIVER).select_related("period")
    last = sent.only("period", *TEXTS).order_by("-period__last_day").first()
    return last and Words({name: getattr(last, name) for name in TEXTS}, last.period.name_in_text)


def territory_figures(indicators, period):
    """{indicator: its boxes as sent by the province's own districts or communes}; one query, none without indicators.

    Each figure carries `expected`, how many of them owe the box.
    """
    if not indicators:
        return {}
    units = _territories(period.last_day)
    rows = (
        Figure.objects.filter(indicator__in=indicators, filing__period=period, filing__unit__in=units)
        .filter(filing__state__in=FilingState.SHOWN_TO_RECEIVER).select_related("indicator")
        .annotate(expected=_owing(units))
    )  # fmt: skip
    found = defaultdict(list)
    for figure in rows:
        found[figure.indicator_id].append(figure)
    return found


def _territories(day):
    placed = Placement.objects.filter(on_day(day), parent__code__in=settings.OFFICE["province_codes"])
    return Unit.objects.on(day).filter(kind__in=UnitKind.DISTRICTS | UnitKind.COMMUNES, pk__in=placed.values("unit"))


def _owing(units):
    duty = ReportingDuty.objects.filter(Q(unit=OuterRef("pk")) | Q(unit_kind=OuterRef("kind")))
    owing = units.filter(Exists(duty.filter(indicator=OuterRef(OuterRef("indicator")))))
    return Subquery(owing.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n"))
