"""The queue: narrowed by what the address says, saved under names, and worked on many rows at once."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards import actions
from awards.compile import awaiting, dossier_rows
from awards.compile.desk import appraisers
from awards.compile.entering import enters_for_units, may_start
from awards.compile.queue import EVERYTHING, NOBODY, QueueFilter, counts, neighbours, queue, units_in
from awards.compile.registers import registers_for
from awards.enums import Occasion
from awards.forms_desk import AssignForm, FilterForm
from awards.models import AwardType, Dossier, SavedFilter
from awards.workflow import DOSSIER
from thidua import clock
from thidua.errors import Refused
from thidua.lists import Pill
from units.enums import Role
from units.roles import RECEIVES_FOR_DEPARTMENT

ROWS = 50
# Who is offered a step for many dossiers, told from roles in memory; whether each may is asked when it is done.
OFFERED = {
    "to_head": (Role.UNIT_OFFICER,),
    "receive": (Role.HOME_AFFAIRS_OFFICER,),
    "assign": (Role.HOME_AFFAIRS_MANAGER,),
    "take_up": (Role.HOME_AFFAIRS_OFFICER,),
    "begin": RECEIVES_FOR_DEPARTMENT,
    "to_lead": RECEIVES_FOR_DEPARTMENT,
    "to_director": (Role.HOME_AFFAIRS_MANAGER,),
    "resume": RECEIVES_FOR_DEPARTMENT,
    "take_in": (Role.OFFICE,),
    "put_before": (Role.OFFICE,),
}


@require_safe
def dossier_list(request):
    """What lies on this person's desk, and every other dossier they may see."""
    saved = list(SavedFilter.objects.visible_to(request.user))
    opening = next((one for one in saved if one.default), None)
    if not request.GET and opening is not None:
        return HttpResponseRedirect(f"{reverse('awards:dossier_list')}?{opening.query}")
    wanted, today = QueueFilter.read(request.GET), clock.today()
    page = Paginator(queue(request.user, wanted, today=today), ROWS).get_page(request.GET.get("trang"))
    page.object_list = dossier_rows(request.user, page.object_list, today=today)
    starts = may_start(request.user)
    context = {
        "page": page,
        "wanted": wanted,
        "query": wanted.query(),
        "trail": urlencode({"tu": wanted.query() or f"loc={EVERYTHING}"}),
        "pills": _pills(request.user, wanted, today),
        "saved": saved,
        "bulk": _bulk_steps(request.user, page.object_list),
        "may_start": starts,
        "registers": registers_for(request.user),
        "may_urge": starts or request.user.has_role(*RECEIVES_FOR_DEPARTMENT),
        "may_enter": enters_for_units(request.user, today),
        "may_notify": request.user.has_perm("awards.list_notices"),
        **_choices(request.user, today),
    }
    context["assign_form"] = AssignForm() if any(step.name == "assign" for step in context["bulk"]) else None
    template = "awards/dossier_list.html"
    return TemplateResponse(request, f"{template}#rows" if request.htmx else template, context)


def _choices(user, today):
    people = appraisers() if user.sees_province else []
    return {
        "units": list(units_in(user)) if user.sees_province else [],
        "occasions": Occasion.choices,
        "awards": AwardType.objects.visible_to(user).on(today).order_by("order", "code").values_list("code", "name"),
        "people": [(NOBODY, "Chưa phân công"), *((str(one.person.pk), str(one)) for one in people)] if people else [],
    }


def _pills(user, wanted, today):
    """What filters when clicked: all, what waits for me, each state; the other parts of the filter stay."""
    counted = counts(user, wanted, today=today)
    waiting = Dossier.objects.visible_to(user).filter(awaiting(user)).count()
    made = [
        _pill("Tất cả", sum(n for *_, n in counted), wanted, EVERYTHING),
        _pill("Chờ tôi xử lý", waiting, QueueFilter(part=wanted.part, state=wanted.state), "cho-toi"),
    ]
    if user.unit_id is not None:
        own = Dossier.objects.visible_to(user).filter(unit=user.unit_id).count()
        made.append(_pill("Của đơn vị tôi", own, QueueFilter(part=wanted.part, state=wanted.state), "don-vi"))
    return made + [_pill(label, n, wanted, "", state=code, code=code) for code, label, n in counted]


def _pill(label, n, wanted, part, *, state="", code=""):
    chosen = (wanted.part or (EVERYTHING if not wanted.state else ""), wanted.state)
    return Pill(label, n, f"?{wanted.query(part=part, state=state)}", (part, state) == chosen, code)


def _bulk_steps(user, rows):
    """The steps worth offering: somebody of this role takes them, and a row of the page stands before one."""
    states = {row.dossier.state for row in rows}
    steps = (DOSSIER.steps[name] for name in actions.BULK)
    return [step for step in steps if states & step.sources and user.has_role(*OFFERED[step.name])]


# --- Many at once -----------------------------------------------------------------------------------------------------


@require_POST
def dossier_bulk(request):
    """One act on the chosen dossiers; the page says of each whether it was done, or why not."""
    back = _back(request.POST.get("tu", ""))
    typed = AssignForm(request.POST)
    typed.is_valid()
    given = typed.cleaned_data
    keys = [int(key) for key in request.POST.getlist("chon") if key.isdecimal() and len(key) < 10]
    try:
        outcomes = actions.step_many(
            keys=keys, step_name=request.POST.get("viec", ""), assignee=given.get("assignee") or None,
            note=given.get("note", ""), by=request.user, at=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    step = DOSSIER.steps[request.POST["viec"]]
    done = sum(one.done for one in outcomes)
    context = {"outcomes": outcomes, "step": step, "done": done, "left": len(outcomes) - done, "back": back}
    return TemplateResponse(request, "awards/dossier_bulk.html", context)


def _back(asked):
    query = QueueFilter.parse(asked).query()
    return f"{reverse('awards:dossier_list')}?{query or f'loc={EVERYTHING}'}"


# --- From one to the next ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Trail:
    """The queue from which a dossier was opened, carried in the address as `tu`; `tail` goes behind every link."""

    wanted: QueueFilter | None

    @classmethod
    def of(cls, request):
        asked = request.GET.get("tu", "")
        return cls(QueueFilter.parse(asked) if asked else None)

    @property
    def tail(self):
        if self.wanted is None:
            return ""
        return "?" + urlencode({"tu": self.wanted.query() or f"loc={EVERYTHING}"})

    def page(self, pk):
        return f"{reverse('awards:dossier_detail', args=[pk])}{self.tail}"

    def around(self, user, dossier):
        """The neighbours in that queue, asked before a step moves the dossier; None without a queue."""
        return neighbours(user, self.wanted, dossier, today=clock.today()) if self.wanted is not None else None

    def links(self, user, dossier):
        """Addresses for the bar above a dossier; "" where there is none."""
        found = self.around(user, dossier)
        if found is None:
            return None
        names = ("before", "after", "waiting")
        links = {name: self.page(key) if (key := getattr(found, name)) else "" for name in names}
        return links | {"list": f"{reverse('awards:dossier_list')}?{self.wanted.query() or f'loc={EVERYTHING}'}"}

    def onward(self, request, found):
        """Where “… và tiếp” leads: the next that waits for this person, or the list when none is left."""
        if found.waiting is not None:
            return self.page(found.waiting)
        messages.info(request, "Không còn hồ sơ nào chờ anh/chị trong danh sách này.")
        return f"{reverse('awards:dossier_list')}?{self.wanted.query() or f'loc={EVERYTHING}'}"


# --- Saved filters ----------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def filter_list(request):
    """A person's filters; a POST keeps the one that `loc-theo` asks for under a name."""
    asked = request.POST.get("dieu-kien", request.GET.get("dieu-kien", ""))
    query = QueueFilter.parse(asked).query()
    form = FilterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_filter(user=request.user, **form.cleaned_data, query=query, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã lưu bộ lọc “{form.cleaned_data['name']}”.")
            return redirect(f"{reverse('awards:dossier_list')}?{query}")
    return _filters(request, form, query)


def _filters(request, form, query="", *, wrong=None, status=200):
    saved = SavedFilter.objects.visible_to(request.user)
    context = {"saved": saved, "form": form, "query": query, "wrong": wrong}
    bound = form.is_bound or status != 200
    return TemplateResponse(request, "awards/dossier_filters.html", context, status=422 if bound else 200)


@require_POST
def filter_change(request, filter_pk):
    """Another name, or opened by default."""
    saved = get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=filter_pk)
    form = FilterForm(request.POST)
    form.is_valid()
    try:
        actions.change_filter(saved=saved, name=form.cleaned_data.get("name", ""), default=form.cleaned_data["default"])
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã lưu bộ lọc “{saved.name}”.")
    return redirect("awards:filter_list")


@require_POST
def filter_delete(request, filter_pk):
    saved = get_object_or_404(SavedFilter.objects.visible_to(request.user), pk=filter_pk)
    actions.delete_filter(saved=saved)
    messages.success(request, f"Đã xóa bộ lọc “{saved.name}”.")
    return redirect("awards:filter_list")
