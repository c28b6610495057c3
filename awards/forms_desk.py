"""What Sở Nội vụ's desks and the unit's head type beside a dossier; what must hold is said by the acts."""

from django import forms

from awards.actions.desk import HOLD_KIND, LOWER_KIND
from awards.actions.steps import Petition
from awards.compile.desk import appraisers
from awards.models import AwardType
from thidua.models import Reason

NOTE = forms.Textarea({"rows": 3})


class AssigneeField(forms.ChoiceField):
    """Who may appraise, each with the dossiers that lie with them; the value is the person."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.people = {}

    def ask(self):
        """Reads who there is; once per form."""
        found = appraisers()
        self.people = {str(one.person.pk): one.person for one in found}
        self.choices = [("", "– chọn –"), *((str(one.person.pk), str(one)) for one in found)]

    def clean(self, value):
        return self.people.get(super().clean(value))


class AssignForm(forms.Form):
    """To whom, and what they should know."""

    assignee = AssigneeField(
        label="Người thẩm định", help_text="Số trong ngoặc là hồ sơ đang mở của mỗi người.", required=False
    )
    note = forms.CharField(
        label="Ghi chú", required=False, max_length=1000, widget=NOTE,
        help_text="Khi chuyển từ người khác: ghi việc đã làm đến đâu.",
    )  # fmt: skip
    assignee.some_must = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].ask()

    def words(self):
        return {"assignee": self.cleaned_data["assignee"], "note": self.cleaned_data["note"]}


class NoticeForm(forms.Form):
    """Thông báo không đủ điều kiện, tiêu chuẩn, as the director signs it."""

    number = forms.CharField(label="Số thông báo", max_length=60, required=False, help_text="Ví dụ 15/TB-SNV.")
    signed_on = forms.DateField(label="Ngày thông báo", required=False, help_text="Ví dụ 05/01/2026.")
    file = forms.FileField(label="Bản đã ký", required=False, help_text="Tệp PDF của thông báo đã ký, đóng dấu.")
    number.some_must = signed_on.some_must = True

    def words(self):
        return {"petition": Petition(**self.cleaned_data)}


class LineHoldForm(forms.Form):
    """Tạm dừng xét one line: why, on what paper, since when."""

    reason = forms.ChoiceField(label="Lý do")
    text = forms.CharField(
        label="Nội dung", max_length=4000, required=False, widget=NOTE,
        help_text="Việc đang xem xét; số, ngày văn bản làm căn cứ. Đã có tạm dừng cùng lý do thì không cần ghi lại.",
    )  # fmt: skip
    opened_on = forms.DateField(label="Từ ngày", required=False, help_text="Ví dụ 05/01/2026.")
    text.some_must = opened_on.some_must = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Reason.objects.for_act(*HOLD_KIND)
        self.fields["reason"].choices = [("", "– chọn lý do –"), *((row.code, str(row)) for row in rows)]
        self.fields["reason"].error_messages["required"] = "Chọn một lý do trong danh sách."


class LowerForm(forms.Form):
    """A lower form in place of the one asked for."""

    award = forms.ModelChoiceField(
        label="Hình thức thấp hơn", queryset=AwardType.objects.none(), empty_label="– chọn –", required=False
    )
    reason = forms.ChoiceField(label="Lý do")
    note = forms.CharField(
        label="Ghi rõ", max_length=2000, required=False, widget=NOTE,
        help_text="Vì sao hình thức này phù hợp hơn; nêu điều, khoản.",
    )  # fmt: skip
    award.some_must = note.some_must = True

    def __init__(self, *args, line, day, **kwargs):
        super().__init__(*args, **kwargs)
        awards = AwardType.objects.on(day).filter(authority=line.dossier.level, **{f"to_{line.honoree.subject}": True})
        self.fields["award"].queryset = awards.exclude(code=line.award.code)
        rows = list(Reason.objects.for_act(*LOWER_KIND))
        self.fields["reason"].choices = [(row.code, str(row)) for row in rows]
        self.fields["reason"].required = bool(rows)


class AnswerForm(forms.Form):
    """Yes or no of whoever proposed the line, in the head's words."""

    agreed = forms.ChoiceField(
        label="Trả lời", choices=[("1", "Đồng ý"), ("0", "Không đồng ý")], widget=forms.RadioSelect,
        error_messages={"required": "Chọn đồng ý hoặc không đồng ý."},
    )  # fmt: skip
    note = forms.CharField(
        label="Ý kiến của đơn vị", max_length=2000, required=False, widget=NOTE,
        help_text="Bắt buộc khi không đồng ý.",
    )  # fmt: skip
    note.some_must = True

    def words(self):
        return {"agreed": self.cleaned_data["agreed"] == "1", "note": self.cleaned_data["note"]}


class WithdrawForm(forms.Form):
    note = forms.CharField(label="Lý do rút", max_length=2000, required=False, widget=NOTE)
    note.some_must = True


class FilterForm(forms.Form):
    """A name for the filter that the list shows now."""

    name = forms.CharField(label="Tên bộ lọc", max_length=80, required=False)
    default = forms.BooleanField(label="Mở sẵn khi vào danh sách", required=False)
    name.some_must = True
