"""The queue of dossiers narrowed as a person asks for it, what lies beside a dossier in it, and what is late in it."""

from dataclasses import asdict, dataclass, replace
from urllib.parse import parse_qsl

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.http import urlencode

from awards.compile.deadlines import overdue
from awards.compile.dossiers import awaiting, dossiers_for, masks
from awards.enums import DossierState as S
from awards.models import Dossier, Nomination
from units.models import Unit

NAMES = {  # in the address -> in the filter
    "trang-thai": "state", "loc": "part", "tim": "words", "don-vi": "unit", "loai": "occasion", "khen": "award",
    "nguoi": "assignee", "qua-han": "late",
}  # fmt: skip
PARTS = {"cho-toi": "mine", "don-vi": "unit"}
NOBODY = "chua"
EVERYTHING = "tat-ca"  # says that nothing is asked, so that no saved filter opens by itself


@dataclass(frozen=True)
class QueueFilter:
    """What of the queue is wanted; every part is as typed in the address, empty for all."""

    state: str = ""
    part: str = ""
    words: str = ""
    unit: str = ""
    occasion: str = ""
    award: str = ""
    assignee: str = ""
    late: str = ""

    @classmethod
    def read(cls, given):
        """From a query string's mapping; what is not known is left out."""
        return cls(**{own: given.get(name, "").strip()[:120] for name, own in NAMES.items()})

    @classmethod
    def parse(cls, query):
        """From a query string."""
        return cls.read(dict(parse_qsl(query)))

    def query(self, **changes):
        """The query string that asks for this, without "?"; "" when nothing is asked."""
        values = asdict(replace(self, **changes))
        return urlencode({name: values[own] for name, own in NAMES.items() if values[own]})

    @property
    def narrows(self):
        return self != QueueFilter() and self != QueueFilter(part=EVERYTHING)


def queue(user, wanted, *, today):
    """The dossiers of the filter, newest move first, with names and the number of their lines."""
    rows = dossiers_for(user, state=wanted.state, words=wanted.words, part=PARTS.get(wanted.part, ""))
    return _narrowed(rows, wanted, today)


def _narrowed(rows, wanted, today):
    if wanted.unit:
        rows = rows.filter(unit__code=wanted.unit)
    if wanted.occasion:
        rows = rows.filter(occasion=wanted.occasion)
    if wanted.award:
        asked = Nomination.objects.filter(dossier=OuterRef("pk"), award__code=wanted.award)
        rows = rows.filter(Exists(asked))
    if wanted.assignee:
        rows = rows.filter(_assigned(wanted.assignee))
    if wanted.late:
        rows = rows.filter(overdue(today))
    return rows


def _assigned(asked):
    if asked == NOBODY:
        return Q(assigned_to=None, state__in=S.PROMISED)
    return Q(assigned_to=int(asked)) if asked.isdecimal() and len(asked) < 10 else Q(pk__in=[])


def counts(user, wanted, *, today):
    """(state, label, number) of the states that occur under the other parts of the filter, in the order of the way."""
    rows = _narrowed(Dossier.objects.visible_to(user), wanted, today)
    if wanted.words:
        rows = rows.filter(pk__in=dossiers_for(user, words=wanted.words).values("pk"))
    found, hidden = {}, masks(user)
    for state, n in rows.order_by().values_list("state").annotate(Count("pk")):
        shown = hidden.get(state, state)
        found[str(shown)] = found.get(str(shown), 0) + n
    return [(state.value, state.label, found[state.value]) for state in S if state.value in found]


def units_in(user):
    """(code, short name) of the units with dossiers that this person sees."""
    seen = Dossier.objects.visible_to(user).order_by().values("unit")
    return Unit.objects.filter(pk__in=seen).order_by("sort_name").values_list("code", "short_name")


# ---- beside one dossier ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Neighbours:
    """Keys of the dossiers before and after one in its queue, and of the next that waits for this person."""

    before: int | None
    after: int | None
    waiting: int | None


def neighbours(user, wanted, dossier, *, today):
    """Three small queries; the one that waits is looked for behind this dossier first, then from the start."""
    rows = queue(user, wanted, today=today).exclude(pk=dossier.pk)
    if dossier.stage_since is None:
        return Neighbours(None, None, _first(rows.filter(awaiting(user))))
    same = Q(stage_since=dossier.stage_since)
    earlier = Q(stage_since__gt=dossier.stage_since) | same & Q(pk__gt=dossier.pk)
    later = Q(stage_since__lt=dossier.stage_since) | same & Q(pk__lt=dossier.pk)
    mine = rows.filter(awaiting(user))
    return Neighbours(
        _first(rows.filter(earlier).order_by("stage_since", "pk")),
        _first(rows.filter(later)),
        _first(mine.filter(later)) or _first(mine),
    )


def _first(rows):
    return rows.values_list("pk", flat=True).first()
