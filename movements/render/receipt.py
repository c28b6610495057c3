"""Giấy biên nhận điện tử: one sending of a filing as words, and as PDF in the layout of NĐ 30/2020/NĐ-CP."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.template.loader import render_to_string

from movements.arithmetic import Amount, rate
from thidua.pdf import write_pdf
from thidua.text import format_number
from thidua.words import doc_day

CODE = re.compile(r"([1-9][0-9]{0,17})\.([1-9][0-9]{0,3})-([0-9a-f]{64})")
ILLUSTRATIVE = "dữ liệu minh họa"
NARRATIVES = (
    ("highlights", "Kết quả nổi bật"),
    ("difficulties", "Khó khăn, tồn tại"),
    ("proposals", "Kiến nghị"),
)


@dataclass(frozen=True)
class Row:
    code: str
    name: str
    unit: str
    value: str
    note: str


@dataclass(frozen=True)
class File:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Receipt:
    """What the template prints; it asks nothing."""

    number: str
    title: str
    above: str
    office: str
    place_date: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    texts: tuple[tuple[str, str], ...]
    files: tuple[File, ...]
    code: str
    mark: str


def receipt(sending) -> Receipt:
    filed, sent = sending.data["filed"], sending.data["sent"]
    receiver, sent_at = filed["receiver"], datetime.fromisoformat(filed["sent_at"])
    return Receipt(
        number=f"{sending.filing.pk}.{sending.number}",
        title=f"{filed['title']} của {filed['unit']['authority']}",
        above=receiver["above"],
        office=receiver["authority"],
        place_date=f"{filed['place']}, {doc_day(sent_at.date())}",
        facts=tuple(_facts(filed, sent_at, sending.number)),
        rows=tuple(_row(box, sent[box["code"]]) for box in filed["boxes"]),
        texts=tuple((title, filed["texts"][name]) for name, title in NARRATIVES),
        files=tuple(File(**file) for file in filed["files"]),
        code=_in_groups(sending.code),
        mark=ILLUSTRATIVE if filed["illustrative"] else "",
    )


def render_receipt(sending) -> bytes:
    """Raises PdfUnavailable."""
    return write_pdf(render_to_string("pdf/receipt.html", {"receipt": receipt(sending)}), style="pdf.css")


def file_name(sending):
    filing = sending.filing
    period = filing.period
    return f"bien-nhan-{filing.unit.code}-{period.year}-quy-{period.index}-lan-{sending.number}.pdf"


def _facts(filed, sent_at, number):
    period = filed["period"]
    days = " đến ".join(f"{date.fromisoformat(period[end]):%d/%m/%Y}" for end in ("first_day", "last_day"))
    yield "Đơn vị gửi", filed["unit"]["authority"]
    yield "Kỳ báo cáo", f"{period['name']}, số liệu từ {days}"
    yield "Nơi nhận", filed["receiver"]["authority"]
    yield "Người ký gửi", " ".join(filter(None, (filed["signed_as"], filed["signer"])))
    if filed["on_behalf"]:
        yield "Nhập thay", filed["on_behalf"]
    yield "Thời điểm gửi", f"{sent_at:%d/%m/%Y %H:%M:%S}, lần gửi thứ {number}"
    if number > 1:
        yield "Gửi lần đầu", f"{datetime.fromisoformat(filed['first_sent_at']):%d/%m/%Y %H:%M:%S}"
    yield "Hạn gửi", _judged(filed)


def _judged(filed):
    """On time or late is decided once, by the first sending."""
    due = f"{date.fromisoformat(filed['due_on']):%d/%m/%Y}, " if filed["due_on"] else ""
    return due + {True: "gửi đúng hạn", False: "gửi chậm", None: "không xét hạn"}[filed["on_time"]]


def _row(box, values):
    value, denominator, nothing, note = values
    return Row(box["code"], box["name"], box["unit_of_measure"], _shown(box, value, denominator, nothing), note)


def _shown(box, value, denominator, nothing):
    if nothing:
        return "không phát sinh"
    if value is None:
        return "–"
    if not box["is_rate"]:
        return format_number(value, box["decimals"])
    parts = " / ".join("–" if v is None else format_number(v, box["part_decimals"]) for v in (value, denominator))
    made = rate(Amount(value, denominator), multiplier=box["multiplier"], decimals=box["decimals"])
    return parts if made is None else f"{format_number(made, box['decimals'])} ({parts})"


def _in_groups(code):
    """The sum in eights, so that it can be read aloud; who pastes it back may keep the spaces."""
    head, _, checksum = code.partition("-")
    return f"{head}-{' '.join(checksum[at : at + 8] for at in range(0, len(checksum), 8))}"
