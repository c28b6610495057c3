"""Opinions: what was asked, what was said, what is late. Reading only; silence is shown as silence."""

from dataclasses import dataclass
from datetime import date

from awards.compile.law import PARTY_PAPER
from awards.enums import DossierState, LineState, OpinionKind, OpinionState, Standing
from awards.models import ChecklistItem, OpinionAnswer, OpinionRequest, Submission
from awards.models.opinions import SPEAKS_FOR_BODY, TRUSTED
from thidua.clock import office_date
from thidua.days import office_calendar
from thidua.errors import Refused
from units.enums import Role

OBJECTED = "KD-12"
PARTY_STATES = frozenset({DossierState.APPRAISING, DossierState.TO_LEAD, DossierState.TO_DIRECTOR})


def shown_opinion(answer, due_on, today):
    """(code, label) of an answer: not answered after its day is overdue, never agreement."""
    late = answer.state == OpinionState.ASKED and today > due_on
    state = OpinionState.OVERDUE if late else OpinionState(answer.state)
    return state.value, state.label


def may_read_opinions(user):
    return user.is_authenticated and user.has_role(*TRUSTED, Role.OFFICE)


# --- Beside the line ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Objection:
    request_id: int
    body: str
    number: str
    answered_on: date
    reason: str


def objections_to(lines, user):
    """{key of a line: objections to it}, for those who may read them; the Party's only for who may know of it."""
    if not lines or not may_read_opinions(user):
        return {}
    rows = OpinionAnswer.objects.visible_to(user).filter(
        line__in=[line.pk for line in lines], state=OpinionState.OBJECT
    )
    found = {}
    for row in rows.select_related("request").order_by("pk"):
        one = Objection(row.request_id, row.request.body_name, row.number, row.answered_on, row.reason)
        found[row.line_id] = (*found.get(row.line_id, ()), one)
    return found


def words_of(objections):
    """What the box of a conclusion is filled with: each objection with its paper."""
    return {
        "reason": OBJECTED if objections else "",
        "note": "\n".join(
            f"{one.body} không thống nhất, văn bản số {one.number} ngày {one.answered_on:%d/%m/%Y}: {one.reason}"
            for one in objections
        ),
    }


def check_cited(line, reason, note):
    """KD-12 stands on a paper: where an answer of the portal objects, its number stands in the words."""
    if reason != OBJECTED:
        return
    rows = OpinionAnswer.objects.filter(line=line, state=OpinionState.OBJECT, request__kind=OpinionKind.BODY)
    papers = [(row.number, row.answered_on) for row in rows]
    if papers and not any(number in note for number, _ in papers):
        number, day = papers[0]
        raise Refused(
            f"Dòng {line.honoree.name}: ở ô “Ghi rõ” nêu số, ngày văn bản không thống nhất, "
            f"ví dụ “văn bản số {number} ngày {day:%d/%m/%Y}”."
        )


# --- The matrix -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """What one body says of one line; `request` None: this line was not asked of it."""

    body: str
    request: OpinionRequest | None = None
    answer: OpinionAnswer | None = None
    state: str = ""
    label: str = ""


@dataclass(frozen=True)
class MatrixRow:
    name: str
    award: str
    cells: tuple[Cell, ...]


def matrix(dossier, user, *, today):
    """(requests, rows): lines × letters, in two queries; a line taken out since keeps its row under its old name."""
    requests = list(
        OpinionRequest.objects.visible_to(user).filter(dossier=dossier).with_names().order_by("asked_at", "pk")
    )
    rows = {}
    answers = OpinionAnswer.objects.filter(request__in=requests).order_by("order", "pk")
    for answer in answers:
        rows.setdefault((answer.line_id or answer.name, answer.award), {})[answer.request_id] = answer
    return requests, [_matrix_row(found, requests, today) for found in rows.values()]


def _matrix_row(found, requests, today):
    first = next(iter(found.values()))
    return MatrixRow(first.name, first.award, tuple(_cell(found.get(one.pk), one, today) for one in requests))


def _cell(answer, letter, today):
    if answer is None:
        return Cell(letter.body_name)
    return Cell(letter.body_name, letter, answer, *shown_opinion(answer, letter.due_on, today))


# --- Lists ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RequestRow:
    """One letter in a list. `left`: working days to its due day, None once all is answered."""

    request: OpinionRequest
    about: str
    lines: int
    answered: int
    state: str
    label: str
    left: int | None
    mine: bool


def speaks_for(user):
    """Keys of the units for which somebody reads and answers letters."""
    return [unit_id for role, unit_id in user.roles if role in SPEAKS_FOR_BODY]


def open_requests(user):
    """Letters with a line not yet answered, of what is not over."""
    waiting = OpinionAnswer.objects.filter(state=OpinionState.ASKED).values("request")
    rows = OpinionRequest.objects.visible_to(user).filter(pk__in=waiting)
    return rows.exclude(dossier__state__in=DossierState.OVER).exclude(inquiry__state="answered")


def request_rows(user, requests, *, today):
    """Rows of a page of letters, in two queries more: their answers, the calendar."""
    requests, calendar = list(requests), office_calendar()
    found = {}
    for key, state in OpinionAnswer.objects.filter(request__in=requests).values_list("request", "state"):
        found.setdefault(key, []).append(state)
    places = speaks_for(user)
    return [_request_row(one, found.get(one.pk, []), places, today, calendar) for one in requests]


def _request_row(letter, states, places, today, calendar):
    waiting = states.count(OpinionState.ASKED)
    state, label = "answered", "Đã trả lời"
    if waiting:
        shown = OpinionState.OVERDUE if today > letter.due_on else OpinionState.ASKED
        state, label = shown.value, shown.label
    mine = letter.body_id in places
    about = f"{len(states)} trường hợp đề nghị khen thưởng"
    if not mine:
        about = f"{letter.dossier.title}, {letter.dossier.unit.short_name}" if letter.dossier else str(letter.inquiry)
    left = calendar.days_left(today, letter.due_on) if waiting else None
    return RequestRow(letter, about, len(states), len(states) - waiting, state, label, left, mine)


# --- The dossier's page -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tally:
    asked: int
    answered: int
    objections: int
    overdue: int


@dataclass(frozen=True)
class PartyNeed:
    names: str
    award: str
    citation: str
    standing: str
    note: str


def above_of(dossier, user, lines, *, today):
    """What the page of a dossier says of opinions and of what goes above the province, as this person may know it."""
    submissions = Submission.objects.visible_to(user).filter(dossier=dossier)
    return {
        "opinions": _tally(dossier, user, today),
        "party_needed": _party_needed(dossier, user, lines, today),
        "submission": submissions.first() if dossier.level == "state" else None,
    }


def _tally(dossier, user, today):
    if not may_read_opinions(user):
        return None
    rows = OpinionAnswer.objects.visible_to(user).filter(request__dossier=dossier)
    found = list(rows.values_list("state", "request__due_on"))
    if not found:
        return None
    waiting = [due_on for state, due_on in found if state == OpinionState.ASKED]
    objections = sum(state == OpinionState.OBJECT for state, _ in found)
    return Tally(len(found), len(found) - len(waiting), objections, sum(due_on < today for due_on in waiting))


def _party_needed(dossier, user, lines, today):
    """The lines whose award stands in the list of papers with an opinion of the Party; a reminder and no more."""
    if not user.has_role(*TRUSTED) or dossier.state not in PARTY_STATES:
        return []
    lines = [line for line in lines if line.state in LineState.OPEN]
    day = office_date(dossier.received_at) if dossier.received_at else today
    items = ChecklistItem.objects.on(day).filter(purpose=PARTY_PAPER, award_code__in={one.award.code for one in lines})
    items = {item.award_code: item for item in items.select_related("instrument")}
    answered = OpinionAnswer.objects.filter(request__dossier=dossier, request__kind=OpinionKind.PARTY)
    done = set(answered.exclude(state=OpinionState.ASKED).values_list("line", flat=True)) if items else set()
    found = {}
    for line in lines:
        if line.award.code in items and line.pk not in done:
            found.setdefault(line.award.code, []).append(line)
    return [_need(items[code], rows) for code, rows in found.items()]


def _need(item, lines):
    standing = "" if item.standing == Standing.VERIFIED else item.get_standing_display()
    names = ", ".join(line.honoree.name for line in lines)
    return PartyNeed(names, lines[0].award.name, item.citation, standing, item.note)
