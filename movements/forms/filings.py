"""Reading what was typed into a filing. Good boxes become input for the action; bad ones keep what was typed."""

from dataclasses import dataclass, field, replace

from django import forms

from movements.actions import BoxInput
from movements.arithmetic import contradiction
from thidua.models import Reason
from thidua.text import NumberRefused, box_number, clean_text, parse_number


@dataclass
class BoxField:
    """One box on the page: the row's content, or what was just typed into it with what is wrong."""

    box: object
    value: str = ""
    denominator: str = ""
    nothing: bool = False
    note: str = ""
    version: int = 0
    error: str = ""
    suggestions: list[str] = field(default_factory=list)
    conflict: str = ""  # what somebody else has written meanwhile
    finding: object = None

    @property
    def other(self):
        """The row that somebody else wrote meanwhile: who, and when."""
        return self.box.figure if self.conflict else None

    @property
    def blocks(self):
        """Whether this box keeps the filing from going on."""
        return bool(self.error or self.conflict or (self.finding and self.finding.blocks))

    @property
    def says_finding(self):
        """What the checks ask stands beside the box; that it is still empty is seen, counted and listed on top."""
        asked = self.finding is not None and not self.finding.explained and self.finding.code != "missing"
        return asked and not self.error and not self.conflict

    @property
    def has_note_box(self):
        """A note is asked for where one stands, or where a finding may be explained."""
        return bool(self.note or (self.finding and self.finding.code not in ("missing", "half")))

    @property
    def same(self):
        """(value, denominator, nothing) of the last period as they would be typed; None where there is none."""
        before, decimals = self.box.before, self.box.indicator.box_decimals
        if before is None:
            return None
        return _shown(before.value, decimals), _shown(before.denominator, decimals), before.nothing

    @property
    def anchor(self):
        return self.box.indicator.anchor

    @property
    def look(self):
        if self.error or self.conflict:
            return "is-invalid"
        return "is-explained" if self.finding and self.finding.explained else ""


@dataclass(frozen=True)
class SectionFields:
    section: object
    fields: tuple[BoxField, ...]

    @property
    def has_errors(self):
        return any(f.error or f.conflict for f in self.fields)


def stored_fields(sections, findings=()):
    """The page as the rows have it."""
    found = {finding.box.code: finding for finding in findings}
    return [
        SectionFields(section, tuple(stored_field(box, found.get(box.code)) for box in section.boxes))
        for section in sections
    ]


def stored_field(box, finding=None):
    """One box as its row has it."""
    figure = box.figure
    if figure is None:
        return BoxField(box, finding=finding)
    decimals = box.indicator.box_decimals
    return BoxField(
        box,
        value=_shown(figure.value, decimals),
        denominator=_shown(figure.denominator, decimals),
        nothing=figure.nothing,
        note=figure.note,
        version=figure.version,
        finding=finding,
    )


def _shown(value, decimals):
    return "" if value is None else box_number(value, decimals)


def read_boxes(post, sections):
    """Reads the boxes that the page sent. Returns (inputs to save, the page's fields with what was typed).

    `bo` names a box whose typing is given up for what somebody else has written there.
    """
    inputs, pages = [], []
    for section in sections:
        fields = []
        for box in section.boxes:
            if f"ver-{box.indicator.anchor}" not in post or post.get("bo") == box.code:
                fields.append(stored_field(box))
                continue
            content, typed = read_box(post, box)
            if content is not None:
                inputs.append(content)
            fields.append(typed)
        pages.append(SectionFields(section, tuple(fields)))
    return inputs, pages


def read_box(post, box):
    """One box as it was sent: (input to save, or None when it cannot be read; the field with what was typed)."""
    typed = _typed(post, box)
    return _read(typed), typed


def _typed(post, box):
    anchor = box.indicator.anchor
    version = post.get(f"ver-{anchor}", "0")
    return BoxField(
        box,
        value=post.get(f"v-{anchor}", "").strip(),
        denominator=post.get(f"m-{anchor}", "").strip(),
        nothing=f"n-{anchor}" in post,
        note=clean_text(post.get(f"g-{anchor}", "")),
        version=int(version) if version.isdecimal() else 0,
    )


def _read(typed):
    """The typed box as input, or None with the reason left in the field."""
    indicator = typed.box.indicator
    try:
        value = parse_number(typed.value, decimals=indicator.box_decimals)
        denominator = parse_number(typed.denominator, decimals=indicator.box_decimals) if indicator.is_rate else None
        _check(typed, value, denominator)
    except NumberRefused as refused:
        typed.error, typed.suggestions = str(refused), list(refused.suggestions)
        return None
    return BoxInput(indicator.pk, typed.version, value, denominator, typed.nothing, typed.note)


def _check(typed, value, denominator):
    fault = contradiction(typed.box.indicator, value=value, denominator=denominator, nothing=typed.nothing)
    if fault:
        raise NumberRefused(fault)


def pages_after_save(pages, conflicts, sections, findings):
    """The page to show when something could not be saved: fresh rows, and what was typed where it stands refused.

    `conflicts` are codes of boxes that somebody else changed meanwhile: beside the typed text stands their value.
    """
    refused = {f.box.code: f for page in pages for f in page.fields if f.error or f.box.code in conflicts}
    return [
        SectionFields(
            page.section, tuple(_refused(refused[f.box.code], f) if f.box.code in refused else f for f in page.fields)
        )
        for page in stored_fields(sections, findings)
    ]


def _refused(typed, stored):
    return conflicting(typed, stored) if not typed.error else _over(typed, stored)


def conflicting(typed, stored):
    """What was typed, beside what somebody else has written meanwhile; saved again, it replaces that."""
    return replace(_over(typed, stored), conflict=stored.box.answer)


def _over(typed, stored):
    return replace(typed, box=stored.box, version=stored.version, finding=stored.finding)


class NarrativeForm(forms.Form):
    """The three prompted narratives. `text_version` is the one the page was made with."""

    highlights = forms.CharField(
        label="Kết quả nổi bật", required=False, max_length=10000, widget=forms.Textarea({"rows": 4}),
        help_text="Hai, ba việc cụ thể có số liệu: làm gì, ở đâu, hơn kỳ trước ra sao.",
    )  # fmt: skip
    difficulties = forms.CharField(
        label="Khó khăn, tồn tại", required=False, max_length=10000, widget=forms.Textarea({"rows": 4}),
        help_text="Việc nào chưa đạt và vì sao; phần nào tự mình khắc phục được.",
    )  # fmt: skip
    proposals = forms.CharField(
        label="Kiến nghị", required=False, max_length=10000, widget=forms.Textarea({"rows": 3}),
        help_text="Đề nghị ai làm gì, trước ngày nào. Không có thì để trống.",
    )  # fmt: skip
    text_version = forms.IntegerField(widget=forms.HiddenInput({"data-version": ""}))


class StepForm(forms.Form):
    """The words a step asks for: a coded reason, a note, the boxes pointed at."""

    reason = forms.ChoiceField(label="Lý do", required=False)
    note = forms.CharField(label="Ghi rõ", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
    marks = forms.MultipleChoiceField(
        label="Ô cần sửa", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Đánh dấu đúng ô sai để đơn vị thấy ngay chỗ phải sửa.",
    )  # fmt: skip

    def __init__(self, *args, flow, step, boxes=(), **kwargs):
        super().__init__(*args, **kwargs)
        if step.reasons:
            rows = Reason.objects.for_act(flow.name, step.reasons)
            self.fields["reason"].choices = [("", "– chọn lý do –"), *((row.code, str(row)) for row in rows)]
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]
        self.fields["note"].required = step.needs_note
        if boxes:
            self.fields["marks"].choices = [(box.code, f"{box.code} {box.indicator.name}") for box in boxes]
        else:
            del self.fields["marks"]


class EvidenceForm(forms.Form):
    file = forms.FileField(
        label="Tài liệu minh chứng",
        help_text="PDF, ảnh JPEG hoặc PNG, Word (.docx), Excel (.xlsx); mỗi tệp không quá 20 MB.",
        widget=forms.ClearableFileInput({"accept": ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"}),
        error_messages={"required": "Chọn một tệp.", "empty": "Tệp này rỗng."},
    )
