"""What pages and the interface show of the check: each line's standing, one line in full, what has changed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from awards.checks import Difference, Finding, differences, from_json, rule_type, verdict
from awards.compile.checking import (
    Checked,
    check_lines,
    lines_of,
    shown_findings,
    trusted_with,
    with_open_doors,
)
from awards.compile.law import decider_may, law_day_of, new_law_begins
from awards.enums import Authority, CheckStage, CheckVerdict, Decider, DossierState, LineState, Standing
from awards.models import Initiative, Instrument, Judgement, LineCheck, LineShares, Nomination
from thidua.clock import office_date

TIES = "ND_152_2025"  # the decree that says who comes first among equals


@dataclass(frozen=True)
class LineStanding:
    """What the check says of one line, as one person may read it. `stage`: "" for a check made just now."""

    line: Nomination
    findings: tuple[Finding, ...]
    stops: tuple[str, ...] = ()
    stage: str = ""
    at: datetime | None = None
    changes: tuple[Difference, ...] = ()  # since it was sent

    @property
    def verdict(self):
        return verdict(self.findings)

    @property
    def label(self):
        return self.verdict.label

    @property
    def counts(self):
        """(verdict, label, number) of the criteria, the worst first; what nobody says is left out."""
        found = Counter(one.verdict for one in self.findings)
        order = (CheckVerdict.FAIL, CheckVerdict.NEEDS_PERSON, CheckVerdict.PASS)
        return [(value, value.label, found[value]) for value in order if found[value]]


def standings(dossier, lines, user, *, today, live):
    """{line pk: LineStanding} of lines with honoree and award at hand; `live`: checked now, else as last stored."""
    trusted = trusted_with(user, lines)
    stored = _stored(lines)
    if live:
        asked = [line for line in lines if line.state in LineState.OPEN]
        now = {one.line.pk: one for one in check_lines(dossier, asked, today=today)}
    else:
        now = {}
    found = {line.pk: _standing(line, now.get(line.pk), stored, line.pk in trusted) for line in lines}
    return {key: one for key, one in found.items() if one is not None}


def _stored(lines):
    """{(line, stage): the newest check of it}."""
    rows = LineCheck.objects.newest(line__in=[line.pk for line in lines])
    return {(row.line_id, row.stage): row for row in rows}


def _standing(line, now: Checked | None, stored, trusted):
    sent = stored.get((line.pk, CheckStage.SENT))
    before = shown_findings(from_json(sent.findings), trusted) if sent else None
    if now is not None:
        findings = shown_findings(now.findings, trusted)
        return LineStanding(line, findings, now.stops(trusted), changes=_changes(before, findings))
    last = stored.get((line.pk, CheckStage.APPRAISAL))
    last = max((row for row in (sent, last) if row), key=lambda row: row.pk, default=None)
    if last is None:
        return None
    findings = shown_findings(from_json(last.findings), trusted)
    changes = _changes(before, findings)
    return LineStanding(line, findings, stage=last.get_stage_display(), at=last.checked_at, changes=changes)


def _changes(before, findings):
    return differences(before, findings) if before is not None else ()


# ---- the dossier as a whole ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LawOfDossier:
    """By which law a dossier is judged. `may_be_chosen`: the new law could be taken instead (R02).

    `tie_hint`: that among equals women come first holds on that day (NĐ 152/2025/NĐ-CP Điều 4 khoản 6, R12).
    """

    day: date
    choice: str
    begins: date | None
    may_be_chosen: bool
    tie_hint: bool


def law_of(dossier, *, today):
    begins = new_law_begins()
    received = office_date(dossier.received_at) if dossier.received_at else None
    choosable = bool(begins and received and received < begins <= today)
    day = law_day_of(dossier, today=today)
    hint = Instrument.objects.filter(code=TIES, valid_from__lte=day).exists()
    return LawOfDossier(day, dossier.law_choice if choosable else "", begins, choosable, hint)


def overview(dossier, user, *, today):
    """Standings in the dossier's order: checked now while it is under way, as stored when it is over."""
    lines = list(lines_of(dossier))
    found = standings(dossier, lines, user, today=today, live=dossier.state not in DossierState.OVER)
    return [found[line.pk] for line in lines if line.pk in found]


# ---- one line --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RuleRow:
    """One criterion on the page. `judgement` is there where people have written something; `group`: alternatives."""

    finding: Finding
    standing: str
    group: str
    by_people: bool
    judgement: Judgement | None


@dataclass(frozen=True)
class LinePage:
    standing: LineStanding | None
    rows: tuple[RuleRow, ...]
    sent: LineCheck | None
    history: list[LineCheck]
    law: LawOfDossier
    ruling: object  # who decides this award today; None for awards of the state
    shares: LineShares | None
    initiatives: list[Initiative]
    initiative: Initiative | None  # the one that this line uses
    asks_shares: bool = False
    trusted: bool = False


def line_page(dossier, line, user, *, today):
    """All that the page of one line shows."""
    found = standings(dossier, [line], user, today=today, live=dossier.state not in DossierState.OVER)
    standing, trusted = found.get(line.pk), line.pk in trusted_with(user, [line])
    findings = with_open_doors(standing.findings, user) if standing else ()
    judgements = {row.rule: row for row in Judgement.objects.filter(line=line).select_related("by")}
    history = list(LineCheck.objects.filter(line=line).select_related("checked_by").defer("findings").order_by("-pk"))
    initiatives = list(
        Initiative.objects.filter(honoree=line.honoree_id).select_related("used_by__award", "used_by__dossier__unit")
    )
    return LinePage(
        standing=standing,
        rows=tuple(_rule_row(one, judgements) for one in findings),
        sent=next((row for row in history if row.stage == CheckStage.SENT), None),
        history=history,
        law=law_of(dossier, today=today),
        ruling=_ruling(dossier, line, today),
        shares=LineShares.objects.filter(line=line).first(),
        initiatives=initiatives,
        initiative=next((one for one in initiatives if one.used_by_id == line.pk), None),
        asks_shares=any(one.kind == "collective_shares" for one in findings),
        trusted=trusted,
    )


def _rule_row(finding, judgements):
    known = rule_type(finding.kind)
    _, _, branch = finding.group.partition("/")
    by_people = known is not None and known.by_people
    label = Standing(finding.standing).label
    return RuleRow(finding, label, branch or finding.group, by_people, judgements.get(finding.rule))


def _ruling(dossier, line, today):
    if dossier.level != Authority.PROVINCE:
        return None
    return decider_may(line.award.code, Decider.PROVINCE, today)
