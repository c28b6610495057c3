"""Trình cấp trên: the register of what was sent, one dossier's sendings, and the acts with a paper of their own."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from awards.actions import submissions as actions
from awards.compile.submissions import due_days, files_of, next_days
from awards.enums import SubmissionState
from awards.forms_submissions import ResultForm, ReturnUpForm, SendUpForm
from awards.models import Nomination, Submission
from awards.views.dossiers import get_dossier
from awards.views.opinions import READING, done, form_page, sent
from awards.workflow import DOSSIER
from thidua import clock


@require_safe
def submission_list(request):
    """Every sending to the State that the province has made, and the days of the year by which it must send."""
    if not request.user.sees_province:
        raise PermissionDenied("awards.read_submissions")
    rows = Submission.objects.visible_to(request.user).select_related("dossier__unit").order_by("-pk")
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    context = {"page": page, "days": next_days(clock.today())}
    return TemplateResponse(request, "awards/submission_list.html", context)


@require_safe
def submission_detail(request, pk):
    """What was sent of one dossier and what came back; there is none for a dossier that the province decides."""
    dossier = get_dossier(request, pk)
    if dossier.level != "state":
        raise Http404
    user = request.user
    found = Submission.objects.visible_to(user).filter(dossier=dossier)
    submissions = list(found.prefetch_related("lines__external").order_by("-pk"))
    open_steps = {step.name: step for step in DOSSIER.open_steps(dossier, user)}
    steps = [open_steps[name] for name in ("send_up", "finish_up", "return_up") if name in open_steps]
    context = {
        "dossier": dossier, "submissions": [(one, files_of(one, user)) for one in submissions], "steps": steps,
        "days": due_days(dossier, clock.today()), "inside": user.sees_province,
    }  # fmt: skip
    return TemplateResponse(request, "awards/submission_detail.html", context)


def _step_page(request, pk, name, form, action, *, said):
    """The page of one step: refused by permission before anything is shown, then the form, then the act."""
    dossier, step = get_dossier(request, pk), DOSSIER.steps[name]
    if not request.user.has_perm(step.permission, dossier):
        raise PermissionDenied(step.permission)
    form = form(dossier)
    if form.is_valid() and done(request, form, action, dossier=dossier, **form.words()):
        messages.success(request, said)
        return redirect("awards:submission_detail", pk)
    back = reverse("awards:dossier_detail", args=[pk])
    return form_page(request, form, title=step.label, save=step.label, back=back, crumb=dossier.title)


@require_http_methods(READING)
def submission_send(request, pk):
    say = "Đã ghi: gửi cấp trên."
    return _step_page(request, pk, "send_up", lambda _: SendUpForm(*sent(request)), actions.send_up, said=say)


@require_http_methods(READING)
def submission_return(request, pk):
    say = "Đã ghi: cấp trên trả lại, hồ sơ thẩm định lại."
    return _step_page(request, pk, "return_up", lambda _: ReturnUpForm(*sent(request)), actions.return_up, said=say)


@require_http_methods(READING)
def submission_result(request, pk):
    def form(dossier):
        rows = Nomination.objects.visible_to(request.user).filter(
            dossier=dossier, submissions__state=SubmissionState.SENT
        )
        return ResultForm(*sent(request), lines=rows.select_related("honoree", "award").distinct())

    return _step_page(request, pk, "finish_up", form, actions.record_results, said="Đã ghi kết quả của cấp trên.")
