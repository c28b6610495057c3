"""Giấy mời, biên bản phiên họp and kết quả bỏ phiếu of a sitting, as words; what was not done is room for a pen."""

from collections.abc import Callable
from dataclasses import dataclass

from awards.enums_council import Attendance
from thidua.paper import (
    BLANK,
    ILLUSTRATIVE,
    Annex,
    Heading,
    Issuer,
    Para,
    Seal,
    Table,
    day_or_pen,
    foot,
    issued,
    numbered,
    text_lines,
)

DOTS = "…" * 20
AGENDA = (("TT", "Đối tượng", "Chức vụ, đơn vị", "Đề nghị", "Tỷ lệ phiếu cần đạt (%)"), (9, 40, 48, 43, 20))
MEMBERS = (("TT", "Họ và tên", "Chức vụ, đơn vị", "Vai trò", "Có mặt"), (9, 38, 50, 35, 28))
COUNTED = (
    ("TT", "Đối tượng", "Đề nghị", "Phát ra", "Thu về", "Hợp lệ", "Không hợp lệ", "Đồng ý", "Không đồng ý", "Trắng",
     "Tỷ lệ (%)", "Cần (%)"),
    (8, 28, 27, 10, 10, 10, 12, 11, 12, 12, 11, 9),
)  # fmt: skip
MIDDLE = frozenset(COUNTED[0]) - {"Đối tượng", "Đề nghị"}
RESULTS = (("TT", "Đối tượng", "Đề nghị", "Đồng ý/tổng số", "Tỷ lệ (%)", "Kết quả"), (9, 44, 42, 20, 17, 28))


@dataclass(frozen=True)
class SittingPaper:
    """`counted`: before the ballots are counted only for who conducts the sitting."""

    key: str
    label: str
    note: str
    counted: bool
    make: Callable


def sitting_paper(key, text):
    """`text`: compile.sitting_words.SittingText."""
    return SITTING_PAPERS[key].make(text)


def _issuer(text, day, signer):
    return Issuer(
        text.unit if not text.above else text.above, text.council, text.place_name, day, signer.name if signer else "",
        signer.part if signer else "Chủ trì",
    )  # fmt: skip


def _mark(text):
    return foot(ILLUSTRATIVE if text.illustrative else "")


# --- Giấy mời ---------------------------------------------------------------------------------------------------------


def invitation_paper(text):
    chair = text.chair or next((seat for seat in text.seats if seat.part.startswith("Chủ tịch")), None)
    blocks = (
        Para(f"{text.council} trân trọng kính mời các thành viên Hội đồng dự phiên họp:"),
        Para(f"Nội dung: {text.title}; {len(text.items)} nội dung bỏ phiếu theo chương trình kèm theo."),
        Para(f"Thời gian: {text.hour}, {day_or_pen(text.day)}."),
        Para(f"Địa điểm: {text.place or DOTS}."),
        Para("Tài liệu phiên họp có trên cổng. Thành viên không dự được gửi ý kiến bằng văn bản về thư ký Hội đồng "
             "trước phiên họp; thành viên có liên quan đến nội dung nào thì khai trước khi bỏ phiếu nội dung đó./."),
    )  # fmt: skip
    return issued(
        _issuer(text, "", chair),
        number=f"Số: {BLANK}/GM-{BLANK}",
        mark=_mark(text),
        title="GIẤY MỜI",
        subtitle=f"Dự phiên họp: {text.title}",
        to="Kính gửi: Các thành viên Hội đồng",
        blocks=blocks,
        copies=("Như trên;", *(f"{guest};" for guest in text_lines(text.guests)), "Lưu: VT, hồ sơ Hội đồng."),
        annexes=(_agenda(text),),
    )


def _agenda(text):
    columns, widths = AGENDA
    rows = numbered((item.name, item.detail, item.subject, str(item.percent)) for item in text.items)
    table = Table("agenda", columns, widths, rows, centred=frozenset({"TT", "Tỷ lệ phiếu cần đạt (%)"}))
    return Annex("CHƯƠNG TRÌNH", "Các nội dung bỏ phiếu", "(Kèm theo Giấy mời)", (table, *_notes(text)))


def _notes(text):
    """By which text the shares stand; those of the council's own rules are said to be so."""
    for subject, percent, ground in dict.fromkeys((item.subject, item.percent, item.ground) for item in text.items):
        yield Para(f"{subject}: từ {percent} % tổng số thành viên trở lên; {ground or 'theo quy chế của Hội đồng'}.")


# --- Biên bản ---------------------------------------------------------------------------------------------------------


def sitting_minutes_paper(text):
    """Two sign: the secretary on the left, who presided on the right."""
    blocks = (
        *_head(text),
        Heading("II. Nội dung"),
        Para(f"Hội đồng xét: {text.title}; {len(text.items)} nội dung bỏ phiếu."),
        *(map(Para, text_lines(text.opinions)) if text.opinions else (Para(f"Ý kiến tại phiên họp: {DOTS}"),)),
        *_conflicts(text),
        Heading("III. Bỏ phiếu"),
        *_voting(text),
        Heading("IV. Kết luận"),
        *_conclusion(text),
        Para("Biên bản được đọc lại cho các thành viên dự họp cùng nghe và thông qua./."),
    )
    secretary = text.secretary
    return issued(
        _issuer(text, text.minutes_day or text.day, text.chair),
        number=f"Số: {text.number}" if text.number else f"Số: {BLANK}/BB-{BLANK}",
        mark=_mark(text),
        title="BIÊN BẢN",
        subtitle=f"Phiên họp {text.kind}: {text.title}",
        to="",
        blocks=blocks,
        copies=("Các thành viên Hội đồng;", "Lưu: VT, hồ sơ Hội đồng."),
        seal=Seal(("THƯ KÝ",), secretary.name if secretary else ""),
        annexes=(_members(text),) if text.seats else (),
    )


def _head(text):
    present, written, absent = (text.where(one) for one in (Attendance.PRESENT, Attendance.WRITTEN, Attendance.ABSENT))
    yield Heading("I. Thời gian, địa điểm, thành phần")
    yield Para(f"{text.council} được lập theo Quyết định {text.decision}.")
    yield Para(f"Thời gian: {text.hour}, {day_or_pen(text.day)}. Địa điểm: {text.place or DOTS}.")
    chair = f"{text.chair.name}, {text.chair.part}" if text.chair else DOTS
    yield Para(f"Chủ trì: {chair}. Thư ký: {text.secretary.name if text.secretary else DOTS}.")
    yield Para(
        f"Tổng số thành viên: {len(text.seats):02d}; có mặt: {len(present):02d}; gửi ý kiến bằng văn bản: "
        f"{len(written):02d}; vắng: {len(absent):02d}. Quy chế cần có mặt ít nhất {text.quorum_needed:02d} "
        f"({text.quorum})."
    )
    for label, seats in (("Gửi ý kiến bằng văn bản", written), ("Vắng mặt", absent)):
        if seats:
            yield Para(f"{label}: {'; '.join(seat.name for seat in seats)}.")
    if text.guests:
        yield Para(f"Khách mời: {'; '.join(text_lines(text.guests))}.")


def _conflicts(text):
    if text.conflicts:
        yield Para("Thành viên khai có liên quan:")
        yield from (Para(f"{words}.") for words in text.conflicts)


def _voting(text):
    how = "bỏ phiếu kín" if text.secret else "bỏ phiếu ghi tên"
    tellers = "; ".join(seat.name for seat in text.tellers) or DOTS
    yield Para(f"Hội đồng {how}. Tổ kiểm phiếu: {tellers}.")
    yield Para("Kết quả kiểm phiếu, tỷ lệ tính trên tổng số thành viên Hội đồng:")
    columns, widths = COUNTED
    yield Table("counted", columns, widths, numbered(_counted(item) for item in text.items), size=9, centred=MIDDLE)
    yield from _notes(text)


def _counted(item):
    numbers = (item.issued, item.returned, item.valid, item.invalid, item.agreed, item.refused, item.blank)
    return (item.name, item.subject, *(_number(one) for one in numbers), item.share_shown, str(item.percent))


def _number(value):
    return "" if value is None else f"{value:02d}"


def _conclusion(text):
    if not text.counted:
        yield Para(DOTS)
        return
    for passed, words in ((True, "đạt tỷ lệ phiếu"), (False, "không đạt tỷ lệ phiếu")):
        rows = [item for item in text.items if item.passed is passed]
        names = "; ".join(f"{item.name} ({item.subject})" for item in rows)
        yield Para(f"{len(rows):02d} nội dung {words}{f': {names}' if names else ''}.")
    for item in text.items:
        if item.lower:
            yield Para(f"Hội đồng đề nghị hình thức thấp hơn cho {item.name}: {item.lower}.")


def _members(text):
    columns, widths = MEMBERS
    rows = numbered(
        (seat.name, seat.position, seat.part, Attendance(seat.attendance).label
         if seat.attendance != Attendance.EXPECTED else "")
        for seat in text.seats
    )  # fmt: skip
    return Annex("DANH SÁCH", "Thành viên Hội đồng", "(Kèm theo Biên bản phiên họp)",
                 (Table("members", columns, widths, rows),))  # fmt: skip


# --- Kết quả ----------------------------------------------------------------------------------------------------------


def results_paper(text):
    """What is made known of the vote: each line with its share of all members."""
    columns, widths = RESULTS
    rows = numbered(_result(item) for item in text.items)
    centred = frozenset({"TT", "Đồng ý/tổng số", "Tỷ lệ (%)"})
    day = day_or_pen(text.day)
    blocks = (
        Para(f"Kết quả bỏ phiếu của {text.council} tại phiên họp {day}, tổng số {len(text.seats):02d} thành viên:"),
        Table("results", columns, widths, rows, centred=centred),
        *_notes(text),
    )
    return issued(
        _issuer(text, text.minutes_day, text.chair),
        number=f"Số: {BLANK}/TB-{BLANK}",
        mark=_mark(text),
        title="KẾT QUẢ BỎ PHIẾU",
        subtitle=text.title,
        to="",
        blocks=blocks,
        copies=("Các thành viên Hội đồng;", "Lưu: VT, hồ sơ Hội đồng."),
        seal=Seal(("TỔ KIỂM PHIẾU",), text.tellers[0].name if text.tellers else ""),
    )


def _result(item):
    agreed = "" if item.agreed is None else f"{item.agreed:02d}/{item.members:02d}"
    result = f"{item.result}; đề nghị {item.lower}" if item.lower else item.result
    return (item.name, item.subject, agreed, item.share_shown, result)


_ALL = (
    SittingPaper("giay-moi", "Giấy mời", "kèm chương trình họp", False, invitation_paper),
    SittingPaper("bien-ban", "Biên bản phiên họp", "kèm danh sách thành viên; in ra để ký", True,
                 sitting_minutes_paper),
    SittingPaper("ket-qua", "Kết quả bỏ phiếu", "từng nội dung với tỷ lệ trên tổng số thành viên", True,
                 results_paper),
)  # fmt: skip
SITTING_PAPERS = {one.key: one for one in _ALL}
