"""Around typical models: plans of units, what the press told, pictures."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from awards.actions import pictures, plans
from awards.compile.plans import plan_lines, plan_years, plans_for
from awards.enums import PlanScope
from awards.forms_nurturing import ApproveForm, MediaForm, PictureForm, PlanForm, ReasonForm
from awards.models import MediaItem, ModelPicture, ModelPlan, TypicalModel
from awards.plan_workflow import MODEL_PLAN
from awards.views.opinions import READING, done, form_page, sent
from thidua import clock
from thidua.errors import Conflict, Refused
from thidua.events import timeline
from units.models import Attachment


def _may(request, permission, row=None):
    if not request.user.has_perm(f"awards.{permission}", row):
        raise PermissionDenied(f"awards.{permission}")


def get_model(request, pk):
    models = TypicalModel.objects.visible_to(request.user).inside(request.user)
    return get_object_or_404(models.with_names(), pk=pk)


def get_plan(request, pk):
    return get_object_or_404(ModelPlan.objects.visible_to(request.user).with_names(), pk=pk)


# --- Plans ------------------------------------------------------------------------------------------------------------


@require_safe
def plan_list(request):
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    page = Paginator(plans_for(request.user, year=year), 50).get_page(request.GET.get("trang"))
    context = {
        "page": page, "year": year, "years": plan_years(request.user), "query": f"nam={year}" if year else "",
        "may_start": request.user.has_perm("awards.start_modelplan"),
    }  # fmt: skip
    return TemplateResponse(request, "awards/plan_list.html", context)


@require_http_methods(READING)
def plan_new(request):
    _may(request, "start_modelplan")
    form = PlanForm(*sent(request)[:1], initial={"scope": PlanScope.YEAR, "year": clock.today().year})
    if form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("scope", "year", "content")}
        try:
            plan = plans.start_plan(
                unit=request.user.unit, lines=form.lines(), **typed, by=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã lập kế hoạch. Xem lại rồi trình thủ trưởng.")
            return redirect("typical:plan_detail", plan.pk)
    return _plan_form(request, form, None)


def _plan_form(request, form, plan):
    context = {"form": form, "plan": plan}
    return TemplateResponse(request, "awards/plan_edit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(READING)
def plan_edit(request, pk):
    plan = get_plan(request, pk)
    _may(request, "edit_modelplan", plan)
    first = {"content": plan.content, "version": plan.version}
    form = PlanForm(*sent(request)[:1], plan=plan, rows=list(plan.lines.all()), initial=first)
    if form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("content", "version")}
        try:
            plans.save_plan(plan=plan, lines=form.lines(), **typed, by=request.user, at=clock.now())
        except Conflict as conflict:
            form.add_error(None, str(conflict))
            form.data = form.data.copy() | {"version": get_plan(request, pk).version}
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã lưu kế hoạch.")
            return redirect("typical:plan_detail", pk)
    return _plan_form(request, form, plan)


@require_safe
def plan_detail(request, pk):
    plan, user = get_plan(request, pk), request.user
    rows, elsewhere = plan_lines(plan)
    context = {
        "plan": plan, "rows": rows, "elsewhere": elsewhere, "planned": sum(row.count for row in rows),
        "found": sum(row.found for row in rows) + elsewhere,
        "steps": MODEL_PLAN.open_steps(plan, user),
        "may_edit": user.has_perm("awards.edit_modelplan", plan),
        "files": Attachment.objects.visible_to(user).of(plan).order_by("pk"),
        "events": reversed(timeline(plan)),
    }  # fmt: skip
    return TemplateResponse(request, "awards/plan_detail.html", context)


@require_http_methods(READING)
def plan_step(request, pk, step_name):
    """A plain step is one POST; an approval and what goes back have a page."""
    plan, step = get_plan(request, pk), MODEL_PLAN.steps[step_name]
    _may(request, f"{step_name}_modelplan", plan)
    back = reverse("typical:plan_detail", args=[pk])
    if plan.state not in step.sources:
        messages.error(request, f"{step.label}: kế hoạch đang ở bước “{plan.get_state_display()}”.")
        return redirect(back)
    if not (step.needs_form or step.needs_note):
        return _plain_step(request, plan, step, back)
    form = ApproveForm(*sent(request)) if step.needs_form else ReasonForm(*sent(request)[:1])
    if form.is_valid() and done(request, form, plans.step_plan, plan=plan, step_name=step_name, **form.words()):
        messages.success(request, f"Đã ghi nhận: {step.label}.")
        return redirect(back)
    return form_page(request, form, title=step.label, save=step.label, back=back, crumb=str(plan))


def _plain_step(request, plan, step, back):
    if request.method != "POST":
        return redirect(back)
    try:
        plans.step_plan(plan=plan, step_name=step.name, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã ghi nhận: {step.label}.")
    return redirect(back)


# --- The press --------------------------------------------------------------------------------------------------------


def _form_of_model(request, model, form, act, what):
    """The page of one form about a model; back to the model when it is done. `act`: (title, action)."""
    title, action = act
    back = reverse("typical:typical_detail", args=[model.pk])
    if form.is_valid() and done(request, form, action, **what):
        messages.success(request, "Đã ghi nhận.")
        return redirect(back)
    return form_page(request, form, title=title, save=title, back=back, crumb=model.name)


@require_http_methods(READING)
def media_add(request, pk):
    model = get_model(request, pk)
    _may(request, "tell_typicalmodel", model)
    form = MediaForm(*sent(request)[:1])
    words = form.cleaned_data if form.is_valid() else {}
    return _form_of_model(request, model, form, ("Ghi tin truyền thông", pictures.add_media), {"model": model} | words)


@require_http_methods(READING)
def media_remove(request, pk, item_pk):
    model = get_model(request, pk)
    _may(request, "tell_typicalmodel", model)
    rows = MediaItem.objects.visible_to(request.user).standing().filter(model=model).select_related("model")
    item, form = get_object_or_404(rows, pk=item_pk), ReasonForm(*sent(request)[:1])
    why = form.cleaned_data["note"] if form.is_valid() else ""
    return _form_of_model(
        request, model, form, ("Bỏ tin truyền thông", pictures.remove_media), {"item": item, "why": why}
    )


# --- Pictures ---------------------------------------------------------------------------------------------------------


@require_http_methods(READING)
def picture_add(request, pk):
    model = get_model(request, pk)
    _may(request, "picture_typicalmodel", model)
    form = PictureForm(*sent(request))
    words = form.cleaned_data if form.is_valid() else {}
    return _form_of_model(request, model, form, ("Đưa ảnh", pictures.add_picture), {"model": model} | words)


def get_picture(request, model, picture_pk):
    rows = ModelPicture.objects.visible_to(request.user).standing().filter(model=model)
    return get_object_or_404(rows.select_related("attachment", "model"), pk=picture_pk)


@require_http_methods(READING)
def picture_remove(request, pk, picture_pk):
    model = get_model(request, pk)
    _may(request, "unpicture_typicalmodel", model)
    picture, form = get_picture(request, model, picture_pk), ReasonForm(*sent(request)[:1])
    why = form.cleaned_data["note"] if form.is_valid() else ""
    return _form_of_model(request, model, form, ("Gỡ ảnh", pictures.remove_picture), {"picture": picture, "why": why})


@require_safe
def picture_file(request, pk, picture_pk):
    """A picture as insiders see it before it is told."""
    return picture_answer(get_picture(request, get_model(request, pk), picture_pk))


def picture_answer(picture):
    """The bytes as a picture; asked for again each time, so that one taken down is gone at once."""
    answer = FileResponse(picture.attachment.file.open(), content_type=picture.attachment.content_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
