"""Hiệp y asked of the province, through the interface: taken in, asked on inside, drafted, signed, answered."""

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from awards.actions import inquiries as actions
from awards.actions.inquiries import Question, Verdict
from awards.actions.opinions import Letter
from awards.enums import OpinionState
from awards.models import Inquiry, InquirySubject
from reports.api import serializers as out
from reports.api.forms import checked
from reports.api.opinions import OpinionOut, bodies_of
from reports.api.views import STATE, Rows
from thidua import clock

WRITTEN = {403: out.Refusal, 404: out.Refusal, 409: out.Refusal, 422: out.Refusal}
VERDICTS = [(one, OpinionState(one).label) for one in OpinionState.ANSWERS]


class SubjectOut(serializers.ModelSerializer):
    class Meta:
        model = InquirySubject
        fields = ["id", "honoree", "name", "award", "verdict", "reason"]


class InquiryOut(serializers.ModelSerializer):
    class Meta:
        model = Inquiry
        fields = ["id", "version", "asker", "number", "letter_date", "arrived_on", "due_on", "summary", "state",
                  "proposed_at", "signed_at", "answer_number", "answer_date"]  # fmt: skip


class InquiryDetailOut(InquiryOut):
    """With the draft: who reads inquiries reads it."""

    subjects = SubjectOut(many=True)

    class Meta(InquiryOut.Meta):
        fields = [*InquiryOut.Meta.fields, "reply", "subjects"]


class SubjectIn(serializers.Serializer):
    name = serializers.CharField(max_length=200, label="tên")
    award = serializers.CharField(max_length=200, default="", allow_blank=True, label="danh hiệu, hình thức")


class InquiryIn(serializers.Serializer):
    asker = serializers.CharField(max_length=200, label="cơ quan hỏi")
    number = serializers.CharField(max_length=60, label="số công văn")
    letter_date = serializers.DateField(label="ngày công văn")
    arrived_on = serializers.DateField(label="ngày đến")
    due_on = serializers.DateField(default=None, allow_null=True, label="trả lời trước ngày")
    summary = serializers.CharField(max_length=400, label="nội dung hỏi")
    subjects = SubjectIn(many=True)
    file = serializers.FileField(default=None, label="tệp công văn")


class InquiryAskIn(serializers.Serializer):
    units = serializers.ListField(child=serializers.CharField(), default=list, label="mã cơ quan trên cổng")
    others = serializers.ListField(child=serializers.CharField(max_length=200), default=list, label="cơ quan khác")
    number = serializers.CharField(max_length=60, label="số công văn")
    signed_on = serializers.DateField(label="ngày công văn")
    due_on = serializers.DateField(label="trả lời trước ngày")
    question = serializers.CharField(default="", allow_blank=True, label="nội dung")
    file = serializers.FileField(default=None, label="tệp công văn")


class VerdictIn(serializers.Serializer):
    id = serializers.IntegerField(label="khóa đối tượng được hỏi")
    verdict = serializers.ChoiceField(VERDICTS, label="ý kiến của tỉnh")
    reason = serializers.CharField(max_length=400, default="", allow_blank=True, label="lý do")


class InquiryVersionIn(serializers.Serializer):
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")


class InquiryReplyIn(InquiryVersionIn):
    reply = serializers.CharField(label="dự thảo trả lời")
    subjects = VerdictIn(many=True)


class InquiryBackIn(InquiryVersionIn):
    note = serializers.CharField(max_length=2000, label="cần sửa gì")


class InquiryAnswerIn(serializers.Serializer):
    number = serializers.CharField(max_length=60, label="số văn bản")
    answered_on = serializers.DateField(label="ngày văn bản")
    file = serializers.FileField(label="bản đã ký")


def _answers(body, *, file=False, code=200):
    request = {"multipart/form-data": body} if file else body
    return {"request": request, "responses": {code: InquiryDetailOut, **WRITTEN}}


@extend_schema_view(
    list=extend_schema(parameters=[STATE], summary="Đề nghị hiệp y nơi khác hỏi tỉnh"),
    retrieve=extend_schema(summary="Một đề nghị hiệp y, kèm đối tượng và dự thảo trả lời"),
)
class Inquiries(Rows):
    """Hiệp y do bộ, tỉnh khác hỏi."""

    serializer_class = InquiryOut
    detail_serializer = InquiryDetailOut
    columns = {"state": "state"}

    def get_queryset(self):
        rows = Inquiry.objects.visible_to(self.request.user).select_related("signed_by")
        return rows.prefetch_related("subjects").order_by("-arrived_on", "-pk")

    def list(self, request, *args, **kwargs):
        self._may("awards.read_inquiries")
        return super().list(request, *args, **kwargs)

    @extend_schema(**_answers(InquiryIn, code=201), summary="Nhận đề nghị hiệp y vào sổ")
    def create(self, request):
        self._may("awards.enter_inquiry")
        given = dict(checked(InquiryIn, request))
        subjects = tuple((one["name"], one["award"]) for one in given.pop("subjects"))
        question = Question(**given, subjects=subjects)
        return self._said(actions.enter_inquiry(question=question, **self._acting()), status=201)

    @extend_schema(request=InquiryAskIn, responses={201: OpinionOut(many=True), **WRITTEN},
                   summary="Lấy ý kiến trong tỉnh")  # fmt: skip
    @action(detail=True, methods=["post"])
    def ask(self, request, pk):
        inquiry = self._for("awards.write_inquiry")
        given = checked(InquiryAskIn, request)
        letter = Letter(**{name: given[name] for name in ("number", "signed_on", "due_on", "question", "file")})
        bodies = bodies_of(given, request.user)
        made = actions.check_inquiry(inquiry=inquiry, bodies=bodies, letter=letter, **self._acting())
        return Response(OpinionOut(made, many=True).data, status=201)

    @extend_schema(**_answers(InquiryReplyIn), summary="Trình lãnh đạo ký trả lời")
    @action(detail=True, methods=["post"])
    def reply(self, request, pk):
        inquiry, given = self._for("awards.write_inquiry"), checked(InquiryReplyIn, request)
        verdicts = {one["id"]: Verdict(one["verdict"], one["reason"]) for one in given["subjects"]}
        told = {"verdicts": verdicts, "reply": given["reply"], "version": given["version"]}
        return self._said(actions.propose_reply(inquiry=inquiry, **told, **self._acting()))

    @extend_schema(**_answers(InquiryVersionIn), summary="Ký trả lời")
    @action(detail=True, methods=["post"])
    def sign(self, request, pk):
        inquiry, given = self._for("awards.sign_inquiry"), checked(InquiryVersionIn, request)
        actions.sign_inquiry(inquiry=inquiry, **given, **self._acting())
        return self._said(inquiry)

    @extend_schema(**_answers(InquiryBackIn), summary="Chuyển lại dự thảo")
    @action(detail=True, methods=["post"], url_path="hand-back")
    def hand_back(self, request, pk):
        inquiry, given = self._for("awards.sign_inquiry"), checked(InquiryBackIn, request)
        actions.hand_back_inquiry(inquiry=inquiry, **given, **self._acting())
        return self._said(inquiry)

    @extend_schema(**_answers(InquiryAnswerIn, file=True), summary="Cấp số, gửi trả lời")
    @action(detail=True, methods=["post"])
    def answer(self, request, pk):
        inquiry, given = self._for("awards.answer_inquiry"), checked(InquiryAnswerIn, request)
        return self._said(actions.answer_inquiry(inquiry=inquiry, **given, **self._acting()))

    def _may(self, permission, row=None):
        if not self.request.user.has_perm(permission, row):
            raise PermissionDenied(permission)

    def _for(self, permission):
        inquiry = self.get_object()
        self._may(permission, inquiry)
        return inquiry

    def _acting(self):
        return {"by": self.request.user, "at": clock.now()}

    def _said(self, inquiry, status=200):
        return Response(InquiryDetailOut(self.get_queryset().get(pk=inquiry.pk)).data, status=status)
