"""By which kind of term a unit goes, and by which day it registers."""

from movements.enums import TermKind
from movements.models import Term, TermDeadline, TermRule
from thidua.clock import office_date
from units.enums import UnitKind


class TermKinds:
    """The kinds of term of all units, in one query: the unit's own row goes before that of its kind."""

    def __init__(self):
        rows = TermRule.objects.values_list("unit", "unit_kind", "kind")
        self.of_unit = {unit: kind for unit, _, kind in rows if unit}
        self.of_kind = {unit_kind: kind for unit, unit_kind, kind in rows if not unit}

    def of(self, unit):
        return self.of_unit.get(unit.pk) or self.of_kind.get(unit.kind) or TermKind.WORKING_YEAR


def term_kind_of(unit):
    return TermKinds().of(unit)


class DueDays:
    """The days by which units register in one term, in one query."""

    def __init__(self, term):
        self.term = term
        rows = TermDeadline.objects.filter(term=term).values_list("unit", "unit_kind", "due_on")
        self.of_unit = {unit: due_on for unit, _, due_on in rows if unit}
        self.of_kind = {kind: due_on for unit, kind, due_on in rows if not unit}

    def of(self, unit):
        return self.of_unit.get(unit.pk) or self.of_kind.get(unit.kind) or self.term.register_by


def due_for(unit, term):
    """The unit's own day, else its kind's, else the term's."""
    return DueDays(term).of(unit)


def open_terms(today):
    """Terms that have not ended, newest first: those one can still register for."""
    return Term.objects.filter(last_day__gte=today)


def terms_of(unit):
    """Terms of the kind by which the unit goes, newest first."""
    return Term.objects.filter(kind=term_kind_of(unit))


def term_deadlines(term, user):
    """The days set apart in a term: those of kinds first, then units by name."""
    rows = TermDeadline.objects.visible_to(user).filter(term=term).select_related("unit", "by")
    return rows.order_by("-unit_kind", "unit__sort_name")


def missing_registration(unit, year):
    """The term that begins in `year` for which the unit has sent nothing; None when it has, or there is no term.

    It warns and bars nothing: registering is not among the grounds of Luật Thi đua, khen thưởng 2022, Điều 7.
    """
    term = Term.objects.filter(kind=term_kind_of(unit), year=year).first()
    if term is None or unit.registrations.filter(term=term, first_submitted_at__isnull=False).exists():
        return None
    return term


KIND_NAMES = dict(UnitKind.choices)


def merit_year(at):
    """The year whose merits a dossier made on that day speaks of: until the end of March still the year before."""
    day = office_date(at)
    return day.year if day.month > 3 else day.year - 1
