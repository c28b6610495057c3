from movements.models.directive import Directive, DirectivePoint
from movements.models.figures import PublishedFigure, Target
from movements.models.filings import Figure, Filing
from movements.models.implementation import Activity
from movements.models.indicators import Indicator, IndicatorAlias, IndicatorBreak, ReportingDuty
from movements.models.movements import Movement, MovementAlias
from movements.models.pact_signatures import Pact, PactReturn, PactSignature
from movements.models.pacts import PactCriterion, PactGroup
from movements.models.periods import DueDate, Extension, FlowSetting, Period
from movements.models.registrations import (
    RegisteredActivity,
    RegisteredCommitment,
    RegisteredMovement,
    RegisteredTarget,
    Registration,
    RegistrationSummary,
    RegistrationVersion,
)
from movements.models.reminders import CalendarEntry, CalendarFeed, Reminder, ReminderDay, ReminderLine, ReminderRule
from movements.models.terms import Term, TermDeadline, TermRule
from movements.models.workbooks import WorkbookUpload

__all__ = [
    "Activity", "CalendarEntry", "CalendarFeed", "Directive", "DirectivePoint", "DueDate", "Extension", "Figure",
    "Filing", "FlowSetting", "Indicator", "IndicatorAlias", "IndicatorBreak", "Movement", "MovementAlias", "Pact",
    "PactCriterion", "PactGroup", "PactReturn", "PactSignature", "Period", "PublishedFigure", "RegisteredActivity",
    "RegisteredCommitment", "RegisteredMovement", "RegisteredTarget", "Registration", "RegistrationSummary",
    "RegistrationVersion", "Reminder", "ReminderDay", "ReminderLine", "ReminderRule", "ReportingDuty", "Target",
    "Term", "TermDeadline", "TermRule", "WorkbookUpload",
]  # fmt: skip
