"""Bản tổng hợp, giải trình ý kiến, as words."""

from dataclasses import replace

from thidua.paper import BLANK, ILLUSTRATIVE, Heading, Para, Table, foot, grounds, issued, numbered, text_lines

LINES = (("TT", "Tên", "Đơn vị", "Danh hiệu, hình thức đề nghị"), (9, 51, 50, 50))
REMARKS = (("TT", "Về trường hợp", "Nội dung góp ý", "Tiếp thu, giải trình"), (9, 36, 60, 55))


def summary_paper(text, issuer, asked):
    """`asked`: a ConsultationText. Nobody who commented is named."""
    total = sum(n for _, n in asked.counts)
    counts = ", ".join(f"{n} {label.lower()}" for label, n in asked.counts)
    blocks = (
        *grounds(text.grounds),
        Para(f"{text.department} báo cáo tổng hợp, giải trình ý kiến Nhân dân về hồ sơ đề nghị khen thưởng "
             f"“{text.title}” của {text.unit}."),
        Heading("I. Việc lấy ý kiến"),
        Para(f"Danh sách “{asked.title}” đăng trên cổng thông tin từ {asked.opened}, nhận góp ý trong {asked.days} "
             f"ngày làm việc, đến hết {asked.last_day}."),
        Table("asked-lines", *LINES, numbered(asked.lines)),
        Heading("II. Góp ý đã nhận"),
        Para(f"Đã nhận {total:02d} góp ý: {counts}." if total else "Trong thời gian lấy ý kiến không có góp ý nào."),
        *_remarks(asked),
        Heading("III. Tổng hợp, giải trình"),
        *(map(Para, text_lines(asked.summary)) if asked.summary else (Para(BLANK),)),
    )  # fmt: skip
    return issued(
        replace(issuer, made_on=asked.day),
        number=f"Số: {asked.number}" if asked.number else f"Số: {BLANK}/BC-{BLANK}",
        mark=foot(ILLUSTRATIVE if text.illustrative else ""),
        title="BÁO CÁO",
        subtitle=f"Tổng hợp, giải trình ý kiến Nhân dân: {text.title}",
        to="",
        blocks=blocks,
        copies=("Hội đồng Thi đua - Khen thưởng tỉnh;", f"{text.unit};", "Lưu: VT, hồ sơ khen thưởng."),
    )


def _remarks(asked):
    if not asked.remarks:
        return ()
    return (Table("asked-remarks", *REMARKS, numbered((r.about, r.text, r.handled) for r in asked.remarks)),)
