"""The department's desk through the interface: single lines, the notice, many dossiers at once, saved filters."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.response import Response

from awards import actions
from awards.compile.desk import appraisers
from awards.compile.queue import QueueFilter
from awards.models import AwardType, Nomination, SavedFilter
from reports.api import serializers as out
from reports.api.forms import checked
from thidua import clock
from thidua.errors import Refused

REFUSALS = {403: out.Refusal, 404: out.Refusal, 409: out.Refusal, 422: out.Refusal}
LINE = r"lines/(?P<line>[0-9]{1,9})"


class HoldIn(serializers.Serializer):
    reason = serializers.CharField(label="mã lý do")
    text = serializers.CharField(required=False, default="", allow_blank=True, label="nội dung")
    opened_on = serializers.DateField(label="từ ngày")


class LowerIn(serializers.Serializer):
    award = serializers.CharField(label="mã hình thức thấp hơn")
    reason = serializers.CharField(required=False, default="", allow_blank=True, label="mã lý do")
    note = serializers.CharField(required=False, default="", allow_blank=True, label="ghi rõ")


class AnswerIn(serializers.Serializer):
    agreed = serializers.BooleanField(label="đồng ý")
    note = serializers.CharField(required=False, default="", allow_blank=True, label="ý kiến của đơn vị")


class WithdrawIn(serializers.Serializer):
    note = serializers.CharField(label="lý do rút")


class NoticeIn(serializers.Serializer):
    number = serializers.CharField(label="số thông báo")
    signed_on = serializers.DateField(label="ngày thông báo")
    file = serializers.FileField(required=False, default=None, allow_null=True, label="bản đã ký")


class BulkIn(serializers.Serializer):
    dossiers = serializers.ListField(child=serializers.IntegerField(min_value=1), label="hồ sơ")
    step = serializers.CharField(label="việc làm")
    assignee = serializers.CharField(required=False, default="", allow_blank=True, label="tài khoản người thẩm định")
    note = serializers.CharField(required=False, default="", allow_blank=True, label="ghi chú")


class OutcomeOut(serializers.Serializer):
    """What became of one dossier; `why` is empty when it was done."""

    id = serializers.IntegerField(source="pk")
    done = serializers.BooleanField()
    why = serializers.CharField()
    state = serializers.CharField()


class SavedFilterOut(serializers.ModelSerializer):
    class Meta:
        model = SavedFilter
        fields = ["id", "name", "query", "default"]


class SavedFilterIn(serializers.Serializer):
    """`query` as in the address of the list: "trang-thai=submitted&loai=cong_trang"."""

    name = serializers.CharField(max_length=80, label="tên bộ lọc")
    query = serializers.CharField(max_length=600, label="điều kiện lọc")
    default = serializers.BooleanField(required=False, default=False, label="mở sẵn")


class FilterChangeIn(serializers.Serializer):
    name = serializers.CharField(max_length=80, label="tên bộ lọc")
    default = serializers.BooleanField(required=False, default=False, label="mở sẵn")


def officer_called(username):
    """Who may appraise, by the name of the account; None for nobody, and the act says what is missing."""
    return next((one.person for one in appraisers() if one.person.username == username), None)


class DossierDesk:
    """What the desks and the unit's head do with a dossier beside its steps; mixed into the dossiers."""

    def _line(self, dossier, key):
        rows = Nomination.objects.visible_to(self.request.user).select_related("honoree__unit", "award")
        line = rows.filter(pk=key, dossier=dossier).first()
        if line is None:
            raise Http404
        line.dossier = dossier
        return line

    def _on_line(self, key, permission, form, act):
        """Permission first, then what was sent, then the act; the line as it stands afterwards."""
        dossier = self.get_object()
        if not self.request.user.has_perm(permission, dossier):
            raise PermissionDenied(permission)
        line = self._line(dossier, key)
        given = checked(form, self.request)
        act(line=line, **given, by=self.request.user, at=clock.now())
        line.refresh_from_db()
        return Response(out.LineOut(line).data)

    @extend_schema(request=HoldIn, responses={200: out.LineOut, **REFUSALS}, summary="Tạm dừng xét một dòng")
    @action(detail=True, methods=["post"], url_path=f"{LINE}/hold")
    def line_hold(self, request, pk, line):
        return self._on_line(line, "awards.conclude_line", HoldIn, actions.hold_line)

    @extend_schema(request=LowerIn, responses={200: out.LineOut, **REFUSALS}, summary="Đề nghị hình thức thấp hơn")
    @action(detail=True, methods=["post"], url_path=f"{LINE}/lower")
    def line_lower(self, request, pk, line):
        def offer(*, award, **words):
            found = AwardType.objects.visible_to(request.user).on(clock.today()).filter(code=award).first()
            return actions.offer_lower(award=found, **words)

        return self._on_line(line, "awards.conclude_line", LowerIn, offer)

    @extend_schema(request=AnswerIn, responses={200: out.LineOut, **REFUSALS}, summary="Trả lời về hình thức thấp hơn")
    @action(detail=True, methods=["post"], url_path=f"{LINE}/answer")
    def line_answer(self, request, pk, line):
        return self._on_line(line, "awards.answer_lower", AnswerIn, actions.answer_lower)

    @extend_schema(request=WithdrawIn, responses={200: out.LineOut, **REFUSALS}, summary="Đơn vị rút một dòng")
    @action(detail=True, methods=["post"], url_path=f"{LINE}/withdraw")
    def line_withdraw(self, request, pk, line):
        return self._on_line(line, "awards.withdraw_line", WithdrawIn, actions.withdraw_line)

    @extend_schema(request=None, responses={201: out.DossierOut, **REFUSALS}, summary="Tách các dòng tạm dừng")
    @action(detail=True, methods=["post"], url_path="split-held")
    def split_held(self, request, pk):
        new = actions.split_held(dossier=self.get_object(), by=request.user, at=clock.now())
        return Response(out.DossierOut(new, context=self.get_serializer_context()).data, status=status.HTTP_201_CREATED)

    @extend_schema(request={"multipart/form-data": NoticeIn}, responses={200: out.DossierOut, **REFUSALS},
                   summary="Ký thông báo không đủ điều kiện")  # fmt: skip
    @action(detail=True, methods=["post"])
    def notice(self, request, pk):
        dossier = self.get_object()
        if not request.user.has_perm("awards.sign_notice", dossier):
            raise PermissionDenied("awards.sign_notice")
        petition = actions.Petition(**checked(NoticeIn, request))
        actions.sign_notice(dossier=dossier, petition=petition, by=request.user, at=clock.now())
        return Response(out.DossierOut(dossier, context=self.get_serializer_context()).data)

    @extend_schema(request=BulkIn, responses={200: OutcomeOut(many=True), 422: out.Refusal},
                   summary="Một bước cho nhiều hồ sơ, mỗi hồ sơ riêng")  # fmt: skip
    @action(detail=False, methods=["post"])
    def bulk(self, request):
        given = checked(BulkIn, request)
        outcomes = actions.step_many(
            keys=given["dossiers"], step_name=given["step"], assignee=officer_called(given["assignee"]),
            note=given["note"], by=request.user, at=clock.now(),
        )  # fmt: skip
        return Response(OutcomeOut(outcomes, many=True).data)


class SavedFilters(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Bộ lọc hồ sơ của riêng mình."""

    serializer_class = SavedFilterOut

    def get_queryset(self):
        return SavedFilter.objects.visible_to(self.request.user)

    @extend_schema(request=SavedFilterIn, responses={201: SavedFilterOut, 422: out.Refusal}, summary="Lưu một bộ lọc")
    def create(self, request):
        given = checked(SavedFilterIn, request)
        given["query"] = _known(given["query"])
        saved = actions.save_filter(user=request.user, **given, at=clock.now())
        return Response(SavedFilterOut(saved).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=FilterChangeIn, responses={200: SavedFilterOut, **REFUSALS}, summary="Đổi tên, mở sẵn")
    def partial_update(self, request, pk):
        saved = actions.change_filter(saved=self.get_object(), **checked(FilterChangeIn, request))
        return Response(SavedFilterOut(saved).data)

    @extend_schema(responses={204: None, 404: out.Refusal}, summary="Xóa một bộ lọc")
    def destroy(self, request, pk):
        actions.delete_filter(saved=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)


def _known(query):
    """The filter as the page writes it; Refused when nothing in it is one."""
    if not (known := QueueFilter.parse(query).query()):
        raise Refused("Điều kiện lọc: không có phần nào của bộ lọc hồ sơ.")
    return known
