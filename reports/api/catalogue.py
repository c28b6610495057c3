"""Due dates and completeness: what another system asks before it files."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from movements import actions
from movements.compile.completeness import Wanted
from movements.compile.standing import standings
from movements.enums import DueLevel
from movements.forms.due import DueForm, ExtensionForm
from movements.models import DueDate, Extension, Period
from movements.views.completeness import asked_of, table_file
from reports.api import serializers as out
from reports.api.files import REFUSALS
from reports.api.forms import FormRefusal, checked, read_form
from reports.api.views import INDEX, UNIT, YEAR, Rows
from thidua import clock
from thidua.errors import Refused
from thidua.pdf import PdfUnavailable
from units.filetypes import XLSX
from units.models import Unit

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


ENDINGS = {"xlsx": XLSX, "csv": "text/csv", "pdf": "application/pdf"}


class CompletenessFile(APIView):
    """The table of the page, whole, as a file to keep."""

    @extend_schema(
        summary="Bảng tình hình gửi báo cáo, dạng xlsx, csv hoặc pdf",
        parameters=[
            YEAR, INDEX, OpenApiParameter("state", str, description="Mã trạng thái"),
            OpenApiParameter("kind", str, description="Loại đơn vị"),
            OpenApiParameter("q", str, description="Chữ trong tên đơn vị, không cần dấu"),
        ],
        responses={(200, kind): OpenApiTypes.BINARY for kind in ENDINGS.values()}
        | {403: out.Refusal, 404: out.Refusal, 422: out.Refusal},
    )  # fmt: skip
    def get(self, request, ending):
        query, at = request.query_params, clock.now()
        wanted = Wanted(state=query.get("state", ""), kind=query.get("kind", ""), words=query.get("q", "").strip())
        place = query.get("year", ""), query.get("index", "")
        asked, _ = asked_of(request.user, *place, wanted, today=clock.office_date(at))
        try:
            return table_file(request.user, asked, ending, at=at)
        except PdfUnavailable as unavailable:
            raise Refused(str(unavailable)) from None


def _standings(user, period, today):
    """All of them for who sees the province; for the others their own unit's and what is sent to it."""
    units = None if user.sees_province else list(Unit.objects.visible_to(user).values_list("pk", flat=True))
    rows = standings([period], today=today, units=units)
    return [row for row in rows if user.sees_province or user.unit_id in (row.unit.pk, row.owed.receiver_id)]
