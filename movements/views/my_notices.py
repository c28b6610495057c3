"""What a person wants to be told, by kind and channel; and the due dates of their unit for their own calendar."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from movements import actions
from movements.compile.deadlines import deadlines
from movements.compile.tokens import feed_owner, mail_person
from movements.forms.reminders import read_choices
from movements.models import CalendarFeed
from movements.render.calendars import unit_calendar
from movements.views.my_notices_page import choices_page, mail_rows, mailed_to, notice_rows, offered_to
from thidua import clock
from thidua.errors import Refused
from units.actions import choose_notices


@require_http_methods(["GET", "HEAD", "POST"])
def my_notices(request):
    if request.method != "POST":
        return _page(request)
    offered = offered_to(request.user)
    choose_notices(
        person=request.user, chosen=read_choices(request.POST, offered), offered=offered, by=request.user,
        at=clock.now(),
    )  # fmt: skip
    messages.success(request, "Đã lưu lựa chọn.")
    return redirect("movements:my_notices")


def _page(request, *, address=""):
    feed = CalendarFeed.objects.visible_to(request.user).first()
    context = {"rows": notice_rows(request.user), "feed": feed, "address": address}
    response = TemplateResponse(request, "movements/my_notices.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


# ---- from a mail, without signing in ---------------------------------------------------------------------------------


@login_not_required
@csrf_exempt  # the token in the address is the right to do this; mail programs send the POST of RFC 8058 by themselves
@require_http_methods(["GET", "HEAD", "POST"])
def mail_choices(request, token):
    """The mails one wants, by the address in a mail. Opening it changes nothing; a mail program's click stops all."""
    person = mail_person(token)
    if person is None:
        raise Http404
    if request.method != "POST":
        return TemplateResponse(request, "movements/mail_choices.html", choices_page(person, mail_rows(person)))
    offered = mailed_to(person)
    one_click = request.POST.get("List-Unsubscribe") == "One-Click"
    chosen = set() if one_click else read_choices(request.POST, offered)
    note = "Qua địa chỉ trong thư, không đăng nhập."
    choose_notices(person=person, chosen=chosen, offered=offered, by=None, at=clock.now(), note=note)
    context = choices_page(person, mail_rows(person), saved=True)
    return TemplateResponse(request, "movements/mail_choices.html", context)


# ---- calendars -------------------------------------------------------------------------------------------------------


@require_POST
def calendar_address(request):
    """A new secret address, shown this once; or none any more."""
    if request.user.unit is None:
        raise Http404
    try:
        if request.POST.get("viec") == "huy":
            actions.stop_feed(person=request.user, at=clock.now())
            messages.success(request, "Đã hủy địa chỉ lịch. Máy đang dùng địa chỉ đó không cập nhật được nữa.")
            return redirect("movements:my_notices")
        token = actions.renew_feed(person=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("movements:my_notices")
    address = request.build_absolute_uri(reverse("movements:calendar_feed", args=[token]))
    return _page(request, address=address)


@require_safe
def calendar_file(request):
    """The due dates of one's own unit, to be kept."""
    if request.user.unit is None:
        raise Http404
    response = _calendar(request.user.unit)
    response["Content-Disposition"] = 'attachment; filename="han-gui.ics"'
    return response


@login_not_required
@require_safe
def calendar_feed(request, token):
    """The same for a calendar program that knows the secret address; any other address is not there."""
    person = feed_owner(token)
    if person is None:
        raise Http404
    return _calendar(person.unit)


def _calendar(unit):
    found = deadlines(unit, today=clock.today())
    entries = actions.publish_entries(unit=unit, deadlines=found, at=clock.now())
    response = HttpResponse(unit_calendar(unit, found, entries), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    return response
