"""What stands beside a sitting: a dossier put before the council of the province, a unit's own decision."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from awards.actions import agenda, own_decisions
from awards.actions.external import Head
from awards.enums import LineState
from awards.enums_council import CouncilKind, ItemResult, SittingState
from awards.forms_councils import DecisionForm, NoteForm, PutForm
from awards.models import AgendaItem, ExternalDecision, Nomination, Sitting
from awards.views.councils import get_council, may
from awards.views.dossiers import get_dossier
from awards.views.opinions import READING, done, form_page, sent
from awards.views.sittings import back_to, get_sitting
from thidua.errors import Refused
from units.enums import UnitKind


@require_http_methods(READING)
def council_put(request, pk):
    dossier = get_dossier(request, pk)
    may(request, "awards.to_council_dossier", dossier)
    rows = Sitting.objects.visible_to(request.user).filter(
        state__in=agenda.OPEN_TO_CHANGE, council__unit__kind=UnitKind.PROVINCE, council__kind=CouncilKind.EMULATION
    )
    lines = Nomination.objects.visible_to(request.user).filter(dossier=dossier, state__in=LineState.GOES_ON)
    lines = lines.select_related("honoree", "award").order_by("order", "pk")
    form = PutForm(*sent(request)[:1], sittings=rows.order_by("starts_at", "pk"), lines=lines)
    if form.is_valid():
        what = {"sitting": form.cleaned_data["sitting"], "lines": list(form.cleaned_data["lines"])}
        if done(request, form, _put, dossier=dossier, **what):
            messages.success(request, "Đã đưa vào chương trình họp Hội đồng.")
            return redirect("awards:dossier_detail", pk)
    back = reverse("awards:dossier_detail", args=[pk])
    about = "Chỉ đưa được dòng đã kết luận đủ điều kiện, tiêu chuẩn. Hồ sơ chờ ở đây đến khi phiên họp ký biên bản."
    return form_page(request, form, title="Đưa vào chương trình họp", save="Đưa vào chương trình", back=back,
                     crumb=dossier.title, about=about)  # fmt: skip


def _put(**what):
    if what["sitting"] is None:
        raise Refused("Ô “Phiên họp”: chọn một phiên họp; chưa có thì lập ở trang Hội đồng.")
    agenda.put_before_council(**what)


@require_http_methods(READING)
def council_leave(request, pk):
    dossier = get_dossier(request, pk)
    may(request, "awards.leave_council_dossier", dossier)
    form = NoteForm(*sent(request)[:1])
    if form.is_valid() and done(request, form, agenda.leave_council, dossier=dossier, **form.cleaned_data):
        messages.success(request, "Hồ sơ đã ra khỏi chương trình họp, về lại bước thẩm định.")
        return redirect("awards:dossier_detail", pk)
    back = reverse("awards:dossier_detail", args=[pk])
    return form_page(request, form, title="Đưa ra khỏi chương trình họp", save="Đưa ra khỏi chương trình", back=back,
                     crumb=dossier.title)  # fmt: skip


@require_safe
def council_sitting(request, pk):
    """Leads to the sitting that the dossier waits for."""
    dossier = get_dossier(request, pk)
    may(request, "awards.council_done_dossier", dossier)
    rows = (
        AgendaItem.objects.visible_to(request.user)
        .filter(line__dossier=dossier)
        .exclude(sitting__state=SittingState.VOID)
    )
    item = rows.order_by("-pk").first()
    return redirect("councils:sitting_detail", item.sitting_id) if item else redirect("awards:dossier_detail", pk)


# --- A unit's own decision --------------------------------------------------------------------------------------------


@require_http_methods(READING)
def sitting_decide(request, pk):
    """The unit's decision on what its council passed; of a council of initiatives, their recognition."""
    sitting = get_sitting(request, pk, "awards.decide_sitting")
    initiatives = sitting.council.kind == CouncilKind.INITIATIVE
    rows = AgendaItem.objects.visible_to(request.user).filter(sitting=sitting, result=ItemResult.PASSED)
    if initiatives:
        rows = rows.filter(initiative__paper_number="")
    form = DecisionForm(*sent(request), items=rows.order_by("order", "pk"))
    if form.is_valid() and done(request, form, _recognise if initiatives else _decide, sitting=sitting, **_read(form)):
        messages.success(request, "Đã công nhận sáng kiến." if initiatives else "Đã ghi quyết định vào hồ sơ.")
        return redirect("councils:sitting_detail", pk)
    title = "Công nhận sáng kiến" if initiatives else "Ghi quyết định của đơn vị"
    return form_page(request, form, title=title, save=title, back=back_to(sitting), crumb=sitting.title)


def _read(form):
    typed = form.cleaned_data
    return {"items": list(typed["items"]), "number": typed["number"], "signed_on": typed["signed_on"],
            "title": typed["title"], "file": typed["file"]}  # fmt: skip


def _decide(*, sitting, items, number, signed_on, title, file, by, at):
    own_decisions.decide_passed(
        sitting=sitting, items=items, head=Head(number, signed_on, "", title), file=file, by=by, at=at
    )


def _recognise(*, sitting, items, number, signed_on, title, file, by, at):
    own_decisions.recognise_passed(
        sitting=sitting, items=items, number=number, signed_on=signed_on, file=file, by=by, at=at
    )


@require_http_methods(READING)
def own_decision(request, pk):
    """A decision that the council voted on without the portal; its honorees are added on the decision's own page."""
    council = get_council(request, pk)
    may(request, "awards.enter_own_decision", ExternalDecision(unit=council.unit))
    form = DecisionForm(*sent(request))
    if form.is_valid():
        typed, made = form.cleaned_data, []

        def enter(**what):
            made.append(own_decisions.enter_own_decision(**what))

        head = Head(typed["number"], typed["signed_on"], "", typed["title"])
        if done(request, form, enter, unit=council.unit, head=head, file=typed["file"]):
            return redirect("awards:external_add", made[0].pk)
    back = reverse("councils:council_detail", args=[pk])
    return form_page(request, form, title="Ghi quyết định của đơn vị", save="Lưu, thêm đối tượng", back=back,
                     crumb=council.name)  # fmt: skip
