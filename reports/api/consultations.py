"""Lấy ý kiến Nhân dân through the interface: prepared, put up, read and summed up by the room's own acts."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from awards.actions import comments as comment_acts
from awards.actions import consultations as actions
from awards.actions.consultations import Notice, Signed
from awards.compile.consultations import tally
from awards.consultation_workflow import COMMENT
from awards.forms_consultations import DECISIONS
from awards.models import Consultation, ConsultationLine, Dossier, PublicComment
from reports.api import serializers as out
from reports.api.files import FileOut
from reports.api.forms import FormRefusal, checked, read_form, refuse_strange
from reports.api.views import STATE, Rows
from thidua import clock
from units.models import Attachment

REFUSALS = {403: out.Refusal, 404: out.Refusal, 409: out.Refusal, 422: out.Refusal}
COMMENT_KEY = OpenApiParameter("comment", int, OpenApiParameter.PATH, description="Khóa của góp ý")
STEP_NAME = OpenApiParameter("name", str, OpenApiParameter.PATH, description="show, hide, pass_on hoặc answer")


class ConsultationLineOut(serializers.ModelSerializer):
    class Meta:
        model = ConsultationLine
        fields = ["id", "line", "name", "unit", "award_code", "award", "reason"]


class ConsultationOut(serializers.ModelSerializer):
    """`last_day`: comments are taken to its end; nobody can end it earlier."""

    class Meta:
        model = Consultation
        fields = ["id", "version", "dossier", "state", "title", "notice", "working_days", "opened_on", "last_day",
                  "closed_on", "summary", "summary_number", "summary_date", "summary_signer",
                  "illustrative"]  # fmt: skip


class ConsultationDetailOut(ConsultationOut):
    lines = ConsultationLineOut(many=True)
    comments = serializers.SerializerMethodField(help_text="Số góp ý theo trạng thái")
    files = serializers.SerializerMethodField()

    class Meta(ConsultationOut.Meta):
        fields = [*ConsultationOut.Meta.fields, "lines", "comments", "files"]

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
    def get_comments(self, row):
        return {code: n for _, n, code in tally(row)}

    @extend_schema_field(FileOut(many=True))
    def get_files(self, row):
        files = Attachment.objects.visible_to(self.context["request"].user).of(row).order_by("pk")
        return FileOut(files, many=True).data


class CommentOut(serializers.ModelSerializer):
    """For Sở Nội vụ alone: with who wrote it. `shown_text` and `answer` are what others read."""

    class Meta:
        model = PublicComment
        fields = ["id", "state", "about", "text", "name", "phone", "address", "sent_at", "shown_text", "answer",
                  "passed_to", "reason", "handled_at"]  # fmt: skip


class ReasonIn(serializers.Serializer):
    line = serializers.IntegerField(label="khóa dòng của hồ sơ")
    reason = serializers.CharField(max_length=4000, label="lý do đề nghị")


class NoticeIn(serializers.Serializer):
    title = serializers.CharField(max_length=300, label="tên đợt lấy ý kiến")
    notice = serializers.CharField(max_length=4000, default="", allow_blank=True, label="lời giới thiệu")
    working_days = serializers.IntegerField(label="số ngày làm việc")
    lines = ReasonIn(many=True)


class PrepareIn(NoticeIn):
    dossier = serializers.IntegerField(label="hồ sơ")


class SaveIn(NoticeIn):
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")


class VersionIn(serializers.Serializer):
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")


class SummaryIn(VersionIn):
    summary = serializers.CharField(max_length=20000, label="nội dung tổng hợp, giải trình")


class SignIn(serializers.Serializer):
    number = serializers.CharField(max_length=60, label="số văn bản")
    signed_on = serializers.DateField(label="ngày văn bản")
    signer = serializers.CharField(max_length=120, default="", allow_blank=True, label="người ký")
    file = serializers.FileField(label="bản đã ký")


class DecisionIn(serializers.Serializer):
    """Each step has its own: show: shown_text · answer: both · hide: note · pass_on: passed_to, note."""

    shown_text = serializers.CharField(required=False, allow_blank=True, label="phần hiện công khai")
    answer = serializers.CharField(required=False, allow_blank=True, label="trả lời")
    note = serializers.CharField(required=False, allow_blank=True, label="lý do, ghi chú")
    passed_to = serializers.CharField(required=False, allow_blank=True, label="cơ quan có thẩm quyền")


def _notice(given):
    reasons = {one["line"]: one["reason"] for one in given["lines"]}
    return Notice(given["title"], given["notice"], given["working_days"], reasons)


@extend_schema_view(
    list=extend_schema(parameters=[STATE], summary="Các đợt lấy ý kiến Nhân dân được xem"),
    retrieve=extend_schema(summary="Một đợt lấy ý kiến, kèm danh sách"),
)
class Consultations(Rows):
    """Lấy ý kiến Nhân dân: không có đường gọi nào kết thúc sớm."""

    serializer_class = ConsultationOut
    detail_serializer = ConsultationDetailOut
    columns = {"state": "state"}

    def get_queryset(self):
        rows = Consultation.objects.visible_to(self.request.user).inside(self.request.user)
        return rows.with_names().order_by("-pk")

    def _answer(self, row, status=200):
        fresh = self.get_queryset().get(pk=row.pk)
        return Response(ConsultationDetailOut(fresh, context={"request": self.request}).data, status=status)

    def _allowed(self, permission):
        row = self.get_object()
        if not self.request.user.has_perm(f"awards.{permission}", row):
            raise PermissionDenied(permission)
        return row

    @extend_schema(request=PrepareIn, responses={201: ConsultationDetailOut, **REFUSALS},
                   summary="Lập danh sách lấy ý kiến của một hồ sơ")  # fmt: skip
    def create(self, request):
        given = checked(PrepareIn, request)
        dossier = get_object_or_404(Dossier.objects.visible_to(request.user).with_names(), pk=given["dossier"])
        made = actions.prepare_consultation(dossier=dossier, notice=_notice(given), by=request.user, at=clock.now())
        return self._answer(made, 201)

    @extend_schema(request=SaveIn, responses={200: ConsultationDetailOut, **REFUSALS},
                   summary="Ghi lại cả danh sách khi chưa đăng, kèm phiên bản đã đọc")  # fmt: skip
    def update(self, request, pk):
        row, given = self._allowed("edit_consultation"), checked(SaveIn, request)
        actions.save_consultation(consultation=row, notice=_notice(given), version=given["version"], by=request.user,
                                  at=clock.now())  # fmt: skip
        return self._answer(row)

    @extend_schema(request=VersionIn, responses={200: ConsultationDetailOut, **REFUSALS}, summary="Đăng danh sách")
    @action(detail=True, methods=["post"], url_path="open")
    def put_up(self, request, pk):
        row, given = self._allowed("open_consultation"), checked(VersionIn, request)
        actions.open_consultation(consultation=row, **given, by=request.user, at=clock.now())
        return self._answer(row)

    @extend_schema(request=SummaryIn, responses={200: ConsultationDetailOut, **REFUSALS},
                   summary="Soạn tổng hợp, giải trình khi đã hết thời gian")  # fmt: skip
    @action(detail=True, methods=["put"])
    def summary(self, request, pk):
        row, given = self._allowed("write_summary"), checked(SummaryIn, request)
        actions.write_summary(consultation=row, **given, by=request.user, at=clock.now())
        return self._answer(row)

    @extend_schema(request={"multipart/form-data": SignIn}, responses={200: ConsultationDetailOut, **REFUSALS},
                   summary="Ký bản tổng hợp; hồ sơ được thẩm định tiếp")  # fmt: skip
    @action(detail=True, methods=["post"])
    def sign(self, request, pk):
        row, given = self._allowed("summarise_consultation"), checked(SignIn, request)
        actions.sign_summary(consultation=row, paper=Signed(**given), by=request.user, at=clock.now())
        return self._answer(row)

    def _comments(self, row):
        if not self.request.user.has_perm("awards.read_comments"):
            raise PermissionDenied("awards.read_comments")
        return PublicComment.objects.visible_to(self.request.user).filter(consultation=row)

    @extend_schema(parameters=[STATE], responses={200: CommentOut(many=True), 403: out.Refusal, 404: out.Refusal},
                   summary="Góp ý của một đợt, chỉ Sở Nội vụ đọc")  # fmt: skip
    @action(detail=True, methods=["get"], filter_backends=[])
    def comments(self, request, pk):
        rows = self._comments(self.get_object()).order_by("sent_at", "pk")
        if state := request.query_params.get("state"):
            rows = rows.filter(state=state)
        return self.get_paginated_response(CommentOut(self.paginate_queryset(rows), many=True).data)

    @extend_schema(request=DecisionIn, parameters=[COMMENT_KEY, STEP_NAME],
                   responses={200: CommentOut, **REFUSALS, 422: FormRefusal}, summary="Xử lý một góp ý")  # fmt: skip
    @action(detail=True, methods=["post"], url_path="comments/(?P<comment>[0-9]{1,18})/(?P<name>[a-z_]+)")
    def decide(self, request, pk, comment, name):
        rows = self._comments(self.get_object()).select_related("consultation")
        row, step = get_object_or_404(rows, pk=comment), COMMENT.steps.get(name)
        if step is None:
            raise Http404
        if not request.user.has_perm(step.permission, row):
            raise PermissionDenied(step.permission)
        form = DECISIONS[name](checked(DecisionIn, request))
        refuse_strange(form, request.data)
        words = read_form(form)
        comment_acts.step_comment(comment=row, step_name=name, by=request.user, at=clock.now(), **words)
        return Response(CommentOut(row).data)
