"""Who is to be told what today, and in which words: rules against what lies on the desks. Reading only."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from movements.compile.works import Work, department_id, key_of, list_path, noun_of, waiting, works
from movements.enums import Audience
from movements.models import Period
from thidua.days import office_calendar
from thidua.text import format_number
from units.enums import NoticeKind, Role
from units.models import Delegation, RoleHolding, Unit
from units.roles import RECEIVES_FOR_DEPARTMENT

SLACK = timedelta(days=7)  # around the window of due days: a due day may be a holiday
IN_UNITS = (Role.UNIT_OFFICER, Role.UNIT_HEAD)
AT_DEPARTMENT = (*RECEIVES_FOR_DEPARTMENT, Role.HOME_AFFAIRS_HEAD)


@dataclass(frozen=True)
class Line:
    """One thing to tell one person, in the words of the day."""

    kind: str
    key: str
    text: str
    path: str
    unit_id: int | None = None
    due_on: date | None = None
    invites: bool = False


class People:
    """Who holds which role where, of active accounts, and who signs for a head by paper that day; two queries."""

    def __init__(self, units, today):
        held = RoleHolding.objects.filter(active=True, user__is_active=True, role__in=(*IN_UNITS, *AT_DEPARTMENT))
        self.at_desk = defaultdict(list)
        for holding in held.filter(unit__in=set(units)).select_related("user__unit").order_by("user__username"):
            self.at_desk[holding.unit_id, holding.role].append(holding.user)
        signing = Delegation.objects.in_force(today).filter(unit__in=set(units), holder__is_active=True)
        for paper in signing.select_related("holder__unit").order_by("holder__username"):
            self.at_desk[paper.unit_id, Role.UNIT_HEAD].append(paper.holder)

    def with_roles(self, unit_id, *roles):
        """Each person once, in a steady order."""
        return list(dict.fromkeys(person for role in roles for person in self.at_desk[unit_id, role]))


# ---- words -----------------------------------------------------------------------------------------------------------


def capitalised(text):
    return text[:1].upper() + text[1:]


def line_of(work: Work) -> Line:
    text = _invitation(work) if work.is_invited else f"{_what(work)}; {_by_when(work)}."
    return Line(work.kind, work.key, text, work.path, work.unit.pk, work.due_on, work.is_invited)


def _what(work):
    """ "Báo cáo kết quả quý IV và năm 2024 của Sở Y tế, đang chờ thủ trưởng ký"."""
    again = f", đang chờ sửa và gửi lại từ ngày {work.since:%d/%m/%Y}" if work.since else ""
    sign = ", đang chờ thủ trưởng ký" if work.waits_for_head else ""
    return f"{capitalised(work.noun)} của {work.unit.name}{again}{sign}"


def _by_when(work):
    due = f"hạn gửi{' lại' if work.since else ''} {work.due_on:%d/%m/%Y}"
    if work.days_left < 0:
        return f"{due}, đã quá hạn {-work.days_left} ngày làm việc"
    return f"{due} là hôm nay" if work.days_left == 0 else f"{due}, còn {work.days_left} ngày làm việc"


def _invitation(work):
    """To a body that is asked and owes nothing: no clock, no word of being late."""
    act = "xem lại và gửi lại" if work.since else "ký và gửi" if work.waits_for_head else "gửi"
    return f"Kính đề nghị {work.unit.name} {act} {work.noun}; nếu được, trong ngày {work.due_on:%d/%m/%Y}."


# ---- rules against desks ---------------------------------------------------------------------------------------------


def lines_due(rules, *, since, today, units=None):
    """{person: their lines} of the rules whose day lies after `since` and not after `today`.

    A day is counted in working days from the due day itself, so that each rule falls on one day only.
    `units` narrows to the work of these ids.
    """
    return _Day(rules, since, today, units).lines() if rules else {}


class _Day:
    def __init__(self, rules, since, today, units):
        self.since, self.today, self.units = since, today, units
        self.days = office_calendar()
        self.rules = defaultdict(list)
        for rule in rules:
            self.rules[rule.kind].append(rule)
        self.moment = cache(self.days.add_working_days)
        self.found = defaultdict(dict)  # person -> {key: line}

    def lines(self):
        self.works, self.piles = self._works(), self._piles()
        holders = {work.unit.pk for work in self.works} | {receiver.pk for (_, receiver), _, _ in self.piles}
        self.department = department_id()
        self.people = People({*holders, self.department}, self.today)
        for work in self.works:
            self._tell_of_work(work)
        for (about, receiver), rule, count in self.piles:
            self._tell_of_pile(about, receiver, rule, count)
        self._tell_department()
        return {person: list(lines.values()) for person, lines in self.found.items()}

    def _works(self):
        reach = [rule.days for rules in self.rules.values() for rule in rules]
        first = self.moment(self.since, min(0, *reach)) - SLACK
        last = self.moment(self.today, max(0, *reach)) + SLACK
        return works(today=self.today, first=first, last=last, units=self.units)

    def _falls(self, day, rule):
        return self.since < self.moment(day, -rule.days) <= self.today

    def _tell_of_work(self, work):
        for rule in self.rules[work.kind]:
            invited_out = work.is_invited and (rule.days < 0 or rule.audience != Audience.HOLDER)
            if rule.audience != Audience.DEPARTMENT and not invited_out and self._falls(work.due_on, rule):
                role = work.holder if rule.audience == Audience.HOLDER else Role.UNIT_HEAD
                self._tell(self.people.with_roles(work.unit.pk, role), line_of(work))

    def _tell(self, people, line):
        for person in people:
            self.found[person].setdefault(line.key, line)

    # -- what waits for a receiver is one line per receiver and period, however many there are

    def _piles(self):
        rules = self.rules[NoticeKind.WAITING]
        rows = [row for row in waiting() if self.units is None or row.receiver.pk in self.units] if rules else []
        piles = defaultdict(list)
        for row in rows:
            piles[row.about, row.receiver].append(row.since)
        return [
            (pile, rule, sum(self.moment(day, -rule.days) <= self.today for day in days))
            for pile, days in piles.items()
            for rule in sorted(rules, key=lambda rule: rule.days)
            if any(self._falls(day, rule) for day in days)
        ]

    def _tell_of_pile(self, about, receiver, rule, count):
        text = (
            f"{format_number(count, 0)} {noun_of(about)} gửi đến {receiver.name} đã chờ xử lý từ {-rule.days} ngày "
            "làm việc trở lên."
        )
        key = f"{NoticeKind.WAITING}:{key_of(about)}:{receiver.pk}"
        line = Line(NoticeKind.WAITING, key, text, list_path(about), receiver.pk)
        self._tell(self.people.with_roles(*self._desk_of(receiver, rule.audience)), line)

    def _desk_of(self, receiver, audience):
        """(unit, roles) of those who are told what waits there."""
        at_department = receiver.pk == self.department
        if audience == Audience.DEPARTMENT:
            return self.department, *RECEIVES_FOR_DEPARTMENT
        if audience == Audience.HEAD:
            return receiver.pk, Role.HOME_AFFAIRS_HEAD if at_department else Role.UNIT_HEAD
        return receiver.pk, *(RECEIVES_FOR_DEPARTMENT if at_department else (Role.UNIT_OFFICER,))

    # -- one list to Sở Nội vụ

    def _tell_department(self):
        rules = [(kind, rule) for kind, some in self.rules.items() for rule in some]
        asked = {
            (work.kind, work.about)
            for kind, rule in rules
            if rule.audience == Audience.DEPARTMENT and rule.days < 0
            for work in self.works
            if work.kind == kind and work.is_late and self._falls(work.due_on, rule)
        }
        names = _names({work.receiver_id for work in self.works}) if asked else {}
        for kind, about in sorted(asked, key=lambda one: (one[0], key_of(one[1]))):
            late = [work for work in self.works if work.kind == kind and work.about == about and work.is_late]
            line = _late_list(kind, about, late, names, self.today)
            self._tell(self.people.with_roles(self.department, *RECEIVES_FOR_DEPARTMENT), line)


def _names(unit_ids):
    return dict(Unit.objects.filter(pk__in=unit_ids).values_list("pk", "name"))


def _late_list(kind, about, late, names, today):
    """Who is late, by the unit they owe it to: "Nộp về Huyện Đắk Hà (2): …"."""
    by_receiver = defaultdict(list)
    for work in late:
        by_receiver[names[work.receiver_id]].append(work.unit.name)
    again = " gửi lại" if kind == NoticeKind.CORRECTION else " gửi"
    head = f"Danh sách chưa{again} {noun_of(about)}, đến ngày {today:%d/%m/%Y}: {len(late)} đơn vị quá hạn."
    rows = [f"Nộp về {name} ({len(units)}): {', '.join(units)}." for name, units in by_receiver.items()]
    path = list_path(about) + ("&trang-thai=overdue" if isinstance(about, Period) else "")
    key = f"{NoticeKind.LATE_LIST}:{kind}:{key_of(about)}"
    return Line(NoticeKind.LATE_LIST, key, "\n".join([head, *rows]), path)
