"""Hiệp y asked of the province: the register, one letter, and the acts on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import inquiries as actions
from awards.compile.opinions import request_rows
from awards.enums import InquiryState
from awards.forms_inquiries import AnsweredForm, HandBackForm, InquiryAskForm, InquiryForm, ReplyForm
from awards.models import Inquiry, OpinionRequest
from awards.views.opinions import READING, askable_units, done, form_page, sent
from awards.views.versions import carry_version
from thidua import clock
from thidua.days import office_calendar
from thidua.errors import Conflict, Refused
from thidua.events import timeline
from thidua.text import search_key
from units.models import Attachment


def _may(request, permission, row=None):
    if not request.user.has_perm(permission, row):
        raise PermissionDenied(permission)


def _get(request, pk, permission=""):
    inquiry = get_object_or_404(Inquiry.objects.visible_to(request.user).select_related("signed_by"), pk=pk)
    if permission:
        _may(request, permission, inquiry)
    return inquiry


def _left(inquiry, calendar):
    if inquiry.due_on is None or inquiry.state == InquiryState.ANSWERED:
        return None
    return calendar.days_left(clock.today(), inquiry.due_on)


@require_safe
def inquiry_list(request):
    _may(request, "awards.read_inquiries")
    state, words = request.GET.get("trang-thai", ""), request.GET.get("tim", "").strip()
    rows = Inquiry.objects.visible_to(request.user).prefetch_related("subjects")
    if state in InquiryState.values:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(search_name__contains=search_key(words))
    page = Paginator(rows.order_by("-arrived_on", "-pk"), 50).get_page(request.GET.get("trang"))
    calendar = office_calendar()
    page.object_list = [(one, _left(one, calendar)) for one in page.object_list]
    context = {
        "page": page, "states": InquiryState.choices, "state": state, "words": words,
        "query": urlencode({"trang-thai": state, "tim": words}),
        "may_enter": request.user.has_perm("awards.enter_inquiry"),
    }  # fmt: skip
    return TemplateResponse(request, "awards/inquiry_list.html", context)


@require_http_methods(READING)
def inquiry_new(request):
    _may(request, "awards.enter_inquiry")
    form = InquiryForm(*sent(request))
    if form.is_valid() and done(request, form, actions.enter_inquiry, question=form.question()):
        messages.success(request, "Đã vào sổ hiệp y.")
        return redirect("awards:inquiry_list")
    return form_page(request, form, title="Nhận đề nghị hiệp y", save="Vào sổ", crumb="Hiệp y nơi khác hỏi",
                     back=reverse("awards:inquiry_list"))  # fmt: skip


@require_safe
def inquiry_detail(request, pk):
    inquiry, user = _get(request, pk), request.user
    letters = OpinionRequest.objects.visible_to(user).filter(inquiry=inquiry).with_names().order_by("pk")
    may_sign = user.has_perm("awards.sign_inquiry", inquiry) and inquiry.proposed_at is not None
    context = {
        "inquiry": inquiry, "left": _left(inquiry, office_calendar()), "subjects": inquiry.subjects.all(),
        "letters": request_rows(user, letters, today=clock.today()),
        "files": Attachment.objects.visible_to(user).of(inquiry).order_by("pk"),
        "events": reversed(timeline(inquiry)),
        "may_write": user.has_perm("awards.write_inquiry", inquiry), "may_sign": may_sign,
        "may_answer": user.has_perm("awards.answer_inquiry", inquiry),
    }  # fmt: skip
    return TemplateResponse(request, "awards/inquiry_detail.html", context)


def _typed(form):
    return form.cleaned_data


def _page(request, inquiry, form, title, action, *, words):
    """The page of one act; who was slower gets what they typed back, to compare with what stands now."""
    if form.is_valid():
        try:
            action(inquiry=inquiry, **words(form), by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
            if isinstance(refused, Conflict):
                carry_version(form, _get(request, inquiry.pk).version)
        else:
            messages.success(request, f"Đã ghi nhận: {title}.")
            return redirect("awards:inquiry_detail", inquiry.pk)
    back = reverse("awards:inquiry_detail", args=[inquiry.pk])
    return form_page(request, form, title=title, save=title, back=back, crumb=str(inquiry))


@require_http_methods(READING)
def inquiry_ask(request, pk):
    inquiry = _get(request, pk, "awards.write_inquiry")
    form = InquiryAskForm(*sent(request), units=askable_units(request.user, clock.today()))

    def words(form):
        return {"bodies": form.bodies(), "letter": form.letter()}

    return _page(request, inquiry, form, "Lấy ý kiến trong tỉnh", actions.check_inquiry, words=words)


@require_http_methods(READING)
def inquiry_reply(request, pk):
    inquiry = _get(request, pk, "awards.write_inquiry")
    stored = {"version": inquiry.version, "reply": inquiry.reply}
    form = ReplyForm(*sent(request)[:1], subjects=list(inquiry.subjects.all()), initial=stored)
    return _page(request, inquiry, form, "Trình lãnh đạo ký trả lời", actions.propose_reply, words=ReplyForm.words)


@require_POST
def inquiry_sign(request, pk):
    inquiry = _get(request, pk, "awards.sign_inquiry")
    read = request.POST.get("version", "")
    try:
        actions.sign_inquiry(
            inquiry=inquiry, version=int(read) if read.isdecimal() else 0, by=request.user, at=clock.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Đã ký trả lời hiệp y.")
    return redirect("awards:inquiry_detail", pk)


@require_http_methods(READING)
def inquiry_hand_back(request, pk):
    inquiry = _get(request, pk, "awards.sign_inquiry")
    form = HandBackForm(*sent(request)[:1], initial={"version": inquiry.version})
    title = "Chuyển lại dự thảo"
    return _page(request, inquiry, form, title, actions.hand_back_inquiry, words=_typed)


@require_http_methods(READING)
def inquiry_answer(request, pk):
    inquiry = _get(request, pk, "awards.answer_inquiry")
    form = AnsweredForm(*sent(request))
    return _page(request, inquiry, form, "Cấp số trả lời hiệp y", actions.answer_inquiry, words=_typed)
