"""The ceremony, sổ vàng, papers given again, complaints and denunciations."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import afterwards as actions
from awards.forms_issuing import AnswerForm, ComplaintForm, HandlerForm, HandoverForm, ReissueForm, SettleForm
from awards.models import Complaint, Decision, HeldAward, Nomination, Reissue
from awards.views.drafts import demand, files_of
from awards.views.opinions import READING, done, form_page, sent
from thidua import clock
from thidua.days import office_calendar
from thidua.errors import Refused
from thidua.events import timeline


def _decision(request, pk, permission):
    decision = get_object_or_404(Decision.objects.visible_to(request.user), pk=pk)
    demand(request, permission)
    return decision


def _granted(request, decision):
    rows = Nomination.objects.visible_to(request.user).granted().filter(decision=decision)
    return rows.select_related("honoree", "award", "handover").order_by("award__order", "order", "pk")


@require_http_methods(READING)
def decision_handover(request, pk):
    decision = _decision(request, pk, "awards.hand_over")
    form = HandoverForm(*sent(request)[:1], lines=_granted(request, decision))
    if form.is_valid() and done(request, form, actions.hand_over, decision=decision, **form.cleaned_data):
        messages.success(request, "Đã ghi trao thưởng.")
        return redirect("awards:decision_detail", pk)
    return form_page(request, form, title="Ghi trao thưởng", save="Ghi lại", crumb=f"Quyết định {decision.code}",
                     back=reverse("awards:decision_detail", args=[pk]))  # fmt: skip


@require_POST
def decision_gold(request, pk):
    decision = _decision(request, pk, "awards.enter_gold")
    try:
        made = actions.enter_gold(decision=decision, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã vào sổ vàng {len(made)} dòng.")
    return redirect("awards:decision_detail", pk)


# --- Cấp đổi, cấp lại -------------------------------------------------------------------------------------------------


@require_safe
def reissue_list(request):
    demand(request, "awards.read_reissues")
    rows = Reissue.objects.visible_to(request.user).select_related("held__honoree")
    page = Paginator(rows.order_by("-received_on", "-pk"), 50).get_page(request.GET.get("trang"))
    return TemplateResponse(request, "awards/reissue_list.html", {"page": page})


@require_http_methods(READING)
def reissue_new(request, held_pk):
    """Begun from an award in the record of an honoree."""
    demand(request, "awards.enter_reissue")
    rows = HeldAward.objects.visible_to(request.user).select_related("honoree")
    held, form = get_object_or_404(rows, pk=held_pk), ReissueForm(*sent(request))
    if form.is_valid() and done(request, form, actions.ask_reissue, held=held, asked=form.asked()):
        messages.success(request, "Đã nhận đề nghị.")
        return redirect("awards:reissue_list")
    about = f"{held.award_name}, Quyết định số {held.decision_number} ngày {held.decided_on:%d/%m/%Y}."
    return form_page(request, form, title="Đề nghị cấp đổi, cấp lại", save="Nhận đề nghị", crumb=held.honoree.name,
                     back=reverse("honorees:honoree_detail", args=[held.honoree_id]), about=about)  # fmt: skip


def _reissue(request, pk):
    return get_object_or_404(Reissue.objects.visible_to(request.user).select_related("held__honoree"), pk=pk)


@require_safe
def reissue_detail(request, pk):
    row = _reissue(request, pk)
    context = {
        "row": row, "files": files_of(request, row), "events": reversed(timeline(row)),
        "may_settle": request.user.has_perm("awards.settle_reissue", row),
    }  # fmt: skip
    return TemplateResponse(request, "awards/reissue_detail.html", context)


@require_http_methods(READING)
def reissue_settle(request, pk):
    row = _reissue(request, pk)
    demand(request, "awards.settle_reissue", row)
    form = SettleForm(*sent(request), initial={"version": row.version})
    if form.is_valid() and done(request, form, actions.settle_reissue, reissue=row, **form.cleaned_data):
        messages.success(request, "Đã ghi kết quả.")
        return redirect("awards:reissue_detail", pk)
    return form_page(request, form, title="Ghi kết quả giải quyết", save="Ghi kết quả", crumb=str(row),
                     back=reverse("awards:reissue_detail", args=[pk]))  # fmt: skip


# --- Khiếu nại, tố cáo ------------------------------------------------------------------------------------------------


def _complaint(request, pk):
    rows = Complaint.objects.visible_to(request.user).select_related("decision", "line__honoree", "handler")
    return get_object_or_404(rows, pk=pk)


@require_safe
def complaint_list(request):
    demand(request, "awards.read_complaints")
    rows = Complaint.objects.visible_to(request.user).select_related("decision", "handler")
    page = Paginator(rows.order_by("-state", "due_on", "pk"), 50).get_page(request.GET.get("trang"))
    today = clock.today()
    calendar = office_calendar()
    page.object_list = [
        (row, calendar.days_left(today, row.due_on) if row.state == "received" else None) for row in page.object_list
    ]
    return TemplateResponse(request, "awards/complaint_list.html", {"page": page})


@require_http_methods(READING)
def complaint_new(request, decision_pk):
    decision = _decision(request, decision_pk, "awards.enter_complaint")
    form = ComplaintForm(*sent(request), lines=_granted(request, decision))
    if form.is_valid():
        what = {"letter": form.letter(), "handler": form.cleaned_data["handler"]}
        if done(request, form, actions.enter_complaint, decision=decision, **what):
            messages.success(request, "Đã tiếp nhận đơn.")
            return redirect("awards:complaint_list")
    about = "Chỉ lãnh đạo, Giám đốc, trưởng phòng và người được giao xử lý đọc được đơn."
    return form_page(request, form, title="Tiếp nhận đơn khiếu nại, tố cáo", save="Tiếp nhận đơn", about=about,
                     crumb=f"Quyết định {decision.code}",
                     back=reverse("awards:decision_detail", args=[decision_pk]))  # fmt: skip


@require_safe
def complaint_detail(request, pk):
    row, user = _complaint(request, pk), request.user
    context = {
        "row": row, "left": office_calendar().days_left(clock.today(), row.due_on) if row.state == "received" else None,
        "files": files_of(request, row), "events": reversed(timeline(row)),
        "may_assign": user.has_perm("awards.assign_complaint", row),
        "may_answer": user.has_perm("awards.answer_complaint", row),
    }  # fmt: skip
    return TemplateResponse(request, "awards/complaint_detail.html", context)


COMPLAINT_ACTS = {
    "giao": (HandlerForm, actions.assign_complaint, "awards.assign_complaint", "Giao người xử lý"),
    "tra-loi": (AnswerForm, actions.answer_complaint, "awards.answer_complaint", "Ghi kết quả xử lý đơn"),
}


@require_http_methods(READING)
def complaint_act(request, pk, act):
    row = _complaint(request, pk)
    if act not in COMPLAINT_ACTS:
        raise Http404
    kind, action, permission, title = COMPLAINT_ACTS[act]
    demand(request, permission, row)
    form = kind(*sent(request), initial={"version": row.version, "handler": row.handler_id})
    if form.is_valid() and done(request, form, action, complaint=row, **form.cleaned_data):
        messages.success(request, f"Đã ghi nhận: {title}.")
        return redirect("awards:complaint_detail", pk)
    return form_page(request, form, title=title, save="Lưu", crumb=str(row),
                     back=reverse("awards:complaint_detail", args=[pk]))  # fmt: skip
