"""Every write of the awards room around dossiers, by noun."""

from awards.actions.bulk import BULK, Outcome, step_many
from awards.actions.confirming import Declaration, confirm_open, declare
from awards.actions.consultations import close_ended
from awards.actions.decisions import conclude_line, issue, mark_line
from awards.actions.desk import (
    answer_lower,
    assign_dossier,
    hold_line,
    offer_lower,
    sign_notice,
    split_held,
    withdraw_line,
)
from awards.actions.dossiers import (
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
from awards.actions.entry import Direction, may_enter_for, propose, start_from_paper, start_urgent
from awards.actions.filters import change_filter, delete_filter, save_filter
from awards.actions.holds import CONCLUSION, HOLD_REASONS, open_hold, release_hold
from awards.actions.honorees import change_honoree, enter_honoree, tell_apart
from awards.actions.initiatives import claim_initiative, release_initiative
from awards.actions.judgements import Heads, give_paper, judge_line, save_shares
from awards.actions.merging import merge_honorees, split_honoree
from awards.actions.papers import Votes, attach_report, write_minutes, write_report
from awards.actions.rechecks import choose_law, recheck_dossier
from awards.actions.records import KINDS, SENSITIVE_STEPS, add_record, correct_record, remove_record, seal_of
from awards.actions.signatures import check_signatures
from awards.actions.steps import Petition, step_dossier
from awards.compile.checklists import PURPOSES

__all__ = [
    "BULK",
    "CONCLUSION",
    "HOLD_REASONS",
    "KINDS",
    "PURPOSES",
    "SENSITIVE_STEPS",
    "Declaration",
    "Direction",
    "Heads",
    "LineInput",
    "NewHonoree",
    "Outcome",
    "Petition",
    "Votes",
    "add_honoree",
    "add_line",
    "add_paper",
    "add_record",
    "answer_lower",
    "assign_dossier",
    "attach_report",
    "change_dossier",
    "change_filter",
    "change_honoree",
    "change_line",
    "check_signatures",
    "choose_law",
    "claim_initiative",
    "close_ended",
    "conclude_line",
    "confirm_open",
    "correct_record",
    "declare",
    "delete_filter",
    "enter_honoree",
    "give_paper",
    "hold_line",
    "issue",
    "judge_line",
    "mark_line",
    "may_enter_for",
    "merge_honorees",
    "offer_lower",
    "open_hold",
    "propose",
    "recheck_dossier",
    "release_hold",
    "release_initiative",
    "remove_line",
    "remove_paper",
    "remove_record",
    "save_filter",
    "save_shares",
    "seal_of",
    "sign_notice",
    "split_held",
    "split_honoree",
    "start_dossier",
    "start_from_paper",
    "start_urgent",
    "step_dossier",
    "step_many",
    "tell_apart",
    "withdraw_line",
    "write_minutes",
    "write_report",
]
