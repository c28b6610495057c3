"""Lists: filings received and owed, movements, the directive."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from movements.compile import (
    answers_for_unit,
    counts,
    filtered,
    first_waiting,
    may_start,
    open_periods,
    own_filings,
    own_owed,
    own_periods,
    queue_rows,
    receives_here,
    with_moments,
)
from movements.models import Directive, Movement, Period
from thidua import clock
from thidua.lists import state_pills
from thidua.text import search_key
from units.models import Attachment


def _period(request, periods):
    """The period of the address, else the newest that can be filed."""
    asked = request.GET.get("ky", "")
    if asked.isdecimal():
        return get_object_or_404(Period.objects.visible_to(request.user).filed(), pk=asked)
    return periods[0] if periods else None


@require_safe
def filing_list(request):
    """What this person receives, and what their own unit files."""
    today = clock.today()
    periods = list(open_periods(today)[:12])
    period = _period(request, periods)
    rows = queue_rows(request.user, period, today=today) if period else []
    state, words = request.GET.get("trang-thai", ""), request.GET.get("tim", "")
    page = Paginator(filtered(rows, state=state, words=words), 100).get_page(request.GET.get("trang"))
    page.object_list = with_moments(page.object_list)
    own = _own(request.user, today)
    context = {
        "period": period,
        "periods": periods,
        "page": page,
        "counts": state_pills(counts(rows), total=len(rows), place=period.pk, state=state) if period else [],
        "all": len(rows),
        "state": state,
        "words": words,
        "own": own,
        "may_start": may_start(request.user),
        "may_enter": bool(rows) and receives_here(request.user),
        "waiting": first_waiting(rows) if receives_here(request.user) else None,
        "query": urlencode({"ky": period.pk, "trang-thai": state, "tim": words}) if period else "",
    }
    template = "movements/filing_list.html"
    return TemplateResponse(request, f"{template}#rows" if request.htmx else template, context)


def _own(user, today):
    """(period, the unit's filing of it or None, what it owes or None) of the periods that ask for one."""
    if not answers_for_unit(user):
        return []
    periods = list(own_periods(user, today)[:5])
    filings, owed = own_filings(user, periods), own_owed(user, periods)
    return [(p, filings.get(p.pk), owed.get(p.pk)) for p in periods if p.pk in filings or p.pk in owed]


@require_safe
def movement_list(request):
    """The movements of a year, by who launched them."""
    year = _year(request)
    words = request.GET.get("tim", "")
    rows = Movement.objects.visible_to(request.user).running(year).for_list()
    if words:
        rows = rows.filter(search_name__contains=search_key(words))
    years = range(2021, clock.today().year + 2)
    context = {"rows": rows, "year": year, "years": years, "words": words}
    return TemplateResponse(request, "movements/movement_list.html", context)


def _year(request):
    asked = request.GET.get("nam", "")
    return int(asked) if asked.isdecimal() and len(asked) == 4 else clock.today().year


@require_safe
def movement_detail(request, key):
    movement = get_object_or_404(Movement.objects.visible_to(request.user), key=key)
    today = clock.today()
    context = {
        "movement": movement,
        "aliases": movement.aliases.order_by("stage", "pk"),
        "points": movement.points.all(),
        "indicators": movement.indicators.as_of(today).select_related("point").in_order(),
        "today": today,
        "files": Attachment.objects.visible_to(request.user, of=movement).order_by("pk"),
    }
    return TemplateResponse(request, "movements/movement_detail.html", context)


@require_safe
def directive_detail(request):
    """The directive word for word, each point with the movements and indicators that serve it."""
    directive = Directive.objects.visible_to(request.user).order_by("-pk").first()
    if directive is None:
        raise Http404
    seen = Prefetch("movements", Movement.objects.visible_to(request.user))  # a planned one is not everybody's
    points = directive.points.prefetch_related(seen, "indicators")
    context = {"directive": directive, "points": points, "today": clock.today()}
    return TemplateResponse(request, "movements/directive_detail.html", context)
