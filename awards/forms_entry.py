"""What people type on the other ways into a dossier: suggestions, an urgent deed, a unit's paper, declarations."""

from django import forms

from awards.actions import Declaration, Direction
from awards.enums import Occasion
from awards.forms import ACCEPT, AwardField, awards_on, ground_choices
from awards.models import AwardType
from units.models import Unit

DAY = "Ví dụ 05/01/2026."
NEW = "moi"


class UrgentForm(forms.Form):
    """One deed, on one screen of a phone. The honoree comes from the register, or is typed in beside it."""

    deed = forms.CharField(
        label="Thành tích", max_length=4000, widget=forms.Textarea({"rows": 3}), help_text="Việc gì, ở đâu, kết quả."
    )
    deed_on = forms.DateField(label="Ngày lập thành tích", help_text=DAY)
    award = AwardField(label="Danh hiệu, hình thức", queryset=AwardType.objects.none(), empty_label="– chọn –")
    file = forms.FileField(
        label="Báo cáo tóm tắt hoặc ảnh", required=False, widget=forms.ClearableFileInput(ACCEPT),
        help_text="Có thể đính kèm sau, trước khi trình ký.",
    )  # fmt: skip
    declared_by = forms.CharField(
        label="Người kê khai", max_length=120, required=False, help_text="Chịu trách nhiệm về nội dung thành tích."
    )
    direction = forms.CharField(
        label="Chỉ đạo của lãnh đạo", max_length=400, help_text="Ai chỉ đạo, bằng văn bản hay cuộc họp nào."
    )
    direction_date = forms.DateField(label="Ngày chỉ đạo", help_text=DAY)

    def __init__(self, *args, day, subject=None, directed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["award"].queryset = awards_on(day, subject)
        self.fields["deed"].error_messages["required"] = "Ghi việc đã làm."
        self.fields["deed_on"].error_messages["required"] = "Nhập ngày lập thành tích."
        self.fields["award"].error_messages["required"] = "Chọn danh hiệu, hình thức."
        if not directed:
            del self.fields["direction"], self.fields["direction_date"]

    def words(self):
        given = {name: self.cleaned_data[name] for name in ("deed", "deed_on", "award", "file", "declared_by")}
        if "direction" in self.fields:
            given["direction"] = Direction(self.cleaned_data["direction"], self.cleaned_data["direction_date"])
        return given


class FromPaperForm(forms.Form):
    """A unit's paper, typed in by whoever received it."""

    unit = forms.ModelChoiceField(label="Đơn vị", queryset=Unit.objects.none(), empty_label="– chọn –")
    title = forms.CharField(label="Trích yếu", max_length=300, help_text="Như ghi trên tờ trình giấy.")
    occasion = forms.ChoiceField(label="Loại hình khen thưởng")
    simple_ground = forms.ChoiceField(label="Thủ tục", required=False)
    arrived_on = forms.DateField(label="Ngày đến", help_text=f"Ngày ghi ở dấu “Đến”. {DAY}")
    scan = forms.FileField(
        label="Bản chụp văn bản giấy",
        widget=forms.ClearableFileInput({"accept": ".pdf,.jpg,.jpeg,.png"}), help_text="PDF hoặc ảnh, không quá 20 MB.",
    )  # fmt: skip

    def __init__(self, *args, units, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].error_messages["required"] = "Chọn đơn vị có tên trên tờ trình."
        self.fields["title"].error_messages["required"] = "Ghi trích yếu của tờ trình."
        self.fields["occasion"].choices = [("", "– chọn –"), *Occasion.choices_on(day)]
        self.fields["occasion"].error_messages["required"] = "Chọn loại hình khen thưởng."
        self.fields["simple_ground"].choices = ground_choices()
        self.fields["arrived_on"].error_messages["required"] = "Nhập ngày văn bản giấy đến."
        self.fields["scan"].error_messages |= {"required": "Bản chụp: chọn tệp.", "empty": "Tệp này rỗng."}


class PicksForm(forms.Form):
    """Into which dossier the ticked suggestions go."""

    dossier = forms.ChoiceField(label="Đưa vào hồ sơ")
    title = forms.CharField(
        label="Trích yếu của hồ sơ mới",
        max_length=300,
        required=False,
        help_text="Ví dụ: Thành tích năm 2025.",
    )

    def __init__(self, *args, drafts, **kwargs):
        super().__init__(*args, **kwargs)
        self.drafts = {str(dossier.pk): dossier for dossier in drafts}
        rows = [(pk, dossier.title) for pk, dossier in self.drafts.items()]
        self.fields["dossier"].choices = [(NEW, "Hồ sơ mới"), *rows]

    def words(self):
        return {"dossier": self.drafts.get(self.cleaned_data["dossier"]), "title": self.cleaned_data["title"]}


class DeclareForm(forms.Form):
    """A name and a day for each line."""

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"ten_{line.pk}"] = forms.CharField(
                label="Người kê khai",
                max_length=120,
                required=False,
                initial=line.declared_by,
            )
            self.fields[f"ngay_{line.pk}"] = forms.DateField(
                label="Ngày xác nhận", required=False, initial=line.declared_on
            )

    def rows(self):
        return [(line, self[f"ten_{line.pk}"], self[f"ngay_{line.pk}"]) for line in self.lines]

    def declarations(self):
        typed = self.cleaned_data
        return [Declaration(line.pk, typed[f"ten_{line.pk}"], typed[f"ngay_{line.pk}"]) for line in self.lines]
