"""What belongs to the caller: the notices wanted, the unit's due days as a calendar, delegations."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from movements.actions import publish_entries, renew_feed, stop_feed
from movements.compile.deadlines import deadlines
from movements.render.calendars import unit_calendar
from movements.views.my_notices_page import offered_to
from reports.api import serializers as out
from reports.api.files import renderer
from reports.api.forms import FormRefusal, checked, read_form
from reports.api.views import Rows
from thidua import clock
from units.actions import choose_notices, delegate, end_delegation
from units.enums import Role
from units.forms import DelegationForm
from units.models import Delegation, OptOut, Unit, User


class NoticeChoice(serializers.Serializer):
    """One kind by one channel that may be switched off."""

    kind, channel = serializers.CharField(label="loại thông báo"), serializers.CharField(label="kênh")
    wanted = serializers.BooleanField(label="nhận")


class NoticeChoicesIn(serializers.Serializer):
    """What is left out stays as it is."""

    choices = NoticeChoice(many=True, allow_empty=False)


class MyNotices(APIView):
    """Loại thông báo của chính người giữ khóa."""

    @extend_schema(responses=NoticeChoice(many=True), summary="Những loại thông báo tắt được, và đang nhận hay không")
    def get(self, request):
        return Response(NoticeChoice(_choices(request.user), many=True).data)

    @extend_schema(request=NoticeChoicesIn, responses={200: NoticeChoice(many=True), 422: out.Refusal},
                   summary="Chọn loại thông báo muốn nhận")  # fmt: skip
    def patch(self, request):
        given = {(one["kind"], one["channel"]): one["wanted"] for one in checked(NoticeChoicesIn, request)["choices"]}
        stands = {(one["kind"], one["channel"]): one["wanted"] for one in _choices(request.user)}
        if strange := given.keys() - stands.keys():
            kind, channel = min(strange)
            words = f"Không có lựa chọn “{kind}” qua “{channel}”, hoặc loại này không tắt được."
            return Response({"detail": words, "code": "refused"}, status=422)
        chosen = {pair for pair, wanted in (stands | given).items() if wanted}
        choose_notices(person=request.user, chosen=chosen, offered=list(stands), by=request.user, at=clock.now())
        return Response(NoticeChoice(_choices(request.user), many=True).data)


def _choices(user):
    off = set(OptOut.objects.visible_to(user).values_list("kind", "channel"))
    pairs = [(str(kind), str(channel)) for kind, channel in offered_to(user)]
    return [{"kind": kind, "channel": channel, "wanted": (kind, channel) not in off} for kind, channel in pairs]


CalendarRenderer = renderer("text/calendar", "ics")


class UnitCalendar(APIView):
    """Hạn gửi của đơn vị người giữ khóa, dạng .ics."""

    renderer_classes = [JSONRenderer, CalendarRenderer]

    @extend_schema(responses={(200, "text/calendar"): OpenApiTypes.BINARY, 404: out.Refusal},
                   summary="Lịch hạn gửi của đơn vị mình (.ics)")  # fmt: skip
    def get(self, request):
        unit = request.user.unit
        if unit is None:
            raise Http404
        found = deadlines(unit, today=clock.today())
        entries = publish_entries(unit=unit, deadlines=found, at=clock.now())
        return HttpResponse(unit_calendar(unit, found, entries), content_type="text/calendar; charset=utf-8")


class AddressOut(serializers.Serializer):
    address = serializers.CharField(help_text="Chỉ hiện một lần; ai có địa chỉ này đọc được lịch của đơn vị")


class CalendarAddress(APIView):
    """Địa chỉ riêng để phần mềm lịch của người giữ khóa tự cập nhật."""

    @extend_schema(request=None, responses={201: AddressOut, 404: out.Refusal, 422: out.Refusal},
                   summary="Lấy địa chỉ lịch mới; địa chỉ cũ thôi dùng")  # fmt: skip
    def post(self, request):
        if request.user.unit is None:
            raise Http404
        token = renew_feed(person=request.user, at=clock.now())
        path = reverse("movements:calendar_feed", args=[token])
        return Response({"address": request.build_absolute_uri(path)}, status=201)

    @extend_schema(request=None, responses={204: None, 404: out.Refusal}, summary="Hủy địa chỉ lịch")
    def delete(self, request):
        if request.user.unit is None:
            raise Http404
        stop_feed(person=request.user, at=clock.now())
        return Response(status=204)


class DelegationOut(serializers.ModelSerializer):
    unit = out.UnitRef()
    holder = serializers.CharField(source="holder.full_name")

    class Meta:
        model = Delegation
        fields = ["id", "unit", "holder", "number", "signed_on", "valid_from", "valid_to", "ended_on"]


class DelegationIn(serializers.Serializer):
    """A head names a deputy of the own unit; an administrator also names the unit."""

    unit = serializers.CharField(required=False, label="mã đơn vị")
    holder = serializers.CharField(label="tên đăng nhập của người được ủy quyền")
    number = serializers.CharField(max_length=60, label="số giấy ủy quyền")
    signed_on = serializers.DateField(label="ngày giấy ủy quyền")
    valid_from, valid_to = serializers.DateField(label="từ ngày"), serializers.DateField(label="đến hết ngày")


def _form(user, given, *, everywhere):
    """The page's form over the people and units that it offers; whoever is not among them is the form's to refuse."""
    people = User.objects.visible_to(user).filter(is_active=True, unit__isnull=False).select_related("unit")
    people = people if everywhere else people.filter(unit=user.unit_id).exclude(pk=user.pk)
    units = Unit.objects.visible_to(user) if everywhere else None
    holder = people.filter(username=given["holder"]).values_list("pk", flat=True).first()
    typed = given | {"holder": holder or 0}
    if everywhere:
        typed["unit"] = units.filter(code=given.get("unit", "")).values_list("pk", flat=True).first() or 0
    return DelegationForm(typed, people=people, units=units)


@extend_schema_view(
    list=extend_schema(summary="Giấy ủy quyền ký của đơn vị mình"),
    retrieve=extend_schema(summary="Một giấy ủy quyền ký"),
)
class Delegations(Rows):
    """Ủy quyền ký (KT.)."""

    serializer_class = DelegationOut

    def get_queryset(self):
        user = self.request.user
        rows = Delegation.objects.visible_to(user).select_related("unit", "holder").order_by("-valid_from", "-pk")
        if user.is_authenticated and user.has_role(Role.ADMINISTRATOR):
            return rows
        return rows.filter(unit=getattr(user, "unit_id", None))

    @extend_schema(request=DelegationIn, summary="Ghi một giấy ủy quyền ký",
                   responses={201: DelegationOut, 403: out.Refusal, 422: FormRefusal})  # fmt: skip
    def create(self, request):
        user = request.user
        everywhere = user.has_role(Role.ADMINISTRATOR)
        if not (everywhere or user.has_perm("units.delegate", user.unit)):
            raise PermissionDenied("units.delegate")
        given = checked(DelegationIn, request)
        typed = {"unit": user.unit} | read_form(_form(user, given, everywhere=everywhere))
        made = delegate(by=user, at=clock.now(), **typed)
        return Response(DelegationOut(made).data, status=201)

    @extend_schema(request=None, summary="Chấm dứt một giấy ủy quyền",
                   responses={200: DelegationOut, 403: out.Refusal, 404: out.Refusal, 422: out.Refusal})  # fmt: skip
    @action(detail=True, methods=["post"])
    def end(self, request, pk):
        delegation = self.get_object()
        end_delegation(delegation=delegation, by=request.user, at=clock.now())
        return Response(DelegationOut(get_object_or_404(self.get_queryset(), pk=pk)).data)
