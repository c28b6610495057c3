"""What is known of one proposed line, as plain frozen values: who, for what, when, and the record of a lifetime."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from awards.enums import CheckVerdict, Grade, Scope
from movements.enums import TermKind
from units.enums import UnitKind

SCHOOL_YEAR_BEGINS = 8  # month; a school year is called by the year in which it begins


@dataclass(frozen=True)
class TermKnown:
    """The term for which an award is proposed; `year` is that in which it begins."""

    kind: str
    year: int

    def named(self, year=None):
        """ "năm 2025", "năm học 2024-2025"."""
        year = self.year if year is None else year
        return f"năm học {year}-{year + 1}" if self.kind == TermKind.SCHOOL_YEAR else f"năm {year}"

    def years(self, years):
        """ "năm 2023, 2024, 2025", oldest first."""
        words = [self.named(year).rpartition(" ")[2] for year in sorted(years)]
        return f"{self.named().rpartition(' ')[0]} {', '.join(words)}" if words else "không năm nào"

    def year_of(self, day):
        """The year of the term of this kind in which a day falls."""
        early = self.kind == TermKind.SCHOOL_YEAR and day.month < SCHOOL_YEAR_BEGINS
        return day.year - early


@dataclass(frozen=True)
class PastAward:
    """A held award. One of before the law in force is history: it counts as held and is not judged again."""

    code: str
    name: str
    kind: str  # of its term
    year: int
    occasion: str = ""
    number: str = ""
    decided_on: date | None = None
    issuer: str = ""
    achievement: str = ""
    revoked_on: date | None = None
    url: str = ""

    @property
    def paper(self):
        words = [f"Quyết định {self.number}" if self.number else "", _on(self.decided_on), _of(self.issuer)]
        return " ".join(word for word in words if word)


@dataclass(frozen=True)
class Grading:
    kind: str
    year: int
    grade: str
    number: str = ""
    dated: date | None = None
    issuer: str = ""

    @property
    def label(self):
        return Grade(self.grade).label

    @property
    def paper(self):
        words = [f"Văn bản {self.number}" if self.number else "", _on(self.dated), _of(self.issuer)]
        return " ".join(word for word in words if word)


@dataclass(frozen=True)
class InitiativeKnown:
    """`used_for` names the award or line that has it already; empty: free, or claimed by this very line."""

    title: str
    scope: str
    year: int
    council: str = ""
    number: str = ""
    dated: date | None = None
    used_for: str = ""

    @property
    def is_recognised(self):
        return bool(self.number and self.dated)

    @property
    def paper(self):
        words = [f"Văn bản {self.number}" if self.number else "", _on(self.dated), _of(self.council)]
        return " ".join(word for word in words if word)

    def reaches(self, scope):
        return Scope.values.index(self.scope) >= Scope.values.index(scope)


@dataclass(frozen=True)
class HoldKnown:
    text: str
    opened_on: date
    released_on: date | None = None
    paper: str = ""  # of the conclusion that released it

    def holds_on(self, day):
        return self.opened_on <= day and (self.released_on is None or self.released_on > day)


@dataclass(frozen=True)
class Punished:
    """A disciplinary measure and the day on which its term ends."""

    form: str
    severe: bool
    decided_on: date
    ends_on: date
    number: str = ""

    @property
    def paper(self):
        return f"Quyết định {self.number} {_on(self.decided_on)}" if self.number else _on(self.decided_on)


@dataclass(frozen=True)
class Leave:
    """Nghỉ thai sản, first and last day; `valid_to` None while it runs."""

    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Post:
    """A post of somebody's working life; `valid_from` None where it was not written down."""

    position: str
    unit: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class Shares:
    """Heads of a collective in the term: all, with LĐTT, who completed their tasks, CSTĐCS, disciplined ≥ cảnh cáo."""

    members: int
    titled: int
    completed: int
    fighters: int
    severe: int
    source: str = ""


@dataclass(frozen=True)
class Claim:
    """Another open line for the same honoree, in whatever dossier of whatever unit."""

    award: str
    award_name: str
    achievement: str = ""
    occasion: str = ""
    place: str = ""  # the dossier and the unit that proposes
    url: str = ""


@dataclass(frozen=True)
class UnitKnown:
    name: str
    kind: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""

    def stands_on(self, day):
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    @property
    def is_force(self):
        return self.kind == UnitKind.ARMED_FORCE


@dataclass(frozen=True)
class Judged:
    """What a person has said of a criterion that only people can judge: the row's code, pass or fail, who, by what."""

    rule: str
    verdict: CheckVerdict
    who: str
    on: date
    paper: str = ""


@dataclass(frozen=True)
class Facts:
    """One line under the law of `day`. `allowed`: subjects to whom the catalogue gives the award on that day.

    `counts`: {award code: honorees of the unit who have it or are proposed for it in the term}, for local quotas.
    """

    name: str
    subject: str
    award: str
    award_name: str
    occasion: str
    day: date
    term: TermKnown
    unit: UnitKnown
    allowed: frozenset = frozenset()
    achievement: str = ""
    awards: tuple[PastAward, ...] = ()
    ratings: tuple[Grading, ...] = ()
    initiatives: tuple[InitiativeKnown, ...] = ()
    holds: tuple[HoldKnown, ...] = ()
    disciplines: tuple[Punished, ...] = ()
    leaves: tuple[Leave, ...] = ()
    posts: tuple[Post, ...] = ()
    female: bool | None = None
    shares: Shares | None = None
    claims: tuple[Claim, ...] = ()
    judged: tuple[Judged, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # of award codes, as the catalogue has them
    seen_on: date | None = None  # when the record was read, where that is not the law's day

    @property
    def record_day(self):
        """Holds and discipline stand as they are today; only the law is that of its own day."""
        return self.seen_on or self.day

    def called(self, code):
        return self.names.get(code) or next((one.name for one in self.awards if one.code == code), code)


def _on(day):
    return f"ngày {day:%d/%m/%Y}" if day else ""


def _of(issuer):
    return f"của {issuer}" if issuer else ""
