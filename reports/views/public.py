"""Trang công khai: what anyone may read without an account."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from awards.compile.consultations import askings, public_consultations
from awards.models import Decision, ModelPicture
from awards.views.nurturing import picture_answer
from movements.models import Movement
from reports.compile import public as register
from thidua import clock
from thidua.text import search_key

EVERYBODY = register.EVERYBODY


def words_of(request):
    return request.GET.get("tim", "").replace("\x00", "").strip()[:100]


def asked_year(request):
    asked = request.GET.get("nam", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else None


def page_of(request, rows, size):
    return Paginator(rows, size).get_page(request.GET.get("trang"))


def _running(words=""):
    rows = Movement.objects.visible_to(EVERYBODY).running(clock.today().year).for_list()
    return rows.filter(search_name__contains=search_key(words)) if search_key(words) else rows


@login_not_required
@require_safe
def public(request):
    """The running movements, the newest decisions, the models to follow."""
    movements = list(_running())
    context = {
        "movements": movements[:8],
        "movements_n": len(movements),
        "decisions": register.issued(register.decisions()[:3]),
        "models": [register.told(model) for model in register.told_models()[:3]],
        "consultations": askings(public_consultations().filter(state="open")[:3], today=clock.today()),
        "year": clock.today().year,
    }
    return TemplateResponse(request, "public/home.html", context)


@login_not_required
@require_safe
def movements(request):
    words = words_of(request)
    context = {"page": page_of(request, _running(words), 50), "words": words, "year": clock.today().year}
    return TemplateResponse(
        request, "public/movements.html", context | {"query": urlencode({"tim": words}) if words else ""}
    )


@login_not_required
@require_safe
def decisions(request):
    """By year with their honorees; words are sought in numbers, titles and names."""
    words, year = words_of(request), asked_year(request)
    sought = register.Sought(words)
    page = page_of(request, register.decisions(year=year, sought=sought), 20)
    asked = {name: value for name, value in (("nam", year), ("tim", words)) if value}
    context = {
        "page": page,
        "rows": register.issued(page, sought=sought),
        "years": _year_pills(register.years(sought), year, words),
        "year": year,
        "words": words,
        "query": urlencode(asked),
        "words_query": urlencode({"tim": words}) if words else "",
    }
    return TemplateResponse(request, "public/decisions.html", context)


def _year_pills(counted, year, words):
    """(label, number, address, current): all years, then each."""
    tail = f"&{urlencode({'tim': words})}" if words else ""
    every = ("Mọi năm", sum(n for _, n in counted), f"?{tail.removeprefix('&')}", year is None)
    return [every, *((str(y), n, f"?nam={y}{tail}", y == year) for y, n in counted)]


@login_not_required
@require_safe
def decision(request, pk):
    row = get_object_or_404(Decision.objects.visible_to(EVERYBODY), pk=pk)
    words = words_of(request)
    page = page_of(request, register.lines_of(row, sought=register.Sought(words)), 50)
    context = {
        "code": row.code, "issued_on": row.issued_on, "issuer": row.issuer, "title": row.title,
        "illustrative": row.illustrative, "page": page, "honours": [register.honour(line) for line in page],
        "words": words, "query": urlencode({"tim": words}) if words else "",
    }  # fmt: skip
    return TemplateResponse(request, "public/decision.html", context)


@login_not_required
@require_safe
def models(request):
    words = words_of(request)
    page = page_of(request, register.told_models(words), 20)
    context = {
        "page": page, "rows": [register.told(model) for model in page], "words": words,
        "query": urlencode({"tim": words}) if words else "",
    }  # fmt: skip
    return TemplateResponse(request, "public/models.html", context)


@login_not_required
@require_safe
def model(request, pk):
    row = get_object_or_404(register.told_models(), pk=pk)
    context = {
        "told": register.told(row), "units": register.taken_up_by(row), "media": register.media_of(row),
        "pictures": register.pictures_of(row),
    }  # fmt: skip
    return TemplateResponse(request, "public/model.html", context)


@login_not_required
@require_safe
def picture(request, pk, picture_pk):
    """A picture of a model that is told, while it stands."""
    rows = ModelPicture.objects.visible_to(EVERYBODY).filter(model=pk).select_related("attachment")
    return picture_answer(get_object_or_404(rows, pk=picture_pk))
