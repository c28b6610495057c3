"""Typical models: the board, one model, and what is done with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import typical as actions
from awards.compile.typical import Asked, Board, fields_of, replications_of, units_to_take_up
from awards.enums import ModelStage
from awards.forms_nurturing import ModelFileForm
from awards.forms_typical import SUGGESTIONS_ID, ResultForm, TypicalForm, step_form
from awards.models import Nomination, Replication, TypicalModel
from awards.typical_workflow import TYPICAL
from awards.views.nurturing_page import evidence_by_stage, told_besides
from thidua import clock
from thidua.days import office_calendar
from thidua.errors import Conflict, Refused
from thidua.events import timeline
from units.models import Attachment

CONTENT = (
    "name",
    "field",
    "movement",
    "owner",
    "mentor",
    "next_step",
    "next_step_on",
    "story",
    "consent",
    "nomination",
)


def _model(request, pk):
    """The one guarded fetch: from inside, never the one that only the public sees."""
    models = TypicalModel.objects.visible_to(request.user).inside(request.user)
    return get_object_or_404(models.with_names(), pk=pk)


def _allow(request, act, model=None):
    if not request.user.has_perm(f"awards.{act}_typicalmodel", model):
        raise PermissionDenied(f"awards.{act}_typicalmodel")


def _asked(request):
    stage = request.GET.get("khau", "")
    return Asked(
        words=request.GET.get("tim", "").strip(),
        field=request.GET.get("linh-vuc", ""),
        mine=request.GET.get("cua-toi") == "1",
        overdue=request.GET.get("qua-han") == "1",
        stalled=request.GET.get("dung-yen") == "1",
        stage=stage if stage in ModelStage.values else "",
    )


@require_safe
def typical_board(request):
    """The four stages side by side, or one of them as a list."""
    asked = _asked(request)
    board = Board(request.user, asked, clock.today())
    page = cards = None
    if asked.stage:
        page = Paginator(board.of_stage(asked.stage), 30).get_page(request.GET.get("trang"))
        cards = [board.card(model) for model in page]
    context = {
        "asked": asked,
        "pills": board.pills(),
        "columns": [] if asked.stage else board.columns(),
        "stage_label": ModelStage(asked.stage).label if asked.stage else "",
        "page": page,
        "cards": cards,
        "query": asked.query().removeprefix("?"),
        "fields": fields_of(request.user),
        "may_introduce": request.user.has_perm("awards.introduce_typicalmodel"),
    }
    return TemplateResponse(request, "awards/typical_board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def typical_new(request):
    _allow(request, "introduce")
    form = _content_form(request, request.user.unit, initial={"owner": request.user.pk, "version": 0})
    if request.method == "POST" and form.is_valid():
        try:
            model = actions.introduce_model(
                unit=request.user.unit, content=form.content, by=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã giới thiệu điển hình; thủ trưởng đã được báo.")
            return redirect("typical:typical_detail", pk=model.pk)
    return _edit_page(request, form, None)


def _content_form(request, unit, initial):
    typed = request.POST if request.method == "POST" else None
    return TypicalForm(typed, unit=unit, user=request.user, initial=initial)


def _edit_page(request, form, model, *, stored=()):
    context = {
        "form": form, "model": model, "stored": stored, "fields": fields_of(request.user),
        "suggestions_id": SUGGESTIONS_ID,
    }  # fmt: skip
    return TemplateResponse(request, "awards/typical_edit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def typical_edit(request, pk):
    model = _model(request, pk)
    _allow(request, "edit", model)
    form = _content_form(request, model.unit, _initial(model))
    if request.method == "POST" and form.is_valid():
        return _save(request, model, form)
    return _edit_page(request, form, model)


def _initial(model):
    return {name: getattr(model, name) for name in CONTENT} | {"version": model.version}


def _save(request, model, form):
    """Keeps what was typed when it cannot be saved; a conflict shows what stands there now beside it."""
    version, stored = form.cleaned_data["version"], ()
    try:
        actions.save_model(model=model, content=form.content, version=version, by=request.user, at=clock.now())
    except Conflict as conflict:
        now = _model(request, model.pk)
        messages.error(request, str(conflict))
        stored = [(form[name].label, _shown(getattr(now, name))) for name in CONTENT if _differs(form, now, name)]
        form.data = _with(form.data, version=now.version)  # saving again replaces what the other wrote
    except Refused as refused:
        form.add_error(None, str(refused))
    else:
        messages.success(request, f"Đã lưu lúc {clock.office_time(clock.now())}.")
        return redirect("typical:typical_detail", pk=model.pk)
    return _edit_page(request, form, model, stored=stored)


def _with(data, **changes):
    changed = data.copy()
    for name, value in changes.items():
        changed[name] = value
    return changed


def _differs(form, model, name):
    return form.cleaned_data[name] != getattr(model, name)


def _shown(value):
    if isinstance(value, bool):
        return "có" if value else "không"
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value or "để trống")


@require_safe
def typical_detail(request, pk):
    seen = get_object_or_404(TypicalModel.objects.visible_to(request.user), pk=pk)
    model = TypicalModel.objects.visible_to(request.user).inside(request.user).with_names().filter(pk=pk).first()
    if model is None:
        return redirect("public_model", pk=seen.pk)
    return TemplateResponse(request, "awards/typical_detail.html", _page(request, model))


def _page(request, model):
    user, today = request.user, clock.today()
    running = model.is_followed and model.next_step_on is not None
    steps = TYPICAL.open_steps(model, user)
    line = Nomination.objects.visible_to(user).filter(pk=model.nomination_id)
    return {
        "model": model,
        "days_left": office_calendar().days_left(today, model.next_step_on) if running else None,
        "steps": steps,
        "may_edit": user.has_perm("awards.edit_typicalmodel", model),
        "may_log": user.has_perm("awards.replicate_typicalmodel", model) and model.state == ModelStage.REPLICATING,
        "may_publish": user.has_perm("awards.publish_typicalmodel", model),
        "may_unpublish": model.published and user.has_perm("awards.unpublish_typicalmodel", model),
        "why_unpublished": _why_unpublished(model),
        "replications": replications_of(model),
        "evidence": evidence_by_stage(_evidence(request, model)),
        "file_form": ModelFileForm(initial={"stage": model.state}),
        **told_besides(model, user),
        "line": line.select_related("honoree", "award").first() if model.nomination_id else None,
        "lines": list(reversed(timeline(model))),
        "stages": _stages(model),
    }


def _why_unpublished(model):
    """What is still missing before the story may go out; "" when nothing is."""
    if model.state != ModelStage.REPLICATING:
        return "Chỉ đăng ở khâu nhân rộng."
    if not model.consent:
        return "Người được nêu chưa đồng ý công khai."
    return "" if model.story else "Chưa có câu chuyện để đăng."


def _stages(model):
    """The four stages with where it stands: done, current or to come; a stopped model has none that is current."""
    order = [ModelStage.FOUND, ModelStage.NURTURING, ModelStage.REVIEWED, ModelStage.REPLICATING]
    here = order.index(model.state) if model.state in order else -1
    return [(stage.label, "done" if n < here else "doing" if n == here else "idle") for n, stage in enumerate(order)]


@require_http_methods(["GET", "HEAD", "POST"])
def typical_step(request, pk, step_name):
    """Every step asks for words, so each has a page of its own."""
    model = _model(request, pk)
    step = TYPICAL.steps[step_name]
    _allow(request, step_name, model)
    if model.state not in step.sources:
        messages.error(request, f"{step.label}: điển hình đang ở khâu “{model.get_state_display()}”.")
        return redirect("typical:typical_detail", pk=model.pk)
    typed = request.POST if request.method == "POST" else None
    form = step_form(step_name, typed, model=model, user=request.user, units=units_to_take_up(model, clock.today()))
    if request.method == "POST" and form.is_valid():
        try:
            actions.step_model(model=model, step_name=step_name, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã ghi nhận: {step.label}.")
            return redirect("typical:typical_detail", pk=model.pk)
    context = {"model": model, "title": step.label, "form": form, "fields": list(form)}
    return TemplateResponse(request, "awards/typical_step.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def replication_edit(request, pk, replication_pk):
    model = _model(request, pk)
    _allow(request, "replicate", model)
    rows = Replication.objects.visible_to(request.user).filter(model=model).select_related("unit", "model__unit")
    row = get_object_or_404(rows, pk=replication_pk)
    typed = request.POST if request.method == "POST" else None
    form = ResultForm(typed, initial={"result": row.result})
    if request.method == "POST" and form.is_valid():
        return _act(request, model, actions.save_replication, replication=row, **form.cleaned_data)
    context = {"model": model, "title": f"Kết quả áp dụng tại {row.unit.name}", "form": form, "fields": list(form)}
    return TemplateResponse(request, "awards/typical_step.html", context, status=422 if form.is_bound else 200)


def _act(request, model, action, /, **what):
    """One act from the page of a model, and back to it; a refusal is said there."""
    try:
        action(by=request.user, at=clock.now(), **what)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Đã ghi nhận.")
    return redirect("typical:typical_detail", pk=model.pk)


@require_POST
def typical_publish(request, pk):
    model = _model(request, pk)
    return _act(request, model, actions.publish_model, model=model)


@require_POST
def typical_unpublish(request, pk):
    model = _model(request, pk)
    return _act(request, model, actions.unpublish_model, model=model)


def _evidence(request, model):
    files = Attachment.objects.visible_to(request.user).of(model)
    return files.filter(purpose__startswith=actions.EVIDENCE).order_by("pk")


@require_POST
def file_add(request, pk):
    model = _model(request, pk)
    _allow(request, "edit", model)
    form = ModelFileForm(request.POST, request.FILES)
    if not form.is_valid():
        faults = " ".join(words for all_words in form.errors.values() for words in all_words)
        messages.error(request, f"Tài liệu minh chứng: {faults}")
        return redirect("typical:typical_detail", pk=model.pk)
    return _act(request, model, actions.add_model_file, model=model, **form.words())


@require_POST
def file_remove(request, pk, file_pk):
    model = _model(request, pk)
    _allow(request, "edit", model)
    attachment = _evidence(request, model).filter(pk=file_pk).first()
    if attachment is None:
        raise Http404
    return _act(request, model, actions.remove_model_file, model=model, attachment=attachment)
