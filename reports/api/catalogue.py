"""The dictionary of indicators, due dates and completeness: what another system asks before it files."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from movements import actions
from movements.compile.standing import standings
from movements.enums import DueLevel
from movements.forms.due import DueForm, ExtensionForm
from movements.models import DueDate, Extension, Indicator, IndicatorAlias, IndicatorBreak, Period
from reports.api import serializers as out
from reports.api.fields import ExactField, exact
from reports.api.files import REFUSALS
from reports.api.forms import FormRefusal, checked, read_form
from reports.api.views import INDEX, UNIT, YEAR, Rows
from thidua import clock
from thidua.text import search_key
from units.models import Unit
from units.models.tree import on_day

POINT = OpenApiParameter("point", str, description="Mã điểm của Chỉ thị")
LINE = OpenApiParameter("line", str, description="Tuyến báo cáo")
WORDS = OpenApiParameter("q", str, description="Chữ trong mã hoặc tên, không cần dấu")
ON = OpenApiParameter("on", date, description="Chỉ lấy chỉ tiêu đang theo dõi vào ngày này")


# --- Indicators ----------------------------------------------------------------------------------------------------


class AliasOut(serializers.ModelSerializer):
    class Meta:
        model = IndicatorAlias
        fields = ["name", "source"]


class BreakOut(serializers.ModelSerializer):
    """A day across which the series is not joined."""

    class Meta:
        model = IndicatorBreak
        fields = ["on", "reason", "source"]


class Limit(ExactField):
    """An end of the plausible range, with the indicator's own decimals."""

    def to_representation(self, value):
        return exact(getattr(value, self.of), getattr(value, self.decimals))


class IndicatorOut(serializers.ModelSerializer):
    """Followed from `valid_from` to `valid_to`, both days included; empty means without an end."""

    point = serializers.CharField(source="point.code")
    movement = serializers.CharField(source="movement.key", allow_null=True, default=None)
    plausible_min = Limit(of="plausible_min", decimals="decimals")
    plausible_max = Limit(of="plausible_max", decimals="decimals")
    aliases = AliasOut(many=True)
    breaks = BreakOut(many=True)

    class Meta:
        model = Indicator
        fields = [
            "code", "name", "unit_of_measure", "point", "movement", "entry", "line", "frequency", "better",
            "over_units", "over_time", "decimals", "numerator_label", "denominator_label", "part_unit",
            "part_decimals", "multiplier", "formula_kind", "formula_of", "plausible_min", "plausible_max",
            "plausible_scope", "jump_times", "counter", "confirmed_by", "valid_from", "valid_to", "core", "note",
            "aliases", "breaks",
        ]  # fmt: skip


@extend_schema_view(
    list=extend_schema(parameters=[POINT, LINE, WORDS, ON], summary="Danh mục chỉ tiêu"),
    retrieve=extend_schema(summary="Một chỉ tiêu, theo mã"),
)
class Indicators(Rows):
    """Chỉ tiêu, kèm thời gian theo dõi, tên khác và mốc gãy chuỗi số."""

    serializer_class = IndicatorOut
    lookup_field = "code"
    lookup_value_regex = "[^/]+"
    columns = {"point": "point__code", "line": "line"}

    def get_queryset(self):
        rows = Indicator.objects.visible_to(self.request.user).select_related("point", "movement")
        return rows.prefetch_related("aliases", "breaks").in_order()

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.action != "list":
            return rows
        if words := self.request.query_params.get("q"):
            rows = rows.filter(search_name__contains=search_key(words))
        if on := self.request.query_params.get("on"):
            rows = rows.filter(on_day(serializers.DateField().run_validation(on)))
        return rows


# --- Due dates -----------------------------------------------------------------------------------------------------


class DueDateOut(serializers.ModelSerializer):
    period = out.PeriodRef()

    class Meta:
        model = DueDate
        fields = ["period", "level", "due_on", "note"]


class ExtensionOut(serializers.ModelSerializer):
    period = out.PeriodRef()
    unit = out.UnitRef()

    class Meta:
        model = Extension
        fields = ["period", "unit", "due_on", "reason"]


class QuarterIn(serializers.Serializer):
    year = serializers.IntegerField(label="năm")
    index = serializers.IntegerField(min_value=1, max_value=4, label="quý")
    due_on = serializers.DateField(label="hạn mới")
    reason = serializers.CharField(max_length=200, label="lý do")
    seen = serializers.DateField(required=False, allow_null=True, default=None, label="hạn đã đọc")


class DueDateIn(QuarterIn):
    level = serializers.ChoiceField(choices=DueLevel.choices, label="cấp")


class ExtensionIn(QuarterIn):
    unit = serializers.CharField(label="mã đơn vị")


def _period(user, given):
    periods = Period.objects.visible_to(user).filed()
    return get_object_or_404(periods, year=given["year"], index=given["index"])


class Listed(mixins.ListModelMixin, GenericViewSet):
    """A list without single rows; filtered as `Rows` is."""

    columns = {"year": "period__year", "index": "period__index"}
    filter_queryset = Rows.filter_queryset


@extend_schema_view(list=extend_schema(parameters=[YEAR, INDEX], summary="Hạn gửi theo kỳ và cấp"))
class DueDates(Listed):
    """Hạn gửi báo cáo theo kỳ và cấp."""

    serializer_class = DueDateOut

    @extend_schema(request=DueDateIn, summary="Đặt hoặc đổi hạn gửi của một kỳ, một cấp",
                   responses={200: DueDateOut, 409: out.Refusal, 422: FormRefusal, **REFUSALS})  # fmt: skip
    def create(self, request):
        """`seen` is the day that was read; without it there must be none."""
        if not request.user.has_perm("movements.move_due_date"):
            raise PermissionDenied("movements.move_due_date")
        given = checked(DueDateIn, request)
        period, typed = _period(request.user, given), read_form(DueForm(given))
        moved = actions.move_due_date(
            period=period, level=given["level"], by=request.user, at=clock.now(), **typed
        )  # fmt: skip
        return Response(DueDateOut(moved).data)

    def get_queryset(self):
        rows = DueDate.objects.visible_to(self.request.user).select_related("period")
        return rows.order_by("-period__last_day", "level")


@extend_schema_view(list=extend_schema(parameters=[YEAR, INDEX, UNIT], summary="Gia hạn riêng của đơn vị được xem"))
class Extensions(Listed):
    """Gia hạn riêng: hạn của một đơn vị trong một kỳ, thay cho hạn chung."""

    serializer_class = ExtensionOut
    columns = {**Listed.columns, "unit": "unit__code"}

    @extend_schema(request=ExtensionIn, summary="Gia hạn riêng cho một đơn vị, hoặc đổi hạn riêng đang có",
                   responses={200: ExtensionOut, 409: out.Refusal, 422: FormRefusal, **REFUSALS})  # fmt: skip
    def create(self, request):
        """`seen` is the unit's own day that was read; without it there must be none."""
        given = checked(ExtensionIn, request)
        period = _period(request.user, given)
        unit = get_object_or_404(Unit.objects.visible_to(request.user), code=given["unit"])
        typed = read_form(ExtensionForm(given, units=Unit.objects.visible_to(request.user), unit=unit))
        granted = actions.grant_extension(unit=unit, period=period, by=request.user, at=clock.now(), **typed)
        return Response(ExtensionOut(granted).data)

    def get_queryset(self):
        rows = Extension.objects.visible_to(self.request.user).select_related("period", "unit")
        return rows.order_by("-period__last_day", "unit__sort_name")


# --- Completeness --------------------------------------------------------------------------------------------------


class StandingOut(serializers.Serializer):
    """One filing owed. `state`: ok_on_time, ok_late, rework, open, overdue, not_expected or not_due."""

    unit = out.UnitRef()
    state = serializers.CharField()
    counts = serializers.BooleanField(help_text="Có tính vào tỷ lệ hay không")
    closing = serializers.BooleanField(source="owed.closing", help_text="Báo cáo kết thúc của đơn vị thôi hoạt động")
    due_on = serializers.DateField(source="owed.due_on", allow_null=True)
    days_left = serializers.IntegerField(allow_null=True, help_text="Ngày làm việc")
    days_late = serializers.IntegerField(allow_null=True, help_text="Ngày làm việc")
    filing = serializers.SerializerMethodField(help_text="Khóa của báo cáo, khi người hỏi mở được")

    @extend_schema_field({"type": "integer", "nullable": True})
    def get_filing(self, row):
        own = row.unit.pk == self.context.get("unit_id")
        return row.filing.pk if row.filing is not None and (own or row.is_sent) else None


class CompletenessOut(serializers.Serializer):
    period = out.PeriodRef()
    expected = serializers.IntegerField()
    sent = serializers.IntegerField()
    on_time = serializers.IntegerField()
    rows = StandingOut(many=True)


class Completeness(APIView):
    """Who owes this person's office a filing, and what became of it; one's own among them."""

    @extend_schema(
        summary="Đơn vị nào phải gửi, đã gửi, đúng hạn trong một quý",
        parameters=[
            OpenApiParameter("year", int, required=True, description="Năm"),
            OpenApiParameter("index", int, required=True, description="Quý 1–4"),
        ],
        responses={200: CompletenessOut, 404: out.Refusal},
    )
    def get(self, request):
        asked = {name: request.query_params.get(name, "") for name in ("year", "index")}
        numbers = {name: int(text) if text.isdecimal() else 0 for name, text in asked.items()}
        period = get_object_or_404(Period.objects.visible_to(request.user).filed(), **numbers)
        rows = _standings(request.user, period, clock.today())
        counted = [row for row in rows if row.counts]
        answer = {
            "period": period,
            "expected": len(counted),
            "sent": sum(row.is_sent for row in counted),
            "on_time": sum(row.is_sent and row.filing.on_time is True for row in counted),
            "rows": rows,
        }
        return Response(CompletenessOut(answer, context={"unit_id": request.user.unit_id}).data)


def _standings(user, period, today):
    """All of them for who sees the province; for the others their own unit's and what is sent to it."""
    units = None if user.sees_province else list(Unit.objects.visible_to(user).values_list("pk", flat=True))
    rows = standings([period], today=today, units=units)
    return [row for row in rows if user.sees_province or user.unit_id in (row.unit.pk, row.owed.receiver_id)]
