"""What the report reads beside the filings: registrations, decisions, dossiers and typical models, as plain rows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from awards.enums import DossierState, ModelStage
from awards.models import Dossier, Nomination, TypicalModel
from movements.compile.terms import TermKinds
from movements.enums import TermKind
from movements.models import Activity, Registration, Term
from thidua.clock import office_date
from thidua.models import Event

APPRAISING = tuple(DossierState.PROMISED)  # received, and not yet proposed


@dataclass(frozen=True)
class Registered:
    """One registration that has been sent."""

    term_id: int
    unit_id: int
    state: str
    on_time: bool | None
    illustrative: bool


@dataclass(frozen=True)
class Grant:
    """Lines granted on one day that are alike in all that the report tells apart."""

    issued_on: date
    authority: str
    order: int
    award: str
    subject: str
    person_class: str
    occasion: str
    illustrative: bool
    n: int


@dataclass(frozen=True)
class Entrance:
    """A typical model enters a stage."""

    model: int
    stage: str
    on: date


@dataclass(frozen=True)
class Model:
    name: str
    unit: str
    illustrative: bool


@dataclass(frozen=True)
class Kept:
    """One row of a unit's register that counts."""

    unit_id: int
    kind: str
    on: date
    document_type: str
    medium: str
    attendances: int
    number: str
    title: str
    illustrative: bool


class Others:
    """Seven queries, whatever their rows; `first` is the first day that any figure looks back to."""

    def __init__(self, period, user, first):
        self.term_kinds = TermKinds()
        self._read_registrations(period, user)
        self._read_grants(period, user, first)
        self._read_models(period, user)
        self._read_register(period, user, first)

    def _read_register(self, period, user, first):
        rows = Activity.objects.visible_to(user).standing().between(first, period.last_day).order_by("on", "pk")
        columns = (
            "unit_id", "kind", "on", "document_type", "medium", Coalesce("attendances", 0), "number", "title",
            "illustrative",
        )  # fmt: skip
        self.kept = [Kept(*row) for row in rows.values_list(*columns)]

    def _read_registrations(self, period, user):
        years = (period.year - 1, period.year)
        terms = Term.objects.visible_to(user).filter(kind=TermKind.WORKING_YEAR, year__in=years)
        self.terms = {term.year: term for term in terms}
        rows = Registration.objects.visible_to(user).filter(term__in=terms, first_submitted_at__isnull=False)
        columns = ("term_id", "unit_id", "state", "on_time", "illustrative")
        found = [Registered(*row) for row in rows.values_list(*columns)]
        self.registered = {(one.term_id, one.unit_id): one for one in found}

    def _read_grants(self, period, user, first):
        span = (first, period.last_day)
        rows = Nomination.objects.visible_to(user).granted().filter(decision__issued_on__range=span)
        columns = (
            "decision__issued_on", "award__authority", "award__order", "award__name", "honoree__subject",
            "counted_class", "dossier__occasion", "decision__illustrative",
        )  # fmt: skip
        counted = rows.with_class().order_by().values_list(*columns).annotate(n=Count("pk"))
        self.grants = [Grant(*row) for row in counted.order_by(*columns)]
        self.dossiers = _dossiers(period, user)

    def _read_models(self, period, user):
        rows = TypicalModel.objects.inside(user).values_list("pk", "name", "unit__name", "illustrative")
        self.models = {pk: Model(*row) for pk, *row in rows.order_by("search_name", "pk")}
        events = Event.objects.filter(about=TypicalModel._meta.label_lower, to_state__in=ModelStage.values)
        columns = ("about_id", "from_state", "to_state", "at")
        self.entrances = [
            Entrance(pk, to_state, office_date(at))
            for pk, from_state, to_state, at in events.order_by("at", "pk").values_list(*columns)
            if pk in self.models and from_state != to_state and office_date(at) <= period.last_day
        ]

    @property
    def has_awards(self):
        """Whether awards are kept on the portal at all: without them a count would be a false 0."""
        return bool(self.grants) or any(self.dossiers.values())

    @property
    def illustrative(self):
        rows = (*self.registered.values(), *self.grants, *self.models.values(), *self.kept)
        return any(one.illustrative for one in rows)


def _dossiers(period, user):
    """What came and was decided within the period; of all that had come by its end, where it lies now."""
    arrived = Q(arrived_at__date__lte=period.last_day)
    span = (period.first_day, period.last_day)
    return Dossier.objects.visible_to(user).aggregate(
        received=Count("pk", filter=Q(arrived_at__date__range=span)),
        appraising=Count("pk", filter=arrived & Q(state__in=APPRAISING)),
        returned=Count("pk", filter=arrived & Q(state=DossierState.RETURNED)),
        decided=Count("pk", filter=Q(decision__issued_on__range=span)),
    )
