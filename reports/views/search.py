from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from reports.search import LEAST_LETTERS, search
from thidua import clock
from thidua.text import search_key


@require_safe
def results(request):
    """Everything one may see that has these words."""
    words = request.GET.get("tim", "").strip()[:200]
    letters = len(search_key(words).replace(" ", ""))
    context = {
        "words": words,
        "groups": search(request.user, words, today=clock.today()),
        "too_short": 0 < letters < LEAST_LETTERS,
    }
    return TemplateResponse(request, "reports/search.html", context)
