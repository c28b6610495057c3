"""Every write of the reports room: runs, reports, deliveries, and the sweep that mends what a killed worker left."""

from reports.actions.deliveries import deliver, send_again, send_test
from reports.actions.papers import issue, step_report
from reports.actions.runs import ask_run, build, find_due
from reports.actions.sweeping import sweep

__all__ = ["ask_run", "build", "deliver", "find_due", "issue", "send_again", "send_test", "step_report", "sweep"]
