"""Typical models of the demo at every stage, made up and marked so, with the timelines that led there."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from awards.enums import ModelStage as S
from awards.models import Replication, TypicalModel
from awards.typical_workflow import TYPICAL
from movements.models import Movement
from reports.demo.chance import chance_of
from reports.demo.people import head_name, officer_name
from reports.demo.tales import REVIEW, STOP, TALES, Tale
from thidua.models import Event
from thidua.text import search_key
from units.load import LoadReport, ids
from units.models import User

TODAY = date(2024, 12, 18)
FIRST_FOUND = date(2024, 2, 5)
ROAD = {
    S.FOUND: (),
    S.NURTURING: ("nurture",),
    S.REVIEWED: ("nurture", "review"),
    S.REPLICATING: ("nurture", "review", "replicate"),
    S.STOPPED: ("nurture", "stop"),
}
# What the named units have, so that each of the demo's people finds something at each stage.
NAMED = {
    "SNNPTNT": (S.FOUND, S.NURTURING, S.REVIEWED, S.REPLICATING),
    "615": (S.FOUND, S.NURTURING, S.NURTURING, S.REPLICATING),
    "C23512": (S.FOUND, S.NURTURING, S.REPLICATING),
}
OTHERS = 0.35  # of the other units have one
STAGES = (S.FOUND, S.FOUND, S.NURTURING, S.NURTURING, S.NURTURING, S.REVIEWED, S.REPLICATING, S.STOPPED)
LATE = 0.2  # of the next steps have passed their day


@dataclass
class Made:
    """A model with the days of its steps, before and after it has a key."""

    model: TypicalModel
    tale: Tale
    days: list[datetime]  # found, then one for each step of its road
    takers: list  # units that apply it
    published_at: datetime | None


def load_typical(units) -> LoadReport:
    """Models of those units; needs units, people and movements. Loaded once: what stands is left as it is."""
    if TypicalModel.objects.exists():
        return LoadReport()
    desk = _Desk(units)
    made = [one for unit in units for one in desk.of_unit(unit)]
    TypicalModel.objects.bulk_create(one.model for one in made)
    Replication.objects.bulk_create(row for one in made for row in _takings(one))
    Event.objects.bulk_create((event for one in made for event in desk.events(one)), batch_size=1000)
    return LoadReport(created=len(made))


class _Desk:
    """What the making of a model looks up, read once."""

    def __init__(self, units):
        self.units = units
        self.people = ids(User, "username")
        self.movements = ids(Movement, "key")

    def of_unit(self, unit):
        chance = chance_of("typical", unit.code)
        stages = NAMED.get(unit.code) or ((chance.choice(STAGES),) if chance.random() < OTHERS else ())
        tales = chance.sample([tale for tale in TALES if tale.fits(unit)], k=len(stages))
        return [self._made(unit, stage, tale) for stage, tale in zip(stages, tales, strict=True)]

    def _made(self, unit, stage, tale):
        chance = chance_of("tale", unit.code, tale.name)
        days = _days(chance, len(ROAD[stage]))
        consent = stage == S.REPLICATING and (unit.code in NAMED or chance.random() < 0.7)
        told = consent and chance.random() < 0.85
        next_step, next_step_on = _next_step(chance, stage, tale)
        name = tale.name.format(unit=unit.short_name)
        model = TypicalModel(
            name=name, search_name=search_key(name)[:300], unit=unit, field=tale.field, state=stage,
            movement_id=self.movements.get(tale.movement), owner_id=self.people[officer_name(unit.code)],
            next_step=next_step, next_step_on=next_step_on, story=f"{tale.story}\n\n(Minh họa)",
            consent=consent, published=told, found_at=days[0], stage_since=days[-1], illustrative=True,
        )  # fmt: skip
        takers = self._takers(chance, unit) if stage == S.REPLICATING else []
        return Made(model, tale, days, takers, days[-1] + timedelta(days=2) if told else None)

    def _takers(self, chance, unit):
        alike = [other for other in self.units if other.kind == unit.kind and other.pk != unit.pk]
        return chance.sample(alike, k=min(len(alike), chance.randint(1, 4)))

    def events(self, made):
        """The same lines as the acts themselves would have written."""
        code, state = made.model.unit.code, S.FOUND
        officer, head = self.people[officer_name(code)], self.people[head_name(code)]
        yield _event(made, "introduce", "Giới thiệu điển hình", by=officer, at=made.days[0], states=("", S.FOUND))
        for name, at in zip(ROAD[made.model.state], made.days[1:], strict=True):
            step, notes = TYPICAL.steps[name], {"review": REVIEW, "stop": STOP}
            by = officer if name == "replicate" else head
            note = made.takers[0].name if name == "replicate" else notes.get(name, "")
            yield _event(made, name, step.label, by=by, at=at, states=(state, step.target), note=note)
            state = step.target
        if made.published_at:
            by = self.people["chuyenvien"]
            yield _event(made, "publish", "Đăng công khai", by=by, at=made.published_at, states=("", ""))


def _days(chance, steps):
    """When it was found, then a working morning for each step, all before the demo's day."""
    span = (TODAY - FIRST_FOUND).days - 10
    offsets = sorted(chance.sample(range(span), k=steps + 1))
    return [_morning(FIRST_FOUND + timedelta(days=offset), chance) for offset in offsets]


def _morning(day, chance):
    day -= timedelta(days=max(0, day.weekday() - 4))
    return datetime.combine(day, time(8 + chance.randrange(3), chance.randrange(60)), timezone.get_default_timezone())


def _next_step(chance, stage, tale):
    if stage != S.NURTURING:
        return "", None
    shift = -chance.randint(3, 20) if chance.random() < LATE else chance.randint(2, 60)
    return tale.next_step, TODAY + timedelta(days=shift)


def _takings(made):
    first = made.days[-1].date()
    for n, unit in enumerate(made.takers):
        on = max(FIRST_FOUND, first - timedelta(days=7 * n))
        yield Replication(model=made.model, unit=unit, on=on, result=f"{made.tale.result} (Minh họa)")


def _event(made, step, label, *, by, at, states, note=""):
    source, target = states
    return Event(
        about=TYPICAL.model, about_id=made.model.pk, step=step, label=label, from_state=source, to_state=target,
        by_id=by, at=at, note=note,
    )  # fmt: skip
