"""Likely duplicates in the register: all that one person keeps, or those of one who is about to be entered."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Max, Q, Sum

from awards.compile.likeness import Bearer, Lines, Pair, compare, likely_pairs
from awards.models import Honoree, KnownApart
from units.models import Unit

COLUMNS = ("pk", "subject", "name", "unit", "search_name", "staff_code", "birth_year")
KEPT_FOR = 3600  # seconds; a change in the register makes another key, so that nothing old is ever shown


@dataclass(frozen=True)
class Likeness:
    """Two rows of the register that may be one, and why."""

    first: Honoree
    second: Honoree
    why: tuple[str, ...]
    strong: bool


def lines_of_units() -> Lines:
    return Lines(dict(Unit.objects.values_list("pk", "successor")))


def likely_for(bearer, *, user, limit=5):
    """Those in the register, as far as this person sees it, who may be the one given; the strong ones first."""
    lines = lines_of_units()
    family = [unit for unit in lines.successors if lines.joined(unit, bearer.unit)]
    near = Q(unit__in=family)
    if bearer.staff_code:
        near |= Q(staff_code__iexact=bearer.staff_code)
    rows = Honoree.objects.visible_to(user).standing().filter(near, subject=bearer.subject).exclude(pk=bearer.pk)
    pairs = [compare(bearer, Bearer(*row), lines) for row in rows.values_list(*COLUMNS)]
    found = sorted(filter(None, pairs), key=lambda pair: not pair.strong)[:limit]
    keys = {_other(pair, bearer.pk): pair.why for pair in found}
    alike = Honoree.objects.visible_to(user).select_related("unit").in_bulk(keys)
    return [(alike[pk], why) for pk, why in keys.items()]


def _other(pair: Pair, pk: int) -> int:
    return pair.second if pair.first == pk else pair.first


def duplicates_for(user) -> list[Pair]:
    """Likely pairs among the honorees this person keeps, without merged ones and pairs known apart; strong first."""
    kept = Honoree.objects.kept_by(user)
    standing = set(kept.standing().values_list("pk", flat=True))
    apart = set(KnownApart.objects.visible_to(user).values_list("first", "second"))
    return [
        pair
        for pair in _compared(user, kept)
        if {pair.first, pair.second} <= standing and (pair.first, pair.second) not in apart
    ]


def _compared(user, kept):
    """All pairs, compared once for each state of the register: seconds for a province, so they are kept a while."""
    state = kept.aggregate(last=Max("pk"), versions=Sum("version"))
    places = "-".join(sorted(str(unit_id) for _, unit_id in user.roles))
    key = f"likely-pairs:{places}:{state['last']}:{state['versions']}"
    found = cache.get(key)
    if found is None:
        bearers = [Bearer(*row) for row in kept.standing().values_list(*COLUMNS).iterator(chunk_size=5000)]
        found = likely_pairs(bearers, lines_of_units())
        cache.set(key, found, KEPT_FOR)
    return found


def with_rows(pairs, *, user) -> list[Likeness]:
    """The honorees of some pairs, in one query."""
    keys = {pk for pair in pairs for pk in (pair.first, pair.second)}
    rows = Honoree.objects.visible_to(user).select_related("unit").in_bulk(keys)
    return [Likeness(rows[pair.first], rows[pair.second], pair.why, pair.strong) for pair in pairs]


def reasons_for(first, second) -> tuple[str, ...]:
    """Why two rows of the register look alike; () when nothing in them says so."""
    one, other = (Bearer(*(getattr(row, _ATTRIBUTES.get(name, name)) for name in COLUMNS)) for row in (first, second))
    pair = compare(one, other, lines_of_units())
    return pair.why if pair else ()


_ATTRIBUTES = {"unit": "unit_id"}
