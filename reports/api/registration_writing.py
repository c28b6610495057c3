"""Writing a registration through the interface: its lines, titles and files, by the actions of the pages."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from awards.actions import aims
from awards.compile.aims import awards_for
from awards.enums import Subject
from awards.forms_aims import AimForm, initial_of
from awards.models import TitleAim
from movements import actions
from movements.enums import SubjectClass
from movements.forms import RegistrationFileForm
from movements.models import Registration
from reports.api import serializers as out
from reports.api.files import FILE, FileOut
from reports.api.forms import FormRefusal, checked, read_form, refuse_strange
from reports.api.registration_lines import LineFaults, LinesConflict, LinesIn, LinesOut, lines_as_given, read_lines
from thidua import clock
from thidua.errors import Conflict
from units.models import Attachment

REFUSALS = {403: out.Refusal, 404: out.Refusal}
AIM = OpenApiParameter("aim", int, OpenApiParameter.PATH, description="Khóa của dòng danh hiệu")


class TitleIn(serializers.Serializer):
    """A title aimed for; no `award` is “Không đăng ký”. Each kind of subject has its own fields, as on the page."""

    name = serializers.CharField(required=False, max_length=200, label="tên")
    award = serializers.CharField(required=False, allow_null=True, label="mã danh hiệu, hình thức")
    note = serializers.CharField(required=False, allow_blank=True, max_length=300, label="ghi chú")
    group = serializers.ChoiceField(required=False, allow_blank=True, choices=SubjectClass.choices, label="phân loại")
    staff_code = serializers.CharField(required=False, allow_blank=True, max_length=30, label="mã cán bộ")
    born_on = serializers.DateField(required=False, allow_null=True, label="ngày sinh")
    female = serializers.BooleanField(required=False, allow_null=True, label="nữ")
    position = serializers.CharField(required=False, allow_blank=True, max_length=200, label="chức vụ")
    department = serializers.CharField(required=False, allow_blank=True, max_length=200, label="phòng, ban")
    leads = serializers.BooleanField(required=False, allow_null=True, label="lãnh đạo")
    initiative = serializers.CharField(required=False, allow_blank=True, max_length=400, label="sáng kiến dự kiến")
    address = serializers.CharField(required=False, allow_blank=True, max_length=300, label="địa chỉ")


class NewTitleIn(TitleIn):
    subject = serializers.ChoiceField(choices=Subject.choices, label="loại đối tượng")


class ChangedTitleIn(TitleIn):
    version = serializers.IntegerField(min_value=0, label="phiên bản đã đọc")


class TitleOut(serializers.ModelSerializer):
    """A line; days of birth and codes of staff are taken and not given back."""

    award = serializers.CharField(source="award.code", allow_null=True, default=None)
    title = serializers.CharField(help_text="Tên danh hiệu, hình thức")

    class Meta:
        model = TitleAim
        fields = [
            "id", "version", "subject", "name", "award", "title", "group", "position", "department", "leads",
            "initiative", "address", "note",
        ]  # fmt: skip


class TitleConflict(out.Refusal):
    """Nothing was written; `current` is what stands now."""

    current = TitleOut()


class CopiedOut(serializers.Serializer):
    copied = serializers.IntegerField(help_text="Số dòng đã chép")
    version = serializers.IntegerField()


class FileIn(serializers.Serializer):
    purpose = serializers.ChoiceField(choices=list(actions.FILE_PURPOSES.items()), label="loại tài liệu")
    file = serializers.FileField(label="tệp")


class Writing:
    """What the unit's officer writes into a registration that it holds; mixed into the view set."""

    def held(self):
        """The registration, for its officer while it may be edited; 403 for whoever else sees it."""
        registration = self.get_object()
        if not self.request.user.has_perm("movements.edit_registration", registration):
            raise PermissionDenied("movements.edit_registration")
        return registration

    def read_here(self):
        """The registration for whoever may read its lines now: while a unit corrects it, only the unit."""
        user = self.request.user
        rows = Registration.objects.visible_to(user).files_visible_to(user).with_names()
        return get_object_or_404(rows, pk=self.get_object().pk)

    # --- Lines ---------------------------------------------------------------------------------------------------

    @extend_schema(responses={200: LinesOut, 404: out.Refusal},
                   summary="Những gì bản đăng ký đang ghi và có thể ghi, kèm phiên bản")  # fmt: skip
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def lines(self, request, pk):
        return Response(lines_as_given(self.read_here()))

    @extend_schema(request=LinesIn, summary="Ghi phần đầu, phong trào, chỉ tiêu, giao ước, kèm phiên bản đã đọc",
                   responses={200: LinesOut, 409: LinesConflict, 422: LineFaults, **REFUSALS})  # fmt: skip
    @lines.mapping.patch
    def write_lines(self, request, pk):
        registration, given = self.held(), checked(LinesIn, request)
        content, faults = read_lines(given, registration)
        if faults:
            words = f"{len(faults)} chỗ chưa đọc được, chưa ghi gì."
            return Response({"detail": words, "code": "refused", "lines": faults}, status=422)
        save = {"content": content, "version": given["version"], "by": request.user, "at": clock.now()}
        try:
            actions.save_registration(registration=registration, **save)
        except Conflict:
            current = lines_as_given(self.read_here())
            return Response({"detail": CHANGED, "code": "conflict", "current": current}, status=409)
        return Response(lines_as_given(self.read_here()))

    @extend_schema(request=None, summary="Chép từ kỳ trước vào những dòng còn trống",
                   responses={200: CopiedOut, 422: out.Refusal, **REFUSALS})  # fmt: skip
    @action(detail=True, methods=["post"], pagination_class=None, filter_backends=[])
    def copy(self, request, pk):
        registration = self.held()
        copied = actions.copy_last_year(registration=registration, by=request.user, at=clock.now())
        registration.refresh_from_db()
        return Response(CopiedOut({"copied": copied, "version": registration.version}).data)

    # --- Titles --------------------------------------------------------------------------------------------------

    @extend_schema(responses={200: TitleOut(many=True), 404: out.Refusal}, summary="Danh hiệu, hình thức đăng ký")
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def titles(self, request, pk):
        rows = TitleAim.objects.visible_to(request.user).filter(registration=self.read_here())
        return Response(TitleOut(rows.in_order(), many=True).data)

    @extend_schema(request=NewTitleIn, summary="Thêm một dòng danh hiệu; gửi lại đúng dòng vừa thêm thì không thêm nữa",
                   responses={201: TitleOut, 200: TitleOut, 422: FormRefusal, **REFUSALS})  # fmt: skip
    @titles.mapping.post
    def add_title(self, request, pk):
        registration, given = self.held(), checked(NewTitleIn, request)
        subject = given.pop("subject")
        columns = _title_columns(registration, subject, given, initial={})
        if there := registration.title_aims.filter(subject=subject, **columns).select_related("award").first():
            return Response(TitleOut(there).data)
        made = aims.add_aim(
            registration=registration, subject=subject, columns=columns, by=request.user, at=clock.now()
        )  # fmt: skip
        return Response(TitleOut(made).data, status=201)

    @extend_schema(request=ChangedTitleIn, parameters=[AIM], summary="Sửa một dòng danh hiệu, kèm phiên bản đã đọc",
                   responses={200: TitleOut, 409: TitleConflict, 422: FormRefusal, **REFUSALS})  # fmt: skip
    @action(detail=True, methods=["patch"], url_path="titles/(?P<aim>[0-9]{1,18})")
    def title(self, request, pk, aim):
        registration, given = self.held(), checked(ChangedTitleIn, request)
        row, version = self.aim(registration, aim), given.pop("version")
        columns = _title_columns(registration, row.subject, given, initial=initial_of(row))
        try:
            aims.change_aim(aim=row, columns=columns, version=version, by=request.user, at=clock.now())
        except Conflict as conflict:
            current = TitleOut(self.aim(registration, aim)).data
            return Response({"detail": str(conflict), "code": "conflict", "current": current}, status=409)
        return Response(TitleOut(self.aim(registration, aim)).data)

    @extend_schema(request=None, parameters=[AIM], responses={204: None, **REFUSALS}, summary="Bỏ một dòng danh hiệu")
    @title.mapping.delete
    def remove_title(self, request, pk, aim):
        registration = self.held()
        aims.remove_aim(aim=self.aim(registration, aim), by=request.user, at=clock.now())
        return Response(status=204)

    def aim(self, registration, pk):
        rows = TitleAim.objects.visible_to(self.request.user).select_related("award")
        aim = get_object_or_404(rows, registration=registration, pk=pk)
        aim.registration = registration
        return aim

    # --- Files ---------------------------------------------------------------------------------------------------

    @extend_schema(responses={200: FileOut(many=True), 404: out.Refusal}, summary="Tài liệu kèm bản đăng ký")
    @action(detail=True, methods=["get"], pagination_class=None, filter_backends=[])
    def files(self, request, pk):
        rows = Attachment.objects.visible_to(request.user).of(self.get_object()).order_by("pk")
        return Response(FileOut(rows, many=True).data)

    @extend_schema(request={"multipart/form-data": FileIn}, summary="Đính kèm một tài liệu",
                   responses={201: FileOut, 422: FormRefusal, **REFUSALS})  # fmt: skip
    @files.mapping.post
    def add_file(self, request, pk):
        registration = self.held()
        typed = read_form(RegistrationFileForm(request.data, request.FILES))
        made = actions.add_registration_file(
            registration=registration, purpose=typed["purpose"], upload=typed["file"], by=request.user, at=clock.now()
        )  # fmt: skip
        return Response(FileOut(made).data, status=201)

    @extend_schema(request=None, parameters=[FILE], responses={204: None, **REFUSALS}, summary="Gỡ một tài liệu")
    @action(detail=True, methods=["delete"], url_path="files/(?P<file>[0-9]{1,18})")
    def file(self, request, pk, file):
        registration = self.held()
        attachment = get_object_or_404(Attachment.objects.visible_to(request.user).of(registration), pk=file)
        actions.remove_registration_file(
            registration=registration, attachment=attachment, by=request.user, at=clock.now()
        )  # fmt: skip
        return Response(status=204)


CHANGED = "Bản đăng ký đã được người khác sửa hoặc chuyển đi trong lúc này. So với bản đang đứng rồi gửi lại."
TICKED = {True: "1", False: "0", None: ""}


def _title_columns(registration, subject, given, initial):
    """What the page's form makes of the fields given over those that stand; a field of another subject is refused."""
    form = AimForm(_as_form(registration, subject, initial, given), subject=subject, day=registration.term.first_day)
    refuse_strange(form, given)
    read_form(form)
    return form.columns


def _as_form(registration, subject, initial, given):
    typed = initial | {name: TICKED[value] if name in ("female", "leads") else value for name, value in given.items()}
    if code := given.get("award"):
        found = awards_for(subject, registration.term.first_day).filter(code=code).first()
        typed["award"] = found.pk if found else code  # a code that is not there is the form's to refuse
    return {name: "" if value is None else value for name, value in typed.items()} | {"version": 0}
