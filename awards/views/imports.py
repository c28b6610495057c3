"""Lists of past years: sent, looked over, accepted. Each page does one guarded fetch and one act."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import imports as actions
from awards.compile.imports import questions_of, template_lists, twin_of
from awards.enums import ImportKind
from awards.forms_imports import ListForm, read_choices, read_sheets, read_version
from awards.imports import copy_with_errors, open_sheets, template_workbook
from awards.models import ImportBatch
from thidua import clock
from thidua.errors import Refused
from thidua.events import timeline
from units.filetypes import XLSX

LIST_PERMISSION, DECIDE_PERMISSION = "awards.import_list", "awards.decide_import"


def _demand(request, permission, row=None):
    if not request.user.has_perm(permission, row):
        raise PermissionDenied(permission)


def _batch(request, pk):
    """The one guarded fetch: who sees the unit's register sees its lists, who brings lists decides."""
    batch = get_object_or_404(ImportBatch.objects.visible_to(request.user).select_related("unit", "by"), pk=pk)
    _demand(request, DECIDE_PERMISSION, batch)
    return batch


def _waiting(request, pk):
    batch = _batch(request, pk)
    if not batch.is_waiting or batch.expires_at <= clock.now():
        raise Http404
    return batch


@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request):
    """What was brought so far, and the form to bring another list."""
    _demand(request, LIST_PERMISSION)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (batch := _kept(request, form)):
        return redirect("imports:import_detail", pk=batch.pk)
    rows = ImportBatch.objects.visible_to(request.user).for_list()
    page = Paginator(rows, 20).get_page(request.GET.get("trang"))
    context = {"form": form, "page": page, "kinds": ImportKind.choices, "now": clock.now()}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "awards/import_list.html", context, status=status)


def _kept(request, form):
    """The list as kept, or None with the reason beside the box."""
    if not form.is_valid():
        return None
    sent = {"kind": form.cleaned_data["kind"], "upload": form.cleaned_data["file"]}
    try:
        return actions.keep_list(**sent, by=request.user, at=clock.now())
    except Refused as refused:
        form.add_error("file", str(refused))
        return None


@require_safe
def import_template(request, kind):
    _demand(request, LIST_PERMISSION)
    whole = request.user.has_perm("awards.import_for_province")
    awards, units = template_lists(request.user, whole_province=whole, today=clock.today())
    data = template_workbook(kind, awards=awards, units=units)
    return _file(data, f"Mẫu danh sách {ImportKind(kind).label.lower()}.xlsx")


def _file(data, name):
    response = HttpResponse(data, content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
def import_detail(request, pk):
    batch = _batch(request, pk)
    context = {
        "batch": batch,
        "found": batch.outcome,
        "questions": questions_of(batch),
        "twin": twin_of(batch) if batch.is_waiting else None,
        "stands": batch.is_waiting and batch.expires_at > clock.now(),
        "skipped": [(sheet["name"], *line) for sheet in _read_sheets(batch) for line in sheet["skipped"]],
        "hidden": sum(sheet["hidden"] for sheet in _read_sheets(batch)),
        "events": timeline(batch),
    }
    name = "awards/import_detail.html" if batch.is_waiting else "awards/import_result.html"
    return TemplateResponse(request, name, context)


def _read_sheets(batch):
    return [batch.sheets[index] for index in batch.chosen]


@require_POST
def import_sheets(request, pk):
    batch = _waiting(request, pk)
    return _done(
        request, batch, actions.choose_sheets, chosen=read_sheets(request.POST), told="Đã kiểm tra các trang đã chọn."
    )


@require_POST
def import_choose(request, pk):
    batch = _waiting(request, pk)
    try:
        choices = read_choices(request.POST, batch.outcome.get("questions", []))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("imports:import_detail", pk=pk)
    return _done(request, batch, actions.choose_honorees, choices=choices, told="Đã ghi các lựa chọn và kiểm tra lại.")


@require_POST
def import_accept(request, pk):
    batch = _batch(request, pk)
    partly = request.POST.get("cach") == "dong-dung"
    words = {"version": read_version(request.POST), "partly": partly}
    return _done(request, batch, actions.accept_list, **words, told="Đã nhập danh sách vào sổ đối tượng.")


@require_POST
def import_drop(request, pk):
    batch = _batch(request, pk)
    return _done(request, batch, actions.drop_list, told="Đã bỏ danh sách, sổ đối tượng giữ nguyên.")


def _done(request, batch, act, *, told, **words):
    """One act on a list, then its page with what came of it."""
    try:
        act(batch=batch, by=request.user, at=clock.now(), **words)
        messages.success(request, told)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("imports:import_detail", pk=batch.pk)


@require_safe
def import_errors(request, pk):
    """The person's own list again, with a column that says what is wrong in each row."""
    batch = _waiting(request, pk)
    faults = actions.all_faults(batch=batch, at=clock.now())
    headings = {sheet["name"]: sheet["first_row"] - 1 for sheet in batch.sheets}
    try:
        with batch.file.open() as file:
            sheets = open_sheets(file.read(), batch.name)
    except FileNotFoundError:  # a sweep took it
        raise Http404 from None
    return _file(
        copy_with_errors(sheets, faults, headings), f"{batch.name.rpartition('.')[0] or batch.name} (có lỗi).xlsx"
    )
