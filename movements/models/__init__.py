from movements.models.directive import Directive, DirectivePoint
from movements.models.figures import PublishedFigure, Target
from movements.models.filings import Figure, Filing
from movements.models.indicators import Indicator, IndicatorAlias, IndicatorBreak, ReportingDuty
from movements.models.movements import Movement, MovementAlias
from movements.models.periods import DueDate, Extension, Period
from movements.models.registrations import RegisteredMovement, RegisteredTarget, Registration, Term
from movements.models.reminders import (
    CalendarEntry,
    CalendarFeed,
    Reminder,
    ReminderDay,
    ReminderLine,
    ReminderRule,
)

__all__ = [
    "CalendarEntry", "CalendarFeed", "Directive", "DirectivePoint", "DueDate", "Extension", "Figure", "Filing",
    "Indicator", "IndicatorAlias", "IndicatorBreak", "Movement", "MovementAlias", "Period", "PublishedFigure",
    "RegisteredMovement", "RegisteredTarget", "Registration", "Reminder", "ReminderDay", "ReminderLine",
    "ReminderRule", "ReportingDuty", "Target", "Term",
]  # fmt: skip
