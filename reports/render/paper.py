"""The report as words: numbers and dates written the Vietnamese way, for a template that asks nothing."""

from dataclasses import dataclass
from decimal import Decimal

from movements.arithmetic import Verdict
from movements.enums import Comparison, Qualifier
from reports.compile.data import Line, ReportData
from reports.enums import ReportState
from thidua import charts
from thidua.calendar import name_in_text
from thidua.text import format_number
from thidua.tokens import CHART_FONT
from thidua.words import doc_day, doc_number

UNSIGNED = "Bản tổng hợp số liệu, chưa ký"
ILLUSTRATIVE = "dữ liệu minh họa"
BLANK = "\u00a0" * 6  # room for a pen
STATES = {
    "nothing": "không phát sinh",
    "missing": "chưa có số liệu",
    "disputed": "các nguồn khác nhau",
    "not_due": "chưa đến kỳ",
    "apart": "xem từng nguồn",
    "ended": "đã kết thúc theo dõi",
}
IN_ORDER = (Verdict.EXCEEDED, Verdict.MET, Verdict.MISSED, Verdict.UNKNOWN)
MOST_BARS = 12


@dataclass(frozen=True)
class Row:
    """One indicator as printed."""

    code: str
    name: str
    unit: str
    value: str
    to_date: str
    last_year: str
    source: str  # "9/10": boxes confirmed of boxes due
    notes: tuple[str, ...]
    is_number: bool
    is_partial: bool  # some of the boxes that were due are not confirmed
    has_sources: bool
    footnotes: tuple[int, ...] = ()


@dataclass(frozen=True)
class AimRow:
    """One target as printed, with the result beside it."""

    code: str
    name: str
    unit: str
    target: str
    result: str
    percent: str
    verdict: str


@dataclass(frozen=True)
class PaperSection:
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Paper:
    """What the template prints. `mark` stands on every page while the report is unsigned or its data illustrative."""

    data: ReportData
    mark: str
    number: str
    place_date: str
    grounds: tuple[str, ...]
    opening: str
    confirmed_only: str
    sections: tuple[PaperSection, ...]
    aims: tuple[AimRow, ...]
    aims_summary: str
    chart: str
    signer_name: str

    @property
    def letter(self):
        return self.data.letter

    @property
    def closing_quarter(self):
        return self.data.quarters[-1]

    @property
    def closing_name(self):
        return name_in_text(self.closing_quarter.quarter)

    @property
    def closing(self):
        """NĐ 30/2020 mẫu 1.4 ends with who reports; the full stop and "./." close the text."""
        return f"Trên đây là báo cáo của {self.letter.department}./."

    @property
    def print_chart(self):
        """The same drawing in the face of the paper, the only one that the PDF carries."""
        return self.chart.replace(CHART_FONT, "Tinos")

    @property
    def registered(self):
        return _registered(self.data.registrations)

    @property
    def planned(self):
        one = self.data.implementation
        kept, must = format_number(one.with_plan, 0), format_number(one.must, 0)
        return f"{kept} trên {must} đơn vị phải báo cáo đã ghi kế hoạch triển khai năm {self.data.year} vào sổ."

    @property
    def awarded(self):
        return _awarded(self.data.awards)

    @property
    def award_tables(self):
        """(title, rows) of each way of splitting the same total; none where nothing was granted."""
        awards = self.data.awards
        named = (
            ("Cấp khen thưởng", awards.by_authority),
            ("Danh hiệu, hình thức", awards.by_award),
            ("Loại hình", awards.by_occasion),
        )
        return [(title, rows) for title, rows in named if rows]

    @property
    def direct_workers(self):
        awards = self.data.awards
        share, persons = format_number(awards.direct_share, 1), format_number(awards.total.persons, 0)
        direct = format_number(awards.direct, 0)
        return f"Người trực tiếp công tác, lao động: {direct} trên {persons} lượt cá nhân ({share}%)."

    @property
    def dossiers(self):
        return _dossiers(self.data.awards.dossiers)

    def told(self, field):
        return [(one.unit, getattr(one, field)) for one in self.data.excerpts if getattr(one, field)]

    @property
    def narratives(self):
        named = (("Kết quả nổi bật", "highlights"), ("Khó khăn, tồn tại", "difficulties"), ("Kiến nghị", "proposals"))
        return [(title, self.told(field)) for title, field in named if self.told(field)]


def paper(data, *, report) -> Paper:
    """`report` gives what the data cannot know: whether it is signed, by whom, under which number and day."""
    rows = tuple(_aim_rows(data))
    return Paper(
        data=data,
        mark=_mark(data, report),
        number=doc_number(report.number) if report.number else BLANK,
        place_date=_place_date(data, report),
        grounds=tuple(_grounds(data.letter.grounds)),
        opening=_opening(data),
        confirmed_only=_confirmed_only(data),
        sections=tuple(_section(section, _numbers(data)) for section in data.sections),
        aims=rows,
        aims_summary=_summary(data, rows),
        chart=_chart(data),
        signer_name=report.signed_by.full_name if report.signed_by else "",
    )


def _mark(data, report):
    words = [UNSIGNED] if report.state in ReportState.UNSIGNED else []
    return " · ".join([*words, *([ILLUSTRATIVE] if data.illustrative else [])])


def _place_date(data, report):
    if report.issued_on:
        return f"{data.letter.place}, {doc_day(report.issued_on)}"
    return f"{data.letter.place}, ngày{BLANK}tháng{BLANK}năm {data.compiled_on.year}"


def _grounds(grounds):
    """Each line ends with a semicolon, the last with a full stop (NĐ 30/2020, Phụ lục I, mục II.6)."""
    for at, ground in enumerate(grounds, start=1):
        yield f"{ground}{'.' if at == len(grounds) else ';'}"


def _opening(data):
    return (
        f"{data.letter.department} báo cáo kết quả thực hiện {name_in_text(data.period)}, số liệu từ ngày "
        f"{data.first_day:%d/%m/%Y} đến hết ngày {data.last_day:%d/%m/%Y}, tổng hợp ngày {data.compiled_on:%d/%m/%Y}:"
    )


def _confirmed_only(data):
    waiting = sum(quarter.must.waiting + quarter.invited.waiting for quarter in data.quarters)
    tail = f" Còn {waiting} báo cáo đã gửi, chưa xác nhận, không tính vào số liệu." if waiting else ""
    return f"Số liệu chỉ cộng từ báo cáo đã được nơi nhận xác nhận; “không phát sinh” được tính là 0.{tail}"


# --- Registrations and awards ---------------------------------------------------------------------------------


def _registered(one):
    sent, must = (format_number(n, 0) for n in (one.on_time + one.late, one.must))
    due = f"hạn {one.register_by:%d/%m/%Y}"
    return f"{sent} trên {must} đơn vị phải đăng ký thi đua {one.term} đã gửi đăng ký ({due})."


def _awarded(one):
    total = one.total
    if not total.total:
        return "Trong kỳ không có lượt khen thưởng nào theo ngày ký quyết định."
    parts = (
        (total.persons, "cá nhân"), (total.collectives, "tập thể"), (total.households, "hộ gia đình"),
    )  # fmt: skip
    said = ", ".join(f"{format_number(n, 0)} {word}" for n, word in parts if n)
    return f"Tính theo ngày ký quyết định, trong kỳ có {format_number(total.total, 0)} lượt được khen thưởng: {said}."


def _dossiers(one):
    parts = (
        (one.received, "đến Sở Nội vụ trong kỳ"), (one.appraising, "đang thẩm định"),
        (one.returned, "đang trả lại để bổ sung"), (one.decided, "có quyết định trong kỳ"),
    )  # fmt: skip
    return f"Hồ sơ đề nghị khen thưởng: {'; '.join(f'{format_number(n, 0)} {word}' for n, word in parts)}."


# --- Figures -------------------------------------------------------------------------------------------------


def _numbers(data):
    """{code: numbers of its footnotes}."""
    found = {}
    for one in data.footnotes:
        found[one.code] = (*found.get(one.code, ()), one.number)
    return found


def _section(section, numbers):
    name = "Đoạn kết" if section.code == "KL" else f"Điểm {section.code}"
    return PaperSection(
        f"{name}: {section.label}", tuple(_row(line, numbers.get(line.code, ())) for line in section.lines)
    )


def _row(line, footnotes=()):
    return Row(
        code=line.code,
        name=line.name,
        unit=line.unit_of_measure,
        value=_value(line),
        to_date=_number(line.to_date, line),
        last_year=_number(line.last_year, line),
        source=_source(line),
        notes=tuple(_notes(line)),
        is_number=line.value is not None and line.state != "nothing",
        is_partial=line.state == "value" and line.given < line.expected,
        has_sources=bool(line.sources or line.published or line.listed),
        footnotes=footnotes,
    )


def _number(value, line):
    return "–" if value is None else format_number(value, line.decimals)


def _value(line):
    if line.value is None or line.state == "nothing":
        return STATES[line.state]
    shown = format_number(line.value, line.decimals)
    upper = format_number(line.upper, line.decimals) if line.upper is not None else ""
    return Qualifier(line.qualifier).label.format(shown, upper)


def _source(line):
    if line.expected:
        return f"{line.given}/{line.expected}"
    return {"published": "công bố", "portal": "cổng"}.get(line.line, "–")


def _notes(line):
    yield from line.notes
    if line.nothing and line.state == "value":
        yield f"Trong đó {line.nothing} báo cáo “không phát sinh”."
    for one in line.published:
        if line.line != "published" or line.state == "disputed":
            yield f"{published_words(one, line)} ({short_source(one.source)})."
    for one in line.cross_foot:
        if one.given == one.expected:
            own, below = _number(one.own, line), _number(one.below, line)
            yield f"{one.unit}, {name_in_text(one.quarter)}: tự báo cáo {own}, cộng đơn vị trực thuộc {below}."


def published_words(one, line: Line) -> str:
    """ "Số công bố: khoảng 4.425,0 tỷ đồng, suy ra"."""
    upper = format_number(one.upper, line.decimals) if one.upper is not None else ""
    shown = Qualifier(one.qualifier).label.format(format_number(one.value, line.decimals), upper)
    day = f" {one.as_of}" if one.as_of else ""
    return f"Số công bố{day}: {shown} {line.unit_of_measure}{', suy ra' if one.inferred else ''}"


def short_source(source):
    """The site instead of a long address."""
    _, found, rest = source.partition("://")
    return rest.partition("/")[0].removeprefix("www.") if found else source


# --- Targets -------------------------------------------------------------------------------------------------


def _aim_rows(data):
    for line in data.lines:
        for aim in line.aims:
            name = f"{line.name} (riêng {aim.scope})" if aim.scope else line.name
            yield AimRow(
                code=line.code,
                name=name,
                unit=line.unit_of_measure,
                target=_target_words(aim, line),
                result=_number(line.to_date, line) if not aim.scope else "–",
                percent="–" if aim.percent is None else format_number(aim.percent, 1),
                verdict=aim.verdict,
            )


def _target_words(aim, line):
    decimals = 0 if aim.comparison == Comparison.RISE_BY_RANKS else line.decimals
    ends = [format_number(end, decimals, trim=True) for end in (aim.value, aim.upper) if end is not None]
    years = f" ({aim.years})" if "–" in aim.years else ""
    return f"{Comparison(aim.comparison).label.format(*ends)}{years}"


def _summary(data, rows):
    said = [row.verdict for row in rows]
    counts = ", ".join(f"{said.count(verdict)} {verdict}" for verdict in IN_ORDER if verdict in said)
    return f"Trong {len(rows)} mục tiêu của năm {data.year}: {counts}." if rows else ""


def _chart(data):
    """The targets that have a share, drawn; the table beside it says the same."""
    bars = [
        charts.Bar(
            line.name,
            _decimal(line.to_date, line),
            _decimal(aim.value, line),
            line.unit_of_measure,
            line.decimals,
            line.better,
        )
        for line in data.lines
        for aim in line.aims
        if aim.percent is not None
    ]
    return charts.target_bars(bars[:MOST_BARS], width=592, title="Kết quả so với mục tiêu năm") if bars else ""


def _decimal(value, line):
    return Decimal(value).scaleb(-line.decimals)
