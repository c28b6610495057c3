"""Hủy bỏ khen thưởng: the list, a case, its steps, what comes back and what is looked at again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from awards.actions import recovering, revoking
from awards.actions import revocations as actions
from awards.compile.revocations import revocable, revocation_rows
from awards.forms_revocations import CaseForm, EndingForm, FlagForm, NoteForm, ProposalForm, RecoverForm
from awards.models import Recovery, Revocation, RevocationFlag
from awards.revocation_workflow import ENDS, PROPOSES, REVOCATION
from awards.views.drafts import demand, files_of
from awards.views.honorees import get_honoree
from awards.views.opinions import READING, done, form_page, sent
from awards.views.versions import carry_version
from thidua import clock
from thidua.errors import Conflict, Refused
from thidua.events import timeline


def get_revocation(request, pk):
    """The one guarded fetch."""
    return get_object_or_404(Revocation.objects.visible_to(request.user).with_names(), pk=pk)


@require_safe
def revocation_list(request):
    """What is on its way, or revoked with something left to do; or all of them."""
    demand(request, "awards.list_revocations")
    everything = request.GET.get("loc") == "tat-ca"
    rows = revocation_rows(request.user, everything=everything)
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    context = {"page": page, "everything": everything, "query": "loc=tat-ca" if everything else ""}
    return TemplateResponse(request, "awards/revocation_list.html", context)


@require_safe
def revocation_detail(request, pk):
    case, user = get_revocation(request, pk), request.user
    recoveries = Recovery.objects.visible_to(user).filter(award__revocation=case)
    flags = RevocationFlag.objects.visible_to(user).filter(revocation=case)
    context = {
        "case": case,
        "awards": case.awards.select_related("held__decision"),
        "flags": flags.select_related("held", "line__honoree", "line__award", "line__dossier", "by"),
        "recoveries": recoveries.select_related("recorded_by").order_by("award", "kind", "pk"),
        "steps": REVOCATION.open_steps(case, user),
        "may_change": user.has_perm("awards.change_revocation", case),
        "may_judge": user.has_perm("awards.judge_flag", case),
        "may_recover": user.has_perm("awards.recover", case),
        "may_start": user.has_perm("awards.start_revocation"),
        "files": files_of(request, case),
        "events": reversed(timeline(case)),
    }
    return TemplateResponse(request, "awards/revocation_detail.html", context)


@require_http_methods(READING)
def revocation_new(request, honoree_pk):
    """Begun from the record of a lifetime; `khen-thuong` in the address names the award that is meant."""
    honoree = get_honoree(request, honoree_pk, "awards.start_revocation")
    chosen = request.GET.get("khen-thuong", "")
    first = {"awards": [int(chosen)] if chosen.isdecimal() else []}
    form = CaseForm(*sent(request), awards=revocable(honoree, request.user), initial=first)
    if form.is_valid():
        try:
            what = {"awards": form.cleaned_data["awards"], "case": form.case()}
            made = actions.start_revocation(honoree=honoree, **what, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã lập đề nghị hủy bỏ. Xem lại rồi trình Giám đốc.")
            return redirect("awards:revocation_detail", made.pk)
    return form_page(request, form, title="Đề nghị hủy bỏ khen thưởng", save="Lập đề nghị", crumb=honoree.name,
                     back=reverse("honorees:honoree_detail", args=[honoree.pk]))  # fmt: skip


@require_http_methods(READING)
def revocation_edit(request, pk):
    case = get_revocation(request, pk)
    demand(request, "awards.change_revocation", case)
    first = {name: getattr(case, name) for name in ("ground", "facts", "basis", "basis_date", "version")}
    form = CaseForm(*sent(request), initial=first)
    if form.is_valid():
        what = {"case": form.case(), "version": form.cleaned_data["version"]}
        if _kept(request, form, actions.change_revocation, Revocation, revocation=case, **what):
            messages.success(request, "Đã lưu.")
            return redirect("awards:revocation_detail", pk)
    return form_page(request, form, title="Sửa đề nghị hủy bỏ", save="Lưu", **_back(case))


def _back(case):
    return {"back": reverse("awards:revocation_detail", args=[case.pk]), "crumb": f"Hủy bỏ: {case.honoree.name}"}


def _kept(request, form, action, model, **what):
    """As `done`; whoever was slower goes on with the version that stands now."""
    try:
        action(**what, by=request.user, at=clock.now())
    except Conflict as conflict:
        row = next(value for value in what.values() if isinstance(value, model))
        form.add_error(None, str(conflict))
        carry_version(form, model.objects.visible_to(request.user).get(pk=row.pk).version)
    except Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors


# --- Steps ------------------------------------------------------------------------------------------------------------


@require_http_methods(READING)
def revocation_step(request, pk, step_name):
    """Every step: a plain one by its button, those that ask for words or a paper on a page of their own."""
    case, step = get_revocation(request, pk), REVOCATION.steps[step_name]
    demand(request, step.permission, case)
    if case.state not in step.sources:
        messages.error(request, f"{step.label}: vụ việc đang ở bước “{case.get_state_display()}”.")
        return redirect("awards:revocation_detail", pk)
    form, act = _form_of(request, case, step)
    if form.is_valid() and done(request, form, act, revocation=case, step_name=step_name, **_words(form)):
        messages.success(request, f"Đã ghi nhận: {step.label}.")
        return redirect("awards:revocation_detail", pk)
    about = f"{case.honoree.name}, {case.honoree.unit.name}. Nơi ra quyết định khen thưởng: {case.authority}."
    return form_page(request, form, title=step.label, save=step.label, about=about, **_back(case))


def _form_of(request, case, step):
    """(the form that the step asks for, the act that takes it)."""
    if step.name in PROPOSES:
        return ProposalForm(*sent(request)), actions.propose_revocation
    if step.name in ENDS:
        first = {"issuer": case.authority}
        return EndingForm(*sent(request), decided_here=case.decided_here, initial=first), revoking.end_revocation
    form = NoteForm(*sent(request)[:1])
    form.fields["note"].some_must = step.needs_note
    return form, actions.step_revocation


def _words(form):
    return form.words() if hasattr(form, "words") else form.cleaned_data


# --- What follows -----------------------------------------------------------------------------------------------------


@require_http_methods(READING)
def flag_judge(request, pk, flag_pk):
    case = get_revocation(request, pk)
    demand(request, "awards.judge_flag", case)
    rows = RevocationFlag.objects.visible_to(request.user).filter(revocation=case)
    flag = get_object_or_404(rows.select_related("held", "line__honoree", "line__award"), pk=flag_pk)
    flag.revocation = case
    form = FlagForm(*sent(request)[:1], flag=flag)
    if form.is_valid() and done(request, form, recovering.judge_flag, flag=flag, **form.cleaned_data):
        messages.success(request, "Đã ghi cách xử lý.")
        return redirect("awards:revocation_detail", pk)
    about = f"{flag.held or flag.line}. {flag.text}"
    return form_page(request, form, title="Xem lại tiêu chuẩn", save="Ghi cách xử lý", about=about, **_back(case))


@require_http_methods(READING)
def recovery_record(request, pk, recovery_pk):
    case = get_revocation(request, pk)
    demand(request, "awards.recover", case)
    rows = Recovery.objects.visible_to(request.user).filter(award__revocation=case)
    recovery = get_object_or_404(rows.select_related("award__revocation"), pk=recovery_pk)
    form = RecoverForm(*sent(request)[:1], recovery=recovery, initial={"version": recovery.version})
    if form.is_valid() and _kept(request, form, recovering.recover, Recovery, recovery=recovery, **form.words()):
        messages.success(request, "Đã ghi thu hồi.")
        return redirect("awards:revocation_detail", pk)
    return form_page(request, form, title="Ghi thu hồi", save="Ghi thu hồi", about=recovery.about, **_back(case))
