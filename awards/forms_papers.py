"""What people type for the papers of a dossier. What must hold is said by the acts."""

from django import forms

from awards.actions import Votes
from awards.compile.achievements import TEXTS
from thidua.text import parse_number

ROWS = {"profile": 6, "merits": 16, "honours": 10}
HEADS = {"profile": "Sơ lược", "merits": "Thành tích đạt được", "honours": "Các hình thức đã được khen thưởng"}
COLUMNS = (
    "held_on", "place", "chair", "chair_title", "secretary", "members", "present", "absent", "guests", "opinions",
)  # fmt: skip


class ReportForm(forms.Form):
    """The three parts of a report; `version` is the one the page was made with."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            widget = forms.Textarea({"rows": ROWS[name]})
            self.fields[name] = forms.CharField(label=HEADS[name], required=False, widget=widget)
        self.fields["merits"].help_text = "Mỗi dòng là một đoạn của báo cáo."

    def texts(self):
        return {name: self.cleaned_data[name] for name in TEXTS}


class CountField(forms.CharField):
    """A whole number as people type it; blank is None."""

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=8, widget=forms.TextInput({"inputmode": "numeric"}), **kwargs)

    def clean(self, value):
        try:
            number = parse_number(super().clean(value), decimals=0)
        except ValueError as refused:
            raise forms.ValidationError(str(refused)) from None
        if number is not None and not 0 <= number <= 9999:
            raise forms.ValidationError("Ghi một số từ 0 đến 9.999.")
        return number


class MinutesForm(forms.Form):
    """A meeting, and two boxes of votes for each line that is voted on (`votes`: compile.minutes.Vote)."""

    held_on = forms.DateField(label="Ngày họp", required=False, help_text="Ví dụ 05/01/2026.")
    place = forms.CharField(label="Địa điểm", required=False, max_length=200)
    chair = forms.CharField(label="Chủ trì", required=False, max_length=120)
    chair_title = forms.CharField(label="Chức vụ của người chủ trì", required=False, max_length=200)
    secretary = forms.CharField(label="Thư ký", required=False, max_length=120)
    members = CountField(label="Tổng số thành viên", help_text="Cả người vắng: tỷ lệ phiếu tính trên số này.")
    present = CountField(label="Số có mặt")
    absent = forms.CharField(
        label="Thành viên vắng", required=False, widget=forms.Textarea({"rows": 2}),
        help_text="Mỗi dòng một người, kèm lý do; người vắng được lấy phiếu bằng văn bản.",
    )  # fmt: skip
    guests = forms.CharField(label="Khách mời", required=False, widget=forms.Textarea({"rows": 2}))
    opinions = forms.CharField(label="Ý kiến tại cuộc họp", required=False, widget=forms.Textarea({"rows": 5}))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, votes, **kwargs):
        super().__init__(*args, **kwargs)
        self.votes = votes
        for vote in votes:
            self.fields[f"agreed_{vote.line}"] = CountField(label="Số phiếu đồng ý", initial=vote.agreed)
            self.fields[f"refused_{vote.line}"] = CountField(label="Số phiếu không đồng ý", initial=vote.refused)

    @property
    def vote_rows(self):
        return [(vote, self[f"agreed_{vote.line}"], self[f"refused_{vote.line}"]) for vote in self.votes]

    @property
    def boxes(self):
        return [self[name] for name in COLUMNS]

    def clean(self):
        cleaned = super().clean()
        for vote in self.votes:
            lone = cleaned.get(f"agreed_{vote.line}") is None and cleaned.get(f"refused_{vote.line}") is not None
            if lone and f"agreed_{vote.line}" not in self.errors:
                self.add_error(f"agreed_{vote.line}", "Ghi số phiếu đồng ý.")
        return cleaned

    def words(self):
        """(columns of the meeting, votes that were entered, the version read)."""
        given = self.cleaned_data
        votes = [
            Votes(vote.line, given[f"agreed_{vote.line}"], given[f"refused_{vote.line}"] or 0)
            for vote in self.votes
            if given[f"agreed_{vote.line}"] is not None
        ]
        return {"meeting": {name: given[name] for name in COLUMNS}, "votes": votes, "version": given["version"]}
