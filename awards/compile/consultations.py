"""Asking the people: for which awards, until which day, what was said, what everybody may read. Reading only."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from awards.compile.law import law_day_of
from awards.enums import CommentState, ConsultationState, LineState, Standing
from awards.enums import DossierState as S
from awards.models import Consultation, ConsultationLine, ConsultationRule, PublicComment
from awards.models.consultations import LEAST_DAYS
from thidua.clock import office_date
from thidua.days import office_calendar
from thidua.errors import Refused
from thidua.text import search_key


def last_day_of(opened_on, working_days, calendar):
    """The n-th working day after the day on which the list was put up; comments are taken until its end.

    Refused when a year on the way has no holidays in the tables: the days would be counted too short.
    """
    day = calendar.add_working_days(opened_on, working_days)
    for one in (opened_on, day):
        if (year := calendar.missing_year(one)) is not None:
            raise Refused(f"Danh mục ngày nghỉ chưa có năm {year}: nhập ngày nghỉ lễ trước rồi mới đăng được.")
    return day


# --- Which awards ask for it ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Need:
    """An award about which the people have still to be asked. `bars`: the row was read in the text itself."""

    award: str
    names: str
    working_days: int
    citation: str
    standing: str
    bars: bool


def needs_of(dossier, *, today):
    """What the rules of the dossier's law ask for and no ended consultation has covered; two queries at least."""
    day = law_day_of(dossier, today=today)
    lines = list(dossier.lines.filter(state__in=LineState.OPEN).select_related("award", "honoree"))
    rules = ConsultationRule.objects.on(day).filter(award_code__in={line.award.code for line in lines})
    rules = {row.award_code: row for row in rules.select_related("instrument")}
    asked = [line for line in lines if line.award.code in rules]
    done = _covered(asked)
    found = {}
    for line in asked:
        if line.pk not in done:
            found.setdefault(line.award.code, []).append(line)
    return [_need(rules[code], rows) for code, rows in found.items()]


def _covered(lines):
    if not lines:
        return set()
    ended = ConsultationLine.objects.filter(line__in=lines, consultation__state__in=ConsultationState.ENDED)
    return set(ended.values_list("line", flat=True))


def _need(rule, lines):
    return Need(
        lines[0].award.name, ", ".join(line.honoree.name for line in lines), rule.working_days, rule.citation,
        rule.get_standing_display(), rule.standing in Standing.JUDGES,
    )  # fmt: skip


def standing_before(dossier, *, today):
    """Why a dossier may not go on to the council or above yet; "" when no verified rule stands in the way (R22)."""
    return bar_of(needs_of(dossier, today=today))


def bar_of(needs):
    """The same from needs at hand."""
    bars = [need for need in needs if need.bars]
    if not bars:
        return ""
    return (
        f"Chưa kết thúc lấy ý kiến Nhân dân về {bars[0].award} ({bars[0].names}): "
        f"ít nhất {bars[0].working_days} ngày làm việc, {bars[0].citation}"
    )


def days_for(dossier, *, today):
    """The working days that a consultation on this dossier must have: the most that its awards ask for."""
    return max([LEAST_DAYS, *(need.working_days for need in needs_of(dossier, today=today))])


# --- What everybody reads ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Said:
    """A comment as everybody reads it: no name, no telephone, no address."""

    text: str
    answer: str
    about: str
    on: date


@dataclass(frozen=True)
class Asking:
    """A consultation in a public list. `left`: working days, None once it has ended."""

    pk: int
    title: str
    unit: str
    state: str
    label: str
    opened_on: date
    last_day: date
    left: int | None
    lines: int
    illustrative: bool


def askings(rows, *, today):
    """Rows for a list or a page of consultations; one query more, for the calendar."""
    calendar = office_calendar()
    return [_asking(row, today, calendar) for row in rows]


def _asking(row, today, calendar):
    open_now = takes_comments(row, today)
    left = calendar.days_left(today, row.last_day) if open_now else None
    state = ConsultationState.CLOSED if row.state == ConsultationState.OPEN and not open_now else row.state
    return Asking(
        row.pk, row.title, row.dossier.unit.name, str(state), ConsultationState(state).label, row.opened_on,
        row.last_day, left, row.n_lines, row.illustrative,
    )  # fmt: skip


def takes_comments(row, today):
    """The list may be up a minute longer than its last day, until the portal closes it; comments are not taken then."""
    return row.state == ConsultationState.OPEN and today <= row.last_day


def public_consultations(words=""):
    """What anyone may read, what is still open first."""
    rows = Consultation.objects.public().with_names().annotate(n_lines=Count("lines"))
    if key := search_key(words):
        rows = rows.filter(Q(search_name__contains=key) | Q(dossier__unit__search_name__contains=key))
    return rows.order_by("-state", "last_day", "-pk")


def said_in_public(consultation):
    """Comments that a person of Sở Nội vụ has let through, in the words let through; one query."""
    rows = PublicComment.objects.filter(consultation=consultation, state__in=CommentState.PUBLIC)
    return [_said(row) for row in rows.select_related("about").order_by("sent_at", "pk")]


def _said(row):
    about = f"{row.about.name}: {row.about.award}" if row.about else ""
    answer = row.answer if row.state == CommentState.ANSWERED else ""
    return Said(row.shown_text, answer, about, office_date(row.sent_at))


# --- Inside -----------------------------------------------------------------------------------------------------------


def consultation_rows(user, *, everything=False):
    """What this person follows: not yet summarised, or all; with the number of lines and of comments to be read."""
    rows = Consultation.objects.inside(user).with_names()
    if not everything:
        rows = rows.exclude(state=ConsultationState.SUMMARISED)
    waiting = Count("comments", filter=Q(comments__state=CommentState.NEW), distinct=True)
    counted = rows.annotate(
        n_lines=Count("lines", distinct=True), n_comments=Count("comments", distinct=True), n_waiting=waiting
    )
    return counted.order_by("-prepared_at", "-pk")


def tally(consultation):
    """(label, number, code) of each state of its comments; numbers tell nobody's name."""
    found = dict(consultation.comments.order_by().values_list("state").annotate(Count("pk")))
    return [(state.label, found.get(state.value, 0), state.value) for state in CommentState]


ASKING_STATES = frozenset({S.APPRAISING, S.CONSULTING, S.TO_LEAD, S.TO_DIRECTOR, S.SIGNED})


def consult_of(dossier, user, *, today):
    """What the page of a dossier says: the newest consultation, what is still asked for, and what that bars."""
    newest = Consultation.objects.inside(user).filter(dossier=dossier).order_by("-pk").first()
    asks = user.sees_province and dossier.state in ASKING_STATES
    needs = needs_of(dossier, today=today) if asks else []
    return {"newest": newest, "needs": needs, "bar": bar_of(needs)}
