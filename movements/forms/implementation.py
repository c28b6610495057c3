"""What an officer writes into sổ triển khai: one form per kind, each with only the boxes of that kind."""

from django import forms

from movements.enums import ActivityKind, Medium
from movements.models import DirectivePoint, Movement
from thidua.text import NumberRefused, parse_number

DOCUMENT_TYPES = (
    "Chỉ thị", "Chương trình", "Công văn", "Hướng dẫn", "Kế hoạch", "Nghị quyết", "Quyết định", "Thông báo",
    "Thông tri",
)  # fmt: skip
MOST_ATTENDANCES = 1_000_000
NARROW = {"class": "w-auto", "autocomplete": "off"}


class MovementChoice(forms.ModelChoiceField):
    def label_from_instance(self, movement):
        return movement.name


class CountField(forms.CharField):
    """A whole number read as everywhere else: "1.250" is one thousand two hundred and fifty."""

    def to_python(self, value):
        try:
            number = parse_number(super().to_python(value), decimals=0)
        except NumberRefused as refused:
            raise forms.ValidationError(str(refused)) from None
        if number is not None and not 0 <= number <= MOST_ATTENDANCES:
            raise forms.ValidationError("Số lượt người từ 0 đến 1.000.000.")
        return number

    def validate(self, value):
        if self.required and value is None:
            raise forms.ValidationError(self.error_messages["required"])

    def prepare_value(self, value):
        return value


class ActivityForm(forms.Form):
    """The boxes that every kind has. `version` is the one the page was made with (0: there is no row yet)."""

    on = forms.DateField(label="Ngày", widget=forms.DateInput(NARROW), help_text="Ví dụ 05/12/2024.")
    title = forms.CharField(max_length=400, widget=forms.Textarea({"rows": 2}))
    movement = MovementChoice(
        label="Phong trào", queryset=Movement.objects.none(), required=False, empty_label="– không gắn phong trào –"
    )
    points = forms.ModelMultipleChoiceField(
        label="Phục vụ các điểm của Chỉ thị", queryset=DirectivePoint.objects.none(),
        widget=forms.CheckboxSelectMultiple, error_messages={"required": "Chọn ít nhất một điểm."},
    )  # fmt: skip
    link = forms.URLField(
        label="Đường dẫn", required=False, max_length=500, assume_scheme="https",
        help_text="Địa chỉ trên cổng thông tin điện tử, nếu có.",
        error_messages={"invalid": "Ghi địa chỉ đầy đủ, ví dụ https://kontum.gov.vn/tin-tuc."},
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    field_order = (
        "document_type", "number", "on", "title", "signer", "place", "medium", "attendances", "link",
        "movement", "points",
    )  # fmt: skip
    title_label, title_help = "Nội dung", ""

    def __init__(self, *args, movements, points, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].label, self.fields["title"].help_text = self.title_label, self.title_help
        self.fields["movement"].queryset = movements
        self.fields["points"].queryset = points

    @property
    def shown(self):
        """The boxes that are seen, in order."""
        return [field for field in self if field.name != "version"]

    @property
    def content(self):
        """A value for each column of the row; what this kind does not have is blank."""
        blank = {"number": "", "document_type": "", "signer": "", "place": "", "medium": "", "attendances": None}
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "points")}
        return blank | given


class PaperForm(ActivityForm):
    number = forms.CharField(label="Số, ký hiệu", max_length=60, help_text="Ví dụ 15/KH-SNN.")
    signer = forms.CharField(label="Người ký", max_length=120, required=False)
    title_label, title_help = "Trích yếu", "Như trên văn bản, không ghi lại loại văn bản."


class PlanForm(PaperForm):
    """Kế hoạch triển khai: of the unit itself, for a year or a movement."""


class DocumentForm(PaperForm):
    document_type = forms.ChoiceField(
        label="Loại văn bản", choices=[("", "– chọn loại –"), *((name, name) for name in DOCUMENT_TYPES)]
    )


class ConferenceForm(ActivityForm):
    place = forms.CharField(label="Nơi tổ chức", max_length=200, help_text="Trực tuyến thì ghi “trực tuyến”.")
    attendances = CountField(
        label="Lượt người", widget=forms.TextInput({"inputmode": "numeric", **NARROW}),
        help_text="Số người dự cộng qua các buổi, theo danh sách điểm danh.",
    )  # fmt: skip
    title_label, title_help = "Tên hội nghị, lớp", "Quán triệt, phổ biến, tập huấn nội dung gì."


class MediaForm(ActivityForm):
    medium = forms.ChoiceField(label="Phương tiện", choices=[("", "– chọn phương tiện –"), *Medium.choices])
    place = forms.CharField(label="Nơi đăng, phát", max_length=200, help_text="Tên báo, đài, trang.")
    title_label, title_help = "Tên tin, bài, chuyên mục", ""


FORMS = {
    ActivityKind.PLAN: PlanForm,
    ActivityKind.DOCUMENT: DocumentForm,
    ActivityKind.CONFERENCE: ConferenceForm,
    ActivityKind.MEDIA: MediaForm,
}


class WithdrawForm(forms.Form):
    note = forms.CharField(
        label="Lý do", max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text="Ghi nhầm, trùng, đơn vị khác tổ chức … Dòng vẫn đọc được, không còn được đếm.",
    )  # fmt: skip
