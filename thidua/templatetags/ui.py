"""Component tags and number and date filters. They are builtins of the template engine: no `{% load %}`.

Every tag has declared inputs and a template of its own under templates/components/; none asks the database.
"""

from itertools import count as counter

from django import forms, template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html

from thidua.charts import plain_number
from thidua.looks import look
from thidua.text import format_number, initials

register = template.Library()

NOTHING = "–"  # what stands where there is no value
_reason_numbers = counter(
    1
)  # two refused buttons on one page, or on a page and a fragment put into it, never share an id
_CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


# --- Parts of a page ---------------------------------------------------------------------------------------


@register.simple_tag
def icon(name):
    """One drawing of static/img/icons.svg, silent to screen readers: the word beside it is the name."""
    href = f"{static('img/icons.svg')}#{name}"
    return format_html('<svg class="ic" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', href)


@register.inclusion_tag("components/state.html")
def state(code, label):
    """State as glyph + word + colour. `code` is a state's code or a tone; KeyError if it has no look."""
    glyph, tone = look(code)
    return {"glyph": glyph, "tone": tone, "label": label}


@register.inclusion_tag("components/due.html")
def due(due_on, days_left):
    """Due day and the working days left (int, negative when past, None when no clock runs)."""
    word, tone = _days_left(days_left)
    return {"due_on": due_on, "word": word, "tone": tone}


def _days_left(days):
    if days is None:
        return "", ""
    if days < 0:
        return f"quá {-days} ngày", "late"
    if days == 0:
        return "hôm nay", "soon"
    return (f"còn {days} ngày", "soon") if days <= 3 else (f"còn {days} ngày làm việc", "far")


@register.inclusion_tag("components/who.html")
def who(name, office):
    """A person or the office that holds the work; "" for nobody."""
    return {"name": name, "office": office, "initials": initials(name)}


@register.simple_block_tag
def card(content, title="", tone="plain", id=""):  # noqa: A002 - reads as the attribute it becomes
    """A sheet of paper; `tone` is plain, flush (rows up to its edges) or honour (gold edge)."""
    return render_to_string("components/card.html", {"content": content, "title": title, "tone": tone, "id": id})


@register.inclusion_tag("components/button.html")
def button(label, href="", kind="quiet", *, why="", icon="", name="", value=""):
    """Link if `href`, else a submit button. `kind`: primary (once a page), quiet, link; " sm" makes it small.

    `why` refuses it: the button stays focusable, does nothing and shows its reason beside it.
    """
    classes = " ".join(f"btn-{word}" for word in kind.split())
    reason_id = f"vi-sao-{next(_reason_numbers)}" if why else ""
    given = {"label": label, "href": href, "why": why, "icon": icon, "name": name, "value": value}
    return {**given, "classes": classes, "reason_id": reason_id}


@register.inclusion_tag("components/step_form.html")
def step_form(step, url, primary=False):
    """One step of a workflow: a POST form, or a link when the step asks for more than a click."""
    asks = bool(step.needs_form or step.needs_note or step.reasons)
    return {"step": step, "url": url, "asks": asks, "classes": "btn-primary" if primary else "btn-quiet"}


@register.inclusion_tag("components/count.html")
def count(label, n, url, current=False, code=""):
    """A pill that filters the list below it; `code` puts the glyph of that state before the word."""
    glyph, tone = look(code) if code else ("", "")
    return {"label": label, "n": n, "url": url, "current": current, "glyph": glyph, "tone": tone}


@register.inclusion_tag("components/timeline.html")
def timeline(events):
    """Objects with .glyph .title .who .office .at .note .reason, in the order given."""
    return {"events": events}


@register.inclusion_tag("components/empty.html")
def empty(title, text, href="", label=""):
    """What is true, why, and one way on."""
    return {"title": title, "text": text, "href": href, "label": label}


@register.inclusion_tag("components/figure.html")
def figure(svg, finding, title, table_url="", phone=""):
    """A chart under its finding. `phone` is the same chart drawn narrow, shown instead below 768 px."""
    return {"svg": svg, "finding": finding, "title": title, "table_url": table_url, "phone": phone}


@register.inclusion_tag("components/pager.html")
def pager(page, query=""):
    """Pages of a list. `query` is the rest of the query string, without `trang` and without "?"."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    start = f"?{query}&trang=" if query else "?trang="
    return {"page": page, "numbers": numbers, "start": start, "gap": page.paginator.ELLIPSIS}


# --- Forms -------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/field.html")
def field(bound_field):
    """Label, hint, box and the error under the box, tied together for screen readers."""
    widget = bound_field.field.widget
    kind = "check" if isinstance(widget, forms.CheckboxInput) else "group" if isinstance(widget, _CHOICES) else "box"
    box = "" if kind == "group" else bound_field.as_widget(attrs={"class": _box_class(bound_field, kind)})
    given = {"field": bound_field, "kind": kind, "box": box, "optional": _is_optional(bound_field)}
    return {**given, "choices": _choices(bound_field) if kind == "group" else []}


def _is_optional(bound_field):
    """A field marked `some_must` is demanded of some: its hint says of whom, so nothing says "không bắt buộc"."""
    return not bound_field.field.required and not getattr(bound_field.field, "some_must", False)


def _choices(bound_field):
    for choice in bound_field.subwidgets:
        choice.data["attrs"]["class"] = "form-check-input"
    return bound_field.subwidgets


def _box_class(bound_field, kind):
    widget = bound_field.field.widget
    words = [widget.attrs.get("class", "")]
    words.append("form-check-input" if kind == "check" else _shape(widget))
    if isinstance(widget, forms.NumberInput) or widget.attrs.get("inputmode") in ("decimal", "numeric"):
        words.append("box")
    if bound_field.errors:
        words.append("is-invalid")
    return " ".join(word for word in words if word)


def _shape(widget):
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


@register.inclusion_tag("components/errors.html")
def errors(form):
    """The list of errors on top of a form, each a link to its box; nothing when there are none."""
    rows = [("", "", message) for message in form.non_field_errors()]
    rows += [
        (f"#{_first_box(form[name])}", form[name].label, message)
        for name, messages in form.errors.items()
        if name in form.fields
        for message in messages
    ]
    return {"rows": rows}


def _first_box(bound_field):
    several = isinstance(bound_field.field.widget, _CHOICES)
    return f"{bound_field.auto_id}_0" if several else bound_field.id_for_label or bound_field.auto_id


# --- Numbers and days --------------------------------------------------------------------------------------


@register.filter
def number(value, decimals=0):
    """1.234,5. An int is a stored figure (value × 10^decimals); Decimal and float are plain values; None is a dash."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, int):
        return format_number(value, decimals)
    return plain_number(value, decimals)


@register.filter
def money(value):
    """Whole đồng: 2.340.000 đồng."""
    return NOTHING if value is None or value == "" else f"{format_number(int(value), 0)} đồng"


@register.filter
def vn_date(value):
    """05/01/2026, in the office's time zone."""
    return _local(value).strftime("%d/%m/%Y") if value else NOTHING


@register.filter
def vn_datetime(value):
    """05/01/2026 10:42, in the office's time zone."""
    return _local(value).strftime("%d/%m/%Y %H:%M") if value else NOTHING


def _local(value):
    return timezone.localtime(value) if getattr(value, "tzinfo", None) else value


@register.filter
def filesize_vn(size):
    """Bytes as people say them: 820 byte, 12 KB, 1,2 MB."""
    if size is None or size == "":
        return NOTHING
    if size < 1024:
        return f"{size} byte"
    if size < 1024 * 1024:
        return f"{number(size / 1024)} KB"
    return f"{number(size / 1024 / 1024, 1)} MB"
