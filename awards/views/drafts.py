"""Decisions on their way: the list of drafts, composing, the number, the issue, the paper as Word and PDF."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import drafts as actions
from awards.compile.drafts import free_lines, standings
from awards.compile.offices import province_on
from awards.forms_issuing import DraftForm, IssueDraftForm, ReasonForm
from awards.models import BookNumber, Decision, DecisionDraft
from awards.render.decision_papers import issued_paper, paper_now
from awards.views.opinions import READING, done, form_page, sent
from thidua import clock
from thidua.errors import Refused
from thidua.events import timeline
from thidua.paper.views import paper_file
from units.models import Attachment

CRUMB = "Dự thảo quyết định"


def get_draft(request, pk):
    return get_object_or_404(DecisionDraft.objects.visible_to(request.user).select_related("decision"), pk=pk)


def demand(request, permission, row=None):
    if not request.user.has_perm(permission, row):
        raise PermissionDenied(permission)


@require_safe
def draft_list(request):
    demand(request, "awards.read_drafts")
    rows = DecisionDraft.objects.visible_to(request.user).select_related("decision").order_by("-pk")
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    page.object_list = standings(page.object_list, today=clock.today())
    context = {"page": page, "may_start": request.user.has_perm("awards.start_draft")}
    return TemplateResponse(request, "awards/draft_list.html", context)


@require_http_methods(READING)
def draft_new(request):
    """The lines of a dossier (`ho-so`) are ticked at first."""
    demand(request, "awards.start_draft")
    lines, dossier = free_lines(request.user), request.GET.get("ho-so", "")
    own = [line.pk for line in lines if str(line.dossier_id) == dossier]
    form = DraftForm(*sent(request)[:1], lines=lines, initial={"lines": own})
    if form.is_valid():
        made = []
        what = {name: form.cleaned_data[name] for name in ("title", "lines")}
        if done(request, form, lambda **given: made.append(actions.start_draft(**given)), **what):
            messages.success(request, "Đã lập dự thảo.")
            return redirect("awards:draft_detail", made[0].pk)
    return form_page(request, form, title="Lập dự thảo quyết định", save="Lập dự thảo", crumb=CRUMB,
                     back=reverse("awards:draft_list"))  # fmt: skip


@require_safe
def draft_detail(request, pk):
    draft, user = get_draft(request, pk), request.user
    [standing] = standings([draft], today=clock.today())
    numbers = BookNumber.objects.visible_to(user).filter(draft=draft).select_related("book").order_by("-pk")
    clerk = user.has_perm("awards.number_draft", draft)
    context = {
        "draft": draft, "standing": standing, "numbers": numbers, "events": reversed(timeline(draft)),
        "may_change": standing.number is None and user.has_perm("awards.change_draft", draft),
        "may_number": clerk and standing.waits_for_number,
        "may_cancel": clerk and standing.number is not None,
        "may_issue": standing.may_be_issued and user.has_perm("awards.issue_draft", draft),
    }  # fmt: skip
    return TemplateResponse(request, "awards/draft_detail.html", context)


@require_http_methods(READING)
def draft_edit(request, pk):
    draft = get_draft(request, pk)
    demand(request, "awards.change_draft", draft)
    lines = free_lines(request.user, draft)
    initial = {"title": draft.title, "version": draft.version,
               "lines": [line.pk for line in lines if line.draft_id == draft.pk]}  # fmt: skip
    form = DraftForm(*sent(request)[:1], lines=lines, initial=initial)
    if form.is_valid() and done(request, form, actions.change_draft, draft=draft, **form.cleaned_data):
        messages.success(request, "Đã lưu dự thảo.")
        return redirect("awards:draft_detail", pk)
    return _form(request, draft, form, "Sửa dự thảo")


def _form(request, draft, form, title, about=""):
    back = reverse("awards:draft_detail", args=[draft.pk])
    return form_page(request, form, title=title, save=title, back=back, crumb=draft.title, about=about)


def _with_reason(request, pk, permission, action, title):
    draft = get_draft(request, pk)
    demand(request, permission, draft)
    form = ReasonForm(*sent(request)[:1], initial={"version": draft.version})
    if form.is_valid() and done(request, form, action, draft=draft, **form.cleaned_data):
        messages.success(request, f"Đã ghi nhận: {title}.")
        return redirect("awards:draft_detail", pk)
    return _form(request, draft, form, title)


@require_http_methods(READING)
def draft_drop(request, pk):
    return _with_reason(request, pk, "awards.change_draft", actions.drop_draft, "Bỏ dự thảo")


@require_http_methods(READING)
def number_cancel(request, pk):
    return _with_reason(request, pk, "awards.number_draft", actions.cancel_number, "Hủy số")


@require_POST
def number_take(request, pk):
    draft = get_draft(request, pk)
    version = request.POST.get("version", "")
    try:
        version = int(version) if version.isdecimal() and len(version) < 9 else -1
        number = actions.take_number(draft=draft, version=version, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã cấp số {number.code}.")
    return redirect("awards:draft_detail", pk)


@require_http_methods(READING)
def draft_issue(request, pk):
    draft = get_draft(request, pk)
    demand(request, "awards.issue_draft", draft)
    registered = province_on(clock.today()).has_register or bool(actions.standing_number(draft))
    form = IssueDraftForm(*sent(request), registered=registered, initial={"version": draft.version})
    if form.is_valid():
        what = {"papers": form.papers(), "version": form.cleaned_data["version"]}
        if done(request, form, actions.issue_draft, draft=draft, **what):
            messages.success(request, "Đã phát hành quyết định.")
            return redirect("awards:decision_detail", get_draft(request, pk).decision_id)
    about = "Nhận bản đã ký có đóng dấu, hoặc ký số ngay trên cổng. Chứng thư và mật khẩu chỉ dùng cho lần này."
    return _form(request, draft, form, "Phát hành quyết định", about)


@require_safe
def draft_file(request, pk, ext):
    draft = get_draft(request, pk)
    back = reverse("awards:draft_detail", args=[pk])
    return paper_file(request, paper_now(draft, today=clock.today()), ext, name=f"Du thao {draft.pk}", back=back)


@require_safe
def decision_file(request, pk, ext):
    """For people with an account, as the signed paper is."""
    decision = get_object_or_404(Decision.objects.visible_to(request.user).files_visible_to(request.user), pk=pk)
    back = reverse("awards:decision_detail", args=[pk])
    return paper_file(request, issued_paper(decision), ext, name=f"Quyet dinh {decision.code}", back=back)


@require_safe
def number_list(request):
    """The register with what was cancelled and why."""
    demand(request, "awards.read_drafts")
    rows = BookNumber.objects.visible_to(request.user).select_related("book", "decision", "draft", "taken_by")
    page = Paginator(rows.order_by("-book__year", "book", "-number"), 50).get_page(request.GET.get("trang"))
    return TemplateResponse(request, "awards/number_list.html", {"page": page})


def files_of(request, row):
    return Attachment.objects.visible_to(request.user).of(row).order_by("pk")
