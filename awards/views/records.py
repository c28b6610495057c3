"""Pages that write the record of a lifetime: its rows, and holds."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from awards import actions
from awards.actions import KINDS
from awards.forms_honorees import RECORD_FORMS, HoldForm, ReleaseForm, RemovalForm
from awards.models import Hold
from awards.views.honorees import get_honoree, retype, stored_beside
from thidua import clock
from thidua.errors import Conflict, Refused
from units.models import Unit


def _opened(request, pk, kind_key):
    """(honoree, kind), where this person keeps the record and such rows are kept of such a subject."""
    honoree, kind = get_honoree(request, pk, "awards.edit_honoree"), KINDS[kind_key]
    if kind.persons_only and honoree.subject != "person":
        raise Http404
    return honoree, kind


def _row(request, honoree, kind, row_pk):
    rows = kind.model.objects.visible_to(request.user).select_related("honoree")
    return get_object_or_404(rows, pk=row_pk, honoree=honoree)


def _form(request, honoree, kind, initial):
    typed = request.POST if request.method == "POST" else None
    units = Unit.objects.visible_to(request.user).in_order()
    return RECORD_FORMS[kind.key](typed, honoree=honoree, units=units, initial=initial)


def _stored(row, kind):
    return {name: getattr(row, name) for name in kind.columns}


@require_http_methods(["GET", "HEAD", "POST"])
def record_add(request, pk, kind_key):
    honoree, kind = _opened(request, pk, kind_key)
    form = _form(request, honoree, kind, {"year": clock.today().year - 1})
    if form.is_valid() and _done(request, form, actions.add_record, honoree=honoree, kind=kind, content=form.content):
        return _back(honoree, kind)
    return _page(request, honoree, form, title=f"Ghi {kind.noun}", save="Ghi vào hồ sơ")


@require_http_methods(["GET", "HEAD", "POST"])
def record_edit(request, pk, kind_key, row_pk):
    """A row corrected; when somebody else was faster, what stands there now is shown beside what was typed."""
    honoree, kind = _opened(request, pk, kind_key)
    row, stored = _row(request, honoree, kind, row_pk), ()
    form = _form(request, honoree, kind, _stored(row, kind) | {"seal": actions.seal_of(row, kind)})
    if request.method == "POST" and form.is_valid():
        words = {"row": row, "kind": kind, "content": form.content, "seal": form.cleaned_data["seal"]}
        try:
            actions.correct_record(**words, by=request.user, at=clock.now())
        except Conflict as conflict:
            messages.error(request, str(conflict))
            stored = stored_beside(form, _stored(row, kind))
            retype(form, seal=actions.seal_of(row, kind))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _back(honoree, kind)
    return _page(request, honoree, form, title=f"Sửa {kind.noun}", save="Lưu", stored=stored)


@require_http_methods(["GET", "HEAD", "POST"])
def record_remove(request, pk, kind_key, row_pk):
    honoree, kind = _opened(request, pk, kind_key)
    row = _row(request, honoree, kind, row_pk)
    form = RemovalForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _done(request, form, actions.remove_record, row=row, kind=kind, **form.cleaned_data):
        return _back(honoree, kind)
    return _page(request, honoree, form, title=f"Bỏ {kind.noun}", save="Bỏ dòng này", about=str(row))


# --- Holds ------------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def hold_open(request, pk):
    honoree = get_honoree(request, pk, "awards.hold_honoree")
    form = HoldForm(request.POST if request.method == "POST" else None, initial={"opened_on": clock.today()})
    if form.is_valid() and _done(request, form, actions.open_hold, honoree=honoree, **form.cleaned_data):
        return redirect("honorees:honoree_detail", pk=pk)
    about = "Từ lúc này không đề nghị, không khen thưởng đối tượng này; chỉ gỡ khi có kết luận."
    return _page(request, honoree, form, title="Tạm dừng xét khen thưởng", save="Tạm dừng xét", about=about)


@require_http_methods(["GET", "HEAD", "POST"])
def hold_release(request, pk, hold_pk):
    """Only with the conclusion: its words, number, day and the paper itself."""
    honoree = get_honoree(request, pk)
    rows = Hold.objects.visible_to(request.user).select_related("honoree")
    hold = get_object_or_404(rows, pk=hold_pk, honoree=honoree)
    if not request.user.has_perm("awards.release_hold", hold):
        raise PermissionDenied("awards.release_hold")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReleaseForm(*sent)
    if form.is_valid() and _done(request, form, actions.release_hold, hold=hold, **form.cleaned_data):
        return redirect("honorees:honoree_detail", pk=pk)
    about = f"{hold.text} (từ ngày {hold.opened_on:%d/%m/%Y})"
    return _page(request, honoree, form, title="Gỡ tạm dừng xét", save="Gỡ tạm dừng", about=about)


# --- Parts ------------------------------------------------------------------------------------------------------------


def _done(request, form, action, **what):
    """Runs an act; what it refuses is said on the form, and nothing typed is lost."""
    try:
        action(by=request.user, at=clock.now(), **what)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, "Đã ghi nhận.")
    return True


def _back(honoree, kind):
    answer = redirect("honorees:honoree_detail", pk=honoree.pk)
    answer["Location"] += f"#{kind.key}"
    return answer


def _page(request, honoree, form, **words):
    context = {"about": "", "stored": (), "honoree": honoree, "form": form} | words
    return TemplateResponse(request, "awards/honoree_record.html", context, status=422 if form.is_bound else 200)
