"""What the page of one filing shows, gathered once."""

from movements.checks import look_over
from movements.compile import LABELS, filing_sections, sendings
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
    sections = filing_sections(filing, marks=last_marks(lines)) if figures_shown else []
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
        "evidence": Attachment.objects.visible_to(user).of(filing, "evidence").order_by("pk"),
        "evidence_form": EvidenceForm(),
        "steps": FILING.open_steps(filing, user),
        "lines": lines[::-1],
        "receipts": sendings(filing, lines, own=filing.unit_id == user.unit_id),
        "pdf_available": pdf_available(),
        "returned": _last_return(filing, lines),
        "days_left": days_left(filing, today),
        "last_saved": last_time(filing, QUIET_STEPS),
    }


def shows_figures(filing, user):
    """One's own unit sees its boxes always; the others while they stand still, never what is being corrected."""
    own = filing.unit_id == user.unit_id or user.has_perm("movements.edit_filing", filing)
    return own or filing.state in FilingState.SHOWN_TO_RECEIVER


def days_left(filing, today):
    """Working days to the due date while the unit holds it; None once sent, or where nothing is due."""
    if filing.first_submitted_at or filing.due_on is None:
        return None
    return office_calendar().days_left(today, filing.due_on)


def last_marks(lines):
    """Boxes that the receiver pointed at in the last return or unlock; none once it has been sent again."""
    for line in reversed(lines):
        if line.step in ("return", "unlock"):
            return line.data.get("marks", ())
        if line.step == "submit":
            return ()
    return ()


def _last_return(filing, lines):
    if filing.state not in (FilingState.RETURNED, FilingState.UNLOCKED):
        return None
    return next((line for line in reversed(lines) if line.step in ("return", "unlock")), None)


def _narratives(filing):
    return {
        "highlights": filing.highlights,
        "difficulties": filing.difficulties,
        "proposals": filing.proposals,
        "text_version": filing.version,
    }
