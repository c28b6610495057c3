"""Tổng hợp đăng ký: what those below have registered, counted and summed, for the unit that receives it."""

from collections import Counter
from dataclasses import asdict, dataclass

from django.conf import settings

from movements.compile.box import target_words
from movements.compile.registration_words import parent_of
from movements.compile.registrations import expected_in
from movements.enums import Comparison, Line, OverUnits, RegistrationState
from movements.models import RegisteredMovement, RegisteredTarget, Registration
from movements.titles import title_book
from thidua.clock import office_date
from thidua.text import format_number
from units.enums import Duty
from units.models import Unit
from units.models.tree import on_day

SUMMED_LINES = frozenset({Line.TERRITORY, Line.OWN})  # a lead department's target speaks for the province already


@dataclass(frozen=True)
class CountRow:
    name: str
    n: int
    group: str = ""


@dataclass(frozen=True)
class SumRow:
    """Targets of one indicator: `total` is blank where a sum means nothing; then `lowest` and `highest` tell."""

    code: str
    name: str
    unit: str
    units: int
    total: str
    lowest: str
    highest: str
    comparison: str


@dataclass(frozen=True)
class MissingRow:
    name: str
    invited: bool


@dataclass(frozen=True)
class SummaryContent:
    """Everything as words and counts, frozen when it is confirmed."""

    expected: int
    sent: int
    accepted: int
    on_time: int
    titles: tuple[CountRow, ...]
    movements: tuple[CountRow, ...]
    targets: tuple[SumRow, ...]
    missing: tuple[MissingRow, ...]
    registered: tuple[str, ...]

    def as_json(self):
        return asdict(self)

    @classmethod
    def from_json(cls, data):
        parts = {"titles": CountRow, "movements": CountRow, "targets": SumRow, "missing": MissingRow}
        rows = {name: tuple(part(**row) for row in data[name]) for name, part in parts.items()}
        return cls(**data | rows | {"registered": tuple(data["registered"])})


@dataclass(frozen=True)
class SummaryHead:
    """What stands around the numbers on paper; `signed_on` is a day in ISO form, blank while nobody has signed."""

    parent: str
    unit: str
    below: str
    receiver: str
    term: str
    number: int
    place: str
    signed_on: str = ""
    signer: str = ""
    signer_title: str = "Thủ trưởng đơn vị"


def summary_head(unit, term, summary=None):
    """Of a confirmed summary, or (None) of what stands now; `unit` None is Sở Nội vụ, which reports upwards."""
    code = settings.OFFICE["department_code"]
    body = unit or Unit.objects.on(term.first_day).get(code=code)
    parent, sent = parent_of(body, term.first_day), summary is not None and summary.sent_at is not None
    return SummaryHead(
        parent=parent,
        unit=body.authority,
        below="các đơn vị trực thuộc" if unit else f"các đơn vị gửi đăng ký đến {body.authority}",
        receiver=summary.receiver.authority if summary else _receiver(unit, term) or parent,
        term=term.name,
        number=summary.number if summary else 1,
        place=settings.OFFICE["place"],
        **(_signature(summary) if sent else {}),
    )


def _receiver(unit, term):
    """Who will receive a unit's own summary: what goes to the province goes to its department; "" for Sở Nội vụ."""
    placement = unit.placements.filter(on_day(term.first_day)).select_related("parent").first() if unit else None
    if placement is None:
        return ""
    return settings.OFFICE["department"] if placement.parent.is_province else placement.parent.authority


def _signature(summary):
    signer = summary.sent_by
    title = signer.position or SummaryHead.signer_title
    return {"signed_on": office_date(summary.sent_at).isoformat(), "signer": signer.full_name, "signer_title": title}


def registration_summary(receiver, term):
    """What the units that register with `receiver` (None: Sở Nội vụ) have undertaken; of theirs what was accepted.

    Ten queries, whatever the number of units. Titles, movements and targets count accepted registrations only: what
    is still on its way may come back.
    """
    units = expected_in(receiver, term)
    rows = Registration.objects.filter(term=term, unit__in=[u.pk for u in units], first_submitted_at__isnull=False)
    sent = {row.unit_id: row for row in rows}
    in_force = [row for row in sent.values() if row.state in RegistrationState.IN_FORCE]
    pks = [row.pk for row in in_force]
    must = [unit for unit in units if unit.duty == Duty.MUST]
    return SummaryContent(
        expected=len(must),
        sent=sum(unit.pk in sent for unit in must),
        accepted=len(in_force),
        on_time=sum(bool(sent[unit.pk].on_time) for unit in must if unit.pk in sent),
        titles=tuple(CountRow(title, n, subject) for subject, title, n in title_book().counts(pks)),
        movements=_movements(pks),
        targets=_targets(pks),
        missing=tuple(MissingRow(u.name, u.duty == Duty.INVITED) for u in units if u.pk not in sent),
        registered=tuple(unit.name for unit in units if unit.pk in {row.unit_id for row in in_force}),
    )


def _movements(pks):
    names = RegisteredMovement.objects.filter(registration__in=pks).values_list("movement__name", flat=True)
    return tuple(CountRow(name, n) for name, n in sorted(Counter(names).items(), key=lambda one: (-one[1], one[0])))


def _targets(pks):
    rows = RegisteredTarget.objects.filter(registration__in=pks).select_related("indicator")
    found = {}
    for row in rows.order_by("indicator__order", "indicator__code", "pk"):
        found.setdefault((row.indicator.order, row.indicator.code, row.comparison), []).append(row)
    return tuple(_sum_row(rows) for rows in found.values())


def _sum_row(rows):
    """One line for one way of comparing: “từ … trở lên” and “tăng thêm” are never added to one another."""
    indicator, values = rows[0].indicator, [row.value for row in rows]
    words = [target_words(row) for row in (min(rows, key=_value), max(rows, key=_value))]
    total = format_number(sum(values), indicator.decimals) if _adds_up(rows[0]) else ""
    return SumRow(
        indicator.code, indicator.name, indicator.unit_of_measure, len(rows), total, *words,
        rows[0].get_comparison_display().replace("{}", "…"),
    )  # fmt: skip


def _value(row):
    return row.value


def _adds_up(row):
    """Along the indicator's own reporting line: rates, ranks and the lead department's figures are not added."""
    indicator = row.indicator
    sums = indicator.over_units == OverUnits.SUM and indicator.line in SUMMED_LINES
    return sums and row.comparison not in (Comparison.RANGE, Comparison.RISE_BY_RANKS)
