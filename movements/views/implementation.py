"""Sổ triển khai: the list, one row, and what is done with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from movements import actions
from movements.actions.implementation import COLUMNS
from movements.compile.implementation import Asked, activities, kind_pills, locking_filing, units_with_activities
from movements.enums import ActivityKind
from movements.forms import EvidenceForm
from movements.forms.implementation import FORMS, WithdrawForm
from movements.models import Activity, DirectivePoint, Movement
from movements.render.implementation import activity_workbook
from thidua import calendar, clock
from thidua.errors import Conflict, Refused
from thidua.events import timeline
from units.filetypes import XLSX
from units.models import Attachment

FIRST_YEAR = 2021


def _activity(request, pk):
    return get_object_or_404(Activity.objects.visible_to(request.user).with_names(), pk=pk)


def _allow(request, permission, activity=None):
    if not request.user.has_perm(permission, activity):
        raise PermissionDenied(permission)


def _asked(request):
    """What the address says, read with care: nonsense asks for the running year."""
    year, _, quarter = request.GET.get("ky", "").partition("-")
    last, this_year = calendar.period_of(clock.today(), "year").year, clock.today().year
    kind, unit = request.GET.get("loai", ""), request.GET.get("don-vi", "")
    return Asked(
        year=int(year) if year.isdecimal() and FIRST_YEAR <= int(year) <= last else this_year,
        quarter=int(quarter) if quarter in ("1", "2", "3", "4") else 0,
        kind=kind if kind in ActivityKind.values else "",
        unit=int(unit) if unit.isdecimal() else None,
        words=request.GET.get("tim", "").strip(),
        withdrawn=request.GET.get("trang-thai") == "rut",
    )


def _periods(asked):
    """(code, words, chosen) of the years and their quarters, newest first."""
    this_year = calendar.period_of(clock.today(), "year").year
    for year in range(this_year, FIRST_YEAR - 1, -1):
        yield str(year), f"Năm {year}", asked.period_code == str(year)
        for quarter in range(4, 0, -1):
            code = f"{year}-{quarter}"
            yield code, calendar.name(calendar.span("quarter", year, quarter)), asked.period_code == code


@require_safe
def activity_list(request):
    asked = _asked(request)
    units = list(units_with_activities(request.user))
    context = {
        "asked": asked,
        "pills": kind_pills(request.user, asked, lambda **changes: f"?{urlencode(asked.query(**changes))}"),
        "page": Paginator(activities(request.user, asked), 50).get_page(request.GET.get("trang")),
        "periods": list(_periods(asked)),
        "units": units if len(units) > 1 else [],
        "kinds": ActivityKind if request.user.has_perm("movements.keep_activity") else (),
        "query": urlencode(asked.query()),
    }
    return TemplateResponse(request, "movements/implementation_list.html", context)


@require_safe
def activity_export(request):
    asked = _asked(request)
    body = activity_workbook(
        activities(request.user, asked).prefetch_related("points"), span=asked.span, at=clock.now()
    )
    name = f"so-trien-khai-{asked.period_code}.xlsx"
    return HttpResponse(body, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _form(request, kind, initial):
    movements = Movement.objects.visible_to(request.user).order_by("sort_name", "pk")
    points = DirectivePoint.objects.visible_to(request.user)
    typed = request.POST if request.method == "POST" else None
    return FORMS[kind](typed, initial=initial, movements=movements, points=points)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_new(request, kind):
    if kind not in ActivityKind.values:
        raise Http404
    _allow(request, "movements.keep_activity")
    kind = ActivityKind(kind)
    form = _form(
        request, kind, {"version": 0, "points": DirectivePoint.objects.visible_to(request.user).filter(code="1")}
    )
    if request.method == "POST" and form.is_valid():
        content, points = form.content, form.cleaned_data["points"]
        try:
            activity = actions.keep_activity(
                unit=request.user.unit, kind=kind, content=content, points=points, by=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã ghi sổ. Đính kèm minh chứng ở trang này.")
            return redirect("implementation:activity_detail", pk=activity.pk)
    return _edit_page(request, form, kind)


def _edit_page(request, form, kind, activity=None, stored=()):
    context = {"form": form, "kind": kind, "activity": activity, "stored": stored}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "movements/implementation_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_edit(request, pk):
    activity = _activity(request, pk)
    _allow(request, "movements.edit_activity", activity)
    form = _form(request, ActivityKind(activity.kind), _initial(activity))
    if request.method == "POST" and form.is_valid():
        return _save(request, activity, form)
    return _edit_page(request, form, ActivityKind(activity.kind), activity)


def _initial(activity):
    stored = {name: getattr(activity, name) for name in COLUMNS}
    return stored | {"points": activity.points.all(), "version": activity.version}


def _save(request, activity, form):
    """Keeps what was typed when it cannot be saved; a conflict shows what stands there now beside it."""
    version, points, stored = form.cleaned_data["version"], form.cleaned_data["points"], ()
    try:
        actions.save_activity(
            activity=activity, content=form.content, points=points, version=version, by=request.user, at=clock.now()
        )
    except Conflict as conflict:
        messages.error(request, str(conflict))
        now = _activity(request, activity.pk)
        stored = _differing(form, now)
        form.data = form.data.copy()
        form.data["version"] = now.version  # saving again replaces what the other wrote
    except Refused as refused:
        form.add_error(None, str(refused))
    else:
        messages.success(request, f"Đã lưu lúc {clock.office_time(clock.now())}.")
        return redirect("implementation:activity_detail", pk=activity.pk)
    return _edit_page(request, form, ActivityKind(activity.kind), activity, stored)


def _differing(form, now):
    """(label, what is stored now) of the boxes in which the other person's row differs from what was typed."""
    return [
        (form[name].label, f"{value:%d/%m/%Y}" if name == "on" else str(value or "để trống"))
        for name, typed in form.cleaned_data.items()
        if name not in ("version", "points") and (value := getattr(now, name)) != typed
    ]


@require_safe
def activity_detail(request, pk):
    activity = _activity(request, pk)
    may_edit = request.user.has_perm("movements.edit_activity", activity)
    context = {
        "activity": activity,
        "points": activity.points.all(),
        "may_edit": may_edit,
        "locked_by": locking_filing(activity.unit, activity.on) if may_edit else None,
        "period": calendar.name_in_text(calendar.name(calendar.period_of(activity.on, "quarter"))),
        "evidence": Attachment.objects.visible_to(request.user, of=activity).filter(purpose="evidence").order_by("pk"),
        "file_form": EvidenceForm(),
        "lines": list(reversed(timeline(activity))),
    }
    return TemplateResponse(request, "movements/implementation_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_withdraw(request, pk):
    activity = _activity(request, pk)
    _allow(request, "movements.edit_activity", activity)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _act(request, activity, actions.withdraw_activity, **form.cleaned_data)
    context = {"activity": activity, "form": form}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "movements/implementation_withdraw.html", context, status=status)


def _act(request, activity, action, /, **what):
    """One act from the page of a row, and back to it; a refusal is said there."""
    try:
        action(activity=activity, by=request.user, at=clock.now(), **what)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Đã ghi nhận.")
    return redirect("implementation:activity_detail", pk=activity.pk)


@require_POST
def activity_file_add(request, pk):
    activity = _activity(request, pk)
    _allow(request, "movements.edit_activity", activity)
    form = EvidenceForm(request.POST, request.FILES)
    if not form.is_valid():
        messages.error(request, f"Tài liệu minh chứng: {' '.join(form.errors['file'])}")
        return redirect("implementation:activity_detail", pk=pk)
    return _act(request, activity, actions.add_activity_file, upload=form.cleaned_data["file"])


@require_POST
def activity_file_remove(request, pk, file_pk):
    activity = _activity(request, pk)
    _allow(request, "movements.edit_activity", activity)
    files = Attachment.objects.visible_to(request.user, of=activity).filter(purpose="evidence")
    return _act(request, activity, actions.remove_activity_file, attachment=get_object_or_404(files, pk=file_pk))
