"""What is typed when a due date is moved, a unit gets a day of its own, or its paper is entered for it."""

from django import forms

from movements.models import Period
from units.models import Unit

DAY = {"class": "w-auto", "autocomplete": "off"}
SCAN_HELP = "PDF hoặc ảnh JPEG, PNG chụp đủ các trang; không quá 20 MB."
NO_FILE = {"required": "Chọn tệp bản chụp.", "empty": "Tệp này rỗng."}


def day_field(label, help_text):
    return forms.DateField(label=label, help_text=help_text, widget=forms.DateInput(DAY))


class DueForm(forms.Form):
    """`seen` is the day that the page showed: whoever comes second is told."""

    due_on = day_field("Hạn gửi", "Ví dụ 20/12/2024. Tính đến 24 giờ của ngày này.")
    reason = forms.CharField(label="Lý do", max_length=200)
    seen = forms.DateField(required=False, widget=forms.HiddenInput)


class ExtensionForm(forms.Form):
    unit = forms.ModelChoiceField(
        label="Đơn vị", queryset=Unit.objects.none(), empty_label="– chọn đơn vị –",
        help_text="Chỉ những đơn vị chưa gửi báo cáo kỳ này.", error_messages={"required": "Chọn đơn vị."},
    )  # fmt: skip
    due_on = day_field("Hạn mới", "Không sớm hơn hạn chung; tính đến 24 giờ của ngày này.")
    reason = forms.CharField(label="Lý do", max_length=300)
    seen = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, units, unit=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        if unit is not None:
            del self.fields["unit"]


class BehalfForm(forms.Form):
    """The paper of a unit that cannot send by itself."""

    period = forms.ModelChoiceField(label="Kỳ báo cáo", queryset=Period.objects.none(), empty_label=None)
    unit = forms.ModelChoiceField(
        label="Đơn vị", queryset=Unit.objects.none(), empty_label="– chọn đơn vị –",
        error_messages={"required": "Chọn đơn vị."},
    )  # fmt: skip
    arrived_on = day_field("Ngày đến", "Ngày đóng dấu đến trên văn bản giấy; ngày này quyết định đúng hạn hay chậm.")
    paper_number = forms.CharField(
        label="Số văn bản", required=False, max_length=60, help_text="Ví dụ 45/BC-UBND. Không có thì để trống."
    )
    scan = forms.FileField(
        label="Bản chụp văn bản giấy", help_text=SCAN_HELP, error_messages=NO_FILE,
        widget=forms.ClearableFileInput({"accept": ".pdf,.jpg,.jpeg,.png"}),
    )  # fmt: skip

    def __init__(self, *args, periods, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].queryset = periods
        self.fields["unit"].queryset = units


class PaperForm(forms.Form):
    arrived_on = day_field("Ngày đến", "Sửa được đến khi bản nhập thay được ghi nhận lần đầu.")
    scan = forms.FileField(
        label="Thay bản chụp", required=False, help_text=SCAN_HELP, error_messages=NO_FILE,
        widget=forms.ClearableFileInput({"accept": ".pdf,.jpg,.jpeg,.png"}),
    )  # fmt: skip
