"""What people type around opinions. What must hold is said by the acts."""

from django import forms

from awards.actions.opinions import Body, Letter, Reply, Said
from awards.enums import OpinionState
from awards.models import Nomination
from units.models import Unit

DAY = "Ví dụ 05/01/2026."
CHOICES = [("", "– chưa trả lời dòng này –"), *((one, OpinionState(one).label) for one in OpinionState.ANSWERS)]


class UnitBoxes(forms.ModelMultipleChoiceField):
    def label_from_instance(self, unit):
        return unit.name


class LineBoxes(forms.ModelMultipleChoiceField):
    def label_from_instance(self, line):
        return f"{line.honoree.name}: {line.award.name}"


class LetterForm(forms.Form):
    """The công văn that asks."""

    number = forms.CharField(label="Số công văn", max_length=60, required=False, help_text="Ví dụ 15/SNV-TĐKT.")
    signed_on = forms.DateField(label="Ngày công văn", required=False, help_text=DAY)
    due_on = forms.DateField(label="Trả lời trước ngày", required=False, help_text=DAY)
    question = forms.CharField(
        label="Nội dung lấy ý kiến", required=False, max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    file = forms.FileField(label="Tệp công văn", required=False, help_text="Không bắt buộc; cơ quan được hỏi mở được.")
    for _box in (number, signed_on, due_on):
        _box.some_must = True
    del _box

    def letter(self):
        names = ("number", "signed_on", "due_on", "question", "file")
        return Letter(**{name: self.cleaned_data[name] for name in names})


class BodiesForm(LetterForm):
    """Which bodies: units of the portal, and names of who has no account."""

    units = UnitBoxes(
        label="Cơ quan được hỏi", queryset=Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Cơ quan có tài khoản trả lời ngay trên cổng.",
    )  # fmt: skip
    units.some_must = True
    others = forms.CharField(
        label="Cơ quan khác", required=False, max_length=2000, widget=forms.Textarea({"rows": 2}),
        help_text="Mỗi dòng một cơ quan chưa có trên cổng, ví dụ Bảo hiểm xã hội tỉnh; Sở Nội vụ nhập thay.",
    )  # fmt: skip
    field_order = ("units", "others", "lines", "number", "signed_on", "due_on", "question", "file")

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units

    def bodies(self):
        names = [line.strip() for line in self.cleaned_data["others"].splitlines() if line.strip()]
        return [*(Body(unit=unit) for unit in self.cleaned_data["units"]), *(Body(name=name) for name in names)]


class LinesOf:
    """Mixed in: which lines of the dossier; all of them are ticked at first."""

    def take_lines(self, lines):
        self.fields["lines"] = LineBoxes(
            label="Các dòng", queryset=lines, required=False, widget=forms.CheckboxSelectMultiple,
            initial=[line.pk for line in lines],
        )  # fmt: skip
        self.fields["lines"].some_must = True
        self.order_fields(self.field_order)


class AskForm(LinesOf, BodiesForm):
    def __init__(self, *args, lines=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.take_lines(Nomination.objects.none() if lines is None else lines)


class PartyForm(LinesOf, LetterForm):
    field_order = ("lines", "number", "signed_on", "due_on", "question", "file")

    def __init__(self, *args, lines=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.take_lines(Nomination.objects.none() if lines is None else lines)


class AnswerForm(forms.Form):
    """The paper that answers, and an opinion with its reason for each line; a line left open stays unanswered."""

    number = forms.CharField(label="Số văn bản trả lời", max_length=60, required=False, help_text="Ví dụ 31/CAT-PV01.")
    signed_on = forms.DateField(label="Ngày văn bản trả lời", required=False, help_text=DAY)
    signer = forms.CharField(label="Người ký", max_length=120, required=False)
    file = forms.FileField(label="Bản đã ký", required=False, help_text="Văn bản trả lời đã ký, đóng dấu.")
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    for _box in (number, signed_on, file):
        _box.some_must = True
    del _box

    def __init__(self, *args, answers, **kwargs):
        super().__init__(*args, **kwargs)
        self.answers = answers
        for answer in answers:
            self.fields[f"state_{answer.pk}"] = forms.ChoiceField(
                label="Ý kiến", choices=CHOICES, required=False, initial=_stored(answer)
            )
            self.fields[f"state_{answer.pk}"].some_must = True
            self.fields[f"reason_{answer.pk}"] = forms.CharField(
                label="Lý do", required=False, max_length=2000, widget=forms.Textarea({"rows": 2}),
                initial=answer.reason, help_text="Bắt buộc khi không thống nhất.",
            )  # fmt: skip
            self.fields[f"reason_{answer.pk}"].some_must = True

    def lines(self):
        """(answer, its two boxes) for the page."""
        return [(one, self[f"state_{one.pk}"], self[f"reason_{one.pk}"]) for one in self.answers]

    def papers(self):
        return [self[name] for name in ("number", "signed_on", "signer", "file")]

    def words(self):
        """Only what differs from what stands: this paper speaks of no other line."""
        typed = self.cleaned_data
        said = {
            one.pk: Said(typed[f"state_{one.pk}"], typed[f"reason_{one.pk}"])
            for one in self.answers
            if typed[f"state_{one.pk}"]
            and (typed[f"state_{one.pk}"], typed[f"reason_{one.pk}"]) != (one.state, one.reason)
        }
        reply = Reply(**{name: typed[name] for name in ("number", "signed_on", "signer", "file")})
        return {"said": said, "reply": reply, "version": typed["version"]}


def _stored(answer):
    return "" if answer.state == OpinionState.ASKED else answer.state


class ExtendForm(forms.Form):
    due_on = forms.DateField(label="Trả lời trước ngày", required=False, help_text=DAY)
    reason = forms.CharField(label="Lý do", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}))
    for _box in (due_on, reason):
        _box.some_must = True
    del _box


class EndForm(forms.Form):
    """`silent`: who has not answered; then the reason is demanded."""

    note = forms.CharField(
        label="Vì sao làm tiếp", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text="Bắt buộc khi còn cơ quan chưa trả lời. Chưa trả lời vẫn là chưa trả lời, không thành thống nhất.",
    )  # fmt: skip
    note.some_must = True
