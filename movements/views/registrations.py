"""Registering for a term: the list, the form, the steps."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from movements import actions
from movements.compile import (
    answers_for_unit,
    filtered,
    first_registration_waiting,
    may_start,
    own_terms,
    receives_here,
    registration_counts,
    registration_lines,
    registration_rows,
    rows_of_kind,
)
from movements.compile.pacts import led_terms
from movements.enums import TermKind
from movements.forms import RegistrationFileForm, StepForm, read_registration
from movements.models import Registration, Term
from movements.views.registration_page import registration_page
from movements.workflow import REGISTRATION
from thidua import clock
from thidua.errors import Refused
from thidua.lists import state_pills
from units.models import Attachment


def _registration(request, pk):
    """The one guarded fetch: what this person may not see is not there."""
    return get_object_or_404(Registration.objects.visible_to(request.user).with_names(), pk=pk)


@require_safe
def registration_list(request):
    """The unit's own terms, and for whoever receives: the units of a term with what they have registered."""
    today = clock.today()
    terms = list(Term.objects.visible_to(request.user)[:8])
    term = _term(request, terms)
    rows = registration_rows(request.user, term, today=today) if term else []
    kinds = sorted({(row.unit.kind, row.unit.get_kind_display()) for row in rows}, key=lambda one: one[1])
    kind, state, words = (request.GET.get(name, "") for name in ("loai", "trang-thai", "tim"))
    rows = rows_of_kind(rows, kind)
    page = Paginator(filtered(rows, state=state, words=words), 100).get_page(request.GET.get("trang"))
    mine = terms if answers_for_unit(request.user) else []
    context = {
        "term": term,
        "terms": terms,
        "page": page,
        "counts": _pills(rows, term, state, kind) if term else [],
        "all": len(rows) or bool(kind),
        "kinds": kinds if len(kinds) > 1 else (),
        "kind": kind,
        "receives": receives_here(request.user),
        "may_sum": request.user.sees_province or answers_for_unit(request.user),
        "plain": any(row.plain for row in rows) and receives_here(request.user),
        "leads": request.user.sees_province or bool(led_terms(request.user)),
        "sets_days": request.user.has_perm("movements.set_deadline", term),
        "state": state,
        "words": words,
        "own": own_terms(request.user, mine, today=today) if mine else [],
        "today": today,
        "may_start": may_start(request.user),
        "waiting": first_registration_waiting(rows) if receives_here(request.user) else None,
        "query": urlencode({"ky": term.pk, "loai": kind, "trang-thai": state, "tim": words}) if term else "",
    }
    template = "movements/registration_list.html"
    return TemplateResponse(request, f"{template}#rows" if request.htmx else template, context)


def _pills(rows, term, state, kind):
    pills = state_pills(registration_counts(rows), total=len(rows), place=term.pk, state=state)
    return [replace(pill, url=f"{pill.url}&{urlencode({'loai': kind})}") for pill in pills] if kind else pills


def _term(request, terms):
    """The term of the address, else the newest working year: that is what nearly all units go by."""
    asked = request.GET.get("ky", "")
    if asked.isdecimal():
        return get_object_or_404(Term.objects.visible_to(request.user), pk=asked)
    working = (term for term in terms if term.kind == TermKind.WORKING_YEAR)
    return next(working, terms[0] if terms else None)


@require_POST
def registration_start(request, term_pk):
    term = get_object_or_404(Term.objects.visible_to(request.user), pk=term_pk)
    if request.user.unit is None:
        raise Http404
    try:
        started = actions.start_registration(unit=request.user.unit, term=term, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("movements:registration_list")
    return redirect("movements:registration_detail", pk=started.pk)


@require_safe
def registration_detail(request, pk):
    return _page(request, _registration(request, pk))


def _page(request, registration, *, typed=None, in_conflict=False, status=200):
    context = registration_page(
        registration, request.user, today=clock.today(), typed=typed, in_conflict=in_conflict
    )  # fmt: skip
    template = "movements/registration_edit.html" if context["may_edit"] else "movements/registration_detail.html"
    return TemplateResponse(request, template, context, status=status)


@require_POST
def registration_save(request, pk):
    """Saves every line that can be read; the page comes back with what was typed when something is wrong."""
    registration = _registration(request, pk)
    at = clock.now()
    content, typed = read_registration(request.POST, registration, registration_lines(registration))
    try:
        version = _version(request)
        actions.save_registration(
            registration=registration, content=content, version=version, by=request.user, at=at
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, str(refused))
        return _page(request, _registration(request, pk), typed=typed, in_conflict=True, status=422)
    if typed.refused:
        return _page(request, _registration(request, pk), typed=typed, status=422)
    return _after_save(request, _registration(request, pk), at)


def _version(request):
    """The version the page was made with; a page without one is older than all."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _after_save(request, registration, at):
    """ "Trình thủ trưởng" and "Chép" are the save and the act in one press; every other button only saves."""
    act = request.POST.get("viec")
    if act in ("to_head", "amend_to_head"):
        return _step(request, registration, act, at)
    try:
        copied = actions.copy_last_year(registration=registration, by=request.user, at=at) if act == "chep" else None
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        told = (
            f"Đã lưu lúc {clock.office_time(at)}." if copied is None else f"Đã chép {copied} dòng, xem lại từng dòng."
        )
        messages.success(request, told)
    return redirect("movements:registration_detail", pk=registration.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def registration_step(request, pk, step_name):
    """A plain step is one POST; one that asks for words has a page of its own."""
    registration = _registration(request, pk)
    step = REGISTRATION.steps[step_name]
    if not request.user.has_perm(step.permission, registration):
        raise PermissionDenied(step.permission)
    form = _step_form(request, registration, step) if registration.state in step.sources else None
    if request.method == "POST" and (form is None or form.is_valid()):
        words = form.cleaned_data if form else {}
        return _step(request, registration, step_name, clock.now(), **words)
    if form is None:
        return redirect("movements:registration_detail", pk=registration.pk)
    context = {"registration": registration, "step": step, "form": form}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "movements/registration_step.html", context, status=status)


def _step_form(request, registration, step):
    if not (step.reasons or step.needs_note):
        return None
    marked = registration_lines(registration).targets if step.reasons else ()
    typed = request.POST if request.method == "POST" else None
    return StepForm(typed, flow=REGISTRATION, step=step, boxes=marked)


def _step(request, registration, step_name, at, **words):
    try:
        actions.step_registration(registration=registration, step_name=step_name, by=request.user, at=at, **words)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã ghi nhận: {REGISTRATION.steps[step_name].label}.")
    return redirect("movements:registration_detail", pk=registration.pk)


# ---- files -----------------------------------------------------------------------------------------------------------


@require_POST
def registration_file_add(request, pk):
    registration = _registration(request, pk)
    if not request.user.has_perm("movements.edit_registration", registration):
        raise PermissionDenied("movements.edit_registration")
    form = RegistrationFileForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise Refused(" ".join(message for errors in form.errors.values() for message in errors))
        typed = form.cleaned_data
        actions.add_registration_file(
            registration=registration, purpose=typed["purpose"], upload=typed["file"], by=request.user, at=clock.now()
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, f"Tài liệu: {refused}")
    return redirect("movements:registration_detail", pk=pk)


@require_POST
def registration_file_remove(request, pk, file_pk):
    registration = _registration(request, pk)
    attachment = get_object_or_404(Attachment.objects.visible_to(request.user, of=registration), pk=file_pk)
    try:
        actions.remove_registration_file(
            registration=registration, attachment=attachment, by=request.user, at=clock.now()
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("movements:registration_detail", pk=pk)
