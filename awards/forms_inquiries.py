"""What people type of hiệp y asked of the province. What must hold is said by the acts."""

from django import forms

from awards.actions.inquiries import Question, Verdict
from awards.enums import OpinionState
from awards.forms_opinions import DAY, BodiesForm

CHOICES = [("", "– chọn –"), *((one, OpinionState(one).label) for one in OpinionState.ANSWERS)]


class InquiryForm(forms.Form):
    asker = forms.CharField(label="Cơ quan hỏi", max_length=200, required=False, help_text="Ví dụ Bộ Công Thương.")
    number = forms.CharField(label="Số công văn", max_length=60, required=False)
    letter_date = forms.DateField(label="Ngày công văn", required=False, help_text=DAY)
    arrived_on = forms.DateField(label="Ngày đến", required=False, help_text=DAY)
    due_on = forms.DateField(label="Trả lời trước ngày", required=False)
    summary = forms.CharField(label="Nội dung hỏi", max_length=400, required=False)
    subjects = forms.CharField(
        label="Được hỏi về ai", max_length=8000, required=False, widget=forms.Textarea({"rows": 4}),
        help_text="Mỗi dòng một đối tượng; danh hiệu ghi sau dấu chấm phẩy, "
        "ví dụ Công ty Điện lực; Huân chương Lao động hạng Ba.",
    )  # fmt: skip
    file = forms.FileField(label="Tệp công văn", required=False)
    for _box in (asker, number, letter_date, arrived_on, summary, subjects):
        _box.some_must = True
    del _box

    def question(self):
        typed = dict(self.cleaned_data)
        lines = [line.partition(";") for line in typed.pop("subjects").splitlines() if line.strip(" ;")]
        return Question(**typed, subjects=tuple((name.strip(), award.strip()) for name, _, award in lines))


class InquiryAskForm(BodiesForm):
    """Which bodies of the province are asked, by one letter."""

    field_order = ("units", "others", "number", "signed_on", "due_on", "question", "file")


class ReplyForm(forms.Form):
    """The draft before the leader: what the province says of each, and the words."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, subjects, **kwargs):
        super().__init__(*args, **kwargs)
        self.subjects = subjects
        for row in subjects:
            verdict = forms.ChoiceField(label=row.name, choices=CHOICES, required=False, initial=row.verdict)
            reason = forms.CharField(label=f"Lý do về {row.name}", max_length=400, required=False, initial=row.reason)
            verdict.some_must = True
            self.fields |= {f"verdict_{row.pk}": verdict, f"reason_{row.pk}": reason}
        self.fields["reply"] = forms.CharField(
            label="Dự thảo trả lời", max_length=8000, required=False, widget=forms.Textarea({"rows": 6})
        )
        self.fields["reply"].some_must = True

    def words(self):
        typed = self.cleaned_data
        verdicts = {row.pk: Verdict(typed[f"verdict_{row.pk}"], typed[f"reason_{row.pk}"]) for row in self.subjects}
        return {"verdicts": verdicts, "reply": typed["reply"], "version": typed["version"]}


class HandBackForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label="Lý do", max_length=2000, required=False, widget=forms.Textarea({"rows": 3}))
    note.some_must = True


class AnsweredForm(forms.Form):
    number = forms.CharField(label="Số văn bản", max_length=60, required=False, help_text="Ví dụ 88/UBND-NC.")
    answered_on = forms.DateField(label="Ngày văn bản", required=False, help_text=DAY)
    file = forms.FileField(label="Bản đã ký", required=False, help_text="Tệp PDF đã ký, đóng dấu.")
    for _box in (number, answered_on, file):
        _box.some_must = True
    del _box
