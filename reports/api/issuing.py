"""Drafts, numbers, money and what follows a decision through the interface: by the room's own acts."""

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from awards.actions import drafts as actions
from awards.actions.drafts import Papers
from awards.compile.drafts import free_lines, standings
from awards.models import BookNumber, DecisionDraft
from awards.render.decision_papers import paper_now
from reports.api import serializers as out
from reports.api.dossier_papers import AS_FILE, EXT, FILE_ANSWERS
from reports.api.forms import checked
from reports.api.views import Rows
from thidua import clock
from thidua.errors import Refused
from thidua.paper.views import paper_answer
from thidua.signing import MOST_KEY, SigningKey

REFUSALS = {403: out.Refusal, 404: out.Refusal, 409: out.Refusal, 422: out.Refusal}
FILE = "paper-(?P<ext>pdf|docx)"


class NumberOut(serializers.ModelSerializer):
    """A number of the register; one that was cancelled keeps its reason."""

    code = serializers.CharField()
    issuer = serializers.CharField(source="book.issuer")
    year = serializers.IntegerField(source="book.year")

    class Meta:
        model = BookNumber
        fields = ["id", "code", "number", "issuer", "year", "taken_on", "draft", "decision", "cancelled_at",
                  "cancelled_why"]  # fmt: skip


class DraftLineOut(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField(source="honoree.name")
    award = serializers.CharField(source="award.name")
    dossier = serializers.IntegerField(source="dossier_id")
    dossier_state = serializers.CharField(source="dossier.state")


class DraftOut(serializers.ModelSerializer):
    class Meta:
        model = DecisionDraft
        fields = ["id", "version", "title", "state", "decider", "decision", "created_at"]


class DraftDetailOut(DraftOut):
    """`state` here is as shown: `signed` once every dossier of it is signed."""

    state = serializers.SerializerMethodField()
    lines = serializers.SerializerMethodField()
    numbers = serializers.SerializerMethodField()

    class Meta(DraftOut.Meta):
        fields = [*DraftOut.Meta.fields, "lines", "numbers"]

    def get_state(self, draft) -> str:
        return str(self._standing(draft).state)

    @extend_schema_field(DraftLineOut(many=True))
    def get_lines(self, draft):
        return DraftLineOut(self._standing(draft).lines, many=True).data

    @extend_schema_field(NumberOut(many=True))
    def get_numbers(self, draft):
        return NumberOut(draft.numbers.select_related("book"), many=True).data

    def _standing(self, draft):
        if not hasattr(draft, "standing"):
            [draft.standing] = standings([draft], today=clock.today())
        return draft.standing


class VersionIn(serializers.Serializer):
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")


class DraftIn(serializers.Serializer):
    title = serializers.CharField(max_length=400, label="trích yếu")
    lines = serializers.ListField(child=serializers.IntegerField(), label="khóa các dòng")


class DraftChangeIn(VersionIn, DraftIn):
    """Other words, other lines."""


class WhyIn(VersionIn):
    why = serializers.CharField(max_length=400, label="lý do")


class IssueDraftIn(VersionIn):
    number = serializers.IntegerField(default=None, allow_null=True, label="số, khi cấp ở sổ của cơ quan")
    issued_on = serializers.DateField(default=None, allow_null=True, label="ngày ban hành")
    file = serializers.FileField(default=None, label="bản đã ký")
    key = serializers.FileField(default=None, label="chứng thư số PKCS#12, không lưu lại")
    password = serializers.CharField(default="", allow_blank=True, trim_whitespace=False, write_only=True,
                                     label="mật khẩu chứng thư")  # fmt: skip


@extend_schema_view(
    list=extend_schema(summary="Danh sách dự thảo quyết định"),
    retrieve=extend_schema(summary="Một dự thảo, kèm các dòng và số đã lấy"),
)
class Drafts(Rows):
    """Dự thảo quyết định khen thưởng."""

    serializer_class = DraftOut
    detail_serializer = DraftDetailOut
    columns = {"state": "state"}

    def get_queryset(self):
        return DecisionDraft.objects.visible_to(self.request.user).order_by("-pk")

    def _answer(self, draft, status=200):
        return Response(DraftDetailOut(self.get_queryset().get(pk=draft.pk)).data, status=status)

    def _lines(self, keys, draft=None):
        found = list(free_lines(self.request.user, draft).filter(pk__in=keys))
        if len(found) != len(set(keys)):
            raise Refused("Có dòng không còn chờ quyết định, hoặc đã ở dự thảo khác.")
        return found

    def _act(self, act, given):
        draft = self.get_object()
        act(draft=draft, **given, by=self.request.user, at=clock.now())
        return self._answer(draft)

    @extend_schema(request=DraftIn, responses={201: DraftDetailOut, **REFUSALS}, summary="Lập dự thảo quyết định")
    def create(self, request):
        if not request.user.has_perm("awards.start_draft"):
            raise PermissionDenied("awards.start_draft")
        given = checked(DraftIn, request)
        made = actions.start_draft(
            title=given["title"], lines=self._lines(given["lines"]), by=request.user, at=clock.now()
        )
        return self._answer(made, 201)

    @extend_schema(request=DraftChangeIn, responses={200: DraftDetailOut, **REFUSALS}, summary="Sửa dự thảo")
    @action(detail=True, methods=["post"])
    def change(self, request, pk):
        draft = self.get_object()
        if not request.user.has_perm("awards.change_draft", draft):
            raise PermissionDenied("awards.change_draft")
        given = checked(DraftChangeIn, request)
        lines = self._lines(given.pop("lines"), draft)
        actions.change_draft(draft=draft, lines=lines, **given, by=request.user, at=clock.now())
        return self._answer(draft)

    @extend_schema(request=WhyIn, responses={200: DraftDetailOut, **REFUSALS}, summary="Bỏ dự thảo")
    @action(detail=True, methods=["post"])
    def drop(self, request, pk):
        return self._act(actions.drop_draft, checked(WhyIn, request))

    @extend_schema(request=VersionIn, responses={200: DraftDetailOut, **REFUSALS}, summary="Lấy số kế tiếp của sổ")
    @action(detail=True, methods=["post"], url_path="take-number")
    def take_number(self, request, pk):
        return self._act(actions.take_number, checked(VersionIn, request))

    @extend_schema(request=WhyIn, responses={200: DraftDetailOut, **REFUSALS}, summary="Hủy số, ghi lý do")
    @action(detail=True, methods=["post"], url_path="cancel-number")
    def cancel_number(self, request, pk):
        return self._act(actions.cancel_number, checked(WhyIn, request))

    @extend_schema(request={"multipart/form-data": IssueDraftIn}, responses={200: DraftDetailOut, **REFUSALS},
                   summary="Phát hành quyết định; ký số khi kèm chứng thư")  # fmt: skip
    @action(detail=True, methods=["post"])
    def issue(self, request, pk):
        given = checked(IssueDraftIn, request)
        key = given["key"]
        signing = SigningKey(key.read(MOST_KEY + 1), given["password"]) if key else None
        papers = Papers(given["file"], signing, given["number"], given["issued_on"])
        return self._act(actions.issue_draft, {"papers": papers, "version": given["version"]})

    @extend_schema(parameters=[EXT], responses=FILE_ANSWERS, summary="Văn bản của dự thảo, PDF hoặc Word")
    @action(detail=True, methods=["get"], url_path=FILE, renderer_classes=AS_FILE)
    def paper(self, request, pk, ext):
        draft = self.get_object()
        return paper_answer(paper_now(draft, today=clock.today()), ext, name=f"Du thao {draft.pk}")


@extend_schema_view(
    list=extend_schema(summary="Sổ cấp số quyết định, kể cả số đã hủy"),
    retrieve=extend_schema(summary="Một số đã cấp"),
)
class Numbers(Rows):
    """Số quyết định cấp theo sổ trên cổng."""

    serializer_class = NumberOut
    columns = {"year": "book__year"}

    def get_queryset(self):
        rows = BookNumber.objects.visible_to(self.request.user).select_related("book")
        return rows.order_by("-book__year", "book", "-number")
