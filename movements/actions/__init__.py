"""Every write of the movements room, by noun."""

from movements.actions.boxes import (
    NARRATIVES,
    BoxInput,
    BoxSaved,
    Filled,
    Saved,
    fill_blanks,
    save_box,
    save_boxes,
    save_narratives,
)
from movements.actions.filings import (
    add_evidence,
    people_holding,
    receiver_of,
    receiver_on,
    remove_evidence,
    start_filing,
    step_filing,
)
from movements.actions.launches import DRAFTED, draft_movement, save_movement, step_movement
from movements.actions.registrations import (
    RegistrationInput,
    TargetInput,
    copy_last_year,
    make_targets,
    save_registration,
    start_registration,
    step_registration,
    targets_from,
)

__all__ = [
    "DRAFTED",
    "NARRATIVES",
    "BoxInput",
    "BoxSaved",
    "Filled",
    "RegistrationInput",
    "Saved",
    "TargetInput",
    "add_evidence",
    "copy_last_year",
    "draft_movement",
    "fill_blanks",
    "make_targets",
    "people_holding",
    "receiver_of",
    "receiver_on",
    "remove_evidence",
    "save_box",
    "save_boxes",
    "save_movement",
    "save_narratives",
    "save_registration",
    "start_filing",
    "start_registration",
    "step_filing",
    "step_movement",
    "step_registration",
    "targets_from",
]
