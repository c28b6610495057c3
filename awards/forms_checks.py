"""What people type around the check of a line. What must hold is said by the acts."""

from django import forms

from awards.actions import Heads
from awards.enums import CheckVerdict
from thidua.text import parse_number

VERDICTS = [("", "– chưa kết luận –"), (CheckVerdict.PASS, "Đạt"), (CheckVerdict.FAIL, "Không đạt")]


class OfRuleForm(forms.Form):
    """One criterion among several on a page: its boxes carry its code, so that labels find them."""

    rule = forms.CharField(max_length=60, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)

    def __init__(self, *args, rule, **kwargs):
        super().__init__(*args, auto_id=f"id_{rule.replace('.', '_')}_%s", **kwargs)
        self.initial.setdefault("rule", rule)


class JudgementForm(OfRuleForm):
    """Sở Nội vụ's word on a criterion that only people judge."""

    verdict = forms.ChoiceField(label="Kết luận", choices=VERDICTS, required=False)
    reason = forms.CharField(label="Lý do, căn cứ", max_length=400, required=False)
    reason.some_must = True


class GroundForm(OfRuleForm):
    """The paper that the unit names for such a criterion."""

    paper = forms.CharField(
        label="Căn cứ", max_length=400, required=False, help_text="Ví dụ: Biên bản bình xét số 02/BB ngày 05/12/2025."
    )


class HeadsField(forms.CharField):
    """A whole number, written the Vietnamese way."""

    def __init__(self, label):
        super().__init__(label=label, max_length=12, widget=forms.TextInput({"inputmode": "numeric"}))
        self.error_messages["required"] = "Nhập một số, không có thì ghi 0."

    def clean(self, value):
        text = super().clean(value)
        try:
            return int(parse_number(text, decimals=0))
        except ValueError as refused:
            raise forms.ValidationError(str(refused)) from None


class SharesForm(forms.Form):
    """Heads of a collective in the term."""

    members = HeadsField("Tổng số người")
    titled = HeadsField("Đạt Lao động tiên tiến")
    completed = HeadsField("Hoàn thành nhiệm vụ")
    fighters = HeadsField("Chiến sĩ thi đua cơ sở")
    severe = HeadsField("Bị kỷ luật từ cảnh cáo trở lên")
    source = forms.CharField(
        label="Căn cứ", max_length=300, help_text="Văn bản hoặc danh sách đã đếm từ đó, có số và ngày.",
        error_messages={"required": "Ghi văn bản hoặc danh sách đã đếm từ đó."},
    )  # fmt: skip
    version = forms.IntegerField(min_value=0, initial=0, widget=forms.HiddenInput)

    def words(self):
        typed = dict(self.cleaned_data)
        return {"version": typed.pop("version"), "heads": Heads(**typed)}


class LawChoiceForm(forms.Form):
    reason = forms.CharField(
        label="Lý do", max_length=1000, widget=forms.Textarea({"rows": 4}),
        help_text="Luật sửa đổi có lợi hơn ở điểm nào, cho dòng nào.",
        error_messages={"required": "Ghi vì sao luật sửa đổi có lợi hơn."},
    )  # fmt: skip
