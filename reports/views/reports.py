"""The reports room: schedules and runs, one report as paper, its way to being issued, its mail."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reports import actions
from reports.forms import IssueForm, NoteForm, RunForm
from reports.models import Delivery, Report, Run, Schedule
from reports.render import pdf_available
from reports.views.report_page import figure_page, list_page, periods_of, report_page
from reports.workflow import REPORT
from thidua import clock
from thidua.errors import Refused


def _report(request, pk):
    """The one guarded fetch: what this person may not see is not there."""
    reports = Report.objects.visible_to(request.user).select_related("schedule__unit", "period", "signed_by", "run")
    return get_object_or_404(reports, pk=pk)


@require_safe
def report_list(request):
    """Schedules, runs and reports, for those who serve the province."""
    if not request.user.sees_province:
        raise PermissionDenied("reports.view_report")
    context = list_page(request.user, today=clock.today(), page=request.GET.get("trang"))
    return TemplateResponse(request, "reports/report_list.html", context | {"pdf_available": pdf_available()})


@require_POST
def schedule_run(request, pk):
    """ "Chạy ngay" for a chosen period."""
    schedule = get_object_or_404(Schedule.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("reports.run_schedule", schedule):
        raise PermissionDenied("reports.run_schedule")
    form = RunForm(request.POST, periods=periods_of(schedule, request.user, today=clock.today()))
    try:
        period = _chosen(form)
        now = clock.machine_now()
        actions.ask_run(schedule=schedule, period=period, by=request.user, at=clock.now(), now=now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã xếp hàng tổng hợp {period.name}.")
    return redirect("reports:report_list")


def _chosen(form):
    if not form.is_valid():
        raise Refused(f"Ô “Kỳ”: {' '.join(form.errors['period'])}")
    return form.cleaned_data["period"]


@require_safe
def run_detail(request, pk):
    """The state of one run: a fragment that asks again while it is under way, or the page it stands on."""
    run = get_object_or_404(Run.objects.visible_to(request.user).for_list(), pk=pk)
    if not request.htmx:
        return redirect("reports:report_list")
    return TemplateResponse(request, "reports/report_list.html#run", {"run": run})


@require_safe
def report_detail(request, pk):
    report = _report(request, pk)
    return TemplateResponse(request, "reports/report_detail.html", report_page(report, request.user))


@require_safe
def figure_detail(request, pk, code):
    """One figure opened down to the filings, sources or movements that it rests on."""
    report = _report(request, pk)
    page = figure_page(report, code)
    if page is None:
        raise Http404
    return TemplateResponse(request, "reports/figure_detail.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def report_step(request, pk, step_name):
    """A plain step is one POST; one that asks for words, or for number and file, has a page of its own."""
    report = _report(request, pk)
    step = REPORT.steps[step_name]
    if not request.user.has_perm(step.permission, report):
        raise PermissionDenied(step.permission)
    form = _step_form(request, step) if report.state in step.sources else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _take(request, report, step, form)
    if form is None:
        return redirect("reports:report_detail", pk=report.pk)
    return _step_page(request, report, step, form)


def _step_form(request, step):
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    if step.needs_form:
        return IssueForm(*typed)
    return NoteForm(typed[0]) if step.needs_note else None


def _step_page(request, report, step, form):
    context = {"report": report, "step": step, "form": form}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "reports/report_step.html", context, status=status)


def _take(request, report, step, form):
    """A refusal of a form comes back on the form, with what was typed; of a plain step, on the report."""
    words = form.cleaned_data if form else {}
    at = clock.now()
    try:
        if step.needs_form and form is not None:
            actions.issue(report=report, by=request.user, at=at, now=clock.machine_now(), **words)
        else:
            actions.step_report(report=report, step_name=step.name, by=request.user, at=at, **words)
    except Refused as refused:
        if form is not None:
            form.add_error(None, str(refused))
            return _step_page(request, _report(request, report.pk), step, form)
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã ghi nhận: {step.label}.")
    return redirect("reports:report_detail", pk=report.pk)


@require_POST
def report_test(request, pk):
    report = _report(request, pk)
    try:
        actions.send_test(report=report, by=request.user, at=clock.now(), now=clock.machine_now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đang gửi thử tới {request.user.email}.")
    return redirect("reports:report_detail", pk=report.pk)


@require_POST
def delivery_again(request, pk):
    delivery = get_object_or_404(Delivery.objects.visible_to(request.user).select_related("report__schedule"), pk=pk)
    try:
        actions.send_again(delivery=delivery, by=request.user, at=clock.now(), now=clock.machine_now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đang gửi lại tới {delivery.recipient_name}.")
    return redirect("reports:report_detail", pk=delivery.report_id)
