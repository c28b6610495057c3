"""Writes the demo's registrations: 2024 accepted nearly everywhere, 2025 half way through, all of it illustrative."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import F

from movements.actions import targets_from
from movements.arithmetic import over_time, shown_value
from movements.compile import amount_of
from movements.compile.registration_words import CLASSES
from movements.compile.terms import TermKinds
from movements.enums import Better, Comparison, FilingState, Line, OverTime, SubjectClass, TermKind
from movements.enums import RegistrationState as S
from movements.models import Figure, Movement, RegisteredMovement, RegisteredTarget, Registration, Target, Term
from movements.workflow import REGISTRATION
from reports.demo.accounts import WALK_COMMUNE, WALK_DISTRICT
from reports.demo.chance import chance_of
from reports.demo.people import head_name, officer_name
from reports.demo.plan import NEVER, at_office
from thidua.clock import office_date
from thidua.models import Event
from units.enums import Duty
from units.load import LoadReport, ids
from units.models import Placement, Unit, User
from units.models.tree import on_day

BATCH = 2000
MOST_TARGETS = 8
COMMITMENTS = (
    "Đưa nội dung phong trào vào kế hoạch công tác năm, giao chỉ tiêu đến từng bộ phận và kiểm điểm hằng quý.",
    "Mỗi bộ phận nhận một việc cụ thể, có người phụ trách và thời hạn; sơ kết vào tháng 7, tổng kết vào tháng 12.",
    "Công khai kết quả từng quý; giới thiệu ít nhất một tập thể hoặc cá nhân làm tốt để đề nghị khen thưởng.",
)
MARK = "(Minh họa)"
ROAD = {
    S.DRAFT: (),
    S.TO_HEAD: ("to_head",),
    S.SUBMITTED: ("to_head", "submit"),
    S.ACCEPTED: ("to_head", "submit", "accept"),
    S.RETURNED: ("to_head", "submit", "return"),
}
RETURN_REASON, RETURN_NOTE = "TL-DK01", "Bổ sung phong trào xây dựng nông thôn mới (minh họa)."
WALK = {"SNNPTNT", WALK_DISTRICT, WALK_COMMUNE}
STATES_2025 = {
    S.ACCEPTED: {"STC", "STP", "SKHCN", "612", "C23500"},
    S.SUBMITTED: {"SYT", "SXD", "STTTT", "LDLD", "611", "C23503", "C23504"},
    S.RETURNED: {"SGTVT"},
    S.TO_HEAD: {"SCT", "C23506"},
    S.DRAFT: {"SNGV", "613", "C23509"},
}
FIRST_DAY_2025 = date(2024, 12, 11)  # the week before the demo's clock starts


@dataclass
class Made:
    """A registration with its lines, before and after it has a key."""

    row: Registration
    started_at: datetime
    movements: list = field(default_factory=list)
    targets: list = field(default_factory=list)


def load_registrations(units) -> LoadReport:
    """Registrations of 2024 and 2025 of those units; needs terms, movements, people and the filings of both years."""
    terms = Term.objects.filter(kind=TermKind.WORKING_YEAR, year__in=(2024, 2025)).order_by("year")
    made = [one for term in terms for one in _Desk(units, term).all()]
    Registration.objects.bulk_create((one.row for one in made), batch_size=BATCH)
    RegisteredMovement.objects.bulk_create((row for one in made for row in one.movements), batch_size=BATCH)
    RegisteredTarget.objects.bulk_create((row for one in made for row in one.targets), batch_size=BATCH)
    accepted = [one for one in made if one.row.state == S.ACCEPTED]
    Target.objects.bulk_create(
        (row for one in accepted for row in targets_from(one.row, one.targets)), batch_size=BATCH
    )
    people = ids(User, "username")
    Event.objects.bulk_create((event for one in made for event in _events(one, people)), batch_size=BATCH)
    return LoadReport(created=len(made))


class _Desk:
    """One term: everything the making of its registrations looks up, read once."""

    def __init__(self, units, term):
        self.units, self.term = units, term
        codes = dict(Unit.objects.values_list("pk", "code"))
        placed = Placement.objects.filter(on_day(term.first_day)).values_list("unit_id", "parent_id")
        self.parents = {unit: codes[parent] for unit, parent in placed}
        self.unit_ids = {code: pk for pk, code in codes.items()}
        self.people = ids(User, "username")
        self.names = dict(User.objects.values_list("username", "full_name"))
        self.movements = list(Movement.objects.running(term.year).order_by("key"))
        self.results = _results(term.year - 1)
        self.there = set(Registration.objects.filter(term=term).values_list("unit", flat=True))

    def all(self) -> list[Made]:
        """One for each unit that registers and has not; what is there already stays."""
        kinds = TermKinds()
        asked = (unit for unit in self.units if unit.pk in self.parents and unit.pk not in self.there)
        asked = (unit for unit in asked if kinds.of(unit) == self.term.kind)
        states = ((unit, self._state(unit)) for unit in asked)
        return [self._made(unit, state) for unit, state in states if state]

    def _state(self, unit) -> str | None:
        if self.term.year == 2025:
            return next((state for state, codes in STATES_2025.items() if unit.code in codes), None)
        registers = unit.code in WALK or (unit.code not in NEVER and chance_of("reg", unit.code).random() < 0.85)
        return S.ACCEPTED if registers and unit.pk in self.results else None

    def _made(self, unit, state) -> Made:
        chance = chance_of("registration", unit.code, self.term.year)
        first = FIRST_DAY_2025 if self.term.year == 2025 else date(2024, 1, 2)
        started_at = at_office(first, chance.randint(0, 400))
        row = self._row(unit, state, started_at + timedelta(days=chance.randint(1, 3)))
        made = Made(row, started_at)
        for movement in chance.sample(self.movements, min(3, len(self.movements))):
            commitment = f"{chance.choice(COMMITMENTS)} {MARK}"
            made.movements.append(RegisteredMovement(registration=row, movement=movement, commitment=commitment))
        made.targets = [self._target(row, *one, chance) for one in self.results.get(unit.pk, ())[:MOST_TARGETS]]
        return made

    def _row(self, unit, state, sent_at) -> Registration:
        sent, accepted = state not in (S.DRAFT, S.TO_HEAD), state == S.ACCEPTED
        in_time = None if unit.duty == Duty.INVITED else office_date(sent_at) <= self.term.register_by
        return Registration(
            unit=unit,
            term=self.term,
            receiver_id=self.unit_ids[self._receiver(unit)],
            state=state,
            first_submitted_at=sent_at if sent else None,
            submitted_at=sent_at if sent else None,
            submitted_by_id=self.people[head_name(unit.code)] if sent else None,
            on_time=in_time if sent else None,
            accepted_at=sent_at + timedelta(days=1) if accepted else None,
            accepted_by_id=self.people[self._receiving_officer(unit)] if accepted else None,
            illustrative=True,
            **self._head(unit, sent_at),
        )

    def _head(self, unit, sent_at):
        """What the portal itself would have written at the top of the form."""
        officer, head = (self.names.get(name(unit.code), "") for name in (officer_name, head_name))
        return {
            "subject_class": CLASSES.get(unit.kind, SubjectClass.ADMINISTRATION), "place": settings.OFFICE["place"],
            "made_on": office_date(sent_at), "drafter": officer, "drafter_title": "Cán bộ thi đua", "signer": head,
            "signer_title": "Thủ trưởng đơn vị",
        }  # fmt: skip

    def _receiver(self, unit):
        return self.parents[unit.pk] if unit.is_commune else settings.OFFICE["department_code"]

    def _receiving_officer(self, unit):
        return officer_name(self.parents[unit.pk]) if unit.is_commune else "chuyenvien"

    def _target(self, row, indicator, reached, chance) -> RegisteredTarget:
        """A little better than the year before; a share of the whole never above the whole."""
        down = indicator.better == Better.DOWN
        value = reached * chance.randint(90, 98) // 100 if down else reached * chance.randint(102, 110) // 100
        if indicator.is_rate and indicator.multiplier == 100:
            value = min(value, 100 * 10**indicator.decimals)
        comparison = Comparison.AT_MOST if down else Comparison.AT_LEAST
        return RegisteredTarget(registration=row, indicator=indicator, comparison=comparison, value=value)


def _results(year) -> dict:
    """{unit: [(indicator, result of the year)]}, core indicators first; only what was reached can be aimed beyond."""
    figures = (
        Figure.objects.filter(filing__period__year=year, filing__state__in=FilingState.SHOWN_TO_RECEIVER)
        .exclude(indicator__better=Better.NONE)
        .annotate(of_unit=F("filing__unit"))
        .select_related("indicator")
        .order_by("filing__period__last_day")
    )
    amounts = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        amounts[figure.of_unit][figure.indicator].append(amount_of(figure))
    return {unit: _reached(by_indicator) for unit, by_indicator in amounts.items()}


def _reached(by_indicator) -> list:
    found = []
    for indicator, amounts in by_indicator.items():
        given = [amount for amount in amounts if amount is not None]
        total = given[-1] if given and indicator.over_time == OverTime.RECOMPUTE else over_time(given, indicator)
        if value := shown_value(total, indicator):
            found.append((indicator, value))
    rank = {Line.DEPARTMENT: 0, Line.TERRITORY: 1, Line.OWN: 2}
    return sorted(found, key=lambda one: (rank.get(one[0].line, 3), not one[0].core, one[0].order))


def _events(made, people):
    """The same lines as the workflow itself would have written."""
    row, state = made.row, S.DRAFT
    officer = people[officer_name(row.unit.code)]
    yield _event(row, "start", "Bắt đầu đăng ký", by=officer, at=made.started_at, states=("", S.DRAFT))
    for name in ROAD[row.state]:
        step = REGISTRATION.steps[name]
        by, at = _who_and_when(made, name, officer, people)
        yield _event(row, name, step.label, by=by, at=at, states=(state, step.target))
        state = step.target


def _who_and_when(made, name, officer, people):
    row = made.row
    if name == "to_head":
        return officer, made.started_at + timedelta(hours=3)
    if name == "submit":
        return row.submitted_by_id, row.submitted_at
    return row.accepted_by_id or people["chuyenvien"], row.accepted_at or row.submitted_at + timedelta(days=1)


def _event(row, step, label, *, by, at, states) -> Event:
    extra = {"reason": RETURN_REASON, "note": RETURN_NOTE, "data": {"marks": []}} if step == "return" else {}
    return Event(
        about=REGISTRATION.model, about_id=row.pk, step=step, label=label, from_state=states[0], to_state=states[1],
        by_id=by, at=at, **extra,
    )  # fmt: skip
