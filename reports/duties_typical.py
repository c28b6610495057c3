"""What typical models ask of a person: the next step of those they look after, and what waits for a signature."""

from django.db.models import Q
from django.urls import reverse

from awards.compile.plans import stalled_since
from awards.enums import ModelStage, PlanState
from awards.models import ModelPlan, TypicalModel
from reports.duties import LATER, MINE, OVERDUE, RETURNED, SOON, Task
from thidua.days import office_calendar
from units.enums import Role
from units.roles import RECEIVES_FOR_DEPARTMENT

SHOWN = 10  # of one kind; the board has the rest
PLAN_ACTIONS = {
    PlanState.DRAFT: "Lập tiếp",
    PlanState.RETURNED: "Bổ sung",
    PlanState.TO_HEAD: "Xem và duyệt",
    PlanState.SUBMITTED: "Tiếp nhận",
}


def typical_tasks(user, *, today):
    """Tasks of one person, in no order; a handful of queries."""
    yield from _next_steps(user, today)
    yield from _plans(user)
    if user.unit_id and user.has_role(Role.UNIT_HEAD, unit_id=user.unit_id):
        yield from _to_nurture(user)
        yield from _stalled(user, today)
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


def _stalled(user, today):
    """Models of one's unit at which nothing is done: the head decides what comes next, or stops."""
    still = _seen(user).filter(unit=user.unit_id).stalled(stalled_since(today)).exclude(state=ModelStage.FOUND)
    for model in still.order_by("stage_since", "pk")[:SHOWN]:
        yield _task(LATER, model, "Đứng yên lâu, chưa có việc gì thêm", "Xem")


def _plans(user):
    """Plans at this person's desk: to write anew, to approve, to receive."""
    desks = Q()
    if user.unit_id and user.has_role(Role.UNIT_OFFICER, unit_id=user.unit_id):
        desks |= Q(unit=user.unit_id, state__in=PlanState.EDITABLE)
    if user.unit_id and user.has_role(Role.UNIT_HEAD, unit_id=user.unit_id):
        desks |= Q(unit=user.unit_id, state=PlanState.TO_HEAD)
    if user.has_role(*RECEIVES_FOR_DEPARTMENT):
        desks |= Q(state=PlanState.SUBMITTED)
    if not desks:
        return
    for plan in ModelPlan.objects.visible_to(user).filter(desks).with_names()[:SHOWN]:
        group = RETURNED if plan.state == PlanState.RETURNED else MINE
        yield Task(
            group, plan.state, plan.get_state_display(), str(plan), plan.unit.short_name,
            reverse("typical:plan_detail", args=[plan.pk]), PLAN_ACTIONS[plan.state],
        )  # fmt: skip


def _to_publish(user):
    ready = _seen(user).filter(state=ModelStage.REPLICATING, consent=True, published=False).exclude(story="")
    for model in ready.order_by("stage_since", "pk")[:SHOWN]:
        yield _task(LATER, model, f"{model.unit.short_name} · đủ điều kiện đăng công khai", "Xem và đăng")


def _task(group, model, detail, action, **due):
    return Task(
        group=group, state=model.state, label=f"Điển hình, {model.get_state_display().lower()}", title=model.name,
        detail=detail, url=reverse("typical:typical_detail", args=[model.pk]), action=action, **due,
    )  # fmt: skip
