from movements.models.directive import Directive, DirectivePoint
from movements.models.figures import PublishedFigure, Target
from movements.models.filings import Figure, Filing
from movements.models.indicators import Indicator, IndicatorAlias, IndicatorBreak, ReportingDuty
from movements.models.movements import Movement, MovementAlias
from movements.models.pacts import PactCriterion, PactGroup
from movements.models.periods import DueDate, Extension, Period
from movements.models.registrations import (
    RegisteredActivity,
    RegisteredCommitment,
    RegisteredMovement,
    RegisteredTarget,
    Registration,
    RegistrationSummary,
    RegistrationVersion,
)
from movements.models.terms import Term, TermDeadline, TermRule

__all__ = [
    "Directive", "DirectivePoint", "DueDate", "Extension", "Figure", "Filing", "Indicator", "IndicatorAlias",
    "IndicatorBreak", "Movement", "MovementAlias", "PactCriterion", "PactGroup", "Period", "PublishedFigure",
    "RegisteredActivity", "RegisteredCommitment", "RegisteredMovement", "RegisteredTarget", "Registration",
    "RegistrationSummary", "RegistrationVersion", "ReportingDuty", "Target", "Term", "TermDeadline", "TermRule",
]  # fmt: skip
