"""Writes the demo's filings with their boxes and their timelines, in a few dozen queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings

from movements.arithmetic import shown_value
from movements.checks import JUMP
from movements.compile import freeze
from movements.enums import DueLevel, Entry, Line, OverTime
from movements.enums import FilingState as S
from movements.models import DueDate, Figure, Filing, Indicator, Period, ReportingDuty
from movements.workflow import FILING
from reports.demo.chance import chance_of
from reports.demo.people import head_name, officer_name
from reports.demo.plan import NOW, SHOWN, Plan, Planner
from reports.demo.values import NOTHING, QUARTERS, BoxValue, series, sum_of
from reports.demo.words import narratives
from thidua.days import office_calendar
from thidua.models import Event
from units.load import LoadReport, ids
from units.models import Placement, Unit, User
from units.models.tree import on_day

BATCH = 2000
RETURN_REASON, RETURN_MARKS = "TL-BC04", ["D3.07"]
RETURN_REMARK = {"D3.07": "Đổi sang triệu đồng (minh họa)."}
CORRECTION = 3  # working days
RETURN_NOTE = "Ô D3.07 đang ghi theo nghìn đồng, ô này tính bằng triệu đồng (minh họa)."
# The steps of the workflow by which a filing has come to its state.
ROAD = {
    S.DRAFT: (),
    S.TO_HEAD: ("to_head",),
    S.SUBMITTED: ("to_head", "submit"),
    S.CHECKING: ("to_head", "submit", "open"),
    S.ACCEPTED: ("to_head", "submit", "open", "accept"),
    S.RETURNED: ("to_head", "submit", "open", "return"),
}
REMARKS = 0.01  # of the boxes carry a note that nothing asked for
OPENED_AFTER = timedelta(hours=1)


@dataclass
class Made:
    """A filing with its boxes, before and after it has a key."""

    plan: Plan
    filing: Filing
    boxes: dict[Indicator, BoxValue]


def load_filings(units) -> LoadReport:
    """Filings of eight quarters of those units; needs units, people, indicators, periods and due dates."""
    desk = _Desk(units)
    made = [one for quarter in QUARTERS for one in desk.quarter(quarter)]
    Filing.objects.bulk_create((one.filing for one in made), batch_size=BATCH)
    Figure.objects.bulk_create((f for one in made for f in desk.figures(one)), batch_size=BATCH)
    Event.objects.bulk_create((event for one in made for event in desk.events(one)), batch_size=BATCH)
    return LoadReport(created=len(made))


class _Desk:
    """Everything the making of a filing looks up, read once."""

    def __init__(self, units):
        self.units = units
        self.periods = {(p.year, p.index): p for p in Period.objects.filed().filter(year__in={y for y, _ in QUARTERS})}
        codes = dict(Unit.objects.values_list("pk", "code"))
        last_day = self.periods[QUARTERS[-1]].last_day
        placed = Placement.objects.filter(on_day(last_day)).values_list("unit_id", "parent_id")
        self.parents = {unit: codes[parent] for unit, parent in placed}
        self.people = ids(User, "username")
        self.names = dict(User.objects.values_list("username", "full_name"))
        self.by_code = {unit.code: unit for unit in units}
        self.owed = _owed()
        self.before = {}  # (unit id, indicator) -> the last amount sent
        self.series = {}
        due = {((d.period.year, d.period.index), d.level): d.due_on for d in DueDate.objects.select_related("period")}
        self.planner = Planner(due, self.parents, office_calendar())

    def quarter(self, quarter) -> list[Made]:
        made, below = [], {}
        for plan in self.planner.plans(self.units, quarter):
            boxes = self._boxes(plan, below)
            if not boxes:
                continue
            made.append(Made(plan, self._filing(plan), boxes))
            if plan.unit.is_commune and plan.state in SHOWN:
                below.setdefault(self.parents[plan.unit.pk], []).append(boxes)
        return made

    # -- boxes --

    def _boxes(self, plan, below) -> dict[Indicator, BoxValue]:
        period = self.periods[plan.quarter]
        owed = [
            indicator
            for indicator in self.owed[plan.unit.pk] + self.owed[plan.unit.kind]
            if indicator.frequency in period.frequencies and _followed(indicator, period.last_day)
        ]
        owed.sort(key=lambda indicator: indicator.order)
        if plan.state == S.DRAFT:
            owed = owed[: len(owed) // 2]
        return {indicator: self._box(plan, indicator, below.get(plan.unit.code, ())) for indicator in owed}

    def _box(self, plan, indicator, children) -> BoxValue:
        own = self._own(plan, indicator)
        if plan.state == S.RETURNED and indicator.code in RETURN_MARKS:
            own = BoxValue(own.value * 30)  # as if written in another unit of measure
        box = own
        if plan.unit.is_district and indicator.line == Line.TERRITORY:
            box = self._territory(plan, indicator, own, children)
        return self._with_note(plan, indicator, box)

    def _own(self, plan, indicator) -> BoxValue:
        key = (plan.unit.pk, indicator.pk)
        if key not in self.series:
            parent = self.parents[plan.unit.pk] if plan.unit.is_commune else ""
            self.series[key] = series(indicator, plan.unit, parent)
        return self.series[key].get(plan.quarter, NOTHING)

    def _territory(self, plan, indicator, own, children) -> BoxValue:
        """The sum of the communes; one district in a while adds a commune that sent paper, and says so."""
        total = sum_of(boxes[indicator] for boxes in children if indicator in boxes)
        if total is None:
            return own
        adds = plan.unit.code == "617" and not indicator.is_rate and not total.nothing
        if adds:
            more = total.value + 2 * 10**indicator.decimals
            return BoxValue(more).explained("Gồm cả xã gửi bản giấy, chưa nhập trên cổng")
        return total

    def _with_note(self, plan, indicator, box) -> BoxValue:
        key = (plan.unit.pk, indicator.pk)
        before, now = self.before.get(key), box.amount.value
        if plan.sent_at:
            self.before[key] = now
        if not now:
            return box
        if _is_outside(indicator, box):
            return box.explained("Số đã đối chiếu với hồ sơ, cao hơn mức thường gặp")
        if _is_far(indicator, before, now):
            return box.explained("Công việc trong năm dồn vào một số kỳ theo kế hoạch")
        remarks = chance_of("remark", indicator.code, plan.unit.code, plan.quarter).random() < REMARKS
        return box.explained("Số đã rà soát lại với các bộ phận") if remarks else box

    # -- rows --

    def _filing(self, plan) -> Filing:
        unit = plan.unit
        head = self.people[head_name(unit.code)] if plan.sent_at else None
        accepted = plan.state == S.ACCEPTED
        return Filing(
            unit=unit,
            period=self.periods[plan.quarter],
            receiver=self._receiver(unit),
            state=plan.state,
            first_submitted_at=plan.sent_at,
            submitted_at=plan.sent_at,
            submitted_by_id=head,
            on_time=plan.on_time,
            accepted_at=plan.answered_at if accepted else None,
            accepted_by_id=self._receiving_officer(unit) if accepted else None,
            illustrative=True,
            correct_by=self._correct_by(plan),
            **narratives(unit, plan.quarter, finished=plan.state != S.DRAFT),
        )

    def _receiver(self, unit):
        return self.by_code[self.parents[unit.pk] if unit.is_commune else settings.OFFICE["department_code"]]

    def _correct_by(self, plan):
        if plan.state != S.RETURNED:
            return None
        return self.planner.calendar.add_working_days(plan.answered_at.date(), CORRECTION)

    def _receiving_officer(self, unit):
        return self.people[officer_name(self.parents[unit.pk]) if unit.is_commune else "chuyenvien"]

    def figures(self, made):
        officer = self.people[officer_name(made.plan.unit.code)]
        for indicator, box in made.boxes.items():
            yield Figure(
                filing=made.filing,
                indicator=indicator,
                value=box.value,
                denominator=box.denominator,
                nothing=box.nothing,
                note=box.note,
                changed_by_id=officer,
                changed_at=made.plan.started_at + timedelta(minutes=20),
            )

    def events(self, made):
        """The same lines as the workflow itself would have written."""
        plan, state = made.plan, S.DRAFT
        officer = self.people[officer_name(plan.unit.code)]
        yield _event(made, "start", "Bắt đầu nhập", by=officer, at=plan.started_at, states=("", S.DRAFT))
        for name in ROAD[plan.state]:
            step = FILING.steps[name]
            by, at = self._who_and_when(plan, name, officer)
            yield _event(made, name, step.label, by=by, at=at, states=(state, step.target), data=self._data(made, name))
            state = step.target

    def _data(self, made, step):
        """What the step fixes; of the quarter that runs, sendings have all that a receipt needs."""
        if step == "return":
            return {"marks": RETURN_MARKS}
        if step != "submit":
            return {}
        boxes = [(i, b.value, b.denominator, b.nothing, b.note) for i, b in made.boxes.items()]
        if made.plan.quarter != NOW:
            return {"sent": {indicator.code: list(content) for indicator, *content in boxes}}
        plan = made.plan
        signed = {"signer": self.names[head_name(plan.unit.code)], "signed_as": "", "on_behalf": ""}
        level = DueLevel.COMMUNE if plan.unit.is_commune else DueLevel.DIRECT
        judged = {"due_on": self.planner.due[plan.quarter, level], "on_time": plan.on_time}
        times = {"sent_at": plan.sent_at, "first_sent_at": plan.sent_at, **judged}
        return freeze(made.filing, boxes, files=[], signed=signed, times=times)

    def _who_and_when(self, plan, name, officer):
        if name == "to_head":
            return officer, (plan.sent_at or plan.started_at + timedelta(hours=3)) - timedelta(minutes=35)
        if name == "submit":
            return self.people[head_name(plan.unit.code)], plan.sent_at
        answered_at = plan.answered_at or plan.sent_at + 2 * OPENED_AFTER
        at = answered_at - OPENED_AFTER if name == "open" else answered_at
        return self._receiving_officer(plan.unit), at


def _is_outside(indicator, box) -> bool:
    shown = shown_value(box.amount, indicator)
    return indicator.plausible_max is not None and shown is not None and shown > indicator.plausible_max


def _is_far(indicator, before, now) -> bool:
    """As the checks before sending see it: far from the last period, where one can be set beside the other."""
    if indicator.is_rate or indicator.over_time != OverTime.SUM or not before:
        return False
    times = indicator.jump_times or JUMP
    return before * times < now or now * times < before


def _event(made, step, label, *, by, at, states, data=None) -> Event:
    source, target = states
    words = {"reason": RETURN_REASON, "note": RETURN_NOTE} if step == "return" else {}
    if step == "return":
        data = {"marks": RETURN_MARKS, "remarks": RETURN_REMARK}
    return Event(
        about=FILING.model, about_id=made.filing.pk, step=step, label=label,
        from_state=source, to_state=target, by_id=by, at=at, data=data or {}, **words,
    )  # fmt: skip


def _owed() -> dict:
    """{unit id or kind: boxes asked of it}, as ReportingDuty says."""
    owed = defaultdict(list)
    for duty in ReportingDuty.objects.filter(indicator__entry__in=Entry.BOXES).select_related("indicator"):
        owed[duty.unit_id or duty.unit_kind].append(duty.indicator)
    return owed


def _followed(indicator, last_day) -> bool:
    begun = indicator.valid_from is None or indicator.valid_from <= last_day
    return begun and not indicator.ended_by(last_day)
