"""Bảng kiểm tra tiêu chuẩn of a dossier as a paper: it names grounds, people conclude."""

from dataclasses import replace

from awards.render.lists import how_many
from thidua.paper import ILLUSTRATIVE, Heading, Para, Table, first_upper, foot, issued, numbered
from thidua.words import doc_day

CRITERIA = (("TT", "Tiêu chuẩn và quy định", "Kết quả", "Vì sao, văn bản làm căn cứ"), (9, 55, 22, 74))
CHANGES = (("TT", "Tiêu chuẩn", "Khi gửi", "Hiện nay", "Thay đổi"), (9, 57, 22, 22, 50))
MIDDLE = frozenset({"TT", "Kết quả", "Khi gửi", "Hiện nay"})


def check_paper(text, issuer, checked):
    """`checked`: compile.check_words.CheckText. Signed by whoever appraises, once it is known who that is."""
    choice = f" Chọn áp dụng luật sửa đổi: {checked.choice}" if checked.choice else ""
    blocks = (
        Para(f"Hồ sơ đề nghị khen thưởng “{text.title}” của {text.unit} ({text.occasion.lower()}): "
             f"{how_many(text.lines)}."),
        Para(f"Tiêu chuẩn xét theo pháp luật {doc_day(checked.law_day)}.{choice}"),
        Para("Bảng này đối chiếu hồ sơ với danh mục pháp luật và sổ đối tượng trên cổng; không thay kết luận của người "
             "thẩm định."),
        *(block for n, line in enumerate(checked.lines, 1) for block in _line(n, line)),
    )  # fmt: skip
    if not checked.lines:
        blocks += (Para("Chưa có dòng nào được kiểm tra."),)
    return issued(
        replace(issuer, made_on="", signer=checked.officer, signer_title="Người thẩm định"),
        mark=foot(ILLUSTRATIVE if text.illustrative else ""),
        title="BẢNG KIỂM TRA TIÊU CHUẨN",
        subtitle=f"Hồ sơ đề nghị khen thưởng: {text.title}",
        to="",
        blocks=blocks,
        copies=("Lưu: hồ sơ khen thưởng.",),
    )


def _line(n, line):
    yield Heading(f"{n}. {line.name}: {line.award}")
    stored = f" (đã lưu {line.stored})" if line.stored else ""
    yield Para(f"Kết quả chung: {line.verdict}{stored}.{_stops(line)}")
    if line.criteria:
        columns, widths = CRITERIA
        rows = numbered((_rule(one), one.verdict, _why(one)) for one in line.criteria)
        yield Table("check-criteria", columns, widths, rows, size=10, centred=MIDDLE)
    else:
        yield Para("Danh mục pháp luật chưa ghi tiêu chuẩn nào của danh hiệu, hình thức này cho ngày xét.")
    if line.changes:
        columns, widths = CHANGES
        yield Para("Khác với khi gửi:")
        rows = numbered((one.title, one.sent or "–", one.now or "–", first_upper(one.why)) for one in line.changes)
        yield Table("check-changes", columns, widths, rows, size=10, centred=MIDDLE)


def _stops(line):
    return f" Chưa đi tiếp được: {'; '.join(why.rstrip('.') for why in line.stops)}." if line.stops else ""


def _rule(one):
    branch = f" Phương án {one.branch}: chỉ cần một phương án đạt." if one.branch else ""
    return f"{one.title.rstrip('.')}. {one.ground.rstrip('.')}.{branch}"


def _why(one):
    papers = f" Căn cứ: {'; '.join(one.papers)}." if one.papers else ""
    return f"{one.text}{papers}"
