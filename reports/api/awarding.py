"""The fund, the money of decisions, the ceremony, papers given again, complaints, the package, as on the pages."""

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from awards.actions import afterwards, money
from awards.actions.afterwards import Asked, Letter
from awards.actions.money import Budget, Spent
from awards.compile.funds import ledger
from awards.enums_issuing import ComplaintKind, FundUse, Payer, ReissueKind
from awards.forms_issuing import handlers
from awards.models import BonusPayment, Complaint, Decision, Dossier, Fund, FundEntry, HeldAward, Nomination, Reissue
from awards.views.package import package_answer
from reports.api import serializers as out
from reports.api.files import renderer
from reports.api.forms import checked
from reports.api.issuing import REFUSALS, VersionIn
from reports.api.views import Rows
from thidua import clock
from thidua.errors import Refused

AS_ZIP = [JSONRenderer, renderer("application/zip", "zip")]


def write_rows(**words):
    return extend_schema_view(**{name: extend_schema(summary=text) for name, text in words.items()})


class FundOut(serializers.ModelSerializer):
    """Whole đồng. `total`: committed, paid and spent together; over the ceiling is a warning and bars nothing."""

    committed = serializers.SerializerMethodField()
    paid = serializers.SerializerMethodField()
    spent = serializers.SerializerMethodField()
    ceiling = serializers.SerializerMethodField()
    over_ceiling = serializers.SerializerMethodField()

    class Meta:
        model = Fund
        fields = ["id", "version", "year", "base", "allotted", "document", "committed", "paid", "spent", "ceiling",
                  "over_ceiling"]  # fmt: skip

    def _ledger(self, fund):
        if not hasattr(fund, "ledger"):
            fund.ledger = ledger(fund)
        return fund.ledger

    def get_committed(self, fund) -> int:
        return self._ledger(fund).committed

    def get_paid(self, fund) -> int:
        return self._ledger(fund).paid

    def get_spent(self, fund) -> int:
        return self._ledger(fund).spent

    def get_ceiling(self, fund) -> int | None:
        return self._ledger(fund).ceiling

    def get_over_ceiling(self, fund) -> bool:
        return self._ledger(fund).over_ceiling


class BudgetIn(serializers.Serializer):
    base = serializers.IntegerField(label="dự toán chi thường xuyên, đồng")
    allotted = serializers.IntegerField(default=0, label="số đã bố trí, đồng")
    document = serializers.CharField(max_length=200, label="văn bản giao dự toán")


class FundIn(BudgetIn):
    year = serializers.IntegerField(label="năm")


class FundChangeIn(VersionIn, BudgetIn):
    """Another budget."""


class SpendIn(serializers.Serializer):
    use = serializers.ChoiceField(FundUse.choices, label="nội dung chi")
    amount = serializers.IntegerField(label="số tiền, đồng")
    on = serializers.DateField(label="ngày chi")
    document = serializers.CharField(max_length=120, label="chứng từ")
    note = serializers.CharField(max_length=300, default="", allow_blank=True, label="diễn giải")


class EntryOut(serializers.ModelSerializer):
    class Meta:
        model = FundEntry
        fields = ["id", "use", "amount", "on", "document", "note", "cancelled_at", "cancelled_why"]


class CancelIn(serializers.Serializer):
    entry = serializers.IntegerField(label="khóa khoản chi")
    why = serializers.CharField(max_length=300, label="lý do")


@write_rows(list="Quỹ thi đua, khen thưởng các năm", retrieve="Quỹ của một năm, so với mức trần")
class Funds(Rows):
    """Quỹ thi đua, khen thưởng."""

    serializer_class = FundOut
    columns = {"year": "year"}

    def get_queryset(self):
        return Fund.objects.visible_to(self.request.user).order_by("-year")

    @extend_schema(request=FundIn, responses={201: FundOut, **REFUSALS}, summary="Mở quỹ của một năm")
    def create(self, request):
        given = checked(FundIn, request)
        year = given.pop("year")
        made = money.open_fund(year=year, budget=Budget(**given), by=request.user, at=clock.now())
        return Response(FundOut(made).data, status=201)

    @extend_schema(request=FundChangeIn, responses={200: FundOut, **REFUSALS}, summary="Sửa dự toán")
    @action(detail=True, methods=["post"])
    def change(self, request, pk):
        fund, given = self.get_object(), checked(FundChangeIn, request)
        version = given.pop("version")
        row = money.change_fund(fund=fund, budget=Budget(**given), version=version, by=request.user, at=clock.now())
        return Response(FundOut(row).data)

    @extend_schema(responses={200: EntryOut(many=True)}, summary="Khoản chi khác của quỹ")
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def entries(self, request, pk):
        rows = FundEntry.objects.visible_to(request.user).filter(fund=self.get_object())
        return Response(EntryOut(rows, many=True).data)

    @extend_schema(request=SpendIn, responses={201: EntryOut, **REFUSALS}, summary="Ghi một khoản chi khác")
    @entries.mapping.post
    def spend(self, request, pk):
        spent = Spent(**checked(SpendIn, request))
        made = money.spend(fund=self.get_object(), spent=spent, by=request.user, at=clock.now())
        return Response(EntryOut(made).data, status=201)

    @extend_schema(request=CancelIn, responses={204: None, **REFUSALS}, summary="Hủy một khoản chi ghi nhầm")
    @action(detail=True, methods=["post"], url_path="cancel-entry")
    def cancel_entry(self, request, pk):
        given, fund = checked(CancelIn, request), self.get_object()
        rows = FundEntry.objects.visible_to(request.user).filter(fund=fund).select_related("fund")
        entry = get_object_or_404(rows, pk=given["entry"])
        money.cancel_entry(entry=entry, why=given["why"], by=request.user, at=clock.now())
        return Response(status=204)


# --- The money of decisions -------------------------------------------------------------------------------------------


class PaymentOut(serializers.ModelSerializer):
    name = serializers.CharField(source="line.name_then")
    award = serializers.CharField(source="line.award.name")

    class Meta:
        model = BonusPayment
        fields = ["id", "version", "decision", "line", "name", "award", "amount", "rule", "note", "payer",
                  "payer_name", "state", "paid_on", "voucher"]  # fmt: skip


class PayerIn(VersionIn):
    payer = serializers.ChoiceField(Payer.choices, label="nguồn chi")
    payer_name = serializers.CharField(max_length=200, default="", allow_blank=True, label="tên cơ quan chi")
    amount = serializers.IntegerField(allow_null=True, label="số tiền, đồng")
    why = serializers.CharField(max_length=300, default="", allow_blank=True, label="lý do khi đổi số tiền")


class PaidIn(serializers.Serializer):
    decision = serializers.IntegerField(label="khóa quyết định")
    payments = serializers.DictField(child=serializers.IntegerField(), label="khóa dòng tiền: phiên bản đã đọc")
    paid_on = serializers.DateField(label="ngày chi")
    voucher = serializers.CharField(max_length=120, label="chứng từ")


@write_rows(list="Tiền thưởng từng dòng, lọc theo quyết định, trạng thái", retrieve="Tiền thưởng của một dòng")
class Payments(Rows):
    """Tiền thưởng theo quyết định."""

    serializer_class = PaymentOut
    columns = {"decision": "decision", "state": "state", "year": "decision__year"}

    def get_queryset(self):
        rows = BonusPayment.objects.visible_to(self.request.user)
        return rows.select_related("line__award", "line__honoree", "decision").order_by("-pk")

    @extend_schema(request=PayerIn, responses={200: PaymentOut, **REFUSALS}, summary="Nguồn chi và số tiền")
    @action(detail=True, methods=["post"])
    def payer(self, request, pk):
        given = checked(PayerIn, request)
        row = money.set_payer(payment=self.get_object(), **given, by=request.user, at=clock.now())
        return Response(PaymentOut(row).data)

    @extend_schema(request=PaidIn, responses={200: PaymentOut(many=True), **REFUSALS}, summary="Ghi đã chi")
    @action(detail=False, methods=["post"])
    def pay(self, request):
        given = checked(PaidIn, request)
        decision = get_object_or_404(Decision.objects.visible_to(request.user), pk=given.pop("decision"))
        versions = {int(key): version for key, version in given.pop("payments").items() if key.isdecimal()}
        rows = {row: versions[row.pk] for row in self.get_queryset().filter(decision=decision, pk__in=versions)}
        paid = money.pay_bonuses(decision=decision, payments=rows, **given, by=request.user, at=clock.now())
        return Response(PaymentOut(paid, many=True).data)


# --- Afterwards -------------------------------------------------------------------------------------------------------


class HandoverIn(serializers.Serializer):
    lines = serializers.ListField(child=serializers.IntegerField(), label="khóa các dòng")
    handed_on = serializers.DateField(label="ngày trao")
    handed_by = serializers.CharField(max_length=200, label="người trao")
    place = serializers.CharField(max_length=200, default="", allow_blank=True, label="nơi trao")
    note = serializers.CharField(max_length=300, default="", allow_blank=True, label="ghi chú")


class GoldOut(serializers.Serializer):
    line = serializers.IntegerField(source="line_id")
    number = serializers.IntegerField()


class OfDecision(APIView):
    """What is done with a decision in force."""

    def decision(self, pk):
        return get_object_or_404(Decision.objects.visible_to(self.request.user), pk=pk)


class DecisionHandover(OfDecision):
    @extend_schema(request=HandoverIn, responses={204: None, **REFUSALS}, summary="Ghi trao thưởng")
    def post(self, request, pk):
        decision, given = self.decision(pk), checked(HandoverIn, request)
        keys = given.pop("lines")
        lines = list(Nomination.objects.visible_to(request.user).filter(decision=decision, pk__in=keys))
        if len(lines) != len(set(keys)):
            raise Refused("Có dòng không thuộc quyết định này.")
        afterwards.hand_over(decision=decision, lines=lines, **given, by=request.user, at=clock.now())
        return Response(status=204)


class DecisionGold(OfDecision):
    @extend_schema(request=None, responses={200: GoldOut(many=True), **REFUSALS}, summary="Vào sổ vàng")
    def post(self, request, pk):
        made = afterwards.enter_gold(decision=self.decision(pk), by=request.user, at=clock.now())
        return Response(GoldOut(made, many=True).data)


class ReissueOut(serializers.ModelSerializer):
    name = serializers.CharField(source="held.honoree.name")
    award = serializers.CharField(source="held.award_name")

    class Meta:
        model = Reissue
        fields = ["id", "version", "held", "name", "award", "kind", "asked_by", "received_on", "reason", "state",
                  "done_on", "document", "result"]  # fmt: skip


class ReissueIn(serializers.Serializer):
    held = serializers.IntegerField(label="khóa khen thưởng đã có")
    kind = serializers.ChoiceField(ReissueKind.choices, label="loại")
    asked_by = serializers.CharField(max_length=200, label="người đề nghị")
    received_on = serializers.DateField(label="ngày nhận đề nghị")
    reason = serializers.CharField(max_length=400, label="lý do")
    file = serializers.FileField(default=None, label="đơn đề nghị")


class SettleIn(VersionIn):
    done = serializers.BooleanField(label="cấp hay không")
    done_on = serializers.DateField(label="ngày giải quyết")
    document = serializers.CharField(max_length=120, label="số văn bản")
    result = serializers.CharField(max_length=400, default="", allow_blank=True, label="kết quả")
    file = serializers.FileField(default=None, label="văn bản giải quyết")


@write_rows(list="Sổ cấp đổi, cấp lại", retrieve="Một đề nghị cấp đổi, cấp lại")
class Reissues(Rows):
    """Cấp đổi, cấp lại bằng, huy hiệu."""

    serializer_class = ReissueOut
    columns = {"state": "state", "kind": "kind"}

    def get_queryset(self):
        return Reissue.objects.visible_to(self.request.user).select_related("held__honoree").order_by("-pk")

    @extend_schema(request=ReissueIn, responses={201: ReissueOut, **REFUSALS}, summary="Nhận đề nghị")
    def create(self, request):
        given = checked(ReissueIn, request)
        held = get_object_or_404(HeldAward.objects.visible_to(request.user), pk=given.pop("held"))
        made = afterwards.ask_reissue(held=held, asked=Asked(**given), by=request.user, at=clock.now())
        return Response(ReissueOut(made).data, status=201)

    @extend_schema(request=SettleIn, responses={200: ReissueOut, **REFUSALS}, summary="Ghi kết quả")
    @action(detail=True, methods=["post"])
    def settle(self, request, pk):
        given = checked(SettleIn, request)
        row = afterwards.settle_reissue(reissue=self.get_object(), **given, by=request.user, at=clock.now())
        return Response(ReissueOut(self.get_queryset().get(pk=row.pk)).data)


class ComplaintOut(serializers.ModelSerializer):
    handler = serializers.SlugRelatedField("username", read_only=True)

    class Meta:
        model = Complaint
        fields = ["id", "version", "kind", "sender", "contact", "decision", "line", "content", "received_on", "due_on",
                  "handler", "state", "answered_on", "document", "answer"]  # fmt: skip


class ComplaintIn(serializers.Serializer):
    decision = serializers.IntegerField(label="khóa quyết định")
    line = serializers.IntegerField(default=None, allow_null=True, label="khóa dòng")
    kind = serializers.ChoiceField(ComplaintKind.choices, label="loại đơn")
    sender = serializers.CharField(max_length=200, label="người gửi")
    contact = serializers.CharField(max_length=300, default="", allow_blank=True, label="địa chỉ, điện thoại")
    content = serializers.CharField(max_length=20_000, label="nội dung")
    received_on = serializers.DateField(label="ngày nhận")
    due_on = serializers.DateField(label="hạn trả lời")
    handler = serializers.CharField(default="", allow_blank=True, label="tên đăng nhập người xử lý")
    file = serializers.FileField(default=None, label="tệp đơn")


class ComplaintAssignIn(VersionIn):
    handler = serializers.CharField(label="tên đăng nhập người xử lý")


class ComplaintAnswerIn(VersionIn):
    accepted = serializers.BooleanField(label="trả lời, hoặc không thụ lý")
    answered_on = serializers.DateField(label="ngày trả lời")
    document = serializers.CharField(max_length=120, label="số văn bản")
    answer = serializers.CharField(max_length=20_000, label="nội dung trả lời")
    file = serializers.FileField(default=None, label="văn bản trả lời")


@write_rows(list="Đơn khiếu nại, tố cáo được xem", retrieve="Một đơn khiếu nại, tố cáo")
class Complaints(Rows):
    """Khiếu nại, tố cáo: chỉ người lãnh đạo và người được giao xử lý."""

    serializer_class = ComplaintOut
    columns = {"state": "state", "decision": "decision"}

    def get_queryset(self):
        return Complaint.objects.visible_to(self.request.user).select_related("handler").order_by("-pk")

    @extend_schema(request=ComplaintIn, responses={201: ComplaintOut, **REFUSALS}, summary="Tiếp nhận đơn")
    def create(self, request):
        given, user = checked(ComplaintIn, request), request.user
        decision = get_object_or_404(Decision.objects.visible_to(user), pk=given.pop("decision"))
        handler = _handler(given.pop("handler"))
        if given["line"] is not None:
            given["line"] = get_object_or_404(Nomination.objects.visible_to(user), pk=given["line"])
        made = afterwards.enter_complaint(
            decision=decision, letter=Letter(**given), handler=handler, by=user, at=clock.now()
        )
        return Response(ComplaintOut(made).data, status=201)

    @extend_schema(request=ComplaintAssignIn, responses={200: ComplaintOut, **REFUSALS}, summary="Giao xử lý")
    @action(detail=True, methods=["post"])
    def assign(self, request, pk):
        row, given = self.get_object(), checked(ComplaintAssignIn, request)
        handler = _handler(given["handler"])
        made = afterwards.assign_complaint(
            complaint=row, handler=handler, version=given["version"], by=request.user, at=clock.now()
        )
        return Response(ComplaintOut(made).data)

    @extend_schema(request=ComplaintAnswerIn, responses={200: ComplaintOut, **REFUSALS}, summary="Ghi kết quả xử lý")
    @action(detail=True, methods=["post"])
    def answer(self, request, pk):
        row, given = self.get_object(), checked(ComplaintAnswerIn, request)
        made = afterwards.answer_complaint(complaint=row, **given, by=request.user, at=clock.now())
        return Response(ComplaintOut(made).data)


def _handler(username):
    if not username:
        return None
    person = handlers().filter(username=username).first()
    if person is None:
        raise Refused(f"Không có người xử lý nào có tên đăng nhập {username}.")
    return person


class DossierPackage(APIView):
    """Gói hồ sơ: mọi văn bản dạng Word và PDF, tệp gốc, mục lục."""

    renderer_classes = AS_ZIP

    @extend_schema(
        request=None, summary="Gói hồ sơ dạng ZIP",
        responses={(200, "application/zip"): OpenApiTypes.BINARY, 403: out.Refusal, 404: out.Refusal, 422: out.Refusal},
    )  # fmt: skip
    def post(self, request, pk):
        rows = Dossier.objects.visible_to(request.user).files_visible_to(request.user)
        return package_answer(get_object_or_404(rows.with_names(), pk=pk), by=request.user, at=clock.now())
