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
from movements.actions.indicator_parts import add_alias, add_break, add_duty, end_duty, remove_alias, remove_break
from movements.actions.indicator_words import words_of
from movements.actions.indicators import COLUMNS, BoxRefused, create_indicator, end_indicator, save_indicator
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
    "COLUMNS",
    "DRAFTED",
    "NARRATIVES",
    "BoxInput",
    "BoxRefused",
    "RegistrationInput",
    "Saved",
    "TargetInput",
    "add_alias",
    "add_break",
    "add_duty",
    "add_evidence",
    "copy_last_year",
    "create_indicator",
    "draft_movement",
    "end_duty",
    "end_indicator",
    "make_targets",
    "people_holding",
    "receiver_of",
    "receiver_on",
    "remove_alias",
    "remove_break",
    "remove_evidence",
    "save_boxes",
    "save_indicator",
    "save_movement",
    "save_narratives",
    "save_registration",
    "start_filing",
    "start_registration",
    "step_filing",
    "step_movement",
    "step_registration",
    "targets_from",
    "words_of",
]
