"""Every write of the awards room around dossiers, by noun."""

from awards.actions.decisions import conclude_line, issue, mark_line
from awards.actions.dossiers import (
    PURPOSES,
    LineInput,
    NewHonoree,
    add_honoree,
    add_line,
    add_paper,
    change_dossier,
    change_line,
    remove_line,
    remove_paper,
    start_dossier,
)
from awards.actions.holds import CONCLUSION, HOLD_REASONS, open_hold, release_hold
from awards.actions.honorees import change_honoree, enter_honoree, tell_apart
from awards.actions.merging import merge_honorees, split_honoree
from awards.actions.records import KINDS, SENSITIVE_STEPS, add_record, correct_record, remove_record, seal_of
from awards.actions.steps import Petition, step_dossier

__all__ = [
    "CONCLUSION",
    "HOLD_REASONS",
    "KINDS",
    "PURPOSES",
    "SENSITIVE_STEPS",
    "LineInput",
    "NewHonoree",
    "Petition",
    "add_honoree",
    "add_line",
    "add_paper",
    "add_record",
    "change_dossier",
    "change_honoree",
    "change_line",
    "conclude_line",
    "correct_record",
    "enter_honoree",
    "issue",
    "mark_line",
    "merge_honorees",
    "open_hold",
    "release_hold",
    "remove_line",
    "remove_paper",
    "remove_record",
    "seal_of",
    "split_honoree",
    "start_dossier",
    "step_dossier",
    "tell_apart",
]
