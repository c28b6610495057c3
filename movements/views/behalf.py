"""Nhập thay: opening a unit's filing from its paper, and correcting the day of arrival or the scan."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from movements import actions
from movements.compile import open_periods, receives_here
from movements.compile.due import units_to_enter
from movements.forms.due import BehalfForm, PaperForm
from movements.models import Filing, Period
from thidua import clock
from thidua.errors import Refused

ENTER = "movements.start_on_behalf"


@require_http_methods(["GET", "HEAD", "POST"])
def behalf_new(request):
    """Which unit's paper of which period, when it arrived, and its scan."""
    if request.user.unit_id is None or not receives_here(request.user):
        raise PermissionDenied(ENTER)
    periods = open_periods(clock.today())
    chosen = _chosen(request, periods)
    units = units_to_enter(request.user, chosen) if chosen else []
    form = None
    if chosen is not None:
        given = (request.POST, request.FILES) if request.method == "POST" else ()
        form = BehalfForm(*given, periods=periods, units=units, initial={"period": chosen.pk})
    if form is not None and form.is_bound and form.is_valid() and (filing := _opened(request, form)):
        return redirect("movements:filing_detail", pk=filing.pk)
    context = {"form": form, "chosen": chosen, "units": len(units), "periods": periods}
    status = 422 if form is not None and form.is_bound else 200
    return TemplateResponse(request, "movements/behalf_new.html", context, status=status)


def _chosen(request, periods):
    """The period of the address or of what was typed, else the newest."""
    asked = request.POST.get("period") or request.GET.get("ky", "")
    if asked.isdecimal():
        return get_object_or_404(Period.objects.visible_to(request.user).filter(pk__in=periods), pk=asked)
    return periods.first()


def _opened(request, form):
    try:
        filing = actions.start_on_behalf(by=request.user, at=clock.now(), **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, f"Đã mở bản nhập thay của {filing.unit.name}. Nhập số theo văn bản giấy.")
    return filing


@require_http_methods(["GET", "HEAD", "POST"])
def paper_edit(request, pk):
    """The day of arrival and the scan, while the paper is being typed in."""
    filing = get_object_or_404(Filing.objects.visible_to(request.user).with_names(), pk=pk)
    if not request.user.has_perm("movements.change_paper_filing", filing):
        raise PermissionDenied("movements.change_paper_filing")
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperForm(*given, initial={"arrived_on": filing.arrived_on})
    if form.is_bound and form.is_valid():
        try:
            actions.change_paper(filing=filing, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã sửa thông tin bản giấy.")
            return redirect("movements:filing_detail", pk=filing.pk)
    context = {"filing": filing, "form": form}
    return TemplateResponse(request, "movements/paper_edit.html", context, status=422 if form.is_bound else 200)
