"""Dossiers: the queue, one dossier, its papers and its steps."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards import actions
from awards.compile import purposes_on
from awards.compile.entering import may_start
from awards.compile.law import law_day_of
from awards.forms import DossierForm, PaperForm, step_form
from awards.models import Dossier
from awards.views.dossier_page import dossier_page
from awards.views.queue import Trail
from awards.views.versions import carry_version
from awards.workflow import DOSSIER, OWN_PAGE
from movements.models import Movement
from thidua import clock
from thidua.errors import Conflict, Refused
from units.models import Attachment

ABOUT = ("title", "occasion", "simple_ground", "deed_on")


def get_dossier(request, pk):
    """The one guarded fetch: what this person may not see is not there."""
    return get_object_or_404(Dossier.objects.visible_to(request.user).with_names(), pk=pk)


def _movements(request):
    return Movement.objects.visible_to(request.user).running(clock.today().year).order_by("sort_name")


@require_http_methods(["GET", "HEAD", "POST"])
def dossier_new(request):
    if not may_start(request.user):
        raise PermissionDenied("awards.start_dossier")
    form = DossierForm(request.POST or None, movements=_movements(request), day=clock.today())
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in (*ABOUT, "movement", "level")}
        try:
            dossier = actions.start_dossier(unit=request.user.unit, **typed, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("awards:dossier_detail", pk=dossier.pk)
    context = {"form": form, "dossier": None, "stands": None}
    return TemplateResponse(request, "awards/dossier_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def dossier_detail(request, pk):
    dossier = get_dossier(request, pk)
    trail = Trail.of(request)
    context = dossier_page(dossier, request.user, today=clock.today())
    context |= {"tail": trail.tail, "beside": trail.links(request.user, dossier)}
    return TemplateResponse(request, "awards/dossier_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def dossier_edit(request, pk):
    """What the dossier is about; what was typed comes back when somebody else was faster."""
    dossier = get_dossier(request, pk)
    if not request.user.has_perm("awards.edit_dossier", dossier):
        raise PermissionDenied("awards.edit_dossier")
    stored = {name: getattr(dossier, name) for name in (*ABOUT, "movement", "level", "version")}
    day = clock.office_date(dossier.created_at)
    stands, form = None, DossierForm(request.POST or None, initial=stored, movements=_movements(request), day=day)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_dossier(dossier=dossier, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
            if isinstance(refused, Conflict):
                stands = get_dossier(request, pk)
                carry_version(form, stands.version)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("awards:dossier_detail", pk=pk)
    context = {"form": form, "dossier": dossier, "stands": stands}
    return TemplateResponse(request, "awards/dossier_form.html", context, status=422 if form.is_bound else 200)


# --- Steps ------------------------------------------------------------------------------------------------------------


OWN_ACTS = {"issue": actions.issue, "assign": actions.assign_dossier}  # steps that fix more than words


@require_http_methods(["GET", "HEAD", "POST"])
def dossier_step(request, pk, step_name):
    """A plain step is one POST; one that asks for words, numbers or a file has a page of its own."""
    dossier = get_dossier(request, pk)
    step = DOSSIER.steps[step_name]
    if not request.user.has_perm(step.permission, dossier):
        raise PermissionDenied(step.permission)
    if step_name in OWN_PAGE:
        return redirect(OWN_PAGE[step_name], pk)
    form = _form_of(request, dossier, step) if dossier.state in step.sources else None
    if request.method == "POST" and (form is None or form.is_valid()):
        if answer := _take(request, dossier, step, form):
            return answer
    elif form is None:
        return redirect(Trail.of(request).page(pk))
    context = {"dossier": dossier, "step": step, "form": form, "tail": Trail.of(request).tail}
    return TemplateResponse(request, "awards/dossier_step.html", context, status=422 if form.is_bound else 200)


def _form_of(request, dossier, step):
    typed = request.POST if request.method == "POST" else None
    return step_form(step, typed, request.FILES, flow=DOSSIER, dossier=dossier, user=request.user)


def _take(request, dossier, step, form):
    """The answer after a step; None when its own page must come back with what was typed."""
    words = form.words() if form else {}
    trail = Trail.of(request)
    onward = trail.around(request.user, dossier) if "tiep" in request.POST else None  # before it moves in the queue
    try:
        own = OWN_ACTS.get(step.name) if form else None
        if own:
            own(dossier=dossier, **words, by=request.user, at=clock.now())
        else:
            actions.step_dossier(dossier=dossier, step_name=step.name, by=request.user, at=clock.now(), **words)
    except Refused as refused:
        if form is not None:
            form.add_error(None, str(refused))
            return None
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã ghi nhận: {step.label}.")
        if onward is not None:
            return redirect(trail.onward(request, onward))
    return redirect(_after(request, dossier, trail))


def _after(request, dossier, trail):
    """The dossier's page while this person still sees it, else the queue."""
    seen = Dossier.objects.visible_to(request.user).filter(pk=dossier.pk).exists()
    return trail.page(dossier.pk) if seen else "awards:dossier_list"


# --- Papers -----------------------------------------------------------------------------------------------------------


@require_POST
def paper_add(request, pk):
    dossier = get_dossier(request, pk)
    if not request.user.has_perm("awards.edit_dossier", dossier):
        raise PermissionDenied("awards.edit_dossier")
    lines = dossier.lines.select_related("honoree", "award")
    form = PaperForm(
        request.POST, request.FILES, purposes=purposes_on(law_day_of(dossier, today=clock.today())), lines=lines
    )
    try:
        if not form.is_valid():
            raise Refused(" ".join(message for errors in form.errors.values() for message in errors))
        actions.add_paper(dossier=dossier, **form.words(), by=request.user, at=clock.now())
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
