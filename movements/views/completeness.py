"""Tình hình gửi báo cáo: who has filed, on the page and as a file to take away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from movements.compile.completeness import Wanted, completeness, followed_periods, narrowed
from movements.render.completeness import ROMAN, Sheet, as_csv, as_pdf, as_xlsx
from movements.views.completeness_page import NARROWERS, VIEWS, Asked, narrowed_words, page
from thidua import clock
from thidua.pdf import PdfUnavailable
from units.filetypes import XLSX

ROWS_SHOWN = 100
FILES = {  # ending: (how it is made, what kind of file it is)
    "xlsx": (as_xlsx, XLSX),
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "pdf": (as_pdf, "application/pdf"),
}


def _asked(request, today):
    """(what is asked, the years there are). 403 for who receives nothing, 404 for a quarter that is not there."""
    if not request.user.has_perm("movements.view_completeness"):
        raise PermissionDenied("movements.view_completeness")
    periods = followed_periods(request.user, today)
    years = sorted({period.year for period in periods}, reverse=True)
    year, index = _place(request.GET, periods, today)
    chosen = tuple(one for one in reversed(periods) if one.year == year and index in (0, one.index))
    if index and not chosen:
        raise Http404
    wanted = Wanted(**{field: request.GET.get(name, "").strip() for name, field in NARROWERS.items()})
    by = request.GET.get("theo", "")
    return Asked(year, index, chosen, wanted, by if by in VIEWS else "quy"), years


def _place(given, periods, today):
    """(year, quarter or 0): the asked ones, else all of the newest year in which a quarter is over."""
    year, index = given.get("nam", ""), given.get("ky", "")
    years = {str(period.year) for period in periods}
    if (year and year not in years) or index not in ("", "1", "2", "3", "4"):
        raise Http404
    newest = next((period.year for period in periods if period.last_day < today), today.year)
    return int(year or newest), int(index or 0)


@require_safe
def completeness_page(request):
    today = clock.today()
    asked, years = _asked(request, today)
    number = request.GET.get("trang")
    context = page(asked, request.user, lambda rows: Paginator(rows, ROWS_SHOWN).get_page(number), today=today)
    context |= {"years": years, "quarters": tuple(enumerate(ROMAN, start=1))}
    template = "movements/completeness.html"
    return TemplateResponse(request, f"{template}#list" if request.htmx else template, context)


@require_safe
def completeness_file(request, ending):
    """The table as it stands on the page, all of its rows."""
    at = clock.now()
    today = clock.office_date(at)
    asked, _ = _asked(request, today)
    make, kind = FILES[ending]
    board = narrowed(completeness(request.user, asked.periods, today=today), asked.wanted)
    try:
        content = make(Sheet(board, asked.span, narrowed_words(board, asked.wanted), at))
    except PdfUnavailable as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse('movements:completeness')}{asked.url()}")
    name = f"tinh-hinh-gui-bao-cao-{asked.year}{f'-quy-{asked.index}' if asked.index else ''}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
