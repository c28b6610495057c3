"""What the pages of the law show, gathered once."""

from collections import Counter
from dataclasses import dataclass

from awards.actions.law import parameter_words
from awards.forms_law import SLUGS
from awards.models import (
    AuthorityRule,
    AwardType,
    BallotRule,
    ChecklistItem,
    ConsultationRule,
    DeadlineRule,
    EligibilityRule,
    Instrument,
)
from thidua.events import timeline


@dataclass(frozen=True)
class Change:
    """One line of the history: what stood there before and what after, each as (label, words)."""

    line: object
    rows: tuple[tuple[str, str, str], ...]
    effective: str


def changes_of(row):
    """Every change, newest first."""
    labels = {field.name: str(field.verbose_name) for field in row._meta.fields}
    return [_change(line, labels) for line in reversed(timeline(row))]


def _change(line, labels):
    before, after = line.data.get("before", {}), line.data.get("after", {})
    names = dict.fromkeys([*before, *after])
    rows = tuple((labels.get(name, name), before.get(name) or "–", after.get(name) or "–") for name in names)
    return Change(line, rows, line.data.get("effective", ""))


def catalogue(user):
    """[(code, name)] of every award that the catalogue has ever had, by the newest name."""
    rows = AwardType.objects.visible_to(user).order_by("valid_from").values_list("code", "name", "order")
    newest = {code: (order, name) for code, name, order in rows}
    return [(code, name) for code, (_, name) in sorted(newest.items(), key=lambda one: one[1])]


def home_page(user, day):
    """Instruments, the awards of the day with their criteria counted by standing, and the days given."""
    criteria = EligibilityRule.objects.visible_to(user).on(day).values_list("award_code", "standing")
    counted = Counter(criteria)
    awards = AwardType.objects.visible_to(user).on(day)
    deadlines = DeadlineRule.objects.visible_to(user).on(day).select_related("instrument").order_by("order", "pk")
    return {
        "day": day,
        "instruments": Instrument.objects.visible_to(user).select_related("replaced_by"),
        "awards": [(award, *_known(counted, award.code)) for award in awards],
        "common": _known(counted, ""),
        "deadlines": [(row, _span(row)) for row in deadlines],
        "may_edit": user.has_perm("awards.edit_law"),
    }


def _known(counted, code):
    """(criteria that may judge, criteria in all) of an award."""
    own = {standing: n for (of, standing), n in counted.items() if of == code}
    return own.get("verified", 0), sum(own.values())


def award_page(user, code, day):
    """The rows of one award on a day, table by table, and its name."""
    names, tables = dict(catalogue(user)), (EligibilityRule, AuthorityRule, BallotRule, ConsultationRule, ChecklistItem)
    sections = [_section(model, user, code, day, names) for model in tables]
    return {
        "code": code,
        "name": names.get(code, "Quy định chung"),
        "day": day,
        "sections": [one for one in sections if one["rows"] or code],
        "may_edit": user.has_perm("awards.edit_law"),
    }


def _section(model, user, code, day, names):
    rows = model.objects.visible_to(user).on(day).filter(award_code=code).select_related("instrument")
    rows = rows.order_by("order", "pk")
    title = str(model._meta.verbose_name_plural)
    return {
        "title": title[:1].upper() + title[1:],
        "slug": SLUGS[model],
        "rows": [(row, _more(row, names)) for row in rows],
    }


def _more(row, names):
    """What a row says besides its own name, and its days."""
    said = [_span(row)]
    if isinstance(row, EligibilityRule):
        said += [parameter_words(row, names), row.get_occasion_display(), _alternative(row)]
    if row.subject:
        said.append(row.get_subject_display())
    if isinstance(row, ChecklistItem):
        said += ["thủ tục đơn giản" if row.simple else "", row.get_occasion_display()]
    return " · ".join(one for one in said if one)


def _alternative(row):
    name, _, branch = row.group.partition("/")
    return f"phương án {branch or name}" if name else ""


def _span(row):
    first = f"từ {row.valid_from:%d/%m/%Y}" if row.valid_from else "từ trước"
    return f"{first} đến {row.valid_to:%d/%m/%Y}" if row.valid_to else first
