"""A sitting in numbers: quorum, who may vote on a line, what a share takes, turnout. Reading only."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from awards.compile.law import ballot_rule
from awards.compile.minutes import reaches, share
from awards.enums import Standing
from awards.enums_council import Attendance, BallotState, BallotWay, ConflictKind
from awards.models import AgendaItem, CastBallot, ConflictDeclaration, Sitting, SittingSeat
from thidua.text import format_number

NOT_READ = "chưa đối chiếu văn bản"


def has_quorum(present, members, council):
    """Whether so many members may open the sitting and conclude it; exact, by the council's own fraction (R20)."""
    return members > 0 and present * council.quorum_bottom >= council.quorum_top * members


def quorum_of(members, council):
    """The smallest number that is a quorum."""
    return -(-council.quorum_top * members // council.quorum_bottom)


def votes_needed(percent, members):
    """The smallest number of votes that reaches a share of all members (R19)."""
    return -(-percent * members // 100)


def can_reach(percent, members, barred):
    """Whether a line can still pass when so many members do not vote on it: they stay in the lower part."""
    return bool(reaches(members - barred, members, percent))


def percent_for(council, award_code, day):
    """(share, its ground) by the law of a day; the council's own rules where no row binds this council."""
    rule = ballot_rule(award_code, day) if award_code else None
    if rule is None or (rule.by_province and not council.of_province):
        return council.usual_percent, ""
    known = "" if rule.standing in Standing.JUDGES else f" ({NOT_READ})"
    return rule.percent, f"{rule.citation}{known}"[:300]


def is_barred(kind, sitting):
    return kind in ConflictKind.BARRED or (kind == ConflictKind.OWN_UNIT and not sitting.own_unit_votes)


# ---- the whole sitting, in a number of queries that does not grow ----------------------------------------------------


@dataclass(frozen=True)
class ItemRow:
    """One line of the agenda as its page shows it; `barred`, `conflicts`: names of members with what they declared."""

    item: AgendaItem
    members: int
    conflicts: tuple[ConflictDeclaration, ...]
    barred: int
    cast: int

    @property
    def needed(self):
        return votes_needed(self.item.percent, self.members) if self.members else None

    @property
    def out_of_reach(self):
        return bool(self.members) and not can_reach(self.item.percent, self.members, self.barred)

    @property
    def waiting(self):
        return self.members - self.barred - self.cast

    @property
    def share_shown(self):
        if self.item.agreed is None or not self.item.members:
            return ""
        return format_number(share(self.item.agreed, self.item.members), 1)


@dataclass(frozen=True)
class SeatRow:
    """One member: how far their ballots have come. `state` is a code of `BallotState`."""

    seat: SittingSeat
    cast: int
    owed: int
    state: str

    @property
    def label(self):
        return BallotState(self.state).label

    @property
    def left(self):
        return self.owed - self.cast


@dataclass(frozen=True)
class SittingStanding:
    """A sitting as its pages show it."""

    items: tuple[ItemRow, ...]
    seats: tuple[SeatRow, ...]
    present: int
    members: int
    quorum: int

    @property
    def enough(self):
        return self.members > 0 and self.present >= self.quorum

    @property
    def cast(self):
        return sum(row.cast for row in self.seats)

    @property
    def owed(self):
        return sum(row.owed for row in self.seats)

    @property
    def done(self):
        """Members who have voted on every line of theirs."""
        return sum(1 for row in self.seats if row.owed and not row.left)


def sitting_standing(sitting, *, at):
    """Four queries, whatever the number of lines and members."""
    items = list(sitting.items.select_related("honoree__unit", "award", "line__dossier", "lower_award"))
    seats = list(sitting.seats.select_related("member", "user"))
    declared, by_item = defaultdict(dict), defaultdict(list)
    for one in ConflictDeclaration.objects.filter(item__sitting=sitting).select_related("seat"):
        declared[one.seat_id][one.item_id] = one.kind
        by_item[one.item_id].append(one)
    cast_items, cast_seats, ways = defaultdict(int), defaultdict(int), {}
    for item, seat, way in CastBallot.objects.filter(item__sitting=sitting).values_list("item", "seat", "way"):
        cast_items[item] += 1
        cast_seats[seat] += 1
        ways[seat] = way
    rows = tuple(
        ItemRow(
            item, len(seats), tuple(by_item[item.pk]),
            sum(is_barred(one.kind, sitting) for one in by_item[item.pk]), cast_items[item.pk],
        )
        for item in items
    )  # fmt: skip
    polls = _Polls(sitting, at)
    people = tuple(polls.seat_row(seat, _owed(items, declared[seat.pk], sitting), cast_seats, ways) for seat in seats)
    present = sum(seat.attendance == Attendance.PRESENT for seat in seats)
    return SittingStanding(rows, people, present, len(seats), quorum_of(len(seats), sitting.council) if seats else 0)


def _owed(items, declared, sitting):
    return len(items) - sum(is_barred(kind, sitting) for kind in declared.values())


@dataclass(frozen=True)
class _Polls:
    """Where ballots stand at a moment."""

    sitting: Sitting
    at: datetime

    def seat_row(self, seat, owed, cast, ways):
        return SeatRow(seat, cast[seat.pk], owed, self._of_seat(seat, owed, cast[seat.pk], ways.get(seat.pk)))

    def _of_seat(self, seat, owed, cast, way):
        if cast:
            return BallotState.WRITTEN if way == BallotWay.WRITTEN else self._begun(seat, owed, cast)
        if not owed and self.sitting.ballot_from is not None:
            return BallotState.NOT_TAKING_PART
        return self._waits(seat)

    def _begun(self, seat, owed, cast):
        return BallotState.CAST if cast >= owed else self._waits(seat)

    def _waits(self, seat):
        if self.sitting.polls_at(self.at):
            return BallotState.OPEN if seat.attendance == Attendance.PRESENT else BallotState.MISSING
        closed = self.sitting.ballot_from is not None and self.sitting.polls_closed(self.at)
        return BallotState.MISSING if closed else BallotState.NOT_SENT

    def of_line(self, item, seat, cast, declared):
        if item.pk in cast:
            return BallotState.WRITTEN if cast[item.pk] == BallotWay.WRITTEN else BallotState.CAST
        if item.pk in declared and is_barred(declared[item.pk].kind, self.sitting):
            return BallotState.NOT_TAKING_PART
        return self._waits(seat)


# ---- one member ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BallotRow:
    """One line for one member: whether they vote on it, and whether they have."""

    item: AgendaItem
    state: str
    conflict: ConflictDeclaration | None

    @property
    def label(self):
        return BallotState(self.state).label

    @property
    def waits(self):
        return self.state == BallotState.OPEN


def ballots_of(seat, sitting, *, at):
    """The lines of a sitting as one member stands with them, in the order of the agenda; three queries."""
    cast = dict(CastBallot.objects.filter(seat=seat).values_list("item", "way"))
    declared = {one.item_id: one for one in ConflictDeclaration.objects.filter(seat=seat)}
    polls = _Polls(sitting, at)
    return [
        BallotRow(item, polls.of_line(item, seat, cast, declared), declared.get(item.pk))
        for item in sitting.items.select_related("honoree__unit", "award")
    ]


def silent_seats(sitting):
    """Seats of members who are present, have an account, and have not voted on every line of theirs."""
    standing = sitting_standing(sitting, at=sitting.ballot_from)
    return [
        row.seat
        for row in standing.seats
        if row.left > 0 and row.seat.user_id is not None and row.seat.attendance == Attendance.PRESENT
    ]
