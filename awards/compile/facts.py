"""Reads the facts of many lines in a number of queries that does not depend on how many lines there are."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse

from awards.checks import (
    Claim,
    Facts,
    Grading,
    HoldKnown,
    InitiativeKnown,
    Leave,
    PastAward,
    Post,
    Punished,
    TermKnown,
    UnitKnown,
)
from awards.enums import DossierState, LineState, Subject
from awards.models import (
    AwardType,
    Discipline,
    HeldAward,
    Hold,
    Honoree,
    Initiative,
    Maternity,
    Nomination,
    Rating,
    Service,
)
from movements.compile.terms import TermKinds
from movements.enums import TermKind
from units.models import Unit

SCHOOL_AWARDS_FROM = 5  # month in which a school year's awards begin to be proposed


@dataclass(frozen=True)
class Proposal:
    """Who is proposed for what: a line of a dossier, or one that is only thought of (`line` None)."""

    honoree: Honoree
    award_code: str
    occasion: str
    achievement: str = ""
    line: int | None = None
    by_unit: int | None = None


def facts_of(lines, *, day, **given):
    """Facts of each line (rows of Nomination), in their order.

    `day`: the law's day; `year`: of the term, else the one proposed for around `term_on`, which is the law's day where
    it is not given; `rules`: the unit's numbers are read only when one of them is a quota; `shares`, `judged`:
    {line pk: Shares}, {line pk: (Judged, …)}; `seen_on`: when the record is read.
    """
    return facts_of_proposals(_proposals(lines), day=day, **given)


def _proposals(lines):
    rows = Nomination.objects.filter(pk__in=[line.pk for line in lines])
    rows = {row.pk: row for row in rows.select_related("honoree__unit__successor", "award", "dossier")}
    return [
        Proposal(row.honoree, row.award.code, row.dossier.occasion, row.achievement, row.pk, row.dossier.unit_id)
        for row in (rows[line.pk] for line in lines)
    ]


def facts_of_proposals(proposals, *, day, year=None, rules=(), shares=None, judged=None, seen_on=None, term_on=None):
    """As `facts_of`, of proposals whose honorees bring their unit and its successor along."""
    record = read_record([one.honoree.pk for one in proposals])
    catalogue = {row.code: row for row in AwardType.objects.on(day)}
    kinds = TermKinds()
    terms = {one.honoree.pk: _term(kinds.of(one.honoree.unit), term_on or day, year) for one in proposals}
    counts = _counts(proposals, terms) if any(rule.kind == "quota" for rule in rules) else {}
    names = {code: row.name for code, row in catalogue.items()}
    return tuple(
        Facts(
            name=one.honoree.name, subject=one.honoree.subject, award=one.award_code,
            award_name=names.get(one.award_code, one.award_code), occasion=one.occasion, day=day,
            term=terms[one.honoree.pk], unit=_unit(one.honoree.unit), allowed=_allowed(catalogue.get(one.award_code)),
            achievement=one.achievement, shares=(shares or {}).get(one.line), judged=(judged or {}).get(one.line, ()),
            counts=counts.get((one.honoree.unit_id, terms[one.honoree.pk]), {}), names=names,
            seen_on=seen_on, female=one.honoree.female,
            **record.of(one),
        )
        for one in proposals
    )  # fmt: skip


def _term(kind, day, year):
    return TermKnown(kind, term_year(kind, day) if year is None else year)


def term_year(kind, day):
    """The term whose awards are proposed around a day: the working year before until the end of March, the school
    year that ends in summer from May on."""
    if kind == TermKind.SCHOOL_YEAR:
        return day.year - 1 if day.month >= SCHOOL_AWARDS_FROM else day.year - 2
    return day.year if day.month > 3 else day.year - 1


def _allowed(award):
    return frozenset(value for value in Subject.values if award is not None and award.allows(value))


def _unit(unit: Unit):
    heir = unit.successor.name if unit.successor else ""
    return UnitKnown(unit.name, unit.kind, unit.valid_from, unit.valid_to, heir)


# ---- the record of a lifetime ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Record:
    """What is on record of some honorees, by honoree."""

    plain: dict  # {name of the facts: {honoree pk: [values]}}
    initiatives: dict  # {honoree pk: [(line that has it, its words)]}
    claims: dict  # {honoree pk: [(line pk, proposing unit, whether still with that unit alone, Claim)]}

    def of(self, proposal):
        key = proposal.honoree.pk
        given = {name: tuple(rows.get(key, ())) for name, rows in self.plain.items()}
        return given | {"initiatives": self._initiatives(proposal), "claims": self._claims(proposal)}

    def _initiatives(self, proposal):
        """One that this very line has claimed is free for it."""
        rows = self.initiatives.get(proposal.honoree.pk, ())
        return tuple(make("" if line == proposal.line else used_for) for line, used_for, make in rows)

    def _claims(self, proposal):
        """Other lines; what still lies with another unit alone is that unit's own business."""
        rows = self.claims.get(proposal.honoree.pk, ())
        return tuple(
            claim for line, unit, alone, claim in rows
            if line != proposal.line and (not alone or unit == proposal.by_unit)
        )  # fmt: skip


def read_record(honoree_pks):
    """The one reader of the records' tables: eight queries, whatever the number of honorees."""
    pks = set(honoree_pks)
    plain = {name: _by_honoree(model, pks, columns, make) for name, (model, columns, make) in PLAIN.items()}
    return Record(plain, _initiatives(pks), _claims(pks))


def _by_honoree(model, pks, columns, make):
    """Columns and no rows of models: a province's lists have hundreds of lines with dozens of awards each."""
    found = defaultdict(list)
    for honoree, *values in model.objects.filter(honoree__in=pks).values_list("honoree", *columns):
        found[honoree].append(make(*values))
    return found


def _award(decision, *columns):
    url = reverse("awards:decision_detail", args=[decision]) if decision else ""
    return PastAward(*columns, url)


def _hold(text, opened_on, released_on, number, dated):
    said = f"Kết luận {number}" if number else ""
    return HoldKnown(text, opened_on, released_on, f"{said} ngày {dated:%d/%m/%Y}" if said and dated else said)


# name in Facts: (table, its columns, what they become)
PLAIN = {
    "awards": (
        HeldAward,
        ("decision", "award_code", "award_name", "term_kind", "year", "occasion", "decision_number", "decided_on",
         "issuer", "achievement", "revoked_on"),
        _award,
    ),
    "ratings": (Rating, ("term_kind", "year", "grade", "paper_number", "paper_date", "issuer"), Grading),
    "holds": (Hold, ("text", "opened_on", "released_on", "conclusion_number", "conclusion_date"), _hold),
    "disciplines": (Discipline, ("form", "severe", "decided_on", "ends_on", "decision_number"), Punished),
    "leaves": (Maternity, ("valid_from", "valid_to"), Leave),
    "posts": (Service, ("position", "unit__name", "valid_from", "valid_to"), Post),
}  # fmt: skip


def _initiatives(pks):
    rows = Initiative.objects.filter(honoree__in=pks).select_related("used_by__award", "used_by__dossier")
    found = defaultdict(list)
    for row in rows:
        used_for = f"{row.used_by.award.name}, hồ sơ “{row.used_by.dossier.title}”" if row.used_by else ""
        found[row.honoree_id].append((row.used_by_id, used_for, _initiative_maker(row)))
    return found


def _initiative_maker(row):
    def make(used_for):
        return InitiativeKnown(
            row.title, row.scope, row.year, row.council, row.paper_number, row.paper_date, used_for
        )  # fmt: skip

    return make


def _claims(pks):
    rows = Nomination.objects.filter(honoree__in=pks, state__in=LineState.OPEN)
    rows = rows.exclude(dossier__state__in=DossierState.OVER).order_by("pk")
    found = defaultdict(list)
    for honoree, line, unit, state, *columns in rows.values_list("honoree", "pk", "dossier__unit", *CLAIM):
        found[honoree].append((line, unit, state in DossierState.WITH_UNIT_ALONE, _claim(*columns)))
    return found


CLAIM = (
    "dossier__state", "dossier", "dossier__title", "dossier__unit__name", "award__code", "award__name", "achievement",
    "dossier__occasion",
)  # fmt: skip


def _claim(dossier, title, unit_name, *columns):
    url = reverse("awards:dossier_detail", args=[dossier])
    return Claim(*columns, f"hồ sơ “{title}” của {unit_name}", url)


def _counts(proposals, terms):
    """{(unit, term): {award code: honorees who have it for the term or are openly proposed}}, in two queries."""
    units, years = {one.honoree.unit_id for one in proposals}, {term.year for term in terms.values()}
    held = HeldAward.objects.filter(honoree__unit__in=units, year__in=years, revoked_on=None)
    held = held.values_list("honoree__unit", "term_kind", "year", "award_code", "honoree")
    asked = Nomination.objects.filter(honoree__unit__in=units, state__in=LineState.OPEN)
    asked = asked.exclude(dossier__state__in=DossierState.OVER)
    who = defaultdict(lambda: defaultdict(set))
    for unit, kind, year, code, honoree in held:
        who[unit, TermKnown(kind, year)][code].add(honoree)
    term_of = {(one.honoree.unit_id, terms[one.honoree.pk]) for one in proposals}
    for unit, code, honoree in asked.values_list("honoree__unit", "award__code", "honoree"):
        for key in term_of:
            if key[0] == unit:
                who[key][code].add(honoree)
    return {key: {code: len(people) for code, people in codes.items()} for key, codes in who.items()}
