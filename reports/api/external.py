"""Decisions of others through the interface: entered, given to honorees, corrected and withdrawn with their history."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from awards.actions import external as actions
from awards.actions.external import Head
from awards.enums import Occasion
from awards.models import ExternalDecision, HeldAward, Honoree
from reports.api import serializers as out
from reports.api.forms import checked
from reports.api.views import Rows
from thidua import clock
from thidua.errors import Refused

WRITTEN = {403: out.Refusal, 404: out.Refusal, 409: out.Refusal, 422: out.Refusal}
HELD = OpenApiParameter("held", int, OpenApiParameter.PATH, description="Khóa của một lần được khen")
HEAD = ("number", "decided_on", "issuer", "title")


class GivenOut(serializers.ModelSerializer):
    """What the decision gave to one honoree."""

    name = serializers.CharField(source="honoree.name")
    unit = out.UnitRef(source="honoree.unit")

    class Meta:
        model = HeldAward
        fields = ["id", "honoree", "name", "unit", "award_code", "award_name", "year", "occasion", "achievement"]


class ExternalOut(serializers.ModelSerializer):
    class Meta:
        model = ExternalDecision
        fields = ["id", "version", *HEAD, "withdrawn_at", "withdrawn_why"]


class ExternalDetailOut(ExternalOut):
    awards = serializers.SerializerMethodField()

    class Meta(ExternalOut.Meta):
        fields = [*ExternalOut.Meta.fields, "awards"]

    @extend_schema_field(GivenOut(many=True))
    def get_awards(self, decision):
        rows = HeldAward.objects.visible_to(self.context["request"].user).filter(external=decision)
        return GivenOut(rows.select_related("honoree__unit").order_by("pk"), many=True).data


class ExternalIn(serializers.Serializer):
    number = serializers.CharField(max_length=60, label="số quyết định")
    decided_on = serializers.DateField(label="ngày quyết định")
    issuer = serializers.CharField(max_length=200, label="cơ quan ban hành")
    title = serializers.CharField(max_length=400, default="", allow_blank=True, label="trích yếu")
    file = serializers.FileField(default=None, label="bản quyết định")


class ExternalChangeIn(serializers.Serializer):
    """What is not sent stays as it is."""

    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")
    number = serializers.CharField(max_length=60, required=False, label="số quyết định")
    decided_on = serializers.DateField(required=False, label="ngày quyết định")
    issuer = serializers.CharField(max_length=200, required=False, label="cơ quan ban hành")
    title = serializers.CharField(max_length=400, required=False, allow_blank=True, label="trích yếu")
    file = serializers.FileField(default=None, label="bản quyết định")


class GivenIn(serializers.Serializer):
    """One award of the decision to some honorees; the name is demanded for an award outside the catalogue."""

    honorees = serializers.ListField(child=serializers.IntegerField(), label="khóa các đối tượng")
    award_code = serializers.CharField(max_length=30, label="mã danh hiệu, hình thức")
    award_name = serializers.CharField(max_length=200, default="", allow_blank=True, label="tên trong quyết định")
    year = serializers.IntegerField(label="năm của kỳ")
    occasion = serializers.ChoiceField([("", ""), *Occasion.choices], default="", label="loại hình khen thưởng")
    achievement = serializers.CharField(max_length=400, default="", allow_blank=True, label="thành tích")


class ExternalWhyIn(serializers.Serializer):
    reason = serializers.CharField(max_length=300, label="lý do")


@extend_schema_view(
    list=extend_schema(summary="Quyết định của nơi khác"),
    retrieve=extend_schema(summary="Một quyết định của nơi khác, kèm ai được khen"),
)
class ExternalDecisions(Rows):
    """Quyết định của Nhà nước, của bộ và của nơi khác, ghi vào sổ."""

    serializer_class = ExternalOut
    detail_serializer = ExternalDetailOut

    def get_queryset(self):
        return ExternalDecision.objects.visible_to(self.request.user).order_by("-decided_on", "-pk")

    def list(self, request, *args, **kwargs):
        if not request.user.sees_province:
            raise PermissionDenied("awards.read_external")
        return super().list(request, *args, **kwargs)

    @extend_schema(request={"multipart/form-data": ExternalIn, "application/json": ExternalIn},
                   responses={201: ExternalDetailOut, **WRITTEN}, summary="Nhập một quyết định")  # fmt: skip
    def create(self, request):
        if not request.user.has_perm("awards.enter_external"):
            raise PermissionDenied("awards.enter_external")
        given = dict(checked(ExternalIn, request))
        file = given.pop("file")
        return self._said(actions.enter_external(head=Head(**given), file=file, **self._acting()), status=201)

    @extend_schema(request={"multipart/form-data": ExternalChangeIn, "application/json": ExternalChangeIn},
                   responses={200: ExternalDetailOut, **WRITTEN}, summary="Sửa một quyết định")  # fmt: skip
    def partial_update(self, request, pk):
        decision, given = self._writing(), checked(ExternalChangeIn, request)
        head = Head(**{name: given.get(name, getattr(decision, name)) for name in HEAD})
        told = {"head": head, "file": given["file"], "version": given["version"]}
        return self._said(actions.correct_external(decision=decision, **told, **self._acting()))

    @extend_schema(request=GivenIn, responses={201: ExternalDetailOut, **WRITTEN}, summary="Thêm đối tượng được khen")
    @action(detail=True, methods=["post"])
    def awards(self, request, pk):
        decision, given = self._writing(), dict(checked(GivenIn, request))
        keys = given.pop("honorees")
        rows = list(Honoree.objects.visible_to(request.user).filter(pk__in=keys))
        if strange := set(keys) - {row.pk for row in rows}:
            raise Refused(f"Đối tượng: không có khóa {', '.join(map(str, sorted(strange)))} trong sổ.")
        actions.add_awards(decision=decision, honorees=rows, **given, **self._acting())
        return self._said(decision, status=201)

    @extend_schema(request=ExternalWhyIn, parameters=[HELD], responses={200: ExternalDetailOut, **WRITTEN},
                   summary="Bỏ một đối tượng khỏi quyết định")  # fmt: skip
    @action(detail=True, methods=["post"], url_path="awards/(?P<held>[0-9]{1,18})/remove")
    def remove_award(self, request, pk, held):
        decision = self._writing()
        rows = HeldAward.objects.visible_to(request.user).select_related("external", "honoree")
        row = get_object_or_404(rows, pk=held, external=decision)
        actions.remove_award(held=row, **checked(ExternalWhyIn, request), **self._acting())
        return self._said(decision)

    @extend_schema(request=ExternalWhyIn, responses={200: ExternalDetailOut, **WRITTEN},
                   summary="Rút quyết định khỏi sổ")  # fmt: skip
    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk):
        decision = self._writing()
        actions.withdraw_external(decision=decision, **checked(ExternalWhyIn, request), **self._acting())
        return self._said(decision)

    def _writing(self):
        decision = self.get_object()
        if not self.request.user.has_perm("awards.write_external", decision):
            raise PermissionDenied("awards.write_external")
        return decision

    def _acting(self):
        return {"by": self.request.user, "at": clock.now()}

    def _said(self, decision, status=200):
        row = self.get_queryset().get(pk=decision.pk)
        return Response(ExternalDetailOut(row, context=self.get_serializer_context()).data, status=status)
