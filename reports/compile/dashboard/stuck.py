"""Work that stands still now: dossiers by the day their stage began, reports that nobody has signed."""

from dataclasses import dataclass

from awards.enums import DossierState
from awards.models import Dossier
from reports.enums import ReportState
from reports.models import Report

MOST = 5
MOVING = [state for state in DossierState.values if state not in ("draft", "recalled", "decided", "closed")]


@dataclass(frozen=True)
class Stuck:
    """Counts of all, rows of the oldest few."""

    dossiers: tuple[Dossier, ...]
    dossier_count: int
    reports: tuple[Report, ...]
    report_count: int


def waiting_dossiers(user):
    """Dossiers on somebody's desk, the longest waiting first."""
    rows = Dossier.objects.visible_to(user).filter(state__in=MOVING, stage_since__isnull=False)
    return rows.select_related("unit").order_by("stage_since", "pk")


def unsigned_reports(user):
    return Report.objects.visible_to(user).filter(state__in=ReportState.UNSIGNED).for_list().order_by("compiled_at")


def stuck(user):
    dossiers, reports = waiting_dossiers(user), unsigned_reports(user)
    return Stuck(tuple(dossiers[:MOST]), dossiers.count(), tuple(reports[:MOST]), reports.count())
