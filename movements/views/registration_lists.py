"""Many registrations at once: accepted together, summed up for the level above, days set apart."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from movements import actions
from movements.compile import SummaryContent, may_start, registration_summary, summary_head, term_deadlines
from movements.forms import DeadlineForm
from movements.models import Registration, RegistrationSummary, Term, TermDeadline
from movements.render import summary_paper
from thidua import clock
from thidua.errors import Refused
from thidua.events import timeline
from thidua.paper.views import paper_file
from units.enums import Role
from units.models import Unit

MOST_AT_ONCE = 200


def _term(request, pk):
    return get_object_or_404(Term.objects.visible_to(request.user), pk=pk)


@require_POST
def registration_accept_many(request, term_pk):
    """Accepts the ticked registrations, each by its own step; what could not be is told unit by unit."""
    term = _term(request, term_pk)
    pks = [int(pk) for pk in request.POST.getlist("chon") if pk.isdecimal() and len(pk) < 12][:MOST_AT_ONCE]
    seen = Registration.objects.visible_to(request.user).filter(term=term, pk__in=pks)
    rows = list(seen.with_names().order_by("unit__sort_name"))
    answer = actions.accept_registrations(registrations=rows, by=request.user, at=clock.now())
    if answer.accepted:
        messages.success(request, f"Đã tiếp nhận {answer.accepted} bản đăng ký.")
    for words in answer.refused:
        messages.error(request, f"Chưa tiếp nhận {words}.")
    if not rows:
        messages.error(request, "Đánh dấu ít nhất một bản đăng ký rồi tiếp nhận.")
    return redirect(f"{reverse('movements:registration_list')}?ky={term.pk}")


# ---- the summary -----------------------------------------------------------------------------------------------------


def _receiver(user):
    """(unit whose children are summed up, None for Sở Nội vụ); people who receive nothing have no such page."""
    if user.sees_province:
        return None
    if user.unit is None or not user.has_role(Role.UNIT_OFFICER, Role.UNIT_HEAD, unit_id=user.unit_id):
        raise PermissionDenied("movements.view_summary")
    return user.unit


@require_safe
def registration_summary_page(request, term_pk):
    """What those below have registered, as it stands now; and the summaries that have been confirmed or have come."""
    term = _term(request, term_pk)
    receiver = _receiver(request.user)
    summaries = RegistrationSummary.objects.visible_to(request.user).filter(term=term)
    context = {
        "term": term,
        "unit": receiver,
        "content": registration_summary(receiver, term),
        "summaries": summaries.select_related("unit").order_by("unit__sort_name", "-number"),
        "may_confirm": receiver is not None and may_start(request.user),
    }
    return TemplateResponse(request, "movements/registration_summary.html", context)


@require_safe
def registration_summary_paper(request, term_pk, ext):
    """The same on paper, marked as what stands now and has not been confirmed."""
    term, receiver = _term(request, term_pk), _receiver(request.user)
    content, head = registration_summary(receiver, term), summary_head(receiver, term)
    paper = summary_paper(head, content, mark="Số liệu lúc này, chưa chốt")
    back = reverse("movements:registration_summary", args=[term_pk])
    return paper_file(request, paper, ext, name=f"tong hop dang ky {head.unit} {term.name}", back=back)


@require_POST
def summary_confirm(request, term_pk):
    term = _term(request, term_pk)
    if request.user.unit is None:
        raise Http404
    try:
        made = actions.confirm_summary(unit=request.user.unit, term=term, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("movements:registration_summary", term_pk=term.pk)
    messages.success(request, "Đã chốt bảng tổng hợp, thủ trưởng đơn vị ký gửi.")
    return redirect("movements:summary_detail", pk=made.pk)


def _summary(request, pk):
    rows = RegistrationSummary.objects.visible_to(request.user).select_related("unit", "term", "receiver", "sent_by")
    return get_object_or_404(rows, pk=pk)


@require_safe
def summary_detail(request, pk):
    """A confirmed summary, as it was on that day."""
    summary = _summary(request, pk)
    context = {
        "summary": summary,
        "content": SummaryContent.from_json(summary.data),
        "may_send": summary.sent_at is None and request.user.has_perm("movements.send_summary", summary),
        "events": list(reversed(timeline(summary))),
    }
    return TemplateResponse(request, "movements/summary_detail.html", context)


@require_safe
def summary_file(request, pk, ext):
    """A confirmed summary on paper: signed once it has been sent."""
    summary = _summary(request, pk)
    head = summary_head(summary.unit, summary.term, summary)
    mark = "" if summary.sent_at else "Bản đã chốt, chưa ký gửi"
    paper = summary_paper(head, SummaryContent.from_json(summary.data), mark=mark)
    name = f"tong hop dang ky {summary.unit.short_name} {summary.term.name} ban {summary.number}"
    return paper_file(request, paper, ext, name=name, back=reverse("movements:summary_detail", args=[pk]))


@require_POST
def summary_send(request, pk):
    summary = _summary(request, pk)
    try:
        actions.send_summary(summary=summary, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã gửi {summary.receiver.authority}.")
    return redirect("movements:summary_detail", pk=pk)


# ---- days set apart --------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def deadline_list(request, term_pk):
    """The days by which single units or kinds of units register, in place of the term's own."""
    term = _term(request, term_pk)
    if not request.user.has_perm("movements.set_deadline", term):
        raise PermissionDenied("movements.set_deadline")
    units = Unit.objects.visible_to(request.user).on(term.first_day).in_order()
    form = DeadlineForm(request.POST if request.method == "POST" else None, units=units)
    if form.is_bound and form.is_valid():
        try:
            actions.set_deadline(term=term, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã đặt hạn đăng ký riêng.")
            return redirect("movements:deadline_list", term_pk=term.pk)
    context = {"term": term, "deadlines": term_deadlines(term, request.user), "form": form}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "movements/deadline_list.html", context, status=status)


@require_POST
def deadline_remove(request, pk):
    rows = TermDeadline.objects.visible_to(request.user).select_related("term", "unit")
    deadline = get_object_or_404(rows, pk=pk)
    term_pk = deadline.term_id
    actions.remove_deadline(deadline=deadline, by=request.user, at=clock.now())
    messages.success(request, "Đã bỏ hạn đăng ký riêng.")
    return redirect("movements:deadline_list", term_pk=term_pk)
