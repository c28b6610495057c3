"""One box of a filing: saved as it is typed, brought up to date, and looked at closely."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from movements import actions
from movements.compile import filing_sections, open_box, owed_indicators
from movements.forms import NarrativeForm, conflicting, read_box
from movements.models import Figure, Filing
from movements.views.box_page import answer, box_page, field_of, narrative_values
from movements.views.filing_page import shows_figures
from thidua import clock
from thidua.errors import Conflict, Refused
from units.rules import seen

BUSY, WRONG = 409, 422


def asks_for_data(request):
    return "application/json" in request.headers.get("Accept", "")


def answered_in_kind(view):
    """A fetch without a session is told so in data, 401; a page is led to the sign-in as everywhere."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if asks_for_data(request):
            return JsonResponse({"state": "signed-out"}, status=401)
        return redirect_to_login(request.get_full_path())

    return login_not_required(guarded)


def _filing(request, pk):
    """The guarded fetch of autosave: what the page's own fetch gives, without the names it does not print."""
    filing = get_object_or_404(Filing.objects.visible_to(request.user).select_related("unit", "period"), pk=pk)
    seen(request.user, filing)
    return filing


def _editable(request, pk):
    filing = _filing(request, pk)
    if not request.user.has_perm("movements.edit_filing", filing):
        raise PermissionDenied("movements.edit_filing")
    return filing


def _reader(filing, code):
    if (reader := open_box(filing, code)) is None:
        raise Http404
    return reader


@answered_in_kind
@require_POST
def box_save(request, pk, code):
    """One box as autosave sends it; without JavaScript the same from the form of the box's own page."""
    filing = _editable(request, pk)
    reader, at = _reader(filing, code), clock.now()
    typed, field = read_box(request.POST, reader.read())
    if typed is None:
        return _told(request, filing, field, "invalid", at)
    try:
        saved = actions.save_box(filing=filing, box=field.box, typed=typed, by=request.user, at=at)
    except Conflict as conflict:
        return _moved(request, filing, conflict)
    except Refused as refused:
        field.error = f"{refused}"
        return _told(request, filing, field, "invalid", at)
    if saved.conflict:
        theirs = field_of(_reader(filing, code).read())
        return _told(request, filing, conflicting(field, theirs), "conflict", at, theirs=theirs)
    return _told(request, filing, field_of(reader.read(saved.figure)), "saved", at)


def _told(request, filing, field, state, at, *, theirs=None):
    status = {"saved": 200, "conflict": BUSY, "invalid": WRONG}[state]
    if asks_for_data(request):
        return JsonResponse(answer(filing, field, state=state, at=at, theirs=theirs), status=status)
    if state == "saved":
        messages.success(request, f"Đã lưu ô {field.box.code}.")
        return redirect("movements:box_detail", pk=filing.pk, code=field.box.code)
    return _page(request, filing, field.box.indicator, field, status=status)


def _moved(request, filing, conflict):
    if asks_for_data(request):
        return JsonResponse({"state": "moved", "message": str(conflict)}, status=BUSY)
    messages.error(request, str(conflict))
    return redirect("movements:filing_detail", pk=filing.pk)


@answered_in_kind
@require_POST
def narratives_save(request, pk):
    """The three narratives as autosave sends them."""
    filing, at = _editable(request, pk), clock.now()
    form = NarrativeForm(request.POST)
    if not form.is_valid():
        told = [f"{form[name].label}: {error}" for name, errors in form.errors.items() for error in errors]
        return JsonResponse({"state": "invalid", "tells": " ".join(told)}, status=WRONG)
    texts = {name: form.cleaned_data[name] for name in actions.NARRATIVES}
    version = form.cleaned_data["text_version"]
    try:
        actions.save_narratives(filing=filing, texts=texts, version=version, by=request.user, at=at)
    except Conflict as conflict:
        filing = _filing(request, pk)
        told = {"state": "conflict", "tells": str(conflict), "values": narrative_values(filing)}
        return JsonResponse(told | {"version": filing.version}, status=BUSY)
    except Refused as refused:
        return JsonResponse({"state": "invalid", "tells": str(refused)}, status=WRONG)
    version = _filing(request, pk).version
    return JsonResponse({"state": "saved", "version": version, "at": clock.office_time(at)})


@answered_in_kind
@require_safe
def box_news(request, pk):
    """What others have written since: `o` names the versions that the page has ("D2.33:4,D1.01:1"), `v` the texts'.

    Also says who is signed in now and the token to write with: a page may have outlived its session.
    """
    filing = _filing(request, pk)
    if not shows_figures(filing, request.user):
        raise Http404
    news = {
        "user": request.user.pk,
        "token": get_token(request),
        "editable": request.user.has_perm("movements.edit_filing", filing),
        "state": filing.get_state_display(),
        "boxes": _changed_boxes(request, filing) if request.GET.get("o") else [],
    }
    if request.GET.get("v", str(filing.version)) != str(filing.version):
        news["texts"] = {"version": filing.version, "values": narrative_values(filing)}
    return JsonResponse(news)


def _changed_boxes(request, filing):
    """Answers for the boxes whose version is not the page's; one query when there is no news."""
    known = dict(part.split(":", 1) for part in request.GET["o"].split(",") if ":" in part)
    figures = Figure.objects.visible_to(request.user).filter(filing=filing)
    stand = dict(figures.values_list("indicator__code", "version"))
    changed = {code for code, version in known.items() if stand.get(code, 0) != _number(version)}
    if not changed:
        return []
    fields = [field_of(box) for section in filing_sections(filing) for box in section.boxes if box.code in changed]
    return [answer(filing, field, state="news", at=None, reader=request.user) for field in fields]


def _number(text):
    return int(text) if text.isdecimal() else 0


@require_safe
def box_detail(request, pk, code):
    """All that is known of one box: a page of its own, or the panel beside the form."""
    filing = _filing(request, pk)
    if not shows_figures(filing, request.user):
        raise Http404
    indicator = get_object_or_404(owed_indicators(filing.unit, filing.period), code=code)
    return _page(request, filing, indicator)


def _page(request, filing, indicator, field=None, status=200):
    context = box_page(filing, indicator, request.user, field=field)
    part = "#panel" if request.htmx else ""
    return TemplateResponse(request, f"movements/box_detail.html{part}", context, status=status)
