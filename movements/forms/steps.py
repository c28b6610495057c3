"""What a return or an unlock asks for: a reason, the paper, a day to correct by, marks on boxes with remarks."""

from dataclasses import dataclass

from django import forms

from movements.actions.calls import REMARK_LENGTH
from movements.compile.changes import PARTS
from movements.forms.filings import StepForm
from thidua.text import clean_text


@dataclass(frozen=True)
class MarkRow:
    """One thing that may be pointed at: a box by its code, or a part of the filing."""

    code: str
    name: str
    shown: str  # what stands in the box
    checked: bool
    remark: str

    @property
    def anchor(self):
        return self.code.replace(".", "-")

    @property
    def is_part(self):
        return self.code in PARTS


class CallBackForm(StepForm):
    """`marks` are read from check boxes, `remark-<code>` from the lines beside them."""

    correct_by = forms.DateField(
        label="Hạn sửa", required=False,
        help_text="Ngày đơn vị phải gửi lại; để trống thì lấy mức mặc định. Việc xét đúng hạn không đổi.",
        widget=forms.DateInput({"class": "w-auto", "autocomplete": "off"}),
    )  # fmt: skip
    paper_number = forms.CharField(
        label="Số văn bản", required=False, max_length=60, help_text="Phải có khi lý do cần văn bản. Ví dụ 12/CV-SNN."
    )
    paper_date = forms.DateField(
        label="Ngày văn bản", required=False, help_text="Ví dụ 18/12/2024.",
        widget=forms.DateInput({"class": "w-auto", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, *args, boxes, **kwargs):
        super().__init__(*args, boxes=boxes, **kwargs)
        self.boxes = boxes
        self.fields["marks"].choices += list(PARTS.items())
        self.fields["marks"].help_text = ""

    def rows(self):
        """Every box and part, with what was typed."""
        marked = set(self.data.getlist("marks")) if self.is_bound else set()
        named = [(box.code, box.indicator.name, box.shown) for box in self.boxes]
        named += [(code, name, "") for code, name in PARTS.items()]
        return [MarkRow(code, name, shown, code in marked, self._remark(code)) for code, name, shown in named]

    def _remark(self, code):
        return self.data.get(f"remark-{code}", "") if self.is_bound else ""

    def clean(self):
        cleaned = super().clean()
        remarks = {row.code: clean_text(row.remark) for row in self.rows() if row.remark.strip()}
        for code, text in remarks.items():
            if code not in cleaned.get("marks", ()):
                self.add_error("marks", f"Ô {code}: có lời nhắc nhưng chưa đánh dấu.")
            if len(text) > REMARK_LENGTH:
                self.add_error("marks", f"Ô {code}: lời nhắc dài quá {REMARK_LENGTH} ký tự.")
        return cleaned | {"remarks": remarks}
