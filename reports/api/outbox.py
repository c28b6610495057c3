"""Reminders: what went to whom, and one by hand; nothing goes before whoever asks has read the recipients."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from movements import actions
from movements.compile.asking import askings, title_of
from movements.forms.reminders import ReminderNoteForm
from movements.models import Period, Reminder, ReminderLine, Term
from movements.views.reminder_page import asked_of
from reports.api import serializers as out
from reports.api.forms import FormRefusal, checked, read_form
from reports.api.views import STATE, Rows
from thidua import clock
from units.models import Unit

ABOUT = [
    OpenApiParameter("year", int, description="Năm của kỳ báo cáo"),
    OpenApiParameter("index", int, description="Quý của kỳ báo cáo"),
    OpenApiParameter("term", int, description="Khóa của kỳ thi đua, khi nhắc đăng ký"),
    OpenApiParameter("unit", str, many=True, description="Mã đơn vị; không nêu thì mọi nơi còn nợ"),
]


class ReminderLineOut(serializers.ModelSerializer):
    """One thing told, in the words that were sent."""

    asked_by = serializers.CharField(source="asked_by.full_name", allow_null=True, default=None)

    class Meta:
        model = ReminderLine
        fields = ["kind", "text", "due_on", "by_mail", "asked_by", "at"]


class ReminderOut(serializers.ModelSerializer):
    person = serializers.CharField(source="person.full_name")
    unit = serializers.CharField(source="person.unit.code", allow_null=True, default=None)

    class Meta:
        model = Reminder
        fields = ["id", "person", "unit", "day", "address", "state", "made_at", "sent_at", "attempts", "error"]


class ReminderDetailOut(ReminderOut):
    lines = ReminderLineOut(many=True)

    class Meta(ReminderOut.Meta):
        fields = [*ReminderOut.Meta.fields, "lines"]


class AddresseeOut(serializers.Serializer):
    """One person who can be reminded; `value` is what `remind` takes."""

    value = serializers.CharField()
    person = serializers.CharField(source="person.full_name")
    role = serializers.CharField()
    text = serializers.CharField(source="line.text")
    chosen = serializers.BooleanField(source="ticked", help_text="Cổng gợi ý nhắc")
    how = serializers.CharField(help_text="Vì sao không có thư, chỉ báo trên cổng")
    told = serializers.CharField(help_text="Đã được nhắc việc này hôm nay hay chưa")


class AskingOut(serializers.Serializer):
    unit = out.UnitRef()
    people = AddresseeOut(source="addressees", many=True)
    why_not = serializers.CharField()


class WhomOut(serializers.Serializer):
    about = serializers.CharField(help_text="Việc sẽ nhắc")
    units = AskingOut(many=True)


class AboutIn(serializers.Serializer):
    """A period by year and quarter, or a term of registration by its key."""

    year = serializers.IntegerField(required=False, label="năm")
    index = serializers.IntegerField(required=False, min_value=1, max_value=4, label="quý")
    term = serializers.IntegerField(required=False, label="khóa của kỳ thi đua")
    unit = serializers.ListField(child=serializers.CharField(), required=False, default=list, label="mã đơn vị")

    def validate(self, given):
        if "term" not in given and not {"year", "index"} <= given.keys():
            raise serializers.ValidationError("Nêu `year` và `index` của kỳ báo cáo, hoặc `term`.")
        return given


class RemindIn(AboutIn):
    people = serializers.ListField(child=serializers.CharField(), allow_empty=False, label="người được nhắc (`value`)")
    note = serializers.CharField(required=False, allow_blank=True, default="", max_length=500, label="lời nhắn")


class RemindedOut(serializers.Serializer):
    told = serializers.IntegerField(help_text="Số người đã nhắc")
    passed_over = serializers.IntegerField(help_text="Không còn việc phải nhắc nên bỏ qua")


@extend_schema_view(
    list=extend_schema(parameters=[STATE], summary="Các lượt nhắc việc được xem, mới nhất trước"),
    retrieve=extend_schema(summary="Một lượt nhắc: lời đã gửi và kết quả"),
)
class Reminders(Rows):
    """Nhắc việc: của mình, và của người ở đơn vị mình theo dõi."""

    serializer_class = ReminderOut
    detail_serializer = ReminderDetailOut
    columns = {"state": "state"}

    def get_queryset(self):
        rows = Reminder.objects.visible_to(self.request.user).for_list()
        return rows.prefetch_related("lines__asked_by") if self.action == "retrieve" else rows

    @extend_schema(request=None, responses={200: ReminderOut, 403: out.Refusal, 404: out.Refusal, 422: out.Refusal},
                   summary="Gửi lại thư của một lượt nhắc không gửi được")  # fmt: skip
    @action(detail=True, methods=["post"])
    def again(self, request, pk):
        reminder = self.get_object()
        actions.send_reminder_again(reminder=reminder, by=request.user, at=clock.now(), now=clock.machine_now())
        return Response(ReminderOut(self.get_queryset().get(pk=reminder.pk)).data)

    @extend_schema(parameters=ABOUT, responses={200: WhomOut, 403: out.Refusal, 404: out.Refusal},
                   summary="Có thể nhắc ai, về việc gì; chưa gửi gì")  # fmt: skip
    @action(detail=False, methods=["get"], pagination_class=None, filter_backends=[])
    def whom(self, request):
        self._may_remind()
        query = request.query_params
        given = AboutIn(data={**query.dict(), "unit": query.getlist("unit")})
        given.is_valid(raise_exception=True)
        about, rows = self._asked(given.validated_data)
        return Response(WhomOut({"about": title_of(about), "units": rows}).data)

    @extend_schema(request=RemindIn, summary="Nhắc những người đã chọn",
                   responses={200: RemindedOut, 403: out.Refusal, 404: out.Refusal, 422: FormRefusal})  # fmt: skip
    @whom.mapping.post
    def remind(self, request):
        self._may_remind()
        given = checked(RemindIn, request)
        _, rows = self._asked(given)
        note = read_form(ReminderNoteForm(given))["note"]
        asked, gone = asked_of(rows, set(given["people"]))
        now = {"at": clock.now(), "now": clock.machine_now()}
        told = actions.remind_people(asked=asked, note=note, by=request.user, **now)
        return Response({"told": len(told), "passed_over": gone})

    def _may_remind(self):
        if not self.request.user.has_perm("movements.remind"):
            raise PermissionDenied("movements.remind")

    def _asked(self, given):
        """(period or term, rows); 404 for what this person does not see."""
        user = self.request.user
        if "term" in given:
            about = get_object_or_404(Term.objects.visible_to(user), pk=given["term"])
        else:
            filed = Period.objects.visible_to(user).filed()
            about = get_object_or_404(filed, year=given["year"], index=given["index"])
        codes = set(given["unit"])
        units = list(Unit.objects.visible_to(user).filter(code__in=codes).values_list("pk", flat=True))
        if len(units) != len(codes):
            raise Http404
        return about, askings(user, about, today=clock.today(), units=sorted(units) or None)
