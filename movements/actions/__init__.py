"""Every write of the movements room, by noun."""

from movements.actions.filings import (
    NARRATIVES,
    BoxInput,
    Saved,
    add_evidence,
    people_holding,
    receiver_of,
    remove_evidence,
    save_boxes,
    save_narratives,
    start_filing,
    step_filing,
)

__all__ = [
    "NARRATIVES",
    "BoxInput",
    "Saved",
    "add_evidence",
    "people_holding",
    "receiver_of",
    "remove_evidence",
    "save_boxes",
    "save_narratives",
    "start_filing",
    "step_filing",
]
