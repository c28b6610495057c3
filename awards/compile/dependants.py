"""What had counted an award that is revoked: each later award and open line, judged with it and without it (R30)."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from awards.checks import judge, verdict_by_record
from awards.compile.facts import Proposal, facts_of_proposals
from awards.compile.law import law_day_of, rules_on
from awards.enums import CheckVerdict, DossierState, LineState
from awards.models import HeldAward, Nomination
from thidua.clock import office_date

WORSE = (CheckVerdict.FAIL, CheckVerdict.NEEDS_PERSON, CheckVerdict.PASS)
BROUGHT = ("honoree__unit__successor",)


@dataclass(frozen=True)
class Dependant:
    """A later award (`held`) or an open line (`line`), and what it no longer fulfils."""

    held: HeldAward | None
    line: Nomination | None
    text: str


@dataclass(frozen=True)
class Later:
    """One of them as the check takes it: the proposal, the law's day, and the term either by year or by a day."""

    held: HeldAward | None
    line: Nomination | None
    proposal: Proposal
    day: date
    year: int | None = None
    term_on: date | None = None


def dependants(honoree, gone, *, today):
    """Dependants of awards that go (rows of HeldAward, of this honoree), whether they are marked already or not."""
    keys = {(one.award_code, one.decision_number, one.decided_on) for one in gone}
    return [found for later in _later(honoree, gone, today) if (found := _judged(later, keys, today))]


def _later(honoree, gone, today):
    yield from _later_awards(honoree, gone, today)
    rows = Nomination.objects.filter(honoree=honoree, state__in=LineState.OPEN)
    rows = rows.exclude(dossier__state__in=DossierState.OVER | DossierState.WITH_UNIT_ALONE)
    for line in rows.select_related("honoree__unit__successor", "award", "dossier__unit").order_by("pk"):
        sent = line.dossier.first_sent_at
        yield Later(
            None, line, _proposal(line), law_day_of(line.dossier, today=today),
            term_on=office_date(sent) if sent else today,
        )  # fmt: skip


def _later_awards(honoree, gone, today):
    rows = HeldAward.objects.filter(honoree=honoree, revoked_on=None).exclude(pk__in=[one.pk for one in gone])
    rows = rows.filter(decided_on__gte=min(one.decided_on for one in gone))
    for row in rows.select_related(*BROUGHT, "nomination__dossier").order_by("decided_on", "pk"):
        line = row.nomination
        day = law_day_of(line.dossier, today=today) if line else row.decided_on
        known = Proposal(row.honoree, row.award_code, row.occasion, row.achievement, line.pk if line else None)
        yield Later(row, None, known, day, year=row.year)


def _proposal(line):
    return Proposal(
        line.honoree, line.award.code, line.dossier.occasion, line.achievement, line.pk, line.dossier.unit_id
    )


def _judged(later, keys, today):
    rules = rules_on(later.day, {later.proposal.award_code})
    [facts] = facts_of_proposals(
        [later.proposal], day=later.day, year=later.year, seen_on=today, term_on=later.term_on, rules=rules
    )
    before, after = (judge(replace(facts, awards=awards), rules) for awards in _with_and_without(facts, keys, today))
    lost = list(_lost(before, after))
    return Dependant(later.held, later.line, " ".join(lost)) if lost else None


def _with_and_without(facts, keys, today):
    """The past awards as if those had never been touched, and as if they were gone."""
    for revoked_on in (None, today):
        yield tuple(
            replace(one, revoked_on=revoked_on) if (one.code, one.number, one.decided_on) in keys else one
            for one in facts.awards
        )


def _lost(before, after):
    """Sentences on what was fulfilled and is no longer; an alternative counts when no other of its group makes good."""
    groups = defaultdict(lambda: ([], []))
    for old, new in zip(before, after, strict=True):
        name = old.group.partition("/")[0] or f"={old.rule}"
        groups[name][0].append(old)
        groups[name][1].append(new)
    for olds, news in groups.values():
        if WORSE.index(verdict_by_record(news)) < WORSE.index(verdict_by_record(olds)):
            yield from _words(olds, news)


def _words(olds, news):
    for old, new in zip(olds, news, strict=True):
        if WORSE.index(new.outcome) < WORSE.index(old.outcome):
            yield f"{new.title} ({new.citation}): {new.text}"
