"""What people type of a decision of another issuer. What must hold is said by the acts."""

from django import forms

from awards.actions.external import Head
from awards.actions.record_checks import OTHER_AWARD
from awards.enums import AwardKind, Occasion
from awards.forms_honorees import NumberBox
from awards.forms_opinions import DAY
from awards.models import AwardType, Honoree


class HeadForm(forms.Form):
    number = forms.CharField(label="Số quyết định", max_length=60, required=False, help_text="Ví dụ 1502/QĐ-TTg.")
    decided_on = forms.DateField(label="Ngày quyết định", required=False, help_text=DAY)
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)
    title = forms.CharField(label="Trích yếu", max_length=400, required=False)
    file = forms.FileField(label="Bản quyết định", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    for _box in (number, decided_on, issuer):
        _box.some_must = True
    del _box

    def head(self):
        return Head(**{name: self.cleaned_data[name] for name in ("number", "decided_on", "issuer", "title")})


class HonoreeBoxes(forms.ModelMultipleChoiceField):
    def label_from_instance(self, honoree):
        where = "" if honoree.unit.name == honoree.name else f", {honoree.unit.name}"
        return f"{honoree.name}{f', {honoree.position}' if honoree.position else ''}{where}"


class GivenForm(forms.Form):
    """One award of the decision, to as many as are ticked."""

    honorees = HonoreeBoxes(
        label="Đối tượng", queryset=Honoree.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    award_code = forms.ChoiceField(label="Danh hiệu, hình thức", required=False)
    award_name = forms.CharField(
        label="Tên ghi trong quyết định", max_length=200, required=False,
        help_text="Để trống thì lấy tên trong danh mục; bắt buộc khi chọn “Khác”.",
    )  # fmt: skip
    year = NumberBox(label="Năm của kỳ", help_text="Năm học thì ghi năm bắt đầu.")
    occasion = forms.ChoiceField(
        label="Loại hình khen thưởng", required=False, choices=[("", "– chưa rõ –"), *Occasion.choices]
    )
    achievement = forms.CharField(label="Thành tích được khen", max_length=400, required=False)
    for _box in (honorees, award_code):
        _box.some_must = True
    del _box

    def __init__(self, *args, honorees, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["honorees"].queryset = honorees
        names = {kind: {} for kind in AwardKind.values}
        for award in AwardType.objects.order_by("order", "valid_from"):
            names[award.kind].setdefault(award.code, award.name)
        groups = [(AwardKind(kind).label.capitalize(), list(found.items())) for kind, found in names.items() if found]
        self.fields["award_code"].choices = [("", "– chọn –"), *groups, (OTHER_AWARD, "Khác, ghi tên ở ô dưới")]


class WhyForm(forms.Form):
    reason = forms.CharField(label="Lý do", max_length=300, required=False, widget=forms.Textarea({"rows": 3}))
    reason.some_must = True
