"""Completeness: who owed a filing, who sent it, who was in time; by unit, kind, cluster, receiver and quarter.

All numbers are counts of filings. What is only invited is shown and never counted; neither is what nobody owes yet.
Two shares are told, both of what was expected ("phải gửi"): sent, and sent for the first time by the due date.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from movements.compile.standing import LATE, NOT_EXPECTED, ON_TIME, OPEN, OVERDUE, REWORK, Standing, standings
from movements.models import Period
from thidua.text import search_key
from units.enums import UnitKind
from units.models import Cluster, ClusterMember, Placement, Unit

STATE_LABELS = {  # the catalogue `bang_nhiet_hoan_thanh`, in its order
    ON_TIME: "Gửi đúng hạn",
    LATE: "Gửi chậm",
    OPEN: "Chưa gửi, còn hạn",
    OVERDUE: "Quá hạn chưa gửi",
    REWORK: "Trả lại, chưa gửi lại",
    NOT_EXPECTED: "Không phải báo cáo / đề nghị báo cáo",
}
EXPECTED, SENT, IN_TIME = "expected", "filed", "on_time"
COUNT_LABELS = {EXPECTED: "Phải gửi", SENT: "Đã gửi", IN_TIME: "Gửi lần đầu đúng hạn"}
ALL_LABELS = STATE_LABELS | COUNT_LABELS


class Tally(NamedTuple):
    """Counts of filings; the shares are tenths of a percent, None where nothing was expected."""

    expected: int
    sent: int
    in_time: int
    overdue: int

    @property
    def sent_share(self):
        return share(self.sent, self.expected)

    @property
    def in_time_share(self):
        return share(self.in_time, self.expected)


def share(part, whole):
    """`part` of `whole` in tenths of a percent, rounded half up in whole numbers; None of nothing."""
    return (2000 * part + whole) // (2 * whole) if whole else None


@dataclass(frozen=True)
class UnitRow:
    """A unit with one cell per quarter; None where it owes nothing, or where the filter has taken it away."""

    unit: Unit
    cells: tuple[Standing | None, ...]


@dataclass(frozen=True)
class Group:
    """One line of a table of counts; `key` is what the page's filter is asked with."""

    key: str
    label: str
    tally: Tally


@dataclass(frozen=True)
class Board:
    """What one person sees of some quarters. `seats`: unit -> the clusters it sits in."""

    periods: tuple[Period, ...]
    rows: tuple[UnitRow, ...]
    clusters: dict[int, Cluster]
    seats: dict[int, tuple[int, ...]]
    names: dict[int, str]  # of receivers

    @property
    def cells(self):
        return [cell for row in self.rows for cell in row.cells if cell is not None]


def followed_periods(user, today):
    """Quarters that have begun and have a due date, newest first: what completeness is asked about."""
    begun = Period.objects.visible_to(user).filed().filter(first_day__lte=today, due_dates__isnull=False)
    return list(begun.distinct().order_by("-last_day"))


def receives_filings(user):
    """Whether anything is sent to where this person sits: the province, or units below their own."""
    return user.sees_province or Placement.objects.filter(parent=user.unit_id).exists()


def completeness(user, periods, *, today) -> Board:
    """Every unit that files to where this person sits, as of `today`; about a dozen queries, whatever the size.

    A quarter that still runs has a column once somebody owes in it: a unit that has ended owes its closing filing.
    """
    found = [one for one in _in_sight(user, periods, today) if one.owed.day < today]
    shown = {one.owed.period.id for one in found}
    columns = tuple(sorted((p for p in periods if p.pk in shown), key=lambda period: period.last_day))
    clusters, seats = _clusters(max((period.year for period in periods), default=0))
    receivers = {one.owed.receiver_id for one in found}
    names = dict(Unit.objects.filter(pk__in=receivers).in_order().values_list("pk", "name"))
    return Board(columns, _rows(found, columns), clusters, seats, names)


def _in_sight(user, periods, today):
    """All of them for who sees the province; for the others those that are sent to their own unit."""
    if user.sees_province:
        return standings(periods, today=today, whole=False)
    below = set(Placement.objects.filter(parent=user.unit_id).values_list("unit", flat=True))
    found = standings(periods, today=today, units=below, whole=False)
    return [one for one in found if one.owed.receiver_id == user.unit_id]


def _rows(found, columns):
    """In the order of names, whatever the order of the quarters in which a unit was there."""
    place = {period.pk: at for at, period in enumerate(columns)}
    units, cells = {}, {}
    for one in found:
        unit = one.owed.unit
        if unit.id not in cells:
            units[unit.id], cells[unit.id] = unit, [None] * len(columns)
        cells[unit.id][place[one.owed.period.id]] = one
    in_order = sorted(units.values(), key=lambda unit: (unit.sort_name, unit.code))
    return tuple(UnitRow(unit, tuple(cells[unit.id])) for unit in in_order)


def _clusters(year):
    """(clusters, {unit: clusters}) by the newest list of members of each that is not younger than the year."""
    newest, members = {}, defaultdict(set)
    for cluster, since, unit in ClusterMember.objects.filter(year__lte=year).values_list("cluster", "year", "unit"):
        newest[cluster] = max(since, newest.get(cluster, 0))
        members[cluster, since].add(unit)
    seats = defaultdict(list)
    for cluster, since in sorted(newest.items()):
        for unit in members[cluster, since]:
            seats[unit].append(cluster)
    return Cluster.objects.order_by("name").in_bulk(list(newest)), {pk: tuple(held) for pk, held in seats.items()}


# --- Narrowing ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wanted:
    """What the page is asked for; blank means everything."""

    state: str = ""  # a state of the catalogue, or one of the counts
    kind: str = ""
    cluster: str = ""
    receiver: str = ""
    words: str = ""


def narrowed(board, wanted):
    """The board with only the cells that were asked for; units without any are left out."""
    keep = _cell_filter(wanted)
    rows = [row for row in board.rows if _keeps_unit(board, row.unit, wanted)]
    if keep is not None:
        rows = [UnitRow(row.unit, tuple(c if c is not None and keep(c) else None for c in row.cells)) for row in rows]
        rows = [row for row in rows if any(row.cells)]
    return Board(board.periods, tuple(rows), board.clusters, board.seats, board.names)


def _keeps_unit(board, unit, wanted):
    key = search_key(wanted.words)
    return (
        (not wanted.kind or unit.kind == wanted.kind)
        and (not wanted.cluster or wanted.cluster in map(str, board.seats.get(unit.id, ())))
        and (not key or key in unit.search_name)
    )


def _cell_filter(wanted) -> Callable[[Standing], bool] | None:
    tests = []
    if wanted.receiver:
        tests.append(lambda cell: str(cell.owed.receiver_id) == wanted.receiver)
    if wanted.state:
        tests.append(COUNTED.get(wanted.state, lambda cell: cell.state == wanted.state))
    return (lambda cell: all(test(cell) for test in tests)) if tests else None


def is_in_time(cell):
    """Judged once, by the first sending: a filing that was returned since was still in time."""
    return cell.counts and cell.is_sent and cell.filing.on_time is not False


COUNTED = {
    EXPECTED: lambda cell: cell.counts,
    SENT: lambda cell: cell.counts and cell.is_sent,
    IN_TIME: is_in_time,
}


# --- Counting -------------------------------------------------------------------------------------------------


def tally(cells):
    expected = sent = in_time = overdue = 0
    for cell in cells:
        if cell.state == NOT_EXPECTED:
            continue
        expected += 1
        if cell.state == OVERDUE:
            overdue += 1
        elif cell.state != OPEN:
            sent += 1
            in_time += cell.filing.on_time is not False
    return Tally(expected, sent, in_time, overdue)


def state_counts(cells):
    """{state: number of cells}, in the order of the catalogue, the empty ones too."""
    found = dict.fromkeys(STATE_LABELS, 0)
    for cell in cells:
        found[cell.state] += 1
    return found


def by_period(board):
    """One Group per column."""
    columns = zip(*(row.cells for row in board.rows), strict=True) if board.rows else [()] * len(board.periods)
    return [
        Group(str(period.index), period.name, tally(filter(None, cells)))
        for period, cells in zip(board.periods, columns, strict=True)
    ]


def by_kind(board):
    groups = _grouped(board, lambda cell: (cell.owed.unit.kind,))
    return [Group(kind, UnitKind(kind).label, groups[kind]) for kind in UnitKind.values if kind in groups]


def by_cluster(board):
    """Clusters in the order of names; a unit outside every cluster is in none of the lines."""
    groups = _grouped(board, lambda cell: board.seats.get(cell.owed.unit.id, ()))
    in_order = sorted(groups, key=lambda pk: search_key(board.clusters[pk].name))
    return [Group(str(pk), board.clusters[pk].name, groups[pk]) for pk in in_order]


def by_receiver(board):
    groups = _grouped(board, lambda cell: (cell.owed.receiver_id,))
    return [Group(str(pk), name, groups[pk]) for pk, name in board.names.items() if pk in groups]


def _grouped(board, keys_of):
    """{key: Tally} of the keys under which anything is expected."""
    cells = defaultdict(list)
    for cell in board.cells:
        for key in keys_of(cell):
            cells[key].append(cell)
    counted = {key: tally(found) for key, found in cells.items()}
    return {key: one for key, one in counted.items() if one.expected}
