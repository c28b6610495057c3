from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from thidua import clock
from units import actions
from units.models import Attachment, Notice


@require_safe
def notice_list(request):
    notices = Notice.objects.visible_to(request.user).for_list()
    page = Paginator(notices, 30).get_page(request.GET.get("trang"))
    return TemplateResponse(request, "units/notice_list.html", {"page": page})


@require_POST
def notice_open(request, pk):
    """Marks one notice read and goes where it points."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    actions.read_notice(notice=notice, at=clock.now())
    return redirect(notice.url)


@require_POST
def notice_read_all(request):
    actions.read_all_notices(person=request.user, at=clock.now())
    return redirect("units:notice_list")


@require_safe
def attachment_download(request, pk):
    """A file through its owner's rights; the browser saves it, and does not guess what it is."""
    files = Attachment.objects.visible_to(request.user).filter(removed_at=None)
    attachment = get_object_or_404(files, pk=pk)
    response = FileResponse(attachment.file.open(), as_attachment=True, filename=attachment.name)
    response["Content-Type"] = attachment.content_type
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
