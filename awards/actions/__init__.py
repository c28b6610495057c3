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
from awards.actions.steps import Petition, step_dossier

__all__ = [
    "PURPOSES",
    "LineInput",
    "NewHonoree",
    "Petition",
    "add_honoree",
    "add_line",
    "add_paper",
    "change_dossier",
    "change_line",
    "conclude_line",
    "issue",
    "mark_line",
    "remove_line",
    "remove_paper",
    "start_dossier",
    "step_dossier",
]
