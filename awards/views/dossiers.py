"""Dossiers: the queue, one dossier, its papers and its steps."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards import actions
from awards.compile import awaiting, dossier_rows, dossiers_for
from awards.forms import DossierForm, PaperForm, step_form
from awards.models import Dossier
from awards.views.dossier_page import dossier_page, pills
from awards.workflow import DOSSIER
from movements.models import Movement
from thidua import clock
from thidua.errors import Refused
from units.enums import Role
from units.models import Attachment


def get_dossier(request, pk):
    """The one guarded fetch: what this person may not see is not there."""
    return get_object_or_404(Dossier.objects.visible_to(request.user).with_names(), pk=pk)


def may_start(user):
    return user.unit_id is not None and user.has_role(Role.UNIT_OFFICER, unit_id=user.unit_id)


@require_safe
def dossier_list(request):
    """What lies on this person's desk, and every other dossier they may see."""
    asked = {name: request.GET.get(name, "") for name in ("trang-thai", "tim", "loc")}
    part = {"cho-toi": "mine", "don-vi": "unit"}.get(asked["loc"], "")
    found = dossiers_for(request.user, state=asked["trang-thai"], words=asked["tim"], part=part)
    page = Paginator(found, 50).get_page(request.GET.get("trang"))
    page.object_list = dossier_rows(request.user, page.object_list, today=clock.today())
    waiting = Dossier.objects.visible_to(request.user).filter(awaiting(request.user)).count()
    context = {
        "page": page,
        "pills": pills(request.user, waiting, asked),
        "state": asked["trang-thai"],
        "part": asked["loc"],
        "words": asked["tim"],
        "query": urlencode(asked),
        "may_start": may_start(request.user),
    }
    template = "awards/dossier_list.html"
    return TemplateResponse(request, f"{template}#rows" if request.htmx else template, context)


def _movements(request):
    return Movement.objects.visible_to(request.user).running(clock.today().year).order_by("sort_name")


@require_http_methods(["GET", "HEAD", "POST"])
def dossier_new(request):
    if not may_start(request.user):
        raise PermissionDenied("awards.start_dossier")
    form = DossierForm(request.POST or None, movements=_movements(request))
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("title", "occasion", "movement")}
        try:
            dossier = actions.start_dossier(unit=request.user.unit, **typed, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("awards:dossier_detail", pk=dossier.pk)
    context = {"form": form, "dossier": None}
    return TemplateResponse(request, "awards/dossier_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def dossier_detail(request, pk):
    dossier = get_dossier(request, pk)
    context = dossier_page(dossier, request.user, today=clock.today())
    return TemplateResponse(request, "awards/dossier_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def dossier_edit(request, pk):
    """What the dossier is about; what was typed comes back when somebody else was faster."""
    dossier = get_dossier(request, pk)
    if not request.user.has_perm("awards.edit_dossier", dossier):
        raise PermissionDenied("awards.edit_dossier")
    stored = {name: getattr(dossier, name) for name in ("title", "occasion", "movement", "version")}
    form = DossierForm(request.POST or None, initial=stored, movements=_movements(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_dossier(dossier=dossier, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã lưu.")
            return redirect("awards:dossier_detail", pk=pk)
    context = {"form": form, "dossier": dossier}
    return TemplateResponse(request, "awards/dossier_form.html", context, status=422 if form.is_bound else 200)


# --- Steps ------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def dossier_step(request, pk, step_name):
    """A plain step is one POST; one that asks for words, numbers or a file has a page of its own."""
    dossier = get_dossier(request, pk)
    step = DOSSIER.steps[step_name]
    if not request.user.has_perm(step.permission, dossier):
        raise PermissionDenied(step.permission)
    form = _form_of(request, dossier, step) if dossier.state in step.sources else None
    if request.method == "POST" and (form is None or form.is_valid()):
        if answer := _take(request, dossier, step, form):
            return answer
    elif form is None:
        return redirect("awards:dossier_detail", pk=pk)
    context = {"dossier": dossier, "step": step, "form": form}
    return TemplateResponse(request, "awards/dossier_step.html", context, status=422 if form.is_bound else 200)


def _form_of(request, dossier, step):
    typed = request.POST if request.method == "POST" else None
    return step_form(step, typed, request.FILES, flow=DOSSIER, dossier=dossier, user=request.user)


def _take(request, dossier, step, form):
    """The answer after a step; None when its own page must come back with what was typed."""
    words = form.words() if form else {}
    try:
        if step.name == "issue" and form:
            actions.issue(dossier=dossier, **words, by=request.user, at=clock.now())
        else:
            actions.step_dossier(dossier=dossier, step_name=step.name, by=request.user, at=clock.now(), **words)
    except Refused as refused:
        if form is not None:
            form.add_error(None, str(refused))
            return None
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã ghi nhận: {step.label}.")
    return redirect(_after(request, dossier))


def _after(request, dossier):
    """The dossier's page while this person still sees it, else the queue."""
    seen = Dossier.objects.visible_to(request.user).filter(pk=dossier.pk).exists()
    return reverse("awards:dossier_detail", args=[dossier.pk]) if seen else "awards:dossier_list"


# --- Papers -----------------------------------------------------------------------------------------------------------


@require_POST
def paper_add(request, pk):
    dossier = get_dossier(request, pk)
    if not request.user.has_perm("awards.edit_dossier", dossier):
        raise PermissionDenied("awards.edit_dossier")
    form = PaperForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Refused(" ".join(message for errors in form.errors.values() for message in errors))
        typed = form.cleaned_data
        actions.add_paper(
            dossier=dossier, purpose=typed["purpose"], upload=typed["file"], by=request.user, at=clock.now()
        )
    except Refused as refused:
        messages.error(request, f"Giấy tờ: {refused}")
    return redirect("awards:dossier_detail", pk=pk)


@require_POST
def paper_remove(request, pk, file_pk):
    dossier = get_dossier(request, pk)
    attachment = get_object_or_404(Attachment.objects.visible_to(request.user).of(dossier), pk=file_pk)
    try:
        actions.remove_paper(dossier=dossier, attachment=attachment, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("awards:dossier_detail", pk=pk)
