"""Lines of a dossier: proposing, concluding, leaving out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from awards import actions
from awards.compile import candidates, units_of_lines
from awards.compile.duplicates import likely_for
from awards.compile.likeness import Bearer
from awards.compile.opinions import objections_to, words_of
from awards.forms import CONCLUDE, MARK, HonoreeForm, LineForm, line_form
from awards.models import Honoree, Nomination
from awards.views.dossiers import get_dossier
from awards.views.queue import Trail
from awards.views.versions import carry_version
from thidua import clock
from thidua.errors import Conflict, Refused


def _editable(request, pk):
    dossier = get_dossier(request, pk)
    if not request.user.has_perm("awards.edit_dossier", dossier):
        raise PermissionDenied("awards.edit_dossier")
    return dossier


def get_line(request, dossier, line_pk):
    rows = Nomination.objects.visible_to(request.user).select_related("honoree__unit", "award")
    line = get_object_or_404(rows, pk=line_pk, dossier=dossier)
    line.dossier = dossier
    return line


@require_http_methods(["GET", "HEAD", "POST"])
def line_new(request, pk):
    """One line: somebody found in the register, or somebody new."""
    dossier = _editable(request, pk)
    today, words = clock.today(), request.GET.get("tim", "").strip()
    chosen = _chosen(request)
    typed = request.POST if request.method == "POST" else None
    form = LineForm(typed, day=today, subject=chosen.subject if chosen else None, level=dossier.level)
    units = units_of_lines(dossier, request.user, today)
    person = None if chosen else HonoreeForm(typed, units=units, initial={"unit": dossier.unit_id, "subject": "person"})
    likely = []
    if typed is not None and _valid(form, person):
        likely = [] if chosen else likely_in_register(request, person.honoree())
        if not likely and _add(request, dossier, form, chosen or person.honoree()):
            return redirect("awards:dossier_detail", pk=pk)
    context = {
        "dossier": dossier, "form": form, "newcomer": person, "chosen": chosen, "words": words, "line": None,
        "found": candidates(dossier, request.user, today, words=words) if words else [], "likely": likely,
        "stands": None,
    }  # fmt: skip
    return TemplateResponse(request, "awards/line_form.html", context, status=422 if form.is_bound else 200)


def likely_in_register(request, newcomer):
    """Who in the register may be the newcomer; nobody once the person has said that it is somebody else."""
    if request.POST.get("nguoi-khac"):
        return []
    bearer = Bearer(0, newcomer.subject, newcomer.name, newcomer.unit.pk)
    return likely_for(bearer, user=request.user)


def _chosen(request):
    asked = request.GET.get("doi-tuong", "")
    if not asked.isdecimal():
        return None
    return get_object_or_404(Honoree.objects.visible_to(request.user).select_related("unit"), pk=asked)


def _valid(form, person):
    """Both are asked, so that every wrong box is named at once."""
    return all([form.is_valid(), person is None or person.is_valid()])


def _add(request, dossier, form, honoree):
    try:
        actions.add_line(dossier=dossier, line=form.line(honoree), by=request.user, at=clock.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def line_edit(request, pk, line_pk):
    dossier = _editable(request, pk)
    line = get_line(request, dossier, line_pk)
    stored = {"award": line.award_id, "achievement": line.achievement, "version": line.version}
    subject = line.honoree.subject
    given = {"day": clock.today(), "subject": subject, "level": dossier.level, "initial": stored, "stored": True}
    form, stands = LineForm(request.POST or None, **given), None
    if request.method == "POST" and form.is_valid():
        try:
            fallen = actions.change_line(line=line, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
            if isinstance(refused, Conflict):
                stands = line  # read again under the lock
                carry_version(form, line.version)
        else:
            if fallen:
                messages.info(request, f"Dòng {line.honoree.name} đã đổi: cần người kê khai xác nhận lại.")
            return redirect("awards:dossier_detail", pk=pk)
    context = {"dossier": dossier, "form": form, "newcomer": None, "chosen": line.honoree, "line": line, "likely": []}
    context["stands"] = stands
    return TemplateResponse(request, "awards/line_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def line_remove(request, pk, line_pk):
    dossier = _editable(request, pk)
    try:
        actions.remove_line(line=get_line(request, dossier, line_pk), by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("awards:dossier_detail", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def line_conclude(request, pk, line_pk):
    """Meets the conditions: one press. Does not: a page for the reason."""
    return _judge(request, pk, line_pk, "awards.conclude_line", CONCLUDE)


@require_http_methods(["GET", "HEAD", "POST"])
def line_mark(request, pk, line_pk):
    """The leader leaves one line out, or takes that back."""
    return _judge(request, pk, line_pk, "awards.mark_line", MARK)


def _judge(request, pk, line_pk, permission, kind):
    dossier = get_dossier(request, pk)
    if not request.user.has_perm(permission, dossier):
        raise PermissionDenied(permission)
    line = get_line(request, dossier, line_pk)
    good = request.POST.get("viec") == "dat"
    objections = objections_to([line], request.user).get(line.pk, ()) if kind is CONCLUDE else ()
    typed = request.POST if request.method == "POST" and not good else None
    form = line_form(typed, kind=kind, initial=words_of(objections))
    trail = Trail.of(request)
    if request.method == "POST" and (good or form.is_valid()):
        words = {} if good else form.words()
        onward = trail.around(request.user, dossier) if "tiep" in request.POST else None
        try:
            _write(line, kind, good, words, request.user)
        except Refused as refused:
            if good:
                messages.error(request, str(refused))
                return redirect(trail.page(pk))
            form.add_error(None, str(refused))
        else:
            return redirect(trail.onward(request, onward) if onward is not None else trail.page(pk))
    context = {"dossier": dossier, "line": line, "form": form, "concluding": kind is CONCLUDE, "tail": trail.tail}
    context["objections"] = objections
    return TemplateResponse(request, "awards/line_judge.html", context, status=422 if form.is_bound else 200)


def _write(line, kind, good, words, user):
    if kind is CONCLUDE:
        actions.conclude_line(line=line, eligible=good, **words, by=user, at=clock.now())
    else:
        actions.mark_line(line=line, granted=good, **words, by=user, at=clock.now())
