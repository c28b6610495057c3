"""One filing as an Excel workbook: down, up again, compared cell by cell, accepted."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from movements import actions
from movements.compile import filing_sections
from movements.forms import WorkbookForm, read_choice
from movements.models import Filing, WorkbookUpload
from movements.workbook import compare, copy_with_errors, file_name, read_workbook, write_workbook
from thidua import clock
from thidua.errors import Refused
from thidua.models import Event
from units.filetypes import XLSX


def _filing(request, pk):
    """The one guarded fetch: what this person may not see is not there."""
    return get_object_or_404(Filing.objects.visible_to(request.user).with_names(), pk=pk)


def _editable(request, pk):
    filing = _filing(request, pk)
    if not request.user.has_perm("movements.edit_filing", filing):
        raise PermissionDenied("movements.edit_filing")
    return filing


def _upload(request, filing, pk):
    uploads = WorkbookUpload.objects.visible_to(request.user).standing(clock.now())
    return get_object_or_404(uploads, filing=filing, pk=pk)


@require_safe
def workbook_download(request, pk):
    """For whoever may see the figures now; open boxes only for whoever may fill them in."""
    filings = Filing.objects.visible_to(request.user).files_visible_to(request.user).with_names()
    filing = get_object_or_404(filings, pk=pk)
    editable = request.user.has_perm("movements.edit_filing", filing)
    data = write_workbook(filing, filing_sections(filing), editable=editable, made_on=clock.today())
    return _file(data, file_name(filing))


def _file(data, name):
    response = HttpResponse(data, content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def workbook_upload(request, pk):
    filing = _editable(request, pk)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (upload := _kept(request, filing, form)):
        return redirect("movements:workbook_difference", pk=filing.pk, upload_pk=upload.pk)
    waiting = WorkbookUpload.objects.visible_to(request.user).standing(clock.now()).filter(filing=filing).first()
    context = {"filing": filing, "form": form, "waiting": waiting}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "movements/workbook_upload.html", context, status=status)


def _kept(request, filing, form):
    """The stored file, or None with the reason beside the box."""
    if not form.is_valid():
        return None
    try:
        return actions.keep_workbook(filing=filing, upload=form.cleaned_data["file"], by=request.user, at=clock.now())
    except Refused as refused:
        form.add_error("file", str(refused))
        return None


@require_safe
def workbook_difference(request, pk, upload_pk):
    filing = _editable(request, pk)
    upload = _upload(request, filing, upload_pk)
    content, difference = read_kept(filing, upload)
    context = {"filing": filing, "upload": upload, "content": content, "difference": difference}
    return TemplateResponse(request, "movements/workbook_difference.html", context)


def read_kept(filing, upload):
    """(content, difference) of a kept file against the portal as it is now.

    404 when it no longer is this filing's workbook: the template changed, or a sweep took the file, since it came.
    """
    sections = filing_sections(filing)
    try:
        with upload.file.open() as file:
            content = read_workbook(file.read(), upload.name, filing=filing, sections=sections)
    except (Refused, FileNotFoundError):
        raise Http404 from None
    return content, compare(content, filing=filing, sections=sections)


def was_accepted(user, filing, upload_pk):
    """Whether this person's file has gone into the filing already."""
    acts = Event.objects.visible_to(user).of(filing).filter(step="workbook", by=user)
    return acts.filter(data__upload=upload_pk).exists()


@require_POST
def workbook_accept(request, pk, upload_pk):
    filing = _editable(request, pk)
    if was_accepted(request.user, filing, upload_pk):  # the button pressed twice, or the page opened in two windows
        messages.info(request, "Tệp này đã được nhận vào báo cáo, không nhận lần nữa.")
        return redirect("movements:filing_detail", pk=filing.pk)
    upload = _upload(request, filing, upload_pk)
    content, difference = read_kept(filing, upload)
    try:
        choice = read_choice(request.POST, difference)
        saved = actions.accept_workbook(
            upload=upload, filing=filing, boxes=choice.boxes, texts=choice.texts, text_version=choice.text_version,
            by=request.user, at=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, str(refused))
        if was_accepted(request.user, filing, upload_pk):
            return redirect("movements:filing_detail", pk=filing.pk)
        return redirect("movements:workbook_difference", pk=filing.pk, upload_pk=upload.pk)
    left = f" {len(content.faults)} ô có lỗi chưa nhận, giữ nguyên trên cổng." if content.faults else ""
    messages.success(request, f"Đã nhận {len(saved.written) + len(choice.texts)} mục từ tệp “{upload.name}”.{left}")
    return redirect("movements:filing_detail", pk=filing.pk)


@require_safe
def workbook_errors(request, pk, upload_pk):
    """The person's own file again, with a column that says what is wrong in each row."""
    filing = _editable(request, pk)
    upload = _upload(request, filing, upload_pk)
    content, _ = read_kept(filing, upload)
    with upload.file.open() as file:
        data = copy_with_errors(file.read(), upload.name, content.faults)
    return _file(data, f"{upload.name.rpartition('.')[0] or upload.name} (có lỗi).xlsx")


@require_POST
def workbook_discard(request, pk, upload_pk):
    filing = _editable(request, pk)
    actions.discard_workbook(upload=_upload(request, filing, upload_pk))
    messages.success(request, "Đã bỏ tệp, số liệu trên cổng giữ nguyên.")
    return redirect("movements:filing_detail", pk=filing.pk)
