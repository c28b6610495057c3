"""What the tests of councils stage: a council with members, a sitting walked to a state by its real acts."""

import datetime as dt

from awards.actions import agenda, ballots, counting, sittings
from awards.actions.councils import CouncilInput, MemberInput, seat_member, set_up_council
from awards.actions.sittings import SittingInput
from awards.enums_council import Attendance, Vote
from awards.models import AgendaItem, Council, Sitting
from tests.awards.scene import AT, TODAY, award, honoree, load_law, person
from tests.factories import UserFactory
from tests.scene import pdf_upload
from units.enums import Role
from units.models import RoleHolding

STARTS = AT + dt.timedelta(hours=1)
YES, NO, BLANK = Vote.AGREE, Vote.REFUSE, Vote.BLANK


def given(**fields):
    whole = {"name": "Hội đồng Thi đua - Khen thưởng tỉnh", "decision_number": "101/QĐ-UBND",
             "decision_date": dt.date(2024, 3, 1), "valid_from": dt.date(2024, 3, 1)}  # fmt: skip
    return CouncilInput(**(whole | fields))


def council(world, unit="KT", *, by="truongphong", members=17, with_accounts=True, **fields):
    """The secretary, the chair and so many members in all; those without a name in the world are made up."""
    made = set_up_council(unit=world.units[unit], given=given(**fields), by=person(world, by), at=AT)
    for n in range(members):
        seat(world, made, n, by=by, with_accounts=with_accounts)
    return Council.objects.select_related("unit").get(pk=made.pk)


NAMED = {"KT": ("lanhdao", "giamdoc", "truongphong", "uyvien"), "SNNPTNT": ("thutruong", "canbo")}
PARTS = ("chair", "standing_vice", "secretary")


def seat(world, made, n, *, by, with_accounts=True):
    names = NAMED.get(made.unit.code, ())
    part = PARTS[n] if n < min(len(PARTS), len(names) - 1 if names else 1) else "member"
    part = "chair" if n == 0 else part
    if n < len(names):
        user = person(world, names[n])
    else:
        user = UserFactory(full_name=f"Ủy viên {n}", unit=made.unit) if with_accounts else None
    one = MemberInput(name=f"Ủy viên {n}", part=part, user=user, order=n, valid_from=made.valid_from)
    return seat_member(council=made, given=one, by=person(world, by), at=AT)


def fresh(sitting):
    return Sitting.objects.with_names().get(pk=sitting.pk)


def plan(world, made, *, by="truongphong", starts_at=STARTS, title="Xét khen thưởng năm 2024"):
    given = SittingInput(title=title, starts_at=starts_at, place="Phòng họp 1")
    return sittings.plan_sitting(council=made, given=given, by=person(world, by), at=AT)


def unit_sitting(world, *, names=("Nguyễn Thị Thanh",), code="CSTDCS", members=5, unit="SNNPTNT", by="canbo", **fields):
    """A council of a unit with an agenda of its own people; the law is loaded whole by the test where it matters."""
    load_law()
    made = council(world, unit, by=by, members=members, name="Hội đồng Sở", **fields)
    sitting = plan(world, made, by=by)
    rows = [honoree(world.units[unit], name) for name in names]
    agenda.add_to_agenda(sitting=fresh(sitting), honorees=rows, award=award(code), by=person(world, by), at=AT)
    return fresh(sitting)


def step(world, sitting, name, by="truongphong", *, at=AT, **words):
    sittings.step_sitting(sitting=fresh(sitting), step_name=name, by=person(world, by), at=at, **words)
    return fresh(sitting)


def attend(world, sitting, *, by="truongphong", absent=(), written=()):
    """Everybody is there but these seats (places in the order); the first presides, the second counts."""
    row = fresh(sitting)
    seats = list(row.seats.order_by("order", "pk"))
    marks = {}
    for n, one in enumerate(seats):
        marks[one.pk] = Attendance.ABSENT if n in absent else Attendance.PRESENT
    for n in written:
        marks[seats[n].pk] = Attendance.WRITTEN
    sittings.mark_attendance(
        sitting=row, marks=marks, presides=seats[0].pk, counts={seats[1].pk}, opinions="Nhất trí.",
        version=row.version, by=person(world, by), at=AT,
    )  # fmt: skip
    return fresh(sitting)


def polling(world, sitting, *, by="truongphong", minutes=60, **who):
    step(world, sitting, "invite", by)
    attend(world, sitting, by=by, **who)
    step(world, sitting, "open", by)
    ballots.open_ballot(sitting=fresh(sitting), minutes=minutes, by=person(world, by), at=AT)
    return fresh(sitting)


def item_of(sitting, n=0):
    return AgendaItem.objects.select_related("sitting__council__unit", "honoree").filter(sitting=sitting)[n]


def seats_of(sitting):
    return list(sitting.seats.order_by("order", "pk").select_related("user"))


def vote(item, seat, value=YES, at=AT):
    from units.models import User

    ballots.cast_ballot(item=item, value=value, by=User.objects.get(pk=seat.user_id), at=at)


def vote_all(sitting, votes, n=0):
    """One value for each seat, in their order; None does not vote."""
    item = item_of(sitting, n)
    for one, value in zip(seats_of(sitting), votes, strict=False):
        if value:
            vote(item, one, value)


def close(world, sitting, *, by="truongphong"):
    ballots.close_ballot(sitting=fresh(sitting), by=person(world, by), at=AT)
    return fresh(sitting)


def count(world, sitting, *, by="truongphong"):
    counting.count_sitting(sitting=fresh(sitting), by=person(world, by), at=AT)
    return fresh(sitting)


def minute(world, sitting, *, by="truongphong", **fields):
    whole = {"number": "03/BB-HĐTĐKT", "signed_on": TODAY, "file": pdf_upload()} | fields
    counting.minute_sitting(sitting=fresh(sitting), by=person(world, by), at=AT, **whole)
    return fresh(sitting)


def counted(world, sitting, votes, *, by="truongphong", **who):
    polling(world, sitting, by=by, **who)
    vote_all(sitting, votes)
    close(world, sitting, by=by)
    return count(world, sitting, by=by)


def officer_too(world, name, code):
    RoleHolding.objects.create(user=world.people[name], role=Role.UNIT_OFFICER, unit=world.units[code])
