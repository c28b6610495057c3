"""Đăng ký thi đua: read whole, opened, and moved on as on the pages; what is written: registration_writing.py."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from awards.models import TitleAim
from movements.actions import start_registration, step_registration
from movements.models import (
    RegisteredActivity,
    RegisteredCommitment,
    RegisteredMovement,
    RegisteredTarget,
    Registration,
    Term,
)
from movements.workflow import REGISTRATION
from reports.api import serializers as out
from reports.api.fields import ExactField
from reports.api.registration_papers import RegistrationPapers
from reports.api.registration_writing import Writing
from reports.api.views import ANSWERS, STATE, STEP, UNIT, YEAR, Steps
from thidua import clock


class RegisteredMovementOut(serializers.ModelSerializer):
    movement = serializers.SlugRelatedField("key", read_only=True)

    class Meta:
        model = RegisteredMovement
        fields = ["movement", "commitment", "objective", "launched_on", "closing_on"]


class RegisteredActivityOut(serializers.ModelSerializer):
    """A movement that the unit holds for itself."""

    class Meta:
        model = RegisteredActivity
        fields = ["name", "objective", "launched_on", "closing_on"]


class CommitmentOut(serializers.ModelSerializer):
    """What is undertaken on one criterion of the pact."""

    group = serializers.CharField(source="criterion.group.name")
    criterion = serializers.CharField(source="criterion.name")

    class Meta:
        model = RegisteredCommitment
        fields = ["group", "criterion", "text"]


class TitleAimOut(serializers.ModelSerializer):
    """A title aimed for; no `award` is “Không đăng ký”. Days of birth and codes of staff stay on the pages."""

    award = serializers.CharField(source="award.name", allow_null=True, default=None)

    class Meta:
        model = TitleAim
        fields = [
            "subject", "name", "award", "group", "position", "department", "leads", "initiative", "address", "note",
        ]  # fmt: skip


class RegisteredTargetOut(serializers.ModelSerializer):
    indicator = out.IndicatorRef()
    value = ExactField(of="value", decimals="decimals")
    upper_value = ExactField(of="upper_value", decimals="decimals")
    value_scaled = serializers.IntegerField(source="value")
    last_value = ExactField(of="last_value", decimals="decimals")

    class Meta:
        model = RegisteredTarget
        fields = [
            "indicator", "comparison", "value", "upper_value", "value_scaled", "last_value", "last_source",
            "verified_by", "note",
        ]  # fmt: skip


class RegistrationOut(serializers.ModelSerializer):
    unit = out.UnitRef()
    receiver = out.UnitRef()
    term = serializers.CharField(source="term.name")

    class Meta:
        model = Registration
        fields = [
            "id", "unit", "receiver", "term", "state", "version", "on_time", "first_submitted_at", "submitted_at",
            "accepted_at", "illustrative",
        ]  # fmt: skip


class RegistrationDetailOut(RegistrationOut):
    """The whole form, as far as this person may read it."""

    cluster = serializers.CharField(source="cluster.name", allow_null=True, default=None)
    activities = RegisteredActivityOut(many=True)
    commitments = CommitmentOut(many=True)
    titles = TitleAimOut(source="title_aims", many=True)
    movements = RegisteredMovementOut(many=True)
    targets = RegisteredTargetOut(many=True)

    class Meta(RegistrationOut.Meta):
        fields = [
            *RegistrationOut.Meta.fields, "subject_class", "cluster", "place", "made_on", "basis", "description",
            "drafter", "drafter_title", "signer", "signer_title", "movements", "activities", "targets", "commitments",
            "titles",
        ]  # fmt: skip


def _parts(user):
    """What hangs on one registration; while a unit corrects it, its lines stay with it, as on the page."""
    standing = Registration.objects.visible_to(user).files_visible_to(user)
    targets = RegisteredTarget.objects.visible_to(user).select_related("indicator", "registration__term")
    commitments = RegisteredCommitment.objects.visible_to(user).select_related("criterion__group")
    rows = {
        "movements": RegisteredMovement.objects.visible_to(user).select_related("movement").order_by("pk"),
        "activities": RegisteredActivity.objects.visible_to(user),
        "targets": targets.order_by("indicator__order"),
        "commitments": commitments.order_by("criterion__group__order", "criterion__order", "pk"),
        "title_aims": TitleAim.objects.visible_to(user).in_order(),
    }
    return [Prefetch(name, part.filter(registration__in=standing)) for name, part in rows.items()]


@extend_schema_view(
    list=extend_schema(parameters=[YEAR, STATE, UNIT], summary="Danh sách đăng ký thi đua được xem"),
    retrieve=extend_schema(summary="Một bản đăng ký, cả bản: phong trào, chỉ tiêu, giao ước, danh hiệu"),
)
class Registrations(Writing, RegistrationPapers, Steps):
    """Đăng ký thi đua, kèm phong trào và chỉ tiêu đăng ký."""

    serializer_class = RegistrationOut
    detail_serializer = RegistrationDetailOut
    flow = REGISTRATION
    columns = {"year": "term__year", "state": "state", "unit": "unit__code"}

    def get_queryset(self):
        user = self.request.user
        rows = Registration.objects.visible_to(user).select_related("unit", "receiver", "term", "cluster")
        if self.action == "retrieve":
            rows = rows.prefetch_related(*_parts(user))
        return rows.order_by("-term__first_day", "unit__sort_name", "pk")

    @extend_schema(
        request=out.TermIn,
        responses={200: RegistrationOut, 403: out.Refusal, 404: out.Refusal, 422: out.Refusal},
        summary="Bắt đầu đăng ký của đơn vị mình; có rồi thì trả về bản đó",
    )
    def create(self, request):
        given = out.TermIn(data=request.data)
        given.is_valid(raise_exception=True)
        term = get_object_or_404(Term.objects.visible_to(request.user), **given.validated_data)
        if request.user.unit is None:
            raise Http404
        started = start_registration(unit=request.user.unit, term=term, by=request.user, at=clock.now())
        return Response(RegistrationOut(self.get_queryset().get(pk=started.pk)).data)

    @extend_schema(request=out.StepIn, responses=ANSWERS, summary="Một bước của đăng ký")
    @action(detail=True, methods=["post"], url_path=STEP)
    def step(self, request, pk, name):
        return self.take(request, name)

    def act(self, row, name, words):
        step_registration(registration=row, step_name=name, by=self.request.user, at=clock.now(), **words)
