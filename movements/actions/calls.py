"""What a return or an unlock says: a coded reason, marks on exact boxes with remarks, paper, a day to correct by."""

from dataclasses import dataclass, field
from datetime import date

from movements.compile import owed_indicators
from movements.compile.changes import PARTS, SENDINGS, changed_parts, content_of, newest_sending, open_parts
from movements.models import FlowSetting
from movements.workflow import FILING
from thidua.clock import office_date
from thidua.days import office_calendar
from thidua.errors import Refused
from thidua.events import timeline
from thidua.models import Reason
from thidua.text import clean_line, clean_text

REMARK_LENGTH = 500
ALWAYS_MARKED = frozenset({"unlock"})  # only what is marked is opened


@dataclass(frozen=True)
class Words:
    """What a person says with a step. `marks`: codes of boxes and parts; `remarks`: {code: words} of some of them."""

    note: str = ""
    reason: str = ""
    marks: tuple[str, ...] = ()
    remarks: dict[str, str] = field(default_factory=dict)
    correct_by: date | None = None
    paper_number: str = ""
    paper_date: date | None = None


def default_correction(today):
    """The day by which what is given back today should be corrected."""
    return office_calendar().add_working_days(today, FlowSetting.objects.number(FlowSetting.CORRECTION_DAYS))


def check_call(step, words):
    """Raises Refused when the reason asks for more than was said."""
    reason = Reason.objects.for_act(FILING.name, step.reasons).filter(code=words.reason).first()
    if reason is None:
        raise Refused(f"{step.label}: chọn một lý do trong danh sách.")
    if (reason.needs_mark or step.name in ALWAYS_MARKED) and not words.marks:
        raise Refused(f"{step.label}: lý do {reason.code} cần đánh dấu ít nhất một ô.")
    if reason.needs_text and not words.note.strip():
        raise Refused(f"{step.label}: lý do {reason.code} cần ghi rõ ở ô “Ghi rõ”.")
    if reason.needs_document and not (words.paper_number.strip() and words.paper_date):
        raise Refused(f"{step.label}: lý do {reason.code} cần số và ngày văn bản.")


def call_note(words):
    """The note of the event: the paper first, then what was written."""
    number, note = clean_line(words.paper_number), words.note.strip()
    if not number:
        return note
    day = f" ngày {words.paper_date:%d/%m/%Y}" if words.paper_date else ""
    return f"Văn bản số {number}{day}. {note}".strip()


def for_calling_back(filing, by, at, words):
    """Marks must be of this filing; the day to correct by is a day of its own, and never judges on time again."""
    known = {indicator.code for indicator in owed_indicators(filing.unit, filing.period)} | PARTS.keys()
    if unknown := set(words.marks) - known:
        raise Refused(f"Ô {', '.join(sorted(unknown))} không có trong báo cáo này.")
    today = office_date(at)
    correct_by = words.correct_by or default_correction(today)
    if correct_by < today:
        raise Refused(f"Hạn sửa {correct_by:%d/%m/%Y} đã qua: chọn từ ngày {today:%d/%m/%Y} trở đi.")
    data = {"marks": sorted(words.marks), "remarks": _remarks(words), "correct_by": correct_by.isoformat()}
    return {"changes": {"correct_by": correct_by}, "data": data}


def _remarks(words):
    if unmarked := {code for code, text in words.remarks.items() if text.strip()} - set(words.marks):
        raise Refused(f"Ô {', '.join(sorted(unmarked))} có lời nhắc nhưng chưa được đánh dấu.")
    remarks = {code: clean_text(text) for code, text in words.remarks.items() if text.strip()}
    if long := [code for code, text in remarks.items() if len(text) > REMARK_LENGTH]:
        raise Refused(f"Lời nhắc ở ô {', '.join(sorted(long))} dài quá {REMARK_LENGTH} ký tự.")
    return remarks


def refuse_what_is_locked(filing):
    """After an unlock only what was marked may differ from what was sent last."""
    lines = timeline(filing)
    opened, sent = open_parts(lines), newest_sending(lines)
    if opened is None or sent is None:
        return
    if closed := changed_parts(sent.data, content_of(filing)) - opened:
        names = ", ".join(PARTS.get(code, code) for code in sorted(closed))
        raise Refused(f"Chưa gửi được: {names} không nằm trong phần được mở khóa, trả lại như đã xác nhận.")


def differs_from_accepted(filing):
    """What the newest sending changed against the one that was accepted last; None when nothing was accepted before."""
    accepted, sent = None, None
    for line in timeline(filing):
        if line.step in SENDINGS:
            sent = line
        elif line.step == "accept":
            accepted = sent
    if accepted is None or sent is None:
        return None
    return sorted(changed_parts(accepted.data, sent.data))
