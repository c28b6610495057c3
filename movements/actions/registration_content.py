"""What a registration holds, as typed, as stored and as put back: one form of keys and plain values for all three."""

from dataclasses import astuple, dataclass, field
from datetime import date

from movements.compile import open_movements, owed_over, pact_criteria
from movements.models import PactCriterion
from movements.titles import title_book
from thidua.errors import Refused
from thidua.text import clean_line, clean_text

TARGET_COLUMNS = ("comparison", "value", "upper_value", "note", "last_value", "last_source", "verified_by")
MOVEMENT_COLUMNS = ("commitment", "objective", "launched_on", "closing_on")
ACTIVITY_COLUMNS = ("name", "objective", "launched_on", "closing_on")
HEAD = (
    "subject_class", "cluster_id", "place", "made_on", "basis", "description", "drafter", "drafter_title", "signer",
    "signer_title",
)  # fmt: skip
PARAGRAPHS = frozenset({"basis", "description"})


@dataclass(frozen=True)
class TargetInput:
    """One target as typed and read: amounts in the indicator's smallest unit; a blank `comparison` is no target."""

    indicator_id: int
    comparison: str = ""
    value: int | None = None
    upper_value: int | None = None
    note: str = ""
    last_value: int | None = None
    last_source: str = ""
    verified_by: str = ""

    @property
    def content(self):
        """In the order of TARGET_COLUMNS."""
        return astuple(self)[1:]


@dataclass(frozen=True)
class MovementInput:
    """What is undertaken in one movement of the catalogue."""

    commitment: str = ""
    objective: str = ""
    launched_on: date | None = None
    closing_on: date | None = None

    @property
    def content(self):
        return clean_text(self.commitment), clean_text(self.objective), _day(self.launched_on), _day(self.closing_on)


@dataclass(frozen=True)
class ActivityInput:
    """A movement that the unit holds for itself."""

    name: str
    objective: str = ""
    launched_on: date | None = None
    closing_on: date | None = None

    @property
    def content(self):
        return clean_line(self.name), clean_text(self.objective), _day(self.launched_on), _day(self.closing_on)


@dataclass(frozen=True)
class RegistrationInput:
    """The form as read: movements taken part in by key, and the targets that could be read.

    An indicator that is not among the targets is left as it is; so are the head, the unit's own movements and the
    pact when they are None (a form that does not hold them).
    """

    movements: dict[int, MovementInput] = field(default_factory=dict)
    targets: tuple[TargetInput, ...] = ()
    head: dict | None = None
    activities: tuple[ActivityInput, ...] | None = None
    commitments: dict[int, str] | None = None

    def over(self, before):
        """What is to stand after the save, given what stands now."""
        kept = {key: value for key, value in before.items() if self._keeps(*key)}
        typed = {("movement", pk): one.content for pk, one in self.movements.items()}
        typed |= {("target", one.indicator_id): one.content for one in self.targets if one.comparison}
        typed |= {("head", name): _head_value(name, value) for name, value in (self.head or {}).items()}
        typed |= {("activity", n): one.content for n, one in enumerate(self.activities or ())}
        typed |= {("pact", pk): clean_text(text) for pk, text in (self.commitments or {}).items() if text.strip()}
        return kept | typed

    def _keeps(self, kind, key):
        if kind == "target":
            return key not in {one.indicator_id for one in self.targets}
        whole = {"head": self.head, "activity": self.activities, "pact": self.commitments}
        return kind in whole and (whole[kind] is None or kind == "head")


def _day(value):
    return value.isoformat() if value else None


def _head_value(name, value):
    if name == "made_on":
        return _day(value)
    if name == "cluster_id":
        return value
    return clean_text(value) if name in PARAGRAPHS else clean_line(value)


def stored_content(registration):
    """{(kind, key): plain value} as the rows have it; days as ISO text."""
    head = type(registration).objects.filter(pk=registration.pk).values(*HEAD).get()
    found = {("head", name): _plain(value) for name, value in head.items()}
    for kind, key, columns, rows in (
        ("movement", "movement", MOVEMENT_COLUMNS, registration.movements),
        ("activity", "order", ACTIVITY_COLUMNS, registration.activities),
        ("target", "indicator", TARGET_COLUMNS, registration.targets),
    ):
        for pk, *values in rows.values_list(key, *columns):
            found[kind, pk] = tuple(_plain(value) for value in values)
    return found | {("pact", pk): text for pk, text in registration.commitments.values_list("criterion", "text")}


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value


def refuse_strangers(registration, content):
    """What is not this unit's, or not offered in this term, is refused as a whole."""
    known = {movement.pk for movement in open_movements(registration.unit, registration.term)}
    known |= set(registration.movements.values_list("movement", flat=True))
    if set(content.movements) - known:
        raise Refused("Có phong trào không còn trong danh sách đăng ký của kỳ này. Xem lại trang này.")
    owed = set(owed_over(registration.unit, registration.term).values_list("pk", flat=True))
    if strange := [one for one in content.targets if one.indicator_id not in owed]:
        raise Refused(f"{len(strange)} chỉ tiêu không thuộc đơn vị này.")
    if content.commitments and set(content.commitments) - {one.pk for one in pact_criteria(registration)}:
        raise Refused("Có tiêu chí giao ước không còn trong danh mục của đơn vị. Xem lại trang này.")


def write_content(registration, before, after):
    """The rows that differ, each by itself: a form has a few dozen lines and few of them change."""
    for kind, key in sorted(before.keys() - after.keys()):
        _rows(registration, kind).filter(**{_KEYS[kind]: key}).delete()
    head = {key: value for (kind, key), value in after.items() if kind == "head" and before[kind, key] != value}
    if head:
        type(registration).objects.filter(pk=registration.pk).update(**head)
    for (kind, key), value in after.items():
        if kind != "head" and before.get((kind, key)) != value:
            columns = {"text": value} if kind == "pact" else dict(zip(_COLUMNS[kind], value, strict=True))
            _rows(registration, kind).update_or_create(**{_KEYS[kind]: key}, defaults=columns)


_KEYS = {"movement": "movement_id", "activity": "order", "target": "indicator_id", "pact": "criterion_id"}
_COLUMNS = {"movement": MOVEMENT_COLUMNS, "activity": ACTIVITY_COLUMNS, "target": TARGET_COLUMNS}


def _rows(registration, kind):
    noun = {"movement": "movements", "activity": "activities", "target": "targets", "pact": "commitments"}[kind]
    return getattr(registration, noun)


def difference(before, after):
    """What changed, for the record: {"before": {key: value}, "after": {…}}."""
    keys = sorted((key for key in before.keys() | after.keys() if before.get(key) != after.get(key)), key=str)
    return {
        "before": {f"{kind}-{key}": before.get((kind, key)) for kind, key in keys},
        "after": {f"{kind}-{key}": after.get((kind, key)) for kind, key in keys},
    }


def frozen_rows(registration):
    """Everything to put the registration back to this moment, as JSON."""
    stored = stored_content(registration)
    rows = [[kind, key, _listed(stored[kind, key])] for kind, key in sorted(stored, key=str)]
    return {"rows": rows, "titles": title_book().stored(registration)}


def _listed(value):
    return list(value) if isinstance(value, tuple) else value


def put_back(registration, frozen):
    """Makes the rows what they were; criteria and movements are never deleted, so all of them are still there."""
    rows = {(kind, key): tuple(value) if isinstance(value, list) else value for kind, key, value in frozen["rows"]}
    known = set(PactCriterion.objects.values_list("pk", flat=True))
    rows = {key: value for key, value in rows.items() if key[0] != "pact" or key[1] in known}
    write_content(registration, stored_content(registration), rows)
    title_book().restore(registration, frozen["titles"])
