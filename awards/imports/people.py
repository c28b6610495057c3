"""Who is meant: rows of a list gathered into persons, collectives, households, and each of these found in the register.

Nothing is merged by likeness. The same name with all its marks in the same unit, one of the register and no second, is
the same honoree; whatever is less certain is a question to the person who imports.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from thidua.text import sort_key

NEW = 0  # the choice "somebody who is not in the register yet"
NAMESAKES = "Danh sách có nhiều người cùng tên, cùng đơn vị, năm sinh khác nhau; ghi năm sinh để biết là ai."


@dataclass
class Person:
    """One honoree as the list tells of it; `honoree` is the key in the register once that is certain."""

    name: str
    subject: str
    unit: object  # KnownUnit, as the first row names it
    home: object  # KnownUnit in which the record is kept today
    birth_year: int | None
    female: bool | None
    position: str
    spelled: str
    entries: list = field(default_factory=list)
    honoree: int | None = None
    candidates: list = field(default_factory=list)

    @property
    def key(self):
        """The same in every check of the same list: a choice made on the page is found again by it."""
        told = f"{self.spelled}|{self.subject}|{self.home.pk}|{self.birth_year or ''}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def is_asked(self):
        return bool(self.candidates)


@dataclass
class Gathering:
    persons: list = field(default_factory=list)
    doubtful: list = field(default_factory=list)  # entries that could be of two persons of this very list


def gather(entries, units, today):
    """Rows into persons. Rows that say when one was born come first: those without join them where that is certain."""
    gathering, named = Gathering(), defaultdict(list)
    spellings = {}
    for entry in sorted(entries, key=lambda entry: entry.birth_year is None):
        if entry.name not in spellings:
            spellings[entry.name] = sort_key(entry.name)
        spelled = spellings[entry.name]
        fitting = [person for person in named[spelled, entry.subject] if _fits(entry, person, units)]
        if len(fitting) > 1:
            gathering.doubtful.append(entry)
            continue
        person = fitting[0] if fitting else _new(entry, spelled, units, today)
        if not fitting:
            named[spelled, entry.subject].append(person)
            gathering.persons.append(person)
        _join(person, entry)
    return gathering


def _fits(one, other, units):
    return (
        one.birth_year in (None, other.birth_year) or other.birth_year is None
    ) and _same_or_unknown(one.female, other.female) and other.unit.pk in units.lineage(one.unit.pk)  # fmt: skip


def _same_or_unknown(one, other):
    return one is None or other is None or one == other


def _new(entry, spelled, units, today):
    home = units.living(entry.unit, today)
    return Person(
        entry.name, entry.subject, entry.unit, home, entry.birth_year, entry.female, entry.position or "", spelled
    )


def _join(person, entry):
    """What one row leaves open another may say."""
    person.entries.append(entry)
    entry.person = person
    if person.birth_year is None:
        person.birth_year = entry.birth_year
    if person.female is None:
        person.female = entry.female
    person.position = person.position or entry.position or ""


def find(persons, honorees, units, choices):
    """Sets `honoree` where it is certain or chosen, `candidates` where it must be asked."""
    found = defaultdict(list)
    for person in persons:
        like = [one for one in honorees.called(person.name) if _may_be(person, one, units)]
        _settle(person, like, choices)
        if person.honoree:
            found[person.honoree].append(person)
    for key, claimants in found.items():
        if len(claimants) > 1:  # two of the list cannot both be the one of the register
            for person in claimants:
                if choices.get(person.key) != key:
                    person.honoree, person.candidates = None, [honorees.by_pk[key]]


def _may_be(person, honoree, units):
    return (
        honoree.subject == person.subject
        and honoree.unit_id in units.lineage(person.unit.pk)
        and _same_or_unknown(person.birth_year, honoree.birth_year)
        and _same_or_unknown(person.female, honoree.female)
    )


def _settle(person, like, choices):
    chosen = choices.get(person.key)
    if not like or chosen == NEW:
        return
    if chosen in {one.pk for one in like}:
        person.honoree = chosen
        return
    exact = [one for one in like if one.spelled == person.spelled]
    born = [one for one in exact if one.birth_year is not None and one.birth_year == person.birth_year]
    certain = exact if len(exact) == 1 else born
    if len(certain) == 1:
        person.honoree = certain[0].pk
    else:
        person.candidates = exact or like
