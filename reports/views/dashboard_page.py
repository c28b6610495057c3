"""What the dashboard shows: words, drawings and links made of the compiled values."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode

from movements.arithmetic import Verdict
from movements.compile import LABELS
from movements.enums import Comparison, Qualifier
from reports.compile.aims import REACHED
from reports.compile.dashboard.grid import INVITED, LATE, ON_TIME, OPEN, OVERDUE, RETURNED, SENT
from reports.compile.dashboard.stuck import MOST
from thidua import charts
from thidua.text import format_number

MARKS = {  # state -> (icon, tone): every one another shape, so that a grey print reads
    ON_TIME: ("done", "ok"),
    LATE: ("warning", "back"),
    RETURNED: ("return", "back"),
    OPEN: ("ring", "idle"),
    OVERDUE: ("bad", "fail"),
    SENT: ("sent", "doing"),
    INVITED: ("minus", "idle"),
}
WORDS = LABELS | {
    ON_TIME: "Đúng hạn",
    LATE: "Gửi chậm",
    SENT: "Được đề nghị, đã gửi",
    INVITED: "Được đề nghị, chưa gửi",
}
NOT_OWED = "không phải báo cáo kỳ này"
ROMAN = ("I", "II", "III", "IV")
YEARS_DRAWN = 14
MOST_BARS = 8


def address(route, period, *args, **more):
    """A page of the dashboard at the same year and quarter."""
    query = {"nam": period.year, "ky": period.index} | {key.replace("_", "-"): value for key, value in more.items()}
    return f"{reverse(f'dashboard:{route}', args=args)}?{urlencode(query)}"


def page(board):
    """The context of the whole page."""
    return {
        "board": board,
        "points": [_tile(board, point) for point in board.points],
        "heat": _heat(board),
        "states": _states(board),
        "unit_rows": [_unit_row(board.grid, row) for row in board.grid.direct],
        "districts": _districts(board),
        "targets": _targets(board),
        "series": [_series(index, board.period.year) for index in board.indexes],
        "index_rows": _index_rows(board),
        "honours": _honours(board),
        "late": _late(board),
        "most": MOST,
    }


# --- Points --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tile:
    """A point at a glance; `figure` is the telling number with `unit` and `name` under it."""

    heading: str
    label: str
    url: str
    figure: str
    name: str
    known: str
    met: int
    missed: int
    unknown: int


def heading(point):
    return "Đoạn kết" if point.code == "KL" else f"Điểm {point.code}"


def _tile(board, point):
    url = address("point", board.period, point.code)
    if not point.lines:  # the heads' own point: what they have signed and sent
        figure, name, url = _signed(board), "báo cáo thủ trưởng đã ký, gửi kỳ này", address("filings", board.period)
        return Tile(heading(point), point.label, url, figure, name, "không có chỉ tiêu riêng", 0, 0, 0)
    known = f"{point.known}/{point.followed} chỉ tiêu có số"
    counts = (point.met, point.missed, point.unknown)
    return Tile(heading(point), point.label, url, *_telling(point.telling), known, *counts)


def _signed(board):
    counts = board.grid.counts(-1) if board.grid.quarters else {}
    sent = sum(counts.get(state, 0) for state in (ON_TIME, LATE, RETURNED, SENT))
    return f"{sent}/{sum(counts.values())}"


def _telling(line):
    if line is None:
        return "–", "chưa có số liệu"
    return number(line.to_date, line.decimals), f"{line.unit_of_measure} · {line.name}"


def number(value, decimals):
    return "–" if value is None else format_number(value, decimals, trim=True)


# --- Filings -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StateCount:
    """A mark of the heat map with its word and number in the chosen quarter."""

    mark: str
    tone: str
    label: str
    n: int
    url: str
    code: str


def _states(board):
    """The legend: all marks that occur, each with the number of the chosen quarter."""
    if not board.grid.quarters:
        return []
    counts = board.grid.counts(-1)
    return [
        StateCount(
            *MARKS[code], WORDS[code], counts.get(code, 0), address("filings", board.period, tinh_trang=code), code
        )
        for code in MARKS
    ]


def _heat(board):
    grid = board.grid
    heads = [ROMAN[index - 1] for index in grid.indexes]
    rows = [charts.HeatRow(_short(row.name), tuple(_cells(grid, row))) for row in grid.direct]
    wide = charts.heat_map(rows, heads, columns=4)
    return {"wide": wide, "narrow": charts.heat_map(rows, heads, columns=1, width=320)} if rows else {}


def _short(name):
    """The name without what every name here has."""
    for long, brief in (("Ủy ban nhân dân ", "UBND "), ("Ủy ban Mặt trận Tổ quốc Việt Nam", "Mặt trận Tổ quốc")):
        name = name.replace(long, brief)
    return name


def _cells(grid, row):
    for quarter, state, filing in zip(grid.quarters, row.states, row.filings, strict=True):
        mark, tone = MARKS.get(state, ("", "idle"))
        words = f"{quarter}: {WORDS[state].lower() if state else NOT_OWED}"
        yield charts.Cell(mark, tone, words, reverse("movements:filing_detail", args=[filing]) if filing else "")


@dataclass(frozen=True)
class CellWords:
    quarter: str
    label: str
    url: str


def _unit_row(grid, row):
    """A row of the table behind the heat map, or of the list."""
    cells = [
        CellWords(quarter, WORDS[state] if state else "–", reverse("movements:filing_detail", args=[pk]) if pk else "")
        for quarter, state, pk in zip(grid.quarters, row.states, row.filings, strict=True)
    ]
    return row.name, cells


def _districts(board):
    """Communes by the unit above them: (name, sent, owed, overdue, address) of the chosen quarter."""
    groups = {}
    for row in board.grid.communes:
        groups.setdefault(row.parent, []).append(row)
    for parent, rows in groups.items():
        counts = board.grid.counts(-1, rows)
        sent = sum(counts.get(state, 0) for state in (ON_TIME, LATE, RETURNED, SENT))
        url = address("filings", board.period, cap=parent)
        yield parent, sent, sum(counts.values()), counts.get(OVERDUE, 0), url


def filing_rows(grid, *, state, parent):
    """(name, parent, icon, tone, word, filing) of the last quarter of the grid, filtered."""
    for row in (*grid.direct, *grid.communes):
        code = row.states[-1]
        if code and (not state or code == state) and (not parent or row.parent == parent):
            yield row.name, row.parent, *MARKS[code], WORDS[code], row.filings[-1]


# --- Targets -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TargetRow:
    name: str
    url: str
    target: str
    unit: str
    result: str
    percent: str
    verdict: str
    look: str


LOOKS = {Verdict.EXCEEDED: "done", Verdict.MET: "done", Verdict.MISSED: "fail", Verdict.UNKNOWN: "ask"}


def _targets(board):
    pairs = [(line, aim) for point in board.points for line in point.lines for aim in line.aims]
    bars = [_bar(line, aim) for line, aim in pairs if aim.percent is not None][:MOST_BARS]
    rows = [_target_row(board, line, aim) for line, aim in pairs]
    return {
        "rows": rows,
        "finding": _finding(board, rows),
        "chart": charts.target_bars(bars, width=440, title="Kết quả so với mục tiêu") if bars else "",
        "phone": charts.target_bars(bars, width=300, title="Kết quả so với mục tiêu") if bars else "",
        "drawn": len(bars),
    }


def _bar(line, aim):
    value, target = (Decimal(figure).scaleb(-line.decimals) for figure in (line.to_date, aim.value))
    reached = aim.verdict in REACHED
    return charts.Bar(line.name, value, target, line.unit_of_measure, line.decimals, line.better, reached)


def _target_row(board, line, aim):
    name = f"{line.name} (riêng {aim.scope})" if aim.scope else line.name
    percent = "–" if aim.percent is None else f"{format_number(aim.percent, 1)} %"
    result = number(line.to_date, line.decimals) if not aim.scope else "–"
    url = address("figure", board.period, line.code)
    words = target_words(line, aim)
    return TargetRow(name, url, words, line.unit_of_measure, result, percent, aim.verdict, LOOKS[aim.verdict])


def target_words(line, aim):
    decimals = 0 if aim.comparison == Comparison.RISE_BY_RANKS else line.decimals
    ends = [number(end, decimals) for end in (aim.value, aim.upper) if end is not None]
    years = f" ({aim.years})" if "–" in aim.years else ""
    return f"{Comparison(aim.comparison).label.format(*ends)}{years}"


def _finding(board, rows):
    if not rows:
        return f"Năm {board.period.year} chưa có mục tiêu nào của tỉnh trên cổng."
    said = [row.verdict for row in rows]
    order = (Verdict.EXCEEDED, Verdict.MET, Verdict.MISSED, Verdict.UNKNOWN)
    counts = ", ".join(f"{said.count(verdict)} {verdict}" for verdict in order if verdict in said)
    early = "" if board.year_end else " Mục tiêu năm được xét khi hết quý IV."
    return f"{len(rows)} mục tiêu của năm {board.period.year}: {counts}.{early}"


# --- Indexes -------------------------------------------------------------------------------------------------


def _series(index, year):
    """(name, finding, drawing) of one index over the last years."""
    first = year - YEARS_DRAWN + 1
    dots = tuple(_dot(point, index) for point in index.points if point.figure.year >= first)
    breaks = tuple(of for of, _ in index.breaks)
    series = charts.Series(index.name, dots, index.decimals, index.better, breaks)
    return {"name": index.name, "finding": _told(index, year), "svg": charts.index_series(series, (first, year))}


def _dot(point, index):
    value = Decimal(point.figure.value).scaleb(-index.decimals)
    return charts.Dot(point.figure.year, value, point.segment, point.figure.disputed)


def _told(index, year):
    """The latest figure, or since when there is none."""
    sure = [point.figure for point in index.points if not point.figure.disputed]
    if not sure:
        return "chưa có số liệu"
    last = sure[-1]
    tail = "" if last.year == year else f", sau đó chưa có số đến {year}"
    return f"{number(last.value, index.decimals)} {index.unit_of_measure} năm {last.year}{tail}"


def _index_rows(board):
    """The table behind: (year, [words per index]), newest first."""
    years = [point.figure.year for index in board.indexes for point in index.points]
    first = min(years, default=board.period.year)
    for year in range(board.period.year, first - 1, -1):
        yield year, [_year_words(index, year) for index in board.indexes]


def _year_words(index, year):
    figures = [point.figure for point in index.points if point.figure.year == year]
    words = [_figure_words(one, index) for one in figures]
    broken = any(of == year for of, _ in index.breaks)
    return f"{' hoặc '.join(words) or 'chưa có số liệu'}{' (đổi cách tính)' if broken else ''}"


def _figure_words(one, index):
    ends = [number(end, index.decimals) for end in (one.value, one.upper) if end is not None]
    return Qualifier(one.qualifier).label.format(*ends) + (", suy ra" if one.inferred else "")


# --- Awards, late work ---------------------------------------------------------------------------------------


def _honours(board):
    found, period = board.honours, board.period
    rows = [
        (
            label,
            [
                (n, address("honours", period, nhom=code, loai=occasion))
                for n, (occasion, _) in zip(numbers, found.occasions, strict=True)
            ],
        )
        for code, label, numbers in found.rows
    ]
    return {"rows": rows, "occasions": found.occasions, "total": found.total, "url": address("honours", period)}


def _late(board):
    """(words, number, address) of what is late: filings of the chosen quarter, all other work as it stands now."""
    counts = board.grid.counts(-1) if board.grid.quarters else {}
    period = board.period
    filings = [
        (f"Báo cáo kỳ này: {WORDS[code].lower()}", counts.get(code, 0), address("filings", period, tinh_trang=code))
        for code in (OVERDUE, RETURNED)
    ]
    return [
        *filings,
        ("Hồ sơ khen thưởng đang chờ xử lý", board.stuck.dossier_count, address("dossiers", period)),
        ("Báo cáo của Sở Nội vụ chưa ký", board.stuck.report_count, reverse("reports:report_list")),
    ]
