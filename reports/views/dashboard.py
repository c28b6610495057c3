"""Điều hành: the year at a glance for those who see the province, and the list behind every number."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from awards.enums import Occasion
from awards.models import Nomination
from movements.models import Filing, Period
from reports.compile.dashboard import dashboard, figure, filing_grid, point_lines
from reports.compile.dashboard.honours import classes, of_class
from reports.compile.dashboard.stuck import waiting_dossiers
from reports.views.dashboard_lists import line_rows, source_rows
from reports.views.dashboard_page import MARKS, ROMAN, WORDS, address, filing_rows, heading, page
from thidua import clock


def _asked(request):
    """(period, context of the chooser). 403 for who does not see the province, 404 for a quarter that is not there."""
    if not request.user.sees_province:
        raise PermissionDenied("reports.view_dashboard")
    begun = Period.objects.visible_to(request.user).filed().filter(first_day__lte=clock.today())
    periods = list(begun.order_by("-last_day"))
    period = _chosen(request.GET, periods)
    years = sorted({one.year for one in periods}, reverse=True)
    return period, {"period": period, "years": years, "quarters": tuple(enumerate(ROMAN, start=1))}


def _chosen(asked, periods):
    """The asked quarter, else the newest that is over."""
    year, index = asked.get("nam", ""), asked.get("ky", "")
    if year or index:
        found = (one for one in periods if (str(one.year), str(one.index)) == (year, index))
    else:
        found = (one for one in periods if one.last_day < clock.today())
    period = next(found, None)
    if period is None and (periods or year or index):
        raise Http404
    return period


def _asked_period(request):
    """As `_asked`, for pages that need a quarter."""
    period, chooser = _asked(request)
    if period is None:
        raise Http404
    return period, chooser


@require_safe
def overview(request):
    period, chooser = _asked(request)
    if period is None:
        return TemplateResponse(request, "reports/dashboard.html", chooser)
    board = dashboard(period=period, user=request.user, today=clock.today())
    return TemplateResponse(request, "reports/dashboard.html", chooser | page(board))


@require_safe
def point(request, code):
    """The indicators behind one point."""
    period, chooser = _asked_period(request)
    found = point_lines(period=period, user=request.user, today=clock.today(), code=code)
    if found is None:
        raise Http404
    context = {"point": found, "heading": heading(found), "rows": list(line_rows(found, period))}
    return TemplateResponse(request, "reports/dashboard_point.html", chooser | context)


@require_safe
def figure_sources(request, code):
    """The filings behind one figure."""
    period, chooser = _asked_period(request)
    found = figure(period=period, user=request.user, today=clock.today(), code=code)
    if found is None:
        raise Http404
    filings = Filing.objects.visible_to(request.user).filter(pk__in=[source.filing for source in found.sources])
    rows = source_rows(found, filings.select_related("unit", "period"))
    context = {"line": found.line, "rows": rows}
    return TemplateResponse(request, "reports/dashboard_figure.html", chooser | context)


@require_safe
def filings(request):
    """Units in a state in the chosen quarter, communes too."""
    period, chooser = _asked_period(request)
    grid = filing_grid(period=period, user=request.user, today=clock.today())
    state, parent = request.GET.get("tinh-trang", ""), request.GET.get("cap", "")
    rows = list(filing_rows(grid, state=state if state in MARKS else "", parent=parent))
    query = urlencode({"nam": period.year, "ky": period.index, "tinh-trang": state, "cap": parent})
    context = {
        "page": Paginator(rows, 100).get_page(request.GET.get("trang")), "query": query, "parent": parent,
        "label": WORDS.get(state, ""), "all_url": address("filings", period),
    }  # fmt: skip
    return TemplateResponse(request, "reports/dashboard_filings.html", chooser | context)


@require_safe
def honours(request):
    """Lines granted in the year, by occasion and class."""
    period, chooser = _asked_period(request)
    occasion, group = request.GET.get("loai", ""), request.GET.get("nhom", "")
    lines = of_class(Nomination.objects.visible_to(request.user), year=period.year, occasion=occasion, group=group)
    query = urlencode({"nam": period.year, "ky": period.index, "loai": occasion, "nhom": group})
    words = [dict(Occasion.choices).get(occasion, ""), dict(classes()).get(group, "")]
    context = {
        "page": Paginator(lines, 50).get_page(request.GET.get("trang")), "query": query,
        "label": ", ".join(word for word in words if word), "all_url": address("honours", period),
    }  # fmt: skip
    return TemplateResponse(request, "reports/dashboard_honours.html", chooser | context)


@require_safe
def dossiers(request):
    """Dossiers on somebody's desk, the longest waiting first."""
    period, chooser = _asked_period(request)
    rows = Paginator(waiting_dossiers(request.user), 50).get_page(request.GET.get("trang"))
    query = urlencode({"nam": period.year, "ky": period.index})
    return TemplateResponse(request, "reports/dashboard_dossiers.html", chooser | {"page": rows, "query": query})
