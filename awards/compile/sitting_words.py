"""A sitting as plain words and numbers, for its papers: what was not done yet is room for a pen. Reading only."""

from dataclasses import dataclass, field

from django.conf import settings

from awards.compile.minutes import share
from awards.compile.sittings import quorum_of
from awards.enums_council import Attendance, ItemResult
from awards.models import AchievementReport, ConflictDeclaration
from movements.compile import parent_of
from thidua.clock import office_date, office_time
from thidua.text import format_number


@dataclass(frozen=True)
class SeatText:
    name: str
    position: str
    part: str
    attendance: str
    presides: bool = False
    counts: bool = False
    secretary: bool = False


@dataclass(frozen=True)
class ItemText:
    """One line; numbers are None until it is counted."""

    name: str
    detail: str
    subject: str
    percent: int
    ground: str
    issued: int | None = None
    returned: int | None = None
    invalid: int | None = None
    agreed: int | None = None
    refused: int | None = None
    blank: int | None = None
    members: int | None = None
    result: str = ""
    passed: bool | None = None
    lower: str = ""

    @property
    def valid(self):
        return None if self.returned is None else self.returned - self.invalid

    @property
    def share_shown(self):
        return "" if self.agreed is None else format_number(share(self.agreed, self.members), 1)


@dataclass(frozen=True)
class SittingText:
    """A sitting as its papers say it. Days are ISO."""

    council: str
    kind: str
    decision: str
    above: str
    unit: str
    place_name: str
    title: str
    day: str
    hour: str
    place: str
    number: str
    minutes_day: str
    secret: bool
    quorum: str
    quorum_needed: int
    opinions: str
    guests: str
    illustrative: bool
    seats: tuple[SeatText, ...] = field(default_factory=tuple)
    items: tuple[ItemText, ...] = field(default_factory=tuple)
    conflicts: tuple[str, ...] = ()
    counted: bool = False

    def where(self, attendance):
        return tuple(seat for seat in self.seats if seat.attendance == attendance)

    @property
    def chair(self):
        return next((seat for seat in self.seats if seat.presides), None)

    @property
    def secretary(self):
        return next((seat for seat in self.seats if seat.secretary), None)

    @property
    def tellers(self):
        return tuple(seat for seat in self.seats if seat.counts)


def sitting_text(sitting):
    """A fixed number of queries, whatever the number of lines and members."""
    council, day = sitting.council, office_date(sitting.starts_at)
    seats = tuple(_seat(seat) for seat in sitting.seats.order_by("order", "pk"))
    seats = seats or tuple(_member(one) for one in council.members.on(day).order_by("order", "pk"))
    items = tuple(_item(item) for item in sitting.items.select_related("lower_award").order_by("order", "pk"))
    return SittingText(
        council=council.name, kind=council.get_kind_display(),
        decision=f"số {council.decision_number} ngày {council.decision_date:%d/%m/%Y}",
        above="" if council.of_province else parent_of(council.unit, day), unit=council.unit.authority,
        place_name=settings.OFFICE["place"], title=sitting.title, day=day.isoformat(),
        hour=office_time(sitting.starts_at), place=sitting.place, number=sitting.minutes_number,
        minutes_day=sitting.minutes_date.isoformat() if sitting.minutes_date else "", secret=sitting.secret,
        quorum=council.quorum, quorum_needed=quorum_of(len(seats), council) if seats else 0,
        opinions=sitting.opinions, guests=sitting.guests, illustrative=sitting.illustrative, seats=seats, items=items,
        conflicts=tuple(_conflicts(sitting)), counted=any(item.passed is not None for item in items),
    )  # fmt: skip


def _seat(seat):
    return SeatText(seat.name, seat.position, seat.get_part_display(), seat.attendance, seat.presides, seat.counts,
                    seat.part == "secretary")  # fmt: skip


def _member(member):
    return SeatText(member.name, member.position, member.get_part_display(), Attendance.EXPECTED,
                    secretary=member.part == "secretary")  # fmt: skip


NUMBERS = ("issued", "returned", "invalid", "agreed", "refused", "blank", "members")


def _item(item):
    done = item.result != ItemResult.OPEN
    return ItemText(
        item.name, item.detail, item.subject_matter, item.percent, item.ground,
        **{name: getattr(item, name) for name in NUMBERS}, result=item.get_result_display() if done else "",
        passed=item.result == ItemResult.PASSED if done else None,
        lower=item.lower_award.name if item.lower_award else "",
    )  # fmt: skip


def _conflicts(sitting):
    rows = ConflictDeclaration.objects.filter(item__sitting=sitting).select_related("seat", "item")
    for one in rows.order_by("item__order", "pk"):
        note = f" ({one.note})" if one.note else ""
        yield f"{one.seat.name}: {one.get_kind_display().lower()}{note}, nội dung {one.item.name}"


def item_report(item):
    """The achievement report of the line, which members read ahead of the vote; None where there is none."""
    return AchievementReport.objects.filter(line=item.line_id).first() if item.line_id else None
