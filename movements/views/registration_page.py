"""What the page of one registration shows, gathered once."""

from movements.compile import REGISTRATION_LABELS, SHOWN_TO_RECEIVER, registration_lines
from movements.enums import RegistrationState
from movements.forms import page_after_save, stored_registration
from movements.views.filing_page import last_marks
from movements.workflow import REGISTRATION
from thidua.days import office_calendar
from thidua.events import timeline

QUIET_STEPS = frozenset({"save"})  # kept in the record, too many for the timeline


def registration_page(registration, user, *, today, typed=None, in_conflict=False):
    """The context of the page; `typed` is the form whose lines could not all be saved."""
    may_edit = user.has_perm("movements.edit_registration", registration)
    shown = may_edit or registration.unit_id == user.unit_id or registration.state in SHOWN_TO_RECEIVER
    events = timeline(registration)
    lines = registration_lines(registration, marks=last_marks(events)) if shown else None
    return {
        "registration": registration,
        "term": registration.term,
        "label": REGISTRATION_LABELS[registration.state],
        "may_edit": may_edit,
        "lines": lines,
        "form": _form(lines, typed, in_conflict) if may_edit else None,
        "typed": typed is not None,
        "steps": REGISTRATION.open_steps(registration, user),
        "events": [event for event in reversed(events) if event.step not in QUIET_STEPS],
        "returned": _last_return(registration, events),
        "days_left": _days_left(registration, today),
        "last_saved": next((e for e in reversed(events) if e.step in ("save", "copy")), None),
    }


def _form(lines, typed, in_conflict):
    if typed is None:
        return stored_registration(lines)
    return page_after_save(typed, lines, in_conflict=in_conflict)


def _last_return(registration, events):
    if registration.state != RegistrationState.RETURNED:
        return None
    return next((event for event in reversed(events) if event.step == "return"), None)


def _days_left(registration, today):
    """Working days to the day of registering; None once it has been sent."""
    if registration.first_submitted_at:
        return None
    return office_calendar().days_left(today, registration.term.register_by)
