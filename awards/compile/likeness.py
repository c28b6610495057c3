"""Which honorees may be one and the same. It suggests and never decides; reading only.

Names are compared by their search key (lower case, no marks, any Unicode form), with punctuation gone, i and y at the
end of a syllable taken as one letter (Lý/Lí), and the abbreviations of `awards/data/abbreviations.csv` read in names
of collectives and households. The order of words counts. Two honorees meet only inside one unit or along a line of
successors, because “A Pớt” of one commune and “A Pớt” of another are two persons; across units only one code of staff
brings them together. Another year of birth or another code of staff rules a pair out.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from awards.enums import Subject
from thidua.text import clean_line, search_key

TABLE = Path(__file__).resolve().parent.parent / "data" / "abbreviations.csv"
MARKS = re.compile(r"[^0-9a-z]+")
END_Y = re.compile(r"\b((?:[bcdghklmnpqrstvx]|qu)+)y\b")  # not a lone “y”: Y Ngọc is a name
SLIP_FROM = 14  # letters: in a shorter name one other letter is another name
HIDDEN_WORD = 4  # letters: a shorter word that differs (A, B, Lan) is meant
NO_READINGS = frozenset()  # of a word that is no abbreviation


@dataclass(frozen=True)
class Bearer:
    """What is compared of an honoree; `pk` 0 is one who is not yet in the register."""

    pk: int
    subject: str
    name: str
    unit: int
    search_name: str = ""
    staff_code: str = ""
    birth_year: int | None = None


@dataclass(frozen=True)
class Pair:
    """Two that may be one, and why; `strong` when more than the name and the unit agree."""

    first: int
    second: int
    why: tuple[str, ...]
    strong: bool


# --- Names ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Word:
    """A word of a name, or a run of words that has an abbreviation. `readings`: what it may stand for."""

    stem: str
    readings: frozenset[str]


def plain(name: str) -> str:
    """ "Lý  Thị-Hoà" -> "li thi hoa"."""
    return plain_key(search_key(name))


def plain_key(key: str) -> str:
    """The same from a search key that is already there."""
    spaced = key if key.replace(" ", "").isalnum() and key.isascii() else MARKS.sub(" ", key).strip()
    return END_Y.sub(r"\1i", spaced) if "y" in spaced else spaced


@cache
def abbreviations() -> dict[tuple[str, ...], tuple[Word, ...]]:
    """{words as they are written: how they are compared}.

    What has one reading is written out; what has several (TT: thị trấn, trung tâm) keeps them all under one stem, and
    each of the readings stands under the same stem.
    """
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = [(plain(row["abbreviation"]), plain(row["full"])) for row in csv.DictReader(file)]
    readings = {short: frozenset(full for one, full in rows if one == short) for short, _ in rows}
    doubtful = {short: found for short, found in readings.items() if len(found) > 1}
    table = {tuple(short.split()): (Word(short, found),) for short, found in doubtful.items()}
    for short, found in doubtful.items():
        table |= {tuple(full.split()): (Word(short, frozenset({full})),) for full in found}
    certain = {tuple(short.split()): full.split() for short, full in rows if short not in doubtful}
    return table | {short: tuple(_read(full, table, _starts(table))) for short, full in certain.items()}


def _read(words, table, starts):
    """The words with every entry of the table in place of what it stands for, the longest first."""
    found, at = [], 0
    while at < len(words):
        lengths = starts.get(words[at], ())
        length = next((n for n in lengths if tuple(words[at : at + n]) in table), 0)
        found += table[tuple(words[at : at + length])] if length else (Word(words[at], NO_READINGS),)
        at += length or 1
    return found


def _starts(table):
    """{first word of an entry: the lengths of such entries, the longest first}: most words begin none."""
    found = {}
    for words in sorted(table, key=len, reverse=True):
        found.setdefault(words[0], []).append(len(words))
    return found


@cache
def _starts_of_all():
    return _starts(abbreviations())


def words_of(name: str, subject: str) -> tuple[Word, ...]:
    """The words of a plain name; a person's name has no abbreviations."""
    if subject == Subject.PERSON:
        return tuple(Word(word, NO_READINGS) for word in name.split())
    return tuple(_read(name.split(), abbreviations(), _starts_of_all()))


def stems_of(name: str, subject: str) -> str:
    """What two like names have in common: the key by which they are brought together."""
    return name if subject == Subject.PERSON else " ".join(word.stem for word in words_of(name, subject))


def same_name(one: str, other: str, subject: str) -> bool:
    """Whether two plain names can be read as one; "thi tran" and "trung tam" share a stem and no reading."""
    if one == other:
        return True
    if subject == Subject.PERSON:
        return False
    first, second = words_of(one, subject), words_of(other, subject)
    return len(first) == len(second) and all(map(_may_be_one, first, second))


def _may_be_one(one, other):
    return one.stem == other.stem and (one.readings == other.readings or bool(one.readings & other.readings))


def one_slip(one: str, other: str) -> bool:
    """One letter more, less or other, inside a long word of a long name; digits are never a slip."""
    if one == other or min(len(one), len(other)) < SLIP_FROM:
        return False
    first, second = one.split(), other.split()
    if len(first) != len(second):
        return False
    changed = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(changed) == 1 and _slip_of(*changed[0])


def _slip_of(one, other):
    low, high = sorted((one, other), key=len)
    if len(low) < HIDDEN_WORD or len(high) - len(low) > 1 or not (one + other).isalpha():
        return False
    head = next((at for at, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))
    return low[head + (len(low) == len(high)) :] == high[head + 1 :]


# --- Pairs ------------------------------------------------------------------------------------------------------------


class Lines:
    """The lines of successors: which units carry one another on."""

    def __init__(self, successors):
        """`successors`: {unit: the unit that carries it on, or None}."""
        self.successors = successors

    def after(self, unit):
        """The unit and those that carried it on, in order; a circle in the rows ends where it closes."""
        found = []
        while unit is not None and unit not in found:
            found.append(unit)
            unit = self.successors.get(unit)
        return found

    def last(self, unit):
        return self.after(unit)[-1]

    def joined(self, one, other):
        return one == other or other in self.after(one) or one in self.after(other)


def _ruled_out(one, other):
    """Two known years of birth, or two known codes of staff, that differ."""
    years = one.birth_year and other.birth_year and one.birth_year != other.birth_year
    codes = one.staff_code and other.staff_code and one.staff_code.casefold() != other.staff_code.casefold()
    return bool(one.subject != other.subject or years or codes)


def compare(one: Bearer, other: Bearer, lines: Lines) -> Pair | None:
    """The pair with its reasons, or None. The same whichever comes first."""
    if one.pk == other.pk or _ruled_out(one, other):
        return None
    joined, signs = lines.joined(one.unit, other.unit), _signs(one, other)
    name = _name_reason(one, other, signs)
    if not name or not (joined or (signs and signs[0].startswith("cùng mã"))):
        return None
    first, second = sorted((one.pk, other.pk))
    place = "cùng đơn vị" if one.unit == other.unit else "đơn vị kế thừa nhau" if joined else "khác đơn vị"
    return Pair(first, second, (name, place, *signs), bool(signs))


def _signs(one, other):
    """What else agrees."""
    found = []
    if one.staff_code and one.staff_code.casefold() == other.staff_code.casefold():
        found.append(f"cùng mã cán bộ {one.staff_code.upper()}")
    if one.birth_year and one.birth_year == other.birth_year:
        found.append(f"cùng năm sinh {one.birth_year}")
    return found


def _name_reason(one, other, signs):
    low, high = _plain_of(one), _plain_of(other)
    if clean_line(one.name).casefold() == clean_line(other.name).casefold():
        return "cùng tên"
    if MARKS.sub(" ", low) == MARKS.sub(" ", high):
        return "tên chỉ khác dấu, chữ hoa, khoảng trắng hoặc i/y"
    if same_name(low, high, one.subject):
        return "tên chỉ khác chữ viết tắt"
    slips = one.subject != Subject.PERSON or signs  # of persons one letter is often another name: Lan, Lân
    return "tên lệch một chữ cái" if slips and one_slip(low, high) else ""


def _plain_of(bearer):
    return plain_key(bearer.search_name) if bearer.search_name else plain(bearer.name)


def likely_pairs(bearers, lines: Lines) -> list[Pair]:
    """All likely pairs among honorees, the strong ones first; each meets only those of its blocks, not all others."""
    found = {}
    for block in _blocks(bearers, lines):
        for at, one in enumerate(block):
            for other in block[at + 1 :]:
                if pair := compare(one, other, lines):
                    found[pair.first, pair.second] = pair
    return sorted(found.values(), key=lambda pair: (not pair.strong, pair.first, pair.second))


def _blocks(bearers, lines):
    """Those of one key and one line of units, those of one code of staff, and neighbours by one letter."""
    blocks = {}
    last = {}
    for one in bearers:
        home = last.get(one.unit) or last.setdefault(one.unit, lines.last(one.unit))
        name = _plain_of(one)
        blocks.setdefault((home, one.subject, stems_of(name, one.subject)), []).append(one)
        if one.staff_code:
            blocks.setdefault(("mã", one.staff_code.casefold()), []).append(one)
        if len(name) >= SLIP_FROM and (one.subject != Subject.PERSON or one.birth_year):
            for hole in _holes(name):
                blocks.setdefault((home, one.subject, one.birth_year, hole), []).append(one)
    return (block for block in blocks.values() if len(block) > 1)


def _holes(name):
    """The name once without each of its long words: two names with one slip share one of these."""
    words = name.split()
    return [" ".join([*words[:at], "*", *words[at + 1 :]]) for at, word in enumerate(words) if len(word) >= HIDDEN_WORD]
