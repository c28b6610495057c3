"""The board of typical models: what a person sees, by stage and by what presses. Reading only."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.http import urlencode

from awards.compile.plans import stalled_since
from awards.enums import ModelStage
from awards.models import TypicalModel
from thidua.days import office_calendar
from thidua.lists import Pill
from thidua.text import search_key
from units.models import Ancestry, Unit

STAGES = (ModelStage.FOUND, ModelStage.NURTURING, ModelStage.REVIEWED, ModelStage.REPLICATING)
COLUMN_LENGTH = 8  # cards of a stage on the board; the rest is one click away


@dataclass(frozen=True)
class Asked:
    """The filters as they stand in the address."""

    words: str = ""
    field: str = ""
    mine: bool = False
    overdue: bool = False
    stalled: bool = False
    stage: str = ""

    def query(self, **changes):
        """The query string of these filters with some of them changed, its "?" in front."""
        asked = replace(self, **changes)
        given = {
            "khau": asked.stage,
            "tim": asked.words,
            "linh-vuc": asked.field,
            "cua-toi": "1" if asked.mine else "",
            "qua-han": "1" if asked.overdue else "",
            "dung-yen": "1" if asked.stalled else "",
        }
        return "?" + urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True)
class Card:
    """One model on the board. Of other units' models only what the public sees is told."""

    name: str
    unit: str
    url: str
    field: str
    stage: str
    stage_label: str
    owner: str
    next_step: str
    next_step_on: date | None
    days_left: int | None  # working days
    taken_up: int  # units that apply it
    published: bool
    illustrative: bool
    stalled: bool  # nothing was done for long


@dataclass(frozen=True)
class Column:
    code: str
    label: str
    n: int
    cards: tuple[Card, ...]
    url: str  # the whole stage as a list

    @property
    def more(self):
        return self.n - len(self.cards)


class Board:
    """What one person sees of the typical models; the number of queries does not grow with them."""

    def __init__(self, user, asked, today):
        self.user, self.asked, self.today = user, asked, today
        self.calendar = office_calendar()
        self.inside, self.since = _units_inside(user), stalled_since(today)
        self.rows = self._asked_for(TypicalModel.objects.visible_to(user))
        self.counts = dict(self.rows.order_by().values_list("state").annotate(n=Count("pk")))

    def _asked_for(self, rows):
        asked = self.asked
        if key := search_key(asked.words):
            rows = rows.filter(Q(search_name__contains=key) | Q(unit__search_name__contains=key))
        if asked.field:
            rows = rows.filter(field=asked.field)
        if asked.mine:
            rows = rows.filter(owner=self.user)
        if asked.overdue:
            rows = rows.inside(self.user).overdue(self.today)
        if asked.stalled:
            rows = rows.inside(self.user).stalled(self.since)
        return rows

    def columns(self):
        return [self._column(stage) for stage in STAGES]

    def _column(self, stage):
        n = self.counts.get(stage, 0)
        found = self.of_stage(stage)[:COLUMN_LENGTH] if n else ()
        cards = tuple(self.card(model) for model in found)
        return Column(stage, stage.label, n, cards, self.asked.query(stage=stage))

    def of_stage(self, stage):
        rows = self.rows.filter(state=stage)
        still = TypicalModel.objects.stalled(self.since).filter(pk=OuterRef("pk"))
        return rows.annotate(taken_up=Count("replications"), still=Exists(still)).for_board()

    def card(self, model):
        inside = self.inside is None or model.unit_id in self.inside
        day = model.next_step_on if inside else None
        running = day is not None and model.is_followed
        return Card(
            name=model.name, unit=model.unit.short_name, field=model.field, stage=model.state,
            stage_label=model.get_state_display(),
            url=reverse("typical:typical_detail" if inside else "public_model", args=[model.pk]),
            owner=model.owner.full_name if inside and model.owner else "",
            next_step=model.next_step if inside else "", next_step_on=day,
            days_left=self.calendar.days_left(self.today, day) if running else None,
            taken_up=model.taken_up, published=model.published, illustrative=model.illustrative,
            stalled=inside and model.still,
        )  # fmt: skip

    def pills(self):
        """The whole board, each stage, then what is mine and what is late; a second click takes a filter away."""
        asked, followed = self.asked, sum(self.counts.get(stage, 0) for stage in STAGES)
        board = Pill("Bảng bốn khâu", followed, asked.query(stage=""), not asked.stage)
        stages = [
            Pill(stage.label, n, asked.query(stage=stage), stage == asked.stage, stage)
            for stage in ModelStage
            if (n := self.counts.get(stage, 0))
        ]
        return [board, *stages, *self._personal_pills()]

    def _personal_pills(self):
        rows = self.rows.inside(self.user).filter(state__in=ModelStage.FOLLOWED)
        late = rows.overdue(self.today).count()
        mine = rows.filter(owner=self.user).count()
        still = rows.stalled(self.since).count()
        if mine or self.asked.mine:
            yield Pill("Tôi phụ trách", mine, self.asked.query(mine=not self.asked.mine), self.asked.mine)
        if late or self.asked.overdue:
            yield Pill(
                "Quá ngày việc tiếp theo", late, self.asked.query(overdue=not self.asked.overdue), self.asked.overdue,
                "late",
            )  # fmt: skip
        if still or self.asked.stalled:
            yield Pill(
                "Đứng yên lâu", still, self.asked.query(stalled=not self.asked.stalled), self.asked.stalled, "paused"
            )


def _units_inside(user):
    """Keys of the units whose models this person sees from inside; None means all."""
    if user.sees_province:
        return None
    return frozenset(Ancestry.objects.filter(ancestor=user.unit_id).values_list("descendant", flat=True))


def fields_of(user):
    """The fields that occur among the models this person sees."""
    rows = TypicalModel.objects.visible_to(user).exclude(field="")
    return list(rows.order_by("field").values_list("field", flat=True).distinct())


def units_to_take_up(model, today):
    """Units that may still be written as applying a model: standing today, not its own, not written yet."""
    taken = model.replications.values("unit")
    return Unit.objects.on(today).exclude(pk=model.unit_id).exclude(pk__in=taken).in_order()


def replications_of(model):
    return model.replications.select_related("unit").order_by("on", "pk")
