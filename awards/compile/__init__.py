"""Reading: what pages, the home page and reports show of dossiers, in a bounded number of queries."""

from awards.compile.dossiers import (
    HOLDERS,
    REQUIRED,
    STAGE_DAYS,
    Deadline,
    awaiting,
    deadline,
    dossier_rows,
    dossiers_for,
    honorees_for,
    missing_papers,
    receiver_on,
    shown_line_state,
    shown_state,
    state_counts,
    states_shown_as,
    waits_for,
)

__all__ = [
    "HOLDERS",
    "REQUIRED",
    "STAGE_DAYS",
    "Deadline",
    "awaiting",
    "deadline",
    "dossier_rows",
    "dossiers_for",
    "honorees_for",
    "missing_papers",
    "receiver_on",
    "shown_line_state",
    "shown_state",
    "state_counts",
    "states_shown_as",
    "waits_for",
]
