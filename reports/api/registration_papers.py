"""A registration's papers and accepted versions through the interface; many accepted at once."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from movements import actions
from movements.compile import receives_here
from movements.models import Registration, RegistrationVersion
from movements.render import PAPERS
from movements.views.registration_lists import MOST_AT_ONCE
from movements.views.registration_papers import paper_name, paper_of
from reports.api import serializers as out
from reports.api.files import renderer
from reports.api.forms import checked
from thidua import clock
from thidua.errors import Refused
from thidua.paper.views import TYPES, paper_answer
from thidua.pdf import PdfUnavailable

KINDS = "|".join(PAPERS)
VERSION = OpenApiParameter("version", int, description="Bản đã tiếp nhận thứ mấy; không nêu thì bản đang có")
PATH = [
    OpenApiParameter("kind", str, OpenApiParameter.PATH, enum=list(PAPERS), description="Loại giấy"),
    OpenApiParameter("ext", str, OpenApiParameter.PATH, enum=list(TYPES)),
]


PaperRenderer = renderer("*/*", "file")


class VersionOut(serializers.ModelSerializer):
    """What was accepted; its words are in the paper of that version."""

    accepted_by = serializers.CharField(source="accepted_by.full_name", allow_null=True, default=None)

    class Meta:
        model = RegistrationVersion
        fields = ["number", "accepted_at", "accepted_by", "reason"]


class AcceptManyIn(serializers.Serializer):
    registrations = serializers.ListField(
        child=serializers.IntegerField(), allow_empty=False, max_length=MOST_AT_ONCE, label="khóa của các bản đăng ký"
    )


class AcceptedManyOut(serializers.Serializer):
    accepted = serializers.IntegerField()
    refused = serializers.ListField(child=serializers.CharField(), help_text="Đơn vị và lý do chưa tiếp nhận")


class RegistrationPapers:
    """Mixed into the view set of registrations."""

    @extend_schema(responses={200: VersionOut(many=True), 404: out.Refusal}, summary="Các bản đã tiếp nhận")
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def versions(self, request, pk):
        rows = RegistrationVersion.objects.visible_to(request.user).filter(registration=self.get_object())
        return Response(VersionOut(rows.select_related("accepted_by").order_by("number"), many=True).data)

    @extend_schema(parameters=[*PATH, VERSION], summary="Bản đăng ký, bản giao ước dạng PDF hoặc Word",
                   responses={**{(200, kind): OpenApiTypes.BINARY for kind in TYPES.values()}, 404: out.Refusal,
                              422: out.Refusal})  # fmt: skip
    @action(detail=True, methods=["get"], renderer_classes=[JSONRenderer, PaperRenderer],
            url_path=rf"papers/(?P<kind>{KINDS})/(?P<ext>{'|'.join(TYPES)})")  # fmt: skip
    def paper(self, request, pk, kind, ext):
        registration = get_object_or_404(Registration.objects.visible_to(request.user).with_names(), pk=pk)
        asked = request.query_params.get("version", "")
        number = int(asked) if asked.isdecimal() and len(asked) < 5 else None
        try:
            paper = paper_of(request.user, registration, kind, number=number)
            return paper_answer(paper, ext, name=paper_name(registration, kind))
        except PdfUnavailable as unavailable:
            raise Refused(str(unavailable)) from None

    @extend_schema(request=AcceptManyIn, responses={200: AcceptedManyOut, 403: out.Refusal},
                   summary="Tiếp nhận nhiều bản đăng ký, mỗi bản một bước riêng")  # fmt: skip
    @action(detail=False, methods=["post"])
    def accept(self, request):
        if not receives_here(request.user):
            raise PermissionDenied("movements.accept_registration")
        keys = checked(AcceptManyIn, request)["registrations"]
        seen = Registration.objects.visible_to(request.user).filter(pk__in=keys)
        rows = list(seen.with_names().order_by("unit__sort_name"))
        done = actions.accept_registrations(registrations=rows, by=request.user, at=clock.now())
        return Response({"accepted": done.accepted, "refused": list(done.refused)})
