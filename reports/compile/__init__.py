"""Compiling a periodic report: one read of the database as of one moment, then frozen data for every reader."""

from django.conf import settings

from movements.enums import MovementState
from reports.compile.completeness import completeness
from reports.compile.data import Excerpt, FilingRef, Letter, ReportData, Running, Section
from reports.compile.footnotes import footnotes_of
from reports.compile.honours import awards, registrations, typical_models
from reports.compile.implementation import implementation
from reports.compile.lines import line
from reports.compile.tables import Tables, covers_filings
from thidua.canonical import canonical, digest
from thidua.db import snapshot
from thidua.errors import Refused

__all__ = ["ReportData", "canonical", "compile_report", "digest"]

CLOSING = "KL"
EXCERPT_LENGTH = 320
GROUND = (
    "Căn cứ Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ quy định về chế độ báo cáo của cơ quan "
    "hành chính nhà nước"
)


def compile_report(*, period, user, today, schedule=None) -> ReportData:
    """The period's results by directive point, as `user` may see them; figures of confirmed filings only.

    A number of queries that does not depend on how many units, filings or figures there are. `schedule` gives the
    addressee and Nơi nhận. Raises Refused when the period holds no whole quarter or has not one confirmed figure:
    a blank report is never made. Not to be called inside a transaction.
    """
    if not covers_filings(period):
        raise Refused(f"{period.name}: đơn vị báo cáo theo quý, mốc NĐ 09/2019; kỳ này cắt ngang các quý.")
    recipients = tuple(row.name for row in schedule.recipients.all() if row.gets_issued) if schedule else ()
    with snapshot():
        tables = Tables(period, user, today)
    if not tables.quarters:
        raise Refused(f"{period.name} chưa có quý nào trong danh mục kỳ báo cáo.")
    return _assemble(tables, schedule, recipients)


def _assemble(tables, schedule, recipients):
    period = tables.period
    sections = _sections(tables)
    if not any(row.sources for section in sections for row in section.lines):
        raise Refused(f"{period.name} chưa có số liệu nào được xác nhận, không lập bản tổng hợp trắng.")
    told, left = footnotes_of(tables, sections)
    return ReportData(
        title=_title(period),
        period=period.name,
        year=period.year,
        first_day=period.first_day,
        last_day=period.last_day,
        compiled_on=tables.today,
        from_new_year=tables.quarters == tables.to_date,
        illustrative=settings.DEMO or tables.others.illustrative or _filed_for_show(tables),
        letter=_letter(tables, schedule, recipients),
        movements=tuple(_running(tables)),
        quarters=tuple(completeness(tables, quarter) for quarter in tables.quarters),
        sections=sections,
        excerpts=tuple(_excerpts(tables)),
        filings=_cited(tables, sections),
        registrations=registrations(tables),
        awards=awards(tables),
        typical_models=typical_models(tables),
        implementation=implementation(tables),
        footnotes=told,
        footnotes_left=left,
    )


def _filed_for_show(tables):
    return any(filed.illustrative for filed in tables.filings.values())


def _title(period):
    authority = settings.OFFICE["authority"]
    return f"Kết quả thực hiện Chỉ thị phát động thi đua của {authority}, {period.name_in_text}"


def _lower_first(text):
    return text[:1].lower() + text[1:]


def _letter(tables, schedule, recipients):
    office = settings.OFFICE
    return Letter(
        authority=office["authority"].replace("Ủy ban nhân dân", "UBND"),
        department=schedule.unit.name if schedule else office["department"],
        symbol=f"BC-{office['department_code']}",
        place=office["place"],
        addressee=schedule.addressee if schedule else office["authority"],
        signer_title="GIÁM ĐỐC",
        recipients=recipients,
        grounds=(GROUND, *_directive_ground(tables.directive)),
    )


def _directive_ground(directive):
    """The directive by what is known of it: its number and day stay out where the source has none."""
    if directive is None:
        return
    number = f" số {directive.number}" if directive.number else ""
    day = f" ngày {directive.issued_on:%d/%m/%Y}" if directive.issued_on else ""
    yield f"Thực hiện Chỉ thị{number}{day} của {directive.issuer} {_lower_first(directive.title)}"


def _running(tables):
    year = tables.period.year
    for one in tables.movements:
        begun = (one.valid_from_year or year) <= year <= (one.valid_to_year or year)
        if begun and one.state in MovementState.RUNNING:
            points = ", ".join(_point_code(point) for point in one.points.all())
            yield Running(one.name, one.launched_by, one.years, points)


def _point_code(point):
    return CLOSING if point.closing else point.code


def _sections(tables):
    """Points in the directive's order, the closing paragraphs as one; what begins after the period is left out."""
    rows = {}
    for indicator in tables.indicators:
        if indicator.valid_from is None or indicator.valid_from <= tables.period.last_day:
            rows.setdefault(_point_code(indicator.point), []).append(line(tables, indicator))
    labels = {_point_code(point): point.label for point in reversed(tables.points)}
    order = [code for code in dict.fromkeys(_point_code(point) for point in tables.points) if code in rows]
    return tuple(Section(code, labels[code], tuple(rows[code])) for code in order)


def _excerpts(tables):
    """The last confirmed words of each of the province's own children, in the order of names."""
    last_day = tables.period.last_day
    latest = {unit: (pk, texts) for pk, unit, _, *texts in tables.texts if any(text.strip() for text in texts)}
    direct = set(tables.tree.direct(last_day))
    for unit in tables.tree.units:
        if unit in latest and unit in direct:
            pk, texts = latest[unit]
            yield Excerpt(pk, tables.tree.units[unit].name, *(_cut(text) for text in texts))


def _cut(text):
    """One paragraph, ended at a word."""
    line_ = " ".join(text.split())
    return line_ if len(line_) <= EXCERPT_LENGTH else f"{line_[:EXCERPT_LENGTH].rsplit(' ', 1)[0]}…"


def _cited(tables, sections):
    cited = {source.filing for section in sections for row in section.lines for source in row.sources}
    quarters = {quarter.pk: quarter.name for quarter in (*tables.last_year, *tables.to_date)}
    names = {pk: unit.name for pk, unit in tables.tree.units.items()}
    rows = (filed for filed in tables.filings.values() if filed.pk in cited)
    refs = [FilingRef(filed.pk, names[filed.unit_id], quarters[filed.period_id]) for filed in rows]
    return tuple(sorted(refs, key=lambda ref: ref.id))
