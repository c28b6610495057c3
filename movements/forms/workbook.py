"""Sending a workbook, and saying which of its changes to take."""

from dataclasses import dataclass

from django import forms

from movements.actions import BoxInput
from thidua.errors import Conflict, Refused

NOT_SHOWN = -1  # a version that no row ever has


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label="Tệp Excel đã điền",
        help_text="Tệp .xlsx tải từ trang này (hoặc lưu lại dạng .xls); không quá 20 MB, không có macro, mật khẩu.",
        widget=forms.ClearableFileInput({"accept": ".xlsx,.xls"}),
        error_messages={"required": "Chọn một tệp.", "empty": "Tệp này rỗng."},
    )


@dataclass(frozen=True)
class Choice:
    """What the person takes from the file, with the versions that the page compared against."""

    boxes: list[BoxInput]
    texts: dict[str, str]
    text_version: int


def read_choice(post, difference):
    """As `choose`, from the boxes of the page."""
    versions = {change.key: _version(post.get(f"ver-{change.key}", "")) for change in difference.all_changes}
    return choose(difference, ticked=set(post.getlist("lay")), versions=versions)


def choose(difference, *, ticked, versions):
    """Plain changes are taken all; conflicts only where ticked. `versions` are those that the person compared with.

    Conflict when a change was not among them, Refused when nothing is chosen.
    """
    taken = [change for change in difference.all_changes if not change.conflict or change.key in ticked]
    if not taken:
        raise Refused("Chưa chọn mục nào để nhận: đánh dấu mục cần lấy số trong tệp, hoặc bỏ tệp này.")
    seen = {change.key: versions.get(change.key, NOT_SHOWN) for change in taken}
    if unseen := [change.code or change.name for change in taken if seen[change.key] == NOT_SHOWN]:
        raise Conflict(f"Chưa nhận ô nào: {', '.join(unseen)} vừa đổi trên cổng. Xem lại bảng đối chiếu mới.")
    boxes = [change for change in taken if change.indicator_id is not None]
    texts = [change for change in taken if change.indicator_id is None]
    return Choice(
        [BoxInput(change.indicator_id, seen[change.key], *change.content) for change in boxes],
        {change.key: change.content[0] for change in texts},
        min((seen[change.key] for change in texts), default=0),
    )


def _version(text):
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else NOT_SHOWN
