"""Ủy quyền ký: the papers by which deputies sign, made and ended by the head or an administrator."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thidua import clock
from thidua.errors import Refused
from units import actions
from units.enums import Role
from units.forms import DelegationForm
from units.models import Delegation, Unit, User


def _rows(request):
    """Papers of one's own unit; an administrator sees all."""
    rows = Delegation.objects.visible_to(request.user)
    return rows if request.user.has_role(Role.ADMINISTRATOR) else rows.filter(unit=request.user.unit_id)


@require_safe
def delegation_list(request):
    today = clock.today()
    rows = [(row, _state(row, today)) for row in _rows(request).for_list()[:200]]
    context = {"rows": rows, "may_delegate": _may_delegate(request.user), "today": today}
    return TemplateResponse(request, "units/delegation_list.html", context)


def _state(row, today):
    """(code of a look, words, whether it can still be ended)."""
    if row.ended_on is not None:
        return "stopped", f"Chấm dứt từ {row.ended_on:%d/%m/%Y}", False
    if row.valid_to < today:
        return "closed", "Hết hạn", False
    return ("in_force", "Đang có hiệu lực", True) if row.valid_from <= today else ("planned", "Chưa tới ngày", True)


def _may_delegate(user):
    return user.has_role(Role.ADMINISTRATOR) or user.has_perm("units.delegate", user.unit)


@require_http_methods(["GET", "HEAD", "POST"])
def delegation_new(request):
    if not _may_delegate(request.user):
        raise PermissionDenied("units.delegate")
    form = _form(request)
    if form.is_bound and form.is_valid():
        given = {"unit": request.user.unit} | form.cleaned_data
        try:
            actions.delegate(by=request.user, at=clock.now(), **given)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã ghi giấy ủy quyền số {given['number']}.")
            return redirect("units:delegation_list")
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "units/delegation_new.html", {"form": form}, status=status)


def _form(request):
    everywhere = request.user.has_role(Role.ADMINISTRATOR)
    people = User.objects.visible_to(request.user).filter(is_active=True, unit__isnull=False).select_related("unit")
    if not everywhere:
        people = people.filter(unit=request.user.unit_id).exclude(pk=request.user.pk)
    units = Unit.objects.visible_to(request.user).in_order() if everywhere else None
    typed = request.POST if request.method == "POST" else None
    ordered = people.order_by("unit__sort_name", "full_name")
    return DelegationForm(typed, people=ordered, units=units, initial={"valid_from": clock.today()})


@require_POST
def delegation_end(request, pk):
    delegation = get_object_or_404(_rows(request).select_related("unit", "holder"), pk=pk)
    try:
        actions.end_delegation(delegation=delegation, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã chấm dứt giấy ủy quyền số {delegation.number}.")
    return redirect("units:delegation_list")
