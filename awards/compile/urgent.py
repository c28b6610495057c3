"""Khen đột xuất: how many days lie between a deed and the signature under its decision. Reading only."""

from dataclasses import dataclass
from statistics import median

from awards.enums import DossierState, Occasion
from awards.models import Dossier


@dataclass(frozen=True)
class UrgentRow:
    """`days`: calendar days from the deed to the decision, or to today (`open`) while there is none."""

    dossier: Dossier
    days: int
    open: bool


@dataclass(frozen=True)
class UrgentYear:
    """Deeds of one year; `middle` is the median of the decided ones, None where none is decided."""

    year: int
    n: int
    decided: int
    middle: float | None


def days_of_deed(dossier, today):
    """Days from the deed to the signature; None where the deed has no day, or it ended without an award."""
    if dossier.deed_on is None or dossier.state == DossierState.CLOSED:
        return None
    signed = dossier.decision.issued_on if dossier.decision_id else None
    return UrgentRow(dossier, ((signed or today) - dossier.deed_on).days, signed is None)


def urgent_dossiers(user):
    """Urgent dossiers that have a day of the deed, the newest deed first."""
    rows = Dossier.objects.visible_to(user).filter(occasion=Occasion.SUDDEN, deed_on__isnull=False)
    return rows.with_names().order_by("-deed_on", "-pk")


def urgent_years(user):
    """A row for each year of deeds, the newest first; one query."""
    found = {}
    columns = ("deed_on", "decision__issued_on")
    for deed_on, issued_on in urgent_dossiers(user).exclude(state=DossierState.CLOSED).values_list(*columns):
        found.setdefault(deed_on.year, []).append((issued_on - deed_on).days if issued_on else None)
    return [_year(year, days) for year, days in sorted(found.items(), reverse=True)]


def _year(year, days):
    decided = [one for one in days if one is not None]
    return UrgentYear(year, len(days), len(decided), median(decided) if decided else None)
