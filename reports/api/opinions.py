"""Opinions through the interface: read by who may, asked, answered, pressed for and ended by the room's own acts."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from awards.actions import opinions as actions
from awards.actions.opinions import Body, Letter, Reply, Said
from awards.compile.opinions import shown_opinion
from awards.enums import OpinionState
from awards.models import Dossier, OpinionAnswer, OpinionRequest
from reports.api import serializers as out
from reports.api.forms import checked
from reports.api.views import Rows
from thidua import clock
from thidua.errors import Refused
from units.models import Unit

REFUSALS = {403: out.Refusal, 404: out.Refusal, 409: out.Refusal, 422: out.Refusal}


class AnswerOut(serializers.ModelSerializer):
    """One line as it was asked about. Not answered after its day is `overdue`, never agreement."""

    state = serializers.SerializerMethodField()

    class Meta:
        model = OpinionAnswer
        fields = ["id", "name", "detail", "award", "achievement", "state", "reason", "number", "answered_on", "signer",
                  "on_behalf"]  # fmt: skip

    def get_state(self, answer) -> str:
        return shown_opinion(answer, answer.request.due_on, clock.today())[0]


class OpinionOut(serializers.ModelSerializer):
    """A letter. The body that is asked reads nothing of the dossier but the lines."""

    body = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = OpinionRequest
        fields = ["id", "version", "kind", "body", "body_name", "letter_number", "letter_date", "due_on", "question",
                  "asked_at"]  # fmt: skip


class OpinionDetailOut(OpinionOut):
    lines = serializers.SerializerMethodField()

    class Meta(OpinionOut.Meta):
        fields = [*OpinionOut.Meta.fields, "lines"]

    @extend_schema_field(AnswerOut(many=True))
    def get_lines(self, letter):
        return AnswerOut(letter.answers.select_related("request"), many=True).data


class PartyAskIn(serializers.Serializer):
    """About lines of a dossier, told to nobody but Sở Nội vụ and the leaders; the answer as for every letter."""

    dossier = serializers.IntegerField(label="hồ sơ")
    lines = serializers.ListField(child=serializers.IntegerField(), label="khóa các dòng")
    number = serializers.CharField(max_length=60, label="số công văn")
    signed_on = serializers.DateField(label="ngày công văn")
    due_on = serializers.DateField(label="trả lời trước ngày")
    question = serializers.CharField(default="", allow_blank=True, label="nội dung")
    file = serializers.FileField(default=None, label="tệp công văn")


class AskIn(PartyAskIn):
    units = serializers.ListField(child=serializers.CharField(), default=list, label="mã cơ quan trên cổng")
    others = serializers.ListField(child=serializers.CharField(max_length=200), default=list, label="cơ quan khác")


class SaidIn(serializers.Serializer):
    id = serializers.IntegerField(label="khóa dòng của công văn")
    state = serializers.ChoiceField([(one, OpinionState(one).label) for one in OpinionState.ANSWERS], label="ý kiến")
    reason = serializers.CharField(default="", allow_blank=True, label="lý do")


class OpinionReplyIn(serializers.Serializer):
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")
    number = serializers.CharField(max_length=60, label="số văn bản trả lời")
    signed_on = serializers.DateField(label="ngày văn bản trả lời")
    signer = serializers.CharField(max_length=120, default="", allow_blank=True, label="người ký")
    file = serializers.FileField(label="bản đã ký")
    lines = SaidIn(many=True)


class ExtendIn(serializers.Serializer):
    due_on = serializers.DateField(label="trả lời trước ngày")
    reason = serializers.CharField(max_length=1000, label="lý do")


class OpinionEndIn(serializers.Serializer):
    dossier = serializers.IntegerField(label="hồ sơ")
    note = serializers.CharField(default="", allow_blank=True, label="vì sao làm tiếp")


@extend_schema_view(
    list=extend_schema(summary="Công văn lấy ý kiến được xem"),
    retrieve=extend_schema(summary="Một công văn lấy ý kiến, kèm các dòng"),
)
class Opinions(Rows):
    """Lấy ý kiến các cơ quan về đề nghị khen thưởng."""

    serializer_class = OpinionOut
    detail_serializer = OpinionDetailOut
    columns = {"kind": "kind", "unit": "body__code"}

    def get_queryset(self):
        return OpinionRequest.objects.visible_to(self.request.user).with_names().order_by("-pk")

    def _dossier(self, pk):
        return get_object_or_404(Dossier.objects.visible_to(self.request.user).with_names(), pk=pk)

    def _answer(self, letter, status=200):
        return Response(OpinionDetailOut(self.get_queryset().get(pk=letter.pk)).data, status=status)

    @extend_schema(request={"multipart/form-data": AskIn, "application/json": AskIn},
                   responses={201: OpinionOut(many=True), **REFUSALS},
                   summary="Lấy ý kiến một hay nhiều cơ quan")  # fmt: skip
    def create(self, request):
        given = checked(AskIn, request)
        dossier = self._dossier(given["dossier"])
        if not request.user.has_perm("awards.ask_opinions", dossier):
            raise PermissionDenied("awards.ask_opinions")
        made = actions.ask_opinions(
            dossier=dossier, bodies=bodies_of(given, request.user), letter=_letter(given), by=request.user,
            at=clock.now(), lines=list(dossier.lines.filter(pk__in=given["lines"])),
        )  # fmt: skip
        return Response(OpinionOut(made, many=True).data, status=201)

    @extend_schema(request={"multipart/form-data": PartyAskIn, "application/json": PartyAskIn},
                   responses={201: OpinionOut, **REFUSALS}, summary="Gửi xin ý kiến cấp ủy")  # fmt: skip
    @action(detail=False, methods=["post"])
    def party(self, request):
        given = checked(PartyAskIn, request)
        dossier = self._dossier(given["dossier"])
        if not request.user.has_perm("awards.ask_party_dossier", dossier):
            raise PermissionDenied("awards.ask_party_dossier")
        lines = list(dossier.lines.filter(pk__in=given["lines"]))
        made = actions.ask_party(dossier=dossier, lines=lines, letter=_letter(given), by=request.user, at=clock.now())
        return Response(OpinionOut(made).data, status=201)

    @extend_schema(request={"multipart/form-data": OpinionReplyIn}, responses={200: OpinionDetailOut, **REFUSALS},
                   summary="Trả lời, hoặc nhập thay từ bản giấy")  # fmt: skip
    @action(detail=True, methods=["post"])
    def answer(self, request, pk):
        letter, given = self.get_object(), checked(OpinionReplyIn, request)
        actions.answer_opinion(
            letter=letter, said={one["id"]: Said(one["state"], one["reason"]) for one in given["lines"]},
            reply=Reply(given["number"], given["signed_on"], given["signer"], given["file"]),
            version=given["version"], by=request.user, at=clock.now(),
        )  # fmt: skip
        return self._answer(letter)

    @extend_schema(request=None, responses={204: None, **REFUSALS}, summary="Nhắc trả lời")
    @action(detail=True, methods=["post"])
    def remind(self, request, pk):
        actions.remind_body(letter=self.get_object(), by=request.user, at=clock.now())
        return Response(status=204)

    @extend_schema(request=ExtendIn, responses={200: OpinionDetailOut, **REFUSALS}, summary="Gia hạn trả lời")
    @action(detail=True, methods=["post"])
    def extend(self, request, pk):
        letter = self.get_object()
        actions.extend_opinion(letter=letter, **checked(ExtendIn, request), by=request.user, at=clock.now())
        return self._answer(letter)

    @extend_schema(request=OpinionEndIn, responses={204: None, **REFUSALS}, summary="Kết thúc lấy ý kiến của một hồ sơ")
    @action(detail=False, methods=["post"])
    def end(self, request):
        given = checked(OpinionEndIn, request)
        dossier = self._dossier(given["dossier"])
        actions.end_opinions(dossier=dossier, note=given["note"], by=request.user, at=clock.now())
        return Response(status=204)


def _letter(given):
    return Letter(**{name: given[name] for name in ("number", "signed_on", "due_on", "question", "file")})


def bodies_of(given, user):
    units = {unit.code: unit for unit in Unit.objects.visible_to(user).filter(code__in=given["units"])}
    if strange := set(given["units"]) - units.keys():
        raise Refused(f"Không có đơn vị mã {', '.join(sorted(strange))}.")
    return [*(Body(unit=units[code]) for code in given["units"]), *(Body(name=name) for name in given["others"])]
