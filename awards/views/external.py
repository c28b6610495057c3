"""Decisions of others: the register, one decision with whom it honours, corrections and withdrawals."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from awards.actions import external as actions
from awards.forms_external import GivenForm, HeadForm, WhyForm
from awards.models import ExternalDecision, HeldAward, Honoree
from awards.views.opinions import READING, form_page, sent
from awards.views.versions import carry_version
from thidua import clock
from thidua.errors import Conflict, Refused
from thidua.events import timeline
from thidua.text import search_key
from units.models import Attachment

MOST = 30  # found by one search


def _may(request, permission, row=None):
    if not request.user.has_perm(permission, row):
        raise PermissionDenied(permission)


def _get(request, pk, permission=""):
    decision = get_object_or_404(ExternalDecision.objects.visible_to(request.user), pk=pk)
    if permission:
        _may(request, permission, decision)
    return decision


@require_safe
def external_list(request):
    if not request.user.sees_province:
        raise PermissionDenied("awards.read_external")
    words = request.GET.get("tim", "").strip()
    rows = ExternalDecision.objects.visible_to(request.user).annotate(n_held=Count("held_awards"))
    if words:
        rows = rows.filter(search_name__contains=search_key(words))
    page = Paginator(rows.order_by("-decided_on", "-pk"), 50).get_page(request.GET.get("trang"))
    context = {"page": page, "words": words, "query": urlencode({"tim": words}),
               "may_enter": request.user.has_perm("awards.enter_external")}  # fmt: skip
    return TemplateResponse(request, "awards/external_list.html", context)


@require_http_methods(READING)
def external_new(request):
    _may(request, "awards.enter_external")
    form = HeadForm(*sent(request))
    if form.is_valid():
        try:
            made = actions.enter_external(
                head=form.head(), file=form.cleaned_data["file"], by=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("awards:external_add", made.pk)
    return form_page(request, form, title="Nhập quyết định của nơi khác", save="Lưu, thêm đối tượng",
                     back=reverse("awards:external_list"), crumb="Quyết định của nơi khác")  # fmt: skip


@require_safe
def external_detail(request, pk):
    decision, user = _get(request, pk), request.user
    rows = HeldAward.objects.visible_to(user).filter(external=decision).select_related("honoree__unit")
    context = {
        "decision": decision, "rows": rows.order_by("pk"), "in_register": user.sees_province,
        "files": Attachment.objects.visible_to(user).of(decision).order_by("pk"),
        "events": reversed(timeline(decision)),
        "may_write": decision.withdrawn_at is None and user.has_perm("awards.write_external", decision),
    }  # fmt: skip
    return TemplateResponse(request, "awards/external_detail.html", context)


@require_http_methods(READING)
def external_add(request, pk):
    """Honorees are searched for, ticked and given one award; what was ticked stays when a box is wrong."""
    decision, words = _get(request, pk, "awards.write_external"), request.GET.get("tim", "").strip()
    standing = Honoree.objects.visible_to(request.user).standing().select_related("unit")
    found = standing.named(words).order_by("sort_name", "pk")[:MOST] if words else standing.none()
    ticked = [one for one in request.POST.getlist("honorees") if one.isdecimal()]
    if ticked:
        found = standing.filter(pk__in=ticked)
    elif words:
        found = standing.filter(pk__in=[one.pk for one in found])
    form = GivenForm(*sent(request)[:1], honorees=found, initial={"year": decision.decided_on.year})
    if form.is_valid() and _done(request, form, actions.add_awards, decision=decision, **form.cleaned_data):
        messages.success(request, "Đã ghi vào hồ sơ các đối tượng.")
        return redirect("awards:external_detail", pk)
    context = {"decision": decision, "form": form, "words": words, "found": bool(found)}
    return TemplateResponse(request, "awards/external_add.html", context, status=422 if form.is_bound else 200)


def _done(request, form, action, /, **what):
    """As for letters; who was slower gets the version that stands now."""
    try:
        action(by=request.user, at=clock.now(), **what)
    except Refused as refused:
        form.add_error(None, str(refused))
        if isinstance(refused, Conflict) and "version" in what:
            carry_version(form, _get(request, what["decision"].pk).version)
        return False
    return True


@require_http_methods(READING)
def external_edit(request, pk):
    decision = _get(request, pk, "awards.write_external")
    names = ("number", "decided_on", "issuer", "title", "version")
    form = HeadForm(*sent(request), initial={name: getattr(decision, name) for name in names})
    if form.is_valid():
        what = {"head": form.head(), "file": form.cleaned_data["file"], "version": form.cleaned_data["version"]}
        if _done(request, form, actions.correct_external, decision=decision, **what):
            messages.success(request, "Đã sửa, cả trong hồ sơ của các đối tượng.")
            return redirect("awards:external_detail", pk)
    return _form(request, decision, form, "Sửa quyết định")


@require_http_methods(READING)
def external_withdraw(request, pk):
    decision = _get(request, pk, "awards.write_external")
    form = WhyForm(*sent(request)[:1])
    if form.is_valid() and _done(request, form, actions.withdraw_external, decision=decision, **form.cleaned_data):
        messages.success(request, "Đã rút quyết định khỏi sổ.")
        return redirect("awards:external_detail", pk)
    return _form(request, decision, form, "Rút quyết định khỏi sổ")


@require_http_methods(READING)
def external_remove(request, pk, held_pk):
    decision = _get(request, pk, "awards.write_external")
    rows = HeldAward.objects.visible_to(request.user).filter(external=decision).select_related("external", "honoree")
    held, form = get_object_or_404(rows, pk=held_pk), WhyForm(*sent(request)[:1])
    if form.is_valid() and _done(request, form, actions.remove_award, held=held, **form.cleaned_data):
        messages.success(request, "Đã bỏ khỏi quyết định.")
        return redirect("awards:external_detail", pk)
    return _form(request, decision, form, f"Bỏ {held.honoree.name} khỏi quyết định")


def _form(request, decision, form, title):
    back = reverse("awards:external_detail", args=[decision.pk])
    return form_page(request, form, title=title, save=title, back=back, crumb=str(decision))
