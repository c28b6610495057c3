"""Opinions: asking, the matrix, the list of letters, answering, more time, the end."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import opinions as actions
from awards.compile.opinions import (
    matrix,
    may_read_opinions,
    open_requests,
    request_rows,
    shown_opinion,
    speaks_for,
)
from awards.enums import LineState, OpinionKind, OpinionState
from awards.forms_opinions import AnswerForm, AskForm, EndForm, ExtendForm, PartyForm
from awards.models import Nomination, OpinionAnswer, OpinionRequest
from awards.views.dossiers import get_dossier
from awards.views.versions import carry_version
from awards.workflow import DOSSIER
from thidua import clock
from thidua.errors import Conflict, Refused
from thidua.events import timeline
from units.models import Attachment, Unit
from units.models.tree import on_day

READING = ["GET", "HEAD", "POST"]


def get_request(request, pk):
    return get_object_or_404(OpinionRequest.objects.visible_to(request.user).with_names(), pk=pk)


def done(request, form, action, /, **what):
    """Runs an act; what it refuses is said on the form, and nothing typed is lost."""
    try:
        action(by=request.user, at=clock.now(), **what)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def form_page(request, form, **words):
    """The page of one form: title, where it came from, what the button says."""
    context = {"form": form, "about": ""} | words
    return TemplateResponse(request, "awards/above_form.html", context, status=422 if form.is_bound else 200)


def sent(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


def askable_units(user, today):
    """The units that stand directly under the province on a day."""
    rows = Unit.objects.visible_to(user).filter(placements__in=_under_province(today))
    return rows.in_order().distinct()


def _under_province(today):
    placement = Unit._meta.get_field("placements").related_model
    return placement._default_manager.filter(on_day(today), parent__kind="tinh")


def _lines(request, dossier):
    rows = Nomination.objects.visible_to(request.user).filter(dossier=dossier, state__in=LineState.OPEN)
    return rows.select_related("honoree", "award").order_by("order", "pk")


def _may(request, permission, row):
    if not request.user.has_perm(permission, row):
        raise PermissionDenied(permission)


# --- Asking -----------------------------------------------------------------------------------------------------------


@require_http_methods(READING)
def opinion_ask(request, pk):
    dossier = get_dossier(request, pk)
    _may(request, "awards.ask_opinions", dossier)
    units, lines = askable_units(request.user, clock.today()), _lines(request, dossier)
    form = AskForm(*sent(request), units=units, lines=lines)
    if form.is_valid():
        what = {"bodies": form.bodies(), "lines": form.cleaned_data["lines"], "letter": form.letter()}
        if done(request, form, actions.ask_opinions, dossier=dossier, **what):
            messages.success(request, "Đã gửi lấy ý kiến.")
            return redirect("awards:opinion_matrix", pk)
    back = reverse("awards:dossier_detail", args=[pk])
    about = "Mỗi cơ quan chỉ thấy tên, danh hiệu và tóm tắt thành tích của các dòng được hỏi."
    return form_page(request, form, title="Lấy ý kiến các cơ quan", save="Gửi lấy ý kiến", back=back,
                     crumb=dossier.title, about=about)  # fmt: skip


@require_http_methods(READING)
def party_ask(request, pk):
    dossier = get_dossier(request, pk)
    _may(request, "awards.ask_party_dossier", dossier)
    form = PartyForm(*sent(request), lines=_lines(request, dossier))
    if form.is_valid():
        what = {"lines": form.cleaned_data["lines"], "letter": form.letter()}
        if done(request, form, actions.ask_party, dossier=dossier, **what):
            messages.success(request, "Đã ghi: gửi xin ý kiến cấp ủy.")
            return redirect("awards:dossier_detail", pk)
    back = reverse("awards:dossier_detail", args=[pk])
    about = "Chỉ Sở Nội vụ và lãnh đạo thấy bước này. Có ý kiến thì hồ sơ về lại chuyên viên thẩm định."
    return form_page(request, form, title="Xin ý kiến cấp ủy", save="Ghi đã gửi", back=back, crumb=dossier.title,
                     about=about)  # fmt: skip


@require_safe
def party_answer(request, pk):
    """Leads to the open letter to the Party committee."""
    dossier = get_dossier(request, pk)
    _may(request, "awards.party_answered_dossier", dossier)
    waiting = OpinionAnswer.objects.visible_to(request.user).filter(state=OpinionState.ASKED).values("request")
    rows = OpinionRequest.objects.visible_to(request.user).filter(dossier=dossier, kind=OpinionKind.PARTY)
    letter = rows.filter(pk__in=waiting).order_by("-pk").first()
    return redirect("awards:opinion_answer", letter.pk) if letter else redirect("awards:dossier_detail", pk)


# --- The matrix, the end ----------------------------------------------------------------------------------------------


@require_safe
def opinion_matrix(request, pk):
    """Lines × bodies."""
    dossier = get_dossier(request, pk)
    _may(request, "awards.read_opinions", dossier)
    requests, rows = matrix(dossier, request.user, today=clock.today())
    context = {
        "dossier": dossier,
        "requests": request_rows(request.user, requests, today=clock.today()),
        "rows": rows,
        "may_ask": request.user.has_perm("awards.ask_opinions", dossier),
        "may_end": dossier.state in DOSSIER.steps["end_opinions"].sources
        and request.user.has_perm("awards.end_opinions_dossier", dossier),
    }
    return TemplateResponse(request, "awards/opinion_matrix.html", context)


@require_http_methods(READING)
def opinion_end(request, pk):
    dossier = get_dossier(request, pk)
    _may(request, "awards.end_opinions_dossier", dossier)
    form = EndForm(*sent(request)[:1])
    if form.is_valid() and done(request, form, actions.end_opinions, dossier=dossier, **form.cleaned_data):
        messages.success(request, "Đã kết thúc lấy ý kiến, hồ sơ về lại bước thẩm định.")
        return redirect("awards:dossier_detail", pk)
    silent = sorted(set(actions.unanswered(dossier).values_list("request__body_name", flat=True)))
    about = f"Chưa trả lời hết: {', '.join(silent)}." if silent else "Mọi cơ quan đã trả lời mọi dòng."
    return form_page(request, form, title="Kết thúc lấy ý kiến", save="Kết thúc lấy ý kiến", crumb=dossier.title,
                     back=reverse("awards:opinion_matrix", args=[pk]), about=about)  # fmt: skip


# --- Letters ----------------------------------------------------------------------------------------------------------


@require_safe
def opinion_list(request):
    """For a body: the letters to it; for the province: every letter. What waits first, or all of them."""
    user = request.user
    if not (speaks_for(user) or may_read_opinions(user) or user.sees_province):
        raise PermissionDenied("awards.read_opinions")
    everything = request.GET.get("loc") == "tat-ca"
    found = OpinionRequest.objects.visible_to(user) if everything else open_requests(user)
    page = Paginator(found.with_names().order_by("due_on", "pk"), 50).get_page(request.GET.get("trang"))
    page.object_list = request_rows(user, page.object_list, today=clock.today())
    context = {"page": page, "everything": everything, "query": "loc=tat-ca" if everything else "",
               "reads_all": may_read_opinions(user)}  # fmt: skip
    return TemplateResponse(request, "awards/opinion_list.html", context)


@require_safe
def opinion_detail(request, pk):
    letter = get_request(request, pk)
    today, user = clock.today(), request.user
    answers = [(one, *shown_opinion(one, letter.due_on, today)) for one in letter.answers.all()]
    waits = any(state in (OpinionState.ASKED, OpinionState.OVERDUE) for _, state, _ in answers)
    presses = user.has_perm("awards.press_opinion", letter)
    context = {
        "letter": letter,
        "row": request_rows(user, [letter], today=today)[0],
        "answers": answers,
        "files": Attachment.objects.visible_to(user).of(letter).order_by("pk"),
        "events": reversed(timeline(letter)),
        "may_answer": user.has_perm("awards.answer_opinion", letter),
        "answer_label": "Trả lời" if letter.body_id in speaks_for(user) else "Nhập ý kiến từ bản giấy",
        "may_press": presses and waits,
        "may_remind": presses and waits and letter.body_id is not None,
        "inside": may_read_opinions(user),
    }
    return TemplateResponse(request, "awards/opinion_detail.html", context)


@require_http_methods(READING)
def opinion_answer(request, pk):
    """The body's head on the portal, or Sở Nội vụ from the paper; what was typed is kept when somebody was faster."""
    letter = get_request(request, pk)
    _may(request, "awards.answer_opinion", letter)
    answers = list(letter.answers.all())
    initial = {"version": letter.version}
    own = letter.body_id in speaks_for(request.user)
    if own:
        initial["signer"] = request.user.full_name
    form = AnswerForm(*sent(request), answers=answers, initial=initial)
    if form.is_valid():
        try:
            actions.answer_opinion(letter=letter, **form.words(), by=request.user, at=clock.now())
        except Conflict as conflict:
            form.add_error(None, str(conflict))
            carry_version(form, get_request(request, pk).version)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã ghi nhận ý kiến.")
            return redirect("awards:opinion_detail", pk)
    context = {"letter": letter, "form": form, "own": own}
    return TemplateResponse(request, "awards/opinion_answer.html", context, status=422 if form.is_bound else 200)


@require_http_methods(READING)
def opinion_extend(request, pk):
    letter = get_request(request, pk)
    _may(request, "awards.press_opinion", letter)
    form = ExtendForm(*sent(request)[:1])
    if form.is_valid() and done(request, form, actions.extend_opinion, letter=letter, **form.cleaned_data):
        messages.success(request, "Đã gia hạn.")
        return redirect("awards:opinion_detail", pk)
    about = f"{letter.body_name} đang có hạn {letter.due_on:%d/%m/%Y}."
    return form_page(request, form, title="Gia hạn trả lời", save="Gia hạn", crumb=letter.body_name, about=about,
                     back=reverse("awards:opinion_detail", args=[pk]))  # fmt: skip


@require_POST
def opinion_remind(request, pk):
    letter = get_request(request, pk)
    try:
        actions.remind_body(letter=letter, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã nhắc {letter.body_name}.")
    return redirect("awards:opinion_detail", pk)
