"""What the page of one filing shows, gathered once."""

from movements.checks import look_over
from movements.compile import LABELS, filing_sections, sendings
from movements.compile.changes import changes_since_seen, last_call_back, marks_of, open_parts
from movements.enums import FilingState
from movements.forms import EvidenceForm, NarrativeForm, pages_after_save, stored_fields
from movements.workflow import FILING
from thidua.days import office_calendar
from thidua.events import last_time, timeline
from thidua.pdf import pdf_available
from units.models import Attachment

QUIET_STEPS = frozenset({"save", "save_text"})  # kept in the record, too many for the timeline


def filing_page(filing, user, *, today, typed=None, narratives=None):
    """The context of the page; `typed` (pages, codes in conflict) and `narratives` carry what could not be saved."""
    may_edit = user.has_perm("movements.edit_filing", filing)
    figures_shown = shows_figures(filing, user)
    lines = timeline(filing, without=QUIET_STEPS)
    call = last_call_back(lines)
    opened = open_parts(lines)
    sections = filing_sections(filing, marks=last_marks(lines), opened=opened) if figures_shown else []
    survey = look_over(filing, sections)
    pages = pages_after_save(*typed, sections, survey.found) if typed else stored_fields(sections, survey.found)
    return {
        "filing": filing,
        "label": LABELS[filing.state],
        "may_edit": may_edit,
        "figures_shown": figures_shown,
        "sections": sections,
        "pages": pages,
        "blocking": sum(f.blocks for page in pages for f in page.fields),
        "narratives": narratives or NarrativeForm(initial=_narratives(filing)),
        "survey": survey,
        "to_settle": survey.to_settle,
        "children_rows": any(box.children for section in sections for box in section.boxes),
        "evidence": Attachment.objects.visible_to(user, of=filing).filter(purpose="evidence").order_by("pk"),
        "evidence_form": EvidenceForm(),
        "hand_over": hand_over(filing, user),
        "steps": FILING.open_steps(filing, user),
        "lines": lines[::-1],
        "receipts": sendings(filing, lines, own=filing.is_inside_for(user)),
        "pdf_available": pdf_available(),
        "returned": _last_return(filing, lines),
        "marked": marks_of(call) if call else (),
        "open_parts": opened,
        "correction_left": _correction_left(filing, today),
        "changes": changes_since_seen(lines) if _looks_again(filing, user) else None,
        "may_change_paper": user.has_perm("movements.change_paper_filing", filing),
        "scans": Attachment.objects.visible_to(user, of=filing).filter(purpose="scan").order_by("pk")
        if filing.is_entered
        else (),
        "days_left": days_left(filing, today),
        "last_saved": last_time(filing, QUIET_STEPS),
    }


def shows_figures(filing, user):
    """One's own unit, and the one that types in its paper, see its boxes always; the others while they stand still."""
    inside = filing.is_inside_for(user)
    return inside or user.has_perm("movements.edit_filing", filing) or filing.state in FilingState.SHOWN_TO_RECEIVER


def hand_over(filing, user):
    """The step by which what was filled in goes on: to the head; of paper typed in for a unit, to it or on record."""
    steps = {step.name: step for step in FILING.open_steps(filing, user)}
    return next((steps[name] for name in ("to_head", "enter", "to_unit") if name in steps), None)


def days_left(filing, today):
    """Working days to the due date while the unit holds it; None once sent, or where nothing is due."""
    if filing.first_submitted_at or filing.due_on is None:
        return None
    return office_calendar().days_left(today, filing.due_on)


def last_marks(lines):
    """Boxes that the receiver pointed at in the last return or unlock; none once it has been sent again."""
    call = last_call_back(lines)
    return call.data.get("marks", ()) if call else ()


def _last_return(filing, lines):
    return last_call_back(lines) if filing.state in (FilingState.RETURNED, FilingState.UNLOCKED) else None


def _correction_left(filing, today):
    """Working days to the day by which it should be corrected, while the unit holds it."""
    return None if filing.correct_by is None else office_calendar().days_left(today, filing.correct_by)


def _looks_again(filing, user):
    """Whether this person reads what was sent, rather than fills it in: they look at what has changed."""
    return filing.unit_id != user.unit_id and filing.state in FilingState.SHOWN_TO_RECEIVER


def _narratives(filing):
    return {
        "highlights": filing.highlights,
        "difficulties": filing.difficulties,
        "proposals": filing.proposals,
        "text_version": filing.version,
    }
