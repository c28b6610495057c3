"""What people type about a title aimed for: the boxes that its kind of subject has, and no others."""

from django import forms

from awards.actions.aims import OF_SUBJECT
from awards.compile.aims import awards_for
from awards.enums import Subject
from awards.models import AwardType
from awards.models.aims import NONE
from movements.enums import SubjectClass

NAMES = {Subject.COLLECTIVE: "Tên tập thể", Subject.PERSON: "Họ và tên", Subject.HOUSEHOLD: "Họ tên chủ hộ"}
TERNARY = {"1": True, "0": False}


def _choice(label, *choices):
    return forms.ChoiceField(label=label, required=False, choices=[("", "Chưa rõ"), *choices])


def _boxes():
    return {
        "group": forms.ChoiceField(
            label="Phân loại", required=False, choices=[("", "– chọn –"), *SubjectClass.choices]
        ),
        "staff_code": forms.CharField(
            label="Mã cán bộ, công chức, viên chức", max_length=30, required=False,
            help_text="Mã do đơn vị đặt; không ghi số căn cước.",
        ),
        "born_on": forms.DateField(label="Ngày sinh", required=False, help_text="Dạng 05/01/1985"),
        "female": _choice("Giới tính", ("1", "Nữ"), ("0", "Nam")),
        "position": forms.CharField(label="Chức vụ", max_length=200, required=False),
        "department": forms.CharField(label="Phòng, ban", max_length=200, required=False),
        "leads": _choice("Cán bộ lãnh đạo, quản lý", ("1", "Có"), ("0", "Không")),
        "initiative": forms.CharField(label="Sáng kiến dự kiến", max_length=400, required=False),
        "address": forms.CharField(label="Địa chỉ", max_length=300, required=False),
    }  # fmt: skip


class AimForm(forms.Form):
    """One line; `version` is the one the page was made with."""

    name = forms.CharField(max_length=200)
    award = forms.ModelChoiceField(
        label="Danh hiệu, hình thức", queryset=AwardType.objects.none(), required=False, empty_label=NONE
    )
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args, subject, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject = Subject(subject)
        self.fields["name"].label = NAMES[self.subject]
        self.fields["name"].error_messages["required"] = f"Ghi {NAMES[self.subject].lower()}."
        self.fields["award"].queryset = awards_for(subject, day)
        self.fields["award"].some_must = True
        boxes = _boxes()
        self.fields |= {name: boxes[name] for name in OF_SUBJECT[self.subject]}
        if self.subject == Subject.PERSON:
            self.fields["born_on"].error_messages["invalid"] = "Ghi ngày dạng 05/01/1985."
        self.order_fields(["name", *OF_SUBJECT[self.subject], "award", "note", "version"])

    @property
    def columns(self):
        typed = self.cleaned_data
        award = typed["award"].pk if typed["award"] else None
        columns = {"name": typed["name"], "award_id": award, "note": typed["note"]}
        for name in OF_SUBJECT[self.subject]:
            columns[name] = TERNARY.get(typed[name]) if name in ("female", "leads") else typed[name]
        return columns


def initial_of(aim):
    """The line as its form shows it."""
    shown = {True: "1", False: "0", None: ""}
    columns = {name: getattr(aim, name) for name in OF_SUBJECT[Subject(aim.subject)]}
    columns |= {name: shown[columns[name]] for name in ("female", "leads") if name in columns}
    return columns | {"name": aim.name, "award": aim.award_id, "note": aim.note, "version": aim.version}
