"""Sittings as tasks of the home page: ballots that wait for a member, steps that wait for the secretary."""

from django.urls import reverse

from awards.compile.sittings import ballots_of
from awards.council_rules import seat_of
from awards.enums_council import SittingState as S
from awards.models import Sitting
from reports.duties import MINE, Task
from thidua.clock import office_date
from thidua.days import office_calendar

MOST = 10
NEXT = {
    S.PLANNED: "Gửi giấy mời", S.INVITED: "Khai mạc", S.RUNNING: "Kiểm phiếu", S.COUNTED: "Ký biên bản",
}  # fmt: skip
STEPS = {S.PLANNED: "invite", S.INVITED: "open", S.RUNNING: "count", S.COUNTED: "minute"}


def tasks(user, *, today, at):
    """Open sittings in which this person votes or which they keep; one query where there are none."""
    rows = Sitting.objects.visible_to(user).filter(state__in=S.OPEN).with_names().order_by("starts_at", "pk")
    for sitting in rows[:MOST]:
        if word := _word(user, sitting, at):
            yield _task(sitting, word, today)


def _word(user, sitting, at):
    seat = seat_of(user, sitting)
    if seat is not None and sitting.polls_at(at) and any(row.waits for row in ballots_of(seat, sitting, at=at)):
        return "Bỏ phiếu"
    if user.has_perm(f"awards.{STEPS[sitting.state]}_sitting", sitting):
        return NEXT[sitting.state]
    return "Xem tài liệu" if seat is not None and sitting.state == S.INVITED else ""


def _task(sitting, word, today):
    name = "councils:ballot_next" if word == "Bỏ phiếu" else "councils:sitting_detail"
    day = office_date(sitting.starts_at)
    ahead = sitting.state in (S.PLANNED, S.INVITED) and day >= today
    left = office_calendar().days_left(today, day) if ahead else None
    return Task(
        MINE, sitting.state, sitting.get_state_display(), sitting.title, sitting.council.name,
        reverse(name, args=[sitting.pk]), word, due_on=day, days_left=left,
        holder="Tôi",
    )  # fmt: skip
