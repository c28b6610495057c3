"""Sở Nội vụ at its desks: the receipt slip, lines on hold, lower forms and their answers, the notice."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from awards import actions
from awards.compile.deadlines import completeness_due
from awards.compile.desk import receipt_code, untold, untold_lines
from awards.enums import OfferAnswer
from awards.forms_desk import AnswerForm, LineHoldForm, LowerForm, NoticeForm, WithdrawForm
from awards.views.dossiers import get_dossier
from awards.views.lines import get_line
from awards.views.queue import Trail
from thidua import clock
from thidua.errors import Refused
from thidua.models import Reason


@require_safe
def receipt_slip(request, pk):
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả, for whoever sees the dossier; none before it was received."""
    dossier = get_dossier(request, pk)
    if dossier.receipt_number is None or dossier.received_at is None:
        raise Http404
    context = {"dossier": dossier, "code": receipt_code(dossier), "completeness": completeness_due(dossier)}
    return TemplateResponse(request, "awards/dossier_receipt.html", context | {"lines": dossier.lines.count()})


# --- Lines ------------------------------------------------------------------------------------------------------------


def _act_on_line(request, pk, line_pk, *, permission, make, write, words):
    """One form about one line: `make(line, typed)` gives it, `write(line, form)` does what was typed.

    What waits for an answer of the unit stands above the form.
    """
    dossier = get_dossier(request, pk)
    if not request.user.has_perm(permission, dossier):
        raise PermissionDenied(permission)
    line = get_line(request, dossier, line_pk)
    form = make(line, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            write(line, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Đã ghi nhận: {words['title']}, {line.honoree.name}.")
            return redirect(Trail.of(request).page(pk))
    offer = line.offers.filter(answer=OfferAnswer.WAITING).select_related("award", "asked").first()
    context = {"dossier": dossier, "line": line, "form": form, **words, "offer": offer, "tail": Trail.of(request).tail}
    return TemplateResponse(request, "awards/line_act.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def line_hold(request, pk, line_pk):
    """Tạm dừng xét; an open hold of the same honoree for the same reason is joined, not written twice."""

    def make(line, typed):
        return LineHoldForm(typed, initial={"opened_on": clock.today()})

    def write(line, form):
        actions.hold_line(line=line, **form.cleaned_data, by=request.user, at=clock.now())

    words = {"title": "Tạm dừng xét", "help": "Dòng này ở lại cho đến khi có văn bản kết luận; ghi kết luận ở hồ sơ "
             "trọn đời của đối tượng. Các dòng khác vẫn đi tiếp khi tách dòng tạm dừng."}  # fmt: skip
    return _act_on_line(request, pk, line_pk, permission="awards.conclude_line", make=make, write=write, words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def line_lower(request, pk, line_pk):
    """Asks the proposing unit whether a lower form would do."""

    def make(line, typed):
        return LowerForm(typed, line=line, day=clock.today())

    def write(line, form):
        actions.offer_lower(line=line, **form.cleaned_data, by=request.user, at=clock.now())

    words = {"title": "Đề nghị hình thức thấp hơn", "help": "Đơn vị đề nghị trả lời trên cổng. Im lặng không phải là "
             "đồng ý: chưa trả lời thì dòng vẫn chờ, hoặc kết luận theo hình thức đã đề nghị."}  # fmt: skip
    return _act_on_line(request, pk, line_pk, permission="awards.conclude_line", make=make, write=write, words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def line_answer(request, pk, line_pk):
    """The proposing unit's head agrees to the lower form, or does not."""

    def make(line, typed):
        return AnswerForm(typed)

    def write(line, form):
        actions.answer_lower(line=line, **form.words(), by=request.user, at=clock.now())

    words = {"title": "Trả lời về hình thức thấp hơn", "help": "Đồng ý: dòng được xét theo hình thức thấp hơn, hình "
             "thức đề nghị ban đầu vẫn ghi lại. Không đồng ý: Sở Nội vụ xét theo hình thức đã đề nghị."}  # fmt: skip
    return _act_on_line(request, pk, line_pk, permission="awards.answer_lower", make=make, write=write, words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def line_withdraw(request, pk, line_pk):
    """The head takes back one line of a dossier that has been sent."""

    def make(line, typed):
        return WithdrawForm(typed)

    def write(line, form):
        actions.withdraw_line(line=line, **form.cleaned_data, by=request.user, at=clock.now())

    words = {"title": "Rút dòng này", "help": "Dòng đã rút không xét nữa; các dòng khác của hồ sơ giữ nguyên."}
    return _act_on_line(request, pk, line_pk, permission="awards.withdraw_line", make=make, write=write, words=words)


@require_POST
def dossier_split(request, pk):
    """Lines on hold go into a dossier of their own."""
    dossier = get_dossier(request, pk)
    try:
        new = actions.split_held(dossier=dossier, by=request.user, at=clock.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Đã tách dòng tạm dừng sang hồ sơ “{new.title}”.")
    return redirect(Trail.of(request).page(pk))


# --- The notice -------------------------------------------------------------------------------------------------------


@require_safe
def notice_list(request):
    """Dossiers whose ineligible lines have not been told, and the days left."""
    if not request.user.has_perm("awards.list_notices"):
        raise PermissionDenied("awards.list_notices")
    context = {"rows": untold(request.user, today=clock.today())}
    return TemplateResponse(request, "awards/notice_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def notice_sign(request, pk):
    """Giám đốc signs the notice of the lines found ineligible: number, day, the signed file."""
    dossier = get_dossier(request, pk)
    if not request.user.has_perm("awards.sign_notice", dossier):
        raise PermissionDenied("awards.sign_notice")
    form = NoticeForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign_notice(dossier=dossier, **form.words(), by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Đã ký thông báo, đơn vị đã được báo.")
            return redirect(Trail.of(request).page(pk))
    context = {
        "dossier": dossier,
        "form": form,
        "lines": _told_lines(dossier, request.user),
        "tail": Trail.of(request).tail,
    }
    return TemplateResponse(request, "awards/notice_sign.html", context, status=422 if form.is_bound else 200)


def _told_lines(dossier, user):
    """The lines of the notice, each with the words of its reason."""
    lines = list(untold_lines().filter(dossier=dossier).select_related("honoree", "award").order_by("order", "pk"))
    codes = {line.reason for line in lines}
    labels = dict(Reason.objects.visible_to(user).filter(code__in=codes).values_list("code", "label"))
    for line in lines:
        line.label = labels.get(line.reason, line.get_state_display())
    return lines
