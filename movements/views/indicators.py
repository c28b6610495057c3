"""The dictionary of indicators: everybody reads it, administrators write it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from movements import actions
from movements.compile.examples import worked_example
from movements.enums import Line
from movements.forms.indicators import (
    AliasForm,
    BreakForm,
    DutyEndForm,
    DutyForm,
    EndForm,
    IndicatorForm,
    picked_indicator,
    stored_indicator,
)
from movements.models import DirectivePoint, Indicator, Movement
from movements.views.indicator_page import indicator_page, units_for
from thidua import clock
from thidua.errors import Conflict, Refused
from thidua.lists import Pill

FOLLOWED, ENDED = "dang", "het"
GET_AND_POST = ["GET", "HEAD", "POST"]


def _indicator(request, code):
    """The one guarded fetch."""
    rows = Indicator.objects.visible_to(request.user).select_related("point", "movement")
    return get_object_or_404(rows, code=code)


def _for_administrators(request):
    if not request.user.has_perm("movements.edit_indicator"):
        raise PermissionDenied("movements.edit_indicator")


# ---- reading ---------------------------------------------------------------------------------------------------------


@require_safe
def indicator_list(request):
    """The dictionary as it stands today, filtered by words, point, movement, line and whether it is followed."""
    today = clock.today()
    asked = {name: request.GET.get(name, "") for name in ("tim", "diem", "phong-trao", "tuyen")}
    rows = [(one, one.ended_by(today)) for one in _asked_rows(request, asked, today)]
    state = request.GET.get("trang-thai", "")
    shown = [row for row in rows if state not in (FOLLOWED, ENDED) or row[1] == (state == ENDED)]
    kept = {name: value for name, value in asked.items() if value}
    page = Paginator(shown, 100).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "pills": _pills(rows, kept, state),
        "asked": asked,
        "movement_asked": asked["phong-trao"],
        "points": DirectivePoint.objects.visible_to(request.user),
        "movements": Movement.objects.visible_to(request.user).filter(indicators__isnull=False).distinct(),
        "routes": Line.choices,
        "query": urlencode(kept | ({"trang-thai": state} if state else {})),
        "may_edit": request.user.has_perm("movements.edit_indicator"),
    }
    return TemplateResponse(request, "movements/indicator_list.html", context)


def _asked_rows(request, asked, today):
    rows = Indicator.objects.visible_to(request.user).as_of(today).select_related("point", "movement").in_order()
    if asked["tim"]:
        rows = rows.named(asked["tim"])
    if asked["diem"]:
        rows = rows.filter(point__code=asked["diem"])
    if asked["phong-trao"]:
        rows = rows.filter(movement__key=asked["phong-trao"])
    return [one for one in rows if not asked["tuyen"] or one.line == asked["tuyen"]]


def _pills(rows, kept, state):
    counts = {"": len(rows), FOLLOWED: sum(not over for _, over in rows), ENDED: sum(over for _, over in rows)}
    labels = {"": ("Tất cả", ""), FOLLOWED: ("Đang theo dõi", "running"), ENDED: ("Đã kết thúc theo dõi", "closed")}
    return [
        Pill(label, counts[key], f"?{urlencode(kept | ({'trang-thai': key} if key else {}))}", state == key, code)
        for key, (label, code) in labels.items()
    ]


@require_safe
def indicator_detail(request, code):
    return _page(request, _indicator(request, code))


def _page(request, indicator, **forms):
    context = indicator_page(indicator, request.user, today=clock.today(), forms=forms)
    return TemplateResponse(request, "movements/indicator_detail.html", context, status=422 if forms else 200)


# ---- writing ---------------------------------------------------------------------------------------------------------


@require_http_methods(GET_AND_POST)
def indicator_new(request):
    _for_administrators(request)
    first = {"decimals": 0, "part_decimals": 0, "multiplier": 1, "order": 0, "entry": "typed", "frequency": "quarter"}
    form = _form(request, initial=first)
    if not _saves(request, form):
        return _edit_page(request, form)
    at, code = clock.now(), form.cleaned_data["code"]
    try:
        actions.create_indicator(code=code, columns=form.columns, by=request.user, at=at)
    except Refused as refused:
        return _edit_page(request, form, refused)
    messages.success(request, f"Đã thêm chỉ tiêu {code}. Giao nơi báo cáo để đơn vị có ô nhập.")
    return redirect("movements:indicator_detail", code=code)


@require_http_methods(GET_AND_POST)
def indicator_edit(request, code):
    """The newest definition, whole; what others saved meanwhile is told and nothing typed is lost."""
    indicator = _indicator(request, code)
    _for_administrators(request)
    form = _form(request, initial=stored_indicator(indicator), indicator=indicator)
    if not _saves(request, form):
        return _edit_page(request, form)
    typed = form.cleaned_data
    try:
        actions.save_indicator(
            indicator=indicator, columns=form.columns, effective=typed["effective"], note=typed["reason"],
            version=typed["version"] or 0, by=request.user, at=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        return _edit_page(request, form, refused)
    messages.success(request, "Đã lưu chỉ tiêu.")
    return redirect("movements:indicator_detail", code=code)


def _form(request, *, initial, indicator=None):
    mine = request.user
    return IndicatorForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        indicator=indicator,
        points=DirectivePoint.objects.visible_to(mine),
        movements=Movement.objects.visible_to(mine).order_by("sort_name"),
        sources=Indicator.objects.visible_to(mine).in_order(),
    )


def _saves(request, form):
    """Only the button "Lưu" of a form that can be read; "Xem ví dụ" shows the page again."""
    return form.is_bound and request.POST.get("viec") != "vi-du" and form.is_valid()


def _edit_page(request, form, refused=None):
    """The form with what was typed; after a conflict the other's row stands beside it."""
    conflict = isinstance(refused, Conflict)
    fresh = _indicator(request, form.indicator.code) if form.indicator else None
    if refused is not None:
        field = getattr(refused, "field", None)
        form.add_error(field if field in form.fields else None, str(refused))
    if conflict:
        form.data = form.data.copy()
        form.data["version"] = fresh.version
    context = {
        "form": form,
        "indicator": fresh,
        "theirs": _differences(form, fresh) if conflict else (),
        "example": _example(request, form),
    }
    wrong = form.is_bound and request.POST.get("viec") != "vi-du"
    return TemplateResponse(request, "movements/indicator_edit.html", context, status=422 if wrong else 200)


def _differences(form, fresh):
    """(label, what is saved now) of the boxes where what was typed is not what stands in the row."""
    columns = {name: form.cleaned_data.get(name) for name in actions.COLUMNS}
    changed = [name for name, typed in columns.items() if typed != getattr(fresh, name)]
    return [(form.fields[name].label, actions.words_of(fresh, name) or "–") for name in changed]


def _example(request, form):
    dictionary = {one.code: one for one in Indicator.objects.visible_to(request.user)}
    if not form.is_bound:
        return worked_example(form.indicator, request.user, dictionary) if form.indicator else None
    return worked_example(picked_indicator(form), request.user, dictionary)


@require_safe
def indicator_example(request):
    """The worked example of what is chosen in the form, while it is being chosen."""
    _for_administrators(request)
    sources = Indicator.objects.visible_to(request.user)
    points, movements = (model.objects.visible_to(request.user) for model in (DirectivePoint, Movement))
    form = IndicatorForm(request.GET, points=points, movements=movements, sources=sources.in_order())
    dictionary = {one.code: one for one in sources}
    context = {"example": worked_example(picked_indicator(form), request.user, dictionary)}
    return TemplateResponse(request, "movements/parts/indicator_example.html", context)


@require_http_methods(GET_AND_POST)
def indicator_end(request, code):
    indicator = _indicator(request, code)
    _for_administrators(request)
    typed = request.POST if request.method == "POST" else None
    form = EndForm(typed, initial={"last_day": indicator.valid_to, "version": indicator.version})
    if form.is_bound and form.is_valid():
        words = form.cleaned_data
        try:
            actions.end_indicator(
                indicator=indicator, last_day=words["last_day"], note=words["reason"], version=words["version"],
                by=request.user, at=clock.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error(getattr(refused, "field", None), str(refused))
        else:
            messages.success(request, "Đã ghi nhận.")
            return redirect("movements:indicator_detail", code=code)
    context = {"indicator": indicator, "form": form}
    return TemplateResponse(request, "movements/indicator_end.html", context, status=422 if form.is_bound else 200)


# ---- other names, breaks, duties -------------------------------------------------------------------------------------


def _act(request, indicator, form, name, act, **given):
    """One small form of the page: saved and back to the page, or the page with what was typed."""
    if form is not None and not form.is_valid():
        return _page(request, indicator, **{name: form})
    words = form.cleaned_data if form is not None else {}
    try:
        act(indicator=indicator, by=request.user, at=clock.now(), **words, **given)
    except Refused as refused:
        if form is None:
            messages.error(request, str(refused))
        else:
            form.add_error(getattr(refused, "field", None), str(refused))
            return _page(request, indicator, **{name: form})
    else:
        messages.success(request, "Đã ghi nhận.")
    return redirect("movements:indicator_detail", code=indicator.code)


@require_POST
def indicator_part_add(request, code, part):
    """A new alias, break or duty."""
    indicator = _indicator(request, code)
    _for_administrators(request)
    forms = {
        "ten-khac": ("alias_form", lambda: AliasForm(request.POST, prefix="ten"), actions.add_alias),
        "moc-gay": ("break_form", lambda: BreakForm(request.POST, prefix="moc"), actions.add_break),
        "noi-bao-cao": (
            "duty_form", lambda: DutyForm(request.POST, prefix="noi", units=units_for(request.user)), actions.add_duty,
        ),
    }  # fmt: skip
    if part not in forms:
        raise Http404
    name, make, act = forms[part]
    return _act(request, indicator, make(), name, act)


@require_POST
def indicator_part_remove(request, code, part, pk):
    """Takes away an alias or a break; a duty ends on a day."""
    indicator = _indicator(request, code)
    _for_administrators(request)
    if part == "noi-bao-cao":
        form = DutyEndForm(request.POST, prefix="thoi")
        return _act(request, indicator, form, "duty_end_form", actions.end_duty, pk=pk)
    acts = {"ten-khac": actions.remove_alias, "moc-gay": actions.remove_break}
    if part not in acts:
        raise Http404
    return _act(request, indicator, None, "", acts[part], pk=pk)
