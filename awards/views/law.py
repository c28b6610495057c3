"""The law as data: everybody with an account reads it as of a day, administrators write it."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from awards.actions import law as actions
from awards.checks import rule_type, rule_types
from awards.forms_law import TABLES, ConfirmForm, EndForm, KindForm, provision_form
from awards.models import AwardType, EligibilityRule
from awards.views.law_page import award_page, catalogue, changes_of, home_page
from thidua import clock
from thidua.errors import Conflict, Refused

GET_AND_POST = ["GET", "HEAD", "POST"]


def _row(request, table, pk):
    """The one guarded fetch."""
    rows = TABLES[table].objects.visible_to(request.user).select_related("instrument")
    return get_object_or_404(rows, pk=pk)


def _for_administrators(request):
    if not request.user.has_perm("awards.edit_law"):
        raise PermissionDenied("awards.edit_law")


def _day_asked(request):
    """(the day, what is wrong with what was typed); today where nothing or nonsense was."""
    typed = request.GET.get("ngay", "").strip()
    for pattern in ("-", "/"):
        parts = typed.split(pattern)
        if len(parts) == 3 and all(part.isdigit() for part in parts):
            year, month, day = parts if len(parts[0]) == 4 else reversed(parts)
            try:
                return date(int(year), int(month), int(day)), ""
            except ValueError:
                break
    wrong = f"Ô “Theo ngày”: “{typed}” không phải một ngày; đang xem theo hôm nay." if typed else ""
    return clock.today(), wrong


# ---- reading ---------------------------------------------------------------------------------------------------------


@require_safe
def law_home(request):
    """The papers, the awards with how much is known of each, and the days."""
    day, wrong = _day_asked(request)
    context = home_page(request.user, day) | {"day_refused": wrong}
    return TemplateResponse(request, "awards/law_home.html", context)


@require_safe
def law_of_award(request, code):
    """Everything that a day's law says of one award; of all awards for the empty code."""
    day, wrong = _day_asked(request)
    if code and not AwardType.objects.visible_to(request.user).filter(code=code).exists():
        raise Http404
    context = award_page(request.user, code, day) | {"day_refused": wrong}
    return TemplateResponse(request, "awards/law_award.html", context)


@require_safe
def provision_detail(request, table, pk):
    return _page(request, table, _row(request, table, pk))


def _page(request, table, row, form=None):
    names = dict(catalogue(request.user))
    context = {
        "table": table,
        "row": row,
        "parameters": actions.parameter_words(row, names) if isinstance(row, EligibilityRule) else "",
        "kind": rule_type(row.kind) if isinstance(row, EligibilityRule) else None,
        "award_name": names.get(row.award_code, row.award_code),
        "may_edit": request.user.has_perm("awards.edit_law"),
        "confirm_form": form or ConfirmForm(initial={"standing": row.standing, "version": row.version}),
        "changes": changes_of(row),
    }
    return TemplateResponse(request, "awards/law_provision.html", context, status=422 if form else 200)


# ---- writing ---------------------------------------------------------------------------------------------------------


@require_http_methods(GET_AND_POST)
def provision_new(request, table):
    _for_administrators(request)
    model, kind = TABLES[table], request.GET.get("kieu", "")
    if model is EligibilityRule and rule_type(kind) is None:
        form = KindForm(kinds=rule_types())
        return TemplateResponse(request, "awards/law_kind.html", {"form": form, "kinds": rule_types()})
    typed = request.POST if request.method == "POST" else None
    form = provision_form(model, typed, awards=catalogue(request.user), kind=kind)
    if form.is_bound and form.is_valid():
        try:
            row = actions.add_provision(model=model, columns=form.columns, by=request.user, at=clock.now())
        except Refused as refused:
            _tell(form, refused)
        else:
            messages.success(request, "Đã thêm. Dòng mới chưa đối chiếu, nên cổng hỏi người chứ chưa tự kết luận.")
            return redirect("law:provision_detail", table, row.pk)
    return _form_page(request, table, form)


@require_http_methods(GET_AND_POST)
def provision_edit(request, table, pk):
    """The row's content; from a day on it becomes a row of its own. Nothing typed is lost in a conflict."""
    row = _row(request, table, pk)
    _for_administrators(request)
    typed = request.POST if request.method == "POST" else None
    form = provision_form(TABLES[table], typed, awards=catalogue(request.user), row=row)
    if not (form.is_bound and form.is_valid()):
        return _form_page(request, table, form, row)
    words = form.cleaned_data
    try:
        kept = actions.change_provision(
            row=row, columns=form.columns, effective=words["effective"], note=words["reason"],
            version=words["version"] or 0, by=request.user, at=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        _tell(form, refused)
        return _form_page(request, table, form, row, conflict=isinstance(refused, Conflict))
    messages.success(request, "Đã lưu. Nội dung sửa cần đối chiếu lại với văn bản.")
    return redirect("law:provision_detail", table, kept.pk)


def _tell(form, refused):
    field = getattr(refused, "field", None)
    form.add_error(field if field in form.fields else None, str(refused))


def _form_page(request, table, form, row=None, *, conflict=False):
    """After a conflict the form takes the newest version, and what is saved now stands beside what was typed."""
    theirs = _differences(form, row) if conflict else ()
    if conflict:
        form.data = form.data.copy()
        form.data["version"] = row.version
    context = {"table": table, "form": form, "row": row, "theirs": theirs}
    return TemplateResponse(request, "awards/law_form.html", context, status=422 if form.is_bound else 200)


def _differences(form, row):
    """(label, what is saved now) where what was typed is not what stands in the row."""
    changed = [name for name, typed in form.columns.items() if typed != getattr(row, name)]
    labels = {name: str(row._meta.get_field(name).verbose_name) for name in changed}
    return [(labels[name], actions.words_of(row, name) or "–") for name in changed]


@require_http_methods(GET_AND_POST)
def provision_end(request, table, pk):
    row = _row(request, table, pk)
    _for_administrators(request)
    typed = request.POST if request.method == "POST" else None
    form = EndForm(typed, initial={"last_day": row.valid_to, "version": row.version})
    if form.is_bound and form.is_valid() and _act(request, form, actions.end_provision, row, "last_day"):
        return redirect("law:provision_detail", table, row.pk)
    context = {"table": table, "row": row, "form": form}
    return TemplateResponse(request, "awards/law_end.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["POST"])
def provision_confirm(request, table, pk):
    row = _row(request, table, pk)
    _for_administrators(request)
    form = ConfirmForm(request.POST)
    if form.is_valid() and _act(request, form, actions.confirm_provision, row, "standing"):
        return redirect("law:provision_detail", table, row.pk)
    return _page(request, table, row, form)


def _act(request, form, act, row, name):
    """Whether a small form was taken; a refusal stands in it."""
    words = form.cleaned_data
    given = {name: words[name], "note": words["reason"], "version": words["version"]}
    try:
        act(row=row, by=request.user, at=clock.now(), **given)
    except Refused as refused:
        _tell(form, refused)
        return False
    messages.success(request, "Đã ghi nhận.")
    return True
