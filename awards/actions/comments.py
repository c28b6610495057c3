"""Góp ý: sent by anyone while a list is up, read by Sở Nội vụ before anybody else reads it."""

import re
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from awards.actions.consultations import hold_consultation
from awards.compile.consultations import takes_comments
from awards.compile.privacy import private_words
from awards.consultation_workflow import COMMENT
from awards.enums import ConsultationState
from awards.models import ConsultationLine, PublicComment
from thidua.clock import office_date
from thidua.errors import Refused
from thidua.events import record
from thidua.text import clean_line, clean_text, search_key
from thidua.workflow import take_step

MOST = 5000  # letters of one comment
SHORT = 5  # a name of three letters stands in many a word


@dataclass(frozen=True)
class Words:
    """What one person sends. Telephone or address: one of them at least; neither is ever shown."""

    text: str
    name: str
    phone: str = ""
    address: str = ""
    about: ConsultationLine | None = None


@transaction.atomic
def send_comment(*, consultation, words, at):
    """Keeps a comment as it came, to be read. Refused: the time is over, or a box is empty."""
    held = hold_consultation(consultation)
    if not takes_comments(held, office_date(at)):
        raise Refused("Đã hết thời gian nhận góp ý về danh sách này.")
    text, name = clean_text(words.text), clean_line(words.name)[:120]
    phone, address = clean_line(words.phone)[:30], clean_line(words.address)[:300]
    if not text or len(text) > MOST:
        raise Refused(f"Ô “Nội dung góp ý”: ghi nội dung, không quá {MOST} chữ cái.")
    if not name:
        raise Refused("Ô “Họ và tên”: ghi họ và tên.")
    if not phone and not address:
        raise Refused("Ghi ít nhất một trong hai ô “Điện thoại”, “Địa chỉ”; Sở Nội vụ cần khi phải hỏi lại.")
    if words.about is not None and words.about.consultation_id != held.pk:
        raise Refused("Ô “Góp ý về”: chọn một trường hợp trong danh sách.")
    made = PublicComment.objects.create(
        consultation=held, about=words.about, text=text, name=name, phone=phone, address=address, sent_at=at,
        illustrative=held.illustrative,
    )  # fmt: skip
    record(made, step="send", label="Gửi góp ý", by=None, at=at, to_state=made.state)
    return made


@transaction.atomic
def step_comment(*, comment, step_name, by, at, **words):
    """One decision on a comment, with what belongs to it: `words` as the step's form gives them.

    show: shown_text · answer: shown_text, answer · hide: note · pass_on: passed_to, note. Raises PermissionDenied,
    Conflict (somebody was faster), Refused naming the box.
    """
    step = COMMENT.steps[step_name]
    if not by.has_perm(step.permission, comment):
        raise PermissionDenied(step.permission)
    if hold_consultation(comment.consultation).state == ConsultationState.SUMMARISED:
        raise Refused("Bản tổng hợp đã ký: không sửa việc xử lý góp ý được nữa.")
    changes = _CHANGES[step_name](comment, **words)
    note = changes.get("reason", "")
    if step_name == "pass_on":
        note = f"{changes['passed_to']}. {note}".strip()
    take_step(COMMENT, comment, step_name, by=by, at=at, note=note, changes=changes | {"handled_by": by,
              "handled_at": at})  # fmt: skip
    return comment


def _for_showing(comment, *, shown_text):
    return {"shown_text": _fit_to_show(comment, shown_text, "Phần hiện công khai"), "reason": ""}


def _fit_to_show(comment, text, box):
    """What others read holds no way to reach anybody, and not the name of who wrote."""
    if not (text := clean_text(text)):
        raise Refused(f"Ô “{box}”: ghi nội dung.")
    if found := private_words(text):
        raise Refused(f"Ô “{box}”: còn {found}, che đi rồi mới hiện được.")
    said = _words(text)
    for words, what in ((comment.name, "họ tên"), (comment.address, "địa chỉ")):
        if len(key := _words(words)) > SHORT and key in said:
            raise Refused(f"Ô “{box}”: còn {what} người góp ý, che đi rồi mới hiện được.")
    return text


def _words(text):
    """Words alone, marks and signs aside, a blank at each end: ' to 4 ' is not found in ' to 40 '."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', search_key(text)))} "


def _for_hiding(comment, *, note):
    if not (note := clean_text(note)):
        raise Refused("Ô “Lý do”: ghi vì sao không cho hiện.")
    return {"reason": note, "shown_text": ""}


def _for_passing(comment, *, passed_to, note=""):
    if not (passed_to := clean_line(passed_to)[:200]):
        raise Refused("Ô “Cơ quan có thẩm quyền”: ghi nơi chuyển đến, ví dụ Thanh tra tỉnh.")
    return {"passed_to": passed_to, "reason": clean_text(note), "shown_text": ""}


def _for_answering(comment, *, shown_text, answer):
    shown = _fit_to_show(comment, shown_text, "Phần hiện công khai")
    return {"shown_text": shown, "answer": _fit_to_show(comment, answer, "Trả lời"), "reason": ""}


_CHANGES = {"show": _for_showing, "hide": _for_hiding, "pass_on": _for_passing, "answer": _for_answering}
