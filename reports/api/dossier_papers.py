"""Papers of a dossier through the interface: what can be made, the report of a line, the figures of a meeting."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from awards import actions
from awards.actions import Votes
from awards.compile.achievements import report_text
from awards.compile.dossier_words import dossier_text
from awards.compile.minutes import minutes_of, minutes_text
from awards.compile.signatures import checked_files
from awards.models import Dossier, Nomination
from awards.render import LABELS, make_paper, make_report, papers_for
from awards.views.papers import file_names
from reports.api import serializers as out
from reports.api.files import REFUSALS, FileOut, renderer
from reports.api.forms import checked
from thidua import clock
from thidua.errors import Conflict
from thidua.paper.views import TYPES, paper_answer
from units.models import Attachment

LINE = OpenApiParameter("line", int, OpenApiParameter.PATH, description="Khóa của dòng đề nghị")
EXT = OpenApiParameter("ext", str, OpenApiParameter.PATH, enum=list(TYPES), description="Dạng tệp")
KEY = OpenApiParameter("key", str, OpenApiParameter.PATH, enum=list(LABELS), description="Loại văn bản")
FILE_ANSWERS = {**{(200, kind): OpenApiTypes.BINARY for kind in TYPES.values()}, 404: out.Refusal, 422: out.Refusal}
ONE = {"detail": True, "pagination_class": None, "filter_backends": []}
REPORT = "lines/(?P<line>[0-9]{1,18})/report"


AS_FILE = [JSONRenderer, *(renderer(kind, ext) for ext, kind in TYPES.items())]


# --- Out and in -------------------------------------------------------------------------------------------------------


class SignatureOut(serializers.Serializer):
    """One digital signature; the moment is what the signer's machine said."""

    kind, field, signer = serializers.CharField(), serializers.CharField(), serializers.CharField()
    organisation, issuer, signed_at = serializers.CharField(), serializers.CharField(), serializers.CharField()
    intact = serializers.BooleanField(help_text="Nội dung chữ ký phủ không đổi từ khi ký")
    trusted = serializers.BooleanField(help_text="Chứng thư thuộc chứng thư gốc đã khai báo")
    whole = serializers.BooleanField(help_text="Phủ toàn bộ tệp")


class SignaturesOut(serializers.Serializer):
    finding, label = serializers.CharField(), serializers.CharField()
    signatures = SignatureOut(many=True)


class SignedFileOut(FileOut):
    checked = SignaturesOut(allow_null=True, help_text="Kết quả đọc chữ ký số; null khi không phải PDF hoặc chưa đọc")

    class Meta(FileOut.Meta):
        fields = [*FileOut.Meta.fields, "checked"]


class PaperKindOut(serializers.Serializer):
    key, label, note = serializers.CharField(), serializers.CharField(), serializers.CharField()


class PapersOut(serializers.Serializer):
    kinds = PaperKindOut(many=True, help_text="Văn bản dựng được lúc này")
    files = SignedFileOut(many=True, help_text="Tệp đang có trong hồ sơ")


class ReportOut(serializers.Serializer):
    version = serializers.IntegerField(help_text="0: bản nháp do cổng dựng, chưa ai lưu")
    profile, merits, honours = serializers.CharField(), serializers.CharField(), serializers.CharField()


class ReportIn(serializers.Serializer):
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")
    profile = serializers.CharField(allow_blank=True, label="sơ lược")
    merits = serializers.CharField(allow_blank=True, label="thành tích đạt được")
    honours = serializers.CharField(allow_blank=True, label="các hình thức đã được khen thưởng")


class ReportConflict(out.Refusal):
    """Nothing was written; `current` is what stands now."""

    current = ReportOut()


class AttachIn(serializers.Serializer):
    version = serializers.IntegerField(min_value=1, label="phiên bản đã lưu")


class VoteOut(serializers.Serializer):
    line, name, award = serializers.IntegerField(), serializers.CharField(), serializers.CharField()
    percent = serializers.IntegerField(help_text="Tỷ lệ phải đạt trên tổng số thành viên")
    by_province = serializers.BooleanField(help_text="Tỷ lệ của Hội đồng cấp tỉnh, không phải của cuộc họp này")
    agreed = serializers.IntegerField(allow_null=True)
    refused = serializers.IntegerField(allow_null=True)
    reached = serializers.BooleanField(allow_null=True)


class VoteIn(serializers.Serializer):
    line = serializers.IntegerField(label="dòng đề nghị")
    agreed = serializers.IntegerField(min_value=0, max_value=9999, label="số phiếu đồng ý")
    refused = serializers.IntegerField(min_value=0, max_value=9999, default=0, label="số phiếu không đồng ý")


class MeetingIn(serializers.Serializer):
    held_on = serializers.DateField(required=False, allow_null=True, default=None, label="ngày họp")
    place = serializers.CharField(required=False, allow_blank=True, default="", max_length=200, label="địa điểm")
    chair = serializers.CharField(required=False, allow_blank=True, default="", max_length=120, label="chủ trì")
    chair_title = serializers.CharField(required=False, allow_blank=True, default="", max_length=200, label="chức vụ")
    secretary = serializers.CharField(required=False, allow_blank=True, default="", max_length=120, label="thư ký")
    members = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=0, max_value=9999, label="tổng số thành viên"
    )
    present = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=0, max_value=9999, label="số có mặt"
    )
    absent = serializers.CharField(required=False, allow_blank=True, default="", label="thành viên vắng")
    guests = serializers.CharField(required=False, allow_blank=True, default="", label="khách mời")
    opinions = serializers.CharField(required=False, allow_blank=True, default="", label="ý kiến tại cuộc họp")


class MinutesIn(MeetingIn):
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")
    votes = VoteIn(many=True, required=False, default=list, label="phiếu")


class MinutesOut(MeetingIn):
    version = serializers.IntegerField(help_text="0: chưa ai lưu")
    votes = VoteOut(many=True)


class MinutesConflict(out.Refusal):
    current = MinutesOut()


def signed_files(owner, user):
    """Files of a row with what their signatures say."""
    files = list(Attachment.objects.visible_to(user).of(owner).order_by("pk"))
    found = checked_files(files)
    for file in files:
        file.checked = found.get(file.pk)
    return files


# --- What is mixed into the view sets ---------------------------------------------------------------------------------


class DecisionPapers:
    @extend_schema(responses={200: SignedFileOut(many=True), 404: out.Refusal}, summary="Tệp và chữ ký số")
    @action(methods=["get"], **ONE)
    def files(self, request, pk):
        return Response(SignedFileOut(signed_files(self.get_object(), request.user), many=True).data)


class DossierPapers:
    """Mixed into the view set of dossiers; who may read its files may have its papers made."""

    def readable(self):
        rows = Dossier.objects.visible_to(self.request.user).files_visible_to(self.request.user)
        return get_object_or_404(rows.with_names(), pk=self.get_object().pk)

    def held(self):
        """For its officer while it may be edited; 403 for whoever else reads it."""
        dossier = self.readable()
        if not self.request.user.has_perm("awards.edit_dossier", dossier):
            raise PermissionDenied("awards.edit_dossier")
        return dossier

    def _reported_line(self, dossier, pk):
        rows = Nomination.objects.visible_to(self.request.user).select_related("honoree__unit", "award")
        line = get_object_or_404(rows, pk=pk, dossier=dossier)
        line.dossier = dossier
        return line

    @extend_schema(responses={200: PapersOut, 404: out.Refusal}, summary="Văn bản dựng được và tệp của hồ sơ")
    @action(methods=["get"], **ONE)
    def papers(self, request, pk):
        dossier = self.readable()
        said = {"kinds": papers_for(dossier, request.user), "files": signed_files(dossier, request.user)}
        return Response(PapersOut(said).data)

    @extend_schema(parameters=[KEY, EXT], responses=FILE_ANSWERS, summary="Một văn bản dựng sẵn, PDF hoặc Word")
    @action(methods=["get"], url_path="paper/(?P<key>[a-z-]+)/(?P<ext>pdf|docx)", renderer_classes=AS_FILE, **ONE)
    def paper(self, request, pk, key, ext):
        dossier = self.readable()
        if key not in {kind.key for kind in papers_for(dossier, request.user)}:
            raise Http404
        today = clock.today()
        made = make_paper(dossier, key, today=today, purposes=file_names(dossier, today), user=request.user)
        return paper_answer(made, ext, name=f"{LABELS[key]} {dossier.pk}")

    # --- The report of a line ------------------------------------------------------------------------------------

    @extend_schema(parameters=[LINE], responses={200: ReportOut, 404: out.Refusal}, summary="Báo cáo thành tích")
    @action(methods=["get"], url_path=REPORT, **ONE)
    def report(self, request, pk, line):
        return Response(ReportOut(report_text(self._reported_line(self.readable(), line))).data)

    @extend_schema(parameters=[LINE], request=ReportIn, summary="Lưu báo cáo thành tích, kèm phiên bản đã đọc",
                   responses={200: ReportOut, 409: ReportConflict, 422: out.Refusal, **REFUSALS})  # fmt: skip
    @report.mapping.put
    def write_report(self, request, pk, line):
        row = self._reported_line(self.held(), line)
        given = checked(ReportIn, request)
        version = given.pop("version")
        try:
            actions.write_report(line=row, texts=given, version=version, by=request.user, at=clock.now())
        except Conflict as conflict:
            current = ReportOut(report_text(row)).data
            return Response({"detail": str(conflict), "code": "conflict", "current": current}, status=409)
        return Response(ReportOut(report_text(row)).data)

    @extend_schema(parameters=[LINE, EXT], responses=FILE_ANSWERS, summary="Báo cáo thành tích, PDF hoặc Word")
    @action(methods=["get"], url_path=f"{REPORT}-(?P<ext>pdf|docx)", renderer_classes=AS_FILE, **ONE)
    def report_file(self, request, pk, line, ext):
        row = self._reported_line(self.readable(), line)
        return paper_answer(make_report(row), ext, name=f"Báo cáo thành tích {row.honoree.name}")

    @extend_schema(parameters=[LINE], request=AttachIn, summary="Đính kèm bản PDF của báo cáo đã lưu",
                   responses={201: FileOut, 409: out.Refusal, 422: out.Refusal, **REFUSALS})  # fmt: skip
    @action(methods=["post"], url_path=f"{REPORT}/attach", **ONE)
    def attach_report(self, request, pk, line):
        row = self._reported_line(self.held(), line)
        version = checked(AttachIn, request)["version"]
        made = actions.attach_report(line=row, version=version, by=request.user, at=clock.now())
        return Response(FileOut(made).data, status=201)

    # --- The meeting ---------------------------------------------------------------------------------------------

    @extend_schema(responses={200: MinutesOut, 404: out.Refusal}, summary="Số liệu cuộc họp xét")
    @action(methods=["get"], **ONE)
    def minutes(self, request, pk):
        return Response(_minutes(self.readable()))

    @extend_schema(request=MinutesIn, summary="Lưu số liệu cuộc họp xét, kèm phiên bản đã đọc",
                   responses={200: MinutesOut, 409: MinutesConflict, 422: out.Refusal, **REFUSALS})  # fmt: skip
    @minutes.mapping.put
    def write_minutes(self, request, pk):
        dossier = self.held()
        given = checked(MinutesIn, request)
        version, votes = given.pop("version"), [Votes(**one) for one in given.pop("votes")]
        save = {"meeting": given, "votes": votes, "version": version, "by": request.user, "at": clock.now()}
        try:
            actions.write_minutes(dossier=dossier, **save)
        except Conflict as conflict:
            return Response({"detail": str(conflict), "code": "conflict", "current": _minutes(dossier)}, status=409)
        return Response(_minutes(dossier))


def _minutes(dossier):
    today, row = clock.today(), minutes_of(dossier)
    row.votes = minutes_text(dossier, dossier_text(dossier, today=today).lines, today=today).votes
    return MinutesOut(row).data
