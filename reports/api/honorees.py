"""Sổ đối tượng: read only. Holds and discipline are given to those who may see them, and to nobody else at all."""

from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers

from awards.compile.honorees import sees_sensitive
from awards.models import (
    Discipline,
    HeldAward,
    Hold,
    Honoree,
    HonoreeAlias,
    Initiative,
    Maternity,
    Rating,
    Service,
)
from reports.api import serializers as out
from reports.api.views import UNIT, Rows

NAME = OpenApiParameter("name", str, description="Một phần của tên hoặc tên khác, không cần dấu")
SUBJECT = OpenApiParameter("subject", str, description="person, collective, household")


class HeldAwardOut(serializers.ModelSerializer):
    """`year` is the term's: of a school year the one in which it begins."""

    class Meta:
        model = HeldAward
        fields = [
            "id", "award_code", "award_name", "occasion", "term_kind", "year", "decision_number", "decided_on",
            "issuer", "source", "decision", "achievement", "revoked_on", "illustrative",
        ]  # fmt: skip


class RatingOut(serializers.ModelSerializer):
    class Meta:
        model = Rating
        fields = ["id", "term_kind", "year", "grade", "paper_number", "paper_date", "issuer"]


class InitiativeOut(serializers.ModelSerializer):
    used = serializers.SerializerMethodField(help_text="Đã dùng cho một dòng đề nghị")
    recognised = serializers.BooleanField(source="is_recognised")

    class Meta:
        model = Initiative
        fields = [
            "id", "kind", "title", "scope", "year", "council", "paper_number", "paper_date", "recognised", "used",
        ]  # fmt: skip

    def get_used(self, initiative) -> bool:
        return initiative.used_by_id is not None


class HoldOut(serializers.ModelSerializer):
    class Meta:
        model = Hold
        fields = [
            "id", "reason", "text", "opened_on", "conclusion", "conclusion_number", "conclusion_date", "released_on",
        ]  # fmt: skip


class DisciplineOut(serializers.ModelSerializer):
    class Meta:
        model = Discipline
        fields = ["id", "form", "severe", "decided_on", "ends_on", "decision_number"]


class MaternityOut(serializers.ModelSerializer):
    class Meta:
        model = Maternity
        fields = ["id", "valid_from", "valid_to"]


class ServiceOut(serializers.ModelSerializer):
    unit = out.UnitRef()

    class Meta:
        model = Service
        fields = ["id", "unit", "position", "valid_from", "valid_to"]


class HonoreeOut(serializers.ModelSerializer):
    """An honoree; the year of birth and the code of staff stay on the pages."""

    unit = out.UnitRef()

    class Meta:
        model = Honoree
        fields = ["id", "subject", "name", "unit", "position", "person_class", "enterprise", "version", "illustrative"]


class HonoreeDetailOut(HonoreeOut):
    """With the record of a lifetime, as far as this person may read it."""

    aliases = serializers.SlugRelatedField("name", many=True, read_only=True)
    awards = HeldAwardOut(source="held_awards", many=True)
    ratings = RatingOut(many=True)
    initiatives = InitiativeOut(many=True)
    services = ServiceOut(many=True)
    maternities = MaternityOut(many=True)
    holds = HoldOut(many=True)
    disciplines = DisciplineOut(many=True)

    class Meta(HonoreeOut.Meta):
        fields = [
            *HonoreeOut.Meta.fields, "aliases", "awards", "ratings", "initiatives", "services", "maternities", "holds",
            "disciplines",
        ]  # fmt: skip

    def to_representation(self, honoree):
        """What is hidden is left out, so that an empty list always means that there is none."""
        given = super().to_representation(honoree)
        if not sees_sensitive(honoree, self.context["request"].user):
            del given["holds"], given["disciplines"]
        return given


def _record(user):
    rows = {
        "aliases": HonoreeAlias, "held_awards": HeldAward, "ratings": Rating, "initiatives": Initiative,
        "maternities": Maternity, "holds": Hold, "disciplines": Discipline,
    }  # fmt: skip
    services = Service.objects.visible_to(user).select_related("unit")
    parts = [Prefetch(name, model.objects.visible_to(user)) for name, model in rows.items()]
    return [*parts, Prefetch("services", services)]


@extend_schema_view(
    list=extend_schema(parameters=[NAME, SUBJECT, UNIT], summary="Danh sách đối tượng khen thưởng được xem"),
    retrieve=extend_schema(summary="Một đối tượng, kèm hồ sơ trọn đời"),
)
class Honorees(Rows):
    """Đối tượng khen thưởng; đối tượng đã gộp vào đối tượng khác không có ở đây."""

    serializer_class = HonoreeOut
    detail_serializer = HonoreeDetailOut
    columns = {"subject": "subject", "unit": "unit__code"}

    def get_queryset(self):
        user = self.request.user
        rows = Honoree.objects.visible_to(user).standing().select_related("unit")
        if self.action == "retrieve":
            return rows.prefetch_related(*_record(user))
        return rows.order_by("sort_name", "pk")

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows.named(self.request.query_params.get("name", "")) if self.action == "list" else rows
