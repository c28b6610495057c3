"""What typical models ask of a person: the next step of those they look after, and what waits for a signature."""

from django.urls import reverse

from awards.enums import ModelStage
from awards.models import TypicalModel
from reports.duties import LATER, MINE, OVERDUE, SOON, Task
from thidua.days import office_calendar
from units.enums import Role
from units.roles import RECEIVES_FOR_DEPARTMENT

SHOWN = 10  # of one kind; the board has the rest


def typical_tasks(user, *, today):
    """Tasks of one person, in no order; four queries at most."""
    yield from _next_steps(user, today)
    if user.unit_id and user.has_role(Role.UNIT_HEAD, unit_id=user.unit_id):
        yield from _to_nurture(user)
    if user.has_role(*RECEIVES_FOR_DEPARTMENT):
        yield from _to_publish(user)


def _seen(user):
    return TypicalModel.objects.inside(user).with_names()


def _next_steps(user, today):
    mine = _seen(user).filter(owner=user, state__in=ModelStage.FOLLOWED, next_step_on__isnull=False)
    calendar = office_calendar()
    for model in mine.order_by("next_step_on", "pk")[:SHOWN]:
        left = calendar.days_left(today, model.next_step_on)
        group = OVERDUE if left < 0 else MINE if left <= SOON else LATER
        yield _task(group, model, model.next_step, "Mở", due_on=model.next_step_on, days_left=left)


def _to_nurture(user):
    found = _seen(user).filter(unit=user.unit_id, state=ModelStage.FOUND)
    for model in found.order_by("found_at", "pk")[:SHOWN]:
        yield _task(MINE, model, "Mới giới thiệu, chờ đưa vào kế hoạch bồi dưỡng", "Xem và quyết định")


def _to_publish(user):
    ready = _seen(user).filter(state=ModelStage.REPLICATING, consent=True, published=False).exclude(story="")
    for model in ready.order_by("stage_since", "pk")[:SHOWN]:
        yield _task(LATER, model, f"{model.unit.short_name} · đủ điều kiện đăng công khai", "Xem và đăng")


def _task(group, model, detail, action, **due):
    return Task(
        group=group, state=model.state, label=f"Điển hình, {model.get_state_display().lower()}", title=model.name,
        detail=detail, url=reverse("typical:typical_detail", args=[model.pk]), action=action, **due,
    )  # fmt: skip
