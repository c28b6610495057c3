"""What people type around revocations. What must hold is said by the acts."""

from django import forms

from awards.actions.recovering import Returned, verdicts_of
from awards.actions.revocations import Case, Proposal
from awards.actions.revoking import Ending
from awards.enums_revocations import FlagVerdict, RecoveryKind, RevocationGround
from awards.forms_issuing import AREA, NumberBox, Versioned, must
from awards.forms_opinions import DAY
from awards.models import HeldAward


class AwardBoxes(forms.ModelMultipleChoiceField):
    def label_from_instance(self, held):
        return (
            f"{held.award_name} ({held.years}), quyết định {held.decision_number} ngày {held.decided_on:%d/%m/%Y} "
            f"của {held.issuer}"
        )


class CaseForm(Versioned):
    awards = AwardBoxes(
        label="Khen thưởng", queryset=HeldAward.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Các khen thưởng do cùng một nơi quyết định.",
    )  # fmt: skip
    ground = forms.ChoiceField(
        label="Căn cứ hủy bỏ", choices=RevocationGround.choices, required=False, widget=forms.RadioSelect,
        help_text="Điều 93 Luật Thi đua, khen thưởng.",
    )  # fmt: skip
    facts = forms.CharField(label="Nội dung vi phạm", max_length=20_000, **AREA)
    basis = forms.CharField(
        label="Văn bản làm căn cứ", max_length=200, required=False,
        help_text="Số, ký hiệu và nơi ban hành, ví dụ Kết luận 14/KL-TTr của Thanh tra tỉnh.",
    )  # fmt: skip
    basis_date = forms.DateField(label="Ngày văn bản làm căn cứ", required=False, help_text=DAY)
    file = forms.FileField(label="Tệp văn bản làm căn cứ", required=False)
    must(awards, ground, facts, basis, basis_date)

    def __init__(self, *args, awards=None, **kwargs):
        """`awards`: those that may be chosen; None when an open case is corrected."""
        super().__init__(*args, **kwargs)
        if awards is None:
            del self.fields["awards"]
        else:
            self.fields["awards"].queryset = awards

    def case(self):
        return Case(**{name: self.cleaned_data[name] for name in ("ground", "facts", "basis", "basis_date", "file")})


class NoteForm(forms.Form):
    note = forms.CharField(label="Lý do", max_length=2000, **AREA)
    must(note)


class ProposalForm(forms.Form):
    number = forms.CharField(label="Số văn bản", max_length=60, required=False, help_text="Ví dụ 41/TTr-SNV.")
    signed_on = forms.DateField(label="Ngày văn bản", required=False, help_text=DAY)
    file = forms.FileField(label="Bản đã ký", required=False, help_text="Tệp PDF đã ký.")
    must(number, signed_on, file)

    def words(self):
        return {"proposal": Proposal(**self.cleaned_data)}


class EndingForm(forms.Form):
    number = forms.CharField(label="Số quyết định", max_length=60, required=False, help_text="Ví dụ 12/QĐ-UBND.")
    revoked_on = forms.DateField(label="Ngày quyết định", required=False, help_text=DAY)
    issuer = forms.CharField(label="Cơ quan quyết định", max_length=200, required=False)
    file = forms.FileField(
        label="Bản đã ký", required=False, help_text="Tệp PDF của quyết định hủy bỏ đã ký, đóng dấu."
    )
    must(number, revoked_on, issuer, file)

    def __init__(self, *args, decided_here, **kwargs):
        super().__init__(*args, **kwargs)
        if decided_here:
            del self.fields["issuer"]

    def words(self):
        return {"ending": Ending(**self.cleaned_data)}


class FlagForm(forms.Form):
    verdict = forms.ChoiceField(label="Xử lý", choices=(), required=False, widget=forms.RadioSelect)
    note = forms.CharField(label="Lý do, căn cứ", max_length=400, **AREA)
    must(verdict, note)

    def __init__(self, *args, flag, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = [(one, FlagVerdict(one).label) for one in verdicts_of(flag)]


class RecoverForm(Versioned):
    amount = NumberBox(
        label="Số tiền phải thu hồi (đồng)", help_text="Cổng chưa biết số tiền này; không có tiền thưởng thì ghi 0."
    )
    money = NumberBox(label="Số tiền thu lần này (đồng)")
    on = forms.DateField(label="Ngày thu hồi", required=False, help_text=DAY)
    paper = forms.CharField(
        label="Biên bản, phiếu thu", max_length=200, required=False, help_text="Số, ngày; ví dụ PT 15 ngày 05/01/2026."
    )
    must(on, paper)

    def __init__(self, *args, recovery, **kwargs):
        super().__init__(*args, **kwargs)
        if recovery.kind == RecoveryKind.OBJECT:
            del self.fields["money"]
        if recovery.kind == RecoveryKind.OBJECT or recovery.amount is not None:
            del self.fields["amount"]

    def words(self):
        typed = dict(self.cleaned_data)
        return {"version": typed.pop("version"), "returned": Returned(**typed)}
