"""What an administrator types into the law as data. The boxes of a criterion come from its type's own description."""

from django import forms

from awards.actions.law import columns_of
from awards.checks import rule_type
from awards.enums import Standing
from awards.models import (
    AuthorityRule,
    BallotRule,
    ChecklistItem,
    ConsultationRule,
    DeadlineRule,
    EligibilityRule,
)

TABLES = {
    "tieu-chuan": EligibilityRule,
    "tham-quyen": AuthorityRule,
    "ty-le-phieu": BallotRule,
    "ho-so": ChecklistItem,
    "lay-y-kien": ConsultationRule,
    "thoi-han": DeadlineRule,
}
SLUGS = {model: slug for slug, model in TABLES.items()}
DAY = {"class": "w-auto", "autocomplete": "off", "placeholder": "ngày/tháng/năm"}
HELP = {
    "group": "Dòng cùng nhóm thay thế nhau. “can-cu/b”: các dòng cùng nhánh b phải đạt cả, các nhánh thay thế nhau.",
    "blocks": "Chỉ khi luật không cho đề nghị; nếu không, cổng chỉ cảnh báo.",
    "valid_from": "Ngày đầu áp dụng.",
    "valid_to": "Để trống: chưa có ngày hết.",
    "article": "Ví dụ: Điều 23 khoản 1 điểm a.",
    "subject": "Để trống: mọi đối tượng.",
    "occasion": "Để trống: mọi loại hình.",
    "award_code": "Để trống: mọi danh hiệu, hình thức.",
}
GROUND = ("instrument", "article", "valid_from", "valid_to", "note", "order")
MUST_NAME_AN_AWARD = (AuthorityRule, BallotRule, ConsultationRule)


def _day(label, *, required=False, help_text=""):
    return forms.DateField(label=label, required=required, help_text=help_text, widget=forms.DateInput(DAY))


def provision_form(model, typed, *, awards, row=None, kind=""):
    """The form of one row of a table: new (`row` None) or standing. `awards`: [(code, name)] of the catalogue."""
    left_out = {"kind", "parameters", *(() if row is None else ("code", "valid_from", "valid_to"))}
    names = [name for name in _names(model) if name not in left_out]
    made = forms.modelform_factory(model, form=_ProvisionForm, fields=names)
    first = {name: getattr(row, name) for name in names if name != "instrument"} if row else {}
    first |= {"instrument": row.instrument_id, "version": row.version} if row else {}
    form = made(typed, initial=first)
    form.shape(row, rule_type(row.kind if row else kind) if model is EligibilityRule else None, awards)
    return form


def _names(model):
    days = ["code", "valid_from", "valid_to"] if model is EligibilityRule else ["valid_from", "valid_to"]
    return [*columns_of(model), *days]


class _ProvisionForm(forms.ModelForm):
    """Reads boxes only: the act writes."""

    effective = _day(
        "Áp dụng từ ngày",
        help_text="Ghi ngày khi quy định thay đổi từ ngày đó: dòng cũ kết thúc hôm trước và còn nguyên. Để trống: "
        "sửa chỗ ghi sai của chính dòng này.",
    )
    reason = forms.CharField(label="Vì sao sửa", max_length=300, help_text="Ghi vào lịch sử, ví dụ số văn bản.")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def shape(self, row, kind, awards):
        self.row, self.kind = row, kind
        self.fields["instrument"].empty_label = "– chọn văn bản –"
        self._name_awards(awards)
        for name, text in HELP.items():
            if name in self.fields:
                self.fields[name].help_text = text
        for name in ("subject", "occasion"):
            if name in self.fields:
                self.fields[name].choices = [("", "– mọi loại –"), *self.fields[name].choices[1:]]
        for name in ("valid_from", "valid_to"):
            if name in self.fields:
                self.fields[name].widget.attrs.update(DAY)
        if row is None:
            del self.fields["effective"], self.fields["reason"], self.fields["version"]
            self.fields["valid_from"].required = True
        for one in kind.parameters if kind else ():
            self.fields[f"p_{one.name}"] = _parameter_box(one, awards, row)

    def _name_awards(self, awards):
        must = isinstance(self.instance, MUST_NAME_AN_AWARD)
        first = ("", "– chọn –" if must else "– mọi danh hiệu, hình thức –")
        label, help_text = "Danh hiệu, hình thức", "" if must else HELP["award_code"]
        self.fields["award_code"] = forms.ChoiceField(
            label=label, choices=[first, *awards], required=must, help_text=help_text,
            initial=self.initial.get("award_code"),
        )  # fmt: skip

    def _post_clean(self):
        """No row is made here: the act checks what must hold together and says so by box."""

    @property
    def columns(self):
        """{column: value} as the acts take it."""
        own = {"effective", "reason", "version"}
        given = {name: value for name, value in self.cleaned_data.items() if name not in own and name[:2] != "p_"}
        return given | ({"kind": self.kind.kind, "parameters": self._parameters()} if self.kind else {})

    def _parameters(self):
        """Only what says more than its default, so that a row stays readable."""
        given = {one.name: self.cleaned_data.get(f"p_{one.name}") for one in self.kind.parameters}
        plain = {one.name: one.default for one in self.kind.parameters}
        return {name: value for name, value in given.items() if value not in (None, "") and value != plain[name]}

    @property
    def groups(self):
        """(title, boxes): the content, the type's own boxes, the ground and days."""
        ground = [name for name in GROUND if name in self.fields]
        asked = [name for name in self.fields if name.startswith("p_")]
        last = [name for name in ("effective", "reason") if name in self.fields]
        rest = [name for name in self.fields if name not in (*ground, *asked, *last, "version")]
        titles = (
            ("Nội dung", rest), (self.kind.label if self.kind else "", asked), ("Căn cứ và hiệu lực", ground),
            ("Ngày áp dụng và lý do", last),
        )  # fmt: skip
        return [(title, [self[name] for name in names]) for title, names in titles if names]


def _parameter_box(one, awards, row):
    """The box of one parameter: a number, a tick, a choice, an award, or words."""
    kept = row.parameters.get(one.name, one.default) if row else one.default
    given = {"label": one.label, "help_text": one.help, "required": one.default is None, "initial": kept}
    if one.box == "flag":
        return forms.BooleanField(**(given | {"required": False}))
    if one.box == "whole":
        return _whole_box(one, given)
    if one.box == "choice":
        return forms.ChoiceField(**given, choices=[("", "– chọn –"), *one.choices])
    if one.box == "award":
        return forms.ChoiceField(**given, choices=[("", "– chọn –"), *awards])
    return forms.CharField(**given, max_length=one.longest)


def _whole_box(one, given):
    span = f"Ghi một số nguyên từ {one.least} đến {one.most}."
    said = dict.fromkeys(("invalid", "min_value", "max_value"), span)
    return forms.IntegerField(**given, min_value=one.least, max_value=one.most, error_messages=said)


class KindForm(forms.Form):
    """Which type of criterion a new row is of."""

    kieu = forms.ChoiceField(label="Kiểu tiêu chuẩn")

    def __init__(self, *args, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kieu"].choices = [(one.kind, one.label) for one in kinds]


class EndForm(forms.Form):
    last_day = _day("Ngày cuối cùng còn áp dụng", help_text="Để trống: bỏ ngày hết chưa đến.")
    reason = forms.CharField(label="Căn cứ", max_length=300, help_text="Văn bản làm quy định này hết hiệu lực.")
    version = forms.IntegerField(widget=forms.HiddenInput)


class ConfirmForm(forms.Form):
    standing = forms.ChoiceField(label="Mức đối chiếu", choices=Standing.choices)
    reason = forms.CharField(
        label="Đã đối chiếu với", max_length=300, help_text="Văn bản nào, trang nào, ai đọc. Ghi vào lịch sử."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
