"""What an administrator types into the dictionary. Numbers are read by `parse_number`, and nothing typed is lost."""

from django import forms
from django.core.validators import RegexValidator

from movements.actions import COLUMNS
from movements.actions.indicator_words import SCOPES
from movements.enums import Better, Entry, FormulaKind, Line, OverTime, OverUnits, PeriodKind
from movements.models import DirectivePoint, Indicator, Movement
from thidua.text import NumberRefused, box_number, clean_line, clean_text, parse_number
from units.enums import UnitKind
from units.models import Unit

RESERVED = frozenset({"moi", "vi-du"})  # words of addresses
DAY = {"class": "w-auto", "autocomplete": "off", "placeholder": "ngày/tháng/năm"}
NONE = ("", "– không chọn –")
GROUPS = (
    ("Tên và nơi đứng", ("code", "name", "point", "movement", "core", "order")),
    (
        "Đơn vị tính và cách lấy số",
        ("entry", "unit_of_measure", "decimals", "numerator_label", "denominator_label", "part_unit", "part_decimals",
         "multiplier"),
    ),
    ("Công thức", ("formula_kind", "formula_of", "formula_over")),
    ("Cộng và so sánh", ("line", "over_units", "over_time", "frequency", "better")),
    ("Kiểm tra và xác nhận", ("plausible_min", "plausible_max", "plausible_scope", "confirmed_by")),
    ("Hiệu lực và nguồn", ("valid_from", "source", "note")),
)  # fmt: skip


def _small(label, *, most, help_text=""):
    return forms.IntegerField(
        label=label, min_value=0, max_value=most, help_text=help_text,
        widget=forms.NumberInput({"class": "w-auto", "autocomplete": "off"}),
    )  # fmt: skip


def _line(label, length, *, required=False, help_text=""):
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text)


def _number(label, help_text=""):
    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "w-auto"})
    return forms.CharField(label=label, required=False, max_length=40, help_text=help_text, widget=widget)


def _day(label, *, required=False, help_text=""):
    return forms.DateField(label=label, required=required, help_text=help_text, widget=forms.DateInput(DAY))


class IndicatorForm(forms.Form):
    """The whole row; the day from which a new meaning holds and the version the page was made with come along."""

    code = forms.CharField(
        label="Mã", max_length=20, help_text="Ví dụ D2.38. Không đổi được sau khi lưu.",
        validators=[RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9.\-]*$", "Mã gồm chữ không dấu, số, dấu chấm, gạch nối.")],
    )  # fmt: skip
    name = _line("Tên chỉ tiêu", 300, required=True)
    point = forms.ModelChoiceField(
        label="Điểm của Chỉ thị", queryset=DirectivePoint.objects.none(), empty_label=None
    )  # fmt: skip
    movement = forms.ModelChoiceField(
        label="Phong trào",
        queryset=Movement.objects.none(),
        required=False,
        empty_label="– không thuộc phong trào nào –",
    )
    core = forms.BooleanField(label="Chỉ tiêu cốt lõi", required=False)
    order = _small("Thứ tự", most=100000, help_text="Số nhỏ đứng trước trong mẫu nhập và báo cáo.")
    entry = forms.ChoiceField(label="Cách lấy số", choices=Entry)
    unit_of_measure = _line("Đơn vị tính", 60, required=True)
    decimals = _small("Số chữ số thập phân", most=6)
    numerator_label = _line("Vế trên", 200, help_text="Với cách nhập hai vế: tử số là gì.")
    denominator_label = _line("Vế dưới", 200, help_text="Với cách nhập hai vế: mẫu số là gì.")
    part_unit = _line("Đơn vị tính của hai vế", 60)
    part_decimals = _small("Số chữ số thập phân của hai vế", most=6)
    multiplier = forms.IntegerField(
        label="Hệ số", min_value=1, max_value=1000000, help_text="100 cho phần trăm, 10000 cho “trên một vạn dân”.",
        widget=forms.NumberInput({"class": "w-auto", "autocomplete": "off"}),
    )  # fmt: skip
    formula_kind = forms.ChoiceField(label="Công thức", choices=[NONE, *FormulaKind.choices], required=False)
    formula_of = forms.ChoiceField(label="Tính từ", required=False)
    formula_over = forms.ChoiceField(
        label="Chia cho", required=False,
        help_text="Với “lũy kế so với số được phê duyệt”: để trống thì chia cho mục tiêu năm.",
    )  # fmt: skip
    line = forms.ChoiceField(label="Tuyến báo cáo", choices=Line)
    over_units = forms.ChoiceField(label="Cộng theo đơn vị", choices=OverUnits)
    over_time = forms.ChoiceField(label="Cộng theo thời gian", choices=OverTime)
    frequency = forms.ChoiceField(label="Kỳ lấy số", choices=PeriodKind)
    better = forms.ChoiceField(label="Chiều tốt", choices=Better)
    plausible_min = _number("Mức hợp lý từ")
    plausible_max = _number("Mức hợp lý đến", "Số ngoài khoảng này phải giải trình khi gửi.")
    plausible_scope = forms.ChoiceField(label="Mức hợp lý áp dụng cho", choices=[NONE, *SCOPES.items()], required=False)
    confirmed_by = _line("Ai xác nhận", 200)
    valid_from = _day("Theo dõi từ", help_text="Để trống: từ trước khi dùng cổng.")
    source = _line("Nguồn", 400)
    note = forms.CharField(label="Ghi chú", required=False, max_length=2000, widget=forms.Textarea({"rows": 3}))
    effective = _day(
        "Áp dụng từ ngày",
        help_text="Bắt buộc khi đổi đơn vị tính, cách lấy số, công thức, cách cộng, hai vế. Kỳ kết thúc từ ngày này "
        "trở đi dùng định nghĩa mới; kỳ trước giữ định nghĩa cũ.",
    )
    reason = _line("Vì sao sửa", 300, help_text="Ghi vào lịch sử thay đổi, ví dụ số văn bản.")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, points, movements, sources, indicator=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        self.fields["point"].queryset = points
        self.fields["movement"].queryset = movements
        choices = [NONE, *((one.code, f"{one.code} {one.name}") for one in sources if one != indicator)]
        self.fields["formula_of"].choices = self.fields["formula_over"].choices = choices
        if indicator is not None:
            del self.fields["code"]
        else:
            del self.fields["effective"], self.fields["reason"]

    @property
    def groups(self):
        """(title, boxes) in the order of the page."""
        return [(title, [self[name] for name in names if name in self.fields]) for title, names in GROUPS]

    def clean_code(self):
        if self.cleaned_data["code"].lower() in RESERVED:
            raise forms.ValidationError("Mã này trùng với địa chỉ của cổng: chọn mã khác.")
        return self.cleaned_data["code"]

    def clean(self):
        cleaned = super().clean()
        for name in ("plausible_min", "plausible_max"):
            self._read_number(name, cleaned)
        low, high = cleaned.get("plausible_min"), cleaned.get("plausible_max")
        if isinstance(low, int) and isinstance(high, int) and low > high:
            self.add_error("plausible_max", "Mức trên phải bằng hoặc lớn hơn mức dưới.")
        self._check_entry(cleaned)
        return cleaned

    def _read_number(self, name, cleaned):
        if name not in cleaned or cleaned.get("decimals") is None:
            return
        try:
            cleaned[name] = parse_number(cleaned[name], decimals=cleaned["decimals"])
        except NumberRefused as refused:
            offers = f" Có phải: {' hay '.join(refused.suggestions)}?" if refused.suggestions else ""
            self.add_error(name, f"{refused}{offers}")

    def _check_entry(self, cleaned):
        """What belongs to one way of taking figures is demanded there and emptied elsewhere."""
        entry = cleaned.get("entry")
        if entry == Entry.RATE:
            for name in ("numerator_label", "denominator_label"):
                if not cleaned.get(name):
                    self.add_error(name, "Nhập hai vế thì phải ghi tên vế này.")
            if cleaned.get("over_units") == OverUnits.SUM:
                self.add_error("over_units", "Tỷ lệ không cộng được: chọn “tỷ số của hai tổng”.")
        was_formula = self.indicator is not None and self.indicator.is_formula
        if entry != Entry.FORMULA and cleaned.get("formula_kind") and not was_formula:
            self.add_error("formula_kind", "Chỉ dùng khi cách lấy số là “cổng tính”: đổi cách lấy số, hoặc bỏ chọn.")
        if entry != Entry.FORMULA:
            cleaned |= {"formula_kind": "", "formula_of": "", "formula_over": ""}
        elif cleaned.get("formula_kind") in FormulaKind.OF_YEARS:
            cleaned["formula_over"] = ""

    @property
    def columns(self):
        """The row's columns as the action takes them."""
        cleaned = {name: self.cleaned_data[name] for name in COLUMNS}
        lines = {name: clean_line(value) for name, value in cleaned.items() if isinstance(value, str)}
        return cleaned | lines | {"note": clean_text(cleaned["note"])}


def stored_indicator(indicator):
    """The form's first content."""
    given = {name: getattr(indicator, name) for name in COLUMNS}
    for name in ("plausible_min", "plausible_max"):
        given[name] = "" if given[name] is None else box_number(given[name], indicator.decimals)
    return given | {"version": indicator.version}


class EndForm(forms.Form):
    last_day = _day(
        "Theo dõi đến hết ngày", help_text="Kỳ kết thúc sau ngày này không còn ô nhập. Để trống: tiếp tục theo dõi."
    )
    reason = _line("Căn cứ", 300, required=True, help_text="Văn bản hoặc lý do kết thúc, tiếp tục.")
    version = forms.IntegerField(widget=forms.HiddenInput)


class AliasForm(forms.Form):
    name = _line("Tên khác", 300, required=True)
    source = _line("Nguồn", 500, required=True, help_text="Văn bản, bảng số liệu dùng tên này.")


class BreakForm(forms.Form):
    on = _day("Từ ngày", required=True)
    reason = _line("Lý do", 300, required=True, help_text="Ví dụ: đổi chuẩn nghèo, đổi địa bàn, đổi cách tính.")
    source = _line("Nguồn", 500)


class DutyForm(forms.Form):
    unit_kind = forms.ChoiceField(label="Mọi đơn vị loại", choices=[NONE, *UnitKind.choices], required=False)
    unit = forms.ModelChoiceField(
        label="Hoặc một đơn vị", queryset=Unit.objects.none(), required=False, empty_label=NONE[1]
    )  # fmt: skip
    valid_from = _day("Từ ngày", help_text="Bắt buộc khi chỉ tiêu đã có số liệu.")
    note = _line("Ghi chú", 300)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class DutyEndForm(forms.Form):
    last_day = _day("Báo cáo đến hết ngày", required=True)


def picked_indicator(form):
    """An unsaved row of what stands in the form, read as far as it can be: for the worked example."""
    form.is_valid()
    chosen = {name: form.data.get(name) for name in ("formula_kind", "formula_of", "formula_over")}
    read = {name: form.cleaned_data.get(name) for name in ("multiplier", "decimals", "unit_of_measure")}
    given = chosen | read
    return Indicator(
        code=form.indicator.code if form.indicator else form.cleaned_data.get("code", ""), entry=Entry.FORMULA,
        **{name: value for name, value in given.items() if value not in (None, "")},
    )  # fmt: skip
