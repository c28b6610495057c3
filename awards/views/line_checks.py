"""The check of a dossier: all lines at a glance, one line in full, and what people add to it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards import actions
from awards.compile.line_checks import law_of, line_page, overview
from awards.enums import Subject
from awards.forms_checks import GroundForm, JudgementForm, LawChoiceForm, SharesForm
from awards.models import Dossier, Initiative, Nomination
from awards.views.dossiers import get_dossier
from thidua import clock
from thidua.errors import Refused


def _readable(request, pk):
    """The dossier with its papers: while a unit corrects, nobody else reads its check."""
    dossier = get_dossier(request, pk)
    if not Dossier.objects.visible_to(request.user).files_visible_to(request.user).filter(pk=pk).exists():
        raise Http404
    return dossier


def _line(request, dossier, line_pk):
    rows = Nomination.objects.visible_to(request.user).select_related("honoree__unit", "award")
    line = get_object_or_404(rows, pk=line_pk, dossier=dossier)
    line.dossier = dossier
    return line


# ---- the dossier as a whole ------------------------------------------------------------------------------------------


@require_safe
def dossier_checks(request, pk):
    dossier = _readable(request, pk)
    context = {
        "dossier": dossier,
        "standings": overview(dossier, request.user, today=clock.today()),
        "law": law_of(dossier, today=clock.today()),
        "may_recheck": request.user.has_perm("awards.recheck_dossier", dossier),
    }
    return TemplateResponse(request, "awards/dossier_checks.html", context)


@require_POST
def dossier_recheck(request, pk):
    dossier = _readable(request, pk)
    try:
        actions.recheck_dossier(dossier=dossier, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Đã kiểm tra lại và lưu kết quả.")
    return redirect("awards:dossier_checks", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def law_choice(request, pk):
    """Takes the amending law with a reason, or goes back to the law of the receipt's day."""
    dossier = _readable(request, pk)
    if not request.user.has_perm("awards.choose_law", dossier):
        raise PermissionDenied("awards.choose_law")
    back = request.POST.get("viec") == "bo"
    form = LawChoiceForm(request.POST if request.method == "POST" and not back else None,
                         initial={"reason": dossier.law_choice})  # fmt: skip
    if request.method == "POST" and (back or form.is_valid()):
        reason = "" if back else form.cleaned_data["reason"]
        try:
            actions.choose_law(dossier=dossier, reason=reason, by=request.user, at=clock.now())
        except Refused as refused:
            if back:
                messages.error(request, str(refused))
                return redirect("awards:law_choice", pk=pk)
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã ghi và kiểm tra lại theo luật đã chọn.")
            return redirect("awards:dossier_checks", pk=pk)
    context = {"dossier": dossier, "form": form, "law": law_of(dossier, today=clock.today())}
    return TemplateResponse(request, "awards/law_choice.html", context, status=422 if form.is_bound else 200)


# ---- one line --------------------------------------------------------------------------------------------------------


@require_safe
def line_check(request, pk, line_pk):
    dossier = _readable(request, pk)
    return _page(request, dossier, _line(request, dossier, line_pk))


def _page(request, dossier, line, *, faulty=None):
    """`faulty`: the form that was refused, shown with what was typed, in place of its blank."""
    page = line_page(dossier, line, request.user, today=clock.today())
    may_edit = request.user.has_perm("awards.edit_dossier", dossier)
    may_judge = request.user.has_perm("awards.judge_line", dossier)
    kind = JudgementForm if may_judge else GroundForm if may_edit else None
    context = {
        "dossier": dossier, "line": line, "page": page, "faulty": faulty, "may_edit": may_edit, "may_judge": may_judge,
        "rows": [(row, _rule_form(row, kind, faulty)) for row in page.rows],
        "may_recheck": request.user.has_perm("awards.recheck_dossier", dossier),
        "shares_form": _shares_form(page, line, may_edit, faulty),
    }  # fmt: skip
    return TemplateResponse(request, "awards/line_check.html", context, status=422 if faulty is not None else 200)


def _rule_form(row, kind, faulty):
    rule = row.finding.rule
    if kind is None or not row.by_people:
        return None
    if isinstance(faulty, kind) and faulty.initial["rule"] == rule:
        return faulty
    said = row.judgement
    names = ("verdict", "reason", "paper", "version")
    return kind(rule=rule, initial={name: getattr(said, name) for name in names} if said else {})


def _shares_form(page, line, may_edit, faulty):
    if not may_edit or line.honoree.subject != Subject.COLLECTIVE:
        return None
    if isinstance(faulty, SharesForm):
        return faulty
    return SharesForm(initial={name: getattr(page.shares, name) for name in SharesForm.base_fields}
                      if page.shares else {})  # fmt: skip


def _write(request, keys, permission, make_form, act):
    """One form of the line's page: written, or the page again with what was typed."""
    dossier = _readable(request, keys[0])
    line = _line(request, dossier, keys[1])
    if not request.user.has_perm(permission, dossier):
        raise PermissionDenied(permission)
    form = make_form(request.POST)
    if form.is_valid():
        try:
            act(line=line, form=form, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã ghi.")
            return redirect("awards:line_check", *keys)
    return _page(request, dossier, line, faulty=form)


@require_POST
def line_judgement(request, pk, line_pk):
    def act(*, line, form, **who):
        actions.judge_line(line=line, **form.cleaned_data, **who)

    return _write(request, (pk, line_pk), "awards.judge_line", _of_rule(JudgementForm), act)


@require_POST
def line_ground(request, pk, line_pk):
    def act(*, line, form, **who):
        actions.give_paper(line=line, **form.cleaned_data, **who)

    return _write(request, (pk, line_pk), "awards.edit_dossier", _of_rule(GroundForm), act)


def _of_rule(kind):
    return lambda typed: kind(typed, rule=typed.get("rule", "")[:60])


@require_POST
def line_shares(request, pk, line_pk):
    def act(*, line, form, **who):
        actions.save_shares(line=line, **form.words(), **who)

    return _write(request, (pk, line_pk), "awards.edit_dossier", SharesForm, act)


@require_POST
def line_initiative(request, pk, line_pk):
    """One press: this initiative for this line, or none any more."""
    dossier = _readable(request, pk)
    line = _line(request, dossier, line_pk)
    if not request.user.has_perm("awards.edit_dossier", dossier):
        raise PermissionDenied("awards.edit_dossier")
    chosen = request.POST.get("sang-kien", "")
    who = {"by": request.user, "at": clock.now()}
    try:
        if chosen.isdecimal():
            initiative = get_object_or_404(Initiative.objects.visible_to(request.user), pk=chosen)
            actions.claim_initiative(line=line, initiative=initiative, **who)
        else:
            actions.release_initiative(line=line, **who)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Đã ghi.")
    return redirect("awards:line_check", pk=pk, line_pk=line_pk)
