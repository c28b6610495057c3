"""What comes with a filing on paper: its evidence, and a unit's paper typed in for it."""

from datetime import date

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from movements import actions
from movements.compile import open_periods, receives_here
from movements.compile.due import units_to_enter
from movements.forms.due import BehalfForm, PaperForm
from reports.api import serializers as out
from reports.api.files import Evidence
from reports.api.forms import FormRefusal, checked, read_form
from thidua import clock
from units.models import Unit


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


class PaperIn(serializers.Serializer):
    """The day of arrival is corrected until it has judged; a new scan takes the place of the one before."""

    arrived_on = serializers.DateField(label="ngày đến")
    scan = serializers.FileField(required=False, label="bản chụp")


class FilingPapers(Evidence):
    """Mixed into the view set of filings."""

    may_edit = "movements.edit_filing"

    def attach(self, row, **given):
        return actions.add_evidence(filing=row, **given)

    def detach(self, row, **given):
        actions.remove_evidence(filing=row, **given)

    @extend_schema(request={"multipart/form-data": BehalfIn}, summary="Mở bản nhập thay từ văn bản giấy của một đơn vị",
                   responses={201: out.FilingOut, 403: out.Refusal, 409: out.Refusal, 422: FormRefusal})  # fmt: skip
    @action(detail=False, methods=["post"], url_path="on-behalf")
    def on_behalf(self, request):
        if request.user.unit_id is None or not receives_here(request.user):
            raise PermissionDenied("movements.start_on_behalf")
        typed = _behalf(request.user, checked(BehalfIn, request), clock.today())
        made = actions.start_on_behalf(by=request.user, at=clock.now(), **typed)
        return Response(out.FilingOut(self.get_queryset().get(pk=made.pk)).data, status=201)

    @extend_schema(request={"multipart/form-data": PaperIn, "application/json": PaperIn},
                   summary="Sửa ngày đến, thay bản chụp của bản nhập thay",
                   responses={200: out.FilingOut, 403: out.Refusal, 404: out.Refusal, 409: out.Refusal,
                              422: FormRefusal})  # fmt: skip
    @action(detail=True, methods=["patch"])
    def paper(self, request, pk):
        filing = self.get_object()
        if not request.user.has_perm("movements.change_paper_filing", filing):
            raise PermissionDenied("movements.change_paper_filing")
        given = checked(PaperIn, request)
        typed = read_form(PaperForm({"arrived_on": given["arrived_on"]}, {"scan": given.get("scan")}))
        actions.change_paper(filing=filing, by=request.user, at=clock.now(), **typed)
        return Response(out.FilingOut(self.get_queryset().get(pk=filing.pk)).data)


def _behalf(user, given, today: date):
    """What the page's form reads of it: a quarter or unit that is not this person's to enter is refused there."""
    periods = open_periods(today)
    period = periods.filter(year=given["year"], index=given["index"]).first()
    units = units_to_enter(user, period) if period else Unit.objects.visible_to(user).none()
    unit = next((one.pk for one in units if one.code == given["unit"]), 0)
    data = given | {"period": period.pk if period else 0, "unit": unit}
    return read_form(BehalfForm(data, {"scan": given["scan"]}, periods=periods, units=units))
