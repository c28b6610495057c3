"""Every write of the movements room, by noun."""

from movements.actions.behalf import change_paper, start_on_behalf
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
from movements.actions.calls import default_correction
from movements.actions.due import grant_extension, move_due_date
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
from movements.actions.indicator_parts import add_alias, add_break, add_duty, end_duty, remove_alias, remove_break
from movements.actions.indicator_words import words_of
from movements.actions.indicators import COLUMNS, BoxRefused, create_indicator, end_indicator, save_indicator
from movements.actions.launches import DRAFTED, draft_movement, save_movement, step_movement
from movements.actions.pacts import countersign_pact
from movements.actions.registration_content import ActivityInput, MovementInput, RegistrationInput, TargetInput
from movements.actions.registration_lists import (
    BulkAnswer,
    accept_registrations,
    confirm_summary,
    remove_deadline,
    send_summary,
    set_deadline,
)
from movements.actions.registration_steps import make_targets, step_registration, targets_from
from movements.actions.registrations import (
    FILE_PURPOSES,
    add_registration_file,
    copy_last_year,
    hold_for_editing,
    remove_registration_file,
    save_registration,
    start_registration,
)
from movements.actions.reminder_mail import free_reminders, send_reminder, send_reminder_again, why_not_again
from movements.actions.reminders import Asked, make_digests, publish_entries, remind_people, renew_feed, stop_feed
from movements.actions.workbook import accept_workbook, discard_workbook, keep_workbook

__all__ = [
    "COLUMNS",
    "DRAFTED",
    "FILE_PURPOSES",
    "NARRATIVES",
    "ActivityInput",
    "Asked",
    "BoxInput",
    "BoxRefused",
    "BoxSaved",
    "BulkAnswer",
    "Filled",
    "MovementInput",
    "RegistrationInput",
    "Saved",
    "TargetInput",
    "accept_registrations",
    "accept_workbook",
    "add_activity_file",
    "add_alias",
    "add_break",
    "add_duty",
    "add_evidence",
    "add_registration_file",
    "change_paper",
    "confirm_summary",
    "copy_last_year",
    "countersign_pact",
    "create_indicator",
    "default_correction",
    "discard_workbook",
    "draft_movement",
    "end_duty",
    "end_indicator",
    "fill_blanks",
    "free_reminders",
    "grant_extension",
    "hold_for_editing",
    "keep_activity",
    "keep_workbook",
    "make_digests",
    "make_targets",
    "move_due_date",
    "owed_or_refused",
    "people_holding",
    "publish_entries",
    "receiver_on",
    "receiving_people",
    "remind_people",
    "remove_activity_file",
    "remove_alias",
    "remove_break",
    "remove_deadline",
    "remove_evidence",
    "remove_registration_file",
    "renew_feed",
    "save_activity",
    "save_box",
    "save_boxes",
    "save_indicator",
    "save_movement",
    "save_narratives",
    "save_registration",
    "send_reminder",
    "send_reminder_again",
    "send_summary",
    "set_deadline",
    "start_filing",
    "start_on_behalf",
    "start_registration",
    "step_filing",
    "step_movement",
    "step_registration",
    "stop_feed",
    "targets_from",
    "why_not_again",
    "withdraw_activity",
    "words_of",
]
