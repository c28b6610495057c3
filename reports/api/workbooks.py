"""A filled-in workbook through the interface: sent, compared cell by cell, accepted or dropped, as on its pages."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from movements import actions
from movements.compile import filing_sections
from movements.forms import WorkbookForm, choose
from movements.models import Filing, WorkbookUpload
from movements.views.workbook import read_kept, was_accepted
from movements.workbook import copy_with_errors, write_workbook
from reports.api import serializers as out
from reports.api.files import renderer
from reports.api.forms import FormRefusal, checked, read_form
from thidua import clock
from thidua.errors import Conflict
from units.filetypes import XLSX

UPLOAD = OpenApiParameter("upload", int, OpenApiParameter.PATH, description="Khóa của tệp đã gửi")
KEPT = r"uploads/(?P<upload>[0-9]{1,18})"
REFUSALS = {403: out.Refusal, 404: out.Refusal}


WorkbookRenderer = renderer(XLSX, "xlsx")


class WorkbookIn(serializers.Serializer):
    file = serializers.FileField(label="tệp Excel đã điền")


class CellOut(serializers.Serializer):
    place = serializers.CharField(help_text="Ô trong tệp, ví dụ G9")
    title, before, after = serializers.CharField(), serializers.CharField(), serializers.CharField()


class ChangeOut(serializers.Serializer):
    """One box or narrative that the file would write; `version` goes back with the acceptance."""

    key = serializers.CharField()
    code = serializers.CharField(help_text="Mã chỉ tiêu; trống với phần nhận xét")
    name, sheet = serializers.CharField(), serializers.CharField()
    version = serializers.IntegerField()
    conflict = serializers.BooleanField(help_text="Trên cổng cũng đã sửa từ khi tải tệp: chỉ nhận khi nêu trong `take`")
    cells = CellOut(source="lines", many=True)


class CellFaultOut(serializers.Serializer):
    """A cell that cannot be taken, and what to do about it."""

    sheet, place, title = serializers.CharField(), serializers.CharField(), serializers.CharField()
    value, message = serializers.CharField(), serializers.CharField()


class ComparedOut(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    expires_at = serializers.DateTimeField()
    changes = ChangeOut(many=True)
    faults = CellFaultOut(many=True)
    unchanged = serializers.IntegerField()
    blank = serializers.ListField(child=serializers.CharField(), help_text="Ô trống trong tệp, trên cổng giữ nguyên")
    moved = serializers.ListField(child=serializers.CharField(), help_text="Không sửa trong tệp, trên cổng đã đổi")
    absent = serializers.ListField(child=serializers.CharField(), help_text="Không có dòng trong tệp")


class AcceptIn(serializers.Serializer):
    """Changes without a conflict are taken all."""

    versions = serializers.DictField(child=serializers.IntegerField(min_value=0), label="phiên bản của từng mục đã đọc")
    take = serializers.ListField(child=serializers.CharField(), default=list, label="mục trùng sửa vẫn lấy theo tệp")


class AcceptedOut(serializers.Serializer):
    written = serializers.IntegerField(help_text="Số mục đã nhận")
    faults = serializers.IntegerField(help_text="Số ô có lỗi, giữ nguyên trên cổng")


def _compared(upload, content, difference):
    return ComparedOut({
        "id": upload.pk, "name": upload.name, "expires_at": upload.expires_at, "changes": difference.all_changes,
        "faults": content.faults, "unchanged": difference.unchanged, "blank": difference.blank,
        "moved": difference.moved, "absent": difference.absent,
    }).data  # fmt: skip


def _excel(data):
    return HttpResponse(data, content_type=XLSX, headers={"X-Content-Type-Options": "nosniff"})


class Workbooks:
    """Mixed into the view set of filings."""

    def for_filling_in(self):
        filing = self.get_object()
        if not self.request.user.has_perm("movements.edit_filing", filing):
            raise PermissionDenied("movements.edit_filing")
        return filing

    def kept(self, filing, upload):
        rows = WorkbookUpload.objects.visible_to(self.request.user).standing(clock.now())
        return get_object_or_404(rows, filing=filing, pk=upload)

    @extend_schema(summary="Bảng Excel của báo cáo, điền sẵn số đang có",
                   responses={(200, XLSX): OpenApiTypes.BINARY, 404: out.Refusal})  # fmt: skip
    @action(detail=True, methods=["get"], renderer_classes=[JSONRenderer, WorkbookRenderer])
    def workbook(self, request, pk):
        """As on the page: not while the unit corrects, but for those who write there."""
        filings = Filing.objects.visible_to(request.user).files_visible_to(request.user).with_names()
        filing = get_object_or_404(filings, pk=pk)
        editable = request.user.has_perm("movements.edit_filing", filing)
        return _excel(write_workbook(filing, filing_sections(filing), editable=editable, made_on=clock.today()))

    @extend_schema(request={"multipart/form-data": WorkbookIn}, summary="Gửi bảng Excel đã điền; chưa ghi gì",
                   responses={201: ComparedOut, 422: FormRefusal, **REFUSALS})  # fmt: skip
    @workbook.mapping.post
    def send_workbook(self, request, pk):
        filing = self.for_filling_in()
        upload = read_form(WorkbookForm(request.data, request.FILES))["file"]
        kept = actions.keep_workbook(filing=filing, upload=upload, by=request.user, at=clock.now())
        return Response(_compared(kept, *read_kept(filing, kept)), status=201)

    @extend_schema(parameters=[UPLOAD], responses={200: ComparedOut, **REFUSALS},
                   summary="Đối chiếu tệp đã gửi với số đang có, từng ô")  # fmt: skip
    @action(detail=True, methods=["get"], url_path=KEPT)
    def kept_workbook(self, request, pk, upload):
        filing = self.for_filling_in()
        kept = self.kept(filing, upload)
        return Response(_compared(kept, *read_kept(filing, kept)))

    @extend_schema(request=AcceptIn, parameters=[UPLOAD], summary="Nhận số liệu trong tệp vào báo cáo",
                   responses={200: AcceptedOut, 409: out.Refusal, 422: out.Refusal, **REFUSALS})  # fmt: skip
    @kept_workbook.mapping.post
    def accept_workbook(self, request, pk, upload):
        filing, given = self.for_filling_in(), checked(AcceptIn, request)
        if was_accepted(request.user, filing, int(upload)):
            raise Conflict("Tệp này đã được nhận vào báo cáo, không nhận lần nữa.")
        kept = self.kept(filing, upload)
        content, difference = read_kept(filing, kept)
        choice = choose(difference, ticked=set(given["take"]), versions=given["versions"])
        saved = actions.accept_workbook(
            upload=kept, filing=filing, boxes=choice.boxes, texts=choice.texts, text_version=choice.text_version,
            by=request.user, at=clock.now(),
        )  # fmt: skip
        return Response({"written": len(saved.written) + len(choice.texts), "faults": len(content.faults)})

    @extend_schema(request=None, parameters=[UPLOAD], responses={204: None, **REFUSALS},
                   summary="Bỏ tệp đã gửi, số liệu giữ nguyên")  # fmt: skip
    @kept_workbook.mapping.delete
    def drop_workbook(self, request, pk, upload):
        actions.discard_workbook(upload=self.kept(self.for_filling_in(), upload))
        return Response(status=204)

    @extend_schema(parameters=[UPLOAD], summary="Chính tệp đã gửi, thêm cột “Lỗi”",
                   responses={(200, XLSX): OpenApiTypes.BINARY, **REFUSALS})  # fmt: skip
    @action(detail=True, methods=["get"], url_path=f"{KEPT}/errors", renderer_classes=[JSONRenderer, WorkbookRenderer])
    def workbook_errors(self, request, pk, upload):
        filing = self.for_filling_in()
        kept = self.kept(filing, upload)
        content, _ = read_kept(filing, kept)
        with kept.file.open() as file:
            return _excel(copy_with_errors(file.read(), kept.name, content.faults))
