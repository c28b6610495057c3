"""Điển hình tiên tiến through the interface: kept, followed, told, by the room's own acts and the pages' own forms."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from awards.actions import pictures as telling
from awards.actions import typical as actions
from awards.compile.typical import units_to_take_up
from awards.forms_nurturing import MediaForm, PictureForm, ReasonForm
from awards.forms_typical import ResultForm, TypicalForm, step_form
from awards.models import MediaItem, ModelPicture, Replication, TypicalModel
from awards.typical_workflow import TYPICAL
from reports.api import serializers as out
from reports.api.forms import FormRefusal, checked, read_form, refuse_strange
from reports.api.views import STATE, UNIT, Rows
from thidua import clock

REFUSALS = {403: out.Refusal, 404: out.Refusal, 409: out.Refusal, 422: FormRefusal}
ITEM = OpenApiParameter("item", int, OpenApiParameter.PATH, description="Khóa của dòng")
STEP_NAME = OpenApiParameter("name", str, OpenApiParameter.PATH, description="nurture, review, replicate hoặc stop")
KEY = "(?P<item>[0-9]{1,18})"


class ModelOut(serializers.ModelSerializer):
    unit = out.UnitRef()
    movement = serializers.SlugRelatedField("key", read_only=True)

    class Meta:
        model = TypicalModel
        fields = ["id", "version", "name", "unit", "field", "state", "movement", "owner", "mentor", "next_step",
                  "next_step_on", "story", "consent", "published", "nomination", "found_at", "stage_since",
                  "illustrative"]  # fmt: skip


class ReplicationOut(serializers.ModelSerializer):
    unit = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = Replication
        fields = ["id", "unit", "on", "result"]


class MediaOut(serializers.ModelSerializer):
    class Meta:
        model = MediaItem
        fields = ["id", "kind", "outlet", "title", "on", "link"]


class PictureOut(serializers.ModelSerializer):
    class Meta:
        model = ModelPicture
        fields = ["id", "caption", "consent", "width", "height", "at"]


class ModelDetailOut(ModelOut):
    replications = ReplicationOut(many=True)
    media = serializers.SerializerMethodField()
    pictures = serializers.SerializerMethodField()

    class Meta(ModelOut.Meta):
        fields = [*ModelOut.Meta.fields, "replications", "media", "pictures"]

    def get_media(self, model) -> list[dict]:
        return MediaOut(model.media.standing(), many=True).data

    def get_pictures(self, model) -> list[dict]:
        return PictureOut(model.pictures.standing(), many=True).data


class ModelIn(serializers.Serializer):
    """What is left out stays as it is. Keys of people, movements and lines are those that the pages offer."""

    name = serializers.CharField(required=False, max_length=250, label="tên")
    field = serializers.CharField(required=False, allow_blank=True, max_length=120, label="lĩnh vực")
    movement = serializers.IntegerField(required=False, allow_null=True, label="khóa phong trào")
    owner = serializers.IntegerField(required=False, label="khóa người phụ trách")
    mentor = serializers.CharField(required=False, allow_blank=True, max_length=200, label="người bồi dưỡng")
    next_step = serializers.CharField(required=False, allow_blank=True, max_length=300, label="việc tiếp theo")
    next_step_on = serializers.DateField(required=False, allow_null=True, label="ngày việc tiếp theo")
    story = serializers.CharField(required=False, allow_blank=True, max_length=10000, label="câu chuyện")
    consent = serializers.BooleanField(required=False, label="đồng ý công khai")
    nomination = serializers.IntegerField(required=False, allow_null=True, label="khóa dòng đề nghị")


class ChangedModelIn(ModelIn):
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")


class ModelStepIn(serializers.Serializer):
    """nurture: owner, mentor, next_step, next_step_on · replicate: unit (key), on, result · review, stop: note."""

    owner = serializers.IntegerField(required=False)
    mentor = serializers.CharField(required=False, allow_blank=True)
    next_step = serializers.CharField(required=False)
    next_step_on = serializers.DateField(required=False)
    unit = serializers.IntegerField(required=False)
    on = serializers.DateField(required=False)
    result = serializers.CharField(required=False, allow_blank=True)
    note = serializers.CharField(required=False)


class ResultIn(serializers.Serializer):
    result = serializers.CharField(allow_blank=True, max_length=5000, label="kết quả")


class MediaIn(serializers.Serializer):
    kind = serializers.CharField(label="chuyen_trang, chuyen_muc, tin_bai hoặc phat_song")
    outlet = serializers.CharField(max_length=200)
    title = serializers.CharField(max_length=300)
    on = serializers.DateField()
    link = serializers.CharField(default="", allow_blank=True, max_length=500)


class PictureIn(serializers.Serializer):
    upload = serializers.FileField(label="ảnh")
    caption = serializers.CharField(max_length=200, label="chú thích")
    consent = serializers.CharField(max_length=300, label="ai đồng ý, ngày nào")


class WhyIn(serializers.Serializer):
    note = serializers.CharField(max_length=300, label="lý do")


@extend_schema_view(
    list=extend_schema(parameters=[STATE, UNIT], summary="Điển hình của đơn vị mình và đơn vị dưới"),
    retrieve=extend_schema(summary="Một điển hình, kèm nhân rộng, truyền thông, ảnh"),
)
class TypicalModels(Rows):
    """Điển hình tiên tiến."""

    serializer_class = ModelOut
    detail_serializer = ModelDetailOut
    columns = {"state": "state", "unit": "unit__code"}

    def get_queryset(self):
        rows = TypicalModel.objects.visible_to(self.request.user).inside(self.request.user)
        return rows.with_names().order_by("-found_at", "-pk")

    def _allowed(self, act):
        model = self.get_object()
        if not self.request.user.has_perm(f"awards.{act}_typicalmodel", model):
            raise PermissionDenied(act)
        return model

    def _answer(self, model, status=200):
        return Response(ModelDetailOut(self.get_queryset().get(pk=model.pk)).data, status=status)

    def _by(self):
        return {"by": self.request.user, "at": clock.now()}

    @extend_schema(request=ModelIn, responses={201: ModelDetailOut, **REFUSALS}, summary="Giới thiệu một điển hình")
    def create(self, request):
        if not request.user.has_perm("awards.introduce_typicalmodel"):
            raise PermissionDenied("introduce")
        given = {"owner": request.user.pk} | checked(ModelIn, request)
        form = _read(TypicalForm(given | {"version": 0}, unit=request.user.unit, user=request.user), given)
        return self._answer(actions.introduce_model(unit=request.user.unit, content=form.content, **self._by()), 201)

    @extend_schema(request=ChangedModelIn, responses={200: ModelDetailOut, **REFUSALS},
                   summary="Sửa một điển hình, kèm phiên bản đã đọc")  # fmt: skip
    def partial_update(self, request, pk):
        model, given = self._allowed("edit"), checked(ChangedModelIn, request)
        typed = {name: _stored(model, name) for name in actions.COLUMNS} | given
        form = _read(TypicalForm(typed, unit=model.unit, user=request.user), given)
        actions.save_model(model=model, content=form.content, version=given["version"], **self._by())
        return self._answer(model)

    @extend_schema(request=ModelStepIn, parameters=[STEP_NAME], responses={200: ModelDetailOut, **REFUSALS},
                   summary="Chuyển khâu, ghi đơn vị áp dụng, thôi theo dõi")  # fmt: skip
    @action(detail=True, methods=["post"], url_path="steps/(?P<name>[a-z_]+)")
    def step(self, request, pk, name):
        if name not in TYPICAL.steps:
            raise Http404
        model, given = self._allowed(name), checked(ModelStepIn, request)
        units = units_to_take_up(model, clock.today())
        form = _read(step_form(name, given, model=model, user=request.user, units=units), given)
        actions.step_model(model=model, step_name=name, **form.cleaned_data, **self._by())
        return self._answer(model)

    @extend_schema(request=ResultIn, parameters=[ITEM], responses={200: ModelDetailOut, **REFUSALS},
                   summary="Ghi kết quả áp dụng của một đơn vị")  # fmt: skip
    @action(detail=True, methods=["put"], url_path=f"replications/{KEY}")
    def replication(self, request, pk, item):
        model = self._allowed("replicate")
        rows = Replication.objects.visible_to(request.user).filter(model=model).select_related("unit", "model__unit")
        words = read_form(ResultForm(checked(ResultIn, request)))
        actions.save_replication(replication=get_object_or_404(rows, pk=item), **words, **self._by())
        return self._answer(model)

    @extend_schema(request=None, responses={200: ModelDetailOut, **REFUSALS}, summary="Đăng công khai")
    @action(detail=True, methods=["post"])
    def publish(self, request, pk):
        model = self._allowed("publish")
        actions.publish_model(model=model, **self._by())
        return self._answer(model)

    @extend_schema(request=None, responses={200: ModelDetailOut, **REFUSALS}, summary="Gỡ khỏi trang công khai")
    @action(detail=True, methods=["post"])
    def unpublish(self, request, pk):
        model = self._allowed("unpublish")
        actions.unpublish_model(model=model, **self._by())
        return self._answer(model)

    @extend_schema(request=MediaIn, responses={201: MediaOut, **REFUSALS}, summary="Ghi tin truyền thông")
    @action(detail=True, methods=["post"])
    def media(self, request, pk):
        model, given = self._allowed("tell"), checked(MediaIn, request)
        made = telling.add_media(model=model, **_read(MediaForm(given), given).cleaned_data, **self._by())
        return Response(MediaOut(made).data, status=201)

    @extend_schema(request=WhyIn, parameters=[ITEM], responses={204: None, **REFUSALS}, summary="Bỏ tin truyền thông")
    @action(detail=True, methods=["post"], url_path=f"media/{KEY}/remove")
    def media_remove(self, request, pk, item):
        rows = MediaItem.objects.visible_to(request.user).standing().filter(model=self._allowed("tell"))
        row = get_object_or_404(rows.select_related("model"), pk=item)
        telling.remove_media(item=row, why=_why(request), **self._by())
        return Response(status=204)

    @extend_schema(request={"multipart/form-data": PictureIn}, responses={201: PictureOut, **REFUSALS},
                   summary="Đưa ảnh, kèm lời đồng ý của người trong ảnh")  # fmt: skip
    @action(detail=True, methods=["post"])
    def pictures(self, request, pk):
        model = self._allowed("picture")
        words = read_form(PictureForm(request.data, request.FILES))
        return Response(PictureOut(telling.add_picture(model=model, **words, **self._by())).data, status=201)

    @extend_schema(request=WhyIn, parameters=[ITEM], responses={204: None, **REFUSALS}, summary="Gỡ ảnh, kèm lý do")
    @action(detail=True, methods=["post"], url_path=f"pictures/{KEY}/remove")
    def picture_remove(self, request, pk, item):
        rows = ModelPicture.objects.visible_to(request.user).standing().filter(model=self._allowed("unpicture"))
        row = get_object_or_404(rows.select_related("model", "attachment"), pk=item)
        telling.remove_picture(picture=row, why=_why(request), **self._by())
        return Response(status=204)


def _why(request):
    return read_form(ReasonForm(checked(WhyIn, request)))["note"]


def _read(form, given):
    refuse_strange(form, given)
    read_form(form)
    return form


def _stored(model, name):
    value = getattr(model, name)
    return value.pk if hasattr(value, "pk") else value
