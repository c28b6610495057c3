"""Lấy ý kiến Nhân dân, outside: the lists, one list, and the box in which anyone says what they think."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from awards.actions.comments import send_comment
from awards.compile.consultations import askings, public_consultations, said_in_public
from awards.forms_consultations import CommentForm
from reports.views.public import EVERYBODY, page_of, words_of
from thidua import clock
from thidua.errors import Refused
from thidua.throttle import too_many

THANKS = "Đã nhận góp ý. Sở Nội vụ xem trước khi hiện công khai; họ tên, điện thoại, địa chỉ không hiện."
TOO_MANY = "Từ mạng này vừa gửi nhiều góp ý. Phần đang gõ còn nguyên bên dưới; chờ ít phút rồi gửi lại."


@login_not_required
@require_safe
def consultations(request):
    """What is open first, then what has ended and is being summed up."""
    words = words_of(request)
    page = page_of(request, public_consultations(words), 20)
    context = {
        "page": page, "rows": askings(page, today=clock.today()), "words": words,
        "query": urlencode({"tim": words}) if words else "",
    }  # fmt: skip
    return TemplateResponse(request, "public/consultations.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def consultation(request, pk):
    """One list with its comments; a comment is sent from here, without an account."""
    row = get_object_or_404(public_consultations().visible_to(EVERYBODY), pk=pk)
    lines = row.lines.all()
    form = CommentForm(request.POST if request.method == "POST" else None, lines=lines)
    status = 200
    if request.method == "POST":
        status = _send(request, row, form)
        if status == 200:
            messages.success(request, THANKS)
            return redirect("public_consultation", pk=pk)
    context = {
        "row": askings([row], today=clock.today())[0], "notice": row.notice, "form": form,
        "page": page_of(request, lines, 50), "said": page_of(request, said_in_public(row), 50),
    }  # fmt: skip
    return TemplateResponse(request, "public/consultation.html", context, status=status)


def _send(request, row, form):
    """200 when the comment is kept, or when what filled in the trap may believe so; else the status of the page."""
    if not form.is_valid():
        return 422
    if form.trapped:
        return 200
    most, seconds = settings.COMMENT_RATE
    who = get_adapter().get_client_ip(request)
    if too_many("comment", who, most=most, seconds=seconds, now=clock.machine_now()):
        form.add_error(None, TOO_MANY)
        return 429
    try:
        send_comment(consultation=row, words=form.words(), at=clock.now())
    except Refused as refused:
        form.add_error(None, str(refused))
        return 422
    return 200
