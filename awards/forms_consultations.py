"""What people type around a consultation, inside and outside. What must hold is said by the acts."""

from django import forms

from awards.actions.comments import MOST, Words
from awards.actions.consultations import Notice, Signed
from awards.models import ConsultationLine
from awards.models.consultations import LEAST_DAYS

DAY = "Ví dụ 05/01/2026."
TRAP = "website"  # people do not see this box; what fills it in is no person


class NoticeForm(forms.Form):
    """The list before it is put up: which lines, and in what words each is told."""

    title = forms.CharField(label="Tên đợt lấy ý kiến", max_length=300, required=False)
    notice = forms.CharField(
        label="Lời giới thiệu", required=False, max_length=4000, widget=forms.Textarea({"rows": 3}),
        help_text="Hiện trên đầu trang công khai: lấy ý kiến về việc gì, góp ý thế nào.",
    )  # fmt: skip
    working_days = forms.IntegerField(
        label="Số ngày làm việc", required=False, min_value=1, max_value=60,
        help_text=f"Ít nhất {LEAST_DAYS} ngày làm việc, tính từ ngày sau ngày đăng; thứ Bảy, Chủ nhật và ngày lễ "
        "không tính. Đăng rồi không rút ngắn được.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    for _box in (title, working_days):
        _box.some_must = True
    del _box

    def __init__(self, *args, lines, stored=None, **kwargs):
        """`lines`: the open lines of the dossier; `stored`: {key of a line: its words} of the list as it stands."""
        super().__init__(*args, **kwargs)
        self.rows = lines
        for line in lines:
            told = stored is None or line.pk in stored
            words = (stored or {}).get(line.pk, line.achievement)
            self.fields[f"on_{line.pk}"] = forms.BooleanField(label="Đăng trường hợp này", required=False, initial=told)
            self.fields[f"why_{line.pk}"] = forms.CharField(
                label="Lý do đề nghị", required=False, max_length=4000, widget=forms.Textarea({"rows": 3}),
                initial=words,
            )  # fmt: skip
            self.fields[f"why_{line.pk}"].some_must = True

    def head(self):
        return [self[name] for name in ("title", "notice", "working_days")]

    def lines(self):
        return [(line, self[f"on_{line.pk}"], self[f"why_{line.pk}"]) for line in self.rows]

    def words(self):
        typed = self.cleaned_data
        reasons = {line.pk: typed[f"why_{line.pk}"] for line in self.rows if typed[f"on_{line.pk}"]}
        return Notice(typed["title"], typed["notice"], typed["working_days"], reasons)


class LineChoice(forms.ModelChoiceField):
    def label_from_instance(self, row):
        return f"{row.name}: {row.award}"


class CommentForm(forms.Form):
    """What anyone may send. The trap is a box that people are not shown."""

    about = LineChoice(
        label="Góp ý về", queryset=ConsultationLine.objects.none(), required=False, empty_label="Cả danh sách"
    )
    text = forms.CharField(
        label="Nội dung góp ý", required=False, max_length=MOST, widget=forms.Textarea({"rows": 5}),
        help_text="Đồng tình hay không, vì sao. Nội dung chỉ hiện công khai sau khi Sở Nội vụ xem.",
    )  # fmt: skip
    name = forms.CharField(
        label="Họ và tên", required=False, max_length=120, widget=forms.TextInput({"autocomplete": "name"})
    )
    phone = forms.CharField(
        label="Điện thoại", required=False, max_length=30,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}), help_text="Điện thoại hoặc địa chỉ.",
    )  # fmt: skip
    address = forms.CharField(
        label="Địa chỉ", required=False, max_length=300, widget=forms.TextInput({"autocomplete": "street-address"}),
        help_text="Họ tên, điện thoại, địa chỉ không hiện công khai.",
    )  # fmt: skip
    for _box in (text, name, phone, address):
        _box.some_must = True
    del _box
    website = forms.CharField(
        label="Để trống ô này", required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"})
    )

    def __init__(self, *args, lines=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].queryset = ConsultationLine.objects.none() if lines is None else lines

    def boxes(self):
        return [self[name] for name in ("about", "text", "name", "phone", "address")]

    @property
    def trapped(self):
        return bool(self.cleaned_data.get(TRAP))

    def words(self):
        return Words(**{name: self.cleaned_data[name] for name in ("text", "name", "phone", "address", "about")})


# --- Decisions on a comment -------------------------------------------------------------------------------------------


def _shown(initial=""):
    box = forms.CharField(
        label="Phần hiện công khai", required=False, max_length=MOST, widget=forms.Textarea({"rows": 4}),
        initial=initial,
        help_text="Sửa ở đây để che tên, số điện thoại, địa chỉ và lời xúc phạm; bản gốc giữ nguyên bên trong.",
    )  # fmt: skip
    box.some_must = True
    return box


class ShowForm(forms.Form):
    shown_text = _shown()


class AnswerForm(forms.Form):
    shown_text = _shown()
    answer = forms.CharField(label="Trả lời", required=False, max_length=MOST, widget=forms.Textarea({"rows": 5}))
    answer.some_must = True


class HideForm(forms.Form):
    note = forms.CharField(
        label="Lý do", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text="Ví dụ trùng, không liên quan đến danh sách, có lời xúc phạm.",
    )  # fmt: skip
    note.some_must = True


class PassForm(forms.Form):
    passed_to = forms.CharField(
        label="Cơ quan có thẩm quyền", required=False, max_length=200, help_text="Ví dụ Thanh tra tỉnh."
    )
    passed_to.some_must = True
    note = forms.CharField(
        label="Ghi chú", required=False, max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text="Số, ngày văn bản chuyển. Góp ý có nội dung tố cáo, khiếu nại không hiện công khai.",
    )  # fmt: skip


DECISIONS = {"show": ShowForm, "hide": HideForm, "pass_on": PassForm, "answer": AnswerForm}


def decision_form(step_name, data, comment):
    first = {"shown_text": comment.shown_text or comment.text}
    return DECISIONS[step_name](data, initial=first)


# --- The summary ------------------------------------------------------------------------------------------------------


class SummaryForm(forms.Form):
    summary = forms.CharField(
        label="Nội dung tổng hợp, giải trình", required=False, max_length=20000, widget=forms.Textarea({"rows": 10}),
        help_text="Bao nhiêu góp ý, đồng tình hay không, tiếp thu gì, giải trình gì. Không nêu tên người góp ý.",
    )  # fmt: skip
    summary.some_must = True
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class SignForm(forms.Form):
    number = forms.CharField(label="Số văn bản", max_length=60, required=False, help_text="Ví dụ 21/BC-SNV.")
    signed_on = forms.DateField(label="Ngày văn bản", required=False, help_text=DAY)
    signer = forms.CharField(label="Người ký", max_length=120, required=False)
    file = forms.FileField(label="Bản đã ký", required=False, help_text="PDF của bản tổng hợp đã ký, đóng dấu.")
    for _box in (number, signed_on, file):
        _box.some_must = True
    del _box

    def paper(self):
        return Signed(**{name: self.cleaned_data[name] for name in ("number", "signed_on", "signer", "file")})
