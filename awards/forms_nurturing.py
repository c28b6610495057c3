"""What people type around typical models: a plan with its lines, items of the press, pictures, evidence of a stage."""

from django import forms

from awards.actions.pictures import EDGE
from awards.actions.plans import PlanLine, PlanPaper
from awards.enums import MediaKind, ModelStage, PlanScope
from movements.forms import EvidenceForm

DAY = "Ví dụ 05/01/2026."
BLANK_ROWS = 3
COLUMNS = ("field", "count", "responsible", "note")
STAGES = [(stage.value, stage.label) for stage in ModelStage if stage in ModelStage.FOLLOWED]


class ModelFileForm(EvidenceForm):
    stage = forms.ChoiceField(  # without one it is of the stage in which the model stands
        label="Khâu", choices=STAGES, required=False, help_text="Tài liệu chứng minh cho khâu nào."
    )

    def words(self):
        return {"upload": self.cleaned_data["file"], "stage": self.cleaned_data["stage"]}


class PlanForm(forms.Form):
    """A plan: its years while it is new, its words, and rows; a row left blank is no row."""

    scope = forms.ChoiceField(label="Phạm vi", choices=PlanScope.choices)
    year = forms.IntegerField(
        label="Năm",
        required=False,
        help_text="Chỉ ghi khi lập kế hoạch năm.",
        widget=forms.NumberInput({"class": "w-auto"}),
    )
    year.some_must = True
    content = forms.CharField(
        label="Nội dung, biện pháp", required=False, max_length=8000, widget=forms.Textarea({"rows": 5}),
        help_text="Phát hiện ở đâu, bồi dưỡng thế nào, kinh phí, thời gian.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args, plan=None, rows=(), **kwargs):
        super().__init__(*args, **kwargs)
        if plan is not None:
            del self.fields["scope"], self.fields["year"]
        self.size = max(self._typed_rows(), len(rows) + BLANK_ROWS)
        for n in range(self.size):
            self._add_row(n, rows[n] if n < len(rows) else None)

    def _typed_rows(self):
        """As many rows as came; nobody makes the page longer than this by hand."""
        return min(sum(name.startswith("field_") for name in self.data), 40)

    def _add_row(self, n, row):
        boxes = {
            "field": forms.CharField(label="Lĩnh vực", required=False, max_length=120),
            "count": forms.IntegerField(label="Số điển hình", required=False),
            "responsible": forms.CharField(label="Người phụ trách", required=False, max_length=200),
            "note": forms.CharField(label="Ghi chú", required=False, max_length=300),
        }
        for name, box in boxes.items():
            box.widget.attrs["aria-label"] = f"{box.label}, dòng {n + 1}"
            box.initial = getattr(row, name) if row is not None else None
            box.some_must = name != "note"
            self.fields[f"{name}_{n}"] = box

    def head(self):
        return [self[name] for name in ("scope", "year", "content") if name in self.fields]

    def rows(self):
        return [[self[f"{name}_{n}"] for name in COLUMNS] for n in range(self.size)]

    def lines(self):
        typed = self.cleaned_data
        rows = [[typed.get(f"{name}_{n}") for name in COLUMNS] for n in range(self.size)]
        return [PlanLine(*(row[0] or "", row[1], row[2] or "", row[3] or "")) for row in rows if any(row)]


class ApproveForm(forms.Form):
    number = forms.CharField(label="Số kế hoạch", max_length=60, required=False, help_text="Ví dụ 12/KH-SNN.")
    signed_on = forms.DateField(label="Ngày kế hoạch", required=False, help_text=DAY)
    file = forms.FileField(label="Bản kế hoạch đã ký", required=False, help_text="Không bắt buộc.")
    for _box in (number, signed_on):
        _box.some_must = True
    del _box

    def words(self):
        return {"paper": PlanPaper(**{name: self.cleaned_data[name] for name in ("number", "signed_on", "file")})}


class ReasonForm(forms.Form):
    """Why something goes back, or is taken down."""

    note = forms.CharField(label="Lý do", required=False, max_length=300, widget=forms.Textarea({"rows": 3}))
    note.some_must = True

    def words(self):
        return {"note": self.cleaned_data["note"]}


class MediaForm(forms.Form):
    kind = forms.ChoiceField(label="Loại", choices=MediaKind.choices)
    outlet = forms.CharField(
        label="Cơ quan báo chí, nơi đăng", required=False, max_length=200, help_text="Ví dụ Báo Kon Tum."
    )
    title = forms.CharField(label="Tên bài, chuyên mục", required=False, max_length=300)
    on = forms.DateField(label="Ngày đăng, phát", required=False, help_text=DAY)
    link = forms.CharField(label="Đường dẫn", required=False, max_length=500, widget=forms.URLInput)
    for _box in (outlet, title, on):
        _box.some_must = True
    del _box


class PictureForm(forms.Form):
    upload = forms.FileField(
        label="Ảnh", widget=forms.ClearableFileInput({"accept": ".jpg,.jpeg,.png"}),
        help_text=f"JPEG hoặc PNG. Cổng thu nhỏ còn {EDGE} điểm ảnh và xóa nơi chụp, giờ chụp ghi trong tệp.",
        error_messages={"required": "Chọn một ảnh.", "empty": "Tệp này rỗng."},
    )  # fmt: skip
    caption = forms.CharField(
        label="Chú thích", required=False, max_length=200, help_text="Hiện dưới ảnh: ảnh chụp gì, ở đâu."
    )
    consent = forms.CharField(
        label="Người trong ảnh đồng ý", required=False, max_length=300,
        help_text="Ai có trong ảnh, ai đồng ý công khai, ngày nào. Chỉ lưu bên trong. Trẻ em thì ghi cha mẹ đồng ý.",
    )  # fmt: skip
    for _box in (caption, consent):
        _box.some_must = True
    del _box
