"""Writing and reading the append-only record of what was done."""

from dataclasses import dataclass
from datetime import datetime

from thidua.looks import look
from thidua.models import Event, Reason

GLYPHS = {"add_file": "clip", "remove_file": "clip", "send_test": "mail", "send_again": "mail", "deliver": "mail"}


def record(row, *, step, label, by, at, from_state="", to_state="", note="", reason="", data=None):
    """Writes one event; call it in the transaction of the change. `by=None` means the portal itself."""
    return Event.objects.create(
        about=row._meta.label_lower, about_id=row.pk, step=step, label=label, by=by, at=at,
        from_state=from_state, to_state=to_state, note=note, reason=reason, data=data or {},
    )  # fmt: skip


def record_many(model, keys, *, step, label, by, at, note=""):
    """The same event on many rows of a model, in a few statements; call it in the transaction of the change."""
    about = model._meta.label_lower
    events = (Event(about=about, about_id=key, step=step, label=label, by=by, at=at, note=note) for key in keys)
    return Event.objects.bulk_create(events, batch_size=1000)


@dataclass(frozen=True)
class Line:
    """One line of a timeline, ready for the template."""

    step: str
    title: str
    state: str
    who: str
    office: str
    at: datetime
    note: str
    reason: str
    data: dict

    @property
    def glyph(self):
        """The mark of the state it led to, or of the kind of act where no state changed."""
        return look(self.state)[0] if self.state else GLYPHS.get(self.step, "pen")


def timeline(row, *, without=()):
    """The events of a row, oldest first, in two queries; `without` names steps too many to show."""
    events = list(Event.objects.of(row).exclude(step__in=without).for_timeline())
    labels = dict(Reason.objects.filter(code__in={e.reason for e in events if e.reason}).values_list("code", "label"))
    return [_line(event, labels) for event in events]


def last_time(row, steps):
    """When one of these steps was last taken on a row, or None."""
    return Event.objects.of(row).filter(step__in=steps).order_by("-pk").values_list("at", flat=True).first()


def _line(event, labels):
    return Line(
        step=event.step,
        title=event.label,
        state=event.to_state,
        who=event.by.full_name if event.by else "Cổng",
        office=event.by.unit.short_name if event.by and event.by.unit else "",
        at=event.at,
        note=event.note,
        reason=f"{labels.get(event.reason, '')} ({event.reason})" if event.reason else "",
        data=event.data,
    )
