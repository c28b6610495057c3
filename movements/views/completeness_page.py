"""What the pages of completeness show: words, marks and addresses made of the counted values."""

from dataclasses import dataclass, replace
from functools import cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode

from movements.compile.completeness import (
    ALL_LABELS,
    EXPECTED,
    IN_TIME,
    SENT,
    STATE_LABELS,
    Wanted,
    by_cluster,
    by_kind,
    by_period,
    by_receiver,
    completeness,
    narrowed,
    state_counts,
    tally,
)
from movements.compile.standing import NOT_EXPECTED, OPEN, OVERDUE
from movements.models import Filing, Period
from movements.render.completeness import ROMAN, cell_words, empty_words, head, percent
from thidua.lists import Pill
from thidua.looks import look
from units.enums import UnitKind

TO_REMIND = frozenset({OPEN, OVERDUE})
MOST_IN_AN_ADDRESS = 300  # units; a longer address would be cut off on its way
NARROWERS = {"trang-thai": "state", "loai": "kind", "cum": "cluster", "noi": "receiver", "tim": "words"}
VIEWS = {
    "quy": ("Theo quý", "Quý"),
    "loai": ("Theo loại đơn vị", "Loại đơn vị"),
    "cum": ("Theo cụm, khối", "Cụm, khối thi đua"),
    "noi": ("Theo nơi nhận", "Nơi nhận báo cáo"),
}
GROUPERS = {"quy": by_period, "loai": by_kind, "cum": by_cluster, "noi": by_receiver}


@dataclass(frozen=True)
class Asked:
    """What the address says. `index`: a quarter of the year, 0 for all; `by`: how the counts are grouped."""

    year: int
    index: int
    periods: tuple[Period, ...]
    wanted: Wanted
    by: str = "quy"

    def query(self, **changes):
        """The query string of the same page with some of its words changed; blank ones are left out."""
        words = {"nam": self.year, "ky": self.index or "", "theo": "" if self.by == "quy" else self.by}
        words |= {name: getattr(self.wanted, field) for name, field in NARROWERS.items()}
        words |= {name.replace("_", "-"): value for name, value in changes.items()}
        return urlencode({name: value for name, value in words.items() if value not in ("", 0)})

    def url(self, **changes):
        return f"?{self.query(**changes)}"

    @property
    def span(self):
        """ "năm 2024", "quý IV năm 2024"."""
        return f"quý {ROMAN[self.index - 1]} năm {self.year}" if self.index else f"năm {self.year}"


def reminder_url(period_id, unit_ids):
    """The page on which a reminder to these units is written."""
    return f"/nhac-viec/soan/?{urlencode({'ky': period_id, 'don-vi': list(unit_ids)}, doseq=True)}"


@dataclass(frozen=True)
class Number:
    """A count with the address of the list behind it; without one where the list would be empty."""

    n: int
    url: str


@dataclass(frozen=True)
class Line:
    """A line of the table of counts."""

    label: str
    url: str
    expected: Number
    sent: Number
    sent_share: str
    in_time: Number
    in_time_share: str
    overdue: Number


def line(asked, label, counted, **place):
    """The counts of one group; `place` are the words of the address that narrow the page to the group."""

    def number(n, state):
        return Number(n, asked.url(trang_thai=state, **place) if n else "")

    return Line(
        label=label,
        url=asked.url(**place),
        expected=number(counted.expected, EXPECTED),
        sent=number(counted.sent, SENT),
        sent_share=percent(counted.sent_share),
        in_time=number(counted.in_time, IN_TIME),
        in_time_share=percent(counted.in_time_share),
        overdue=number(counted.overdue, OVERDUE),
    )


@dataclass(frozen=True)
class Mark:
    """A cell of the heat map: word, shape and colour, and where it leads."""

    head: str  # of its column
    shown: str
    tone: str
    url: str = ""
    verb: str = ""


@dataclass(frozen=True)
class HeatLine:
    name: str
    kind: str
    marks: list[Mark]
    sent: str
    in_time: str


def page(asked, user, rows_of, *, today):
    """The context of the page; `rows_of` cuts the rows of the list into the page that is shown."""
    board = completeness(user, asked.periods, today=today)
    whole = narrowed(board, replace(asked.wanted, state=""))
    shown = narrowed(whole, Wanted(state=asked.wanted.state)) if asked.wanted.state else whole
    rows = rows_of(shown.rows)
    may_remind = user.has_perm("movements.remind_units")
    return {
        "asked": asked,
        "today": today,
        "board": shown,
        "page": rows,
        "heads": [head(period) for period in board.periods],
        "heat": heat_lines(
            rows.object_list, board.periods, user, may_remind=may_remind, today=today, narrowed=bool(asked.wanted.state)
        ),
        "total": line(asked, "Cộng", tally(whole.cells)),
        "lines": _lines(asked, whole),
        "columns": _columns(asked, whole, may_remind),
        "views": [(key, label, asked.url(theo=key), key == asked.by) for key, (label, _) in VIEWS.items()],
        "group_head": VIEWS[asked.by][1],
        "pills": _pills(asked, whole),
        "filtered": ALL_LABELS.get(asked.wanted.state, ""),
        "n_cells": len(shown.cells),
        "choices": _choices(board, asked.wanted),
        "kept": [*((name, getattr(asked.wanted, field)) for name, field in NARROWERS.items()), ("theo", asked.by)],
        "remind_all": _remind_all(whole) if may_remind else None,
        "query": asked.query(),
    }


def _lines(asked, board):
    """Grouping by quarter narrows by quarter; every other by its own word of the address."""
    place = {"quy": "ky"}.get(asked.by, asked.by)
    return [line(asked, group.label, group.tally, **{place: group.key}) for group in GROUPERS[asked.by](board)]


@dataclass(frozen=True)
class Column:
    """The foot of a column of the heat map."""

    head: str
    line: Line
    remind: str


def _columns(asked, board, may_remind):
    return [
        Column(
            head(period), line(asked, group.label, group.tally, ky=group.key), _remind_url(board, period, may_remind)
        )
        for period, group in zip(board.periods, by_period(board), strict=True)
    ]


def _late_units(board, period):
    return [one.unit.pk for one in board.cells if one.period.pk == period.pk and one.state == OVERDUE]


def _remind_url(board, period, may_remind):
    late = _late_units(board, period) if may_remind else ()
    return reminder_url(period.pk, late[:MOST_IN_AN_ADDRESS]) if late else ""


@dataclass(frozen=True)
class RemindAll:
    """The newest quarter in which somebody is late, and the address that reminds them all at once."""

    label: str
    url: str


def _remind_all(board):
    for period in reversed(board.periods):
        if late := _late_units(board, period):
            n = min(len(late), MOST_IN_AN_ADDRESS)
            words = f"Nhắc {n} đơn vị quá hạn quý {ROMAN[period.index - 1]}"
            return RemindAll(words, reminder_url(period.pk, late[:MOST_IN_AN_ADDRESS]))
    return None


def _pills(asked, board):
    pills = [Pill("Tất cả", len(board.cells), asked.url(trang_thai=""), not asked.wanted.state)]
    return pills + [
        Pill(STATE_LABELS[state], n, asked.url(trang_thai=state), state == asked.wanted.state, state)
        for state, n in state_counts(board.cells).items()
        if n
    ]


@dataclass(frozen=True)
class Choices:
    """The boxes above the list: (value, label, chosen)."""

    kinds: list
    clusters: list
    receivers: list


def _choices(board, wanted):
    kinds = {row.unit.kind for row in board.rows}
    seated = {pk for row in board.rows for pk in board.seats.get(row.unit.pk, ())}
    return Choices(
        [(kind, kind.label, kind == wanted.kind) for kind in UnitKind if kind in kinds],
        [(pk, one.name, str(pk) == wanted.cluster) for pk, one in board.clusters.items() if pk in seated],
        [(pk, name, str(pk) == wanted.receiver) for pk, name in board.names.items()] if len(board.names) > 1 else [],
    )


def narrowed_words(board, wanted):
    """What the list was narrowed to, in words; blank when it is whole."""
    clusters = {str(pk): one.name for pk, one in board.clusters.items()}
    receivers = {str(pk): name for pk, name in board.names.items()}
    said = [
        ("trạng thái", ALL_LABELS.get(wanted.state, wanted.state)),
        ("loại đơn vị", dict(UnitKind.choices).get(wanted.kind, wanted.kind)),
        ("cụm, khối", clusters.get(wanted.cluster, wanted.cluster)),
        ("nơi nhận", receivers.get(wanted.receiver, wanted.receiver)),
        ("tên có chữ", wanted.words),
    ]
    told = "; ".join(f"{name}: {value}" for name, value in said if value)
    return f"Chỉ gồm {told}." if told else ""


# --- The heat map ---------------------------------------------------------------------------------------------


def heat_lines(rows, periods, user, *, may_remind, today, narrowed):
    """One line per unit; what may be opened is asked once for all of them. `narrowed` cells stay blank."""
    sent = [cell.filing.pk for row in rows for cell in row.cells if cell is not None and cell.filing is not None]
    seen = set(Filing.objects.visible_to(user).filter(pk__in=sent).values_list("pk", flat=True)) if sent else set()
    blank = [Mark(head(one), "" if narrowed else _badge(NOT_EXPECTED, empty_words(one, today)), "") for one in periods]
    badge = cache(_badge)  # a few dozen words for thousands of cells
    found = []
    for row in rows:
        marks = [
            nothing if cell is None else _mark(nothing.head, cell, seen, badge, may_remind=may_remind)
            for nothing, cell in zip(blank, row.cells, strict=True)
        ]
        found.append(HeatLine(row.unit.name, UnitKind(row.unit.kind).label, marks, *_sums(row)))
    return found


def _badge(state, words):
    """As the tag `state` writes it."""
    glyph, tone = look(state)
    return render_to_string("components/state.html", {"glyph": glyph, "tone": tone, "label": words})


def _sums(row):
    counted = tally(cell for cell in row.cells if cell is not None)
    if not counted.expected:
        return "–", "–"
    return f"{counted.sent}/{counted.expected}", f"{counted.in_time}/{counted.expected}"


def _mark(name, cell, seen, badge, *, may_remind):
    shown, tone = badge(cell.state, cell_words(cell)), look(cell.state)[1]
    if cell.filing is not None and cell.filing.pk in seen:
        return Mark(name, shown, tone, reverse("movements:filing_detail", args=[cell.filing.pk]), "mở báo cáo")
    if may_remind and cell.state in TO_REMIND:
        return Mark(name, shown, tone, reminder_url(cell.period.pk, [cell.unit.pk]), "soạn lời nhắc")
    return Mark(name, shown, tone)
