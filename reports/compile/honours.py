"""Three blocks beside the figures: who registered, what was awarded, where the typical models stand."""

from awards.enums import Authority, ModelStage, Occasion, PersonClass, Subject
from movements.arithmetic import rate
from movements.enums import RegistrationState
from reports.compile.completeness import under_parents
from reports.compile.counted import direct_workers, granted_in, must_register
from reports.compile.dashboard.honours import classes
from reports.compile.data import Awards, DossierCounts, Granted, Registrations, Stage, Tally, TypicalModels


def registrations(tables) -> Registrations | None:
    """Registrations of the year's term as of the moment of reading; None where the year has no term."""
    term = tables.others.terms.get(tables.period.year)
    if term is None:
        return None
    must = must_register(tables, term)
    sent = [tables.others.registered[term.pk, pk] for pk in must if (term.pk, pk) in tables.others.registered]
    missing = set(must) - {one.unit_id for one in sent}
    return Registrations(
        term=term.name,
        register_by=term.register_by,
        must=len(must),
        on_time=sum(bool(one.on_time) for one in sent),
        late=sum(not one.on_time for one in sent),
        accepted=sum(one.state in RegistrationState.IN_FORCE for one in sent),
        not_registered=len(missing),
        missing=under_parents(tables, missing, term.first_day),
    )


def awards(tables) -> Awards | None:
    """Lines granted by decisions of the period's days; None where the portal holds no award at all."""
    if not tables.others.has_awards:
        return None
    grants = granted_in(tables, tables.period.first_day, tables.period.last_day)
    direct = direct_workers(grants)
    return Awards(
        total=_granted("", grants),
        by_authority=_split(grants, "authority", Authority.choices),
        by_award=_by_award(grants),
        by_occasion=_split(grants, "occasion", Occasion.choices),
        by_class=_by_class(grants),
        direct=direct.value,
        direct_share=rate(direct, multiplier=100, decimals=1),
        dossiers=DossierCounts(**tables.others.dossiers),
    )


def _granted(label, grants):
    of = {subject: sum(one.n for one in grants if one.subject == subject) for subject in Subject.values}
    return Granted(label, of[Subject.PERSON], of[Subject.COLLECTIVE], of[Subject.HOUSEHOLD])


def _split(grants, field, choices):
    """One row for each kind that occurs, in the order of the law."""
    groups = ((label, [one for one in grants if getattr(one, field) == code]) for code, label in choices)
    return tuple(_granted(label, group) for label, group in groups if group)


def _by_award(grants):
    """In the catalogue's order; an award that stands there twice, for two spans of days, is one."""
    names = dict.fromkeys(one.award for one in sorted(grants, key=lambda one: (one.order, one.award)))
    return tuple(_granted(name, [one for one in grants if one.award == name]) for name in names)


def _by_class(grants):
    """Classes of persons that occur."""
    counts = {code: sum(one.n for one in grants if one.person_class == code) for code in PersonClass.values}
    return tuple(Tally(label, counts[code]) for code, label in classes() if counts.get(code))


def typical_models(tables) -> TypicalModels | None:
    """Stages at the period's end and entrances within it; None where no model had been found by then."""
    at_end = tables.stages(tables.period.last_day)
    if not at_end:
        return None
    entered = tables.entered(tables.period.first_day, tables.period.last_day)
    stages = tuple(
        Stage(label, len(entered.get(code, ())), sum(stage == code for stage in at_end.values()))
        for code, label in ModelStage.choices
    )
    models = tables.others.models.items()
    replicating = [one for pk, one in models if at_end.get(pk) == ModelStage.REPLICATING]
    return TypicalModels(stages, tuple(f"{one.name} ({one.unit})" for one in replicating))
