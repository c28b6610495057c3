"""Giao ước of a cluster through the interface: read and signed a second time, as on the page."""

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from movements import actions
from movements.compile.pacts import pact_digests, pact_rows
from movements.models import Pact
from reports.api import serializers as out
from reports.api.forms import checked
from reports.api.views import UNIT, YEAR, Rows
from thidua import clock


class PactOut(serializers.ModelSerializer):
    """A registration's pact. What it undertakes is read at `/registrations/{id}/lines/` or as a file."""

    unit = out.UnitRef()
    term = serializers.CharField(source="term.name")
    cluster = serializers.CharField(source="cluster.name", allow_null=True, default=None)

    class Meta:
        model = Pact
        fields = ["id", "unit", "term", "cluster", "state", "submitted_at"]


class CommittedOut(serializers.Serializer):
    group = serializers.CharField(source="criterion.group.name")
    criterion = serializers.CharField(source="criterion.name")
    text = serializers.CharField()


class SealOut(serializers.Serializer):
    """The second signature that stands."""

    signer, title, office = serializers.CharField(), serializers.CharField(), serializers.CharField()
    at = serializers.DateTimeField()


class ReturnOut(serializers.Serializer):
    """What the cluster asks to be mended in the wording that stands."""

    note, at = serializers.CharField(), serializers.DateTimeField()
    by = serializers.CharField(source="by.full_name")


class PactDetailOut(PactOut):
    commitments = serializers.SerializerMethodField()
    digest = serializers.SerializerMethodField(help_text="Mã nội dung, gửi lại khi ký; trống khi chưa ghi giao ước")
    seal = serializers.SerializerMethodField(help_text="Chữ ký của trưởng cụm, khối; null khi chưa ký")

    returned = serializers.SerializerMethodField(help_text="Đề nghị sửa của cụm, khối; null khi không có")

    class Meta(PactOut.Meta):
        fields = [*PactOut.Meta.fields, "commitments", "digest", "seal", "returned"]

    @extend_schema_field(CommittedOut(many=True))
    def get_commitments(self, pact):
        rows = pact.commitments.select_related("criterion__group").order_by("criterion__group__order", "criterion")
        return CommittedOut(rows, many=True).data

    def get_digest(self, pact) -> str:
        return pact_digests([pact.pk]).get(pact.pk, "")

    @extend_schema_field(SealOut(allow_null=True))
    def get_seal(self, pact):
        [row] = pact_rows([pact])
        return SealOut(row.seal).data if row.seal else None

    @extend_schema_field(ReturnOut(allow_null=True))
    def get_returned(self, pact):
        [row] = pact_rows([pact])
        return ReturnOut(row.returned).data if row.returned else None


class SignIn(serializers.Serializer):
    digest = serializers.CharField(max_length=64, label="mã nội dung đã đọc")


class ReturnIn(SignIn):
    note = serializers.CharField(max_length=2000, label="đề nghị sửa")


@extend_schema_view(
    list=extend_schema(parameters=[YEAR, UNIT], summary="Giao ước thi đua được xem"),
    retrieve=extend_schema(summary="Một giao ước, kèm nội dung và chữ ký của cụm, khối"),
)
class Pacts(Rows):
    """Giao ước thi đua, hai bên ký."""

    serializer_class = PactOut
    detail_serializer = PactDetailOut
    columns = {"year": "term__year", "unit": "unit__code"}

    def get_queryset(self):
        rows = Pact.objects.visible_to(self.request.user).with_names()
        return rows.order_by("-term__first_day", "unit__sort_name", "pk")

    @extend_schema(request=SignIn, summary="Ký giao ước cho cụm, khối, kèm mã nội dung đã đọc",
                   responses={200: PactDetailOut, 403: out.Refusal, 404: out.Refusal, 409: out.Refusal,
                              422: out.Refusal})  # fmt: skip
    @action(detail=True, methods=["post"])
    def countersign(self, request, pk):
        pact = self._for_signing()
        given = checked(SignIn, request)
        actions.countersign_pact(pact=pact, seen=given["digest"], by=request.user, at=clock.now())
        return Response(PactDetailOut(self.get_object()).data)

    @extend_schema(request=ReturnIn, summary="Đề nghị đơn vị sửa giao ước trước khi ký cho cụm, khối",
                   responses={200: PactDetailOut, 403: out.Refusal, 404: out.Refusal, 409: out.Refusal,
                              422: out.Refusal})  # fmt: skip
    @action(detail=True, methods=["post"], url_path="return")
    def send_back(self, request, pk):
        pact = self._for_signing()
        given = checked(ReturnIn, request)
        actions.return_pact(pact=pact, seen=given["digest"], note=given["note"], by=request.user, at=clock.now())
        return Response(PactDetailOut(self.get_object()).data)

    def _for_signing(self):
        pact = self.get_object()
        if not self.request.user.has_perm("movements.countersign_pact", pact):
            raise PermissionDenied("movements.countersign_pact")
        return pact
