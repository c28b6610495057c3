"""Every write of the movements room, by noun."""

from movements.actions.behalf import (
    change_paper,
    start_on_behalf,
)
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
from movements.actions.calls import (
    default_correction,
)
from movements.actions.due import (
    grant_extension,
    move_due_date,
)
from movements.actions.filings import (
    add_evidence,
    owed_or_refused,
    people_holding,
    receiver_on,
    receiving_people,
    remove_evidence,
    start_filing,
    step_filing,
)
from movements.actions.implementation import (
    add_activity_file,
    keep_activity,
    remove_activity_file,
    save_activity,
    withdraw_activity,
)
from movements.actions.launches import (
    DRAFTED,
    draft_movement,
    save_movement,
    step_movement,
)
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
from movements.actions.workbook import (
    accept_workbook,
    discard_workbook,
    keep_workbook,
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
    "accept_workbook",
    "add_activity_file",
    "add_evidence",
    "change_paper",
    "copy_last_year",
    "default_correction",
    "discard_workbook",
    "draft_movement",
    "fill_blanks",
    "grant_extension",
    "keep_activity",
    "keep_workbook",
    "make_targets",
    "move_due_date",
    "owed_or_refused",
    "people_holding",
    "receiver_on",
    "receiving_people",
    "remove_activity_file",
    "remove_evidence",
    "save_activity",
    "save_box",
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
    "withdraw_activity",
]
