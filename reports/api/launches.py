"""A unit's own movements through the interface: drafted and changed as on the page; launched by the step."""

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from movements import actions
from movements.compile import may_start
from movements.enums import Level, Method
from movements.forms import LaunchForm
from movements.models import DirectivePoint, Movement
from reports.api import serializers as out
from reports.api.files import REFUSALS, Evidence
from reports.api.forms import FormRefusal, checked, read_form
from thidua import clock


class LaunchIn(serializers.Serializer):
    """The plan of a movement. What is left out stays as it is, in a change."""

    name = serializers.CharField(required=False, max_length=300, label="tên phong trào")
    slogan = serializers.CharField(required=False, allow_blank=True, max_length=300, label="khẩu hiệu")
    parent = serializers.CharField(required=False, label="khóa phong trào hưởng ứng")
    method = serializers.ChoiceField(required=False, choices=Method.choices, label="phương thức")
    valid_from_year = serializers.IntegerField(required=False, label="từ năm")
    valid_to_year = serializers.IntegerField(required=False, label="đến năm")
    decision_number = serializers.CharField(required=False, allow_blank=True, max_length=80, label="số kế hoạch")
    decision_date = serializers.DateField(required=False, allow_null=True, label="ngày kế hoạch")
    content = serializers.CharField(required=False, allow_blank=True, max_length=8000, label="nội dung")
    standard_person = serializers.CharField(
        required=False, allow_blank=True, max_length=4000, label="tiêu chuẩn khen cá nhân"
    )
    standard_collective = serializers.CharField(
        required=False, allow_blank=True, max_length=4000, label="tiêu chuẩn khen tập thể"
    )
    standard_household = serializers.CharField(
        required=False, allow_blank=True, max_length=4000, label="tiêu chuẩn khen hộ gia đình"
    )
    accepts_from = serializers.DateField(required=False, allow_null=True, label="nhận hồ sơ từ ngày")
    accepts_to = serializers.DateField(required=False, allow_null=True, label="nhận hồ sơ đến hết ngày")
    points = serializers.ListField(child=serializers.CharField(), required=False, label="mã các điểm của Chỉ thị")


class Launches(Evidence):
    """Mixed into the view set of movements."""

    may_edit, purpose = "movements.edit_movement", actions.PLAN_FILE

    def attach(self, row, **given):
        return actions.add_plan_file(movement=row, **given)

    def detach(self, row, **given):
        actions.remove_plan_file(movement=row, **given)

    @extend_schema(request=LaunchIn, summary="Soạn phong trào của đơn vị mình",
                   responses={201: out.MovementOut, 403: out.Refusal, 422: FormRefusal})  # fmt: skip
    def create(self, request):
        if not may_start(request.user):
            raise PermissionDenied("movements.draft_movement")
        content = _content(request.user, checked(LaunchIn, request), stored={})
        made = actions.draft_movement(unit=request.user.unit, by=request.user, at=clock.now(), **content)
        return Response(out.MovementOut(made).data, status=201)

    @extend_schema(request=LaunchIn, summary="Sửa phong trào đang soạn",
                   responses={200: out.MovementOut, 409: out.Refusal, 422: FormRefusal, **REFUSALS})  # fmt: skip
    def partial_update(self, request, key):
        movement = self.get_object()
        if not request.user.has_perm("movements.edit_movement", movement):
            raise PermissionDenied("movements.edit_movement")
        content = _content(request.user, checked(LaunchIn, request), stored=_stored(movement))
        saved = actions.save_movement(movement=movement, by=request.user, at=clock.now(), **content)
        return Response(out.MovementOut(saved).data)


def _stored(movement):
    columns = {name: getattr(movement, name) for name in actions.DRAFTED if name != "parent"}
    parent = movement.parent.key if movement.parent else ""
    return columns | {"parent": parent, "points": [point.code for point in movement.points.all()]}


def _content(user, given, *, stored):
    """What the page's form reads of it; a key or code that is not there is the form's to refuse."""
    typed, points = stored | given, DirectivePoint.objects.visible_to(user)
    running = Movement.objects.visible_to(user).running(clock.today().year).exclude(level=Level.OTHER)
    key = typed.get("parent") or ""
    parent = running.filter(key=key).values_list("pk", flat=True).first() or 0
    codes = dict(points.values_list("code", "pk"))
    typed |= {"parent": parent if key else "", "points": [codes.get(code, 0) for code in typed.get("points", ())]}
    cleaned = read_form(LaunchForm(typed, parents=running, points=points))
    return {"columns": {name: cleaned[name] for name in actions.DRAFTED}, "points": cleaned["points"]}
