"""Biên bản họp xét khen thưởng as words: who met, what was voted; what was not entered is room for a pen."""

from dataclasses import replace

from awards.compile.minutes import Vote
from awards.render.lists import how_many, list_of
from thidua.paper import (
    BLANK,
    ILLUSTRATIVE,
    Annex,
    Heading,
    Para,
    Seal,
    Table,
    day_or_pen,
    foot,
    issued,
    numbered,
    text_lines,
)

VOTES = (
    ("TT", "Đối tượng", "Danh hiệu, hình thức", "Số phiếu đồng ý", "Không đồng ý", "Tỷ lệ trên tổng số (%)", "Mức (%)"),
    (9, 42, 37, 18, 18, 18, 18),
)
MIDDLE = frozenset({"TT", "Số phiếu đồng ý", "Không đồng ý", "Tỷ lệ trên tổng số (%)", "Mức (%)"})
DOTS = "…" * 20


def minutes_paper(text, issuer, minutes):
    """`minutes`: compile.minutes.MinutesText. Two sign: the secretary on the left, who presided on the right."""
    agreed = tuple(line for line in text.lines if line.pk not in minutes.failed)
    asked = f"Cuộc họp thống nhất đề nghị {text.receiver} xem xét {how_many(agreed)}, theo danh sách kèm theo."
    blocks = (
        *_meeting(minutes),
        Heading("II. Nội dung"),
        Para(f"Cuộc họp xét hồ sơ đề nghị khen thưởng “{text.title}” của {text.unit}: {how_many(text.lines)}."),
        *(map(Para, text_lines(minutes.opinions)) if minutes.opinions else (Para(f"Ý kiến tại cuộc họp: {DOTS}"),)),
        Heading("III. Kết quả"),
        *_votes(minutes),
        Para(asked),
        Para("Biên bản được đọc lại cho các thành viên dự họp cùng nghe và thông qua./."),
    )
    subtitle = f"Họp xét đề nghị khen thưởng: {text.title}"
    annex = Annex("DANH SÁCH", "Đề nghị khen thưởng", "(Kèm theo Biên bản họp xét)", list_of(agreed))
    return issued(
        replace(issuer, made_on=minutes.held_on, signer=minutes.chair, signer_title="Chủ trì"),
        number=f"Số: {BLANK}/BB-{BLANK}",
        mark=foot(ILLUSTRATIVE if text.illustrative else ""),
        title="BIÊN BẢN",
        subtitle=subtitle,
        to="",
        blocks=blocks,
        copies=("Lưu: VT, hồ sơ khen thưởng.",),
        seal=Seal(("THƯ KÝ",), minutes.secretary),
        annexes=(annex,) if agreed else (),
    )


def _meeting(one):
    yield Heading("I. Thời gian, địa điểm, thành phần")
    yield Para(f"Thời gian: {day_or_pen(one.held_on)}.")
    yield Para(f"Địa điểm: {one.place or DOTS}.")
    yield Para(
        f"Chủ trì: {', '.join(filter(None, (one.chair, one.chair_title))) or DOTS}. Thư ký: {one.secretary or DOTS}."
    )
    yield Para(
        f"Tổng số thành viên: {_number(one.members)}; có mặt: {_number(one.present)}; vắng: {_number(one.missing)}."
    )
    if one.absent:
        yield Para(f"Thành viên vắng: {'; '.join(text_lines(one.absent))}.")
    if one.guests:
        yield Para(f"Khách mời: {'; '.join(text_lines(one.guests))}.")


def _number(value):
    return BLANK if value is None else f"{value:02d}"


def _votes(minutes):
    """The rows to vote on, filled or to be filled; the share is of all members, absent ones vote in writing (R19)."""
    if not minutes.votes:
        return
    yield Para("Kết quả bỏ phiếu, tính trên tổng số thành viên:")
    columns, widths = VOTES
    yield Table("votes", columns, widths, numbered(_row(vote) for vote in minutes.votes), size=10, centred=MIDDLE)
    for note in minutes.notes:
        yield Para(note)


def _row(vote: Vote):
    return (vote.name, vote.award, vote.agreed_shown, vote.refused_shown, vote.share_shown, vote.percent_shown)
