"""Giấy tiếp nhận hồ sơ và hẹn trả kết quả, and thông báo không đủ điều kiện, as words."""

from dataclasses import replace

from awards.render.lists import how_many, refused_of
from thidua.clock import office_date, office_time
from thidua.paper import BLANK, ILLUSTRATIVE, Para, Seal, Table, foot, grounds, issued, numbered
from thidua.words import doc_day, doc_number

FILES = (("TT", "Giấy tờ", "Tên tệp", "Ghi chú"), (9, 55, 71, 25))


def receipt_paper(text, issuer, dossier, files):
    """What Sở Nội vụ gives for a dossier; `files`: (kind, name) of each that it holds."""
    columns, widths = FILES
    table = (Table("receipt", columns, widths, numbered((*file, "") for file in files)),) if files else ()
    blocks = (
        Para(f"{text.department} đã tiếp nhận hồ sơ của: {text.unit}."),
        Para(f"Nội dung: đề nghị khen thưởng “{text.title}” ({text.occasion.lower()}); {how_many(text.lines)}."),
        Para(f"Tờ trình {text.petition.words or BLANK} của {text.unit}."),
        *((Para(f"Tờ trình {text.forward.words} của {text.receiver}."),) if text.forward.words else ()),
        Para(f"Thành phần hồ sơ nộp gồm {len(files):02d} tệp:"),
        *table,
        Para(f"Thời gian nhận hồ sơ: {_moment(dossier.received_at or dossier.arrived_at)}."),
        Para(f"Hẹn trả kết quả: {doc_day(dossier.promised_on) if dossier.promised_on else BLANK}."),
        Para("Nhận kết quả tại: trang của hồ sơ trên cổng thông tin."),
    )
    taken = dossier.received_at or dossier.arrived_at
    day = office_date(taken).isoformat() if taken else ""
    return issued(
        replace(issuer, made_on=day, signer="", signer_title="Người tiếp nhận hồ sơ"),
        number=f"Số: {doc_number(dossier.receipt_number)}/{dossier.receipt_year}",
        mark=_mark(text),
        title="GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        subtitle=f"Hồ sơ đề nghị khen thưởng: {text.title}",
        to="",
        blocks=blocks,
        copies=("Đơn vị nộp hồ sơ;", "Lưu: hồ sơ khen thưởng."),
        seal=Seal(("NGƯỜI NỘP HỒ SƠ",)),
    )


def _moment(at):
    return f"{office_time(at)}, {doc_day(office_date(at))}" if at else BLANK


def refusal_paper(text, issuer, notice=None):
    """Signed by Giám đốc: each line with its coded reason, the words of it and the article where it was read.

    `notice`: the one that was signed, with the lines that it told of; None drafts the next one.
    """
    lines = tuple(line for line in text.ineligible if line.notice == (notice.pk if notice else None))
    whole = len(lines) == len(text.lines)
    rest = "" if whole else " Các trường hợp còn lại của hồ sơ tiếp tục được xem xét theo quy trình."
    blocks = (
        *grounds(text.grounds),
        Para(f"{text.department} đã thẩm định hồ sơ đề nghị khen thưởng “{text.title}” của {text.unit} "
             f"(Tờ trình {text.petition.words or BLANK})."),
        Para(f"Qua thẩm định, {how_many(lines)} chưa đủ điều kiện, tiêu chuẩn khen thưởng:"),
        refused_of(lines),
        Para(f"{text.department} thông báo để {text.unit} biết.{rest}/."),
    )  # fmt: skip
    return issued(
        replace(issuer, made_on=notice.signed_on.isoformat() if notice else ""),
        number=f"Số: {notice.number}" if notice else f"Số: {BLANK}/TB-{BLANK}",
        mark=_mark(text),
        title="THÔNG BÁO",
        subtitle=f"Về việc hồ sơ không đủ điều kiện, tiêu chuẩn khen thưởng: {text.title}",
        to=f"Kính gửi: {text.unit}",
        blocks=blocks,
        copies=("Như trên;", "Lưu: VT."),
    )


def _mark(text):
    return foot(ILLUSTRATIVE if text.illustrative else "")
