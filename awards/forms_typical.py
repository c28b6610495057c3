"""Reading what was typed about a typical model."""

from django import forms

from awards.models import Nomination
from movements.models import Movement
from units.models import User

SUGGESTIONS_ID = "linh-vuc-da-dung"
DAY_HINT = "Ví dụ 05/01/2025."


class UnitChoice(forms.ModelChoiceField):
    def label_from_instance(self, unit):
        return unit.name


class LineChoice(forms.ModelChoiceField):
    def label_from_instance(self, line):
        return f"{line.honoree.name}: {line.award.name} ({line.get_state_display().lower()})"


def people_of(unit, user):
    """The people of a unit who may look after a model."""
    return User.objects.visible_to(user).filter(unit=unit, is_active=True).order_by("full_name", "pk")


class TypicalForm(forms.Form):
    """What is known of a model. `version` is the one the page was made with (0: there is no row yet)."""

    name = forms.CharField(
        label="Tên điển hình, mô hình", max_length=250,
        help_text="Ai hoặc tập thể nào, làm việc gì: “Tổ hợp tác cà phê sạch thôn Kon Trang Long Loi”.",
    )  # fmt: skip
    field = forms.CharField(
        label="Lĩnh vực", required=False, max_length=120, widget=forms.TextInput({"list": SUGGESTIONS_ID}),
        help_text="Vài chữ, chọn trong các lĩnh vực đã dùng nếu có.",
    )  # fmt: skip
    movement = forms.ModelChoiceField(
        label="Phong trào", queryset=Movement.objects.none(), required=False, empty_label="– không gắn phong trào –"
    )
    owner = forms.ModelChoiceField(
        label="Người phụ trách", queryset=User.objects.none(), empty_label="– chọn người của đơn vị –",
        help_text="Người theo dõi và làm việc tiếp theo.",
    )  # fmt: skip
    mentor = forms.CharField(
        label="Người bồi dưỡng, giúp đỡ", required=False, max_length=200,
        help_text="Họ tên, chức vụ người kèm cặp, có thể ở đơn vị khác.",
    )  # fmt: skip
    next_step = forms.CharField(
        label="Việc tiếp theo", required=False, max_length=300, help_text="Một việc cụ thể, có người làm."
    )
    next_step_on = forms.DateField(label="Ngày việc tiếp theo", required=False, help_text=DAY_HINT)
    story = forms.CharField(
        label="Câu chuyện", required=False, max_length=10000, widget=forms.Textarea({"rows": 8}),
        help_text="Đã làm gì, khó ở đâu, được gì có số liệu, ai làm theo được. Không ghi số điện thoại, "
        "thư điện tử, số căn cước.",
    )  # fmt: skip
    consent = forms.BooleanField(
        label="Người được nêu đồng ý công khai", required=False,
        help_text="Chỉ đánh dấu khi đã hỏi và được đồng ý. Bỏ dấu thì bài đang đăng được gỡ ngay.",
    )  # fmt: skip
    nomination = LineChoice(
        label="Dòng đề nghị khen thưởng", queryset=Nomination.objects.none(), required=False,
        empty_label="– không gắn –", help_text="Dòng trong hồ sơ khen thưởng của chính đơn vị.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, unit, user, **kwargs):
        super().__init__(*args, **kwargs)
        lines = Nomination.objects.visible_to(user).filter(dossier__unit=unit)
        self.fields["movement"].queryset = Movement.objects.visible_to(user).order_by("sort_name", "pk")
        self.fields["owner"].queryset = people_of(unit, user)
        self.fields["nomination"].queryset = lines.select_related("honoree", "award")

    @property
    def content(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def clean(self):
        cleaned = super().clean()
        for name, other in (("next_step", "next_step_on"), ("next_step_on", "next_step")):
            if cleaned.get(other) and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, "Việc tiếp theo và ngày của việc đó đi cùng nhau.")
        return cleaned


class NurtureForm(forms.Form):
    owner = forms.ModelChoiceField(label="Người phụ trách", queryset=User.objects.none(), empty_label="– chọn người –")
    mentor = forms.CharField(
        label="Người bồi dưỡng, giúp đỡ", required=False, max_length=200, help_text="Họ tên, chức vụ người kèm cặp."
    )
    next_step = forms.CharField(
        label="Việc tiếp theo", max_length=300, help_text="Một việc cụ thể: hỗ trợ gì, ghi chép gì, ai cùng làm."
    )
    next_step_on = forms.DateField(label="Ngày việc tiếp theo", help_text=DAY_HINT)

    def __init__(self, *args, model, user, units, **kwargs):
        initial = {
            "owner": model.owner_id,
            "mentor": model.mentor,
            "next_step": model.next_step,
            "next_step_on": model.next_step_on,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["owner"].queryset = people_of(model.unit, user)


class ReplicateForm(forms.Form):
    unit = UnitChoice(label="Đơn vị áp dụng", queryset=User.objects.none(), empty_label="– chọn đơn vị –")
    on = forms.DateField(label="Áp dụng từ ngày", help_text=DAY_HINT)
    result = forms.CharField(
        label="Kết quả", required=False, max_length=5000, widget=forms.Textarea({"rows": 4}),
        help_text="Chưa có thì để trống, ghi sau ở dòng của đơn vị.",
    )  # fmt: skip

    def __init__(self, *args, model, user, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class NoteForm(forms.Form):
    """The words that a signature or a stop needs."""

    LABELS = {
        "review": ("Nội dung tổng kết", "Làm được gì, vì sao đáng nhân rộng, cần điều kiện gì."),
        "stop": ("Lý do thôi theo dõi", ""),
    }
    note = forms.CharField(max_length=4000, widget=forms.Textarea({"rows": 5}))

    def __init__(self, *args, step_name, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].label, self.fields["note"].help_text = self.LABELS[step_name]


class ResultForm(forms.Form):
    result = forms.CharField(label="Kết quả", required=False, max_length=5000, widget=forms.Textarea({"rows": 5}))


STEP_FORMS = {"nurture": NurtureForm, "replicate": ReplicateForm}


def step_form(step_name, data, *, model, user, units):
    """The form of a step; `units` are those that may be written as applying the model."""
    if step_name in STEP_FORMS:
        return STEP_FORMS[step_name](data, model=model, user=user, units=units)
    return NoteForm(data, step_name=step_name)
