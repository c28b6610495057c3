"""Short narratives for the demo's filings; each says that it is illustrative."""

from reports.demo.chance import chance_of

HIGHLIGHTS = (
    "Đơn vị đã phát động thi đua theo nhiệm vụ trọng tâm của kỳ, giao chỉ tiêu đến từng bộ phận và công khai kết quả.",
    "Chỉ tiêu giao trong kỳ cơ bản đạt tiến độ; hồ sơ thủ tục hành chính giải quyết trước hạn nhiều hơn kỳ trước.",
    "Tổ chức quán triệt Chỉ thị gắn với sinh hoạt chuyên đề, có thêm mô hình mới được nhân rộng trong đơn vị.",
    "Phong trào gắn với việc làm cụ thể ở cơ sở; nhân dân đóng góp ngày công làm đường và sửa nhà cho hộ khó khăn.",
)
DIFFICULTIES = (
    "Cán bộ làm công tác thi đua, khen thưởng kiêm nhiệm, việc thu thập số liệu có lúc chưa kịp thời.",
    "Một số nội dung thi đua chưa lượng hóa, khó so sánh giữa các bộ phận.",
    "Thời tiết mưa kéo dài ảnh hưởng tiến độ các công trình do Nhân dân cùng làm.",
    "Chưa phát hiện điển hình nào.",
)
PROPOSALS = (
    "Đề nghị tổ chức tập huấn nghiệp vụ cho cán bộ mới nhận việc.",
    "Đề nghị cấp trên sớm hướng dẫn tiêu chí chấm điểm của cụm, khối.",
    "Không có.",
)
MARK = "(Minh họa)"


COPYING = 0.05  # of the units send the words of the last quarter again, which the portal notices


def narratives(unit, quarter, *, finished: bool) -> dict[str, str]:
    """The three texts of a filing; a draft has only the first begun."""
    texts = {
        "highlights": f"{_told(HIGHLIGHTS, unit, quarter)} {MARK}",
        "difficulties": f"{_told(DIFFICULTIES, unit, quarter)} {MARK}",
        "proposals": f"{_told(PROPOSALS, unit, quarter)} {MARK}",
    }
    return texts if finished else {"highlights": texts["highlights"]}


def _told(sentences, unit, quarter):
    """Another sentence each quarter, beginning anywhere."""
    chance = chance_of("words", unit.code)
    start, copies = chance.randrange(len(sentences)), chance.random() < COPYING
    year, index = quarter
    return sentences[(start + (0 if copies else year * 4 + index)) % len(sentences)]
