"""The dictionary of indicators: read by everybody, written by administrators with the pages' own forms and actions."""

from datetime import date

from django.core.exceptions import PermissionDenied
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from movements import actions
from movements.forms.indicators import (
    AliasForm,
    BreakForm,
    DutyEndForm,
    DutyForm,
    EndForm,
    IndicatorForm,
    stored_indicator,
)
from movements.models import DirectivePoint, Indicator, IndicatorAlias, IndicatorBreak, Movement, ReportingDuty
from movements.views.indicator_page import units_for
from reports.api import serializers as out
from reports.api.fields import ExactField, exact
from reports.api.forms import FormRefusal, checked, read_form, refuse_strange
from reports.api.views import Rows
from thidua import clock
from thidua.text import search_key
from units.models.tree import on_day

EDIT = "movements.edit_indicator"
PART = OpenApiParameter("part", str, OpenApiParameter.PATH, description="aliases, breaks hoặc duties")
ROW = OpenApiParameter("row", int, OpenApiParameter.PATH, description="Khóa của dòng")
ANSWERS = {403: out.Refusal, 404: out.Refusal, 409: out.Refusal, 422: FormRefusal}
POINT = OpenApiParameter("point", str, description="Mã điểm của Chỉ thị")
LINE = OpenApiParameter("line", str, description="Tuyến báo cáo")
WORDS = OpenApiParameter("q", str, description="Chữ trong mã hoặc tên, không cần dấu")
ON = OpenApiParameter("on", date, description="Chỉ lấy chỉ tiêu đang theo dõi vào ngày này")


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


class IndicatorIn(serializers.Serializer):
    """Columns under their own names; what is left out stays. The plausible range is text, as people write numbers."""

    version = serializers.IntegerField(required=False, min_value=0, label="phiên bản đã đọc")


class EndIn(serializers.Serializer):
    last_day = serializers.DateField(allow_null=True, label="theo dõi đến hết ngày")
    reason = serializers.CharField(max_length=300, label="căn cứ")
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")


class DutyOut(serializers.ModelSerializer):
    """Who reports it: every unit of a kind, or one unit."""

    unit = serializers.CharField(source="unit.code", allow_null=True, default=None)

    class Meta:
        model = ReportingDuty
        fields = ["id", "unit", "unit_kind", "valid_from", "valid_to", "note"]


def _whole(indicator):
    """What stands, as the form would show it: relations by their keys."""
    stored = stored_indicator(indicator)
    return {name: getattr(value, "pk", value) for name, value in stored.items() if value is not None}


def _keys(user, given):
    """`point` and `movement` come by their codes; one that is not there is the form's to refuse."""
    typed = dict(given)
    if "point" in typed:
        points = DirectivePoint.objects.visible_to(user).filter(code=typed["point"])
        typed["point"] = points.values_list("pk", flat=True).first() or 0
    if typed.get("movement"):
        movements = Movement.objects.visible_to(user).filter(key=typed["movement"])
        typed["movement"] = movements.values_list("pk", flat=True).first() or 0
    return typed


class Writing:
    """Mixed into the view set below; administrators alone write."""

    def for_administrators(self):
        if not self.request.user.has_perm(EDIT):
            raise PermissionDenied(EDIT)

    def written(self, code):
        return Response(self.get_serializer(self.get_queryset().get(code=code)).data)

    def _form(self, typed, *, indicator=None):
        user = self.request.user
        form = IndicatorForm(
            typed, indicator=indicator, points=DirectivePoint.objects.visible_to(user),
            movements=Movement.objects.visible_to(user), sources=Indicator.objects.visible_to(user).in_order(),
        )  # fmt: skip
        refuse_strange(form, self._given)
        return form

    @property
    def _given(self):
        given = self.request.data
        if not isinstance(given, dict):
            raise serializers.ValidationError({"detail": "Thân yêu cầu là một đối tượng JSON."})
        return given

    @extend_schema(request=OpenApiTypes.OBJECT, summary="Thêm một chỉ tiêu; trường như ô trên trang",
                   responses={201: IndicatorOut, **ANSWERS})  # fmt: skip
    def create(self, request):
        self.for_administrators()
        first = {"decimals": 0, "part_decimals": 0, "multiplier": 1, "order": 0}
        form = self._form(first | _keys(request.user, self._given))
        code = read_form(form)["code"]
        actions.create_indicator(code=code, columns=form.columns, by=request.user, at=clock.now())
        answer = self.written(code)
        answer.status_code = 201
        return answer

    @extend_schema(request=IndicatorIn, summary="Sửa định nghĩa một chỉ tiêu, kèm phiên bản đã đọc",
                   responses={200: IndicatorOut, **ANSWERS})  # fmt: skip
    def partial_update(self, request, code):
        """`effective` is the day from which a new meaning holds, `reason` goes into the history."""
        indicator = self.get_object()
        self.for_administrators()
        version = checked(IndicatorIn, request).get("version")
        if version is None:
            raise serializers.ValidationError({"version": "Gửi kèm phiên bản đã đọc."})
        form = self._form(_whole(indicator) | _keys(request.user, self._given), indicator=indicator)
        typed = read_form(form)
        actions.save_indicator(
            indicator=indicator, columns=form.columns, effective=typed["effective"], note=typed["reason"],
            version=version, by=request.user, at=clock.now(),
        )  # fmt: skip
        return self.written(code)

    @extend_schema(request=EndIn, summary="Kết thúc theo dõi một chỉ tiêu, hoặc tiếp tục khi `last_day` rỗng",
                   responses={200: IndicatorOut, **ANSWERS})  # fmt: skip
    @action(detail=True, methods=["post"])
    def end(self, request, code):
        indicator = self.get_object()
        self.for_administrators()
        words = read_form(EndForm(checked(EndIn, request)))
        actions.end_indicator(
            indicator=indicator, last_day=words["last_day"], note=words["reason"], version=words["version"],
            by=request.user, at=clock.now(),
        )  # fmt: skip
        return self.written(code)

    # --- Other names, breaks, who reports it ---------------------------------------------------------------------

    @extend_schema(responses={200: DutyOut(many=True), 404: out.Refusal}, summary="Nơi báo cáo một chỉ tiêu")
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def duties(self, request, code):
        rows = ReportingDuty.objects.visible_to(request.user).filter(indicator=self.get_object())
        return Response(DutyOut(rows.select_related("unit").order_by("pk"), many=True).data)

    @extend_schema(request=OpenApiTypes.OBJECT, parameters=[PART], responses={200: IndicatorOut, **ANSWERS},
                   summary="Thêm tên khác, mốc gãy hoặc nơi báo cáo")  # fmt: skip
    @action(detail=True, methods=["post"], url_path="parts/(?P<part>aliases|breaks|duties)")
    def part(self, request, code, part):
        indicator = self.get_object()
        self.for_administrators()
        form, act = self._part_form(part)
        refuse_strange(form, self._given)
        act(indicator=indicator, by=request.user, at=clock.now(), **read_form(form))
        return self.written(code)

    def _part_form(self, part):
        given = dict(self._given)
        if part == "aliases":
            return AliasForm(given), actions.add_alias
        if part == "breaks":
            return BreakForm(given), actions.add_break
        units = units_for(self.request.user)
        if given.get("unit"):
            given["unit"] = units.filter(code=given["unit"]).values_list("pk", flat=True).first() or 0
        return DutyForm(given, units=units), actions.add_duty

    @extend_schema(request=OpenApiTypes.OBJECT, parameters=[PART, ROW],
                   responses={200: IndicatorOut, **ANSWERS},
                   summary="Gỡ tên khác hay mốc gãy; nơi báo cáo thì ghi ngày cuối (`last_day`)")  # fmt: skip
    @action(detail=True, methods=["delete"], url_path="parts/(?P<part>aliases|breaks|duties)/(?P<row>[0-9]{1,18})")
    def part_row(self, request, code, part, row):
        indicator = self.get_object()
        self.for_administrators()
        given = {"indicator": indicator, "pk": int(row), "by": request.user, "at": clock.now()}
        if part == "duties":
            actions.end_duty(**given, **read_form(DutyEndForm(self._given)))
        else:
            {"aliases": actions.remove_alias, "breaks": actions.remove_break}[part](**given)
        return self.written(code)


@extend_schema_view(
    list=extend_schema(parameters=[POINT, LINE, WORDS, ON], summary="Danh mục chỉ tiêu"),
    retrieve=extend_schema(summary="Một chỉ tiêu, theo mã"),
)
class Indicators(Writing, Rows):
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
