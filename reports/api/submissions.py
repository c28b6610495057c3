"""Trình cấp trên through the interface: read with the dossier, sent, returned and decided by the room's own acts."""

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from awards.actions import submissions as actions
from awards.actions.submissions import Outcome, Sending
from awards.enums import SubmissionState
from awards.models import Nomination, Submission, SubmissionLine
from awards.workflow import DOSSIER
from reports.api import serializers as out
from reports.api.forms import checked
from reports.api.views import STATE, UNIT, Rows
from thidua import clock
from thidua.errors import Conflict

WRITTEN = {403: out.Refusal, 404: out.Refusal, 409: out.Refusal, 422: out.Refusal}


class SubmissionLineOut(serializers.ModelSerializer):
    """What came of one line; `line` is the key of the dossier's line."""

    class Meta:
        model = SubmissionLine
        fields = ["line", "name", "award", "state", "number", "decided_on", "issuer", "note", "external", "tell_by"]


class SubmissionOut(serializers.ModelSerializer):
    unit = out.UnitRef(source="dossier.unit")

    class Meta:
        model = Submission
        fields = ["id", "dossier", "unit", "state", "number", "signed_on", "sent_on", "recipient", "central_code",
                  "returned_number", "returned_on", "returned_why"]  # fmt: skip


class SubmissionDetailOut(SubmissionOut):
    lines = SubmissionLineOut(many=True)

    class Meta(SubmissionOut.Meta):
        fields = [*SubmissionOut.Meta.fields, "lines"]


class SendUpIn(serializers.Serializer):
    number = serializers.CharField(max_length=60, label="số tờ trình")
    signed_on = serializers.DateField(label="ngày tờ trình")
    sent_on = serializers.DateField(label="ngày gửi")
    recipient = serializers.CharField(max_length=200, label="nơi nhận")
    central_code = serializers.CharField(max_length=60, default="", allow_blank=True, label="mã trên hệ thống trên")
    file = serializers.FileField(label="bản đã ký")


class ReturnUpIn(serializers.Serializer):
    number = serializers.CharField(max_length=60, label="số văn bản")
    returned_on = serializers.DateField(label="ngày văn bản")
    why = serializers.CharField(max_length=4000, label="nội dung trả lại")
    file = serializers.FileField(default=None, label="tệp văn bản")


class ResultIn(serializers.Serializer):
    """One paper from above; the words are demanded where nothing is granted."""

    lines = serializers.ListField(child=serializers.IntegerField(), label="khóa các dòng của hồ sơ")
    granted = serializers.BooleanField(label="được tặng")
    number = serializers.CharField(max_length=60, label="số văn bản")
    decided_on = serializers.DateField(label="ngày văn bản")
    issuer = serializers.CharField(max_length=200, label="cơ quan ban hành")
    note = serializers.CharField(max_length=2000, default="", allow_blank=True, label="ghi rõ")
    file = serializers.FileField(default=None, label="tệp văn bản")


def _answers(body):
    return {"request": {"multipart/form-data": body}, "responses": {200: SubmissionDetailOut, **WRITTEN}}


@extend_schema_view(
    list=extend_schema(parameters=[STATE, UNIT], summary="Hồ sơ trình cấp trên được xem"),
    retrieve=extend_schema(summary="Một lần trình, kèm kết quả từng dòng"),
)
class Submissions(Rows):
    """Trình cấp trên: mỗi lần gửi một hàng, kết quả ghi từng dòng."""

    serializer_class = SubmissionOut
    detail_serializer = SubmissionDetailOut
    columns = {"unit": "dossier__unit__code", "state": "state"}

    def get_queryset(self):
        rows = Submission.objects.visible_to(self.request.user).select_related("dossier__unit", "dossier__signed_by")
        return (rows.prefetch_related("lines") if self.action == "retrieve" else rows).order_by("-pk")

    @extend_schema(**_answers(SendUpIn), summary="Cấp số và gửi cấp trên")
    @action(detail=True, methods=["post"])
    def send(self, request, pk):
        row = self._for_step("send_up")
        return self._take(row, actions.send_up, sending=Sending(**checked(SendUpIn, request)))

    @extend_schema(**_answers(ReturnUpIn), summary="Ghi cấp trên trả lại")
    @action(detail=True, methods=["post"], url_path="return")
    def send_back(self, request, pk):
        row = self._for_step("return_up")
        return self._take(row, actions.return_up, **checked(ReturnUpIn, request))

    @extend_schema(**_answers(ResultIn), summary="Ghi kết quả của cấp trên cho một số dòng")
    @action(detail=True, methods=["post"])
    def results(self, request, pk):
        row, given = self._for_step("finish_up"), dict(checked(ResultIn, request))
        lines = Nomination.objects.visible_to(request.user).filter(dossier=row.dossier, pk__in=given.pop("lines"))
        return self._take(row, actions.record_results, lines=list(lines), outcome=Outcome(**given))

    def _for_step(self, name):
        """The sending that is open, for whoever may take the step on its dossier."""
        row = self.get_object()
        permission = DOSSIER.steps[name].permission
        if not self.request.user.has_perm(permission, row.dossier):
            raise PermissionDenied(permission)
        if row.state not in SubmissionState.OPEN:
            raise Conflict(f"Lần trình này đã là “{row.get_state_display()}”: xem lại hồ sơ rồi làm tiếp.")
        return row

    def _take(self, row, act, **given):
        act(dossier=row.dossier, **given, by=self.request.user, at=clock.now())
        made = Submission.objects.visible_to(self.request.user).prefetch_related("lines")
        return Response(SubmissionDetailOut(made.select_related("dossier__unit").get(pk=row.pk)).data)
