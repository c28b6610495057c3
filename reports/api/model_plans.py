"""Kế hoạch bồi dưỡng điển hình through the interface: written, approved and received by the room's own acts."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from awards.actions import plans as actions
from awards.actions.plans import PlanLine, PlanPaper
from awards.compile.plans import plan_lines
from awards.enums import PlanScope
from awards.models import ModelPlan
from awards.plan_workflow import MODEL_PLAN
from reports.api import serializers as out
from reports.api.forms import checked
from reports.api.views import STATE, UNIT, YEAR, Rows
from thidua import clock

REFUSALS = {403: out.Refusal, 404: out.Refusal, 409: out.Refusal, 422: out.Refusal}
STEP_NAME = OpenApiParameter(
    "name", str, OpenApiParameter.PATH, description="to_head, hand_back, approve, receive hoặc return"
)


class PlanOut(serializers.ModelSerializer):
    unit = out.UnitRef()

    class Meta:
        model = ModelPlan
        fields = ["id", "version", "unit", "scope", "year", "state", "content", "number", "signed_on", "sent_at",
                  "illustrative"]  # fmt: skip


class PlanRowOut(serializers.Serializer):
    """`found`: models of that field which the unit has found in those years."""

    field = serializers.CharField()
    count = serializers.IntegerField()
    responsible = serializers.CharField()
    note = serializers.CharField()
    found = serializers.IntegerField()


class PlanDetailOut(PlanOut):
    lines = serializers.SerializerMethodField()

    class Meta(PlanOut.Meta):
        fields = [*PlanOut.Meta.fields, "lines"]

    def get_lines(self, plan) -> list[dict]:
        return PlanRowOut(plan_lines(plan)[0], many=True).data


class PlanLineIn(serializers.Serializer):
    field = serializers.CharField(max_length=120, label="lĩnh vực")
    count = serializers.IntegerField(label="số điển hình")
    responsible = serializers.CharField(max_length=200, label="người phụ trách")
    note = serializers.CharField(max_length=300, default="", allow_blank=True, label="ghi chú")


class PlanIn(serializers.Serializer):
    content = serializers.CharField(max_length=8000, default="", allow_blank=True, label="nội dung, biện pháp")
    lines = PlanLineIn(many=True)


class NewPlanIn(PlanIn):
    scope = serializers.ChoiceField(PlanScope.choices, label="phạm vi")
    year = serializers.IntegerField(required=False, default=None, allow_null=True, label="năm")


class ChangedPlanIn(PlanIn):
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")


class PlanStepIn(serializers.Serializer):
    """approve: number, signed_on and the file if there is one · hand_back, return: note."""

    note = serializers.CharField(default="", allow_blank=True, max_length=300)
    number = serializers.CharField(default="", allow_blank=True, max_length=60)
    signed_on = serializers.DateField(default=None, allow_null=True)
    file = serializers.FileField(default=None, allow_null=True)


def _lines(given):
    return [PlanLine(**one) for one in given["lines"]]


@extend_schema_view(
    list=extend_schema(parameters=[YEAR, STATE, UNIT], summary="Kế hoạch bồi dưỡng điển hình được xem"),
    retrieve=extend_schema(summary="Một kế hoạch, kèm số đã phát hiện"),
)
class ModelPlans(Rows):
    """Kế hoạch bồi dưỡng điển hình từng năm và giai đoạn 2021-2025."""

    serializer_class = PlanOut
    detail_serializer = PlanDetailOut
    columns = {"year": "year", "state": "state", "unit": "unit__code"}

    def get_queryset(self):
        rows = ModelPlan.objects.visible_to(self.request.user).with_names()
        return rows.order_by("-year", "scope", "unit__sort_name", "pk")

    def _answer(self, plan, status=200):
        return Response(PlanDetailOut(self.get_queryset().get(pk=plan.pk)).data, status=status)

    @extend_schema(
        request=NewPlanIn, responses={201: PlanDetailOut, **REFUSALS}, summary="Lập kế hoạch của đơn vị mình"
    )
    def create(self, request):
        if not request.user.has_perm("awards.start_modelplan"):
            raise PermissionDenied("awards.start_modelplan")
        given = checked(NewPlanIn, request)
        words = {name: given[name] for name in ("scope", "year", "content")}
        made = actions.start_plan(unit=request.user.unit, lines=_lines(given), **words, by=request.user, at=clock.now())
        return self._answer(made, 201)

    @extend_schema(request=ChangedPlanIn, responses={200: PlanDetailOut, **REFUSALS},
                   summary="Ghi lại kế hoạch, kèm phiên bản đã đọc")  # fmt: skip
    def update(self, request, pk):
        plan = self.get_object()
        if not request.user.has_perm("awards.edit_modelplan", plan):
            raise PermissionDenied("awards.edit_modelplan")
        given = checked(ChangedPlanIn, request)
        words = {name: given[name] for name in ("content", "version")}
        actions.save_plan(plan=plan, lines=_lines(given), **words, by=request.user, at=clock.now())
        return self._answer(plan)

    @extend_schema(request={"multipart/form-data": PlanStepIn, "application/json": PlanStepIn}, parameters=[STEP_NAME],
                   responses={200: PlanDetailOut, **REFUSALS}, summary="Một bước của kế hoạch")  # fmt: skip
    @action(detail=True, methods=["post"], url_path="steps/(?P<name>[a-z_]+)")
    def step(self, request, pk, name):
        plan, step = self.get_object(), MODEL_PLAN.steps.get(name)
        if step is None:
            raise Http404
        if not request.user.has_perm(step.permission, plan):
            raise PermissionDenied(step.permission)
        given = checked(PlanStepIn, request)
        paper = PlanPaper(given["number"], given["signed_on"], given["file"]) if step.needs_form else None
        actions.step_plan(plan=plan, step_name=name, note=given["note"], paper=paper, by=request.user, at=clock.now())
        return self._answer(plan)
