"""PAPI, PCI, PAR INDEX as published, with their gaps, disputes and breaks; what is unknown is never drawn as 0."""

from dataclasses import dataclass
from datetime import date

from reports.compile.data import Published

CODES = ("D2.18", "D2.19", "D2.20", "D2.21", "D2.22", "D2.23")


@dataclass(frozen=True)
class Point:
    """One published figure; `segment` counts the breaks of the series before it."""

    figure: Published
    segment: int


@dataclass(frozen=True)
class Index:
    code: str
    name: str
    unit_of_measure: str
    decimals: int
    better: str
    points: tuple[Point, ...]
    breaks: tuple[tuple[int, str], ...]  # (first year of the new method, why)


def indexes(tables):
    """The series up to the period's year."""
    known = {indicator.code: indicator for indicator in tables.indicators}
    return tuple(_index(tables, known[code]) for code in CODES if code in known)


def _index(tables, indicator):
    rows = [row for row in tables.published.get(indicator.pk, ()) if row.year <= tables.period.year]
    breaks = tables.breaks.get(indicator.pk, ())
    return Index(
        code=indicator.code,
        name=indicator.name,
        unit_of_measure=indicator.unit_of_measure,
        decimals=indicator.decimals,
        better=indicator.better,
        points=tuple(Point(_figure(row), tables.segment(indicator, date(row.year, 12, 31))) for row in _standing(rows)),
        breaks=tuple((one.on.year, one.reason) for one in breaks if one.on.year <= tables.period.year),
    )


def _standing(rows):
    """Of a year the last figure published; of a disputed year all of them."""
    by_year = {}
    for row in rows:
        by_year.setdefault(row.year, []).append(row)
    for year in by_year.values():
        yield from year if any(row.disputed for row in year) else year[-1:]


def _figure(row):
    return Published(
        year=row.year, as_of=row.as_of, value=row.value, upper=row.upper_value, qualifier=row.qualifier,
        inferred=row.inferred, disputed=row.disputed, source=row.source,
    )  # fmt: skip
