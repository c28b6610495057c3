"""What the papers of a dossier say, as plain values: who issues them, the law behind them, the lines as words."""

from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings

from awards.compile.law import ballot_rule, checklist, law_day
from awards.enums import Authority, InstrumentKind, LineState, Standing, Subject
from awards.models import AuthorityRule, ChecklistItem, EligibilityRule, Instrument
from movements.compile import head_of, parent_of
from thidua.clock import office_date
from thidua.errors import Refused
from thidua.models import Reason
from thidua.paper import Issuer
from thidua.words import doc_day
from units.enums import Role
from units.models import RoleHolding, Unit
from units.models.tree import on_day

PROPOSABLE = (*sorted(LineState.GOES_ON), LineState.GRANTED)


@dataclass(frozen=True)
class LineText:
    """One line. `reason` is the coded one with its words, `ground` the article where it was read in the text."""

    pk: int
    subject: str
    name: str
    position: str
    unit: str
    code: str
    award: str
    order: int
    achievement: str
    state: str
    reason: str = ""
    ground: str = ""
    notice: int | None = None  # which notice of ineligibility told of it


@dataclass(frozen=True)
class Sent:
    """A tờ trình: its number as written and its day, empty while it is not signed."""

    number: str = ""
    day: str = ""

    @property
    def words(self):
        """ "số 12/TTr-SYT ngày 05 tháng 01 năm 2026"."""
        return f"số {self.number} {self.day}" if self.number else ""


@dataclass(frozen=True)
class DossierText:
    """A dossier as words; each paper takes of it what it says."""

    title: str
    occasion: str
    movement: str
    simple: str  # the ground of the simplified procedure; empty: the ordinary one
    level: str
    unit: str
    receiver: str
    department: str
    authority: str
    goes_to_department: bool
    petition: Sent
    forward: Sent
    proposal: Sent
    grounds: tuple[str, ...]
    papers: tuple[str, ...]  # names of what the law asks for besides the tờ trình
    illustrative: bool
    lines: tuple[LineText, ...] = field(default_factory=tuple)

    @property
    def proposed(self):
        """The lines that Sở Nội vụ has found to meet the conditions."""
        return tuple(line for line in self.lines if line.state in PROPOSABLE)

    @property
    def ineligible(self):
        return tuple(line for line in self.lines if line.state in LineState.FAILED_HERE)


def dossier_text(dossier, *, today):
    """A fixed number of queries, whatever the number of lines."""
    rows = list(dossier.lines.select_related("honoree__unit", "award").order_by("award__order", "order", "pk"))
    day, codes = judged_on(dossier, today=today), {row.award.code for row in rows}
    reasons = _reasons(rows)
    return DossierText(
        title=dossier.title,
        occasion=dossier.get_occasion_display(),
        movement=dossier.movement.name if dossier.movement else "",
        simple=dossier.get_simple_ground_display() if dossier.simple_ground else "",
        level=dossier.level,
        unit=dossier.unit.authority,
        receiver=dossier.receiver.authority,
        department=department().authority,
        authority=settings.OFFICE["authority"],
        goes_to_department=dossier.goes_to_department,
        petition=_sent(dossier.petition_number, dossier.petition_date),
        forward=_sent(dossier.forward_number, dossier.forward_date),
        proposal=_sent(dossier.proposal_number, dossier.proposal_date),
        grounds=grounds_on(day, codes),
        papers=_papers(dossier, rows, day),
        illustrative=dossier.illustrative,
        lines=tuple(_line(row, reasons) for row in rows),
    )


def judged_on(dossier, *, today):
    """The day of the law; where a choice of law was noted that does not apply, that of the receipt (R01, R02)."""
    try:
        return law_day(dossier, today=today, opt_in=dossier.law_choice)
    except Refused:
        return law_day(dossier, today=today)


def department():
    return Unit.objects.get(code=settings.OFFICE["department_code"])


def _sent(number, day):
    return Sent(number, doc_day(day) if day else "")


def _reasons(rows):
    codes = {row.reason for row in rows if row.reason}
    return dict(Reason.objects.filter(code__in=codes).values_list("code", "label")) if codes else {}


def _line(row, reasons):
    honoree = row.honoree
    return LineText(
        pk=row.pk,
        subject=honoree.subject,
        name=row.name_then or honoree.name,
        position=row.position_then or honoree.position,
        unit=honoree.unit.name,
        code=row.award.code,
        award=row.award.name,
        order=row.award.order,
        achievement=row.achievement,
        state=row.state,
        reason=_reason(row, reasons),
        ground=row.award.citation if row.award.verified else "",
        notice=row.notice_id,
    )


def _reason(row, reasons):
    if not row.reason:
        return row.note if row.state == LineState.VOTED_FAIL else ""
    words = f"{row.reason}: {reasons.get(row.reason, '')}".rstrip(": ")
    return f"{words}. {row.note}" if row.note else f"{words}."


# ---- the law behind them ---------------------------------------------------------------------------------------------

KIND_ORDER = [InstrumentKind.LAW, InstrumentKind.DECREE, InstrumentKind.CIRCULAR]


def grounds_on(day, codes):
    """ "Căn cứ …" of the laws, decrees and circulars that speak of these awards on a day.

    Only those that were read in the text itself are named: what is known from elsewhere is no ground (R01, R14).
    """
    cited = set()
    for model in (ChecklistItem, EligibilityRule, AuthorityRule):
        rows = model.objects.on(day).filter(award_code__in=["", *codes])
        cited |= set(rows.values_list("instrument", flat=True))
    rows = Instrument.objects.filter(on_day(day), pk__in=cited, standing=Standing.VERIFIED, kind__in=KIND_ORDER)
    ordered = sorted(rows, key=lambda row: (KIND_ORDER.index(row.kind), str(row.issued_on or ""), row.number))
    return tuple(_ground(row) for row in ordered)


def _ground(row):
    """A law by its name and day, what is below it by its number too (NĐ 30/2020, Phụ lục I)."""
    if row.kind == InstrumentKind.LAW:
        return f"Căn cứ {row.title}{f' {doc_day(row.issued_on)}' if row.issued_on else ''}"
    day = f" {doc_day(row.issued_on)}" if row.issued_on else ""
    title = row.title[:1].lower() + row.title[1:]
    return f"Căn cứ {row.get_kind_display()} số {row.number}{day} của {row.issuer} {title}"


def _papers(dossier, rows, day):
    """Names of the papers that the law asks for these lines on a day, each once; the tờ trình itself is not named."""
    kinds = {(row.award.code, row.honoree.subject) for row in rows}
    found = {}
    for code, subject in sorted(kinds):
        for paper in checklist(code, subject, dossier.occasion, dossier.is_simple, day):
            if paper.required and paper.purpose != "to_trinh":
                found.setdefault(paper.purpose, paper.name)
    return tuple(found.values())


@dataclass(frozen=True)
class Threshold:
    """The share of all members by which an award must be voted for; `known`: read in the text itself."""

    percent: int
    by_province: bool
    citation: str
    known: bool


def thresholds_on(day, codes):
    """{award code: Threshold} of the awards that are voted on."""
    found = {code: ballot_rule(code, day) for code in codes}
    return {
        code: Threshold(rule.percent, rule.by_province, rule.citation, rule.standing in Standing.JUDGES)
        for code, rule in found.items()
        if rule is not None
    }


# ---- who issues ------------------------------------------------------------------------------------------------------

BY_UNIT, BY_PARENT, BY_DEPARTMENT, BY_CHAIRMAN = "unit", "parent", "department", "chairman"


def issuer_of(dossier, office):
    """Who issues and signs a paper of one of the four offices; what is not known is room for a pen."""
    return _ISSUERS[office](dossier)


def _unit(dossier):
    return _issuer(dossier.unit, dossier, dossier.petition_date, dossier.petition_signer)


def _parent(dossier):
    return _issuer(dossier.receiver, dossier, dossier.forward_date)


def _department(dossier):
    unit, held = department(), _holder(Role.HOME_AFFAIRS_HEAD)
    signer = (held.full_name, held.position or "Giám đốc") if held else ("", "Giám đốc")
    return Issuer(_above(unit, dossier), unit.authority, settings.OFFICE["place"], _iso(dossier.proposal_date), *signer)


def _chairman(dossier):
    return Issuer("", settings.OFFICE["authority"], settings.OFFICE["place"], "", "", "Chủ tịch")


_ISSUERS = {BY_UNIT: _unit, BY_PARENT: _parent, BY_DEPARTMENT: _department, BY_CHAIRMAN: _chairman}


def _issuer(unit, dossier, day, signer=""):
    head = head_of(unit)
    title = (head.position if head else "") or "Thủ trưởng đơn vị"
    name = signer or (head.full_name if head else "")
    return Issuer(_above(unit, dossier), unit.authority, settings.OFFICE["place"], _iso(day), name, title)


def _above(unit, dossier):
    return parent_of(unit, office_date(dossier.created_at))


def _iso(day):
    return day.isoformat() if day else ""


def _holder(role):
    held = RoleHolding.objects.filter(role=role, active=True, user__is_active=True).select_related("user")
    holding = held.order_by("pk").first()
    return holding.user if holding else None


# ---- counting --------------------------------------------------------------------------------------------------------


def counted(lines):
    """[(award, collectives, persons, households, sum)] in the order of the catalogue, and the sums last."""
    counts = Counter((line.award, line.subject) for line in lines)
    awards = dict.fromkeys(line.award for line in lines)
    kinds = (Subject.COLLECTIVE, Subject.PERSON, Subject.HOUSEHOLD)
    rows = [(award, *(counts[award, kind] for kind in kinds)) for award in awards]
    rows = [(name, *numbers, sum(numbers)) for name, *numbers in rows]
    return [*rows, ("Cộng", *(sum(column) for column in list(zip(*rows, strict=True))[1:]))] if rows else []


def is_state(text):
    return text.level == Authority.STATE
