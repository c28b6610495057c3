"""Every write of the movements room, by noun."""

from movements.actions.behalf import change_paper, start_on_behalf
from movements.actions.calls import default_correction
from movements.actions.due import grant_extension, move_due_date
from movements.actions.filings import (
    NARRATIVES,
    BoxInput,
    Saved,
    add_evidence,
    owed_or_refused,
    people_holding,
    receiver_on,
    receiving_people,
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

__all__ = [
    "DRAFTED",
    "NARRATIVES",
    "BoxInput",
    "RegistrationInput",
    "Saved",
    "TargetInput",
    "add_evidence",
    "change_paper",
    "copy_last_year",
    "default_correction",
    "draft_movement",
    "grant_extension",
    "make_targets",
    "move_due_date",
    "owed_or_refused",
    "people_holding",
    "receiver_on",
    "receiving_people",
    "remove_evidence",
    "save_boxes",
    "save_movement",
    "save_narratives",
    "save_registration",
    "start_filing",
    "start_on_behalf",
    "start_registration",
    "step_filing",
    "step_movement",
    "step_registration",
    "targets_from",
]
