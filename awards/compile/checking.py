"""The check of a dossier's lines: what is known of them under the law of the dossier's day, and what stops them.

Reading only. The number of queries does not depend on the number of lines.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from django.urls import Resolver404, resolve

from awards.checks import Finding, Judged, Shares, blocking, judge, rule_type, verdict
from awards.compile.facts import Proposal, facts_of_proposals
from awards.compile.law import law_day_of, rules_on
from awards.enums import CheckVerdict, LineState
from awards.models import Dossier, Judgement, LineShares, Nomination
from awards.models.honorees import units_below
from awards.models.records import TRUSTED_IN_PROVINCE, TRUSTED_IN_UNIT
from thidua.clock import office_date

VEILED = "Cổng đã đếm theo sổ đối tượng; cách đếm chỉ đơn vị, cấp trên và Sở Nội vụ xem được."
NOT_TOLD = "dòng này hiện chưa đi tiếp được, chi tiết do đơn vị quản lý và Sở Nội vụ giữ"


@dataclass(frozen=True)
class Checked:
    """One line as it stands now. `held`: words of an open hold ("" where there is none)."""

    line: Nomination
    day: date
    findings: tuple[Finding, ...]
    held: str = ""

    @property
    def verdict(self):
        return verdict(self.findings)

    @property
    def blocking(self):
        """Only what the law itself forbids (R03, R05, R09, R37)."""
        return blocking(self.findings)

    def stops(self, trusted):
        """Why this line goes no further: line, rule and article. `trusted`: who may read of holds."""
        name = self.line.honoree.name
        said = [
            f"{name}, {self.line.award.name}: {one.title} ({one.citation}). {one.text}"
            for one in self.blocking if not _tells_of_holds(one)
        ]  # fmt: skip
        if self.held or any(_tells_of_holds(one) for one in self.blocking):
            said.append(f"{name}: {self.held or 'đang tạm dừng xét'}" if trusted else f"{name}: {NOT_TOLD}")
        return tuple(said)


def _tells_of_holds(finding):
    known = rule_type(finding.kind)
    return known is not None and known.sensitive


# ---- the check itself ------------------------------------------------------------------------------------------------


BROUGHT = ("honoree__unit__successor", "award")  # what a line brings along, so that nothing is asked line by line


def lines_of(dossier):
    return dossier.lines.select_related(*BROUGHT).order_by("order", "pk")


def check_dossier(dossier, *, today):
    """Every line that still stands for something, in the dossier's order."""
    return check_lines(dossier, [one for one in lines_of(dossier) if one.state in CHECKED], today=today)


CHECKED = LineState.OPEN | {LineState.INELIGIBLE, LineState.VOTED_FAIL, LineState.NOT_GRANTED, LineState.GRANTED}


def check_lines(dossier, lines, *, today):
    """Checked, of lines that bring `BROUGHT` along; the law is of its day, the record is of today."""
    if not lines:
        return ()
    day = law_day_of(dossier, today=today)
    rules = rules_on(day, {line.award.code for line in lines})
    proposals = [_proposal(dossier, line) for line in lines]
    facts = facts_of_proposals(
        proposals, day=day, seen_on=today, term_on=_term_day(dossier, today), rules=rules, shares=_shares(lines),
        judged=_judged(lines),
    )  # fmt: skip
    by_award = {line.award.code: [one for one in rules if one.award in ("", line.award.code)] for line in lines}
    return tuple(
        Checked(line, day, judge(known, by_award[known.award]), _held(known, rules))
        for line, known in zip(lines, facts, strict=True)
    )


def _proposal(dossier, line):
    return Proposal(line.honoree, line.award.code, dossier.occasion, line.achievement, line.pk, dossier.unit_id)


def _term_day(dossier, today):
    """The merits are those of the term for which it was sent, however long the appraisal takes."""
    return office_date(dossier.first_sent_at) if dossier.first_sent_at else today


def _held(known, rules):
    """An open hold stops a line whatever the rows say; they give the article where it has been compared (R09)."""
    still = sorted((one for one in known.holds if one.holds_on(known.record_day)), key=lambda one: one.opened_on)
    if not still:
        return ""
    article = next((f" ({one.citation})" for one in rules if one.kind == "no_hold" and one.judges), "")
    return f"đang tạm dừng xét từ {still[0].opened_on:%d/%m/%Y}, chỉ gỡ được bằng kết luận{article}"


def _shares(lines):
    rows = LineShares.objects.filter(line__in=[line.pk for line in lines])
    return {
        row.line_id: Shares(row.members, row.titled, row.completed, row.fighters, row.severe, row.source)
        for row in rows
    }


def _judged(lines):
    found = defaultdict(list)
    rows = Judgement.objects.filter(line__in=[line.pk for line in lines]).exclude(verdict="")
    for row in rows.select_related("by"):
        paper = "; ".join(text for text in (row.reason, row.paper) if text)
        given = Judged(row.rule, CheckVerdict(row.verdict), row.by.full_name, office_date(row.at), paper)
        found[row.line_id].append(given)
    return found


# ---- who may read what -----------------------------------------------------------------------------------------------


def trusted_with(user, lines):
    """Keys of the lines of whose honorees this person may read holds and discipline; one query at most (R38)."""
    if user.has_role(*TRUSTED_IN_PROVINCE):
        return frozenset(line.pk for line in lines)
    units = {line.honoree.unit_id for line in lines}
    seen = units_below(user, *TRUSTED_IN_UNIT).filter(descendant__in=units)
    seen = set(seen.values_list("descendant", flat=True))
    return frozenset(line.pk for line in lines if line.honoree.unit_id in seen)


def shown_findings(findings, trusted):
    """What may be read: of holds nothing at all, so that silence tells nothing; of discipline no words."""
    if trusted:
        return tuple(findings)
    return tuple(
        replace(one, text=VEILED) if one.sensitive else one
        for one in findings if not _tells_of_holds(one)
    )  # fmt: skip


def with_open_doors(findings, user):
    """The same, with links only to dossiers that this person sees; one query."""
    return behind(findings, shut_doors(findings, user))


def shut_doors(findings, user):
    """Addresses of dossiers in the evidence that this person may not open; one query."""
    doors = {one.url: _dossier_of(one.url) for finding in findings for one in finding.evidence if one.url}
    keys = {pk for pk in doors.values() if pk}
    seen = set(Dossier.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    return {url for url, pk in doors.items() if pk and pk not in seen}


def behind(findings, shut):
    """The findings without the links that are shut."""
    return tuple(_without(one, shut) for one in findings)


def _dossier_of(url):
    try:
        match = resolve(url)
    except Resolver404:  # kept from before an address changed
        return None
    return match.kwargs["pk"] if match.view_name == "awards:dossier_detail" else None


def _without(finding, shut):
    papers = tuple(one._replace(url="") if one.url in shut else one for one in finding.evidence)
    return replace(finding, evidence=papers)
