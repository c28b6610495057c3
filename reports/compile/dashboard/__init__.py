"""What leaders see at a glance, as of one moment: read once, then plain values."""

from dataclasses import dataclass
from datetime import date

from movements.enums import Entry
from movements.models import Period
from reports.compile.dashboard.grid import Grid, grid
from reports.compile.dashboard.honours import Honours, honours
from reports.compile.dashboard.indexes import Index, indexes
from reports.compile.dashboard.points import PointGlance, glances
from reports.compile.dashboard.stuck import Stuck, stuck
from reports.compile.data import Line, Source
from reports.compile.lines import line
from reports.compile.sums import total
from reports.compile.tables import Tables
from thidua.db import snapshot

__all__ = ["Dashboard", "dashboard", "figure", "filing_grid", "point_lines"]


@dataclass(frozen=True)
class Dashboard:
    """One quarter and the year up to it. `honours` are of the whole year, `stuck` of this very moment."""

    period: Period
    compiled_on: date
    year_end: bool
    illustrative: bool
    points: tuple[PointGlance, ...]
    grid: Grid
    indexes: tuple[Index, ...]
    honours: Honours
    stuck: Stuck


def dashboard(*, period, user, today) -> Dashboard:
    """The quarter's state as `user` sees it; the number of queries does not depend on units, filings or dossiers.

    Unlike the report it also shows a quarter without one confirmed figure. Not to be called inside a transaction.
    """
    with snapshot():
        tables = Tables(period, user, today)
        rewarded, waiting = honours(user, period.year), stuck(user)
    return Dashboard(
        period=period,
        compiled_on=today,
        year_end=tables.year_end,
        illustrative=any(filed.illustrative for filed in tables.filings.values()),
        points=glances(tables),
        grid=grid(tables),
        indexes=indexes(tables),
        honours=rewarded,
        stuck=waiting,
    )


def point_lines(*, period, user, today, code) -> PointGlance | None:
    """One point with its lines, None where the directive has no such point."""
    with snapshot():
        tables = Tables(period, user, today)
    return next((point for point in glances(tables) if point.code == code), None)


def filing_grid(*, period, user, today) -> Grid:
    """Who has filed what, for the lists behind the numbers."""
    with snapshot():
        tables = Tables(period, user, today)
    return grid(tables)


@dataclass(frozen=True)
class FigureSources:
    """An indicator's line, and the boxes that its figure of the year so far rests on."""

    line: Line
    sources: tuple[Source, ...]


def figure(*, period, user, today, code) -> FigureSources | None:
    """One figure down to its filings, None where no indicator has the code."""
    with snapshot():
        tables = Tables(period, user, today)
    indicator = next((one for one in tables.indicators if one.code == code), None)
    if indicator is None:
        return None
    made = line(tables, indicator)
    boxed = indicator.entry in Entry.BOXES
    return FigureSources(made, total(tables, indicator, tables.to_date).sources if boxed else made.sources)
