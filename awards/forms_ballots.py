"""What people type at the ballot box."""

from django import forms

from awards.actions.ballots import LONGEST, SHORTEST, PaperCount
from awards.enums_council import Vote
from awards.forms_councils import must

CHOICES = [(value, Vote(value).label) for value in Vote.VALID]
COUNTS = (("agreed", "Đồng ý"), ("refused", "Không đồng ý"), ("blank", "Phiếu trắng"), ("invalid", "Không hợp lệ"))


class WindowForm(forms.Form):
    minutes = forms.IntegerField(
        label="Số phút", min_value=SHORTEST, max_value=LONGEST, initial=60,
        help_text="Bỏ phiếu mở trong bấy nhiêu phút; thư ký đóng sớm được khi mọi người đã bỏ xong.",
    )  # fmt: skip


class BallotForm(forms.Form):
    """One ballot. Nothing is chosen beforehand."""

    value = forms.ChoiceField(
        label="Ý kiến", choices=CHOICES, widget=forms.RadioSelect,
        error_messages={"required": "Chọn một trong ba ý kiến.", "invalid_choice": "Chọn một trong ba ý kiến."},
    )  # fmt: skip


class SeatBoxes(forms.ModelMultipleChoiceField):
    def label_from_instance(self, seat):
        return f"{seat.name}{f', {seat.position}' if seat.position else ''}"


class PaperForm(forms.Form):
    """Paper ballots as counted, line by line."""

    def __init__(self, *args, items, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        self.fields["seats"] = SeatBoxes(
            label="Thành viên bỏ phiếu giấy", queryset=seats, required=False, widget=forms.CheckboxSelectMultiple
        )
        must(self.fields["seats"])
        for item in items:
            for name, label in COUNTS:
                said = f"{item.name}: {label.lower()}"
                self.fields[f"{name}_{item.pk}"] = forms.IntegerField(
                    label=said, min_value=0, max_value=999, required=False,
                    widget=forms.NumberInput({
                        "inputmode": "numeric", "class": "form-control box", "aria-label": said,
                    }),
                )  # fmt: skip

    def rows(self):
        return [(item, [(label, self[f"{name}_{item.pk}"]) for name, label in COUNTS]) for item in self.items]

    def counts(self):
        typed = self.cleaned_data
        return {item.pk: PaperCount(**{name: typed[f"{name}_{item.pk}"] or 0 for name, _ in COUNTS})
                for item in self.items}  # fmt: skip


class WrittenForm(forms.Form):
    """What one member who is not there has sent, line by line."""

    file = forms.FileField(
        label="Văn bản", required=False,
        help_text="Bản chụp văn bản gửi ý kiến; bỏ phiếu kín thì chụp phong bì hoặc giấy gửi phiếu.",
    )  # fmt: skip
    must(file)

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"vote_{item.pk}"] = forms.ChoiceField(
                label=f"{item.name}: {item.subject_matter}", choices=CHOICES, widget=forms.RadioSelect, required=False
            )
            must(self.fields[f"vote_{item.pk}"])

    def votes(self):
        typed = self.cleaned_data
        return {item.pk: typed[f"vote_{item.pk}"] for item in self.items if typed[f"vote_{item.pk}"]}
