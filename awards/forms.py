"""What people type around dossiers. What must hold is said by the acts, so that no other way in says less."""

from django import forms

from awards.actions import PURPOSES, LineInput, NewHonoree, Petition
from awards.actions.steps import INELIGIBLE, OTHER_REASONS
from awards.enums import Authority, Occasion, PersonClass, Subject
from awards.models import AwardType
from movements.models import Movement
from thidua.models import Reason
from thidua.text import parse_number
from units.models import Unit

ACCEPT = {"accept": ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"}
UNKNOWN, YES, NO = ("", "Chưa rõ"), ("1", "Có"), ("0", "Không")
TERNARY = {"1": True, "0": False}


class DossierForm(forms.Form):
    """What the dossier is about. `version` is the one the page was made with."""

    title = forms.CharField(
        label="Trích yếu", max_length=300,
        help_text="Đề nghị khen thưởng việc gì, năm nào. Ví dụ: Thành tích xây dựng nông thôn mới năm 2024.",
    )  # fmt: skip
    occasion = forms.ChoiceField(label="Loại hình khen thưởng", choices=[("", "– chọn –"), *Occasion.choices])
    movement = forms.ModelChoiceField(
        label="Phong trào", queryset=Movement.objects.none(), required=False, empty_label="– không gắn phong trào –"
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args, movements, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].error_messages["required"] = "Ghi đề nghị khen thưởng việc gì."
        self.fields["occasion"].error_messages["required"] = "Chọn loại hình khen thưởng."
        self.fields["movement"].queryset = movements

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("occasion") == Occasion.MOVEMENT and "movement" in cleaned and not cleaned["movement"]:
            self.add_error("movement", "Khen phong trào thi đua: chọn phong trào.")
        return cleaned


def awards_on(day, subject=None):
    """The province's own awards in force on a day, for one kind of subject when it is known."""
    rows = AwardType.objects.on(day).filter(authority=Authority.PROVINCE)
    return rows.filter(**{f"to_{subject}": True}) if subject else rows


class AwardField(forms.ModelChoiceField):
    def label_from_instance(self, award):
        """The name, and to whom it may be given."""
        allowed = ", ".join(label for value, label in Subject.choices if award.allows(value))
        return f"{award.name} ({allowed})"


class LineForm(forms.Form):
    """Which award, and for what."""

    award = AwardField(label="Danh hiệu, hình thức", queryset=AwardType.objects.none(), empty_label="– chọn –")
    achievement = forms.CharField(
        label="Tóm tắt thành tích", required=False, max_length=4000, widget=forms.Textarea({"rows": 4}),
        help_text="Hai, ba câu có số liệu; báo cáo thành tích đầy đủ đính kèm ở phần giấy tờ.",
    )  # fmt: skip

    def __init__(self, *args, day, subject=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["award"].queryset = awards_on(day, subject)
        self.fields["award"].error_messages["required"] = "Chọn danh hiệu, hình thức."

    def line(self, honoree):
        return LineInput(honoree, self.cleaned_data["award"], self.cleaned_data["achievement"])


class HonoreeForm(forms.Form):
    """Somebody who is not yet in the register."""

    subject = forms.ChoiceField(label="Đối tượng", choices=Subject.choices, widget=forms.RadioSelect)
    name = forms.CharField(label="Tên", max_length=200, help_text="Họ tên cá nhân, tên tập thể, hoặc “Hộ ông, bà …”.")
    position = forms.CharField(label="Chức vụ, nghề nghiệp", max_length=200, required=False)
    person_class = forms.ChoiceField(
        label="Nhóm cá nhân",
        required=False,
        choices=[("", "– chỉ chọn cho cá nhân –"), *PersonClass.choices],
        help_text="Bắt buộc với cá nhân: biểu thống kê của bộ đếm theo nhóm này.",
    )
    person_class.some_must = True
    female = forms.ChoiceField(label="Nữ", required=False, choices=[UNKNOWN, YES, NO])
    minority = forms.ChoiceField(label="Dân tộc thiểu số", required=False, choices=[UNKNOWN, YES, NO])
    unit = forms.ModelChoiceField(label="Đơn vị", queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["name"].error_messages["required"] = "Ghi tên đối tượng."

    def honoree(self):
        typed = dict(self.cleaned_data)
        flags = {name: TERNARY.get(typed.pop(name)) for name in ("female", "minority")}
        return NewHonoree(**typed, **flags)


class PaperForm(forms.Form):
    purpose = forms.ChoiceField(label="Loại giấy tờ", choices=list(PURPOSES.items()))
    file = forms.FileField(
        label="Tệp", widget=forms.ClearableFileInput(ACCEPT),
        help_text="PDF, ảnh, Word (.docx), Excel (.xlsx); mỗi tệp không quá 20 MB.",
        error_messages={"required": "Chọn một tệp.", "empty": "Tệp này rỗng."},
    )  # fmt: skip


# --- Steps and conclusions -------------------------------------------------------------------------------------------


class WordsForm(forms.Form):
    """A coded reason where the catalogue has some, and the words."""

    reason = forms.ChoiceField(label="Lý do")
    note = forms.CharField(
        label="Ghi rõ", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}),
        help_text="Nêu số, ngày văn bản khi lý do cần căn cứ.",
    )  # fmt: skip

    def __init__(self, *args, kind, note_needed=False, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Reason.objects.for_act(*kind) if kind else ()
        self.fields["reason"].choices = [("", "– chọn lý do –"), *((row.code, str(row)) for row in rows)]
        self.fields["reason"].error_messages["required"] = "Chọn một lý do trong danh sách."
        self.fields["note"].required = note_needed or not rows
        if not rows:
            del self.fields["reason"]

    def words(self):
        return {"reason": self.cleaned_data.get("reason", ""), "note": self.cleaned_data["note"]}


class PetitionForm(forms.Form):
    """A tờ trình that has been signed on paper or by digital signature."""

    number = forms.CharField(label="Số tờ trình", max_length=60, required=False, help_text="Ví dụ 12/TTr-SYT.")
    signed_on = forms.DateField(label="Ngày tờ trình", required=False, help_text="Ví dụ 05/01/2026.")
    signer = forms.CharField(label="Người ký", max_length=120, required=False)
    file = forms.FileField(label="Bản đã ký", required=False, help_text="Tệp PDF của tờ trình đã ký, đóng dấu.")

    def words(self):
        return {"petition": Petition(**self.cleaned_data)}


class ShortPetitionForm(PetitionForm):
    """The signer is the one who takes the step."""

    signer = None

    def words(self):
        return {"petition": Petition(**self.cleaned_data)}


class IssueForm(forms.Form):
    number = forms.CharField(
        label="Số", max_length=8, widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    )
    issued_on = forms.DateField(label="Ngày ban hành", required=False, help_text="Ví dụ 05/01/2026.")
    title = forms.CharField(label="Trích yếu quyết định", max_length=400, required=False)
    file = forms.FileField(label="Bản đã ký", required=False, help_text="Tệp PDF của quyết định đã ký, đóng dấu.")

    def clean_number(self):
        try:
            return parse_number(self.cleaned_data["number"], decimals=0)
        except ValueError as refused:
            raise forms.ValidationError(str(refused)) from None

    def words(self):
        return dict(self.cleaned_data)


def step_form(step, typed, files, *, flow, dossier, user):
    """The form of a step that asks for more than a press; None for a plain one. `typed` None: not yet sent."""
    sent = (typed, files) if typed is not None else ()
    if step.name in ("send", "send_parent"):
        return PetitionForm(*sent, initial={"signer": user.full_name})
    if step.name in ("forward", "sign_proposal"):
        return ShortPetitionForm(*sent)
    if step.name == "issue":
        return IssueForm(*sent, initial={"title": f"Về việc khen thưởng: {dossier.title}"})
    if step.reasons or step.needs_note or step.name in OTHER_REASONS:
        kind = OTHER_REASONS.get(step.name) or ((flow.name, step.reasons) if step.reasons else None)
        return WordsForm(*sent[:1], kind=kind, note_needed=step.needs_note)
    return None


def line_form(typed, *, kind):
    return WordsForm(*(() if typed is None else (typed,)), kind=kind)


CONCLUDE, MARK = INELIGIBLE, OTHER_REASONS["refuse"]
