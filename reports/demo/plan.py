"""Who has filed what and when, in the demo: two years behind, and the fourth quarter of 2024 half way through."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from movements.enums import DueLevel
from movements.enums import FilingState as S
from reports.demo.accounts import WALK_COMMUNE, WALK_DISTRICT
from reports.demo.chance import chance_of
from reports.demo.values import QUARTERS
from units.enums import Duty, UnitKind
from units.models import Unit

NOW = (2024, 4)  # the quarter that falls due while the demo's clock runs
HISTORY = QUARTERS[: QUARTERS.index(NOW)]

# Courts file on paper, enterprises by and by; one department and one district each owe a quarter still.
NEVER = {"TAND", "VKSND", "DN10", "DN11"}
SOMETIMES = {UnitKind.ENTERPRISE: 0.7, UnitKind.CENTRAL_BODY: 0.7}
MISSED = {("BDT", (2024, 2)), ("SNGV", (2024, 3)), ("618", (2023, 2))}
LATE = 0.06

NOW_STATES = {
    S.ACCEPTED: {"STC", "STP", "SKHCN", "TTT", "BQLKKT", "SGDDT", "MTTQ", "612", "C23500", "C23503", "C23504"},
    S.SUBMITTED: {"SKHDT", "SYT", "SVHTTDL", "SLDTBXH", "STTTT", "LDLD", "HLHPN", "CDKT", "DN01", "DN03", "611", "616",
                  "C23506", "C23509"},
    S.CHECKING: {"SXD", "C23510"},
    S.RETURNED: {"SGTVT"},
    S.TO_HEAD: {"SCT", "C23524"},
    S.DRAFT: {"STNMT", "SNGV", "HND", "DN05", "613", "C23518"},
}  # fmt: skip
FULL_DISTRICTS = {"611", "612", "616"}  # their communes are all in, so they could file themselves
SENT = {S.SUBMITTED, S.CHECKING, S.ACCEPTED, S.RETURNED}
SHOWN = S.SHOWN_TO_RECEIVER


@dataclass(frozen=True)
class Plan:
    """One filing to be made; `sent_at` and `answered_at` are empty where it has not come so far."""

    unit: Unit
    quarter: tuple[int, int]
    state: str
    started_at: datetime
    sent_at: datetime | None = None
    answered_at: datetime | None = None
    on_time: bool | None = None


def at_office(day: date, minutes: int) -> datetime:
    """So many minutes after 08:00 on the office's wall."""
    return datetime.combine(day, time(8), tzinfo=timezone.get_default_timezone()) + timedelta(minutes=minutes)


def level_of(unit) -> str:
    return DueLevel.COMMUNE if unit.is_commune else DueLevel.DIRECT


class Planner:
    """Decides on every filing; `due` is {(quarter, level): day}, `parents` {unit id: parent's code}."""

    def __init__(self, due, parents, calendar):
        self.due, self.parents, self.calendar = due, parents, calendar

    def plans(self, units, quarter) -> list[Plan]:
        """Communes first: their districts add them up."""
        ordered = sorted(units, key=lambda unit: (not unit.is_commune, unit.code))
        made = (self._now(unit) if quarter == NOW else self._past(unit, quarter) for unit in ordered)
        return [plan for plan in made if plan]

    def _past(self, unit, quarter) -> Plan | None:
        chance = chance_of("plan", unit.code, quarter)
        if not self._files(unit, quarter, chance):
            return None
        late = not self._in_walk(unit) and chance.random() < LATE
        due_on = self.due[quarter, level_of(unit)]
        days = 1 if late else 0 if unit.is_district else -chance.randint(0, 2)
        sent_on = self.calendar.add_working_days(due_on, days)
        sent_at = at_office(sent_on, chance.randint(0, 150))
        return Plan(
            unit=unit,
            quarter=quarter,
            state=S.ACCEPTED,
            started_at=sent_at - timedelta(days=1, minutes=chance.randint(0, 60)),
            sent_at=sent_at,
            answered_at=self._answered(unit, quarter, sent_on, chance),
            on_time=None if unit.duty == Duty.INVITED else not late,
        )

    def _answered(self, unit, quarter, sent_on, chance):
        """A district answers its communes the day before it is due itself; the department takes a few days."""
        if unit.is_commune:
            day_before = self.calendar.add_working_days(self.due[quarter, DueLevel.DIRECT], -1)
            return at_office(day_before, chance.randint(300, 500))
        return at_office(self.calendar.add_working_days(sent_on, chance.randint(1, 4)), chance.randint(0, 500))

    def _in_walk(self, unit):
        return unit.code in {"SNNPTNT", WALK_DISTRICT, WALK_COMMUNE}

    def _files(self, unit, quarter, chance):
        if self._in_walk(unit) or self.parents[unit.pk] == WALK_DISTRICT:
            return True
        if unit.code in NEVER or (unit.code, quarter) in MISSED:
            return False
        if unit.is_commune:
            return chance_of("joined", unit.code).random() < 0.88 and chance.random() < 0.93
        if unit.kind == UnitKind.ARMED_FORCE:
            return quarter[1] != 4  # the yearly boxes ask for numbers of staff, which they do not give
        return chance.random() < SOMETIMES.get(unit.kind, 1)

    def _now(self, unit) -> Plan | None:
        """By the morning of 18/12/2024: two working days have passed since the cut-off."""
        state = self._state_now(unit)
        if state is None:
            return None
        chance = chance_of("now", unit.code)
        first = self.calendar.add_working_days(self.due[NOW, DueLevel.DIRECT], -4)
        second = self.calendar.add_working_days(first, 1)
        sent_at = at_office(second if unit.is_district else first, chance.randint(90, 200))
        answered_at = at_office(first if unit.is_commune else second, chance.randint(300, 500))
        return Plan(
            unit=unit,
            quarter=NOW,
            state=state,
            started_at=at_office(first, chance.randint(0, 20)),
            sent_at=sent_at if state in SENT else None,
            answered_at=answered_at if state in {S.ACCEPTED, S.RETURNED} else None,
            on_time=None if state not in SENT or unit.duty == Duty.INVITED else True,
        )

    def _state_now(self, unit) -> str | None:
        for state, codes in NOW_STATES.items():
            if unit.code in codes:
                return state
        if not unit.is_commune or self.parents[unit.pk] == WALK_DISTRICT:
            return None
        if self.parents[unit.pk] in FULL_DISTRICTS:
            return S.ACCEPTED
        draw = chance_of("state", unit.code).random()
        return S.SUBMITTED if draw < 0.3 else S.ACCEPTED if draw < 0.42 else S.DRAFT if draw < 0.5 else None
