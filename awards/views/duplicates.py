"""Likely duplicates in the register: looked at pair by pair, merged, told apart, split again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards import actions
from awards.compile.duplicates import duplicates_for, reasons_for, with_rows
from awards.compile.honorees import lifetime_of
from awards.forms_honorees import MergeForm
from awards.views.honorees import get_honoree
from thidua import clock
from thidua.errors import Refused

PAGE = 30


@require_safe
def duplicate_list(request):
    if not request.user.has_perm("awards.add_honoree"):
        raise PermissionDenied("awards.add_honoree")
    page = Paginator(duplicates_for(request.user), PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "rows": with_rows(page.object_list, user=request.user)}
    return TemplateResponse(request, "awards/honoree_duplicates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def duplicate_pair(request, first_pk, second_pk):
    """Both records beside each other, and the choice which of them stays."""
    pair = [get_honoree(request, pk, "awards.merge_honoree") for pk in (first_pk, second_pk)]
    form = MergeForm(request.POST if request.method == "POST" else None, pair=pair)
    if request.method == "POST" and form.is_valid():
        stays, goes = form.chosen()
        try:
            actions.merge_honorees(stays=stays, goes=goes, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã gộp {goes.name} vào {stays.name}.")
            return redirect("honorees:honoree_detail", pk=stays.pk)
    sides = [(one, lifetime_of(one, request.user)) for one in pair]
    context = {"sides": sides, "form": form, "why": reasons_for(*pair), "pair": pair}
    return TemplateResponse(request, "awards/honoree_pair.html", context, status=422 if form.is_bound else 200)


@require_POST
def duplicate_apart(request, first_pk, second_pk):
    first, second = (get_honoree(request, pk, "awards.merge_honoree") for pk in (first_pk, second_pk))
    try:
        actions.tell_apart(first=first, second=second, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã ghi nhận: {first.name} và {second.name} là hai đối tượng khác nhau.")
    return redirect("honorees:duplicate_list")


@require_POST
def honoree_split(request, pk):
    honoree = get_honoree(request, pk, "awards.split_honoree")
    stayed = honoree.merged_into_id
    try:
        actions.split_honoree(honoree=honoree, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("honorees:honoree_detail", pk=stayed)
    messages.success(request, f"Đã tách {honoree.name} ra; những gì đã chuyển khi gộp được trả lại.")
    return redirect("honorees:honoree_detail", pk=pk)
