"""Sending a list of past years, and answering what its check has asked."""

from django import forms

from awards.enums import ImportKind
from awards.imports.people import NEW
from thidua.errors import Refused

PREFIX = "ai-"  # + key of a question: who is meant
LONGEST = 12  # digits of a key


class ListForm(forms.Form):
    kind = forms.ChoiceField(
        label="Danh sách gì", choices=ImportKind, initial=ImportKind.AWARDS, widget=forms.RadioSelect,
        error_messages={"required": "Chọn loại danh sách."},
    )  # fmt: skip
    file = forms.FileField(
        label="Tệp danh sách",
        help_text="Tệp .xlsx, .xls hoặc .csv; không quá 20 MB, 20.000 dòng; không có macro, mật khẩu.",
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls,.csv"}),
        error_messages={"required": "Chọn một tệp.", "empty": "Tệp này rỗng."},
    )


def read_sheets(post):
    """Indexes of the sheets ticked."""
    return [int(value) for value in post.getlist("trang") if _is_key(value)]


def read_choices(post, questions):
    """{question: key of an honoree, or NEW} of what was answered. Refused when nothing was."""
    answers = {question["key"]: post.get(PREFIX + question["key"], "") for question in questions}
    chosen = {key: int(value) for key, value in answers.items() if _is_key(value)}
    allowed = {question["key"]: {NEW, *(one["pk"] for one in question["candidates"])} for question in questions}
    chosen = {key: value for key, value in chosen.items() if value in allowed[key]}
    if not chosen:
        raise Refused("Chưa chọn đối tượng nào: mỗi người chọn một hồ sơ đã có, hoặc “Người khác, chưa có trong sổ”.")
    return chosen


def read_version(post):
    """The version that the page was made with; -1, which no list has, for anything else."""
    value = post.get("version", "")
    return int(value) if _is_key(value) else -1


def _is_key(text):
    return text.isascii() and text.isdecimal() and len(text) <= LONGEST
