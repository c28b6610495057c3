"""Every write of the movements room, by noun."""

from movements.actions.filings import (
    NARRATIVES,
    BoxInput,
    Saved,
    add_evidence,
    people_holding,
    receiver_of,
    receiver_on,
    remove_evidence,
    save_boxes,
    save_narratives,
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
from movements.actions.workbook import accept_workbook, discard_workbook, keep_workbook

__all__ = [
    "DRAFTED",
    "NARRATIVES",
    "BoxInput",
    "RegistrationInput",
    "Saved",
    "TargetInput",
    "accept_workbook",
    "add_evidence",
    "copy_last_year",
    "discard_workbook",
    "draft_movement",
    "keep_workbook",
    "make_targets",
    "people_holding",
    "receiver_of",
    "receiver_on",
    "remove_evidence",
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
