"""What the page of one indicator shows, gathered once."""

from dataclasses import dataclass

from movements.compile.examples import worked_example
from movements.compile.formulas import formula_words
from movements.compile.history import unit_series
from movements.compile.succession import succession
from movements.forms.indicators import AliasForm, BreakForm, DutyEndForm, DutyForm
from movements.models import Indicator
from thidua.events import timeline
from units.models import Unit

LABELS = {field.name: str(field.verbose_name) for field in Indicator._meta.fields} | {
    "aliases": "tên khác",
    "breaks": "mốc gãy chuỗi số",
    "duties": "nơi báo cáo",
}


@dataclass(frozen=True)
class Change:
    """One line of the history: what stood there before and what after, each as (label, words)."""

    line: object
    rows: tuple[tuple[str, str, str], ...]
    effective: str


def history(indicator):
    """Every change, newest first."""
    return [_change(line) for line in reversed(timeline(indicator))]


def _change(line):
    before, after = line.data.get("before", {}), line.data.get("after", {})
    names = before or after if line.step != "add" else ()
    rows = tuple((LABELS.get(n, n), str(before.get(n, "") or "–"), str(after.get(n, "") or "–")) for n in names)
    return Change(line, rows, line.data.get("effective", ""))


@dataclass(frozen=True)
class Definition:
    """One definition and the days on which it holds."""

    indicator: Indicator
    first: object
    last: object
    current: bool


def definitions(indicator, today):
    """All definitions, newest first; nothing while there has been only one."""
    if not indicator.past:
        return []
    starts = [indicator.valid_from, *indicator.turns]
    rows = [indicator.as_of(one) for one in [_day_before(turn) for turn in indicator.turns]] + [indicator]
    ends = [_day_before(turn) for turn in indicator.turns] + [indicator.valid_to]
    spans = zip(rows, starts, ends, strict=True)
    return [
        Definition(row, first, last, (first is None or first <= today) and (last is None or today <= last))
        for row, first, last in reversed(list(spans))
    ]


def _day_before(day):
    return day.fromordinal(day.toordinal() - 1)


def indicator_page(indicator, user, *, today, forms=None):
    """The context of the page. `forms` carries one that was refused, by its name."""
    may_edit = user.has_perm("movements.edit_indicator")
    dictionary = {one.code: one for one in Indicator.objects.visible_to(user).as_of(today)}
    now = indicator.as_of(today)
    return {
        "indicator": now,
        "newest": indicator,
        "upcoming": indicator if now is not indicator else None,
        "ended": indicator.ended_by(today),
        "today": today,
        "may_edit": may_edit,
        "formula": formula_words(now, dictionary) if now.is_formula else "",
        "sources": [dictionary[code] for code in now.sources if code in dictionary],
        "feeds": [one for one in dictionary.values() if indicator.code in one.sources],
        "example": worked_example(now, user, dictionary) if now.is_formula else None,
        "aliases": indicator.aliases.order_by("pk"),
        "breaks": indicator.breaks.order_by("-on"),
        "duties": indicator.duties.select_related("unit").order_by("valid_to", "unit_kind", "unit__sort_name", "pk"),
        "definitions": definitions(indicator, today),
        "series": unit_series(user, user.unit, indicator) if user.unit and not user.sees_province else (),
        "succession": succession(user, indicator, today=today) if user.sees_province else None,
        "changes": history(indicator),
        **(_part_forms(user) if may_edit else {}),
        **(forms or {}),
    }


def _part_forms(user):
    return {
        "alias_form": AliasForm(prefix="ten"),
        "break_form": BreakForm(prefix="moc"),
        "duty_form": DutyForm(prefix="noi", units=units_for(user)),
        "duty_end_form": DutyEndForm(prefix="thoi"),
    }


def units_for(user):
    return Unit.objects.visible_to(user).in_order()
