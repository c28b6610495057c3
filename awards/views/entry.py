"""Ways into a dossier: suggestions, an urgent deed, a unit's paper; and what is vouched for before it leaves."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards import actions
from awards.compile.entering import enters_for_units, may_start, units_entered_by
from awards.compile.suggestions import PER_PAGE, drafts_of, due_of, pool
from awards.compile.urgent import days_of_deed, urgent_dossiers, urgent_years
from awards.enums import PersonClass
from awards.forms import HonoreeForm
from awards.forms_entry import DeclareForm, FromPaperForm, PicksForm, UrgentForm
from awards.models import AwardType, Honoree
from awards.views.dossiers import get_dossier
from awards.views.lines import likely_in_register
from thidua import clock
from thidua.errors import Refused
from thidua.lists import Pill
from units.models import Unit
from units.roles import RECEIVES_FOR_DEPARTMENT

# --- Suggestions ------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def suggestions(request):
    """Ai đến hạn gì kỳ này: ticked rows become the lines of one dossier."""
    user, today = request.user, clock.today()
    if not may_start(user):
        raise PermissionDenied("awards.start_dossier")
    words = request.GET.get("tim", "").strip()
    page = Paginator(pool(user.unit, today, words), PER_PAGE).get_page(request.GET.get("trang"))
    due = due_of(user.unit, page.object_list, today)
    ticked = set(request.POST.getlist("chon"))
    form = PicksForm(request.POST or None, drafts=drafts_of(user))
    if request.method == "POST" and form.is_valid() and (made := _propose(request, form, ticked)):
        return redirect("awards:dossier_detail", pk=made.pk)
    chosen = request.GET.get("hinh-thuc", "")
    context = {
        "page": page, "due": [one for one in due if chosen in ("", one.award.code)],
        "takes": any(one.here for one in due), "pills": _pills(due, chosen, words), "form": form,
        "words": words, "ticked": ticked,
        "query": urlencode({"tim": words, "hinh-thuc": chosen}),
    }  # fmt: skip
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "awards/entry_suggestions.html", context, status=status)


def _pills(due, chosen, words):
    rows = [("", "Tất cả", sum(len(one.rows) for one in due))]
    rows += [(one.award.code, one.award.name, len(one.rows)) for one in due]
    link = {code: urlencode({"tim": words, "hinh-thuc": code}) for code, _, _ in rows}
    return [Pill(label, n, f"?{link[code]}", code == chosen) for code, label, n in rows]


def _propose(request, form, ticked):
    """The dossier, or None when something is refused."""
    try:
        picks = _picks(request, ticked)
        return actions.propose(picks=picks, **form.words(), by=request.user, at=clock.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


def _picks(request, ticked):
    """(honoree, award) of each ticked box; a box of somebody whom this person does not see is none."""
    pairs = [value.partition("-") for value in sorted(ticked)]
    keys = {pk for pk, _, _ in pairs if pk.isdecimal()}
    seen = Honoree.objects.visible_to(request.user).select_related("unit", "merged_into").in_bulk(list(map(int, keys)))
    awards = {award.code: award for award in AwardType.objects.visible_to(request.user).on(clock.today())}
    found = [(seen.get(int(pk)) if pk.isdecimal() else None, awards.get(code)) for pk, _, code in pairs]
    if any(honoree is None or award is None for honoree, award in found):
        raise Refused("Có ô đã đánh dấu không còn trong danh sách: xem lại rồi đánh dấu lại.")
    return found


# --- Khen đột xuất ----------------------------------------------------------------------------------------------------


def directs(user):
    """Sở Nội vụ opens an urgent dossier on a leader's direction."""
    return user.has_role(*RECEIVES_FOR_DEPARTMENT)


@require_http_methods(["GET", "HEAD", "POST"])
def urgent_new(request):
    """Who, what deed, on which day, which award: one screen of a phone."""
    user, today, directed = request.user, clock.today(), directs(request.user)
    if not (directed or may_start(user)):
        raise PermissionDenied("awards.start_urgent")
    typed = request.POST if request.method == "POST" else None
    asked = request.POST.get("doi-tuong") or request.GET.get("doi-tuong", "")
    chosen = _seen_honoree(request, asked)
    form = UrgentForm(
        typed, request.FILES or None, day=today, subject=chosen.subject if chosen else None, directed=directed
    )
    units = Unit.objects.visible_to(user)
    units = (units.on(today) if directed else units.under(user.unit, today)).in_order()
    start = {"subject": "person", "person_class": PersonClass.DIRECT, "unit": user.unit_id}
    newcomer = None if chosen else HonoreeForm(typed, units=units, initial=start)
    likely = []
    if typed is not None and all([form.is_valid(), newcomer is None or newcomer.is_valid()]):
        who = chosen or newcomer.honoree()
        likely = [] if chosen else likely_in_register(request, who)
        if not likely and (made := _start_urgent(request, form, who)):
            messages.success(request, "Đã lập hồ sơ khen đột xuất.")
            return redirect("awards:dossier_detail", pk=made.pk)
    words = request.GET.get("tim", "").strip()
    context = {
        "form": form, "newcomer": newcomer, "chosen": chosen, "words": words, "directed": directed, "likely": likely,
        "place": user.unit.short_name,
        "found": _found(user, words, today, directed),
    }  # fmt: skip
    return TemplateResponse(request, "awards/entry_urgent.html", context, status=422 if form.is_bound else 200)


def _seen_honoree(request, asked):
    if not asked.isdecimal():
        return None
    return get_object_or_404(Honoree.objects.visible_to(request.user).standing().select_related("unit"), pk=asked)


def _found(user, words, today, directed):
    if not words:
        return []
    if directed:
        named = Honoree.objects.visible_to(user).standing().named(words).select_related("unit")
        return named.order_by("sort_name", "pk")[:20]
    return pool(user.unit, today, words)[:20]


def _start_urgent(request, form, who):
    try:
        return actions.start_urgent(who=who, **form.words(), by=request.user, at=clock.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return None


@require_safe
def urgent_list(request):
    """Days from deed to signature, deed by deed, with the median of each year."""
    user, today = request.user, clock.today()
    page = Paginator(urgent_dossiers(user), 50).get_page(request.GET.get("trang"))
    page.object_list = [(dossier, days_of_deed(dossier, today)) for dossier in page.object_list]
    context = {"page": page, "years": urgent_years(user), "may_start": directs(user) or may_start(user)}
    return TemplateResponse(request, "awards/entry_urgent_list.html", context)


# --- Nhập thay --------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def from_paper(request):
    """A dossier from the paper of a unit; the day it arrived counts."""
    user, today = request.user, clock.today()
    if not enters_for_units(user, today):
        raise PermissionDenied("awards.start_from_paper")
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FromPaperForm(*typed, units=units_entered_by(user, today), day=today)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start_from_paper(**form.cleaned_data, by=user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã mở bản nhập thay. Thêm các dòng và giấy tờ như trong bản giấy.")
            return redirect("awards:dossier_detail", pk=made.pk)
    return TemplateResponse(request, "awards/entry_paper.html", {"form": form}, status=422 if form.is_bound else 200)


# --- What is vouched for ----------------------------------------------------------------------------------------------


def _edited(request, pk):
    dossier = get_dossier(request, pk)
    if not request.user.has_perm("awards.edit_dossier", dossier):
        raise PermissionDenied("awards.edit_dossier")
    return dossier


@require_http_methods(["GET", "HEAD", "POST"])
def declare(request, pk):
    """The declarant of each line, entered by the officer from the signed declarations."""
    dossier = _edited(request, pk)
    lines = list(dossier.lines.select_related("honoree__unit", "award"))
    form = DeclareForm(request.POST if request.method == "POST" else None, lines=lines)
    if request.method == "POST" and form.is_valid():
        given = {"declarations": form.declarations(), "by": request.user, "at": clock.now()}
        try:
            n = actions.declare(dossier=dossier, **given)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã ghi xác nhận kê khai: {n} dòng thay đổi.")
            return redirect("awards:dossier_detail", pk=pk)
    context = {"dossier": dossier, "form": form, "rows": form.rows(), "today": clock.today()}
    return TemplateResponse(request, "awards/entry_declare.html", context, status=422 if form.is_bound else 200)


@require_POST
def confirm_open(request, pk):
    """The words that read like a mark of a secret have been looked at."""
    dossier = _edited(request, pk)
    try:
        actions.confirm_open(dossier=dossier, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Đã ghi: hồ sơ không có nội dung Mật.")
    return redirect("awards:dossier_detail", pk=pk)
