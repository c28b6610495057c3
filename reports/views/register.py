"""The public register: search by name, the check of a code, the feeds for the province's own portal."""

from functools import wraps

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from reports.compile import register
from reports.render.feeds import json_feed, rss_feed
from reports.views.public import asked_year, page_of, words_of
from thidua import clock
from thidua.codes import LENGTH, read_code, shown_code
from thidua.throttle import too_many

MINUTE = 60


def limited(name):
    """So many requests a minute from one address (`PUBLIC_LIMITS`); then 429 with a word."""

    def around(view):
        @wraps(view)
        def guarded(request, **given):
            most, address = settings.PUBLIC_LIMITS[name], get_adapter().get_client_ip(request)
            if not too_many(name, address, most=most, seconds=MINUTE, now=clock.machine_now()):
                return view(request, **given)
            answer = TemplateResponse(request, "public/too_many.html", status=429)
            answer["Retry-After"] = str(MINUTE)
            return answer

        return guarded

    return around


@login_not_required
@require_safe
@limited("search")
def entries(request):
    """Every award in the register, newest first; a name is sought without its marks."""
    words, year = words_of(request), asked_year(request)
    page = page_of(request, register.entries(words, year=year), 30)
    asked = {name: value for name, value in (("nam", year), ("tim", words)) if value}
    context = {"page": page, "rows": register.shown(page), "words": words, "year": year, "query": urlencode(asked)}
    return TemplateResponse(request, "public/register.html", context)


@login_not_required
@require_safe
def check_form(request):
    """Where a code is typed; a code that was typed leads to its own address."""
    typed = request.GET.get("ma", "").replace("\x00", "")[:60].strip()
    code = read_code(typed)
    if code:
        return redirect("public_check", code=shown_code(code))
    return TemplateResponse(request, "public/check.html", {"typed": typed, "wrong": bool(typed)},
                            status=404 if typed else 200)  # fmt: skip


@login_not_required
@require_safe
@limited("check")
def check(request, code):
    """What one code says: the award, whose, by which decision, whether it stands. A QR code leads here."""
    found = register.entry_of(read_code(code))
    context = {"typed": code[: 2 * LENGTH], "found": found, "wrong": found is None}
    answer = TemplateResponse(request, "public/check.html", context, status=200 if found else 404)
    answer["X-Robots-Tag"] = "noindex"  # a paper in a hand is no page for a search engine
    answer["Cache-Control"] = "no-store"
    return answer


@login_not_required
@require_safe
@limited("feed")
def rss(request):
    return HttpResponse(rss_feed(register.told()), content_type="application/rss+xml; charset=utf-8")


@login_not_required
@require_safe
@limited("feed")
def feed(request):
    answer = JsonResponse(json_feed(register.told()), json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = "application/feed+json; charset=utf-8"
    return answer
