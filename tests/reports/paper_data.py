"""A small fixed report, written out, for the golden text and the measures of the page."""

import datetime as dt

from movements.arithmetic import Verdict
from reports.compile.data import (
    Aim,
    Awards,
    Completeness,
    Counted,
    Counts,
    CrossFoot,
    DossierCounts,
    Excerpt,
    FilingRef,
    Footnote,
    Granted,
    Implementation,
    Issued,
    Letter,
    Line,
    Missing,
    Published,
    Registrations,
    ReportData,
    Running,
    Section,
    Source,
    Stage,
    Tally,
    TypicalModels,
)
from reports.enums import ReportState
from reports.models import Report
from units.models import User

NHA_TAM = Line(
    code="D2.06", name="Số nhà tạm, nhà dột nát đã hoàn thành xóa trong kỳ", unit_of_measure="nhà", decimals=0,
    part_decimals=0, better="up", line="territory", movement="Xóa nhà tạm, nhà dột nát", state="value", value=1204,
    to_date=1204, last_year=980, given=9, expected=10, nothing=1,
    sources=(Source(11, 1204, None, False), Source(12, None, None, True)),
    cross_foot=(CrossFoot("Huyện Đắk Hà", "Quý IV năm 2024", 30, 31, 2, 2),),
)  # fmt: skip
THU_NGAN_SACH = Line(
    code="D2.09", name="Thu ngân sách nhà nước trên địa bàn", unit_of_measure="tỷ đồng", decimals=1, part_decimals=0,
    better="up", line="department", movement="Phong trào thi đua yêu nước", state="value", value=44250, to_date=44250,
    last_year=38000, given=4, expected=4, complete=True,
    aims=(Aim("2024", "", "ge", 46000, None, Verdict.MISSED, 962, "Chỉ thị 08/CT-UBND"),),
    published=(Published(2024, "", 44250, None, "about", True, False, "https://baophapluat.vn/bai-viet"),),
)  # fmt: skip
PCI = Line(
    code="D2.20", name="Chỉ số PCI: điểm", unit_of_measure="điểm", decimals=2, part_decimals=0, better="up",
    line="published", movement="", state="disputed", notes=("Các nguồn khác nhau: ghi cả hai, không dùng để tính.",),
    published=(
        Published(2024, "", 6002, None, "eq", False, True, "VCCI"),
        Published(2024, "", 6202, None, "eq", False, True, "Báo địa phương"),
    ),
)  # fmt: skip
CHONG_DICH = Line(
    code="D4.01", name="Tỷ lệ người từ 18 tuổi tiêm đủ liều cơ bản", unit_of_measure="%", decimals=1, part_decimals=0,
    better="up", line="department", movement="", state="ended", notes=("Đã kết thúc theo dõi từ 20/10/2023.",),
)  # fmt: skip
GIAI_TRINH = (
    Footnote(
        1, "D2.06", NHA_TAM.name, "Huyện Đắk Hà", "quý III năm 2024", 11, "Gồm cả 12 nhà do mạnh thường quân hỗ trợ."
    ),
    Footnote(
        2, "D2.06", NHA_TAM.name, "Huyện Ngọc Hồi", "quý IV năm 2024", 12, "Số theo biên bản nghiệm thu đợt cuối năm."
    ),
    Footnote(3, "D2.09", THU_NGAN_SACH.name, "Sở Tài chính", "quý IV năm 2024", 13, "Thu đột xuất từ đấu giá đất."),
)
DANG_KY = Registrations(
    term="năm 2024", register_by=dt.date(2024, 1, 5), must=145, on_time=130, late=13, accepted=141, not_registered=2,
    missing=(Missing("Huyện Đắk Hà", ("Xã Đắk Mar", "Xã Ngọk Wang")),),
)  # fmt: skip
KHEN_THUONG = Awards(
    total=Granted("", 1200, 30, 4),
    by_authority=(Granted("Cấp tỉnh", 1200, 30, 4),),
    by_award=(Granted("Cờ thi đua của Ủy ban nhân dân tỉnh", 0, 6, 0), Granted("Bằng khen", 1200, 24, 4)),
    by_occasion=(Granted("Công trạng", 1199, 30, 4), Granted("Đột xuất", 1, 0, 0)),
    by_class=(
        Tally("Doanh nhân", 300), Tally("Người trực tiếp công tác, lao động, học tập, chiến đấu", 900),
    ),
    direct=900, direct_share=750, dossiers=DossierCounts(received=20, appraising=3, returned=1, decided=16),
)  # fmt: skip
DIEN_HINH = TypicalModels(
    stages=(
        Stage("Phát hiện", 8, 3), Stage("Bồi dưỡng", 6, 4), Stage("Tổng kết", 3, 1), Stage("Nhân rộng", 2, 2),
        Stage("Thôi theo dõi", 0, 0),
    ),
    replicating=("Tổ hợp tác cà phê sạch (Xã Đắk Mar)", "Nhà chung của thôn (Huyện Ngọc Hồi)"),
)  # fmt: skip

TRIEN_KHAI = Implementation(
    counts=(
        Counted("Kế hoạch triển khai", 12, 13, 13, None), Counted("Văn bản đã ban hành, gồm kế hoạch", 15, 52, 52, 40),
        Counted("Hội nghị, lớp quán triệt, phổ biến", 15, 61, 61, 55),
        Counted("Lượt người được quán triệt, phổ biến", 15, 4310, 4310, 3902),
        Counted("Tin, bài, chuyên mục", 9, 36, 36, 21),
    ),
    by_type=(Tally("Công văn", 30), Tally("Kế hoạch", 13), Tally("Hướng dẫn", 9)),
    by_medium=(Tally("Cổng, trang thông tin điện tử", 20), Tally("Báo, tạp chí", 16)),
    documents=(
        Issued("Sở Y tế", "Kế hoạch", "15/KH-SYT", dt.date(2024, 1, 12), "Triển khai công tác thi đua năm 2024"),
        Issued("Huyện Đắk Hà", "Công văn", "210/UBND-NV", dt.date(2024, 3, 4), "Đôn đốc đăng ký thi đua"),
    ),
    more=50, must=14, with_plan=12, without_plan=(Missing("Trực thuộc tỉnh", ("Ban Dân tộc", "Sở Ngoại vụ")),),
)  # fmt: skip


def data(**changes):
    must = Counts(expected=145, filed=82, on_time=80, late=2, waiting=38, accepted=43, back=1, not_filed=63)
    invited = Counts(expected=12, filed=3, on_time=0, late=0, waiting=2, accepted=1, back=0, not_filed=9)
    quarter = Completeness(
        quarter="Quý IV năm 2024", due_direct=dt.date(2024, 12, 20), due_commune=dt.date(2024, 12, 18), must=must,
        invited=invited, missing=(Missing("Huyện Đắk Hà", ("Xã Đắk Mar", "Xã Ngọk Wang")),),
        missing_invited=(Missing("Trực thuộc tỉnh", ("Hội Nông dân tỉnh",)),),
    )  # fmt: skip
    letter = Letter(
        authority="UBND tỉnh Kon Tum", department="Sở Nội vụ", symbol="BC-SNV", place="Kon Tum",
        addressee="Ủy ban nhân dân tỉnh Kon Tum", signer_title="GIÁM ĐỐC",
        recipients=("Ủy ban nhân dân tỉnh (b/c)", "Ban Thi đua - Khen thưởng Trung ương"),
        grounds=("Căn cứ Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019", "Thực hiện Chỉ thị phát động thi đua"),
    )  # fmt: skip
    columns = {
        "title": "Kết quả thực hiện Chỉ thị phát động thi đua của Ủy ban nhân dân tỉnh Kon Tum, năm 2024",
        "period": "Năm 2024", "year": 2024, "first_day": dt.date(2023, 12, 15), "last_day": dt.date(2024, 12, 14),
        "compiled_on": dt.date(2024, 12, 18), "from_new_year": True, "illustrative": True, "letter": letter,
        "movements": (Running("Cả nước chung sức xây dựng nông thôn mới", "Thủ tướng Chính phủ", "2021–2025", "2"),),
        "quarters": (quarter,),
        "sections": (
            Section("2", "Phong trào trọng tâm", (NHA_TAM, THU_NGAN_SACH, PCI)),
            Section("4", "Phòng, chống dịch", (CHONG_DICH,)),
        ),
        "excerpts": (Excerpt(11, "Huyện Đắk Hà", "Xóa xong 30 nhà tạm.", "", "Đề nghị bổ sung vốn."),),
        "filings": (
            FilingRef(11, "Huyện Đắk Hà", "Quý IV năm 2024"), FilingRef(12, "Huyện Ngọc Hồi", "Quý IV năm 2024"),
        ),
        "registrations": DANG_KY, "awards": KHEN_THUONG, "typical_models": DIEN_HINH, "implementation": TRIEN_KHAI,
        "footnotes": GIAI_TRINH, "footnotes_left": 2,
    }  # fmt: skip
    return ReportData(**(columns | changes))


def unsigned():
    return Report(state=ReportState.COMPILED)


def issued():
    signer = User(username="giamdoc", full_name="Nguyễn Văn Ước")
    return Report(state=ReportState.ISSUED, number=5, issued_on=dt.date(2024, 1, 9), issued_year=2024, signed_by=signer)
