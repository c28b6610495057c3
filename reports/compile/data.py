"""What a compiled report is made of: frozen, plain values that are stored, checked by sum, shown and printed.

Figures are integers in the indicator's smallest unit (value × 10^decimals); percents are in tenths of a percent.
`to_json()` and `from_json()` are exact inverses; `digest()` is the SHA-256 of the canonical JSON text.
"""

from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import get_args, get_origin, get_type_hints

from thidua.canonical import digest


@dataclass(frozen=True)
class Source:
    """One box that entered a figure; `nothing` is "không phát sinh" and counts as 0."""

    filing: int
    value: int | None
    denominator: int | None
    nothing: bool


@dataclass(frozen=True)
class FilingRef:
    """A filing that some figure rests on."""

    id: int
    unit: str
    quarter: str


@dataclass(frozen=True)
class Published:
    """A published figure with its source; two disputed ones both stand, and neither is computed with."""

    year: int
    as_of: str
    value: int
    upper: int | None
    qualifier: str
    inferred: bool
    disputed: bool
    source: str


@dataclass(frozen=True)
class Aim:
    """A target, and how the result stands to it."""

    years: str
    scope: str
    comparison: str
    value: int
    upper: int | None
    verdict: str
    percent: int | None  # tenths of a percent
    source: str


@dataclass(frozen=True)
class CrossFoot:
    """A parent whose own total is not the sum of what its children gave."""

    unit: str
    quarter: str
    own: int
    below: int
    given: int
    expected: int


@dataclass(frozen=True)
class Line:
    """One indicator. `state`: value, nothing, missing, apart (not added up), disputed, ended or not_due."""

    code: str
    name: str
    unit_of_measure: str
    decimals: int
    part_decimals: int  # of the two parts of a rate
    better: str
    line: str
    movement: str
    state: str = "missing"
    value: int | None = None  # of this period
    to_date: int | None = None  # of the year up to the period's end
    last_year: int | None = None  # of the same period last year, only where the series is unbroken
    qualifier: str = "eq"
    upper: int | None = None
    given: int = 0  # boxes confirmed
    expected: int = 0  # boxes due
    nothing: int = 0  # of the given ones, "không phát sinh"
    complete: bool = False
    aims: tuple[Aim, ...] = ()
    published: tuple[Published, ...] = ()
    sources: tuple[Source, ...] = ()
    listed: tuple[str, ...] = ()  # names behind a count of the portal
    cross_foot: tuple[CrossFoot, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A point of the directive, or its closing paragraphs (code KL)."""

    code: str
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Counts:
    """Filings of a quarter; expected = filed + not_filed, filed = waiting + accepted + back."""

    expected: int
    filed: int
    on_time: int
    late: int
    waiting: int  # sent, not yet confirmed
    accepted: int
    back: int  # returned or unlocked, being corrected
    not_filed: int


@dataclass(frozen=True)
class Missing:
    """Units that have not filed, under whom they stand."""

    parent: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Completeness:
    """How far the filings of one quarter are; invited units stand apart and are never late."""

    quarter: str
    due_direct: date | None
    due_commune: date | None
    must: Counts
    invited: Counts
    missing: tuple[Missing, ...]
    missing_invited: tuple[Missing, ...]


@dataclass(frozen=True)
class Running:
    """A movement that runs in the period's year."""

    name: str
    launched_by: str
    years: str
    points: str


@dataclass(frozen=True)
class Excerpt:
    """What a unit wrote in its last confirmed filing of the period, cut to a few lines."""

    filing: int
    unit: str
    highlights: str
    difficulties: str
    proposals: str


@dataclass(frozen=True)
class Footnote:
    """What a unit wrote beside a confirmed figure that entered a line; numbered through the report."""

    number: int
    code: str
    name: str
    unit: str
    quarter: str
    filing: int
    text: str


@dataclass(frozen=True)
class Letter:
    """What the layout of NĐ 30/2020 needs around the figures."""

    authority: str
    department: str
    symbol: str
    place: str
    addressee: str
    signer_title: str
    recipients: tuple[str, ...]
    grounds: tuple[str, ...]


@dataclass(frozen=True)
class Registrations:
    """Units that must register for a term; must = on_time + late + not_registered."""

    term: str
    register_by: date
    must: int
    on_time: int
    late: int
    accepted: int
    not_registered: int
    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Granted:
    """Lượt khen of one kind by subject."""

    label: str
    persons: int
    collectives: int
    households: int

    @property
    def total(self):
        return self.persons + self.collectives + self.households


@dataclass(frozen=True)
class Tally:
    label: str
    count: int


@dataclass(frozen=True)
class DossierCounts:
    """Dossiers that came to Sở Nội vụ and were decided in the period; in between, where they lie when it is read."""

    received: int
    appraising: int
    returned: int
    decided: int


@dataclass(frozen=True)
class Awards:
    """Granted by decisions of the period's days; each way of splitting adds up to `total`, classes to its persons."""

    total: Granted
    by_authority: tuple[Granted, ...]
    by_award: tuple[Granted, ...]
    by_occasion: tuple[Granted, ...]
    by_class: tuple[Tally, ...]
    direct: int  # of the persons, those who hold no post of leadership
    direct_share: int | None  # tenths of a percent of all persons
    dossiers: DossierCounts


@dataclass(frozen=True)
class Stage:
    """Typical models of one stage."""

    label: str
    entered: int  # in the period
    at_end: int  # stand there at the period's end


@dataclass(frozen=True)
class TypicalModels:
    stages: tuple[Stage, ...]
    replicating: tuple[str, ...]  # names with their units, at the period's end


@dataclass(frozen=True)
class Counted:
    """One count of sổ triển khai: in the period, the year so far, the same period last year (None: nothing kept)."""

    label: str
    units: int  # that have at least one such row in the period
    value: int
    to_date: int
    last_year: int | None


@dataclass(frozen=True)
class Issued:
    """A document of the register."""

    unit: str
    kind: str
    number: str
    on: date
    title: str


@dataclass(frozen=True)
class Implementation:
    """What units did to carry out the directive (report I.1–I.3); `more` documents are not listed."""

    counts: tuple[Counted, ...]
    by_type: tuple[Tally, ...]
    by_medium: tuple[Tally, ...]
    documents: tuple[Issued, ...]
    more: int
    must: int
    with_plan: int
    without_plan: tuple[Missing, ...]


@dataclass(frozen=True)
class ReportData:
    """A report as of one moment; the blocks with a default are not in what was stored before they were known."""

    title: str
    period: str
    year: int
    first_day: date
    last_day: date
    compiled_on: date
    from_new_year: bool  # the period begins with the year, so "in the period" and "to date" are one
    illustrative: bool
    letter: Letter
    movements: tuple[Running, ...]
    quarters: tuple[Completeness, ...]
    sections: tuple[Section, ...]
    excerpts: tuple[Excerpt, ...]
    filings: tuple[FilingRef, ...]
    registrations: Registrations | None = None
    awards: Awards | None = None
    typical_models: TypicalModels | None = None
    implementation: Implementation | None = None
    footnotes: tuple[Footnote, ...] = ()
    footnotes_left: int = 0  # explanations that found no room

    @property
    def lines(self):
        return tuple(line for section in self.sections for line in section.lines)

    def to_json(self) -> dict:
        return _plain(self)

    @classmethod
    def from_json(cls, raw: dict) -> "ReportData":
        return _typed(cls, raw)

    def digest(self) -> str:
        return digest(self.to_json())


def _plain(value):
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _typed(kind, raw):
    if raw is None:
        return None
    if is_dataclass(kind):
        return kind(**{name: _typed(hint, raw[name]) for name, hint in _hints(kind) if name in raw})
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_typed(inner, one) for one in raw)
    return date.fromisoformat(raw) if kind is date else raw


@cache
def _hints(kind):
    """(field, type without its None) of a dataclass."""
    return tuple((name, _without_none(hint)) for name, hint in get_type_hints(kind).items())


def _without_none(hint):
    if isinstance(hint, UnionType):
        return next(part for part in get_args(hint) if part is not type(None))
    return hint
