"""Bảng tổng hợp đăng ký and days of registering set apart, through the interface."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from movements import actions
from movements.models import RegistrationSummary, Term, TermDeadline
from reports.api import serializers as out
from reports.api.files import REFUSALS
from reports.api.forms import checked
from reports.api.views import UNIT, YEAR, Rows
from thidua import clock
from units.enums import UnitKind
from units.models import Unit


class SummaryOut(serializers.ModelSerializer):
    unit = out.UnitRef()
    receiver = out.UnitRef()
    term = serializers.CharField(source="term.name")

    class Meta:
        model = RegistrationSummary
        fields = ["id", "unit", "receiver", "term", "number", "made_at", "sent_at"]


class SummaryDetailOut(SummaryOut):
    """With the counts as they were confirmed."""

    data = serializers.DictField()

    class Meta(SummaryOut.Meta):
        fields = [*SummaryOut.Meta.fields, "data"]


@extend_schema_view(
    list=extend_schema(parameters=[YEAR, UNIT], summary="Bảng tổng hợp đăng ký được xem"),
    retrieve=extend_schema(summary="Một bảng tổng hợp đăng ký, như đã chốt"),
)
class Summaries(Rows):
    """Bảng tổng hợp đăng ký của đơn vị cấp trên."""

    serializer_class = SummaryOut
    detail_serializer = SummaryDetailOut
    columns = {"year": "term__year", "unit": "unit__code"}

    def get_queryset(self):
        rows = RegistrationSummary.objects.visible_to(self.request.user).select_related("unit", "receiver", "term")
        return rows.order_by("-term__first_day", "unit__sort_name", "-number")

    @extend_schema(request=out.TermIn, summary="Chốt bảng tổng hợp của đơn vị mình cho một kỳ",
                   responses={201: SummaryDetailOut, 409: out.Refusal, 422: out.Refusal, **REFUSALS})  # fmt: skip
    def create(self, request):
        term = get_object_or_404(Term.objects.visible_to(request.user), **checked(out.TermIn, request))
        if request.user.unit is None:
            raise Http404
        made = actions.confirm_summary(unit=request.user.unit, term=term, by=request.user, at=clock.now())
        return Response(SummaryDetailOut(made).data, status=201)

    @extend_schema(request=None, summary="Ký và gửi bảng tổng hợp",
                   responses={200: SummaryOut, 409: out.Refusal, **REFUSALS})  # fmt: skip
    @action(detail=True, methods=["post"])
    def send(self, request, pk):
        sent = actions.send_summary(summary=self.get_object(), by=request.user, at=clock.now())
        return Response(SummaryOut(sent).data)


class DeadlineOut(serializers.ModelSerializer):
    unit = out.UnitRef(allow_null=True)
    term = serializers.CharField(source="term.name")

    class Meta:
        model = TermDeadline
        fields = ["id", "term", "unit", "unit_kind", "due_on", "reason"]


class DeadlineIn(out.TermIn):
    """For one unit or for one kind of units; a later one rewrites the row."""

    unit = serializers.CharField(required=False, allow_null=True, default=None, label="mã đơn vị")
    unit_kind = serializers.ChoiceField(required=False, default="", choices=UnitKind.choices, label="loại đơn vị")
    due_on = serializers.DateField(label="hạn mới")
    reason = serializers.CharField(max_length=300, label="lý do")


@extend_schema_view(list=extend_schema(parameters=[YEAR, UNIT], summary="Hạn đăng ký riêng được xem"))
class Deadlines(mixins.ListModelMixin, GenericViewSet):
    """Hạn đăng ký riêng của một đơn vị hoặc một loại đơn vị."""

    serializer_class = DeadlineOut
    columns = {"year": "term__year", "unit": "unit__code"}
    filter_queryset = Rows.filter_queryset

    def get_queryset(self):
        rows = TermDeadline.objects.visible_to(self.request.user).select_related("term", "unit")
        return rows.order_by("-term__first_day", "pk")

    @extend_schema(request=DeadlineIn, summary="Đặt hạn đăng ký riêng",
                   responses={200: DeadlineOut, 422: out.Refusal, **REFUSALS})  # fmt: skip
    def create(self, request):
        given, user = checked(DeadlineIn, request), request.user
        term = get_object_or_404(Term.objects.visible_to(user), year=given.pop("year"), kind=given.pop("kind"))
        if not user.has_perm("movements.set_deadline", term):
            raise PermissionDenied("movements.set_deadline")
        code = given.pop("unit")
        unit = get_object_or_404(Unit.objects.visible_to(user), code=code) if code else None
        row = actions.set_deadline(term=term, unit=unit, by=user, at=clock.now(), **given)
        return Response(DeadlineOut(row).data)

    @extend_schema(request=None, responses={204: None, **REFUSALS}, summary="Bỏ hạn đăng ký riêng")
    def destroy(self, request, pk):
        actions.remove_deadline(deadline=self.get_object(), by=request.user, at=clock.now())
        return Response(status=204)
