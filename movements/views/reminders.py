"""The outbox: what went to whom and what became of it; and a reminder by hand, shown before it goes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from movements import actions
from movements.compile.asking import askings, things_to_ask
from movements.forms.reminders import ReminderNoteForm
from movements.models import Period, Reminder, Term
from movements.views.reminder_page import asked_of, compose_page, detail_page, list_page
from thidua import clock
from thidua.errors import Refused
from units.models import Unit


def _reminder(request, pk):
    """The one guarded fetch: what this person may not see is not there."""
    return get_object_or_404(Reminder.objects.visible_to(request.user).for_list(), pk=pk)


@require_safe
def outbox_list(request):
    """Reminders of the last months, newest first: one's own, and those to the people one looks after."""
    context = list_page(request.user, state=request.GET.get("trang-thai", ""), words=request.GET.get("tim", ""))
    page = Paginator(context.pop("rows"), 50).get_page(request.GET.get("trang"))
    may_remind = request.user.has_perm("movements.remind")
    template = "movements/outbox_list.html"
    context |= {"page": page, "may_remind": may_remind}
    return TemplateResponse(request, f"{template}#rows" if request.htmx else template, context)


@require_safe
def outbox_detail(request, pk):
    reminder = _reminder(request, pk)
    context = detail_page(reminder, request.user, today=clock.today())
    return TemplateResponse(request, "movements/outbox_detail.html", context)


@require_POST
def outbox_again(request, pk):
    reminder = _reminder(request, pk)
    try:
        actions.send_reminder_again(reminder=reminder, by=request.user, at=clock.now(), now=clock.machine_now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã xếp thư gửi lại tới {reminder.person.full_name}.")
    return redirect("movements:outbox_detail", pk=reminder.pk)


# ---- by hand ---------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def reminder_compose(request):
    """Whom and with what: nothing goes before the recipients have been seen; lists lead here with their units."""
    if not request.user.has_perm("movements.remind"):
        raise PermissionDenied("movements.remind")
    asked = request.POST if request.method == "POST" else request.GET
    about, units = _about(request, asked), _units(request, asked)
    if asked.get("viec") == "gui" and request.method == "POST":
        return _send(request, about, units)
    return _page(request, about, units)


def _about(request, asked):
    """The period or the term of the address; else the newest period that can be filed. None when there is none."""
    for name, model in (("ky", Period), ("ky-thi-dua", Term)):
        if key := asked.get(name, ""):
            return get_object_or_404(model.objects.visible_to(request.user), pk=_number(key))
    return next(iter(things_to_ask(request.user, today=clock.today())), None)


def _units(request, asked):
    """Keys of the units of the address, all of which this person sees; None when it names none."""
    keys = {_number(key) for key in asked.getlist("don-vi")}
    if not keys:
        return None
    if Unit.objects.visible_to(request.user).filter(pk__in=keys).count() != len(keys):
        raise Http404
    return sorted(keys)


def _number(text):
    if not (text.isdecimal() and len(text) < 19):
        raise Http404
    return int(text)


def _page(request, about, units, *, form=None, chosen=None, status=200):
    today = clock.today()
    rows = askings(request.user, about, today=today, units=units) if about else []
    form = form or ReminderNoteForm()
    context = compose_page(request.user, about, rows, today=today, units=units, form=form, chosen=chosen)
    return TemplateResponse(request, "movements/reminder_compose.html", context, status=status)


def _send(request, about, units):
    """ "Gửi" to those still ticked; refused, the page comes back as it was."""
    form, chosen = ReminderNoteForm(request.POST), set(request.POST.getlist("nguoi"))
    if about is None or not form.is_valid():
        return _page(request, about, units, form=form, chosen=chosen, status=422)
    asked, gone = asked_of(askings(request.user, about, today=clock.today(), units=units), chosen)
    try:
        told = actions.remind_people(
            asked=asked, note=form.cleaned_data["note"], by=request.user, at=clock.now(), now=clock.machine_now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return _page(request, about, units, form=form, chosen=chosen, status=422)
    more = f" {gone} người không còn việc phải nhắc nên bỏ qua." if gone else ""
    messages.success(request, f"Đã nhắc {len(told)} người.{more}")
    return redirect(reverse("movements:outbox_list"))
