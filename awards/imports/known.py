"""What the portal knows, read once for a whole list: a dozen queries whether it has ten rows or ten thousand."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from awards.models import AwardType, HeldAward, Honoree, HonoreeAlias, Rating
from thidua.text import search_key, sort_key
from units.enums import UnitKind
from units.models import Ancestry, Placement, Unit, UnitAlias

SPELLINGS = Path(__file__).parent.parent / "data" / "award_spellings.csv"
LAW_SINCE = date(2024, 1, 1)  # Luật Thi đua, khen thưởng 2022; what was decided before is history, not judged again
CHUNK = 5_000  # values in one condition
NO_WORD = re.compile(r"[^a-z0-9]+")
SHORT_FORMS = {
    "ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tp": "thanh pho", "tt": "thi tran", "sy": "si", "ki": "ky",
    "vp": "van phong", "ttg": "thu tuong", "ttcp": "thu tuong chinh phu", "ldtbxh": "lao dong thuong binh va xa hoi",
}  # fmt: skip
LITTLE_WORDS = {"cua", "va"}
NOT_OF_AN_AWARD = {"danh", "hieu", "tang"}  # "Danh hiệu …", "Tặng …"
CLASSES = {"1": "nhat", "i": "nhat", "2": "nhi", "ii": "nhi", "3": "ba", "iii": "ba"}
UNIT_COLUMNS = ("pk", "code", "name", "authority", "short_name", "kind", "valid_from", "valid_to", "successor_id")
COMMITTEE = "uy ban nhan dan"  # "UBND huyện Đắk Hà" for the district itself


@lru_cache(maxsize=8192)  # a list names the same units, issuers and awards over and over
def name_key(text):
    """A name of a unit or an award as it is compared: short forms written out, little words left out."""
    words = NO_WORD.sub(" ", search_key(text.replace("&", " va "))).split()
    return " ".join(SHORT_FORMS.get(word, word) for word in words if word not in LITTLE_WORDS)


@lru_cache(maxsize=1024)
def award_key(text):
    words = [word for word in name_key(text).split() if word not in NOT_OF_AN_AWARD]
    return " ".join(
        CLASSES.get(word, word) if index and words[index - 1] == "hang" else word for index, word in enumerate(words)
    )


@dataclass(frozen=True)
class KnownUnit:
    pk: int
    code: str
    name: str
    valid_from: date | None
    valid_to: date | None
    successor_id: int | None

    def stands_on(self, day):
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class Units:
    """Units by every name they go by; which of them a list may speak of."""

    def __init__(self, scope, *, whole_province):
        rows = list(Unit.objects.values_list(*UNIT_COLUMNS))
        self.by_pk = {row[0]: KnownUnit(*row[:3], *row[6:]) for row in rows}
        self.own = self.by_pk[scope.pk]
        self.by_name = defaultdict(set)
        parents = dict(Placement.objects.values_list("unit_id", "parent_id"))
        for pk, code, *names, kind in (row[:6] for row in rows):
            keys = {name_key(name) for name in names}
            if kind in UnitKind.TERRITORIES:
                keys |= {f"{COMMITTEE} {name_key(names[0])}"}
            self._add(pk, code, keys, parents)
        for pk, name in UnitAlias.objects.values_list("unit_id", "name"):
            self.by_name[name_key(name)].add(pk)
        self.allowed = None if whole_province else self._below(scope)
        self._lineages = {}

    def _add(self, pk, code, keys, parents):
        """Also "Xã Đắk Mar, huyện Đắk Hà", which is how two communes of one name are told apart."""
        parent = self.by_pk.get(parents.get(pk))
        for key in keys:
            self.by_name[key].add(pk)
            if parent is not None:
                self.by_name[f"{key} {name_key(parent.name)}"].add(pk)
        self.by_name[name_key(code)].add(pk)

    def _below(self, scope):
        return set(Ancestry.objects.filter(ancestor=scope).values_list("descendant_id", flat=True)) | {scope.pk}

    def named(self, text):
        """All units that go by this name, whenever."""
        return [self.by_pk[pk] for pk in self.by_name.get(name_key(text), ())]

    def may_speak_of(self, unit):
        """Whether the list's own unit answers for this one, or for the one that has taken its place."""
        if self.allowed is None:
            return True
        return any(one.pk in self.allowed for one in self.chain(unit))

    def chain(self, unit):
        """The unit and those that took its place, one after the other."""
        found = [unit]
        while unit.successor_id and (unit := self.by_pk[unit.successor_id]) not in found:
            found.append(unit)
        return found

    def living(self, unit, day):
        """The unit in which the record is kept: itself, or what it has become by `day`."""
        return next((one for one in self.chain(unit) if one.stands_on(day)), unit)

    def lineage(self, pk):
        """Keys of the unit, all that it became, and all that became it: there a person is the same person."""
        if pk not in self._lineages:
            line = {one.pk for one in self.chain(self.by_pk[pk])}
            self._lineages[pk] = line | {one.pk for one in self.by_pk.values() if self._became(one, pk)}
        return self._lineages[pk]

    def _became(self, unit, pk):
        return unit.successor_id is not None and any(one.pk == pk for one in self.chain(unit))


class Awards:
    """The catalogue by code, name and the spellings of awards/data/award_spellings.csv."""

    def __init__(self):
        self.rows = defaultdict(list)
        self.by_name = defaultdict(set)
        for row in AwardType.objects.order_by("valid_from", "pk"):
            self.rows[row.code].append(row)
            self.by_name[award_key(row.name)].add(row.code)
            self.by_name[award_key(row.code)].add(row.code)
        for spelling, codes in spellings():
            self.by_name[award_key(spelling)] |= {code for code in codes if code in self.rows}

    def codes(self, text):
        """The codes that a text may mean; a giấy khen is one whoever signs it."""
        key = award_key(text)
        if found := self.by_name.get(key):
            return sorted(found)
        return ["GK"] if key.startswith("giay khen ") and "GK" in self.rows else []

    def on(self, code, day):
        """The row in force on a day, or None."""
        return next((row for row in reversed(self.rows[code]) if _holds(row, day)), None)

    def any_of(self, code):
        return self.rows[code][0]


def _holds(row, day):
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)


@cache
def spellings():
    with SPELLINGS.open(encoding="utf-8") as lines:
        return [(row["spelling"], row["codes"].split()) for row in csv.DictReader(lines)]


@dataclass(frozen=True)
class KnownHonoree:
    pk: int
    name: str
    subject: str
    unit_id: int
    birth_year: int | None
    female: bool | None
    spelled: str  # compared with all marks


class Honorees:
    """Those of the register who bear one of the list's names, or were once written so."""

    COLUMNS = ("pk", "name", "subject", "unit_id", "birth_year", "female", "sort_name")

    def __init__(self, names):
        self.by_name, self.by_pk = defaultdict(dict), {}
        keys = sorted({search_key(name) for name in names})
        for some in chunks(keys):
            own = Honoree.objects.filter(merged_into=None, search_name__in=some)
            for search_name, *columns in own.values_list("search_name", *self.COLUMNS):
                self._add(search_name, KnownHonoree(*columns))
            self._add_aliases(some)

    def _add_aliases(self, keys):
        asked = (f"honoree__{name}" for name in self.COLUMNS[:-1])
        rows = HonoreeAlias.objects.filter(search_name__in=keys, honoree__merged_into=None)
        for search_name, name, *columns in rows.values_list("search_name", "name", *asked):
            self._add(search_name, KnownHonoree(*columns, sort_key(name)))

    def _add(self, search_name, honoree):
        self.by_name[search_name].setdefault(honoree.pk, honoree)
        self.by_pk.setdefault(honoree.pk, honoree)

    def called(self, name):
        return list(self.by_name.get(search_key(name), {}).values())


def held_awards(honorees):
    """{(honoree, code, number, day): number as stored} and, of what was not revoked, {(honoree, code, term, year):
    (number, day)}."""
    exact, of_term = {}, {}
    columns = ("honoree_id", "award_code", "decision_number", "decided_on", "term_kind", "year", "revoked_on")
    for some in chunks(sorted(honorees)):
        for honoree, code, number, day, *term, revoked in HeldAward.objects.filter(honoree__in=some).values_list(
            *columns
        ):
            exact[honoree, code, paper_key(number), day] = number
            if revoked is None:
                of_term[honoree, code, *term] = (number, day)
    return exact, of_term


def held_ratings(honorees):
    """{(honoree, term, year): (grade, number, day)} of what is stored."""
    found = {}
    for some in chunks(sorted(honorees)):
        columns = ("honoree_id", "term_kind", "year", "grade", "paper_number", "paper_date")
        for honoree, term, year, *paper in Rating.objects.filter(honoree__in=some).values_list(*columns):
            found[honoree, term, year] = tuple(paper)
    return found


@lru_cache(maxsize=8192)
def paper_key(number):
    """A paper's number as it is compared: "05/QĐ-UBND" and "5/QĐ - UBND" are one."""
    return re.sub(r"\s+", "", search_key(number)).lstrip("0")


def chunks(values):
    """Lists of at most CHUNK values: what one statement of SQLite takes for certain."""
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))
