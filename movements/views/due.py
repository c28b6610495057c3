"""Due dates: rows that an officer moves, and days of their own for single units."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from movements import actions
from movements.compile.due import dated_periods, due_rows, extensions_of, suggested, units_in_hand
from movements.compile.standing import owed_by
from movements.enums import DueLevel
from movements.forms.due import DueForm, ExtensionForm
from movements.models import DueDate, Extension, Period
from thidua import clock
from thidua.errors import Refused
from thidua.events import timeline
from units.models import Unit

MOVE, GRANT = "movements.move_due_date", "movements.grant_extension"


def _period(request, pk):
    return get_object_or_404(Period.objects.visible_to(request.user).filed(), pk=pk)


def _back(period):
    return redirect(f"{reverse('movements:due_list')}?ky={period.pk}")


@require_safe
def due_list(request):
    """Every period's days by level; of the chosen one also the extensions that this person sees."""
    today = clock.today()
    periods = list(dated_periods(request.user, today))
    asked = request.GET.get("ky", "")
    period = _period(request, asked) if asked.isdecimal() else next((p for p in periods if p.last_day < today), None)
    context = {
        "rows": due_rows(periods, today),
        "period": period,
        "extensions": extensions_of(request.user, period) if period else (),
        "may_move": request.user.has_perm(MOVE),
        "may_grant": period is not None and units_in_hand(request.user, period, GRANT).exists(),
    }
    return TemplateResponse(request, "movements/due_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def due_move(request, period_pk, level):
    """Moves or sets one row; the page keeps what was typed when it is refused."""
    period = _period(request, period_pk)
    if level not in DueLevel.values:
        raise Http404
    if not request.user.has_perm(MOVE):
        raise PermissionDenied(MOVE)
    due = DueDate.objects.visible_to(request.user).filter(period=period, level=level).first()
    first = due.due_on if due else suggested(period, level)
    form = DueForm(_typed(request), initial={"due_on": first, "seen": due.due_on if due else None})
    if request.method == "POST" and form.is_valid():
        done = f"Đã đặt hạn gửi {period.name}, {DueLevel(level).label}."
        if _done(request, form, actions.move_due_date, done, period=period, level=level):
            return _back(period)
    context = {"period": period, "level": DueLevel(level).label, "due": due, "form": form, "lines": _lines(due)}
    return TemplateResponse(request, "movements/due_move.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def extension_new(request, period_pk):
    """A day of its own for one of the units in this person's hand; nobody in hand is nothing to grant: 403."""
    period = _period(request, period_pk)
    units = units_in_hand(request.user, period, GRANT)
    if not units.exists():
        raise PermissionDenied(GRANT)
    form = ExtensionForm(_typed(request), units=units)
    if request.method == "POST" and form.is_valid():
        unit = form.cleaned_data.pop("unit")
        if _done(request, form, actions.grant_extension, f"Đã gia hạn cho {unit.name}.", unit=unit, period=period):
            return _back(period)
    return _extension_page(request, period, form)


@require_http_methods(["GET", "HEAD", "POST"])
def extension_edit(request, period_pk, unit_pk):
    """Changes the day of a unit that has one; its history stands beside."""
    period = _period(request, period_pk)
    extensions = Extension.objects.visible_to(request.user).select_related("unit", "by")
    extension = get_object_or_404(extensions, period=period, unit=unit_pk)
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit_pk)
    if not request.user.has_perm(GRANT, owed_by(unit, period)):
        raise PermissionDenied(GRANT)
    first = {"due_on": extension.due_on, "reason": extension.reason, "seen": extension.due_on}
    form = ExtensionForm(_typed(request), units=Unit.objects.visible_to(request.user), unit=unit, initial=first)
    if request.method == "POST" and form.is_valid():
        done = f"Đã đổi hạn riêng của {unit.name}."
        if _done(request, form, actions.grant_extension, done, unit=unit, period=period):
            return _back(period)
    return _extension_page(request, period, form, extension)


def _extension_page(request, period, form, extension=None):
    context = {"period": period, "form": form, "extension": extension, "lines": _lines(extension)}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "movements/extension_edit.html", context, status=status)


def _done(request, form, action, words, **given):
    """Takes the act and says so; a refusal is said in the form, which keeps what was typed."""
    try:
        action(by=request.user, at=clock.now(), **given, **form.cleaned_data)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, words)
    return True


def _lines(row):
    return list(reversed(timeline(row))) if row is not None else []


def _typed(request):
    return request.POST if request.method == "POST" else None
