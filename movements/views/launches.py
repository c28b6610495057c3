"""A unit's own movements: what it plans, what it has launched, and the acts on them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from movements import actions
from movements.compile import may_start
from movements.enums import Level
from movements.forms import EvidenceForm, LaunchForm, StepForm
from movements.models import DirectivePoint, Movement
from movements.workflow import MOVEMENT
from thidua import clock
from thidua.errors import Refused
from thidua.events import timeline
from units.models import Attachment


def _own(request):
    """Movements that this person's unit launches; of no unit, none."""
    return Movement.objects.visible_to(request.user).filter(
        launching_unit=request.user.unit_id, launching_unit__isnull=False
    )  # fmt: skip


def _movement(request, pk):
    """The one guarded fetch, by the unit's own and by whoever sees a draft of others."""
    rows = Movement.objects.visible_to(request.user).filter(launching_unit__isnull=False)
    return get_object_or_404(rows.select_related("launching_unit", "parent"), pk=pk)


@require_safe
def launch_list(request):
    movements = _own(request).select_related("parent").order_by("-valid_from_year", "sort_name", "pk")
    context = {"movements": movements, "may_draft": may_start(request.user)}
    return TemplateResponse(request, "movements/launch_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def launch_new(request):
    """The plan of a new movement; saved it is a draft that only the unit sees."""
    if not may_start(request.user):
        raise PermissionDenied("movements.draft_movement")
    form = _form(request, initial={"valid_from_year": clock.today().year, "valid_to_year": clock.today().year})
    if form.is_bound and form.is_valid():
        movement = actions.draft_movement(
            unit=request.user.unit, by=request.user, at=clock.now(), **_content(form)
        )  # fmt: skip
        messages.success(request, "Đã lưu bản dự kiến; thủ trưởng đơn vị ký phát động.")
        return redirect("movements:launch_edit", pk=movement.pk)
    return _page(request, None, form)


@require_http_methods(["GET", "HEAD", "POST"])
def launch_edit(request, pk):
    """The draft as its officer edits it, and as its head reads it before launching."""
    movement = _movement(request, pk)
    may_edit = request.user.has_perm("movements.edit_movement", movement)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied("movements.edit_movement")
    form = _form(request, initial=_initial(movement)) if may_edit else None
    if form is not None and form.is_bound and form.is_valid():
        return _save(request, movement, form)
    return _page(request, movement, form)


def _form(request, initial):
    parents = Movement.objects.visible_to(request.user).running(clock.today().year).exclude(level=Level.OTHER)
    points = DirectivePoint.objects.visible_to(request.user)
    typed = request.POST if request.method == "POST" else None
    return LaunchForm(typed, initial=initial, parents=parents.order_by("sort_name"), points=points)


def _initial(movement):
    columns = {name: getattr(movement, name) for name in actions.DRAFTED}
    return columns | {"points": movement.points.all()}


def _content(form):
    return {
        "columns": {name: form.cleaned_data[name] for name in actions.DRAFTED},
        "points": form.cleaned_data["points"],
    }


def _save(request, movement, form):
    try:
        actions.save_movement(movement=movement, by=request.user, at=clock.now(), **_content(form))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Đã lưu.")
    return redirect("movements:launch_edit", pk=movement.pk)


def plan_files(user, movement):
    """The papers of a plan, read by whoever sees the movement."""
    return Attachment.objects.visible_to(user, of=movement).order_by("pk")


@require_POST
def launch_file_add(request, pk):
    movement = _movement(request, pk)
    if not request.user.has_perm("movements.edit_movement", movement):
        raise PermissionDenied("movements.edit_movement")
    form = EvidenceForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Refused(" ".join(form.errors.get("file", ())))
        actions.add_plan_file(
            movement=movement, upload=form.cleaned_data["file"], by=request.user, at=clock.now()
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, f"Tài liệu: {refused}")
    return redirect("movements:launch_edit", pk=pk)


@require_POST
def launch_file_remove(request, pk, file_pk):
    movement = _movement(request, pk)
    attachment = get_object_or_404(plan_files(request.user, movement), pk=file_pk)
    try:
        actions.remove_plan_file(movement=movement, attachment=attachment, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("movements:launch_edit", pk=pk)


def _page(request, movement, form):
    context = {
        "movement": movement,
        "form": form,
        "points": movement.points.all() if movement else (),
        "steps": MOVEMENT.open_steps(movement, request.user) if movement else (),
        "events": list(reversed(timeline(movement))) if movement else (),
        "files": plan_files(request.user, movement) if movement else (),
        "file_form": EvidenceForm(),
    }
    status = 422 if form is not None and form.is_bound else 200
    return TemplateResponse(request, "movements/launch_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def launch_step(request, pk, step_name):
    """Launching is one POST; stopping asks why on a page of its own."""
    movement = _movement(request, pk)
    step = MOVEMENT.steps[step_name]
    if not request.user.has_perm(step.permission, movement):
        raise PermissionDenied(step.permission)
    form = _step_form(request, movement, step)
    if request.method == "POST" and (form is None or form.is_valid()):
        return _step(request, movement, step_name, **(form.cleaned_data if form else {}))
    if form is None:
        return redirect("movements:launch_edit", pk=movement.pk)
    context = {"movement": movement, "step": step, "form": form}
    return TemplateResponse(request, "movements/launch_step.html", context, status=422 if form.is_bound else 200)


def _step_form(request, movement, step):
    if movement.state not in step.sources or not step.needs_note:
        return None
    return StepForm(request.POST if request.method == "POST" else None, flow=MOVEMENT, step=step)


def _step(request, movement, step_name, **words):
    try:
        actions.step_movement(movement=movement, step_name=step_name, by=request.user, at=clock.now(), **words)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã ghi nhận: {MOVEMENT.steps[step_name].label}.")
    return redirect("movements:launch_edit", pk=movement.pk)
