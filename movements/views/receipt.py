"""Receipts: the PDF of one sending, and the page that tells whether a code belongs to one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from movements.compile import Sending, sendings
from movements.models import Filing
from movements.render.receipt import CODE, render_receipt
from thidua.events import timeline
from thidua.pdf import PdfUnavailable


def sendings_seen(filing, user):
    return sendings(filing, timeline(filing), own=filing.unit_id == user.unit_id)


def sending_seen(filing, user, number) -> Sending:
    """One sending as this person may have it; Http404 where there is none."""
    found = next((one for one in sendings_seen(filing, user) if one.number == number), None)
    if found is None:
        raise Http404
    return found


@require_safe
def filing_receipt(request, pk, number):
    filing = get_object_or_404(Filing.objects.visible_to(request.user).with_names(), pk=pk)
    sending = sending_seen(filing, request.user, number)
    try:
        return receipt_file(sending)
    except PdfUnavailable as refused:
        messages.error(request, str(refused))
        return redirect("movements:filing_detail", pk=pk)


def receipt_file(sending):
    filing = sending.filing
    name = f"bien-nhan-{filing.unit.code}-{filing.period.year}-quy-{filing.period.index}-lan-{sending.number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
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


def find_sending(user, pk, number, checksum):
    """The sending that a code names, if this person may see it and its record is whole; else None."""
    filing = Filing.objects.visible_to(user).with_names().filter(pk=int(pk)).first()
    if filing is None:
        return None
    seen = {(one.number, one.checksum): one for one in sendings_seen(filing, user) if one.is_whole}
    return seen.get((int(number), checksum))
