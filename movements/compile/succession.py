"""One period's confirmed figures by the units that carry them on today: successors for communes, "Kon Tum cũ" for the
districts that ended. The rows add up to the province's own figure; nothing stands in two of them."""

from dataclasses import dataclass

from django.conf import settings

from movements.arithmetic import Amount, add_up, shown_value
from movements.compile.history import amount_of
from movements.enums import FilingState, Line, OverUnits
from movements.models import Figure, Indicator, Period, ReportingDuty
from movements.rollups import by_heir, contributors, heir
from thidua.text import format_number
from units.enums import UnitKind
from units.models import Placement, Unit
from units.models.tree import on_day

LOOK_BACK = 4  # quarters


@dataclass(frozen=True)
class Row:
    name: str
    shown: str
    units: int  # of how many units' boxes it is made


@dataclass(frozen=True)
class Succession:
    period: Period
    indicator: Indicator  # as it was defined then
    total: str
    rows: tuple[Row, ...]


def succession(user, indicator, *, today):
    """Of the newest period in which the province has a figure; None where bodies that each speak for a whole are not
    added, or where nothing is confirmed yet."""
    figures = Figure.objects.visible_to(user).filter(indicator=indicator, filing__state=FilingState.ACCEPTED)
    newest = Period.objects.filter(filings__figures__in=figures).distinct().order_by("-last_day")[:LOOK_BACK]
    for period in newest:
        then = indicator.as_of(period.last_day)
        if then.over_units not in (OverUnits.SUM, OverUnits.RATIO):
            return None
        given = figures.filter(filing__period=period).select_related("filing")
        if made := _Succession(then, period, today).made(given):
            return made
    return None


class _Succession:
    def __init__(self, indicator, period, today):
        self.indicator, self.period, self.today = indicator, period, today
        self.units = {unit.pk: unit for unit in Unit.objects.in_order()}
        placed = Placement.objects.filter(on_day(period.last_day)).values_list("unit", "parent")
        self.parents = dict(placed)

    def made(self, figures):
        given = {figure.filing.unit_id: amount_of(figure, self.indicator) for figure in figures}
        counted = self._counted([pk for pk, amount in given.items() if amount is not None])
        amounts = {pk: given[pk] for pk in self.units if pk in counted}
        if not amounts:
            return None
        group = {pk: self._group(pk) for pk in amounts}
        parts = by_heir(amounts, parents=self.parents, group=group, line=self.indicator.line)
        made_of = {key: sum(group[pk] == key for pk in amounts) for key in parts}
        rows = tuple(
            Row(self._name(pk), self._shown(parts[pk]), made_of[pk]) for pk in parts if not _is_empty(parts[pk])
        )
        return Succession(self.period, self.indicator, self._shown(add_up(parts.values())), rows)

    def _counted(self, owing):
        """Those whose boxes make the province's figure; on the territory's line also what stands inside theirs."""
        kinds = {pk for pk, unit in self.units.items() if unit.kind in UnitKind.TERRITORIES}
        provinces = {pk for pk, unit in self.units.items() if unit.code in settings.OFFICE["province_codes"]}
        named = ReportingDuty.objects.on(self.period.last_day).filter(indicator=self.indicator, unit__isnull=False)
        tops = contributors(
            self.indicator.line, owing=owing, territorial=kinds, named=named.values_list("unit", flat=True),
            direct=[pk for pk, parent in self.parents.items() if parent in provinces],
        )  # fmt: skip
        inside = self.indicator.line == Line.TERRITORY
        return {pk for pk in owing if pk in tops or (inside and pk in kinds and self.parents.get(pk) in tops)}

    def _stands(self, pk):
        unit = self.units[pk]
        return unit.valid_to is None or unit.valid_to >= self.today

    def _group(self, pk):
        successors = {one.pk: one.successor_id for one in self.units.values() if one.successor_id}
        found = heir(pk, successors=successors, stands=self._stands)
        if self._stands(found):
            return found
        return self._old_province(pk)

    def _old_province(self, pk):
        above, seen = pk, set()
        while (parent := self.parents.get(above)) is not None and parent not in seen:
            seen.add(parent)
            above = parent
        return above

    def _name(self, pk):
        unit = self.units[pk]
        return unit.name if self._stands(pk) else f"{unit.short_name} cũ"

    def _shown(self, amount: Amount | None):
        value = shown_value(amount, self.indicator)
        return "–" if value is None else format_number(value, self.indicator.decimals)


def _is_empty(amount):
    """A parent's own part where its children gave everything."""
    return amount.value == 0 and not amount.denominator
