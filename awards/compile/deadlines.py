"""How many working days each desk has, by the rows of the law and of the province (R24). Reading only."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from awards.compile.law import DeadlineRules, deadline_days
from awards.enums import DossierState as S
from awards.models import Dossier
from thidua.clock import office_date
from thidua.days import office_calendar

APPRAISE = "appraise"
# state -> (event of the rule, the column from which its days run)
STAGES = {
    S.AT_PARENT: ("parent_review", "stage_since"),
    S.SUBMITTED: ("return_incomplete", "stage_since"),
    S.RECEIVED: ("assign", "stage_since"),
    S.ASSIGNED: (APPRAISE, "received_at"),
    S.APPRAISING: (APPRAISE, "received_at"),
    S.OPINIONS: ("ask_opinions", "stage_since"),
    S.PARTY_OPINION: ("party_opinion", "stage_since"),
    S.AT_COUNCIL: (APPRAISE, "received_at"),  # the day promised on the slip runs on
    S.TO_LEAD: (APPRAISE, "received_at"),
    S.TO_DIRECTOR: (APPRAISE, "received_at"),
    S.PROPOSAL_SIGNED: ("office_take_in", "stage_since"),
    S.AT_OFFICE: ("office_check", "stage_since"),
    S.OFFICE_RETURNED: ("resume", "stage_since"),
    S.AT_LEADER: ("leader_sign", "stage_since"),
    S.SIGNED: ("send_decision", "stage_since"),
    S.SENT_UP: ("higher_result", "stage_since"),
}
OWN_DAYS = frozenset({S.CONSULTING})  # how long, the asking itself says
AFTER_OPINIONS = frozenset({S.OPINIONS, S.APPRAISING, S.TO_LEAD, S.TO_DIRECTOR})
MINISTRY = "mức của bộ; tỉnh quy định riêng"


@dataclass(frozen=True)
class Deadline:
    """`left`: working days; below zero when the day has passed."""

    due_on: object
    left: int
    days: int
    source: str


def due_day(event, since, occasion="", *, calendar=None):
    """The last working day for an event that began on a day, by the rule in force that day; None without a rule."""
    days = deadline_days(event, since, occasion)
    return None if days is None else (calendar or office_calendar()).add_working_days(since, days)


def completeness_due(dossier):
    """Until which day a dossier that lacks something is to be returned; None where that no longer matters."""
    if dossier.state == S.SUBMITTED:
        since = dossier.stage_since
    elif dossier.state in (S.RECEIVED, S.ASSIGNED, S.APPRAISING):
        since = dossier.received_at
    else:
        since = None
    return due_day("return_incomplete", office_date(since), dossier.occasion) if since else None


def deadline(dossier, *, today, calendar=None, rules=None):
    """When the desk that holds a dossier must be done with it; None where no clock runs or no row gives days.

    The rule is that of the day from which the days run. A list passes its `calendar` and `rules`, read once. While it
    is appraised the day is the one promised on the slip; lines on hold that were split off have none yet.
    """
    if dossier.opinions_done_on and dossier.opinions_days and dossier.state in AFTER_OPINIONS:
        return _after_opinions(dossier, today, calendar or office_calendar())
    event, column = STAGES.get(dossier.state, ("", ""))
    since = getattr(dossier, column) if column else None
    promised = dossier.promised_on if event == APPRAISE else None
    if since is None or (event == APPRAISE and dossier.split_from_id and promised is None):
        return None
    day = office_date(since)
    rule = (rules or DeadlineRules()).of(event, day, dossier.occasion)
    if rule is None:
        return None
    calendar = calendar or office_calendar()
    due_on = promised or calendar.add_working_days(day, rule.working_days)
    return Deadline(due_on, calendar.days_left(today, due_on), rule.working_days, source_of(rule))


def _after_opinions(dossier, today, calendar):
    """Once the last opinion has come the days were fixed with it (R24)."""
    due_on = calendar.add_working_days(dossier.opinions_done_on, dossier.opinions_days)
    source = f"sau khi có đủ ý kiến: {MINISTRY}"
    return Deadline(due_on, calendar.days_left(today, due_on), dossier.opinions_days, source)


def overdue(today):
    """The condition of the dossiers whose `deadline` has passed, for the database."""
    calendar, rules = office_calendar(), DeadlineRules()
    promised = [state for state, (event, _) in STAGES.items() if event == APPRAISE]
    done = Q(state__in=AFTER_OPINIONS, opinions_done_on__isnull=False, opinions_days__isnull=False)
    found = Q(state__in=promised, promised_on__lt=today)
    for state, (event, column) in STAGES.items():
        unpromised = {"promised_on": None, "split_from": None} if event == APPRAISE else {}
        for row in rules.rows.get(event, ()):
            late = {f"{column}__date__lte": _last_late(calendar, today, row.working_days)}
            own = Q(occasion=row.occasion) if row.occasion else ~_nearer(rules.rows[event], column)
            found |= Q(state=state, **late, **unpromised) & _begun_under(row, column) & own
    given = Dossier.objects.filter(done).order_by().values_list("opinions_days", flat=True).distinct()
    after = Q(pk__in=[])
    for days in given:
        after |= done & Q(opinions_days=days, opinions_done_on__lte=_last_late(calendar, today, days))
    return after | (found & ~done)


def _begun_under(row, column):
    """Days that began while a row was in force."""
    begun = Q()
    if row.valid_from:
        begun &= Q(**{f"{column}__date__gte": row.valid_from})
    return begun & Q(**{f"{column}__date__lte": row.valid_to}) if row.valid_to else begun


def _nearer(rows, column):
    """Dossiers for whose occasion another row of the event speaks before the common one."""
    found = Q(pk__in=[])
    for row in rows:
        if row.occasion:
            found |= Q(occasion=row.occasion) & _begun_under(row, column)
    return found


def _last_late(calendar, today, days):
    """The last day from which so many working days are over before today."""
    day = today - timedelta(days)
    while calendar.add_working_days(day, days) >= today:
        day -= timedelta(1)
    return day


def source_of(rule):
    """The ground of a number of days; what is the ministry's is never told as the province's (R24)."""
    ministry = rule.instrument.code in ("ND_98_2023", "QD_311_2025")
    return f"{rule.citation}, {MINISTRY}" if ministry else rule.citation
