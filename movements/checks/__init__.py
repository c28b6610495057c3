"""What is looked at before a filing leaves the unit, by how grave it is.

What must be mended stops the sending; what must be explained asks for words beside the box; a notice only shows.
"""

from movements.checks.boxes import CHECKS, JUMP, Check
from movements.checks.explanations import is_explanation
from movements.checks.finding import Finding, Remark
from movements.checks.survey import Group, Survey, findings, look_over
from movements.checks.whole import copied_boxes, copied_texts

__all__ = [
    "CHECKS",
    "JUMP",
    "Check",
    "Finding",
    "Group",
    "Remark",
    "Survey",
    "copied_boxes",
    "copied_texts",
    "findings",
    "is_explanation",
    "look_over",
]
