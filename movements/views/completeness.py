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
    """(what is asked, the years there are)."""
    given = request.GET
    wanted = Wanted(**{field: given.get(name, "").strip() for name, field in NARROWERS.items()})
    by = given.get("theo", "")
    view = by if by in VIEWS else "quy"
    return asked_of(request.user, given.get("nam", ""), given.get("ky", ""), wanted, by=view, today=today)


def asked_of(user, year, index, wanted, *, today, by="quy"):
    """(what is asked, the years there are). 403 for who receives nothing, 404 for a quarter that is not there.

    `year` and `index` as typed: without a year all of the newest in which a quarter is over.
    """
    if not user.has_perm("movements.view_completeness"):
        raise PermissionDenied("movements.view_completeness")
    periods = followed_periods(user, today)
    years = sorted({period.year for period in periods}, reverse=True)
    year, index = _place(year, index, periods, today)
    chosen = tuple(one for one in reversed(periods) if one.year == year and index in (0, one.index))
    if index and not chosen:
        raise Http404
    return Asked(year, index, chosen, wanted, by), years


def _place(year, index, periods, today):
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
    asked, _ = _asked(request, clock.office_date(at))
    try:
        return table_file(request.user, asked, ending, at=at)
    except PdfUnavailable as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse('movements:completeness')}{asked.url()}")


def table_file(user, asked, ending, *, at):
    """The table as a file to keep; PdfUnavailable where this machine makes none."""
    make, kind = FILES[ending]
    board = narrowed(completeness(user, asked.periods, today=clock.office_date(at)), asked.wanted)
    content = make(Sheet(board, asked.span, narrowed_words(board, asked.wanted), at))
    name = f"tinh-hinh-gui-bao-cao-{asked.year}{f'-quy-{asked.index}' if asked.index else ''}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
