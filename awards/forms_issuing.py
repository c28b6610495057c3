"""What people type around decisions, money and what follows. What must hold is said by the acts."""

from django import forms

from awards.actions.afterwards import HANDLERS, Asked, Letter
from awards.actions.drafts import Papers
from awards.actions.money import Budget, Spent
from awards.enums_issuing import ComplaintKind, FundUse, Payer, ReissueKind
from awards.forms_opinions import DAY, LineBoxes
from awards.models import BonusPayment, Nomination
from thidua.signing import MOST_KEY, SigningKey
from thidua.text import format_number, parse_number
from units.models import RoleHolding, User

CHOOSE = ("", "– chọn –")
AREA = {"widget": forms.Textarea({"rows": 3}), "required": False}


class NumberBox(forms.CharField):
    """A whole number as people type it: 1.234.567. None while it is empty."""

    def __init__(self, **options):
        attrs = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(max_length=25, required=False, widget=forms.TextInput(attrs), **options)
        self.some_must = True

    def prepare_value(self, value):
        return format_number(value, 0) if isinstance(value, int) else value

    def to_python(self, value):
        text = super().to_python(value)
        try:
            return parse_number(text, decimals=0) if text else None
        except ValueError as refused:
            raise forms.ValidationError(str(refused)) from None


class Versioned(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_version(self):
        return self.cleaned_data["version"] or 0


def must(*boxes):
    for box in boxes:
        box.some_must = True


class DossierLines(LineBoxes):
    def label_from_instance(self, line):
        return f"{line.honoree.name}, {line.honoree.unit.name}: {line.award.name} ({line.dossier.title})"


class DraftForm(Versioned):
    title = forms.CharField(
        label="Trích yếu", max_length=400, required=False, help_text="Ví dụ: Về việc tặng Bằng khen."
    )
    lines = DossierLines(
        label="Các dòng", queryset=Nomination.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Dòng đủ điều kiện của các hồ sơ đang trình ký hoặc đã ký; mỗi dòng chỉ ở một dự thảo.",
    )  # fmt: skip
    must(title, lines)

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lines"].queryset = lines


class ReasonForm(Versioned):
    why = forms.CharField(label="Lý do", max_length=400, **AREA)
    must(why)


class IssueDraftForm(Versioned):
    number = NumberBox(label="Số")
    issued_on = forms.DateField(label="Ngày ban hành", required=False, help_text=DAY)
    file = forms.FileField(label="Bản đã ký", required=False, help_text="Tệp PDF của quyết định đã ký, đóng dấu.")
    key = forms.FileField(
        label="Chứng thư số", required=False,
        help_text="Tệp .p12 hoặc .pfx để ký số tệp trên, hoặc ký bản PDF của cổng khi không có tệp. Không lưu lại.",
    )  # fmt: skip
    password = forms.CharField(
        label="Mật khẩu chứng thư", max_length=200, required=False, strip=False,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )  # fmt: skip
    must(issued_on, file)

    def __init__(self, *args, registered, **kwargs):
        super().__init__(*args, **kwargs)
        if registered:
            del self.fields["number"], self.fields["issued_on"]

    def papers(self):
        typed = self.cleaned_data
        key = typed["key"]
        given = SigningKey(key.read(MOST_KEY + 1), typed["password"]) if key else None
        return Papers(typed["file"], given, typed.get("number"), typed.get("issued_on"))


# --- Money ------------------------------------------------------------------------------------------------------------


class BudgetForm(Versioned):
    base = NumberBox(
        label="Dự toán chi thường xuyên (đồng)", help_text="Của cả năm; mức trần của quỹ tính trên số này."
    )
    allotted = NumberBox(label="Số đã bố trí cho quỹ (đồng)")
    document = forms.CharField(label="Văn bản giao dự toán", max_length=200, required=False)
    must(document)

    def budget(self):
        return Budget(**{name: self.cleaned_data[name] for name in ("base", "allotted", "document")})


class FundForm(BudgetForm):
    year = NumberBox(label="Năm")
    field_order = ("year", "base", "allotted", "document")


class SpendForm(forms.Form):
    use = forms.ChoiceField(label="Nội dung chi", choices=[CHOOSE, *FundUse.choices], required=False)
    amount = NumberBox(label="Số tiền (đồng)")
    on = forms.DateField(label="Ngày chi", required=False, help_text=DAY)
    document = forms.CharField(label="Chứng từ", max_length=120, required=False)
    note = forms.CharField(label="Diễn giải", max_length=300, required=False)
    must(use, on, document)

    def spent(self):
        return Spent(**self.cleaned_data)


class PayerForm(Versioned):
    payer = forms.ChoiceField(label="Nguồn chi", choices=Payer.choices, required=False)
    payer_name = forms.CharField(
        label="Tên cơ quan chi", max_length=200, required=False, help_text="Khi cơ quan khác chi."
    )
    amount = NumberBox(label="Số tiền (đồng)")
    why = forms.CharField(label="Lý do", max_length=300, help_text="Bắt buộc khi đổi số tiền.", **AREA)
    must(payer, why)


class PaymentBoxes(forms.ModelMultipleChoiceField):
    def label_from_instance(self, row):
        return f"{row.line.name_then}: {format_number(row.amount, 0)} đồng"


class PayForm(forms.Form):
    payments = PaymentBoxes(
        label="Các dòng", queryset=BonusPayment.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    paid_on = forms.DateField(label="Ngày chi", required=False, help_text=DAY)
    voucher = forms.CharField(
        label="Chứng từ", max_length=120, required=False, help_text="Ví dụ UNC 12 ngày 05/01/2026."
    )
    must(payments, paid_on, voucher)

    def __init__(self, *args, payments, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["payments"].queryset = payments


# --- Afterwards -------------------------------------------------------------------------------------------------------


class HandoverForm(forms.Form):
    lines = LineBoxes(
        label="Các dòng", queryset=Nomination.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    handed_on = forms.DateField(label="Ngày trao", required=False, help_text=DAY)
    handed_by = forms.CharField(label="Người trao", max_length=200, required=False, help_text="Họ tên, chức vụ.")
    place = forms.CharField(label="Nơi trao", max_length=200, required=False)
    note = forms.CharField(label="Ghi chú", max_length=300, required=False)
    must(lines, handed_on, handed_by)

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lines"].queryset = lines
        self.fields["lines"].initial = [line.pk for line in lines if not hasattr(line, "handover")]


class ReissueForm(forms.Form):
    kind = forms.ChoiceField(label="Loại", choices=[CHOOSE, *ReissueKind.choices], required=False)
    asked_by = forms.CharField(label="Người đề nghị", max_length=200, required=False)
    received_on = forms.DateField(label="Ngày nhận đề nghị", required=False, help_text=DAY)
    reason = forms.CharField(label="Lý do", max_length=400, help_text="Hư hỏng, mất, sai thông tin và vì sao.", **AREA)
    file = forms.FileField(label="Đơn đề nghị", required=False)
    must(kind, asked_by, received_on, reason)

    def asked(self):
        return Asked(**self.cleaned_data)


class SettleForm(Versioned):
    done = forms.TypedChoiceField(
        label="Kết quả giải quyết", choices=[("1", "Cấp"), ("0", "Không cấp")], coerce=lambda value: value == "1",
        widget=forms.RadioSelect, initial="1",
    )  # fmt: skip
    done_on = forms.DateField(label="Ngày giải quyết", required=False, help_text=DAY)
    document = forms.CharField(label="Số văn bản giải quyết", max_length=120, required=False)
    result = forms.CharField(label="Kết quả", max_length=400, help_text="Khi không cấp, ghi vì sao.", **AREA)
    file = forms.FileField(label="Văn bản giải quyết", required=False)
    must(done_on, document, result)


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return person.full_name


def handlers():
    held = RoleHolding.objects.filter(role__in=HANDLERS, active=True).values("user")
    return User.objects.filter(is_active=True, pk__in=held).order_by("full_name")


class HandlerForm(Versioned):
    handler = PersonField(label="Người xử lý", queryset=User.objects.none(), required=False, empty_label="– chọn –")
    must(handler)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = handlers()


class LineChoice(forms.ModelChoiceField):
    def label_from_instance(self, line):
        return f"{line.name_then or line.honoree.name}: {line.award.name}"


class ComplaintForm(forms.Form):
    kind = forms.ChoiceField(label="Loại đơn", choices=[CHOOSE, *ComplaintKind.choices], required=False)
    sender = forms.CharField(label="Người gửi đơn", max_length=200, required=False)
    contact = forms.CharField(label="Địa chỉ, điện thoại", max_length=300, required=False)
    line = LineChoice(
        label="Về dòng", queryset=Nomination.objects.none(), required=False, empty_label="– cả quyết định –"
    )
    content = forms.CharField(label="Nội dung đơn", max_length=20_000, **AREA)
    received_on = forms.DateField(label="Ngày nhận đơn", required=False, help_text=DAY)
    due_on = forms.DateField(label="Hạn trả lời", required=False, help_text=DAY)
    handler = PersonField(label="Người xử lý", queryset=User.objects.none(), required=False, empty_label="– giao sau –")
    file = forms.FileField(label="Tệp đơn", required=False)
    must(kind, sender, content, received_on, due_on)

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = lines
        self.fields["handler"].queryset = handlers()

    def letter(self):
        names = ("kind", "sender", "contact", "content", "received_on", "due_on", "line", "file")
        return Letter(**{name: self.cleaned_data[name] for name in names})


class AnswerForm(Versioned):
    accepted = forms.TypedChoiceField(
        label="Kết quả xử lý", choices=[("1", "Trả lời đơn"), ("0", "Không thụ lý")],
        coerce=lambda value: value == "1", widget=forms.RadioSelect, initial="1",
    )  # fmt: skip
    answered_on = forms.DateField(label="Ngày trả lời", required=False, help_text=DAY)
    document = forms.CharField(label="Số văn bản trả lời", max_length=120, required=False)
    answer = forms.CharField(label="Nội dung trả lời", max_length=20_000, **AREA)
    file = forms.FileField(label="Văn bản trả lời", required=False)
    must(answered_on, document, answer)
