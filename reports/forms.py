"""What people type into the reports room."""

from django import forms

from movements.models import Period
from thidua.text import parse_number


class RunForm(forms.Form):
    """The period to compile now; the choices are those that a schedule can compile."""

    period = forms.ModelChoiceField(label="Kỳ", queryset=Period.objects.none(), empty_label=None)

    def __init__(self, *args, periods, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].queryset = periods
        self.fields["period"].error_messages["invalid_choice"] = "Chọn một kỳ trong danh sách."


class NoteForm(forms.Form):
    """The words that a step asks for."""

    note = forms.CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    note.error_messages["required"] = "Ghi lý do, người nhận lại đọc phần này."


class IssueForm(forms.Form):
    """The clerk's three boxes; what they must hold is said by the act, so that no other way in says less."""

    number = forms.CharField(
        label="Số", max_length=8, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )
    issued_on = forms.DateField(label="Ngày ban hành", help_text="Ví dụ 05/01/2026.")
    file = forms.FileField(label="Bản đã ký", help_text="Tệp PDF của bản đã ký, đóng dấu.")
    file.error_messages["required"] = "Chọn tệp PDF của bản đã ký."

    def clean_number(self):
        try:
            return parse_number(self.cleaned_data["number"], decimals=0)
        except ValueError as refused:
            raise forms.ValidationError(str(refused)) from None
