"""What people type in the units room."""

from django import forms

from units.models import Unit, User

DAY = {"class": "w-auto", "autocomplete": "off"}


class NamedPerson(forms.ModelChoiceField):
    def label_from_instance(self, person):
        position = f", {person.position}" if person.position else ""
        return f"{person.full_name}{position} ({person.unit.short_name})"


class DelegationForm(forms.Form):
    """A head names a deputy of the own unit; an administrator names whose."""

    unit = forms.ModelChoiceField(
        label="Đơn vị", queryset=Unit.objects.none(), empty_label="– chọn đơn vị –",
        error_messages={"required": "Chọn đơn vị."},
    )  # fmt: skip
    holder = NamedPerson(
        label="Người được ủy quyền", queryset=User.objects.none(), empty_label="– chọn người –",
        help_text="Người có tài khoản của chính đơn vị, ký thay (KT.) thủ trưởng.",
        error_messages={"required": "Chọn người được ủy quyền."},
    )  # fmt: skip
    number = forms.CharField(label="Số giấy ủy quyền", max_length=60, help_text="Ví dụ 12/GUQ-SNN.")
    signed_on = forms.DateField(label="Ngày giấy ủy quyền", widget=forms.DateInput(DAY))
    valid_from = forms.DateField(label="Từ ngày", widget=forms.DateInput(DAY))
    valid_to = forms.DateField(label="Đến hết ngày", widget=forms.DateInput(DAY))

    def __init__(self, *args, people, units=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = people
        if units is None:
            del self.fields["unit"]
        else:
            self.fields["unit"].queryset = units

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("valid_from"), cleaned.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", "Ngày cuối phải bằng hoặc sau ngày đầu.")
        return cleaned
