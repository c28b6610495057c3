"""Ai đến hạn gì kỳ này: for which awards the honorees of a unit could be proposed, by the record alone."""

from dataclasses import dataclass

from awards.checks import Finding, judge, rule_type, verdict, verdict_by_record
from awards.compile.facts import Proposal, facts_of_proposals
from awards.compile.law import rules_on
from awards.enums import CheckVerdict, Occasion
from awards.models import AwardType, Honoree


@dataclass(frozen=True)
class Suggestion:
    """`verdict`: what the check says as it is; `by_record`: what it would say if people agreed."""

    honoree: Honoree
    award: AwardType
    verdict: CheckVerdict
    by_record: CheckVerdict
    findings: tuple[Finding, ...]


def eligible_now(unit, day, *, year=None, honorees=None):
    """Suggestions for merit awards in the term around `day`, the surest first; nobody is proposed by it.

    Only awards that have criteria of their own, held by the catalogue that day. `honorees` narrows it to some.
    """
    honorees = list(_of_unit(unit, honorees))
    rules = rules_on(day)
    with_criteria = {rule.award for rule in rules}
    awards = [award for award in AwardType.objects.on(day) if award.code in with_criteria]
    pairs = [(one, award) for one in honorees for award in awards if award.allows(one.subject)]
    asked = [Proposal(one, award.code, Occasion.MERIT, by_unit=unit.pk) for one, award in pairs]
    facts = facts_of_proposals(asked, day=day, year=year, rules=rules)
    by_award = {award.code: [rule for rule in rules if rule.award in ("", award.code)] for award in awards}
    found = [_suggestion(pair, judge(fact, by_award[fact.award])) for pair, fact in zip(pairs, facts, strict=True)]
    return tuple(sorted((one for one in found if _is_due(one)), key=_surest_first))


def _of_unit(unit, honorees):
    rows = Honoree.objects.filter(unit=unit, merged_into=None) if honorees is None else honorees
    return rows.select_related("unit__successor").order_by("sort_name", "pk")


def _suggestion(pair, findings):
    honoree, award = pair
    return Suggestion(honoree, award, verdict(findings), verdict_by_record(findings), findings)


def _is_due(one):
    """The record must speak for it; that only a person could find a ground is true of everybody."""
    spoken = any(_speaks_for(finding) for finding in one.findings)
    return spoken and one.verdict != CheckVerdict.FAIL and one.by_record == CheckVerdict.PASS


def _speaks_for(finding):
    """A criterion that records fulfil, not one that merely finds nothing against it."""
    kind = rule_type(finding.kind)
    return finding.outcome == CheckVerdict.PASS and kind is not None and not (kind.forbids or kind.by_people)


def _surest_first(one):
    return (one.verdict != CheckVerdict.PASS, one.honoree.sort_name, one.honoree.pk, one.award.order)
