"""Lấy ý kiến Nhân dân, inside: preparing and putting up, reading what was said, the summary."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards.actions import comments as comment_acts
from awards.actions import consultations as actions
from awards.compile.consultations import consultation_rows, days_for, tally
from awards.consultation_workflow import COMMENT, CONSULTATION
from awards.enums import CommentState, ConsultationState, LineState
from awards.forms_consultations import NoticeForm, SignForm, SummaryForm, decision_form
from awards.models import Consultation, Nomination, PublicComment
from awards.views.dossiers import get_dossier
from awards.views.opinions import READING, done, form_page, sent
from thidua import clock
from thidua.days import office_calendar
from thidua.errors import Conflict, Refused
from thidua.events import timeline
from units.models import Attachment
from units.roles import RECEIVES_FOR_DEPARTMENT


def get_consultation(request, pk):
    """The one guarded fetch: from inside, never the one that only the public sees."""
    rows = Consultation.objects.visible_to(request.user).inside(request.user)
    return get_object_or_404(rows.with_names(), pk=pk)


def _may(request, permission, row=None):
    if not request.user.has_perm(f"awards.{permission}", row):
        raise PermissionDenied(f"awards.{permission}")


@require_safe
def consultation_list(request):
    """What is prepared, open or waits for its summary; or all of them."""
    _may(request, "list_consultations")
    everything = request.GET.get("loc") == "tat-ca"
    rows = consultation_rows(request.user, everything=everything)
    page = Paginator(rows, 50).get_page(request.GET.get("trang"))
    calendar, today = office_calendar(), clock.today()
    page.object_list = [(row, _left(row, today, calendar)) for row in page.object_list]
    context = {"page": page, "everything": everything, "query": "loc=tat-ca" if everything else "",
               "reads": request.user.has_perm("awards.read_comments")}  # fmt: skip
    return TemplateResponse(request, "awards/consultation_list.html", context)


def _left(row, today, calendar):
    return calendar.days_left(today, row.last_day) if row.state == ConsultationState.OPEN else None


# --- Preparing, putting up --------------------------------------------------------------------------------------------


def _lines(request, dossier):
    rows = Nomination.objects.visible_to(request.user).filter(dossier=dossier, state__in=LineState.OPEN)
    return list(rows.select_related("honoree__unit", "award").order_by("order", "pk"))


@require_http_methods(READING)
def consultation_prepare(request, pk):
    """The list of a dossier is begun; one that stands is opened."""
    dossier = get_dossier(request, pk)
    _may(request, "consult_dossier", dossier)
    rows = Consultation.objects.visible_to(request.user).inside(request.user).filter(dossier=dossier)
    if standing := rows.filter(state__in=ConsultationState.RUNNING).first():
        return redirect("awards:consultation_detail", standing.pk)
    first = {"title": f"Lấy ý kiến Nhân dân: {dossier.title}"[:300],
             "working_days": days_for(dossier, today=clock.today())}  # fmt: skip
    form = NoticeForm(*sent(request)[:1], lines=_lines(request, dossier), initial=first)
    if form.is_valid():
        try:
            made = actions.prepare_consultation(dossier=dossier, notice=form.words(), by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã lập danh sách. Xem lại rồi đăng.")
            return redirect("awards:consultation_detail", made.pk)
    return _notice_page(request, form, dossier, reverse("awards:dossier_detail", args=[pk]))


def _notice_page(request, form, dossier, back):
    context = {"form": form, "dossier": dossier, "back": back}
    return TemplateResponse(request, "awards/consultation_edit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(READING)
def consultation_edit(request, pk):
    row = get_consultation(request, pk)
    _may(request, "edit_consultation", row)
    stored = dict(row.lines.values_list("line", "reason"))
    first = {name: getattr(row, name) for name in ("title", "notice", "working_days", "version")}
    form = NoticeForm(*sent(request)[:1], lines=_lines(request, row.dossier), stored=stored, initial=first)
    if form.is_valid():
        try:
            what = {"notice": form.words(), "version": form.cleaned_data["version"]}
            actions.save_consultation(consultation=row, **what, by=request.user, at=clock.now())
        except Conflict as conflict:
            form.add_error(None, str(conflict))
            form.data = form.data.copy() | {"version": get_consultation(request, pk).version}
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã lưu danh sách.")
            return redirect("awards:consultation_detail", pk)
    return _notice_page(request, form, row.dossier, reverse("awards:consultation_detail", args=[pk]))


@require_POST
def consultation_open(request, pk):
    row = get_consultation(request, pk)
    _may(request, "open_consultation", row)
    given = request.POST.get("version", "")
    try:
        version = int(given) if given.isdecimal() and len(given) < 9 else -1
        actions.open_consultation(consultation=row, version=version, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã đăng; nhận góp ý đến hết ngày {row.last_day:%d/%m/%Y}.")
    return redirect("awards:consultation_detail", pk)


@require_safe
def consultation_detail(request, pk):
    """The list, what was said, and what comes next."""
    row, user = get_consultation(request, pk), request.user
    comments = PublicComment.objects.visible_to(user).filter(consultation=row).select_related("about", "handled_by")
    asked = request.GET.get("trang-thai", "")
    if asked in CommentState.values:
        comments = comments.filter(state=asked)
    decisions = _decisions(user, row)
    page = Paginator(comments.order_by("sent_at", "pk"), 50).get_page(request.GET.get("trang"))
    context = {
        "consultation": row,
        "lines": row.lines.all(),
        "left": _left(row, clock.today(), office_calendar()),
        "tally": tally(row),
        "asked": asked,
        "reads": user.has_perm("awards.read_comments"),
        "page": page,
        "query": f"trang-thai={asked}" if asked in CommentState.values else "",
        "comments": [(one, decisions[one.state]) for one in page],
        "files": Attachment.objects.visible_to(user).of(row).order_by("pk"),
        "events": reversed(timeline(row)),
        **_acts(user, row),
    }
    return TemplateResponse(request, "awards/consultation_detail.html", context)


def _acts(user, row):
    """What this person may do with it now."""
    open_steps = {step.name for step in CONSULTATION.open_steps(row, user)}
    return {
        "may_open": "open" in open_steps,
        "may_edit": user.has_perm("awards.edit_consultation", row),
        "may_write": user.has_perm("awards.write_summary", row),
        "may_sign": "summarise" in open_steps,
        "unread": row.comments.filter(state=CommentState.NEW).count(),
    }


def _decisions(user, row):
    """{state of a comment: steps open to this person}, told from roles in memory."""
    decides = row.state != ConsultationState.SUMMARISED and user.has_role(*RECEIVES_FOR_DEPARTMENT)
    steps = COMMENT.steps.values() if decides else ()
    return {state: [step for step in steps if state in step.sources] for state in CommentState.values}


# --- Comments ---------------------------------------------------------------------------------------------------------


@require_http_methods(READING)
def comment_step(request, pk, comment_pk, step_name):
    """One decision on one comment: its own words beside the box of what others may read."""
    row = get_consultation(request, pk)
    comments = PublicComment.objects.visible_to(request.user).filter(consultation=row).select_related("about")
    comment = get_object_or_404(comments, pk=comment_pk)
    comment.consultation, step = row, COMMENT.steps[step_name]
    _may(request, f"{step_name}_publiccomment", comment)
    form = decision_form(step_name, *(sent(request)[:1] or (None,)), comment)
    act = {"comment": comment, "step_name": step_name}
    if form.is_valid() and done(request, form, comment_acts.step_comment, **act, **form.cleaned_data):
        messages.success(request, f"Đã ghi nhận: {step.label}.")
        return redirect("awards:consultation_detail", pk)
    context = {"consultation": row, "comment": comment, "step": step, "form": form}
    return TemplateResponse(request, "awards/comment_step.html", context, status=422 if form.is_bound else 200)


# --- The summary ------------------------------------------------------------------------------------------------------


@require_http_methods(READING)
def summary_edit(request, pk):
    row = get_consultation(request, pk)
    _may(request, "write_summary", row)
    form = SummaryForm(*sent(request)[:1], initial={"summary": row.summary, "version": row.version})
    if form.is_valid():
        try:
            actions.write_summary(consultation=row, **form.cleaned_data, by=request.user, at=clock.now())
        except Conflict as conflict:
            form.add_error(None, f"{conflict} Bản đang lưu: {get_consultation(request, pk).summary}")
            form.data = form.data.copy() | {"version": get_consultation(request, pk).version}
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã lưu nội dung tổng hợp, giải trình.")
            return redirect("awards:consultation_detail", pk)
    back = reverse("awards:consultation_detail", args=[pk])
    return form_page(request, form, title="Tổng hợp, giải trình ý kiến", save="Lưu", back=back, crumb=row.title)


@require_http_methods(READING)
def summary_sign(request, pk):
    row = get_consultation(request, pk)
    _may(request, "summarise_consultation", row)
    form = SignForm(*sent(request), initial={"signer": request.user.full_name})
    if form.is_valid() and done(request, form, actions.sign_summary, consultation=row, paper=form.paper()):
        messages.success(request, "Đã ký bản tổng hợp; hồ sơ về lại bước thẩm định.")
        return redirect("awards:consultation_detail", pk)
    back = reverse("awards:consultation_detail", args=[pk])
    about = "Ký xong, danh sách không còn trên trang công khai và hồ sơ được thẩm định tiếp."
    return form_page(request, form, title="Ký bản tổng hợp", save="Ký bản tổng hợp", back=back, crumb=row.title,
                     about=about)  # fmt: skip


@require_safe
def consultation_end(request, pk):
    """From a dossier to the consultation that it waits for."""
    dossier = get_dossier(request, pk)
    _may(request, "end_consulting_dossier", dossier)
    rows = Consultation.objects.visible_to(request.user).inside(request.user).filter(dossier=dossier)
    row = rows.filter(state__in=ConsultationState.RUNNING).first()
    if row is None:
        return redirect("awards:dossier_detail", pk)
    name = "summary_sign" if row.state == ConsultationState.CLOSED else "consultation_detail"
    return redirect(f"awards:{name}", row.pk)
