"""How a dossier is made, through the interface: the room's own acts and forms, as on the pages."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from awards import actions
from awards.actions import Declaration, Direction, LineInput, NewHonoree
from awards.compile import checklist_of
from awards.compile.duplicates import likely_for
from awards.compile.entering import enters_for_units
from awards.compile.law import law_day_of
from awards.compile.likeness import Bearer
from awards.compile.suggestions import PER_PAGE, due_of, pool
from awards.compile.urgent import urgent_years
from awards.enums import Occasion, PersonClass, SimpleGround, Subject
from awards.models import AwardType, Dossier, Honoree, Nomination
from movements.models import Movement
from reports.api import serializers as out
from reports.api.files import FileOut
from reports.api.forms import checked
from thidua import clock
from thidua.errors import Conflict, Refused
from units.enums import Role
from units.models import Attachment, Unit
from units.roles import RECEIVES_FOR_DEPARTMENT

WRITTEN = {403: out.Refusal, 404: out.Refusal, 409: out.Refusal, 422: out.Refusal}
NAME = OpenApiParameter("name", str, description="Một phần tên, không cần dấu")
PAGE = OpenApiParameter("page", int, description="Trang của sổ đối tượng")
LINE = OpenApiParameter("line", int, OpenApiParameter.PATH, description="Khóa của dòng")
GROUNDS = [("", "Thông thường"), *SimpleGround.choices]


# --- Out --------------------------------------------------------------------------------------------------------------


class WantedOut(serializers.Serializer):
    """`state`: there, missing (holds the dossier back), ask (a person looks), later (comes with the signature)."""

    purpose, name, citation, standing = (serializers.CharField() for _ in range(4))
    required, per_line = serializers.BooleanField(), serializers.BooleanField()
    copies = serializers.IntegerField()
    state = serializers.CharField()
    lacking = serializers.SerializerMethodField(help_text="Khóa các dòng chưa có giấy tờ này")

    def get_lacking(self, paper) -> list[int]:
        return [line.pk for line in paper.lacking]


class ChecklistOut(serializers.Serializer):
    papers = WantedOut(many=True)
    undeclared = serializers.SerializerMethodField(help_text="Khóa các dòng chưa có xác nhận kê khai")
    uncounted = serializers.ListField(child=serializers.CharField(), help_text="Thiếu cho biểu 0602, 0603; không chặn")
    marks = serializers.ListField(child=serializers.CharField(), help_text="Chữ như dấu độ mật, cần xem lại")
    whys = serializers.ListField(child=serializers.CharField(), help_text="Vì sao chưa gửi được; trống khi gửi được")

    def get_undeclared(self, checklist) -> list[int]:
        return [line.pk for line in checklist.undeclared]


class DueFindingOut(serializers.Serializer):
    title, text, verdict, citation = (serializers.CharField() for _ in range(4))


class SuggestedOut(serializers.Serializer):
    honoree = serializers.IntegerField(source="honoree.pk")
    name = serializers.CharField(source="honoree.name")
    unit = out.UnitRef(source="honoree.unit")
    award = serializers.CharField(source="award.code")
    verdict = serializers.CharField()
    findings = DueFindingOut(many=True)


class SuggestedPageOut(serializers.Serializer):
    count = serializers.IntegerField(help_text="Số đối tượng của đơn vị")
    pages = serializers.IntegerField()
    results = SuggestedOut(many=True)


class UrgentYearOut(serializers.Serializer):
    year, n, decided = (serializers.IntegerField() for _ in range(3))
    median_days = serializers.FloatField(source="middle", allow_null=True)


# --- In ---------------------------------------------------------------------------------------------------------------


def _text(label, length, **options):
    return serializers.CharField(max_length=length, label=label, **options)


def _optional(label, length):
    return _text(label, length, required=False, default="", allow_blank=True)


class DossierIn(serializers.Serializer):
    title = _text("trích yếu", 300)
    occasion = serializers.ChoiceField(choices=Occasion.choices, label="loại hình khen thưởng")
    movement = _optional("mã phong trào", 60)
    simple_ground = serializers.ChoiceField(choices=GROUNDS, required=False, default="", label="thủ tục")
    deed_on = serializers.DateField(required=False, default=None, allow_null=True, label="ngày lập thành tích")


class FromPaperIn(serializers.Serializer):
    unit = _text("mã đơn vị", 20)
    title = _text("trích yếu", 300)
    occasion = serializers.ChoiceField(choices=Occasion.choices, label="loại hình khen thưởng")
    simple_ground = serializers.ChoiceField(choices=GROUNDS, required=False, default="", label="thủ tục")
    arrived_on = serializers.DateField(label="ngày đến")
    scan = serializers.FileField(label="bản chụp văn bản giấy")


class NewcomerIn(serializers.Serializer):
    """Somebody who is not in the register; `other_person` after the likely ones were looked at."""

    subject = serializers.ChoiceField(choices=Subject.choices)
    name = _text("tên", 200)
    unit = _text("mã đơn vị", 20)
    position = _optional("chức vụ", 200)
    person_class = serializers.ChoiceField(choices=[("", ""), *PersonClass.choices], required=False, default="")
    female = serializers.BooleanField(required=False, default=None, allow_null=True)
    minority = serializers.BooleanField(required=False, default=None, allow_null=True)
    other_person = serializers.BooleanField(required=False, default=False, label="là người khác")


class WhoIn(serializers.Serializer):
    """Of the register by `honoree`, or `newcomer`."""

    honoree = serializers.IntegerField(required=False, default=None, allow_null=True, label="khóa đối tượng")
    newcomer = NewcomerIn(required=False, default=None, allow_null=True)
    award = _text("mã danh hiệu, hình thức", 30)
    declared_by = _optional("người kê khai", 120)


class DossierLineIn(WhoIn):
    achievement = _optional("tóm tắt thành tích", 4000)


class UrgentIn(WhoIn):
    """`direction` and its day only for Sở Nội vụ."""

    deed = _text("thành tích", 4000)
    deed_on = serializers.DateField(label="ngày lập thành tích")
    direction = _optional("chỉ đạo của lãnh đạo", 400)
    direction_date = serializers.DateField(required=False, default=None, allow_null=True, label="ngày chỉ đạo")


class PickIn(serializers.Serializer):
    honoree = serializers.IntegerField(label="khóa đối tượng")
    award = _text("mã danh hiệu, hình thức", 30)


class ProposeIn(serializers.Serializer):
    picks = PickIn(many=True)
    title = _optional("trích yếu", 300)
    dossier = serializers.IntegerField(required=False, default=None, allow_null=True, label="hồ sơ đang lập")


class DeclarationIn(serializers.Serializer):
    line = serializers.IntegerField(label="khóa của dòng")
    declarant = _optional("người kê khai", 120)
    declared_on = serializers.DateField(required=False, default=None, allow_null=True, label="ngày xác nhận")


class DeclareIn(serializers.Serializer):
    declarations = DeclarationIn(many=True)


class DossierPaperIn(serializers.Serializer):
    purpose = _text("mã giấy tờ", 30)
    file = serializers.FileField(label="tệp")
    line = serializers.IntegerField(required=False, default=None, allow_null=True, label="khóa của dòng")


class DeclaredOut(serializers.Serializer):
    changed = serializers.IntegerField()


# --- Reading what was sent --------------------------------------------------------------------------------------------


def award_of(user, code):
    found = AwardType.objects.visible_to(user).on(clock.today()).filter(code=code).first()
    if found is None:
        raise Refused(f"Danh hiệu, hình thức: không có mã “{code}” trong danh mục hôm nay.")
    return found


def unit_of(user, code):
    found = Unit.objects.visible_to(user).filter(code=code).first()
    if found is None:
        raise Refused(f"Đơn vị: không có mã “{code}” trong những đơn vị được xem.")
    return found


def who_of(user, given):
    """The honoree of the register, or the newcomer after a look at those who may be the same (409 names them)."""
    if given["honoree"] is not None:
        return get_object_or_404(Honoree.objects.visible_to(user).select_related("unit"), pk=given["honoree"])
    if given["newcomer"] is None:
        raise Refused("Đối tượng: gửi khóa đối tượng trong sổ, hoặc đối tượng mới.")
    typed = dict(given["newcomer"])
    other, unit = typed.pop("other_person"), unit_of(user, typed.pop("unit"))
    if not other:
        likely = likely_for(Bearer(0, typed["subject"], typed["name"], unit.pk), user=user)
        if likely:
            shown = "; ".join(f"{one.name} (khóa {one.pk}, {', '.join(why)})" for one, why in likely)
            raise Conflict(f"Có thể đã có trong sổ đối tượng: {shown}. Là người khác thì gửi lại với other_person.")
    return NewHonoree(unit=unit, **typed)


class DossierEntry:
    """Mixed into the dossiers of the interface."""

    def edited(self):
        dossier = self.get_object()
        if not self.request.user.has_perm("awards.edit_dossier", dossier):
            raise PermissionDenied("awards.edit_dossier")
        return dossier

    def made(self, dossier):
        row = Dossier.objects.visible_to(self.request.user).with_names().get(pk=dossier.pk)
        return Response(out.DossierOut(row, context=self.get_serializer_context()).data, status=201)

    def acting(self):
        return {"by": self.request.user, "at": clock.now()}

    @extend_schema(request=DossierIn, responses={201: out.DossierOut, **WRITTEN}, summary="Lập hồ sơ của đơn vị mình")
    def create(self, request):
        self.check_officer()
        given = dict(checked(DossierIn, request))
        key, movement = given.pop("movement"), None
        if key:
            movement = get_object_or_404(Movement.objects.visible_to(request.user), key=key)
        return self.made(actions.start_dossier(unit=request.user.unit, movement=movement, **given, **self.acting()))

    @extend_schema(request=UrgentIn, responses={201: out.DossierOut, **WRITTEN}, summary="Lập hồ sơ khen đột xuất")
    @action(detail=False, methods=["post"])
    def urgent(self, request):
        if not request.user.has_role(*RECEIVES_FOR_DEPARTMENT):
            self.check_officer()
        given = dict(checked(UrgentIn, request))
        who = who_of(request.user, given)
        directed = Direction(given.pop("direction"), given.pop("direction_date"))
        told = {name: given[name] for name in ("deed", "deed_on", "declared_by")}
        if directed.text:
            told["direction"] = directed
        made = actions.start_urgent(who=who, award=award_of(request.user, given["award"]), **told, **self.acting())
        return self.made(made)

    @extend_schema(
        responses=UrgentYearOut(many=True), summary="Số ngày từ thành tích đến quyết định, trung vị từng năm"
    )
    @action(detail=False, methods=["get"], url_path="urgent-years", pagination_class=None, filter_backends=[])
    def urgent_years(self, request):
        return Response(UrgentYearOut(urgent_years(request.user), many=True).data)

    @extend_schema(request={"multipart/form-data": FromPaperIn}, responses={201: out.DossierOut, **WRITTEN},
                   summary="Nhập thay hồ sơ từ bản giấy")  # fmt: skip
    @action(detail=False, methods=["post"], url_path="on-behalf")
    def on_behalf(self, request):
        if not enters_for_units(request.user, clock.today()):
            raise PermissionDenied("awards.start_from_paper")
        given = dict(checked(FromPaperIn, request))
        unit = unit_of(request.user, given.pop("unit"))
        return self.made(actions.start_from_paper(unit=unit, **given, **self.acting()))

    @extend_schema(parameters=[NAME, PAGE], responses={200: SuggestedPageOut, 403: out.Refusal},
                   summary="Ai đến hạn gì kỳ này")  # fmt: skip
    @action(detail=False, methods=["get"], pagination_class=None, filter_backends=[])
    def suggestions(self, request):
        self.check_officer()
        today = clock.today()
        asked = request.query_params
        pages = Paginator(pool(request.user.unit, today, asked.get("name", "")), PER_PAGE)
        page = pages.get_page(asked.get("page"))
        rows = [row for due in due_of(request.user.unit, page.object_list, today) for row in due.rows]
        told = {"count": pages.count, "pages": pages.num_pages, "results": rows}
        return Response(SuggestedPageOut(told).data)

    def check_officer(self):
        user = self.request.user
        if user.unit_id is None or not user.has_role(Role.UNIT_OFFICER, unit_id=user.unit_id):
            raise PermissionDenied("awards.start_dossier")

    @extend_schema(request=ProposeIn, responses={201: out.DossierOut, **WRITTEN},
                   summary="Đưa các đối tượng được gợi ý vào một hồ sơ")  # fmt: skip
    @suggestions.mapping.post
    def propose(self, request):
        self.check_officer()
        given = checked(ProposeIn, request)
        seen = Honoree.objects.visible_to(request.user).select_related("unit", "merged_into")
        picks = [
            (get_object_or_404(seen, pk=one["honoree"]), award_of(request.user, one["award"])) for one in given["picks"]
        ]
        dossier = None
        if given["dossier"] is not None:
            dossier = get_object_or_404(self.get_queryset(), pk=given["dossier"])
        return self.made(actions.propose(picks=picks, dossier=dossier, title=given["title"], **self.acting()))

    @extend_schema(
        responses={200: ChecklistOut, 403: out.Refusal, 404: out.Refusal}, summary="Thành phần hồ sơ: có gì, thiếu gì"
    )
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def checklist(self, request, pk):
        dossier = self.get_object()
        if not Dossier.objects.visible_to(request.user).files_visible_to(request.user).filter(pk=dossier.pk).exists():
            raise PermissionDenied("awards.view_dossier")  # while the unit corrects, its work stays with it
        return Response(ChecklistOut(checklist_of(dossier, day=law_day_of(dossier, today=clock.today()))).data)

    @extend_schema(request=DossierLineIn, responses={201: out.LineOut, **WRITTEN}, summary="Thêm một dòng đề nghị")
    @action(detail=True, methods=["post"])
    def lines(self, request, pk):
        dossier, given = self.edited(), checked(DossierLineIn, request)
        told = {name: given[name] for name in ("achievement", "declared_by")}
        line = LineInput(who_of(request.user, given), award_of(request.user, given["award"]), **told)
        return Response(out.LineOut(actions.add_line(dossier=dossier, line=line, **self.acting())).data, status=201)

    @extend_schema(request=None, parameters=[LINE], responses={204: None, **WRITTEN}, summary="Bỏ một dòng đề nghị")
    @action(detail=True, methods=["delete"], url_path="lines/(?P<line>[0-9]{1,18})")
    def line(self, request, pk, line):
        dossier = self.edited()
        row = get_object_or_404(Nomination.objects.visible_to(request.user), pk=line, dossier=dossier)
        row.dossier = dossier
        actions.remove_line(line=row, **self.acting())
        return Response(status=204)

    @extend_schema(request=DeclareIn, responses={200: DeclaredOut, **WRITTEN}, summary="Ghi xác nhận của người kê khai")
    @action(detail=True, methods=["post"])
    def declarations(self, request, pk):
        dossier, given = self.edited(), checked(DeclareIn, request)
        told = [Declaration(one["line"], one["declarant"], one["declared_on"]) for one in given["declarations"]]
        return Response({"changed": actions.declare(dossier=dossier, declarations=told, **self.acting())})

    @extend_schema(request=None, responses={200: ChecklistOut, **WRITTEN}, summary="Xác nhận không có nội dung Mật")
    @action(detail=True, methods=["post"], url_path="no-secret")
    def no_secret(self, request, pk):
        dossier = self.edited()
        actions.confirm_open(dossier=dossier, **self.acting())
        return Response(ChecklistOut(checklist_of(dossier, day=law_day_of(dossier, today=clock.today()))).data)

    @extend_schema(request={"multipart/form-data": DossierPaperIn}, responses={201: FileOut, **WRITTEN},
                   summary="Đính kèm giấy tờ, của cả hồ sơ hoặc của một dòng")  # fmt: skip
    @action(detail=True, methods=["post"], url_path="attachments")
    def attach(self, request, pk):
        dossier, given = self.edited(), checked(DossierPaperIn, request)
        line = None
        if given["line"] is not None:
            line = get_object_or_404(Nomination.objects.visible_to(request.user), pk=given["line"], dossier=dossier)
        told = {"purpose": given["purpose"], "upload": given["file"], "line": line}
        return Response(FileOut(actions.add_paper(dossier=dossier, **told, **self.acting())).data, status=201)

    @extend_schema(request=None, responses={204: None, **WRITTEN}, summary="Gỡ một giấy tờ",
                   parameters=[OpenApiParameter("file", int, OpenApiParameter.PATH)])  # fmt: skip
    @action(detail=True, methods=["delete"], url_path="attachments/(?P<file>[0-9]{1,18})")
    def detach(self, request, pk, file):
        dossier = self.edited()
        row = get_object_or_404(Attachment.objects.visible_to(request.user).of(dossier), pk=file)
        actions.remove_paper(dossier=dossier, attachment=row, **self.acting())
        return Response(status=204)
