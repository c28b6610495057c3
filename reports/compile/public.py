"""What anyone may read: decisions with their honorees, movements, typical models told with consent.

The rows that leave this module carry name, unit, award and decision, and nothing else about a person.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from awards.enums import LineState
from awards.models import Decision, MediaItem, ModelPicture, Nomination, Replication, TypicalModel
from thidua.text import search_key

EVERYBODY = AnonymousUser()  # people with an account read the same pages as people without
WITHHELD = "không nêu tên"
SHOWN_LINES = 5  # honorees under a decision in a list
SAME_NAME = Q(name_then="") | Q(name_then=F("honoree__name"))


@dataclass(frozen=True)
class Honour:
    name: str
    unit: str
    award: str
    revoked: bool = False


@dataclass(frozen=True)
class Issued:
    """A decision with the honorees to show; `total` counts all of them."""

    pk: int
    code: str
    issued_on: date
    issuer: str
    title: str
    illustrative: bool
    total: int
    honours: tuple[Honour, ...]

    @property
    def more(self):
        return self.total - len(self.honours)


@dataclass(frozen=True)
class Told:
    """A typical model as its story tells it."""

    pk: int
    name: str
    unit: str
    field: str
    movement: str
    story: str
    taken_up: int
    illustrative: bool


def granted_lines():
    """Lines granted by a decision that is in force; those revoked since stay and are marked (Luật Điều 93, R30)."""
    return Nomination.objects.visible_to(EVERYBODY).decided().filter(decision__isnull=False)


class Sought:
    """Words that are sought, marks and case aside; false when there are none."""

    def __init__(self, words=""):
        self.key = search_key(words)

    def __bool__(self):
        return bool(self.key)

    @cached_property
    def named(self):
        """Condition on lines: the name in the decision holds the words.

        The register's search column is of today's name; the few honorees renamed since are compared one by one, so
        that nobody is found in a decision by a name that does not stand there.
        """
        renamed = granted_lines().exclude(SAME_NAME).values_list("pk", "name_then")
        held = [pk for pk, name in renamed if self.key in search_key(name)]
        named = (SAME_NAME & Q(honoree__search_name__contains=self.key)) | Q(pk__in=held)
        return named & Q(entry__withheld_on=None)


NOTHING_SOUGHT = Sought()


def decisions(*, year=None, sought=NOTHING_SOUGHT):
    """Decisions of a year, newest first, whose number, title or honorees hold the words."""
    rows = Decision.objects.visible_to(EVERYBODY).for_list()
    if year:
        rows = rows.filter(year=year)
    if sought:
        holders = granted_lines().filter(sought.named).values("decision")
        rows = rows.filter(Q(search_name__contains=sought.key) | Q(pk__in=holders))
    return rows


def years(sought=NOTHING_SOUGHT):
    """(year, number of decisions), newest first."""
    counted = decisions(sought=sought).order_by("-year").values_list("year")
    return list(counted.annotate(n=Count("pk")))


def issued(rows, *, sought=NOTHING_SOUGHT):
    """Decisions with their first honorees, or with those that they were found by; two queries, three with words."""
    rows = list(rows)
    lines = granted_lines().filter(decision__in=[row.pk for row in rows])
    totals = _numbers(lines)
    shown = _first_lines(lines, sought)
    return [
        Issued(
            pk=row.pk, code=row.code, issued_on=row.issued_on, issuer=row.issuer, title=row.title,
            illustrative=row.illustrative, total=totals.get(row.pk, 0),
            honours=tuple(shown.get(row.pk, ())),
        )
        for row in rows
    ]  # fmt: skip


def _numbers(lines):
    return dict(lines.order_by().values_list("decision").annotate(n=Count("pk")))


def _first_lines(lines, sought):
    """{decision: honours}; a decision found by an honoree's name shows those it was found by."""
    if sought:
        found = lines.filter(sought.named).order_by().values("decision")
        lines = lines.filter(~Q(decision__in=found) | sought.named)
    place = Window(RowNumber(), partition_by=F("decision"), order_by=("dossier", "order", "pk"))
    first = with_names(lines).annotate(place=place).filter(place__lte=SHOWN_LINES)
    shown = {}
    for line in first.order_by("decision", "place"):
        shown.setdefault(line.decision_key, []).append(honour(line))
    return shown


def with_names(lines):
    return lines.select_related("honoree__unit", "award", "entry").annotate(decision_key=F("decision"))


def lines_of(decision, *, sought=NOTHING_SOUGHT):
    """Every honoree of one decision, in the order of the decision's list."""
    lines = granted_lines().filter(decision=decision)
    if sought:
        lines = lines.filter(sought.named)
    return with_names(lines).order_by("dossier", "order", "pk")


def honour(line):
    """A name that is withheld (R38) is not told, nor where the person works."""
    revoked = line.state == LineState.REVOKED
    entry = getattr(line, "entry", None)
    if entry is not None and entry.withheld_on is not None:
        return Honour(WITHHELD, "", line.award.name, revoked)
    return Honour(line.name_then or line.honoree.name, line.honoree.unit.name, line.award.name, revoked)


def told_models(words=""):
    """Models told in public, the latest to be taken up first."""
    rows = TypicalModel.objects.public().select_related("unit", "movement").annotate(taken_up=Count("replications"))
    if key := search_key(words):
        rows = rows.filter(Q(search_name__contains=key) | Q(unit__search_name__contains=key))
    return rows.order_by("-stage_since", "pk")


def told(model):
    """A movement that is not public is not named here either."""
    movement = model.movement
    return Told(
        pk=model.pk, name=model.name, unit=model.unit.name, field=model.field, story=model.story,
        movement=movement.name if movement and movement.in_portal and movement.state != "draft" else "",
        taken_up=model.taken_up, illustrative=model.illustrative,
    )  # fmt: skip


def taken_up_by(model):
    """(unit's name, from which day): what came of it stays inside, it may name people."""
    rows = Replication.objects.visible_to(EVERYBODY).filter(model=model)
    return list(rows.order_by("on", "pk").values_list("unit__name", "on"))


def media_of(model):
    """What the press told of it, newest first."""
    return list(MediaItem.objects.visible_to(EVERYBODY).filter(model=model))


def pictures_of(model):
    """(key, caption, width, height): who agreed stays inside."""
    rows = ModelPicture.objects.visible_to(EVERYBODY).filter(model=model)
    return list(rows.values_list("pk", "caption", "width", "height"))
