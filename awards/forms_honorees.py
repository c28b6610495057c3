"""What people type about honorees. What must hold is said by the acts, so that no other way in says less."""

from django import forms

from awards.actions import HOLD_REASONS
from awards.actions.record_checks import OTHER_AWARD
from awards.enums import AwardKind, Grade, InitiativeKind, Occasion, Scope
from awards.forms import HonoreeForm
from awards.models import AwardType
from movements.enums import TermKind
from thidua.models import Reason
from thidua.text import parse_number
from units.models import Unit

DAY = "Ví dụ 05/01/2025."
NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}
TERNARY_SHOWN = {True: "1", False: "0", None: ""}


class NumberBox(forms.CharField):
    """A whole number typed the Vietnamese way; None for a blank."""

    widget = forms.TextInput(NUMERIC)

    def __init__(self, **options):
        super().__init__(max_length=8, **options)

    def clean(self, value):
        typed = super().clean(value)
        try:
            return parse_number(typed, decimals=0)
        except ValueError as refused:
            raise forms.ValidationError(str(refused)) from None


class IdentityForm(HonoreeForm):
    """Who an honoree is. `version` is the one the page was made with (0: there is no row yet)."""

    enterprise = forms.BooleanField(label="Là doanh nghiệp, hợp tác xã hoặc thuộc doanh nghiệp", required=False)
    staff_code = forms.CharField(label="Mã cán bộ", max_length=30, required=False, help_text="Của cá nhân, nếu có.")
    birth_year = NumberBox(
        label="Năm sinh", required=False, help_text="Phân biệt người trùng tên; không hiện trên trang công khai."
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    @property
    def content(self):
        typed = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return typed | {name: {"1": True, "0": False}.get(typed[name]) for name in ("female", "minority")}


def identity_of(honoree):
    """What the form of an honoree is filled with."""
    names = ("subject", "name", "unit", "position", "person_class", "enterprise", "staff_code", "birth_year", "version")
    shown = {name: TERNARY_SHOWN[getattr(honoree, name)] for name in ("female", "minority")}
    return {name: getattr(honoree, name) for name in names} | shown


# --- Rows of the record -----------------------------------------------------------------------------------------------


class RecordForm(forms.Form):
    """A row of a record; `seal` is carried by the page of a correction."""

    seal = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, honoree, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.honoree, self.units = honoree, units
        for field in self.fields.values():
            field.error_messages["required"] = f"Ô “{field.label}”: không để trống."
        self.prepare()

    def prepare(self):
        """What depends on the honoree."""

    @property
    def content(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "seal"}


class AwardForm(RecordForm):
    award_code = forms.ChoiceField(label="Danh hiệu, hình thức")
    award_name = forms.CharField(
        label="Tên ghi trong quyết định", max_length=200, required=False,
        help_text="Để trống thì lấy tên trong danh mục; bắt buộc khi chọn “Khác”.",
    )  # fmt: skip
    decision_number = forms.CharField(label="Số quyết định", max_length=60, help_text="Ví dụ 312/QĐ-UBND.")
    decided_on = forms.DateField(label="Ngày quyết định", help_text=DAY)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200)
    term_kind = forms.ChoiceField(label="Kỳ thi đua", choices=TermKind.choices)
    year = NumberBox(label="Năm của kỳ", help_text="Năm học thì ghi năm bắt đầu: 2023 cho năm học 2023-2024.")
    occasion = forms.ChoiceField(
        label="Loại hình khen thưởng", required=False, choices=[("", "– chưa rõ –"), *Occasion.choices]
    )
    achievement = forms.CharField(label="Thành tích được khen", max_length=400, required=False)
    revoked_on = forms.DateField(label="Bị hủy bỏ ngày", required=False, help_text="Chỉ ghi khi có quyết định hủy bỏ.")
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)

    def prepare(self):
        rows = AwardType.objects.filter(**{f"to_{self.honoree.subject}": True}).order_by("order", "valid_from")
        names = {kind: {} for kind in AwardKind.values}
        for award in rows:
            names[award.kind].setdefault(award.code, award.name)
        groups = [(AwardKind(kind).label.capitalize(), list(found.items())) for kind, found in names.items() if found]
        last = (OTHER_AWARD, "Khác, ghi tên ở ô dưới")
        self.fields["award_code"].choices = [("", "– chọn –"), *groups, last]


class RatingForm(RecordForm):
    term_kind = forms.ChoiceField(label="Kỳ thi đua", choices=TermKind.choices)
    year = NumberBox(label="Năm của kỳ", help_text="Năm học thì ghi năm bắt đầu: 2023 cho năm học 2023-2024.")
    grade = forms.ChoiceField(label="Mức xếp loại", choices=[("", "– chọn –"), *Grade.choices])
    paper_number = forms.CharField(label="Số văn bản", max_length=60, required=False)
    paper_date = forms.DateField(label="Ngày văn bản", required=False, help_text=DAY)
    issuer = forms.CharField(label="Nơi đánh giá", max_length=200, required=False)


class InitiativeForm(RecordForm):
    kind = forms.ChoiceField(label="Loại", choices=InitiativeKind.choices)
    title = forms.CharField(label="Tên", max_length=400)
    scope = forms.ChoiceField(
        label="Phạm vi", choices=Scope.choices,
        help_text="Phạm vi ảnh hưởng, áp dụng. Công nhận cấp tỉnh, toàn quốc do Sở Nội vụ ghi.",
    )  # fmt: skip
    year = NumberBox(label="Năm")
    council = forms.CharField(
        label="Hội đồng, cơ quan công nhận",
        max_length=200,
        required=False,
        help_text="Để trống khi chưa được công nhận.",
    )
    paper_number = forms.CharField(label="Số văn bản công nhận", max_length=60, required=False)
    paper_date = forms.DateField(label="Ngày công nhận", required=False, help_text=DAY)
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)


class DisciplineForm(RecordForm):
    form = forms.CharField(label="Hình thức", max_length=60, help_text="Khiển trách, cảnh cáo, …")
    severe = forms.BooleanField(label="Từ cảnh cáo trở lên", required=False)
    decision_number = forms.CharField(label="Số quyết định", max_length=60, required=False)
    decided_on = forms.DateField(label="Ngày quyết định", help_text=DAY)
    ends_on = forms.DateField(label="Hết thời hạn ngày", help_text="Thành tích tính lại từ ngày này.")


class MaternityForm(RecordForm):
    valid_from = forms.DateField(label="Từ ngày", help_text=DAY)
    valid_to = forms.DateField(label="Đến hết ngày", help_text="Thời gian này tính là thời gian công tác.")


class ServiceForm(RecordForm):
    unit = forms.ModelChoiceField(label="Đơn vị", queryset=Unit.objects.none(), empty_label="– chọn –")
    position = forms.CharField(label="Chức vụ, nghề nghiệp", max_length=200, required=False)
    valid_from = forms.DateField(label="Từ ngày", required=False, help_text=DAY)
    valid_to = forms.DateField(label="Đến hết ngày", required=False, help_text="Để trống khi còn công tác ở đó.")

    def prepare(self):
        self.fields["unit"].queryset = self.units


class AliasForm(RecordForm):
    name = forms.CharField(label="Tên khác", max_length=200, help_text="Cách viết khác đã gặp trong văn bản.")
    source = forms.CharField(label="Nguồn", max_length=300, required=False, help_text="Gặp ở văn bản nào.")


RECORD_FORMS = {
    "khen-thuong": AwardForm, "xep-loai": RatingForm, "sang-kien": InitiativeForm, "ky-luat": DisciplineForm,
    "thai-san": MaternityForm, "qua-trinh": ServiceForm, "ten-khac": AliasForm,
}  # fmt: skip


class RemovalForm(forms.Form):
    reason = forms.CharField(
        label="Lý do", max_length=300, help_text="Ghi lại cùng với nội dung dòng bị bỏ.",
        error_messages={"required": "Ô “Lý do”: ghi vì sao bỏ dòng này."},
    )  # fmt: skip


# --- Holds and merging ------------------------------------------------------------------------------------------------


class HoldForm(forms.Form):
    reason = forms.ChoiceField(label="Lý do", error_messages={"required": "Ô “Lý do”: chọn một lý do trong danh sách."})
    text = forms.CharField(
        label="Nội dung", max_length=4000, widget=forms.Textarea({"rows": 4}),
        help_text="Việc đang xem xét, số và ngày văn bản làm căn cứ. Chỉ đơn vị, cấp trên và Sở Nội vụ xem được.",
    )  # fmt: skip
    opened_on = forms.DateField(label="Từ ngày", help_text=DAY)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reasons = Reason.objects.for_act(*HOLD_REASONS).values_list("code", "label")
        self.fields["reason"].choices = [("", "– chọn –"), *reasons]


class ReleaseForm(forms.Form):
    conclusion = forms.CharField(
        label="Kết luận", max_length=4000, widget=forms.Textarea({"rows": 4}), help_text="Kết luận nói gì."
    )
    number = forms.CharField(label="Số văn bản kết luận", max_length=60)
    concluded_on = forms.DateField(label="Ngày kết luận", help_text=DAY)
    file = forms.FileField(label="Văn bản kết luận", help_text="PDF hoặc ảnh chụp văn bản; không quá 20 MB.")


class MergeForm(forms.Form):
    """Which of the two stays."""

    stays = forms.TypedChoiceField(label="Đối tượng giữ lại", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args, pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = {one.pk: one for one in pair}
        self.fields["stays"].choices = [(one.pk, _described(one)) for one in pair]
        self.fields["stays"].error_messages["required"] = "Chọn đối tượng giữ lại."

    def chosen(self):
        """(stays, goes)."""
        stays = self.cleaned_data["stays"]
        (goes,) = [pk for pk in self.pair if pk != stays]
        return self.pair[stays], self.pair[goes]


def _described(honoree):
    parts = [honoree.name, honoree.position, honoree.unit.name, f"sinh {honoree.birth_year}" * bool(honoree.birth_year)]
    code = f"mã {honoree.staff_code}" if honoree.staff_code else ""
    return " · ".join(part for part in [*parts, code] if part)
