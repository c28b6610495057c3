"""Sổ triển khai through the interface: read, kept, corrected, withdrawn, with its evidence."""

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from movements import actions
from movements.actions.implementation import COLUMNS
from movements.enums import ActivityKind, Medium
from movements.forms.implementation import FORMS
from movements.models import Activity, DirectivePoint, Movement
from reports.api import serializers as out
from reports.api.files import REFUSALS, Evidence
from reports.api.forms import FormRefusal, checked, read_form, refuse_strange
from reports.api.views import UNIT, YEAR, Rows
from thidua import clock
from thidua.errors import Conflict

KIND = OpenApiParameter("kind", str, description="plan, document, conference hoặc media")


class ActivityOut(serializers.ModelSerializer):
    """A plan, document, conference or news item; a withdrawn one is not given."""

    unit = out.UnitRef()
    movement = serializers.SlugRelatedField("key", read_only=True)
    points = serializers.SlugRelatedField("code", many=True, read_only=True)

    class Meta:
        model = Activity
        fields = [
            "id", "version", "unit", "kind", "on", "title", "number", "document_type", "signer", "place", "medium",
            "attendances", "link", "movement", "points", "illustrative",
        ]  # fmt: skip


class ActivityIn(serializers.Serializer):
    """What is left out stays as it is, in a change; each kind has its own fields, as on the page."""

    on = serializers.DateField(required=False, label="ngày")
    title = serializers.CharField(required=False, max_length=400, label="nội dung")
    number = serializers.CharField(required=False, allow_blank=True, max_length=60, label="số, ký hiệu")
    document_type = serializers.CharField(required=False, allow_blank=True, label="loại văn bản")
    signer = serializers.CharField(required=False, allow_blank=True, max_length=120, label="người ký")
    place = serializers.CharField(required=False, allow_blank=True, max_length=200, label="nơi tổ chức, nơi đăng")
    medium = serializers.ChoiceField(required=False, choices=Medium.choices, label="phương tiện")
    attendances = serializers.IntegerField(required=False, min_value=0, label="lượt người")
    link = serializers.CharField(required=False, allow_blank=True, max_length=500, label="đường dẫn")
    movement = serializers.CharField(required=False, allow_null=True, label="khóa phong trào")
    points = serializers.ListField(child=serializers.CharField(), required=False, label="mã các điểm của Chỉ thị")


class NewActivityIn(ActivityIn):
    kind = serializers.ChoiceField(choices=ActivityKind.choices, label="loại")


class ChangedActivityIn(ActivityIn):
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")


class WithdrawalIn(serializers.Serializer):
    note = serializers.CharField(label="lý do", max_length=500)


class ActivityConflict(out.Refusal):
    """Nothing was written; `current` is what stands now."""

    current = ActivityOut()


@extend_schema_view(
    list=extend_schema(parameters=[YEAR, KIND, UNIT], summary="Sổ triển khai: các dòng được xem"),
    retrieve=extend_schema(summary="Một dòng của sổ triển khai"),
)
class Activities(Evidence, Rows):
    """Việc triển khai Chỉ thị của các đơn vị; năm là năm dương lịch của ngày."""

    serializer_class = ActivityOut
    columns = {"year": "on__year", "kind": "kind", "unit": "unit__code"}
    may_edit = "movements.edit_activity"

    def get_queryset(self):
        rows = Activity.objects.visible_to(self.request.user).standing().select_related("unit", "movement")
        return rows.prefetch_related("points").order_by("-on", "-pk")

    @extend_schema(request=NewActivityIn, summary="Ghi một dòng vào sổ của đơn vị mình",
                   responses={201: ActivityOut, 403: out.Refusal, 422: FormRefusal})  # fmt: skip
    def create(self, request):
        if not request.user.has_perm("movements.keep_activity"):
            raise PermissionDenied("movements.keep_activity")
        given = checked(NewActivityIn, request)
        kind = ActivityKind(given.pop("kind"))
        form = _form(request.user, kind, given, stored={})
        made = actions.keep_activity(
            unit=request.user.unit, kind=kind, content=form.content, points=form.cleaned_data["points"],
            by=request.user, at=clock.now(),
        )  # fmt: skip
        return Response(ActivityOut(made).data, status=201)

    @extend_schema(request=ChangedActivityIn, summary="Sửa một dòng, kèm phiên bản đã đọc",
                   responses={200: ActivityOut, 409: ActivityConflict, 422: FormRefusal, **REFUSALS})  # fmt: skip
    def partial_update(self, request, pk):
        activity, given = self.edited(), checked(ChangedActivityIn, request)
        version = given.pop("version")
        form = _form(request.user, ActivityKind(activity.kind), given, stored=_stored(activity))
        points = form.cleaned_data["points"]
        try:
            actions.save_activity(
                activity=activity, content=form.content, points=points, version=version, by=request.user, at=clock.now()
            )
        except Conflict as conflict:
            current = ActivityOut(self.get_object()).data
            return Response({"detail": str(conflict), "code": "conflict", "current": current}, status=409)
        return Response(ActivityOut(self.get_object()).data)

    @extend_schema(request=WithdrawalIn, responses={204: None, 422: out.Refusal, **REFUSALS},
                   summary="Rút một dòng khỏi sổ, kèm lý do")  # fmt: skip
    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk):
        activity, given = self.edited(), checked(WithdrawalIn, request)
        actions.withdraw_activity(activity=activity, note=given["note"], by=request.user, at=clock.now())
        return Response(status=204)

    def attach(self, row, **given):
        return actions.add_activity_file(activity=row, **given)

    def detach(self, row, **given):
        actions.remove_activity_file(activity=row, **given)


def _stored(activity):
    columns = {name: getattr(activity, name) for name in COLUMNS if name != "movement"}
    key = activity.movement.key if activity.movement else None
    return columns | {"movement": key, "points": [point.code for point in activity.points.all()]}


def _form(user, kind, given, *, stored):
    """The page's form over what stands, read; a field that this kind does not have is refused."""
    movements, points = Movement.objects.visible_to(user), DirectivePoint.objects.visible_to(user)
    typed = stored | given | {"version": 0}
    typed["movement"] = _key_of(movements, typed.get("movement"))
    codes = dict(points.values_list("code", "pk"))
    typed["points"] = [codes.get(code, 0) for code in typed.get("points", ())]
    form = FORMS[kind](typed, movements=movements, points=points)
    refuse_strange(form, given)
    read_form(form)
    return form


def _key_of(movements, key):
    """The form's own value; a key that is not there is the form's to refuse."""
    if not key:
        return ""
    return movements.filter(key=key).values_list("pk", flat=True).first() or 0
