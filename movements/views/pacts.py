"""Giao ước of a cluster: the list of those who lead it, one pact as paper, its second signature."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from movements import actions
from movements.compile import registration_content
from movements.compile.pacts import SIGNED, led_terms, pact_digests, pact_rows, seal_words, sign_by
from movements.models import Pact, Term
from movements.render import pact_paper
from movements.views.registration_papers import UNSIGNED
from thidua import clock
from thidua.errors import Refused
from thidua.events import timeline
from thidua.paper.views import paper_file

SIGN = "movements.countersign_pact"


def _pact(request, pk):
    """The one guarded fetch."""
    return get_object_or_404(Pact.objects.visible_to(request.user).with_names(), pk=pk)


@require_safe
def pact_list(request):
    """Pacts of a term in the clusters that this person's unit leads; all of them for who sees the province."""
    led = led_terms(request.user)
    if not (led or request.user.sees_province):
        raise PermissionDenied(SIGN)
    terms = list(Term.objects.visible_to(request.user)[:8])
    term = _term(request, terms)
    pacts = Pact.objects.visible_to(request.user).filter(term=term, cluster__isnull=False).with_names()
    if not request.user.sees_province:
        pacts = pacts.filter(cluster__in=[cluster for cluster, year in led if term and year == term.year])
    page = Paginator(pacts.order_by("cluster__name", "unit__sort_name"), 100).get_page(request.GET.get("trang"))
    context = {"term": term, "terms": terms, "page": page, "rows": pact_rows(page.object_list)}
    context["query"] = f"ky={term.pk}" if term else ""
    return TemplateResponse(request, "movements/pact_list.html", context)


def _term(request, terms):
    asked = request.GET.get("ky", "")
    if asked.isdecimal() and len(asked) < 12:
        return get_object_or_404(Term.objects.visible_to(request.user), pk=asked)
    return next(iter(terms), None)


@require_safe
def pact_detail(request, pk):
    """The pact as it is printed, and the button of whoever signs for the cluster."""
    return _page(request, _pact(request, pk))


def _page(request, pact, *, typed="", status=200):
    [row] = pact_rows([pact])
    signs = row.seal is None and pact.state in SIGNED and row.is_written
    context = {
        "pact": pact,
        "row": row,
        "paper": _paper(pact),
        "digest": pact_digests([pact.pk]).get(pact.pk, ""),
        "may_sign": signs and request.user.has_perm(SIGN, pact),
        "sign_by": sign_by(pact.term) if row.seat and row.seal is None else None,
        "events": [one for one in reversed(timeline(pact.row)) if one.step in SHOWN_STEPS],
    }
    return TemplateResponse(request, "movements/pact_detail.html", context | {"typed": typed}, status=status)


SHOWN_STEPS = frozenset({"submit", "amend_submit", "accept", "amend_accept", "countersign", "return_pact"})


def _paper(pact):
    mark = "" if pact.state in SIGNED else UNSIGNED
    return pact_paper(registration_content(pact), mark=mark, seal=seal_words(pact))


@require_safe
def pact_file(request, pk, ext):
    """For the cluster's leaders, who do not see the registration itself."""
    pact = _pact(request, pk)
    back = reverse("movements:pact_detail", args=[pk])
    return paper_file(request, _paper(pact), ext, name=f"giao uoc {pact.unit.short_name} {pact.term.name}", back=back)


@require_POST
def pact_sign(request, pk):
    pact = _pact(request, pk)
    try:
        actions.countersign_pact(pact=pact, seen=request.POST.get("digest", ""), by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã ký giao ước của {pact.unit.name}.")
    return redirect("movements:pact_detail", pk=pk)


@require_POST
def pact_return(request, pk):
    """What was typed comes back on the page when it is refused."""
    pact, typed = _pact(request, pk), request.POST.get("ghi-ro", "")
    seen = request.POST.get("digest", "")
    try:
        actions.return_pact(pact=pact, seen=seen, note=typed, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return _page(request, pact, typed=typed, status=422)
    messages.success(request, f"Đã gửi đề nghị sửa tới {pact.unit.name}.")
    return redirect("movements:pact_detail", pk=pk)
