"""What is shown of one box: the answer to autosave, and the page that tells its story."""

from decimal import Decimal

from django.template.loader import render_to_string

from movements.actions import NARRATIVES
from movements.checks import findings
from movements.compile import Section, change_log, filing_sections, history
from movements.enums import PeriodKind
from movements.forms import stored_field
from thidua import clock
from thidua.charts import Step, past_values

PARTS = {"cum": "movements/parts/box_cum.html", "tells": "movements/parts/box_tells.html"}
NOTE = "movements/parts/box_note.html"


def field_of(box):
    """The box as its row has it, with what the checks say of it."""
    found = findings([Section(box.indicator.movement, (box,))])
    return stored_field(box, found[0] if found else None)


def answer(filing, field, *, state, at, reader=None, theirs=None):
    """What the page needs to bring one box up to date; its words are rendered here, never put together there.

    `theirs` is the field as somebody else has written it: what may be taken instead of what was typed.
    """
    box = field.box
    words = {"f": field, "box": box, "indicator": box.indicator, "filing": filing}
    told = {
        "box": box.code,
        "state": state,
        "version": field.version,
        "at": clock.office_time(at) if at else "",
        "values": _values(theirs or field),
        "filled": box.is_filled,
        "blocks": field.blocks,
        "who": _writer(box.figure, reader) if reader else "",
        "note": render_to_string(NOTE, words) if state in ("saved", "news") else "",
    }
    return told | {name: render_to_string(template, words) for name, template in PARTS.items()}


def _values(field):
    anchor = field.anchor
    values = {f"v-{anchor}": field.value, f"n-{anchor}": field.nothing, f"g-{anchor}": field.note}
    return values | {f"m-{anchor}": field.denominator} if field.box.indicator.is_rate else values


def _writer(figure, reader):
    if figure is None or figure.changed_by is None:
        return ""
    who = "Bạn" if figure.changed_by == reader else figure.changed_by.full_name
    return f"{who} vừa sửa lúc {clock.office_time(figure.changed_at)}"


def narrative_values(filing):
    return {name: getattr(filing, name) for name in NARRATIVES}


def box_page(filing, indicator, user, *, field=None):
    """The context of a box's own page; `field` carries a note that could not be saved."""
    boxes = [box for section in filing_sections(filing) for box in section.boxes]
    box = next(box for box in boxes if box.code == indicator.code)
    past = history(filing, indicator)
    return {
        "filing": filing,
        "indicator": indicator,
        "box": box,
        "f": field or field_of(box),
        "may_edit": user.has_perm("movements.edit_filing", filing),
        "past": past[::-1],
        "breaks": [row for row in past if row.broken],
        "chart": _chart(past, indicator),
        "changes": change_log(filing, indicator) if filing.unit_id == user.unit_id else None,
    }


def _chart(past, indicator):
    if not any(row.value is not None for row in past):
        return ""
    steps = [Step(_label(row.period, indicator), _plain(row.value, indicator), bool(row.broken)) for row in past]
    title = f"{indicator.name}, {len(past)} kỳ gần đây"
    return past_values(steps, decimals=indicator.decimals, unit=indicator.unit_of_measure, title=title)


def _plain(value, indicator):
    return None if value is None else Decimal(value).scaleb(-indicator.decimals)


def _label(period, indicator):
    quarter = ("I", "II", "III", "IV")[period.index - 1]
    return str(period.year) if indicator.frequency == PeriodKind.YEAR else f"{quarter}/{period.year}"
