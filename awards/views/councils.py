"""Councils: the list, one council with its members, the forms that keep it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from awards.actions import councils as actions
from awards.forms_councils import CouncilForm, MemberForm, ReleaseForm
from awards.models import Council, CouncilMember, ExternalDecision, Sitting
from awards.views.opinions import READING, done, form_page, sent
from thidua import clock
from thidua.events import timeline
from units.enums import Role, UnitKind
from units.models import Attachment, Unit, User
from units.roles import RECEIVES_FOR_DEPARTMENT


def may(request, permission, row=None):
    if not request.user.has_perm(permission, row):
        raise PermissionDenied(permission)


def get_council(request, pk, permission=""):
    council = get_object_or_404(Council.objects.visible_to(request.user).select_related("unit"), pk=pk)
    if permission:
        may(request, permission, council)
    return council


def own_units(user, today):
    """The units whose council this person keeps: the province for Sở Nội vụ, one's own for an officer."""
    places = [unit_id for role, unit_id in user.roles if role == Role.UNIT_OFFICER]
    rows = Unit.objects.visible_to(user).on(today)
    kept = rows.filter(pk__in=places)
    if user.has_role(*RECEIVES_FOR_DEPARTMENT):
        kept |= rows.filter(kind=UnitKind.PROVINCE)
    return kept.in_order()


@require_safe
def council_list(request):
    rows = Council.objects.visible_to(request.user).select_related("unit").annotate(n_sittings=Count("sittings"))
    context = {"councils": rows, "may_add": request.user.has_perm("awards.add_council"), "today": clock.today()}
    return TemplateResponse(request, "councils/council_list.html", context)


@require_http_methods(READING)
def council_new(request):
    may(request, "awards.add_council")
    form = CouncilForm(*sent(request), units=own_units(request.user, clock.today()))
    if form.is_valid():
        what = {"unit": form.cleaned_data["unit"], "given": form.given(), "file": form.cleaned_data["file"]}
        if done(request, form, actions.set_up_council, **what):
            messages.success(request, "Đã lập hội đồng. Thêm thành viên ở trang này.")
            newest = Council.objects.visible_to(request.user).order_by("-pk").first()
            return redirect("councils:council_detail", newest.pk)
    return form_page(request, form, title="Lập hội đồng", save="Lưu", back=reverse("councils:council_list"),
                     crumb="Hội đồng")  # fmt: skip


@require_safe
def council_detail(request, pk):
    council, user, today = get_council(request, pk), request.user, clock.today()
    members = CouncilMember.objects.visible_to(user).filter(council=council).select_related("user")
    standing = members.on(today)
    context = {
        "council": council,
        "members": standing.order_by("order", "pk"),
        "former": members.exclude(pk__in=standing.values("pk")).order_by("order", "pk"),
        "sittings": Sitting.objects.visible_to(user).filter(council=council).order_by("-starts_at", "-pk")[:20],
        "decisions": ExternalDecision.objects.visible_to(user).filter(unit=council.unit, withdrawn_at=None)[:20],
        "files": Attachment.objects.visible_to(user).of(council).order_by("pk"),
        "events": reversed(timeline(council)),
        "may_edit": user.has_perm("awards.edit_council", council),
        "may_decide": user.has_perm("awards.enter_own_decision", ExternalDecision(unit=council.unit)),
    }  # fmt: skip
    return TemplateResponse(request, "councils/council_detail.html", context)


@require_http_methods(READING)
def council_edit(request, pk):
    council = get_council(request, pk, "awards.edit_council")
    columns = {name: getattr(council, name) for name in (*actions.COLUMNS, "version")}
    form = CouncilForm(*sent(request), initial=columns | {"quorum": council.quorum})
    if form.is_valid():
        what = {"given": form.given(), "version": form.cleaned_data["version"], "file": form.cleaned_data["file"]}
        if done(request, form, actions.change_council, council=council, **what):
            messages.success(request, "Đã sửa hội đồng.")
            return redirect("councils:council_detail", pk)
        form.data = form.data.copy() | {"version": get_council(request, pk).version}
    back = reverse("councils:council_detail", args=[pk])
    return form_page(request, form, title="Sửa hội đồng", save="Lưu", back=back, crumb=council.name)


@require_http_methods(READING)
def member_add(request, pk):
    council = get_council(request, pk, "awards.edit_council")
    people = User.objects.visible_to(request.user).filter(is_active=True).order_by("full_name", "pk")
    form = MemberForm(*sent(request)[:1], people=people)
    if form.is_valid() and done(request, form, actions.seat_member, council=council, given=form.given()):
        messages.success(request, "Đã thêm thành viên.")
        return redirect("councils:council_detail", pk)
    back = reverse("councils:council_detail", args=[pk])
    return form_page(request, form, title="Thêm thành viên", save="Thêm", back=back, crumb=council.name)


@require_http_methods(READING)
def member_release(request, pk, member_pk):
    council = get_council(request, pk, "awards.edit_council")
    rows = CouncilMember.objects.visible_to(request.user).filter(council=council)
    member, form = (
        get_object_or_404(rows.select_related("council__unit"), pk=member_pk),
        ReleaseForm(*sent(request)[:1]),
    )
    if form.is_valid() and done(request, form, actions.release_member, member=member, **form.cleaned_data):
        messages.success(request, f"Đã ghi {member.name} thôi tham gia hội đồng.")
        return redirect("councils:council_detail", pk)
    back = reverse("councils:council_detail", args=[pk])
    return form_page(request, form, title=f"Cho thôi: {member.name}", save="Lưu", back=back, crumb=council.name)
