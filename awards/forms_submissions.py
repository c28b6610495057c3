"""What people type of a submission to the State. What must hold is said by the acts."""

from django import forms

from awards.actions.submissions import Outcome, Sending
from awards.forms_opinions import DAY, LineBoxes
from awards.models import Nomination


class SendUpForm(forms.Form):
    number = forms.CharField(label="Số tờ trình", max_length=60, required=False, help_text="Ví dụ 215/TTr-UBND.")
    signed_on = forms.DateField(label="Ngày tờ trình", required=False, help_text=DAY)
    sent_on = forms.DateField(label="Ngày gửi", required=False, help_text=DAY)
    recipient = forms.CharField(label="Nơi nhận", max_length=200, required=False, help_text="Ví dụ Bộ Nội vụ.")
    central_code = forms.CharField(label="Mã hồ sơ trên hệ thống Trung ương", max_length=60, required=False)
    file = forms.FileField(label="Bản đã ký", required=False, help_text="Tệp PDF của tờ trình đã ký, đóng dấu.")
    for _box in (number, signed_on, sent_on, recipient, file):
        _box.some_must = True
    del _box

    def words(self):
        return {"sending": Sending(**self.cleaned_data)}


class ReturnUpForm(forms.Form):
    number = forms.CharField(label="Số văn bản", max_length=60, required=False)
    returned_on = forms.DateField(label="Ngày văn bản", required=False, help_text=DAY)
    why = forms.CharField(label="Nội dung trả lại", max_length=4000, required=False, widget=forms.Textarea({"rows": 4}))
    file = forms.FileField(label="Tệp văn bản", required=False)
    for _box in (number, returned_on, why):
        _box.some_must = True
    del _box

    def words(self):
        return self.cleaned_data


class ResultForm(forms.Form):
    """One paper from above, on the lines that it names."""

    lines = LineBoxes(
        label="Các dòng", queryset=Nomination.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Những dòng mà văn bản này nói đến.",
    )  # fmt: skip
    granted = forms.ChoiceField(
        label="Kết quả", choices=[("co", "Được tặng"), ("khong", "Không được tặng")], required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    number = forms.CharField(label="Số văn bản", max_length=60, required=False, help_text="Ví dụ 1502/QĐ-TTg.")
    decided_on = forms.DateField(label="Ngày văn bản", required=False, help_text=DAY)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)
    note = forms.CharField(
        label="Ghi rõ", max_length=2000, required=False, widget=forms.Textarea({"rows": 3}),
        help_text="Bắt buộc khi không được tặng: cấp trên nêu vì sao.",
    )  # fmt: skip
    file = forms.FileField(label="Tệp văn bản", required=False)
    for _box in (lines, granted, number, decided_on, issuer, note):
        _box.some_must = True
    del _box

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lines"].queryset = lines

    def clean_granted(self):
        if not self.cleaned_data["granted"]:
            raise forms.ValidationError("Chọn được tặng hay không.")
        return self.cleaned_data["granted"] == "co"

    def words(self):
        names = ("granted", "number", "decided_on", "issuer", "note", "file")
        outcome = Outcome(**{name: self.cleaned_data[name] for name in names})
        return {"lines": self.cleaned_data["lines"], "outcome": outcome}
