"""Sổ triển khai for other systems: rows as a person may see them, to be read."""

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers

from movements.models import Activity
from reports.api import serializers as out
from reports.api.views import UNIT, YEAR, Rows

KIND = OpenApiParameter("kind", str, description="plan, document, conference hoặc media")


class ActivityOut(serializers.ModelSerializer):
    """A plan, document, conference or news item; a withdrawn one is not given."""

    unit = out.UnitRef()
    movement = serializers.SlugRelatedField("key", read_only=True)
    points = serializers.SlugRelatedField("code", many=True, read_only=True)

    class Meta:
        model = Activity
        fields = [
            "id", "unit", "kind", "on", "title", "number", "document_type", "signer", "place", "medium", "attendances",
            "link", "movement", "points", "illustrative",
        ]  # fmt: skip


@extend_schema_view(
    list=extend_schema(parameters=[YEAR, KIND, UNIT], summary="Sổ triển khai: các dòng được xem"),
    retrieve=extend_schema(summary="Một dòng của sổ triển khai"),
)
class Activities(Rows):
    """Việc triển khai Chỉ thị của các đơn vị; năm là năm dương lịch của ngày."""

    serializer_class = ActivityOut
    columns = {"year": "on__year", "kind": "kind", "unit": "unit__code"}

    def get_queryset(self):
        rows = Activity.objects.visible_to(self.request.user).standing().select_related("unit", "movement")
        return rows.prefetch_related("points").order_by("-on", "-pk")
