"""Titles aimed for in a registration: the list, one line, its removal."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import aims as actions
from awards.compile.aims import RANK, aim_rows, aimed_registration, awards_of
from awards.enums import Subject
from awards.forms_aim_lists import AimList, AimListForm
from awards.forms_aims import AimForm, initial_of
from awards.imports.aims import aim_workbook
from awards.models import TitleAim
from thidua import clock
from thidua.errors import Refused
from units.filetypes import XLSX


def _registration(request, pk):
    """The one guarded fetch."""
    if (registration := aimed_registration(request.user, pk)) is None:
        raise Http404
    return registration


def _for_writing(request, pk):
    registration = _registration(request, pk)
    if not request.user.has_perm("movements.edit_registration", registration):
        raise PermissionDenied("movements.edit_registration")
    return registration


def _aim(request, registration, pk):
    aim = get_object_or_404(TitleAim.objects.visible_to(request.user).filter(registration=registration), pk=pk)
    aim.registration = registration
    return aim


@require_safe
def aim_list(request, pk):
    registration = _registration(request, pk)
    rows = aim_rows(registration)
    kinds = sorted(Subject, key=RANK.get)
    context = {
        "registration": registration,
        "groups": [(kind, kind.label, [row for row in rows if row.subject == kind]) for kind in kinds],
        "may_edit": request.user.has_perm("movements.edit_registration", registration),
    }
    return TemplateResponse(request, "awards/aim_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def aim_new(request, pk, subject):
    registration = _for_writing(request, pk)
    form = _form(request, registration, subject)
    if form.is_bound and form.is_valid() and _written(
        form, actions.add_aim, registration=registration, subject=subject, by=request.user
    ):  # fmt: skip
        messages.success(request, f"Đã thêm {form.cleaned_data['name']}.")
        return redirect("aims:aim_list", pk=pk)
    return _page(request, registration, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def aim_upload(request, pk):
    """A whole list from a file: all its rows, or none and every wrong cell named."""
    registration = _for_writing(request, pk)
    form = AimListForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    found = None
    if request.method == "POST" and form.is_valid():
        found = _read_list(registration, form)
        if found is not None and not found.faults and _added(request, registration, form, found):
            return redirect("aims:aim_list", pk=pk)
    context = {"registration": registration, "form": form, "found": found}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "awards/aim_upload.html", context, status=status)


def _read_list(registration, form):
    """The rows, or None with the reason beside the box."""
    file = form.cleaned_data["file"]
    try:
        return AimList(file.read(), file.name, day=registration.term.first_day)
    except Refused as refused:
        form.add_error("file", str(refused))
        return None


def _added(request, registration, form, found):
    lines = [(line.subject, line.columns) for line in found.lines]
    try:
        added, left = actions.add_aims(
            registration=registration, lines=lines, source=form.cleaned_data["file"].name, by=request.user,
            at=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    more = f" {left} dòng đã có từ trước nên bỏ qua." if left else ""
    messages.success(request, f"Đã thêm {added} dòng.{more}")
    return True


@require_safe
def aim_template(request, pk):
    """The empty list, with the titles of this term to choose from."""
    registration = _for_writing(request, pk)
    data = aim_workbook(list(awards_of(registration)))
    name = f"Mẫu danh sách đăng ký danh hiệu {registration.term.name}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name), "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=XLSX, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def aim_edit(request, pk, aim_pk):
    registration = _for_writing(request, pk)
    aim = _aim(request, registration, aim_pk)
    form = _form(request, registration, aim.subject, initial=initial_of(aim))
    if form.is_bound and form.is_valid() and _written(
        form, actions.change_aim, aim=aim, version=form.cleaned_data["version"], by=request.user
    ):  # fmt: skip
        messages.success(request, "Đã lưu.")
        return redirect("aims:aim_list", pk=pk)
    return _page(request, registration, form, aim)


def _form(request, registration, subject, initial=None):
    typed = request.POST if request.method == "POST" else None
    return AimForm(typed, subject=subject, day=registration.term.first_day, initial=initial)


def _written(form, act, **words):
    try:
        act(columns=form.columns, at=clock.now(), **words)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _page(request, registration, form, aim):
    context = {"registration": registration, "form": form, "aim": aim, "label": form.subject.label}
    return TemplateResponse(request, "awards/aim_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def aim_remove(request, pk, aim_pk):
    registration = _for_writing(request, pk)
    aim = _aim(request, registration, aim_pk)
    try:
        actions.remove_aim(aim=aim, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("aims:aim_list", pk=pk)
