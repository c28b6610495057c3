"""The two clocks. Read only in views, API, tasks and commands, and passed on as `at=`, `today=` or `now=`.

The office's clock is what people see and what deadlines are judged by; in the demo it starts on
18/12/2024 and runs on. The machine's clock is for leases, sign-in codes and everything between programs.
"""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def machine_now() -> datetime:
    return timezone.now()


def now() -> datetime:
    """The office's moment, aware."""
    return timezone.now() + settings.OFFICE_CLOCK_OFFSET


def today() -> date:
    return office_date(now())


def office_date(moment: datetime) -> date:
    """The day of an aware moment on the office's wall; a due day ends at 24:00 there."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()  # lists ask hundreds of times


def office_time(moment: datetime) -> str:
    """ "10:42" on the office's wall."""
    return f"{timezone.localtime(moment):%H:%M}"
