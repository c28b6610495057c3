"""Councils, sittings and ballots through the interface: read by who may, one's own ballots cast, then the results."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from awards.actions.ballots import cast_ballot
from awards.compile.minutes import share
from awards.compile.sittings import ballots_of, sitting_standing
from awards.council_rules import seat_of
from awards.enums_council import BallotState, SittingState, Vote
from awards.models import AgendaItem, Council, CouncilMember, Sitting
from reports.api import serializers as out
from reports.api.forms import checked
from reports.api.views import STATE, UNIT, Rows
from thidua import clock
from thidua.errors import Refused

REFUSALS = {403: out.Refusal, 404: out.Refusal, 409: out.Refusal, 422: out.Refusal}


class MemberOut(serializers.ModelSerializer):
    class Meta:
        model = CouncilMember
        fields = ["id", "name", "position", "part", "valid_from", "valid_to"]


class CouncilOut(serializers.ModelSerializer):
    """`quorum`: the share of members who must be present, as a fraction."""

    unit = serializers.SlugRelatedField("code", read_only=True)
    quorum = serializers.CharField(read_only=True)

    class Meta:
        model = Council
        fields = ["id", "unit", "kind", "name", "decision_number", "decision_date", "valid_from", "valid_to", "quorum",
                  "usual_percent", "secret", "own_unit_votes"]  # fmt: skip


class CouncilDetailOut(CouncilOut):
    members = serializers.SerializerMethodField()

    class Meta(CouncilOut.Meta):
        fields = [*CouncilOut.Meta.fields, "members"]

    @extend_schema_field(MemberOut(many=True))
    def get_members(self, council):
        return MemberOut(council.members.on(clock.today()).order_by("order", "pk"), many=True).data


class ItemOut(serializers.ModelSerializer):
    """A line of the agenda; `percent` is of all members, `ground` empty where the council's own rules set it."""

    class Meta:
        model = AgendaItem
        fields = ["id", "order", "name", "detail", "subject_matter", "achievement", "percent", "ground"]


class SittingOut(serializers.ModelSerializer):
    council = serializers.CharField(source="council.name", read_only=True)
    unit = serializers.CharField(source="council.unit.code", read_only=True)

    class Meta:
        model = Sitting
        fields = ["id", "council", "unit", "title", "starts_at", "place", "state", "secret", "ballot_from",
                  "ballot_until", "ballot_closed_at", "minutes_number", "minutes_date"]  # fmt: skip


class SittingDetailOut(SittingOut):
    items = ItemOut(many=True, read_only=True)

    class Meta(SittingOut.Meta):
        fields = [*SittingOut.Meta.fields, "items"]


class BallotOut(serializers.Serializer):
    """One's own ballot on a line: whether it was cast, never what."""

    item = serializers.IntegerField(source="item.pk", label="khóa nội dung")
    name = serializers.CharField(source="item.name")
    subject_matter = serializers.CharField(source="item.subject_matter")
    state = serializers.ChoiceField(BallotState.choices)


class CastIn(serializers.Serializer):
    item = serializers.IntegerField(label="khóa nội dung")
    value = serializers.ChoiceField([(one, Vote(one).label) for one in Vote.VALID], label="ý kiến")


class TurnoutOut(serializers.Serializer):
    """How far the voting has come."""

    members = serializers.IntegerField()
    present = serializers.IntegerField()
    quorum = serializers.IntegerField()
    done = serializers.IntegerField(help_text="Số thành viên đã bỏ phiếu xong mọi nội dung của mình")
    cast = serializers.IntegerField()
    owed = serializers.IntegerField()


class ResultOut(serializers.ModelSerializer):
    """What was counted; `share` in tenths of a percent of all members, rounded down."""

    share = serializers.SerializerMethodField()
    valid = serializers.IntegerField(read_only=True)

    class Meta:
        model = AgendaItem
        fields = ["id", "name", "subject_matter", "percent", "ground", "members", "issued", "returned", "valid",
                  "invalid", "agreed", "refused", "blank", "share", "result"]  # fmt: skip

    def get_share(self, item) -> int:
        return share(item.agreed, item.members)


@extend_schema_view(
    list=extend_schema(parameters=[UNIT], summary="Các hội đồng được xem"),
    retrieve=extend_schema(summary="Một hội đồng, kèm thành viên hôm nay"),
)
class Councils(Rows):
    """Hội đồng Thi đua - Khen thưởng, Hội đồng sáng kiến các cấp."""

    serializer_class = CouncilOut
    detail_serializer = CouncilDetailOut
    columns = {"unit": "unit__code", "kind": "kind"}

    def get_queryset(self):
        return Council.objects.visible_to(self.request.user).select_related("unit").order_by("-pk")


@extend_schema_view(
    list=extend_schema(parameters=[STATE, UNIT], summary="Các phiên họp được xem"),
    retrieve=extend_schema(summary="Một phiên họp, kèm chương trình"),
)
class Sittings(Rows):
    """Phiên họp Hội đồng: chương trình, phiếu của người gọi, tiến độ, kết quả sau kiểm phiếu."""

    serializer_class = SittingOut
    detail_serializer = SittingDetailOut
    columns = {"state": "state", "unit": "council__unit__code"}

    def get_queryset(self):
        rows = Sitting.objects.visible_to(self.request.user).with_names().order_by("-pk")
        return rows.prefetch_related("items") if self.action == "retrieve" else rows

    def _seat(self, sitting):
        if not self.request.user.has_perm("awards.cast_ballot", sitting):
            raise PermissionDenied("awards.cast_ballot")
        return seat_of(self.request.user, sitting)

    @extend_schema(responses={200: BallotOut(many=True), **REFUSALS}, summary="Phiếu của người gọi, từng nội dung")
    @action(detail=True, methods=["get"])
    def ballots(self, request, pk):
        sitting = self.get_object()
        rows = ballots_of(self._seat(sitting), sitting, at=clock.now())
        return Response(BallotOut(rows, many=True).data)

    @extend_schema(request=CastIn, responses={204: None, **REFUSALS},
                   summary="Bỏ một lá phiếu; không đổi được, không trả lại ý kiến đã chọn")  # fmt: skip
    @action(detail=True, methods=["post"])
    def cast(self, request, pk):
        sitting, given = self.get_object(), checked(CastIn, request)
        rows = AgendaItem.objects.visible_to(request.user).select_related("sitting__council__unit")
        item = get_object_or_404(rows, pk=given["item"], sitting=sitting)
        cast_ballot(item=item, value=given["value"], by=request.user, at=clock.now())
        return Response(status=204)

    @extend_schema(responses={200: TurnoutOut, **REFUSALS}, summary="Tiến độ bỏ phiếu, không có số phiếu")
    @action(detail=True, methods=["get"])
    def turnout(self, request, pk):
        sitting = self.get_object()
        if not request.user.has_perm("awards.watch_sitting", sitting):
            raise PermissionDenied("awards.watch_sitting")
        return Response(TurnoutOut(sitting_standing(sitting, at=clock.now())).data)

    @extend_schema(responses={200: ResultOut(many=True), **REFUSALS}, summary="Kết quả, sau khi kiểm phiếu")
    @action(detail=True, methods=["get"])
    def results(self, request, pk):
        sitting = self.get_object()
        if sitting.state not in SittingState.TOLD:
            raise Refused("Chưa kiểm phiếu: kết quả có sau khi tổ kiểm phiếu xác nhận.")
        return Response(ResultOut(sitting.items.order_by("order", "pk"), many=True).data)
