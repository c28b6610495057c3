"""What people type around dossiers. What must hold is said by the acts, so that no other way in says less."""

from django import forms

from awards.actions import PURPOSES, LineInput, NewHonoree, Petition
from awards.actions.steps import CONFIRMATION, INELIGIBLE, OTHER_REASONS, PAPER_CONFIRMATION
from awards.enums import Authority, Occasion, PersonClass, SimpleGround, Subject
from awards.forms_desk import AssignForm, NoticeForm
from awards.models import AwardType
from movements.models import Movement
from thidua.models import Reason
from thidua.text import parse_number
from units.models import Unit

ACCEPT = {"accept": ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"}
UNKNOWN, YES, NO = ("", "Chưa rõ"), ("1", "Có"), ("0", "Không")
LEVELS = [(Authority.PROVINCE.value, Authority.PROVINCE.label), (Authority.STATE.value, Authority.STATE.label)]
TERNARY = {"1": True, "0": False}


def ground_choices():
    return [
        ("", "Thông thường (Luật Điều 84)"),
        *((code, f"Đơn giản: {label}") for code, label in SimpleGround.choices),
    ]


class DossierForm(forms.Form):
    """What the dossier is about. `version` is the one the page was made with."""

    title = forms.CharField(
        label="Trích yếu", max_length=300,
        help_text="Đề nghị khen thưởng việc gì, năm nào. Ví dụ: Thành tích xây dựng nông thôn mới năm 2024.",
    )  # fmt: skip
    occasion = forms.ChoiceField(label="Loại hình khen thưởng")
    simple_ground = forms.ChoiceField(
        label="Thủ tục", required=False, help_text="Thủ tục đơn giản chỉ khi có một trong năm căn cứ của Điều 85."
    )
    deed_on = forms.DateField(
        label="Ngày lập thành tích", required=False, help_text="Khi khen đột xuất. Ví dụ 05/01/2026."
    )
    movement = forms.ModelChoiceField(
        label="Phong trào", queryset=Movement.objects.none(), required=False, empty_label="– không gắn phong trào –"
    )
    level = forms.ChoiceField(
        label="Cấp quyết định", choices=LEVELS, initial=Authority.PROVINCE, required=False,
        help_text="Cấp Nhà nước: Chủ tịch UBND tỉnh ký tờ trình, gửi cấp trên quyết định.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args, movements, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["occasion"].choices = [("", "– chọn –"), *Occasion.choices_on(day)]
        self.fields["simple_ground"].choices = ground_choices()
        self.fields["title"].error_messages["required"] = "Ghi đề nghị khen thưởng việc gì."
        self.fields["occasion"].error_messages["required"] = "Chọn loại hình khen thưởng."
        self.fields["movement"].queryset = movements

    def clean_level(self):
        return self.cleaned_data["level"] or self.initial.get("level") or Authority.PROVINCE

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("occasion") == Occasion.MOVEMENT and "movement" in cleaned and not cleaned["movement"]:
            self.add_error("movement", "Khen phong trào thi đua: chọn phong trào.")
        return cleaned


def awards_on(day, subject=None, level=Authority.PROVINCE):
    """The awards of a level in force on a day, for one kind of subject when it is known."""
    rows = AwardType.objects.on(day).filter(authority=level)
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

    declared_by = forms.CharField(
        label="Người kê khai", max_length=120, required=False,
        help_text="Đã ký xác nhận thành tích; có thể ghi sau, trước khi trình ký.",
    )  # fmt: skip

    def __init__(self, *args, day, subject=None, level=Authority.PROVINCE, stored=False, **kwargs):
        super().__init__(*args, **kwargs)
        if stored:  # who vouches for a line that is there is written on a page of its own
            del self.fields["declared_by"]
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput)
        self.fields["award"].queryset = awards_on(day, subject, level)
        self.fields["award"].error_messages["required"] = "Chọn danh hiệu, hình thức."

    def line(self, honoree):
        return LineInput(honoree, **self.cleaned_data)


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
    """A paper of one line, or of all together. `purposes`: {code: name}, `lines`: those of the dossier."""

    purpose = forms.ChoiceField(label="Loại giấy tờ")
    line = forms.ChoiceField(label="Của dòng", required=False)
    file = forms.FileField(
        label="Tệp", widget=forms.ClearableFileInput(ACCEPT),
        help_text="PDF, ảnh, Word (.docx), Excel (.xlsx); mỗi tệp không quá 20 MB.",
        error_messages={"required": "Chọn một tệp.", "empty": "Tệp này rỗng."},
    )  # fmt: skip

    def __init__(self, *args, purposes=None, lines=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = list((purposes or PURPOSES).items())
        self.lines = {str(line.pk): line for line in lines}
        shown = ((pk, f"{line.honoree.name}: {line.award.name}") for pk, line in self.lines.items())
        self.fields["line"].choices = [("", "Chung cho cả hồ sơ"), *shown]

    def words(self):
        typed = self.cleaned_data
        return {"purpose": typed["purpose"], "upload": typed["file"], "line": self.lines.get(typed["line"])}


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
    confirmed = forms.BooleanField(label=CONFIRMATION, required=False)

    def words(self):
        return {"petition": Petition(**self.cleaned_data)}


class EnteredPetitionForm(PetitionForm):
    """Of a paper whose scan the dossier has."""

    file = None
    confirmed = forms.BooleanField(label=PAPER_CONFIRMATION, required=False)


class ShortPetitionForm(PetitionForm):
    """The signer is the one who takes the step."""

    signer = confirmed = None

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


PAPERS = {
    "forward": ShortPetitionForm, "sign_proposal": ShortPetitionForm, "conclude": NoticeForm,
    "enter": EnteredPetitionForm, "enter_parent": EnteredPetitionForm,
}  # fmt: skip


def step_form(step, typed, files, *, flow, dossier, user):
    """The form of a step that asks for more than a press; None for a plain one. `typed` None: not yet sent."""
    sent = (typed, files) if typed is not None else ()
    if step.name in ("send", "send_parent"):
        return PetitionForm(*sent, initial={"signer": user.full_name})
    if step.name == "assign":
        return AssignForm(*sent[:1], initial={"assignee": dossier.assigned_to_id})
    if step.name in PAPERS:
        return PAPERS[step.name](*sent)
    if step.name == "issue":
        return IssueForm(*sent, initial={"title": f"Về việc khen thưởng: {dossier.title}"})
    if step.reasons or step.needs_note or step.name in OTHER_REASONS:
        kind = OTHER_REASONS.get(step.name) or ((flow.name, step.reasons) if step.reasons else None)
        return WordsForm(*sent[:1], kind=kind, note_needed=step.needs_note)
    return None


def line_form(typed, *, kind, initial=None):
    return WordsForm(*(() if typed is None else (typed,)), kind=kind, initial=initial)


CONCLUDE, MARK = INELIGIBLE, OTHER_REASONS["refuse"]
