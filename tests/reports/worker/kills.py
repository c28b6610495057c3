"""Loaded into the worker by its settings: kills it at the named stage, and moves its clock on by some seconds.

Nothing in the portal knows of this: the stages are replaced from outside, as a test would with monkeypatch.
"""

import os
import signal
from datetime import timedelta

from movements import tasks as reminder_tasks
from movements.actions import reminder_mail, reminders
from reports import tasks
from reports.actions import deliveries, runs
from thidua import clock, letters


def die(*_, **__):
    """The whole worker goes at once, as by the power switch: its main process, then the one that works."""
    os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


STAGES = {
    "compile": (runs, "compile_report"),
    "render": (runs, "render_pdf"),
    "store": (runs, "attach_file"),  # inside the storing transaction
    "stored": (tasks.send_delivery, "delay"),  # committed, nothing handed to the broker yet
    "send": (deliveries, "report_message"),  # claimed, not sent
    "sent": (letters, "_went_out"),  # sent, not yet written down
    "digest": (reminders, "notify_each"),  # inside the transaction that makes the day
    "digested": (reminder_tasks.send_reminder, "delay"),
    "mail": (reminder_mail, "reminder_message"),
    "mailed": (letters, "_went_out"),
}

runs.render_pdf = lambda data, report: b"%PDF-1.4 quick"  # the layout is measured elsewhere
if stage := os.environ.get("THIDUA_TEST_KILL"):
    setattr(*STAGES[stage], die)

LATER = timedelta(seconds=int(os.environ.get("THIDUA_TEST_LATER", "0")))
machine_now = clock.machine_now
clock.machine_now = lambda: machine_now() + LATER
