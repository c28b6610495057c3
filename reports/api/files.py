"""Evidence through the interface: attached and taken off by the room's own actions."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response

from movements.forms import EvidenceForm
from reports.api import serializers as out
from reports.api.forms import FormRefusal, read_form
from thidua import clock
from units.models import Attachment

FILE = OpenApiParameter("file", int, OpenApiParameter.PATH, description="Khóa của tệp")
REFUSALS = {403: out.Refusal, 404: out.Refusal}


class FileRenderer(BaseRenderer):
    """Lets a caller ask for a file's own type; the bytes come from the room's own paper, never from here."""

    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return JSONRenderer().render(data)  # only a refusal comes this way


def renderer(media_type, ending):
    """A renderer of one kind of file."""
    return type(f"{ending.title()}Renderer", (FileRenderer,), {"media_type": media_type, "format": ending})


class FileOut(serializers.ModelSerializer):
    class Meta:
        model = Attachment
        fields = ["id", "purpose", "name", "size", "sha256"]


class EvidenceIn(serializers.Serializer):
    file = serializers.FileField(label="tệp")


class Evidence:
    """Mixed into a view set: `may_edit` is the permission, `attach` and `detach` write as on the page."""

    may_edit = ""
    purpose = "evidence"

    def attach(self, row, **given):
        raise NotImplementedError

    def detach(self, row, **given):
        raise NotImplementedError

    def edited(self):
        row = self.get_object()
        if not self.request.user.has_perm(self.may_edit, row):
            raise PermissionDenied(self.may_edit)
        return row

    def evidence(self, row):
        return Attachment.objects.visible_to(self.request.user).of(row, self.purpose).order_by("pk")

    @extend_schema(responses={200: FileOut(many=True), 404: out.Refusal}, summary="Tài liệu minh chứng")
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def files(self, request, **place):
        return Response(FileOut(self.evidence(self.get_object()), many=True).data)

    @extend_schema(request={"multipart/form-data": EvidenceIn}, summary="Đính kèm một tài liệu minh chứng",
                   responses={201: FileOut, 422: FormRefusal, **REFUSALS})  # fmt: skip
    @files.mapping.post
    def add_file(self, request, **place):
        row = self.edited()
        upload = read_form(EvidenceForm(request.data, request.FILES))["file"]
        made = self.attach(row, upload=upload, by=request.user, at=clock.now())
        return Response(FileOut(made).data, status=201)

    @extend_schema(request=None, parameters=[FILE], summary="Gỡ một tài liệu minh chứng",
                   responses={204: None, 422: out.Refusal, **REFUSALS})  # fmt: skip
    @action(detail=True, methods=["delete"], url_path="files/(?P<file>[0-9]{1,18})")
    def file(self, request, file, **place):
        row = self.edited()
        attachment = get_object_or_404(self.evidence(row), pk=file)
        self.detach(row, attachment=attachment, by=request.user, at=clock.now())
        return Response(status=204)
