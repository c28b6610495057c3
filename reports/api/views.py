"""Read-only lists and rows, and the steps of their workflows as POST."""

from functools import cache

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from awards.actions import Petition, assign_dossier, issue, step_dossier
from awards.compile import states_shown_as
from awards.models import Decision, Dossier, Nomination
from awards.workflow import DOSSIER
from movements.actions import step_movement
from movements.models import Movement
from movements.workflow import MOVEMENT
from reports.api import serializers as out
from reports.api.dossier_changes import DossierChanges
from reports.api.dossier_desk import DossierDesk, officer_called
from reports.api.dossier_entry import DossierEntry
from reports.api.dossier_papers import DecisionPapers, DossierPapers
from reports.api.eligibility import Checking
from reports.api.launches import Launches
from thidua import clock
from thidua.errors import Refused

STEP = "steps/(?P<name>[a-z_]+)"
WITH_PAPER = frozenset({"send", "send_parent", "forward", "sign_proposal", "conclude", "enter", "enter_parent"})
YEAR = OpenApiParameter("year", int, description="Năm")
INDEX = OpenApiParameter("index", int, description="Quý 1–4")
STATE = OpenApiParameter("state", str, description="Mã trạng thái")
UNIT = OpenApiParameter("unit", str, description="Mã đơn vị")
ANSWERS = {200: out.Answer, 403: out.Refusal, 404: out.Refusal, 409: out.Refusal, 422: out.Refusal}


class Rows(ReadOnlyModelViewSet):
    """Rows that the caller sees. `columns` are the filters: query parameter -> column."""

    detail_serializer = None
    columns = {}

    def get_serializer_class(self):
        detail = self.action == "retrieve" and self.detail_serializer
        return self.detail_serializer if detail else self.serializer_class

    def filter_queryset(self, queryset):
        """The list narrowed by the parameters given; a year that is no number matches nothing."""
        if self.action != "list":
            return queryset
        for name, column in self.columns.items():
            if value := self.request.query_params.get(name):
                number = name in ("year", "index")
                queryset = queryset.none() if number and not value.isdecimal() else queryset.filter(**{column: value})
        return queryset


class Steps(Rows):
    """Rows with a workflow: `flow`, the serializer of what a step takes, and the room's own action."""

    flow = None
    step_serializer = out.StepIn

    def take(self, request, name):
        row = self.get_object()
        step = self.flow.steps.get(name)
        if step is None:
            raise Http404
        if not request.user.has_perm(step.permission, row):
            raise PermissionDenied(step.permission)
        given = self.step_serializer(data=request.data)
        given.is_valid(raise_exception=True)
        self.act(row, name, given.validated_data)
        row.refresh_from_db()
        following = [one.name for one in self.flow.open_steps(row, request.user)]
        return Response({"state": row.state, "next_steps": following})

    def act(self, row, name, words):
        raise NotImplementedError


@extend_schema_view(
    list=extend_schema(parameters=[STATE], summary="Danh sách phong trào"),
    retrieve=extend_schema(summary="Một phong trào"),
)
class Movements(Launches, Steps):
    """Phong trào thi đua."""

    serializer_class = out.MovementOut
    step_serializer = out.PlainStepIn
    lookup_field = "key"
    flow = MOVEMENT
    columns = {"state": "state"}

    def get_queryset(self):
        rows = Movement.objects.visible_to(self.request.user).filter(in_portal=True)
        return rows.select_related("launching_unit").prefetch_related("points").order_by("sort_name", "pk")

    @extend_schema(request=out.PlainStepIn, responses=ANSWERS, summary="Một bước của phong trào")
    @action(detail=True, methods=["post"], url_path=STEP)
    def step(self, request, key, name):
        return self.take(request, name)

    def act(self, row, name, words):
        step_movement(movement=row, step_name=name, by=self.request.user, at=clock.now(), **words)


@extend_schema_view(
    list=extend_schema(parameters=[STATE, UNIT], summary="Danh sách hồ sơ được xem"),
    retrieve=extend_schema(summary="Một hồ sơ, kèm các dòng"),
)
class Dossiers(Checking, DossierChanges, DossierDesk, DossierEntry, DossierPapers, Steps):
    """Hồ sơ đề nghị khen thưởng, kèm các dòng."""

    serializer_class = out.DossierOut
    detail_serializer = out.DossierDetailOut
    step_serializer = out.DossierStepIn
    flow = DOSSIER
    columns = {"unit": "unit__code"}

    def filter_queryset(self, queryset):
        """A state is asked for as this person knows it: one that is kept from them is not found by its name."""
        rows, state = super().filter_queryset(queryset), self.request.query_params.get("state")
        if self.action != "list" or not state:
            return rows
        return rows.filter(state__in=states_shown_as(state, self.request.user))

    def get_queryset(self):
        user = self.request.user
        rows = Dossier.objects.visible_to(user).select_related("unit", "receiver", "movement", "decision")
        if self.action == "retrieve":
            lines = Nomination.objects.visible_to(user).select_related("honoree", "award")
            rows = rows.prefetch_related(Prefetch("lines", lines))
        return rows.order_by("-pk")

    @extend_schema(request={"multipart/form-data": out.DossierStepIn, "application/json": out.DossierStepIn},
                   responses=ANSWERS, summary="Một bước của hồ sơ")  # fmt: skip
    @action(detail=True, methods=["post"], url_path=STEP)
    def step(self, request, pk, name):
        return self.take(request, name)

    def act(self, row, name, words):
        by, at = self.request.user, clock.now()
        if name == "issue":
            _issue(row, words, by, at)
            return
        if name == "assign":
            officer = officer_called(words["assignee"])
            assign_dossier(dossier=row, assignee=officer, note=words["note"], by=by, at=at)
            return
        petition = None
        if name in WITH_PAPER:
            signed = (words["number"], words["signed_on"], words["signer"], words["file"])
            petition = Petition(*signed, confirmed=words["confirmed"])
        given = {"note": words["note"], "reason": words["reason"], "petition": petition}
        step_dossier(dossier=row, step_name=name, by=by, at=at, **given)


def _issue(dossier, words, by, at):
    if not words["number"].isdecimal():
        raise Refused("Số quyết định: ghi một số nguyên.")
    if words["signed_on"] is None:
        raise Refused("Ngày ban hành: ghi ngày theo dạng 2024-12-18.")
    issue(
        dossier=dossier, number=int(words["number"]), issued_on=words["signed_on"], title=words["title"],
        file=words["file"], by=by, at=at,
    )  # fmt: skip


@extend_schema_view(
    list=extend_schema(parameters=[YEAR], summary="Danh sách quyết định khen thưởng"),
    retrieve=extend_schema(summary="Một quyết định"),
)
class Decisions(DecisionPapers, Rows):
    """Quyết định khen thưởng."""

    serializer_class = out.DecisionOut
    columns = {"year": "year"}

    def get_queryset(self):
        return Decision.objects.visible_to(self.request.user).for_list()


@cache
def description():
    return SchemaGenerator().get_schema(public=True)


class OnceGenerator(SchemaGenerator):
    """The description is the same for everybody, and making it takes seconds: once a process."""

    def get_schema(self, request=None, public=False):
        return description()


class Docs(SpectacularSwaggerSplitView):
    """Swagger from our own files: the script has its own address, so that the CSP stays as it is."""

    template_name = "reports/api_docs.html"
