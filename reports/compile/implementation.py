"""What units did to carry out the directive, from their registers (report I.1–I.3)."""

from collections import Counter

from movements.enums import ActivityKind, Medium
from reports.compile.completeness import expected_units, under_parents
from reports.compile.counted import kept_in, spans
from reports.compile.data import Counted, Implementation, Issued, Tally
from units.enums import Duty

MOST_DOCUMENTS = 40
PEOPLE = "Lượt người được quán triệt, phổ biến"
COUNTS = {
    "Kế hoạch triển khai": {ActivityKind.PLAN},
    "Văn bản đã ban hành, gồm kế hoạch": ActivityKind.NUMBERED,
    "Hội nghị, lớp quán triệt, phổ biến": {ActivityKind.CONFERENCE},
    PEOPLE: {ActivityKind.CONFERENCE},
    "Tin, bài, chuyên mục": {ActivityKind.MEDIA},
}


def implementation(tables) -> Implementation | None:
    """None where no unit keeps a register: a table of zeros would say something false."""
    if not tables.others.kept:
        return None
    rows = [kept_in(tables, *days) for days in spans(tables)]
    now, year, _ = rows
    papers = [one for one in now if one.kind in ActivityKind.NUMBERED]
    must, without = _without_plan(tables, year)
    return Implementation(
        counts=tuple(_counted(label, kinds, rows) for label, kinds in COUNTS.items()),
        by_type=_tallies(_kind_of(one) for one in papers),
        by_medium=_tallies(Medium(one.medium).label for one in now if one.kind == ActivityKind.MEDIA),
        documents=tuple(_issued(tables, one) for one in papers[:MOST_DOCUMENTS]),
        more=max(len(papers) - MOST_DOCUMENTS, 0),
        must=len(must),
        with_plan=len(must) - len(without),
        without_plan=under_parents(tables, without, tables.quarters[-1].last_day),
    )


def _counted(label, kinds, spans_of_rows):
    """`spans_of_rows`: the rows of the period, of the year so far, of the same period last year."""
    now, year, before = ([one for one in rows if one.kind in kinds] for rows in spans_of_rows)
    return Counted(
        label=label,
        units=len({one.unit_id for one in now}),
        value=_amount(label, now),
        to_date=_amount(label, year),
        last_year=_amount(label, before) if spans_of_rows[2] else None,
    )


def _amount(label, rows):
    return sum(one.attendances for one in rows) if label == PEOPLE else len(rows)


def _kind_of(paper):
    return "Kế hoạch" if paper.kind == ActivityKind.PLAN else paper.document_type or "Văn bản khác"


def _tallies(labels):
    return tuple(Tally(label, n) for label, n in sorted(Counter(labels).items(), key=lambda pair: (-pair[1], pair[0])))


def _issued(tables, one):
    return Issued(tables.tree.units[one.unit_id].name, _kind_of(one), one.number, one.on, one.title)


def _without_plan(tables, year):
    """(units that must report, those of them without a plan in the year so far)."""
    expected = expected_units(tables, tables.quarters[-1])
    must = {pk for pk in expected if tables.tree.units[pk].duty == Duty.MUST}
    return must, must - {one.unit_id for one in year if one.kind == ActivityKind.PLAN}
