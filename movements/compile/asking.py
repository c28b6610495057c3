"""A reminder by hand: whom an officer may remind of what, shown before anything goes. Reading only."""

from dataclasses import dataclass

from movements.compile.reminders import Line, People, capitalised, line_of
from movements.compile.works import works_of
from movements.enums import ReminderState
from movements.models import Period, Reminder, ReminderLine, Term
from thidua.clock import office_time
from units.enums import Channel, Role
from units.models import OptOut, Unit, User
from units.roles import RECEIVES_FOR_DEPARTMENT


@dataclass(frozen=True)
class Addressee:
    """One person who can be reminded of one unit's work, and what will reach them."""

    person: User
    role: str
    line: Line
    ticked: bool
    how: str  # what becomes of the mail, when none will go
    told: str  # why there is nothing to send any more today

    @property
    def value(self):
        return f"{self.line.unit_id}-{self.person.pk}"


@dataclass(frozen=True)
class Asking:
    """One unit: what it has still to send and who can be reminded, or why nobody can."""

    unit: Unit
    line: Line | None
    addressees: tuple[Addressee, ...]
    why_not: str = ""


def receivers_of(user):
    """The units in whose name this person receives; None stands for all, as Sở Nội vụ reminds everybody."""
    if user.has_role(*RECEIVES_FOR_DEPARTMENT):
        return None
    return {unit_id for role, unit_id in user.roles if role == Role.UNIT_OFFICER}


def askings(user, about, *, today, units=None):
    """Whom `user` may remind of `about` (a period or a term), unit by unit, in a dozen queries.

    `units`: only these ids, each of them answered; None is everybody who sends to where this person sits.
    """
    found = works_of(about, today=today, units=units)
    mine = {user.unit_id} if units is None else receivers_of(user)
    works = {work.unit.pk: work for work in found if mine is None or work.receiver_id in mine}
    desk = _Desk(works.values(), today)
    rows = [desk.asking(work) for work in works.values()]
    others = set(units or ()) - works.keys()
    elsewhere = {work.unit.pk for work in found}
    named = Unit.objects.visible_to(user).filter(pk__in=others).in_order()
    return rows + [Asking(unit, None, (), _why_not(unit, unit.pk in elsewhere)) for unit in named]


def _why_not(unit, owes_elsewhere):
    return "không gửi đến nơi đồng chí tiếp nhận" if owes_elsewhere else "không còn gì phải gửi trong kỳ này"


class _Desk:
    """Everything about the people of these works, one query each."""

    def __init__(self, works, today):
        works = list(works)
        self.people = People({work.unit.pk for work in works}, today)
        everyone = {person.pk for held in self.people.at_desk.values() for person in held}
        rows = Reminder.objects.filter(day=today, person__in=everyone)
        self.today = {row.person_id: row for row in rows}
        lines = ReminderLine.objects.filter(reminder__in=self.today.values())
        self.told = {(pk, key): at for pk, key, at in lines.values_list("reminder__person", "key", "at")}
        off = OptOut.objects.filter(person__in=everyone, channel=Channel.MAIL)
        self.off = set(off.values_list("person", "kind"))

    def asking(self, work):
        line = line_of(work)
        holders = self.people.with_roles(work.unit.pk, work.holder)
        heads = self.people.with_roles(work.unit.pk, Role.UNIT_HEAD)
        rows = [self._addressee(person, work.holder, line, True) for person in holders]
        rows += [
            self._addressee(person, Role.UNIT_HEAD, line, work.is_late) for person in heads if person not in holders
        ]
        why_not = "" if rows else "chưa có ai có tài khoản đang dùng ở đơn vị này"
        return Asking(work.unit, line, tuple(rows), why_not)

    def _addressee(self, person, role, line, chosen):
        at = self.told.get((person.pk, line.key))
        told = f"đã được nhắc việc này lúc {office_time(at)} hôm nay" if at else ""
        return Addressee(person, Role(role).label, line, chosen and not told, self._how(person, line.kind), told)

    def _how(self, person, kind):
        if not person.email:
            return "không có địa chỉ, chỉ báo trên cổng"
        if (person.pk, kind) in self.off:
            return "đã tắt thư loại này, chỉ báo trên cổng"
        row = self.today.get(person.pk)
        if row is not None and row.state in ReminderState.GONE:
            return f"hôm nay đã có thư{_at(row)}, lần này chỉ báo trên cổng"
        return ""


def _at(row):
    return f" lúc {office_time(row.sent_at)}" if row.sent_at else ""


def title_of(about):
    return capitalised(about.filing_name if isinstance(about, Period) else f"đăng ký {about.name}")


def place_of(about):
    """ "ky=4": how the address of the page names it."""
    return f"{'ky' if isinstance(about, Period) else 'ky-thi-dua'}={about.pk}"


def things_to_ask(user, *, today):
    """Periods that have been cut off and terms that run: what can be reminded of, newest first."""
    periods = Period.objects.visible_to(user).filed().filter(last_day__lt=today, due_dates__isnull=False).distinct()
    terms = Term.objects.visible_to(user).filter(last_day__gte=today)
    return [*periods.order_by("-last_day")[:6], *terms[:6]]
