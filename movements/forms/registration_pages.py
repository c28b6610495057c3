"""Small forms around registrations: a file with its kind, a day set apart."""

from django import forms

from movements.actions import FILE_PURPOSES
from units.enums import UnitKind
from units.models import Unit

ACCEPT = {"accept": ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"}


class RegistrationFileForm(forms.Form):
    purpose = forms.ChoiceField(label="Loại tài liệu", choices=FILE_PURPOSES.items())
    file = forms.FileField(label="Tệp", widget=forms.FileInput(ACCEPT))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].error_messages["required"] = "Chọn tệp."
        self.fields["file"].error_messages["empty"] = "Tệp rỗng."


class DeadlineForm(forms.Form):
    """A day of registering for one unit or for one kind of units."""

    unit = forms.ModelChoiceField(
        label="Đơn vị", queryset=Unit.objects.none(), required=False, empty_label="– không chọn –"
    )
    unit_kind = forms.ChoiceField(
        label="Hoặc loại đơn vị", required=False, choices=[("", "– không chọn –"), *UnitKind.choices]
    )
    due_on = forms.DateField(label="Hạn mới", help_text="Dạng 05/01/2025", widget=forms.DateInput)
    reason = forms.CharField(label="Lý do", max_length=300)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        for name in ("unit", "unit_kind"):
            self.fields[name].some_must = True
        self.fields["due_on"].error_messages |= {"required": "Ghi hạn mới.", "invalid": "Ghi ngày dạng 05/01/2025."}
        self.fields["reason"].error_messages["required"] = "Ghi lý do."
