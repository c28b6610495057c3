"""Hủy bỏ khen thưởng through the interface: by the room's own acts."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from awards.actions import recovering, revoking
from awards.actions import revocations as actions
from awards.actions.recovering import Returned
from awards.actions.revocations import Case, Proposal
from awards.actions.revoking import Ending
from awards.compile.revocations import revocable
from awards.enums_revocations import FlagVerdict, RevocationGround
from awards.models import Honoree, Recovery, Revocation, RevocationFlag, RevokedAward
from awards.revocation_workflow import ENDS, PROPOSES, REVOCATION
from reports.api import serializers as out
from reports.api.forms import checked
from reports.api.views import STATE, STEP, UNIT, Rows
from thidua import clock
from thidua.errors import Refused

REFUSALS = {403: out.Refusal, 404: out.Refusal, 409: out.Refusal, 422: out.Refusal}
KEY = OpenApiParameter("key", int, OpenApiParameter.PATH)


class RevokedAwardOut(serializers.ModelSerializer):
    award = serializers.CharField(source="held.award_name")
    years = serializers.CharField(source="held.years")
    decision_number = serializers.CharField(source="held.decision_number")
    decided_on = serializers.DateField(source="held.decided_on")
    revoked_on = serializers.DateField(source="held.revoked_on", allow_null=True)

    class Meta:
        model = RevokedAward
        fields = ["held", "award", "years", "decision_number", "decided_on", "revoked_on"]


class FlagOut(serializers.ModelSerializer):
    """A later award (`held`) or a line that had counted what is revoked."""

    class Meta:
        model = RevocationFlag
        fields = ["id", "held", "line", "text", "verdict", "note", "at"]


class RecoveryOut(serializers.ModelSerializer):
    """`amount` in whole đồng; null while it is not known, and of an object."""

    class Meta:
        model = Recovery
        fields = ["id", "version", "kind", "about", "amount", "returned", "returned_on", "paper"]


class RevocationOut(serializers.ModelSerializer):
    unit = out.UnitRef(source="honoree.unit")
    name = serializers.CharField(source="honoree.name")

    class Meta:
        model = Revocation
        fields = ["id", "version", "state", "honoree", "name", "unit", "ground", "authority", "decided_here", "number",
                  "revoked_on", "issuer"]  # fmt: skip


class RevocationDetailOut(RevocationOut):
    awards = RevokedAwardOut(many=True)
    flags = FlagOut(many=True)
    recoveries = serializers.SerializerMethodField()

    class Meta(RevocationOut.Meta):
        fields = [*RevocationOut.Meta.fields, "facts", "basis", "basis_date", "proposal_number", "proposal_date",
                  "awards", "flags", "recoveries"]  # fmt: skip

    @extend_schema(responses=RecoveryOut(many=True))
    def get_recoveries(self, case) -> list[dict]:
        rows = Recovery.objects.visible_to(self.context["request"].user).filter(award__revocation=case)
        return RecoveryOut(rows, many=True).data


class CaseIn(serializers.Serializer):
    ground = serializers.ChoiceField(RevocationGround.choices, label="căn cứ hủy bỏ")
    facts = serializers.CharField(max_length=20_000, label="nội dung vi phạm")
    basis = serializers.CharField(max_length=200, label="văn bản làm căn cứ")
    basis_date = serializers.DateField(label="ngày văn bản làm căn cứ")
    file = serializers.FileField(default=None, label="tệp văn bản làm căn cứ")


class StartIn(CaseIn):
    honoree = serializers.IntegerField(label="khóa đối tượng")
    awards = serializers.ListField(child=serializers.IntegerField(), label="khóa các khen thưởng đã có")


class ChangeIn(CaseIn):
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")


class RevocationStepIn(serializers.Serializer):
    """A plain step takes words; those with a signed paper its number, day and PDF, as multipart."""

    note = serializers.CharField(default="", allow_blank=True, label="lý do")
    number = serializers.CharField(default="", allow_blank=True, max_length=60, label="số văn bản, quyết định")
    day = serializers.DateField(default=None, allow_null=True, label="ngày văn bản, quyết định")
    issuer = serializers.CharField(default="", allow_blank=True, max_length=200, label="cơ quan quyết định")
    file = serializers.FileField(default=None, label="bản đã ký")


class FlagIn(serializers.Serializer):
    verdict = serializers.ChoiceField(FlagVerdict.choices, label="xử lý")
    note = serializers.CharField(max_length=400, label="lý do, căn cứ")


class RecoverIn(serializers.Serializer):
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")
    on = serializers.DateField(label="ngày thu hồi")
    paper = serializers.CharField(max_length=200, label="biên bản, phiếu thu")
    money = serializers.IntegerField(default=None, allow_null=True, label="số tiền thu lần này, đồng")
    amount = serializers.IntegerField(default=None, allow_null=True, label="số tiền phải thu hồi, đồng, khi chưa biết")


def _answers(body, status=200):
    return {"request": body, "responses": {status: RevocationDetailOut, **REFUSALS}}


@extend_schema_view(
    list=extend_schema(parameters=[STATE, UNIT], summary="Các vụ việc hủy bỏ khen thưởng được xem"),
    retrieve=extend_schema(summary="Một vụ việc: khen thưởng, mục xem lại, khoản thu hồi"),
)
class Revocations(Rows):
    """Hủy bỏ khen thưởng (Luật 06/2022/QH15 Điều 93)."""

    serializer_class = RevocationOut
    detail_serializer = RevocationDetailOut
    columns = {"state": "state", "unit": "honoree__unit__code"}

    def get_queryset(self):
        rows = Revocation.objects.visible_to(self.request.user).with_names()
        return (rows.prefetch_related("awards__held", "flags") if self.action == "retrieve" else rows).order_by("-pk")

    def _demand(self, permission, row=None):
        if not self.request.user.has_perm(permission, row):
            raise PermissionDenied(permission)

    def _answer(self, case, status=200):
        made = RevocationDetailOut(self.get_queryset().get(pk=case.pk), context=self.get_serializer_context())
        return Response(made.data, status=status)

    def list(self, request, *args, **kwargs):
        self._demand("awards.list_revocations")
        return super().list(request, *args, **kwargs)

    @extend_schema(**_answers(StartIn, 201), summary="Lập đề nghị hủy bỏ")
    def create(self, request):
        self._demand("awards.start_revocation")
        given = dict(checked(StartIn, request))
        honoree = get_object_or_404(Honoree.objects.visible_to(request.user), pk=given.pop("honoree"))
        keys = set(given.pop("awards"))
        awards = list(revocable(honoree, request.user).filter(pk__in=keys))
        if len(awards) != len(keys):
            raise Refused("Có khen thưởng không phải của đối tượng này, đã bị hủy bỏ hoặc đang có vụ việc khác.")
        made = actions.start_revocation(
            honoree=honoree, awards=awards, case=Case(**given), by=request.user, at=clock.now()
        )
        return self._answer(made, 201)

    @extend_schema(**_answers(ChangeIn), summary="Sửa đề nghị khi đang lập")
    @action(detail=True, methods=["post"])
    def change(self, request, pk):
        row = self.get_object()
        self._demand("awards.change_revocation", row)
        given = dict(checked(ChangeIn, request))
        what = {"version": given.pop("version"), "case": Case(**given)}
        actions.change_revocation(revocation=row, **what, by=request.user, at=clock.now())
        return self._answer(row)

    @extend_schema(**_answers(RevocationStepIn), summary="Một bước của vụ việc")
    @action(detail=True, methods=["post"], url_path=STEP)
    def step(self, request, pk, name):
        row = self.get_object()
        if name not in REVOCATION.steps:
            raise Http404
        self._demand(REVOCATION.steps[name].permission, row)
        act, words = _act_of(name, checked(RevocationStepIn, request))
        act(revocation=row, step_name=name, **words, by=request.user, at=clock.now())
        return self._answer(row)

    @extend_schema(**_answers(FlagIn), parameters=[KEY], summary="Xử lý một mục xem lại")
    @action(detail=True, methods=["post"], url_path="flags/(?P<key>[0-9]+)")
    def flag(self, request, pk, key):
        row = self.get_object()
        self._demand("awards.judge_flag", row)
        rows = RevocationFlag.objects.visible_to(request.user).filter(revocation=row)
        flag = get_object_or_404(rows.select_related("held", "line", "revocation"), pk=key)
        recovering.judge_flag(flag=flag, **checked(FlagIn, request), by=request.user, at=clock.now())
        return self._answer(row)

    @extend_schema(**_answers(RecoverIn), parameters=[KEY], summary="Ghi thu hồi")
    @action(detail=True, methods=["post"], url_path="recoveries/(?P<key>[0-9]+)")
    def recovery(self, request, pk, key):
        row = self.get_object()
        self._demand("awards.recover", row)
        rows = Recovery.objects.visible_to(request.user).filter(award__revocation=row)
        recovery = get_object_or_404(rows.select_related("award__revocation"), pk=key)
        given = dict(checked(RecoverIn, request))
        what = {"version": given.pop("version"), "returned": Returned(**given)}
        recovering.recover(recovery=recovery, **what, by=request.user, at=clock.now())
        return self._answer(row)


def _act_of(name, given):
    """(the act, what it takes) of a step."""
    if name in PROPOSES:
        return actions.propose_revocation, {"proposal": Proposal(given["number"], given["day"], given["file"])}
    if name in ENDS:
        return revoking.end_revocation, {
            "ending": Ending(given["number"], given["day"], given["file"], given["issuer"])
        }
    return actions.step_revocation, {"note": given["note"]}
