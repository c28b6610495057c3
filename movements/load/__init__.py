"""Brings the movements' own data files into the tables; what finds no place comes back as a line of text."""

from movements.load.directive import load_directive, load_movements
from movements.load.figures import load_figures
from movements.load.flow import load_flow_settings
from movements.load.indicators import load_indicators, load_reasons
from movements.load.periods import load_due_dates, load_periods
from movements.load.reminders import load_reminder_rules
from movements.load.terms import load_terms

__all__ = [
    "load_directive",
    "load_due_dates",
    "load_figures",
    "load_flow_settings",
    "load_indicators",
    "load_movements",
    "load_periods",
    "load_reasons",
    "load_reminder_rules",
    "load_terms",
]
