"""What a dossier is about and what a line says, rewritten through the interface; who read an older one is told."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from awards import actions
from awards.enums import Occasion
from awards.forms import LEVELS
from awards.models import Nomination
from movements.models import Movement
from reports.api import serializers as out
from reports.api.dossier_entry import GROUNDS, LINE, WRITTEN, DossierEntry, award_of
from reports.api.forms import checked


class DossierChangeIn(serializers.Serializer):
    """What is not sent stays as it is; an empty `movement` takes the movement away."""

    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")
    title = serializers.CharField(max_length=300, required=False, label="trích yếu")
    occasion = serializers.ChoiceField(choices=Occasion.choices, required=False, label="loại hình khen thưởng")
    movement = serializers.CharField(max_length=60, required=False, allow_blank=True, label="mã phong trào")
    level = serializers.ChoiceField(choices=LEVELS, required=False, label="cấp quyết định")
    simple_ground = serializers.ChoiceField(choices=GROUNDS, required=False, label="thủ tục")
    deed_on = serializers.DateField(required=False, label="ngày lập thành tích")


class LineChangeIn(serializers.Serializer):
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")
    award = serializers.CharField(max_length=30, required=False, label="mã danh hiệu, hình thức")
    achievement = serializers.CharField(max_length=4000, required=False, allow_blank=True, label="tóm tắt thành tích")


class DossierChanges:
    """Mixed into the dossiers of the interface."""

    @extend_schema(request=DossierChangeIn, responses={200: out.DossierOut, **WRITTEN}, summary="Sửa phần đầu hồ sơ")
    def partial_update(self, request, pk):
        dossier, given = self.edited(), dict(checked(DossierChangeIn, request))
        given["movement"] = self._movement(dossier, given.pop("movement", None))
        stays = {"title": dossier.title, "occasion": dossier.occasion}
        actions.change_dossier(dossier=dossier, **(stays | given), **self.acting())
        return Response(out.DossierOut(self.get_object(), context=self.get_serializer_context()).data)

    def _movement(self, dossier, key):
        if key is None:
            return dossier.movement
        return get_object_or_404(Movement.objects.visible_to(self.request.user), key=key) if key else None

    @extend_schema(request=LineChangeIn, parameters=[LINE], responses={200: out.LineOut, **WRITTEN},
                   summary="Sửa một dòng đề nghị")  # fmt: skip
    @DossierEntry.line.mapping.patch
    def change_line(self, request, pk, line):
        dossier, given = self.edited(), checked(LineChangeIn, request)
        rows = Nomination.objects.visible_to(request.user).select_related("honoree", "award")
        row = get_object_or_404(rows, pk=line, dossier=dossier)
        row.dossier = dossier
        award = award_of(request.user, given["award"]) if "award" in given else row.award
        words = {"achievement": given.get("achievement", row.achievement), "version": given["version"]}
        actions.change_line(line=row, award=award, **words, **self.acting())
        return Response(out.LineOut(row, context=self.get_serializer_context()).data)
