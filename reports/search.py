"""Ctrl K: what a person may see, found by words without accents or case. Groups in a fixed order, few rows each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from awards.models import Decision, Dossier, Honoree
from movements.models import Filing, Indicator, Movement
from thidua.text import search_key
from units.models import Unit

MOST = 8  # rows of a group
LEAST_LETTERS = 2


@dataclass(frozen=True)
class Hit:
    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class Group:
    """Hits of one kind; `more` says that there are others beyond them."""

    label: str
    icon: str
    hits: tuple[Hit, ...]
    more: bool


def search(user, words, *, today) -> list[Group]:
    """Groups that have hits; one query each. Too short a word finds nothing."""
    keys = search_key(words).split()
    if len("".join(keys)) < LEAST_LETTERS:
        return []
    dated = {_indicators: {"today": today}}  # what is followed is a question of the day
    found = [(label, icon, list(find(user, keys, **dated.get(find, {})))) for label, icon, find in KINDS]
    return [Group(label, icon, tuple(hits[:MOST]), len(hits) > MOST) for label, icon, hits in found if hits]


def _having(keys, *columns):
    """Q: every word stands somewhere in one of the columns."""
    condition = Q()
    for key in keys:
        one = Q()
        for column in columns:
            one |= Q(**{f"{column}__contains": key})
        condition &= one
    return condition


def _units(user, keys):
    address = reverse("movements:filing_list")
    for unit in Unit.objects.visible_to(user).filter(_having(keys, "search_name")).in_order()[: MOST + 1]:
        yield Hit(unit.name, unit.get_kind_display(), f"{address}?{urlencode({'tim': unit.name})}")


def _movements(user, keys):
    for one in Movement.objects.visible_to(user).filter(_having(keys, "search_name")).order_by("sort_name")[: MOST + 1]:
        yield Hit(one.name, f"{one.launched_by}, {one.years}", reverse("movements:movement_detail", args=[one.key]))


def _indicators(user, keys, *, today):
    """By code, name or another name; an ended one says since when it is not followed."""
    rows = Indicator.objects.visible_to(user).as_of(today).named(" ".join(keys)).in_order()
    for one in rows[: MOST + 1]:
        ended = f" · {one.ended_words}" if one.ended_by(today) else ""
        detail = f"{one.code} · {one.unit_of_measure}{ended}"
        yield Hit(one.name, detail, reverse("movements:indicator_detail", args=[one.code]))


def _honorees(user, keys):
    rows = Honoree.objects.visible_to(user).standing().filter(_having(keys, "search_name")).select_related("unit")
    for one in rows.order_by("sort_name", "pk")[: MOST + 1]:
        detail = f"{one.get_subject_display()} · {one.unit.name}"
        yield Hit(one.name, detail, reverse("honorees:honoree_detail", args=[one.pk]))


def _dossiers(user, keys):
    """By their own title or their unit's name."""
    rows = Dossier.objects.visible_to(user).filter(_having(keys, "search_name")).select_related("unit")
    for one in rows.order_by("-pk")[: MOST + 1]:
        detail = f"{one.unit.name} · {one.get_state_display()}"
        yield Hit(one.title, detail, reverse("awards:dossier_detail", args=[one.pk]))


def _decisions(user, keys):
    rows = Decision.objects.visible_to(user).filter(_having(keys, "search_name")).for_list()
    for one in rows[: MOST + 1]:
        detail = f"{one.code} ngày {one.issued_on:%d/%m/%Y} · {one.issuer}"
        yield Hit(one.title, detail, reverse("awards:decision_detail", args=[one.pk]))


def _filings(user, keys):
    """Filings by the name of their unit, the newest periods first."""
    rows = Filing.objects.visible_to(user).filter(_having(keys, "unit__search_name"))
    for one in rows.select_related("unit", "period").order_by("-period__last_day", "unit__sort_name")[: MOST + 1]:
        detail = f"{one.unit.name} · {one.get_state_display()}"
        yield Hit(one.title, detail, reverse("movements:filing_detail", args=[one.pk]))


KINDS: tuple[tuple[str, str, Callable], ...] = (
    ("Đơn vị", "building", _units),
    ("Phong trào", "flag", _movements),
    ("Chỉ tiêu", "bars", _indicators),
    ("Đối tượng khen thưởng", "user", _honorees),
    ("Hồ sơ khen thưởng", "medal", _dossiers),
    ("Quyết định", "file", _decisions),
    ("Báo cáo kết quả", "list", _filings),
)
