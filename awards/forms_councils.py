"""What people type around councils and their sittings. What must hold is said by the acts."""

import re
from datetime import datetime

from django import forms
from django.utils import timezone

from awards.actions.councils import CouncilInput, MemberInput
from awards.actions.sittings import SittingInput
from awards.enums_council import Attendance, ConflictKind, CouncilKind, CouncilPart
from awards.forms_external import HonoreeBoxes
from awards.forms_opinions import DAY, LineBoxes
from awards.models import AwardType, Honoree, Initiative, Sitting
from units.models import User

FRACTION = re.compile(r"^\s*(\d{1,3})\s*/\s*(\d{1,3})\s*$")
PERCENT = re.compile(r"^\s*(\d{1,3})\s*%?\s*$")
NOBODY = "– chưa có –"


def must(*fields):
    """These boxes are demanded by the act, which names them itself."""
    for field in fields:
        field.some_must = True


class QuorumBox(forms.CharField):
    """ "2/3" or "80 %" as a pair of numbers."""

    def to_python(self, value):
        words = super().to_python(value)
        if found := FRACTION.match(words):
            return int(found[1]), int(found[2])
        if found := PERCENT.match(words):
            return int(found[1]), 100
        raise forms.ValidationError("Ghi một phân số hoặc tỷ lệ, ví dụ 2/3 hoặc 80 %.")


class CouncilForm(forms.Form):
    kind = forms.ChoiceField(label="Loại hội đồng", choices=CouncilKind, required=False)
    name = forms.CharField(label="Tên hội đồng", max_length=200, required=False)
    decision_number = forms.CharField(label="Số quyết định thành lập", max_length=60, required=False)
    decision_date = forms.DateField(label="Ngày quyết định thành lập", required=False, help_text=DAY)
    valid_from = forms.DateField(label="Nhiệm kỳ từ ngày", required=False, help_text=DAY)
    valid_to = forms.DateField(label="Đến hết ngày", required=False, help_text="Để trống khi chưa định ngày.")
    quorum = QuorumBox(
        label="Có mặt ít nhất", max_length=12, initial="4/5",
        help_text="Phần thành viên phải có mặt để họp, theo quy chế của Hội đồng. Ví dụ 2/3 hoặc 80 %.",
    )  # fmt: skip
    usual_percent = forms.IntegerField(
        label="Tỷ lệ phiếu (%)", min_value=1, max_value=100, initial=67,
        help_text="Dùng khi pháp luật không quy định tỷ lệ cho danh hiệu, hình thức; tính trên tổng số thành viên.",
    )  # fmt: skip
    secret = forms.BooleanField(
        label="Bỏ phiếu kín", required=False, initial=True,
        help_text="Cổng ghi ai đã bỏ phiếu và tổng số phiếu, không ghi ai chọn gì.",
    )  # fmt: skip
    own_unit_votes = forms.BooleanField(
        label="Ủy viên cùng đơn vị được bỏ phiếu sau khi khai", required=False, initial=True
    )
    file = forms.FileField(label="Quyết định thành lập", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    must(name, decision_number, decision_date, valid_from, kind)

    def __init__(self, *args, units=None, **kwargs):
        super().__init__(*args, **kwargs)
        if units is not None:
            self.fields["unit"] = forms.ModelChoiceField(units, label="Đơn vị", empty_label=None)
            self.order_fields(["unit"])

    def given(self):
        names = ("kind", "name", "decision_number", "decision_date", "valid_from", "valid_to", "usual_percent",
                 "secret", "own_unit_votes")  # fmt: skip
        top, bottom = self.cleaned_data["quorum"]
        return CouncilInput(**{name: self.cleaned_data[name] for name in names}, quorum_top=top, quorum_bottom=bottom)


class PersonBox(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return f"{user.full_name}{f', {user.position}' if user.position else ''} ({user.username})"


class MemberForm(forms.Form):
    user = PersonBox(
        label="Tài khoản", queryset=User.objects.none(), required=False, empty_label="– không có tài khoản –",
        help_text="Người có tài khoản bỏ phiếu trên cổng; người không có thì bỏ phiếu giấy.",
    )  # fmt: skip
    name = forms.CharField(label="Họ và tên", max_length=120, required=False, help_text="Khi không có tài khoản.")
    position = forms.CharField(label="Chức vụ, đơn vị", max_length=200, required=False)
    part = forms.ChoiceField(label="Vai trò", choices=CouncilPart, initial=CouncilPart.MEMBER)
    order = forms.IntegerField(label="Thứ tự trong danh sách", min_value=0, max_value=999, required=False, initial=0)
    valid_from = forms.DateField(label="Từ ngày", required=False, help_text="Để trống thì từ hôm nay.")
    must(user, name)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people

    def given(self):
        typed = self.cleaned_data
        return MemberInput(name=typed["name"], position=typed["position"], part=typed["part"], user=typed["user"],
                           order=typed["order"] or 0, valid_from=typed["valid_from"])  # fmt: skip


class ReleaseForm(forms.Form):
    ended_on = forms.DateField(label="Đến hết ngày", required=False, help_text=DAY)
    must(ended_on)


class SittingForm(forms.Form):
    title = forms.CharField(
        label="Nội dung", max_length=300, required=False, help_text="Ví dụ Xét khen thưởng năm 2024."
    )
    day = forms.DateField(label="Ngày họp", required=False, help_text=DAY)
    hour = forms.TimeField(label="Giờ họp", required=False, help_text="Ví dụ 08:00.", initial="08:00")
    place = forms.CharField(label="Địa điểm", max_length=200, required=False)
    guests = forms.CharField(
        label="Khách mời",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text="Mỗi dòng một người.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    must(title, day, hour)

    def given(self):
        typed = self.cleaned_data
        starts = None
        if typed["day"] and typed["hour"]:
            starts = datetime.combine(typed["day"], typed["hour"], tzinfo=timezone.get_default_timezone())
        return SittingInput(typed["title"], starts, typed["place"], typed["guests"])


class SittingBox(forms.ModelChoiceField):
    def label_from_instance(self, sitting):
        return f"{timezone.localtime(sitting.starts_at):%d/%m/%Y %H:%M}, {sitting.title}"


class PutForm(forms.Form):
    """Which lines of a dossier, before which sitting."""

    sitting = SittingBox(
        label="Phiên họp", queryset=Sitting.objects.none(), required=False, empty_label=None,
        help_text="Phiên chưa khai mạc của Hội đồng Thi đua - Khen thưởng tỉnh.",
    )  # fmt: skip
    must(sitting)

    def __init__(self, *args, sittings, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sitting"].queryset = sittings
        self.fields["lines"] = LineBoxes(
            label="Các dòng", queryset=lines, required=False, widget=forms.CheckboxSelectMultiple,
            initial=[line.pk for line in lines],
        )  # fmt: skip
        must(self.fields["lines"])


class NoteForm(forms.Form):
    note = forms.CharField(label="Lý do", max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))
    must(note)


class AgendaForm(forms.Form):
    """Honorees of the unit, with one award."""

    honorees = HonoreeBoxes(
        label="Đối tượng", queryset=Honoree.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    award = forms.ModelChoiceField(
        AwardType.objects.none(), label="Danh hiệu, hình thức", required=False, empty_label="– chọn –"
    )
    achievement = forms.CharField(
        label="Tóm tắt thành tích", max_length=4000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="Để trống thì lấy từ dòng của hồ sơ đang lập, nếu có.",
    )  # fmt: skip
    must(honorees, award)

    def __init__(self, *args, honorees, awards, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["honorees"].queryset = honorees
        self.fields["award"].queryset = awards
        self.fields["award"].label_from_instance = lambda award: award.name


class InitiativeBoxes(forms.ModelMultipleChoiceField):
    def label_from_instance(self, initiative):
        return f"{initiative.title} ({initiative.honoree.name}, {initiative.get_scope_display().lower()})"


class InitiativesForm(forms.Form):
    initiatives = InitiativeBoxes(
        label="Sáng kiến", queryset=Initiative.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    must(initiatives)

    def __init__(self, *args, initiatives, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["initiatives"].queryset = initiatives


class PaperAddForm(forms.Form):
    file = forms.FileField(label="Tệp", required=False)
    must(file)


class AttendanceForm(forms.Form):
    """One row a seat: whether they are there; who presides, who counts; what was said."""

    opinions = forms.CharField(
        label="Ý kiến tại phiên họp", max_length=8000, required=False, widget=forms.Textarea({"rows": 5}),
        help_text="Vào biên bản, mỗi dòng một đoạn.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.seats = seats
        for seat in seats:
            self.fields[f"mark_{seat.pk}"] = forms.ChoiceField(
                label=f"{seat.name}: có mặt", choices=Attendance, initial=seat.attendance,
                widget=forms.Select({"class": "form-select", "aria-label": f"{seat.name}: có mặt"}),
            )  # fmt: skip
            self.fields[f"counts_{seat.pk}"] = forms.BooleanField(
                label=f"{seat.name} kiểm phiếu", required=False, initial=seat.counts,
                widget=forms.CheckboxInput({"class": "form-check-input", "aria-label": f"{seat.name} kiểm phiếu"}),
            )  # fmt: skip
        chairs = [(seat.pk, seat.name) for seat in seats if seat.part in CouncilPart.CHAIRS]
        self.fields["presides"] = forms.TypedChoiceField(
            label="Chủ trì", choices=[("", NOBODY), *chairs], coerce=int, empty_value=None, required=False,
            initial=next((seat.pk for seat in seats if seat.presides), ""),
        )  # fmt: skip

    def rows(self):
        return [(seat, self[f"mark_{seat.pk}"], self[f"counts_{seat.pk}"]) for seat in self.seats]

    def words(self, *, rest_present):
        """`rest_present`: whoever is not marked yet is there."""
        typed = self.cleaned_data
        marks = {seat.pk: typed[f"mark_{seat.pk}"] for seat in self.seats}
        if rest_present:
            marks = {key: Attendance.PRESENT if one == Attendance.EXPECTED else one for key, one in marks.items()}
        return {
            "marks": marks,
            "counts": {seat.pk for seat in self.seats if typed[f"counts_{seat.pk}"]},
            "presides": typed["presides"], "opinions": typed["opinions"], "version": typed["version"],
        }  # fmt: skip


class DeclareForm(forms.Form):
    kind = forms.ChoiceField(label="Có liên quan", choices=ConflictKind, widget=forms.RadioSelect, required=False)
    note = forms.CharField(label="Ghi rõ", max_length=300, required=False)
    must(kind)

    def __init__(self, *args, seats=None, **kwargs):
        super().__init__(*args, **kwargs)
        if seats is not None:
            self.fields["seat"] = forms.ModelChoiceField(seats, label="Thành viên", empty_label=None)
            self.order_fields(["seat"])


class MinutesSignForm(forms.Form):
    number = forms.CharField(label="Số biên bản", max_length=60, required=False, help_text="Ví dụ 03/BB-HĐTĐKT.")
    signed_on = forms.DateField(label="Ngày biên bản", required=False, help_text=DAY)
    file = forms.FileField(label="Bản đã ký", required=False, help_text="PDF có chữ ký của chủ trì và thư ký.")
    must(number, signed_on, file)


class LowerItemForm(forms.Form):
    award = forms.ModelChoiceField(AwardType.objects.none(), label="Hình thức thấp hơn", required=False)
    reason = forms.ChoiceField(label="Lý do", required=False)
    note = forms.CharField(label="Ghi rõ", max_length=400, required=False, widget=forms.Textarea({"rows": 2}))
    must(award, reason)

    def __init__(self, *args, awards, reasons, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["award"].queryset = awards
        self.fields["award"].label_from_instance = lambda award: award.name
        self.fields["reason"].choices = [("", "– chọn –"), *((one.code, f"{one.code} {one.label}") for one in reasons)]


class ItemBoxes(forms.ModelMultipleChoiceField):
    def label_from_instance(self, item):
        return f"{item.name}: {item.subject_matter}"


class DecisionForm(forms.Form):
    """The unit's own decision on what its council passed, or the recognition of initiatives."""

    number = forms.CharField(label="Số quyết định", max_length=60, required=False)
    signed_on = forms.DateField(label="Ngày quyết định", required=False, help_text=DAY)
    title = forms.CharField(label="Trích yếu", max_length=400, required=False)
    file = forms.FileField(label="Bản quyết định", required=False)
    must(number, signed_on, file)

    def __init__(self, *args, items=None, units=None, **kwargs):
        super().__init__(*args, **kwargs)
        if items is not None:
            self.fields["items"] = ItemBoxes(
                label="Các dòng", queryset=items, required=False, widget=forms.CheckboxSelectMultiple,
                initial=[item.pk for item in items],
            )  # fmt: skip
            must(self.fields["items"])
        if units is not None:
            self.fields["unit"] = forms.ModelChoiceField(units, label="Đơn vị ban hành", empty_label=None)
        self.order_fields(["unit", "items"])
