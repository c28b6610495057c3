"""What the interface gives and takes. Dates and times are ISO 8601 only."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from awards.compile import shown_line_state, shown_state
from awards.enums import DossierState
from awards.models import Decision, Dossier, Nomination, RefusalNotice
from movements.enums import TermKind
from movements.models import Figure, Filing, Movement
from reports.api.fields import ExactField

# --- Out -----------------------------------------------------------------------------------------------------


class UnitRef(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()


class PeriodRef(serializers.Serializer):
    year = serializers.IntegerField()
    index = serializers.IntegerField(help_text="Quý 1–4")
    name = serializers.CharField()
    first_day = serializers.DateField()
    last_day = serializers.DateField()


class IndicatorRef(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    unit_of_measure = serializers.CharField()


class MovementOut(serializers.ModelSerializer):
    launching_unit = UnitRef(allow_null=True)
    points = serializers.SlugRelatedField("code", many=True, read_only=True)

    class Meta:
        model = Movement
        fields = [
            "key", "name", "slogan", "launched_by", "launching_unit", "level", "method", "valid_from_year",
            "valid_to_year", "decision_number", "decision_date", "launched_on", "content", "standard_person",
            "standard_collective", "standard_household", "accepts_from", "accepts_to", "state", "points",
        ]  # fmt: skip


class FigureOut(serializers.ModelSerializer):
    """A box: a value, or the two parts of a rate; `_scaled` are the integers as stored."""

    indicator = IndicatorRef()
    value = ExactField(of="value", decimals="box_decimals")
    denominator = ExactField(of="denominator", decimals="box_decimals")
    value_scaled = serializers.IntegerField(source="value", allow_null=True)
    denominator_scaled = serializers.IntegerField(source="denominator", allow_null=True)
    decimals = serializers.IntegerField(source="defined.box_decimals")

    class Meta:
        model = Figure
        fields = [
            "indicator", "value", "denominator", "value_scaled", "denominator_scaled", "decimals", "nothing", "note",
            "version",
        ]  # fmt: skip


class FilingOut(serializers.ModelSerializer):
    unit = UnitRef()
    receiver = UnitRef()
    period = PeriodRef()
    due_on = serializers.DateField(allow_null=True, help_text="Hạn gửi, kể cả gia hạn riêng")

    class Meta:
        model = Filing
        fields = [
            "id", "unit", "receiver", "period", "state", "due_on", "on_time", "first_submitted_at", "submitted_at",
            "accepted_at", "correct_by", "arrived_on", "illustrative",
        ]  # fmt: skip


class FilingDetailOut(FilingOut):
    """With the three narratives and the boxes, as far as this person may read them."""

    figures = FigureOut(many=True)

    class Meta(FilingOut.Meta):
        fields = [*FilingOut.Meta.fields, "version", "highlights", "difficulties", "proposals", "figures"]


class LineOut(serializers.ModelSerializer):
    """A line; money in whole đồng."""

    honoree = serializers.CharField(source="honoree.name")
    subject = serializers.CharField(source="honoree.subject")
    award = serializers.CharField(source="award.name")

    class Meta:
        model = Nomination
        fields = [
            "id", "honoree", "subject", "award", "achievement", "state", "reason", "note", "bonus", "declared_by",
            "declared_on", "version",
        ]  # fmt: skip

    def to_representation(self, line):
        """What the leader marks before the dossier is over is not told to its unit, as on the page."""
        said = super().to_representation(line)
        request = self.context.get("request")
        shown = shown_line_state(line, request.user)[0] if request else line.state
        return said if shown == line.state else said | {"state": shown, "reason": "", "note": ""}


class DossierOut(serializers.ModelSerializer):
    unit = UnitRef()
    receiver = UnitRef()
    movement = serializers.SlugRelatedField("key", read_only=True)
    state = serializers.SerializerMethodField(help_text="Trạng thái như người hỏi được biết")

    class Meta:
        model = Dossier
        fields = [
            "id", "unit", "receiver", "title", "occasion", "movement", "state", "petition_number", "petition_date",
            "proposal_number", "proposal_date", "decision", "first_sent_at", "stage_since", "simple_ground", "deed_on",
            "direction", "direction_date", "paper_arrived_on", "head_confirmed_at", "illustrative", "receipt_number",
            "receipt_year", "promised_on", "refusal_number", "refusal_date", "split_from", "version", "level",
        ]  # fmt: skip

    @extend_schema_field(serializers.ChoiceField(DossierState.choices))
    def get_state(self, dossier):
        return shown_state(dossier, self.context["request"].user)[0]


class NoticeOut(serializers.ModelSerializer):
    class Meta:
        model = RefusalNotice
        fields = ["id", "number", "signed_on"]


class DossierDetailOut(DossierOut):
    lines = LineOut(many=True)
    notices = NoticeOut(many=True, help_text="Các thông báo không đủ điều kiện đã ký")

    class Meta(DossierOut.Meta):
        fields = [*DossierOut.Meta.fields, "lines", "notices"]


class DecisionOut(serializers.ModelSerializer):
    code = serializers.CharField()

    class Meta:
        model = Decision
        fields = ["id", "code", "number", "symbol", "issued_on", "issuer", "title", "signer", "signer_title"]


# --- In ------------------------------------------------------------------------------------------------------


class TermIn(serializers.Serializer):
    """A term of registration: by the working year, or by the school year that begins in `year`."""

    year = serializers.IntegerField(label="năm")
    kind = serializers.ChoiceField(choices=TermKind.choices, default=TermKind.WORKING_YEAR, label="loại kỳ thi đua")


class StepIn(serializers.Serializer):
    """What a step may ask for: words, a coded reason, codes of the boxes pointed at."""

    note = serializers.CharField(required=False, default="", allow_blank=True, label="ghi rõ")
    reason = serializers.CharField(required=False, default="", allow_blank=True, label="mã lý do")
    marks = serializers.ListField(child=serializers.CharField(), required=False, default=list, label="mã các ô")


class FilingStepIn(StepIn):
    """A return or an unlock also takes a remark per box, the paper it rests on and a day to correct by."""

    remarks = serializers.DictField(
        child=serializers.CharField(allow_blank=True), required=False, default=dict, label="lời nhắc theo mã ô"
    )
    correct_by = serializers.DateField(required=False, default=None, allow_null=True, label="hạn sửa")
    paper_number = serializers.CharField(required=False, default="", allow_blank=True, label="số văn bản")
    paper_date = serializers.DateField(required=False, default=None, allow_null=True, label="ngày văn bản")


class PlainStepIn(serializers.Serializer):
    note = serializers.CharField(required=False, default="", allow_blank=True, label="ghi rõ")


class DossierStepIn(serializers.Serializer):
    """Steps with a signed paper take its number, day, signer and PDF, as multipart."""

    note = serializers.CharField(required=False, default="", allow_blank=True, label="ghi rõ")
    reason = serializers.CharField(required=False, default="", allow_blank=True, label="mã lý do")
    number = serializers.CharField(required=False, default="", allow_blank=True, label="số văn bản")
    signed_on = serializers.DateField(required=False, default=None, allow_null=True, label="ngày văn bản")
    signer = serializers.CharField(required=False, default="", allow_blank=True, label="người ký")
    title = serializers.CharField(required=False, default="", allow_blank=True, label="trích yếu quyết định")
    assignee = serializers.CharField(required=False, default="", allow_blank=True, label="tài khoản người thẩm định")
    file = serializers.FileField(required=False, default=None, allow_null=True, label="bản đã ký")
    confirmed = serializers.BooleanField(required=False, default=False, label="thủ trưởng chịu trách nhiệm về hồ sơ")


class Answer(serializers.Serializer):
    """The row's state after the step, and the steps this person may take next."""

    state = serializers.CharField()
    next_steps = serializers.ListField(child=serializers.CharField())


class Refusal(serializers.Serializer):
    detail = serializers.CharField()
    code = serializers.CharField()
