"""What people choose to be told, and what an officer writes beside a reminder."""

from django import forms

from units.enums import Channel, NoticeKind

OFFERED = [(kind, Channel.MAIL) for kind in NoticeKind.REMINDED] + [
    (kind, Channel.PORTAL) for kind in NoticeKind if kind in NoticeKind.OPTIONAL
]
BY_MAIL = [pair for pair in OFFERED if pair[1] == Channel.MAIL]


class ReminderNoteForm(forms.Form):
    note = forms.CharField(
        label="Lời nhắn", max_length=500, required=False, strip=True,
        help_text="Đứng sau phần nhắc việc trong thư, kèm tên đồng chí. Nhiều nhất 500 ký tự.",
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip


def box_of(pair):
    """The name of the box of one (kind, channel): "filing_due-mail"."""
    return "-".join(pair)


def read_choices(data, offered):
    """The pairs whose box is ticked."""
    return {pair for pair in offered if box_of(pair) in data}
