"""What the page of one registration shows, gathered once."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from movements.actions import FILE_PURPOSES
from movements.compile import (
    REGISTRATION_LABELS,
    Content,
    content_in_force,
    differences,
    due_for,
    registration_content,
    registration_lines,
)
from movements.compile.pacts import pact_rows
from movements.enums import RegistrationState
from movements.forms import RegistrationFileForm, page_after_save, stored_registration
from movements.titles import title_book
from movements.views.filing_page import last_marks
from movements.workflow import REGISTRATION
from thidua.days import office_calendar
from thidua.events import timeline
from units.models import Attachment

QUIET_STEPS = frozenset({"save"})  # kept in the record, too many for the timeline
AMENDMENT = frozenset({"amending", "amend_to_head", "amend_sent"})


def registration_page(registration, user, *, today, typed=None, in_conflict=False):
    """The context of the page; `typed` is the form whose lines could not all be saved."""
    may_edit = user.has_perm("movements.edit_registration", registration)
    shown = may_edit or registration.unit_id == user.unit_id or registration.state in STANDING
    events = timeline(registration)
    prefetch_related_objects([registration], "activities")
    lines = registration_lines(registration, marks=last_marks(events)) if shown else None
    content = registration_content(registration, lines) if shown else content_in_force(registration)
    return {
        "registration": registration,
        "term": registration.term,
        "label": REGISTRATION_LABELS[registration.state],
        "may_edit": may_edit,
        "lines": lines,
        "content": content,
        "form": _form(registration, lines, typed, in_conflict) if may_edit else None,
        "typed": typed is not None,
        "steps": REGISTRATION.open_steps(registration, user),
        "events": [event for event in reversed(events) if event.step not in QUIET_STEPS],
        "returned": _last_return(registration, events),
        **_clock(registration, today),
        "last_saved": next((e for e in reversed(events) if e.step in ("save", "copy")), None),
        "files": _files(registration, user),
        "pact": pact_rows([registration])[0] if shown and registration.cluster_id else None,
        "titles_url": title_book().url(registration) if shown else "",
        "file_form": RegistrationFileForm() if may_edit else None,
        **_history(registration, content, events, shown),
    }


@dataclass(frozen=True)
class FileRow:
    pk: int
    name: str
    kind: str
    size: int


def _files(registration, user):
    rows = Attachment.objects.visible_to(user, of=registration).order_by("pk")
    return [FileRow(one.pk, one.name, FILE_PURPOSES.get(one.purpose, "Tệp"), one.size) for one in rows]


STANDING = RegistrationState.SHOWN_TO_RECEIVER


def _clock(registration, today):
    """The day of registering and the working days to it; no clock runs for what has been sent once."""
    if registration.first_submitted_at:
        return {"due_on": None, "days_left": None}
    due_on = due_for(registration.unit, registration.term)
    return {"due_on": due_on, "days_left": office_calendar().days_left(today, due_on)}


def _history(registration, content, events, shown):
    """The accepted versions, and while an amendment is on its way what it changes and why it was asked for."""
    versions = list(registration.versions.select_related("accepted_by"))
    amending = registration.state in AMENDMENT and versions
    asked = next((event for event in reversed(events) if event.step == "amend"), None)
    return {
        "versions": versions[::-1],
        "amendment": asked if amending else None,
        "changes": differences(Content.from_json(versions[-1].content), content) if amending and shown else [],
    }


def _form(registration, lines, typed, in_conflict):
    if typed is None:
        return stored_registration(registration, lines)
    return page_after_save(typed, registration, lines, in_conflict=in_conflict)


def _last_return(registration, events):
    """Why it came back, as long as the unit has not sent it again."""
    if registration.state not in (RegistrationState.RETURNED, RegistrationState.AMENDING):
        return None
    moved = next((event for event in reversed(events) if event.state), None)
    return moved if moved is not None and moved.step in ("return", "amend_return") else None
