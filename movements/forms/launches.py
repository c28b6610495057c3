"""What an officer types when a unit launches a movement of its own."""

from django import forms

from movements.enums import Method
from movements.models import DirectivePoint, Movement

YEAR = forms.TextInput({"maxlength": 4, "autocomplete": "off", "class": "w-auto"})


def _standard(whom):
    return forms.CharField(
        label=f"Tiêu chuẩn khen {whom}", required=False, max_length=4000, widget=forms.Textarea({"rows": 3}),
        help_text="Mỗi dòng một tiêu chuẩn; ghi rõ tiêu chuẩn bắt buộc và căn cứ.",
    )  # fmt: skip


def _day(label):
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput({"class": "w-auto", "autocomplete": "off"})
    )


class LaunchForm(forms.Form):
    """The plan of a movement; its number and date may wait until the paper is signed, a launch may not."""

    name = forms.CharField(label="Tên phong trào", max_length=300)
    slogan = forms.CharField(label="Khẩu hiệu", max_length=300, required=False)
    parent = forms.ModelChoiceField(
        label="Hưởng ứng phong trào", queryset=Movement.objects.none(), empty_label="– chọn phong trào cấp trên –",
        help_text="Phong trào của Trung ương hoặc của tỉnh mà đơn vị cụ thể hóa.",
    )  # fmt: skip
    method = forms.ChoiceField(label="Phương thức", choices=Method)
    valid_from_year = forms.IntegerField(label="Từ năm", min_value=2000, max_value=2100, widget=YEAR)
    valid_to_year = forms.IntegerField(label="Đến năm", min_value=2000, max_value=2100, widget=YEAR)
    decision_number = forms.CharField(
        label="Số kế hoạch", max_length=80, required=False, help_text="Ví dụ 15/KH-SNN. Phải có khi phát động."
    )
    decision_date = forms.DateField(
        label="Ngày kế hoạch", required=False, help_text="Ví dụ 05/01/2026.",
        widget=forms.DateInput({"class": "w-auto", "autocomplete": "off"}),
    )  # fmt: skip
    content = forms.CharField(
        label="Nội dung", required=False, max_length=8000, widget=forms.Textarea({"rows": 5}),
        help_text="Thi đua việc gì, mức phấn đấu, cách tổ chức.",
    )  # fmt: skip
    standard_person = _standard("cá nhân")
    standard_collective = _standard("tập thể")
    standard_household = _standard("hộ gia đình")
    accepts_from = _day("Nhận hồ sơ khen thưởng từ ngày")
    accepts_to = _day("Nhận hồ sơ khen thưởng đến hết ngày")
    points = forms.ModelMultipleChoiceField(
        label="Phục vụ các điểm của Chỉ thị", queryset=DirectivePoint.objects.none(),
        widget=forms.CheckboxSelectMultiple, error_messages={"required": "Chọn ít nhất một điểm."},
    )  # fmt: skip

    def __init__(self, *args, parents, points, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents
        self.fields["parent"].error_messages["required"] = "Chọn phong trào mà đơn vị hưởng ứng."
        self.fields["points"].queryset = points

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("valid_from_year"), cleaned.get("valid_to_year")
        if first and last and last < first:
            self.add_error("valid_to_year", "Năm kết thúc phải bằng hoặc sau năm bắt đầu.")
        begins, ends = cleaned.get("accepts_from"), cleaned.get("accepts_to")
        if begins and ends and ends < begins:
            self.add_error("accepts_to", "Ngày cuối phải bằng hoặc sau ngày đầu.")
        return cleaned
