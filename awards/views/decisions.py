"""The register of decisions, and each with its list."""

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from awards.compile.signatures import checked_files
from awards.enums import LineState
from awards.models import Decision, Dossier, Nomination
from thidua.text import search_key
from units.models import Attachment

GRANTED = Q(lines__state=LineState.GRANTED)


@require_safe
def decision_list(request):
    """Decisions of all years, newest first; by year, number or words."""
    rows = Decision.objects.visible_to(request.user)
    years = rows.order_by("-year").values_list("year", flat=True).distinct()
    year, words = request.GET.get("nam", ""), request.GET.get("tim", "")
    if year.isdecimal():
        rows = rows.filter(year=int(year[:4]))
    if words:
        rows = rows.filter(search_name__contains=search_key(words))
    rows = rows.annotate(n_lines=Count("lines", filter=GRANTED)).for_list()
    context = {
        "page": Paginator(rows, 50).get_page(request.GET.get("trang")),
        "years": [str(one) for one in years],
        "year": year,
        "words": words,
        "query": urlencode({"nam": year, "tim": words}),
    }
    return TemplateResponse(request, "awards/decision_list.html", context)


@require_safe
def decision_detail(request, pk):
    decision = get_object_or_404(Decision.objects.visible_to(request.user), pk=pk)
    lines = Nomination.objects.visible_to(request.user).decided().filter(decision=decision)
    rows = list(
        lines.select_related("honoree__unit", "award", "gold_entry", "handover").order_by("award__order", "order", "pk")
    )
    for row in rows:
        row.in_gold, row.handed = getattr(row, "gold_entry", None), getattr(row, "handover", None)
    files = list(Attachment.objects.visible_to(request.user).of(decision))
    checked = checked_files(files)
    context = {
        "decision": decision,
        "rows": rows,
        **acts_of(request.user, rows),
        "total": sum(row.bonus or 0 for row in rows if row.state == LineState.GRANTED),
        "unpriced": sum(row.bonus is None for row in rows if row.state == LineState.GRANTED),
        "files": [(file, checked.get(file.pk)) for file in files],
        "dossiers": Dossier.objects.visible_to(request.user)
        .filter(lines__decision=decision)
        .distinct()
        .select_related("unit"),
    }
    return TemplateResponse(request, "awards/decision_detail.html", context)


def acts_of(user, rows):
    """What this person may do with a decision in force; told from roles in memory."""
    names = ("read_fund", "hand_over", "enter_complaint")
    may = {f"may_{name}": user.has_perm(f"awards.{name}") for name in names}
    missing = any(row.gold is None for row in rows)
    missing = any(not hasattr(row, "gold_entry") for row in rows if row.state == LineState.GRANTED)
    return may | {"may_enter_gold": missing and user.has_perm("awards.enter_gold")}
