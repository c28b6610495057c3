"""Sổ đối tượng: those who were proposed or honoured, each with the record of a lifetime."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from awards.compile import shown_line_state
from awards.enums import LineState, Subject
from awards.models import Honoree, Nomination
from thidua.text import search_key

GRANTED = Q(nominations__state=LineState.GRANTED)


@require_safe
def honoree_list(request):
    rows = Honoree.objects.visible_to(request.user)
    subject, words = request.GET.get("doi-tuong", ""), request.GET.get("tim", "")
    if subject in Subject.values:
        rows = rows.filter(subject=subject)
    if words:
        rows = rows.filter(search_name__contains=search_key(words))
    rows = rows.select_related("unit").annotate(n_granted=Count("nominations", filter=GRANTED))
    context = {
        "page": Paginator(rows.order_by("sort_name", "pk"), 50).get_page(request.GET.get("trang")),
        "subjects": Subject.choices,
        "subject": subject,
        "words": words,
        "query": urlencode({"doi-tuong": subject, "tim": words}),
    }
    return TemplateResponse(request, "awards/honoree_list.html", context)


@require_safe
def honoree_detail(request, pk):
    """What this one was given, by which decision; and what is on its way, as far as one may see it."""
    honoree = get_object_or_404(Honoree.objects.visible_to(request.user).select_related("unit"), pk=pk)
    lines = Nomination.objects.visible_to(request.user).filter(honoree=honoree)
    lines = lines.select_related("award", "dossier__decision", "dossier__unit")
    granted = lines.granted().order_by("-dossier__decision__issued_on", "pk")
    others = lines.exclude(state=LineState.GRANTED).order_by("-dossier__created_at", "pk")
    context = {
        "honoree": honoree,
        "granted": granted,
        "others": [(line, *shown_line_state(line, request.user)) for line in others],
    }
    return TemplateResponse(request, "awards/honoree_detail.html", context)
