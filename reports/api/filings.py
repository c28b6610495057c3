"""Báo cáo kết quả through the interface: started, filled in, checked, moved on, and proved by its receipts."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from movements import actions
from movements.checks import look_over
from movements.compile import filing_sections, find_sending, sending_seen, sendings_seen
from movements.enums import FilingState
from movements.models import Figure, Filing, Period
from movements.render.receipt import CODE
from movements.views.filing_page import QUIET_STEPS, last_marks
from movements.views.receipt import receipt_file
from movements.workflow import FILING
from reports.api import serializers as out
from reports.api.boxes import (
    BoxesIn,
    BoxOut,
    ConflictOut,
    FaultsOut,
    FindingOut,
    SavedOut,
    read_typed,
)
from reports.api.files import renderer
from reports.api.filing_papers import FilingPapers
from reports.api.forms import checked
from reports.api.views import ANSWERS, INDEX, STATE, STEP, UNIT, YEAR, Steps
from reports.api.workbooks import Workbooks
from thidua import clock
from thidua.events import timeline

REFUSALS = {403: out.Refusal, 404: out.Refusal}
NUMBER = OpenApiParameter("number", int, OpenApiParameter.PATH, description="Lần gửi thứ mấy")


PdfRenderer = renderer("application/pdf", "pdf")


class StartIn(serializers.Serializer):
    year = serializers.IntegerField(label="năm")
    index = serializers.IntegerField(label="quý", min_value=1, max_value=4)


class NarrativesIn(serializers.Serializer):
    """What is left out stays as it is."""

    version = serializers.IntegerField(label="phiên bản đã đọc")
    highlights = serializers.CharField(required=False, allow_blank=True, max_length=10000, label="kết quả nổi bật")
    difficulties = serializers.CharField(required=False, allow_blank=True, max_length=10000, label="khó khăn, tồn tại")
    proposals = serializers.CharField(required=False, allow_blank=True, max_length=10000, label="kiến nghị")


class NarrativesOut(serializers.ModelSerializer):
    class Meta:
        model = Filing
        fields = ["version", *actions.NARRATIVES]


class SendingOut(serializers.Serializer):
    number = serializers.IntegerField()
    at = serializers.DateTimeField()
    signer = serializers.CharField(source="data.filed.signer")
    on_time = serializers.BooleanField(source="data.filed.on_time", allow_null=True)
    checksum = serializers.CharField(help_text="SHA-256 của nội dung đã gửi")
    code = serializers.CharField(help_text="Mã kiểm tra in trên giấy")


class ReceiptOut(SendingOut):
    """With everything that was sent, as it stood then: boxes by code, and the rest of the filing."""

    sent = serializers.DictField(source="data.sent")
    filed = serializers.DictField(source="data.filed")
    whole = serializers.BooleanField(source="is_whole", help_text="Bản ghi còn khớp mã của chính nó")


class CheckedOut(serializers.Serializer):
    matches = serializers.BooleanField()
    filing = serializers.IntegerField(allow_null=True)
    number = serializers.IntegerField(allow_null=True)


FILTERS = [YEAR, INDEX, STATE, UNIT]


@extend_schema_view(
    list=extend_schema(parameters=FILTERS, summary="Danh sách báo cáo được xem"),
    retrieve=extend_schema(summary="Một báo cáo, kèm số liệu và nhận xét"),
)
class Filings(Workbooks, FilingPapers, Steps):
    """Báo cáo kết quả, kèm số liệu."""

    serializer_class = out.FilingOut
    detail_serializer = out.FilingDetailOut
    step_serializer = out.FilingStepIn
    flow = FILING
    columns = {"year": "period__year", "index": "period__index", "state": "state", "unit": "unit__code"}

    def get_queryset(self):
        user = self.request.user
        rows = Filing.objects.visible_to(user).with_due().with_names()
        if self.action == "retrieve":
            boxes = Figure.objects.visible_to(user).select_related("indicator").order_by("indicator__order")
            rows = rows.prefetch_related(Prefetch("figures", boxes))
        return rows.order_by("-period__last_day", "unit__sort_name", "pk")

    @extend_schema(request=StartIn, responses={200: out.FilingOut, 422: out.Refusal, **REFUSALS},
                   summary="Bắt đầu nhập báo cáo của đơn vị mình; có rồi thì trả về báo cáo đó")  # fmt: skip
    def create(self, request):
        given = checked(StartIn, request)
        periods = Period.objects.visible_to(request.user).filed()
        period = get_object_or_404(periods, year=given["year"], index=given["index"])
        if request.user.unit is None:
            raise Http404
        started = actions.start_filing(unit=request.user.unit, period=period, by=request.user, at=clock.now())
        return Response(out.FilingOut(self.get_queryset().get(pk=started.pk)).data)

    @extend_schema(
        request=out.FilingStepIn, responses=ANSWERS, summary="Một bước xử lý: trình, ký và gửi, xác nhận, trả lại…"
    )
    @action(detail=True, methods=["post"], url_path=STEP)
    def step(self, request, pk, name):
        return self.take(request, name)

    def act(self, row, name, words):
        actions.step_filing(filing=row, step_name=name, by=self.request.user, at=clock.now(), **words)

    # --- What is filled in -----------------------------------------------------------------------------------

    @extend_schema(responses={200: BoxOut(many=True), 404: out.Refusal}, summary="Các ô của báo cáo, kèm số kỳ trước")
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def boxes(self, request, pk):
        return Response(BoxOut(_boxes(self.sections(self.get_object())), many=True).data)

    @extend_schema(request=BoxesIn, summary="Ghi một hay nhiều ô, kèm phiên bản đã đọc",
                   responses={200: SavedOut, 409: ConflictOut, 422: FaultsOut, **REFUSALS})  # fmt: skip
    @boxes.mapping.patch
    def write_boxes(self, request, pk):
        filing = self.editable()
        items = checked(BoxesIn, request)["boxes"]
        sections = filing_sections(filing)
        inputs, faults = read_typed(items, sections)
        if faults:
            words = f"{len(faults)} ô chưa đọc được, chưa ghi ô nào."
            return Response({"detail": words, "code": "refused", "boxes": faults}, status=422)
        saved = actions.save_boxes(filing=filing, boxes=inputs, by=request.user, at=clock.now())
        return _saved(saved, {item["indicator"] for item in items}, filing)

    @extend_schema(request=NarrativesIn, summary="Ghi ba phần nhận xét, kèm phiên bản đã đọc",
                   responses={200: NarrativesOut, 409: out.Refusal, **REFUSALS})  # fmt: skip
    @action(detail=True, methods=["patch"])
    def narratives(self, request, pk):
        filing, given = self.editable(), checked(NarrativesIn, request)
        texts = {name: given.get(name, getattr(filing, name)) for name in actions.NARRATIVES}
        actions.save_narratives(
            filing=filing, texts=texts, version=given["version"], by=request.user, at=clock.now()
        )  # fmt: skip
        filing.refresh_from_db()
        return Response(NarrativesOut(filing).data)

    @extend_schema(responses={200: FindingOut(many=True), 404: out.Refusal},
                   summary="Cổng kiểm tra thấy gì: phải sửa, cần giải trình, để lưu ý")  # fmt: skip
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def findings(self, request, pk):
        filing = self.get_object()
        survey = look_over(filing, self.sections(filing))
        return Response(FindingOut([*survey.found, *survey.notices], many=True).data)

    def editable(self):
        filing = self.get_object()
        if not self.request.user.has_perm("movements.edit_filing", filing):
            raise PermissionDenied("movements.edit_filing")
        return filing

    def sections(self, filing):
        """None of them while the unit corrects, but for those who write there: as on the page."""
        user = self.request.user
        own = filing.is_inside_for(user) or user.has_perm("movements.edit_filing", filing)
        if not own and filing.state not in FilingState.SHOWN_TO_RECEIVER:
            return []
        return filing_sections(filing, marks=last_marks(timeline(filing, without=QUIET_STEPS)))

    # --- What proves it ----------------------------------------------------------------------------------------

    @extend_schema(responses={200: SendingOut(many=True), 404: out.Refusal}, summary="Các lần gửi có giấy biên nhận")
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def receipts(self, request, pk):
        return Response(SendingOut(sendings_seen(self.get_object(), request.user), many=True).data)

    @extend_schema(parameters=[NUMBER], responses={200: ReceiptOut, 404: out.Refusal},
                   summary="Một giấy biên nhận, đủ nội dung đã gửi")  # fmt: skip
    @action(detail=True, methods=["get"], url_path="receipts/(?P<number>[0-9]{1,4})")
    def receipt(self, request, pk, number):
        return Response(ReceiptOut(self.sending(number)).data)

    @extend_schema(
        parameters=[NUMBER],
        summary="Giấy biên nhận dạng PDF",
        responses={(200, "application/pdf"): OpenApiTypes.BINARY, 404: out.Refusal, 422: out.Refusal},
    )
    @action(detail=True, methods=["get"], url_path="receipts/(?P<number>[0-9]{1,4})/pdf",
            renderer_classes=[JSONRenderer, PdfRenderer])  # fmt: skip
    def receipt_pdf(self, request, pk, number):
        return receipt_file(self.sending(number))

    def sending(self, number):
        found = sending_seen(self.get_object(), self.request.user, int(number))
        if found is None:
            raise Http404
        return found


def _boxes(sections):
    return [box for section in sections for box in section.boxes]


def _saved(saved, codes, filing):
    """Read again: the boxes as they stand, with their new versions."""
    sections = filing_sections(filing)
    touched = {box.code: box for box in _boxes(sections) if box.code in codes}
    if saved.conflicts:
        words = f"{len(saved.conflicts)} ô vừa được người khác đổi, chưa ghi: {', '.join(saved.conflicts)}."
        rows = BoxOut([touched[code] for code in saved.conflicts], many=True).data
        answer = {"detail": words, "code": "conflict", "written": saved.written, "boxes": rows}
        return Response(answer, status=409)
    found = [one for one in look_over(filing, sections).found if one.box.code in codes and one.blocks]
    answer = {"written": saved.written, "boxes": touched.values(), "findings": found}
    return Response(SavedOut(answer).data)


class ReceiptCheck(APIView):
    """Whether a printed code belongs to a sending that this person may see."""

    @extend_schema(parameters=[OpenApiParameter("code", str, required=True, description="Mã kiểm tra in trên giấy")],
                   responses={200: CheckedOut, 422: out.Refusal}, summary="Kiểm tra mã của giấy biên nhận")  # fmt: skip
    def get(self, request):
        asked = CODE.fullmatch("".join(request.query_params.get("code", "").split()).lower())
        if asked is None:
            words = "Mã kiểm tra: chưa đủ hoặc sai dạng. Cần số biên nhận, gạch nối và 64 ký tự."
            return Response({"detail": words, "code": "refused"}, status=422)
        found = find_sending(request.user, *asked.groups())
        return Response(
            {"matches": found is not None, "filing": found and found.filing.pk, "number": found and found.number}
        )
