"""Receipts: the PDF of one sending, and the page that tells whether a code belongs to one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from movements.compile import find_sending, sending_seen
from movements.models import Filing
from movements.render.receipt import CODE, file_name, render_receipt
from thidua.pdf import PdfUnavailable


@require_safe
def filing_receipt(request, pk, number):
    filing = get_object_or_404(Filing.objects.visible_to(request.user).with_names(), pk=pk)
    sending = sending_seen(filing, request.user, number)
    if sending is None:
        raise Http404
    try:
        return receipt_file(sending)
    except PdfUnavailable as refused:
        messages.error(request, str(refused))
        return redirect("movements:filing_detail", pk=pk)


def receipt_file(sending):
    headers = {
        "Content-Disposition": f'attachment; filename="{file_name(sending)}"', "X-Content-Type-Options": "nosniff",
    }  # fmt: skip
    return HttpResponse(render_receipt(sending), content_type="application/pdf", headers=headers)


@require_safe
def receipt_check(request):
    """`?ma=` as printed; the spaces and line ends that a copy from the paper brings are dropped."""
    typed = request.GET.get("ma", "")
    asked = CODE.fullmatch("".join(typed.split()).lower())
    sending = find_sending(request.user, *asked.groups()) if asked else None
    context = {"typed": typed, "malformed": bool(typed.strip()) and not asked, "asked": asked, "sending": sending}
    return TemplateResponse(
        request, "movements/receipt_check.html", context, status=422 if context["malformed"] else 200
    )
