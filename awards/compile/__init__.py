"""Reading: what pages, the home page and reports show of dossiers, in a bounded number of queries."""

from awards.compile.checklists import Checklist, checklist_of, missing_papers, purposes_on
from awards.compile.deadlines import STAGES, Deadline, DeadlineRules, deadline
from awards.compile.dossiers import (
    HOLDERS,
    awaiting,
    candidates,
    dossier_rows,
    dossiers_for,
    honorees_for,
    receiver_on,
    shown_line_state,
    shown_state,
    state_counts,
    states_shown_as,
    units_of_lines,
    waits_for,
    writes_for,
)

__all__ = [
    "HOLDERS",
    "STAGES",
    "Checklist",
    "Deadline",
    "DeadlineRules",
    "awaiting",
    "candidates",
    "checklist_of",
    "deadline",
    "dossier_rows",
    "dossiers_for",
    "honorees_for",
    "missing_papers",
    "purposes_on",
    "receiver_on",
    "shown_line_state",
    "shown_state",
    "state_counts",
    "states_shown_as",
    "units_of_lines",
    "waits_for",
    "writes_for",
]
