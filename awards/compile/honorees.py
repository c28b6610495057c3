"""The register as a list, and the record of one lifetime. Reading only."""

from dataclasses import dataclass, field

from django.db.models import Count
from django.utils.http import urlencode

from awards.compile.dossiers import shown_line_state
from awards.enums import Grade, LineState, PersonClass, Subject
from awards.models import (
    Discipline,
    HeldAward,
    Hold,
    Honoree,
    HonoreeAlias,
    Initiative,
    Maternity,
    Nomination,
    Rating,
    Service,
)
from movements.enums import TermKind
from thidua.charts import Cell, HeatRow, heat_map
from thidua.lists import Pill
from units.models import Attachment, Unit

YEARS_SHOWN, YEARS_ON_A_PHONE = 14, 9
LABELS_WIDE, YEAR_WIDE = 112, 19  # px of the drawing
GRADE_MARKS = {
    Grade.EXCELLENT: ("star", "ok"),
    Grade.GOOD: ("done", "ok"),
    Grade.DONE: ("half", "doing"),
    Grade.NOT_DONE: ("bad", "fail"),
}


@dataclass(frozen=True)
class Asked:
    """The filters of the list as they stand in the address."""

    subject: str = ""
    unit: str = ""
    person_class: str = ""
    words: str = ""

    @classmethod
    def of(cls, given):
        """From a query dict; what is no choice is dropped."""
        subject, person_class = given.get("doi-tuong", ""), given.get("nhom", "")
        return cls(
            subject=subject if subject in Subject.values else "",
            unit=given.get("don-vi", "") if given.get("don-vi", "").isdecimal() else "",
            person_class=person_class if person_class in PersonClass.values else "",
            words=given.get("tim", "").strip(),
        )

    def query(self, **changes):
        given = {"doi-tuong": self.subject, "don-vi": self.unit, "nhom": self.person_class, "tim": self.words}
        return urlencode({name: value for name, value in (given | changes).items() if value})


def honorees_asked(user, asked, *, today):
    """(rows of the list in order, pills with the number of each kind of subject). Merged ones are not shown."""
    rows = Honoree.objects.visible_to(user).standing().named(asked.words)
    if asked.unit:
        chosen = Unit.objects.visible_to(user).filter(pk=asked.unit).first()
        rows = rows.filter(unit__in=Unit.objects.under(chosen, today)) if chosen else rows.none()
    if asked.person_class:
        rows = rows.filter(person_class=asked.person_class)
    pills = _pills(asked, dict(rows.order_by().values_list("subject").annotate(n=Count("pk"))))
    if asked.subject:
        rows = rows.filter(subject=asked.subject)
    return rows.select_related("unit").order_by("sort_name", "pk"), pills


def _pills(asked, counted):
    every = Pill("Tất cả", sum(counted.values()), f"?{asked.query(**{'doi-tuong': ''})}", not asked.subject)
    return [every] + [
        Pill(label.capitalize(), counted[value], f"?{asked.query(**{'doi-tuong': value})}", asked.subject == value)
        for value, label in Subject.choices
        if value in counted
    ]


def awards_held(honorees):
    """{key: number of awards in force} for a page of honorees, in one query."""
    rows = HeldAward.objects.filter(honoree__in=[one.pk for one in honorees], revoked_on=None)
    return dict(rows.order_by().values_list("honoree").annotate(n=Count("pk")))


# --- One lifetime -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lifetime:
    """All that is known of one honoree, as far as one person may read it. `sensitive`: holds and discipline too."""

    awards: list[HeldAward]
    ratings: dict[str, list[Rating]]  # by the name of the kind of term: they are never counted together
    initiatives: list[Initiative]
    others: list[tuple]  # lines that were not granted, with (state, label)
    services: list[Service]
    maternities: list[Maternity]
    aliases: list[HonoreeAlias]
    sensitive: bool
    holds: list[Hold] = field(default_factory=list)
    disciplines: list[Discipline] = field(default_factory=list)
    papers: dict[int, list[Attachment]] = field(default_factory=dict)  # of holds
    lines_seen: frozenset[int] = frozenset()  # lines whose dossier this person may open

    @property
    def holds_with_papers(self):
        return [(hold, self.papers.get(hold.pk, ())) for hold in self.holds]


def lifetime_of(honoree, user):
    lines = Nomination.objects.visible_to(user).filter(honoree=honoree)
    others = lines.exclude(state__in=LineState.PUBLIC).select_related("award", "dossier__unit", "dossier__decision")
    holds = list(Hold.objects.visible_to(user).filter(honoree=honoree))
    initiatives = Initiative.objects.visible_to(user).filter(honoree=honoree)
    awards = HeldAward.objects.visible_to(user).filter(honoree=honoree)
    return Lifetime(
        awards=list(awards.select_related("decision", "nomination").order_by("-year", "-decided_on", "-pk")),
        ratings=_by_kind(Rating.objects.visible_to(user).filter(honoree=honoree)),
        initiatives=list(initiatives.select_related("used_by__dossier", "used_by__award")),
        others=[(line, *shown_line_state(line, user)) for line in others.order_by("-dossier__created_at", "pk")],
        services=list(Service.objects.visible_to(user).filter(honoree=honoree).select_related("unit")),
        maternities=list(Maternity.objects.visible_to(user).filter(honoree=honoree)),
        aliases=list(HonoreeAlias.objects.visible_to(user).filter(honoree=honoree).order_by("pk")),
        sensitive=sees_sensitive(honoree, user),
        holds=holds,
        disciplines=list(Discipline.objects.visible_to(user).filter(honoree=honoree)),
        papers=_papers_of(holds),
        lines_seen=frozenset(lines.values_list("pk", flat=True)),
    )


def sees_sensitive(honoree, user):
    """Whether holds and discipline of this one would be shown; asked also where there are none."""
    return Hold.objects.all().sees(user, honoree)


def _papers_of(holds):
    """{key of a hold: its conclusion}, with one query for each that was released: there are few in a lifetime."""
    return {hold.pk: list(Attachment.objects.of(hold)) for hold in holds if not hold.is_open}


def _by_kind(ratings):
    found = {}
    for rating in ratings.order_by("-year"):
        found.setdefault(TermKind(rating.term_kind).label, []).append(rating)
    return found


# --- The drawing of the years -----------------------------------------------------------------------------------------


def drawing_of(lifetime, *, phone=False):
    """Awards and ratings by year as a strip of marks; "" for an empty record. Each kind of term has its own line."""
    years = _years(lifetime, YEARS_ON_A_PHONE if phone else YEARS_SHOWN)
    if not years:
        return ""
    rows = [HeatRow("Khen thưởng", tuple(_award_cell(lifetime.awards, year) for year in years))]
    for kind, ratings in lifetime.ratings.items():
        by_year = {rating.year: rating for rating in ratings}
        cells = tuple(_rating_cell(by_year.get(year), year) for year in years)
        rows.append(HeatRow("Năm học" if kind == TermKind.SCHOOL_YEAR.label else "Xếp loại", cells))
    heads = [f"{year % 100:02d}" for year in years]
    width = LABELS_WIDE + YEAR_WIDE * len(years)
    return heat_map(rows, heads, columns=1, width=width, title="Khen thưởng và xếp loại theo năm")


def _years(lifetime, most):
    known = {held.year for held in lifetime.awards} | {
        rating.year for ratings in lifetime.ratings.values() for rating in ratings
    }
    return list(range(max(min(known), max(known) - most + 1), max(known) + 1)) if known else []


def _award_cell(awards, year):
    held = [award for award in awards if award.year == year]
    if not held:
        return Cell("", "idle", f"{year}: không có")
    standing = [award for award in held if award.revoked_on is None]
    words = ", ".join(award.award_name if award in standing else f"{award.award_name} (đã hủy bỏ)" for award in held)
    return Cell("star" if standing else "stop", "honour" if standing else "idle", f"{year}: {words}")


def _rating_cell(rating, year):
    if rating is None:
        return Cell("", "idle", f"{year}: chưa có")
    return Cell(*GRADE_MARKS[Grade(rating.grade)], f"{year}: {rating.get_grade_display()}")
