"""What comes with a filing on paper or as a workbook: its evidence, its Excel file, a unit's paper typed in for it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response

from movements import actions
from movements.compile import filing_sections, open_periods, receives_here
from movements.compile.due import units_to_enter
from movements.forms.due import BehalfForm
from movements.models import Filing
from movements.workbook import write_workbook
from reports.api import serializers as out
from reports.api.files import Evidence
from reports.api.forms import FormRefusal, checked, read_form
from thidua import clock
from units.filetypes import XLSX
from units.models import Unit


class WorkbookRenderer(BaseRenderer):
    """Lets a caller ask for an Excel file; the bytes come from the room's own workbook."""

    media_type, format, charset = XLSX, "xlsx", None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return JSONRenderer().render(data)  # only a refusal comes this way


class BehalfIn(serializers.Serializer):
    """A unit's paper, as multipart: which quarter, when it arrived, and its scan."""

    unit = serializers.CharField(label="mã đơn vị")
    year = serializers.IntegerField(label="năm")
    index = serializers.IntegerField(min_value=1, max_value=4, label="quý")
    arrived_on = serializers.DateField(label="ngày đến")
    paper_number = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=60, label="số văn bản"
    )
    scan = serializers.FileField(label="bản chụp")


class FilingPapers(Evidence):
    """Mixed into the view set of filings."""

    may_edit = "movements.edit_filing"

    def attach(self, row, **given):
        return actions.add_evidence(filing=row, **given)

    def detach(self, row, **given):
        actions.remove_evidence(filing=row, **given)

    @extend_schema(summary="Bảng Excel của báo cáo, điền sẵn số đang có",
                   responses={(200, XLSX): OpenApiTypes.BINARY, 404: out.Refusal})  # fmt: skip
    @action(detail=True, methods=["get"], renderer_classes=[JSONRenderer, WorkbookRenderer])
    def workbook(self, request, pk):
        """As on the page: not while the unit corrects, but for those who write there."""
        filings = Filing.objects.visible_to(request.user).files_visible_to(request.user).with_names()
        filing = get_object_or_404(filings, pk=pk)
        editable = request.user.has_perm("movements.edit_filing", filing)
        data = write_workbook(filing, filing_sections(filing), editable=editable, made_on=clock.today())
        return HttpResponse(data, content_type=XLSX, headers={"X-Content-Type-Options": "nosniff"})

    @extend_schema(request={"multipart/form-data": BehalfIn}, summary="Mở bản nhập thay từ văn bản giấy của một đơn vị",
                   responses={201: out.FilingOut, 403: out.Refusal, 409: out.Refusal, 422: FormRefusal})  # fmt: skip
    @action(detail=False, methods=["post"], url_path="on-behalf")
    def on_behalf(self, request):
        if request.user.unit_id is None or not receives_here(request.user):
            raise PermissionDenied("movements.start_on_behalf")
        typed = _behalf(request.user, checked(BehalfIn, request), clock.today())
        made = actions.start_on_behalf(by=request.user, at=clock.now(), **typed)
        return Response(out.FilingOut(self.get_queryset().get(pk=made.pk)).data, status=201)


def _behalf(user, given, today: date):
    """What the page's form reads of it: a quarter or unit that is not this person's to enter is refused there."""
    periods = open_periods(today)
    period = periods.filter(year=given["year"], index=given["index"]).first()
    units = units_to_enter(user, period) if period else Unit.objects.visible_to(user).none()
    unit = next((one.pk for one in units if one.code == given["unit"]), 0)
    data = given | {"period": period.pk if period else 0, "unit": unit}
    return read_form(BehalfForm(data, {"scan": given["scan"]}, periods=periods, units=units))
