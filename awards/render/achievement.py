"""Báo cáo thành tích of one line as words: three parts, the words of the unit, and room for the confirmation."""

from awards.enums import Subject
from thidua.paper import ILLUSTRATIVE, Para, Seal, foot, issued, numbered_sections, text_lines

FIRST = {Subject.PERSON: "Sơ lược lý lịch", Subject.COLLECTIVE: "Sơ lược đặc điểm, tình hình",
         Subject.HOUSEHOLD: "Sơ lược về hộ gia đình"}  # fmt: skip
NOTHING = "Chưa có."


def achievement_paper(words, issuer):
    """`words`: compile.achievements.ReportText. A collective's is signed by its head, a person's by that person."""
    summary = "TÓM TẮT " if words.simple else ""
    blocks = tuple(
        numbered_sections(
            (FIRST[words.subject], _paras(words.profile)),
            ("Thành tích đạt được", _paras(words.merits)),
            ("Các hình thức đã được khen thưởng", _paras(words.honours)),
        )
    )
    return issued(
        issuer,
        number="\u00a0",
        mark=foot(ILLUSTRATIVE if words.illustrative else ""),
        title=f"BÁO CÁO {summary}THÀNH TÍCH",
        subtitle=f"Đề nghị tặng: {words.award}\n{words.name}",
        to="",
        blocks=blocks,
        copies=(),
        seal=Seal(("XÁC NHẬN CỦA CẤP TRÌNH",)),
    )


def _paras(text):
    return [Para(line) for line in text_lines(text)] or [Para(NOTHING)]
