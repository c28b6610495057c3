"""Sổ đối tượng: those who were proposed or honoured, each with the record of a lifetime."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from awards import actions
from awards.compile.duplicates import likely_for
from awards.compile.honorees import Asked, awards_held, drawing_of, honorees_asked, lifetime_of
from awards.compile.likeness import Bearer
from awards.enums import PersonClass
from awards.forms_honorees import IdentityForm, identity_of
from awards.models import Honoree
from thidua import clock
from thidua.errors import Conflict, Refused
from thidua.events import timeline
from units.models import Unit

PAGE = 50


@require_safe
def honoree_list(request):
    asked = Asked.of(request.GET)
    rows, pills = honorees_asked(request.user, asked, today=clock.today())
    paginator = Paginator(rows, PAGE)
    paginator.count = next((pill.n for pill in pills if pill.current), 0)  # counted already
    page = paginator.get_page(request.GET.get("trang"))
    held = awards_held(page.object_list)
    context = {
        "page": page,
        "rows": [(honoree, held.get(honoree.pk, 0)) for honoree in page.object_list],
        "asked": asked,
        "pills": pills,
        "classes": PersonClass.choices,
        "units": Unit.objects.visible_to(request.user).on(clock.today()).in_order().values_list("pk", "name"),
        "query": asked.query(),
        "may_add": request.user.has_perm("awards.add_honoree"),
        "may_import": request.user.has_perm("awards.import_list"),
    }
    return TemplateResponse(request, "awards/honoree_list.html", context)


def get_honoree(request, pk, permission=""):
    """The guarded fetch; with a permission also the right to do it."""
    rows = Honoree.objects.visible_to(request.user).select_related("unit", "merged_into")
    honoree = get_object_or_404(rows, pk=pk)
    if permission and not request.user.has_perm(permission, honoree):
        raise PermissionDenied(permission)
    return honoree


@require_safe
def honoree_detail(request, pk):
    """The record of a lifetime; one that was merged leads to the one that stayed."""
    honoree = get_honoree(request, pk)
    if honoree.is_merged:
        messages.info(request, f"“{honoree.name}” đã gộp vào đối tượng này.")
        return redirect("honorees:honoree_detail", pk=honoree.merged_into_id)
    return TemplateResponse(request, "awards/honoree_detail.html", _page(request.user, honoree))


def _page(user, honoree):
    life = lifetime_of(honoree, user)
    hidden = () if life.sensitive else actions.SENSITIVE_STEPS
    return {
        "honoree": honoree,
        "life": life,
        "may_edit": user.has_perm("awards.edit_honoree", honoree),
        "may_reissue": user.has_perm("awards.enter_reissue"),
        "may_revoke": user.has_perm("awards.start_revocation"),
        "may_release": user.has_perm("awards.recognise_initiative"),
        "is_person": honoree.subject == "person",
        "drawing": drawing_of(life),
        "drawing_phone": drawing_of(life, phone=True),
        "merged": Honoree.objects.visible_to(user).filter(merged_into=honoree).select_related("unit").order_by("pk"),
        "open_holds": [hold for hold in life.holds if hold.is_open],
        "lines": list(reversed(timeline(honoree, without=hidden))),
    }


# --- Who it is --------------------------------------------------------------------------------------------------------


def _identity_form(request, initial):
    typed = request.POST if request.method == "POST" else None
    units = Unit.objects.visible_to(request.user).on(clock.today()).in_order()
    return IdentityForm(typed, units=units, initial=initial)


@require_http_methods(["GET", "HEAD", "POST"])
def honoree_new(request):
    """Somebody new; first those in the register who may be the same are shown, and adding goes on only when asked."""
    if not request.user.has_perm("awards.add_honoree"):
        raise PermissionDenied("awards.add_honoree")
    form, alike = _identity_form(request, {"unit": request.user.unit_id, "subject": "person"}), []
    if request.method == "POST" and form.is_valid():
        alike = [] if "van-them" in request.POST else _alike(form.content, request.user)
        added = None if alike else _enter(request, form)
        if added:
            messages.success(request, f"Đã thêm {added.name} vào sổ đối tượng.")
            return redirect("honorees:honoree_detail", pk=added.pk)
    return _form_page(request, form, alike=alike)


def _alike(content, user):
    who = Bearer(
        0, content["subject"], content["name"], content["unit"].pk, staff_code=content["staff_code"],
        birth_year=content["birth_year"],
    )  # fmt: skip
    return likely_for(who, user=user)


def _enter(request, form):
    try:
        return actions.enter_honoree(content=form.content, by=request.user, at=clock.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def _form_page(request, form, *, honoree=None, alike=(), stored=()):
    context = {"form": form, "honoree": honoree, "alike": alike, "stored": stored}
    return TemplateResponse(request, "awards/honoree_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def honoree_edit(request, pk):
    honoree = get_honoree(request, pk, "awards.edit_honoree")
    form, stored = _identity_form(request, identity_of(honoree)), ()
    form.fields["unit"].queryset |= Unit.objects.visible_to(request.user).filter(pk=honoree.unit_id)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.change_honoree(
                honoree=honoree, content=form.content, version=version, by=request.user, at=clock.now()
            )
        except Conflict as conflict:
            messages.error(request, str(conflict))
            stored = stored_beside(form, identity_of(honoree))
            retype(form, version=honoree.version)  # saving again replaces what the other wrote
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã lưu lúc {clock.office_time(clock.now())}.")
            return redirect("honorees:honoree_detail", pk=honoree.pk)
    return _form_page(request, form, honoree=honoree, stored=stored)


def retype(form, **changes):
    """Puts other values into the hidden boxes of a form that was sent."""
    form.data = form.data.copy()
    for name, value in changes.items():
        form.data[name] = value


def stored_beside(form, stored):
    """(label, what stands there now) of the boxes in which the typed differs from the stored."""
    return [
        (form[name].label, shown_value(form.fields[name], value))
        for name, value in stored.items()
        if name in form.fields and not form.fields[name].widget.is_hidden and form.cleaned_data.get(name) != value
    ]


def shown_value(box, value):
    """A stored value in the words of its box."""
    if value in (None, ""):
        return "để trống"
    if isinstance(value, bool):
        return "có" if value else "không"
    flat = {}
    for key, label in getattr(box, "choices", None) or ():
        flat |= dict(label) if isinstance(label, list | tuple) else {key: label}
    return flat.get(value) or (f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value))
