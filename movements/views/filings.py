"""One filing: reading it, filling it in, moving it on."""

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from movements import actions
from movements.compile import box_sources, filing_sections, owed_indicators
from movements.forms import CallBackForm, EvidenceForm, NarrativeForm, StepForm, read_boxes
from movements.models import Filing, Period
from movements.views.filing_page import filing_page, hand_over
from movements.workflow import FILING
from thidua import clock
from thidua.errors import Conflict, Refused
from units.models import Attachment
from units.rules import seen

FILLED = {"register": "theo sổ triển khai", "same": "giống kỳ trước", "nothing": "không phát sinh"}


def _filing(request, pk):
    """The one guarded fetch: what this person may not see is not there."""
    filing = get_object_or_404(Filing.objects.visible_to(request.user).with_names().with_due(), pk=pk)
    seen(request.user, filing)
    return filing


@require_POST
def filing_start(request, period_pk):
    period = get_object_or_404(Period.objects.visible_to(request.user).filed(), pk=period_pk)
    if request.user.unit is None:
        raise Http404
    try:
        filing = actions.start_filing(unit=request.user.unit, period=period, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("movements:filing_list")
    return redirect("movements:filing_detail", pk=filing.pk)


@require_safe
def filing_detail(request, pk):
    return _page(request, _filing(request, pk))


def _page(request, filing, *, typed=None, narratives=None, status=200):
    context = filing_page(filing, request.user, today=clock.today(), typed=typed, narratives=narratives)
    template = "movements/filing_edit.html" if context["may_edit"] else "movements/filing_detail.html"
    return TemplateResponse(request, template, context, status=status)


@require_http_methods(["GET", "POST"])
def filing_save(request, pk):
    """Saves every box that can be read; the page comes back with what was typed when something is wrong.

    Whoever had to sign in first comes here by GET: to the form.
    """
    filing = _filing(request, pk)
    if request.method == "GET":
        return redirect("movements:filing_detail", pk=pk)
    at = clock.now()
    inputs, pages = read_boxes(request.POST, filing_sections(filing))
    narratives = NarrativeForm(request.POST)
    refused = ""
    try:
        saved = actions.save_boxes(filing=filing, boxes=inputs, by=request.user, at=at)
        _save_narratives(filing, narratives, request.user, at)
    except Refused as told:
        saved, refused = actions.Saved([], []), str(told)
        messages.error(request, refused)
    if refused or saved.conflicts or not narratives.is_valid() or any(page.has_errors for page in pages):
        return _page(request, _filing(request, pk), typed=(pages, saved.conflicts), narratives=narratives, status=422)
    return _after_save(request, filing, at)


def _save_narratives(filing, form, by, at):
    if form.is_valid():
        texts = {name: form.cleaned_data[name] for name in actions.NARRATIVES}
        version = form.cleaned_data["text_version"]
        actions.save_narratives(filing=filing, texts=texts, version=version, by=by, at=at)


def _after_save(request, filing, at):
    """The button that hands over is the save and the step in one press, `dien` the save and a filling of blank boxes;
    every other button only saves, `phan` names the section whose button it was."""
    if request.POST.get("viec") == "to_head":
        step = hand_over(filing, request.user)
        return _step(request, filing, step.name if step else "to_head", at)
    way, _, part = request.POST.get("dien", "").partition(":")
    if way in FILLED:
        _fill(request, filing, way, part, at)
    else:
        messages.success(request, f"Đã lưu lúc {clock.office_time(at)}.")
    place = (part or request.POST.get("phan", "")).replace(".", "-")
    back = redirect("movements:filing_detail", pk=filing.pk)
    if re.fullmatch(r"[\w-]+", place):
        back["Location"] += f"#{place}"
    return back


def _fill(request, filing, way, part, at):
    try:
        done = actions.fill_blanks(filing=filing, way=way, part=part, by=request.user, at=at)
    except Refused as refused:
        messages.error(request, str(refused))
        return
    words = f"Đã điền {done.filled} ô còn trống: {FILLED[way]}." if done.filled else "Không có ô trống nào để điền."
    if done.without:
        words += f" {done.without} ô chưa có số kỳ trước, còn để trống."
    messages.success(request, words)


@require_http_methods(["GET", "HEAD", "POST"])
def filing_step(request, pk, step_name):
    """A plain step is one POST; one that asks for words has a page of its own."""
    filing = _filing(request, pk)
    step = FILING.steps[step_name]
    if not request.user.has_perm(step.permission, filing):
        raise PermissionDenied(step.permission)
    form = _step_form(request, filing, step) if filing.state in step.sources else None
    if request.method == "POST" and (form is None or form.is_valid()):
        words = form.cleaned_data if form else {}
        if (answer := _step(request, filing, step_name, clock.now(), form=form, **words)) is not None:
            return answer
    if form is None:
        return redirect("movements:filing_detail", pk=filing.pk)
    context = {"filing": filing, "step": step, "form": form}
    return TemplateResponse(request, "movements/filing_step.html", context, status=422 if form.is_bound else 200)


def _step_form(request, filing, step):
    if not (step.reasons or step.needs_note):
        return None
    typed = request.POST if request.method == "POST" else None
    if not step.reasons:
        return StepForm(typed, flow=FILING, step=step)
    boxes = [box for section in filing_sections(filing) for box in section.boxes]
    initial = {"correct_by": actions.default_correction(clock.today())}
    return CallBackForm(typed, flow=FILING, step=step, boxes=boxes, initial=initial)


def _step(request, filing, step_name, at, *, form=None, **words):
    """Takes the step and leads back to the filing; what a form asked for and was refused is said in the form (None)."""
    try:
        actions.step_filing(filing=filing, step_name=step_name, by=request.user, at=at, **words)
    except Conflict as conflict:
        messages.error(request, str(conflict))
    except Refused as refused:
        if form is not None:
            form.add_error(None, str(refused))
            return None
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã ghi nhận: {FILING.steps[step_name].label}.")
    return redirect("movements:filing_detail", pk=filing.pk)


@require_POST
def evidence_add(request, pk):
    filing = _filing(request, pk)
    if not request.user.has_perm("movements.edit_filing", filing):
        raise PermissionDenied("movements.edit_filing")
    form = EvidenceForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Refused(" ".join(form.errors["file"]))
        actions.add_evidence(filing=filing, upload=form.cleaned_data["file"], by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, f"Tài liệu minh chứng: {refused}")
    return redirect("movements:filing_detail", pk=filing.pk)


@require_POST
def evidence_remove(request, pk, file_pk):
    filing = _filing(request, pk)
    attachment = get_object_or_404(
        Attachment.objects.visible_to(request.user, of=filing).filter(purpose="evidence"), pk=file_pk
    )
    try:
        actions.remove_evidence(filing=filing, attachment=attachment, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("movements:filing_detail", pk=filing.pk)


@require_safe
def box_children(request, pk, code):
    """The list behind the sum that stands beside a parent's box."""
    filing = _filing(request, pk)
    indicator = get_object_or_404(owed_indicators(filing.unit, filing.period), code=code)
    context = {"filing": filing, "indicator": indicator, "figures": box_sources(filing, indicator)}
    return TemplateResponse(request, "movements/box_children.html", context)
