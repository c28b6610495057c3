"""Plans of typical models beside what has been found, and the models at which nothing is done. Reading only."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Sum
from django.utils import timezone

from awards.models import ModelPlan, TypicalModel
from movements.models import FlowSetting
from thidua.text import search_key


@dataclass(frozen=True)
class PlanRow:
    """One line of a plan with how many models of its field the unit has found in those years."""

    field: str
    count: int
    responsible: str
    note: str
    found: int


def plan_lines(plan):
    """(rows, found in fields that no line names); two queries."""
    found = Counter()
    first, last = _begins(plan.years[0]), _begins(plan.years[-1] + 1)
    seen = TypicalModel.objects.filter(unit=plan.unit_id, found_at__gte=first, found_at__lt=last)
    for field in seen.values_list("field", flat=True):
        found[search_key(field)] += 1
    rows = [
        PlanRow(row.field, row.count, row.responsible, row.note, found.pop(search_key(row.field), 0))
        for row in plan.lines.all()
    ]
    return rows, sum(found.values())


def _begins(year):
    return datetime.combine(date(year, 1, 1), time(), tzinfo=timezone.get_default_timezone())


def plans_for(user, *, year=None):
    """The plans this person sees, newest year first, with how many models each names."""
    rows = ModelPlan.objects.visible_to(user).with_names().annotate(planned=Sum("lines__count"))
    rows = rows.order_by("-year", "scope", "unit__sort_name", "pk")
    return rows.filter(year=year) if year else rows


def plan_years(user):
    rows = ModelPlan.objects.visible_to(user).order_by("-year").values_list("year", flat=True)
    return list(dict.fromkeys(rows))


def stalled_since(today):
    """The day before which the last act on a model makes it one that stands still; administrators set the days."""
    return today - timedelta(days=FlowSetting.objects.number(FlowSetting.STALLED_DAYS))
