"""What the portal makes papers of in a dossier: the list of them, reports of lines, the figures of a meeting."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards import actions
from awards.compile import purposes_on
from awards.compile.achievements import report_rows, report_text
from awards.compile.checklists import SIGNED
from awards.compile.dossier_words import dossier_text
from awards.compile.law import law_day_of
from awards.compile.minutes import minutes_of, minutes_text
from awards.forms_papers import COLUMNS, HEADS, MinutesForm, ReportForm
from awards.models import AchievementReport, Dossier, MeetingMinutes, Nomination, RefusalNotice
from awards.render import LABELS, make_paper, make_report, papers_for
from thidua import clock
from thidua.errors import Conflict, Refused
from thidua.paper.views import paper_file


def file_names(dossier, today):
    """{purpose: what such a file is called} on the day of the dossier's law."""
    return purposes_on(law_day_of(dossier, today=today)) | SIGNED


def readable(request, pk):
    """A dossier whose lines and papers this person may read now."""
    rows = Dossier.objects.visible_to(request.user).files_visible_to(request.user)
    return get_object_or_404(rows.with_names(), pk=pk)


def _line(request, pk, line_pk):
    dossier = readable(request, pk)
    rows = Nomination.objects.visible_to(request.user).select_related("honoree__unit", "award")
    line = get_object_or_404(rows, pk=line_pk, dossier=dossier)
    line.dossier = dossier
    return line


@require_safe
def dossier_papers(request, pk):
    """Which papers can be made, and how far the report of each line has come."""
    dossier = readable(request, pk)
    context = {
        "dossier": dossier,
        "kinds": papers_for(dossier, request.user),
        "rows": report_rows(dossier),
        "meeting": MeetingMinutes.objects.visible_to(request.user).filter(dossier=dossier).first(),
        "may_edit": request.user.has_perm("awards.edit_dossier", dossier),
        "may_export": request.user.has_perm("awards.export_package", dossier),
    }
    return TemplateResponse(request, "awards/dossier_papers.html", context)


@require_safe
def dossier_paper(request, pk, key, ext):
    dossier = readable(request, pk)
    if key not in {kind.key for kind in papers_for(dossier, request.user)}:
        raise Http404
    today = clock.today()
    names = file_names(dossier, today)
    paper = make_paper(dossier, key, today=today, purposes=names, user=request.user, notice=_notice(request, dossier))
    back = reverse("awards:dossier_papers", args=[pk])
    return paper_file(request, paper, ext, name=f"{LABELS[key]} {dossier.unit.short_name} {dossier.pk}", back=back)


def _notice(request, dossier):
    """The notice of ineligibility that the address names; None where it names none."""
    if not (key := request.GET.get("thong-bao")):
        return None
    rows = RefusalNotice.objects.visible_to(request.user).filter(dossier=dossier)
    return get_object_or_404(rows, pk=key if key.isdecimal() else 0)


# --- The report of a line ---------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def report_edit(request, pk, line_pk):
    """Read by whoever reads the dossier; written by its officer while it is edited."""
    line = _line(request, pk, line_pk)
    may_edit = request.user.has_perm("awards.edit_dossier", line.dossier)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied("awards.edit_dossier")
    words, stored = report_text(line), ()
    form = ReportForm(request.POST or None, initial=words.texts | {"version": words.version})
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            actions.write_report(line=line, texts=form.texts(), version=version, by=request.user, at=clock.now())
        except Conflict as conflict:
            messages.error(request, str(conflict))
            now = report_text(line)
            stored = _beside(form, now.texts, HEADS)
            form = _again(form, ReportForm, now.version)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã lưu báo cáo thành tích.")
            return redirect("awards:report_edit", pk=pk, line_pk=line_pk)
    saved = AchievementReport.objects.visible_to(request.user).filter(line=line).select_related("changed_by").first()
    context = {
        "dossier": line.dossier, "line": line, "words": words, "form": form, "may_edit": may_edit, "stored": stored,
        "saved": saved, "parts": [(HEADS[name], text) for name, text in words.texts.items()],
    }  # fmt: skip
    return TemplateResponse(request, "awards/report_form.html", context, status=422 if form.is_bound else 200)


def _again(form, kind, version, **options):
    """What was typed, on top of what stands now."""
    data = form.data.copy()
    data["version"] = version
    made = kind(data, **options)
    made.is_valid()
    return made


def _beside(form, texts, labels):
    """(label, what stands there now) of each part that differs from what was typed."""
    return [(labels[name], texts[name]) for name in texts if texts[name] != (form.cleaned_data.get(name) or "")]


@require_safe
def report_file(request, pk, line_pk, ext):
    line = _line(request, pk, line_pk)
    back = reverse("awards:report_edit", args=[pk, line_pk])
    return paper_file(request, make_report(line), ext, name=f"Báo cáo thành tích {line.honoree.name}", back=back)


@require_POST
def report_attach(request, pk, line_pk):
    """Puts the PDF of what is saved among the papers of the dossier."""
    line = _line(request, pk, line_pk)
    given = request.POST.get("version", "")
    try:
        version = int(given) if given.isdecimal() and len(given) < 9 else -1
        actions.attach_report(line=line, version=version, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Đã đính kèm báo cáo thành tích vào hồ sơ.")
    return redirect("awards:report_edit", pk=pk, line_pk=line_pk)


# --- The meeting ------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_edit(request, pk):
    """The figures from which the minutes are filled in."""
    dossier = readable(request, pk)
    if not request.user.has_perm("awards.edit_dossier", dossier):
        raise PermissionDenied("awards.edit_dossier")
    form, stored = _minutes_form(request, dossier, request.POST or None), ()
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_minutes(dossier=dossier, **form.words(), by=request.user, at=clock.now())
        except Conflict as conflict:
            messages.error(request, str(conflict))
            row = minutes_of(dossier)
            stored = [(form[name].label, _shown(getattr(row, name))) for name in COLUMNS
                      if getattr(row, name) != form.cleaned_data[name]]  # fmt: skip
            form = _again(form, MinutesForm, row.version, votes=form.votes)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã lưu số liệu cuộc họp.")
            return redirect("awards:dossier_papers", pk=pk)
    context = {"dossier": dossier, "form": form, "stored": stored}
    return TemplateResponse(request, "awards/minutes_form.html", context, status=422 if form.is_bound else 200)


def _minutes_form(request, dossier, typed):
    today, row = clock.today(), minutes_of(dossier)
    text = dossier_text(dossier, today=today)
    votes = minutes_text(dossier, text.lines, today=today).votes
    initial = {name: getattr(row, name) for name in (*COLUMNS, "version")}
    return MinutesForm(typed, votes=votes, initial=initial)


def _shown(value):
    return "" if value is None else f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)
