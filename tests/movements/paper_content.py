"""A registration with every part filled in, as words: what the golden papers are made of."""

from movements.compile import Content, SummaryContent, SummaryHead
from movements.compile.registration_words import MovementText, PactText, TargetText
from movements.compile.summaries import CountRow, MissingRow, SumRow
from movements.titles import TitleLine


def content(**more):
    given = {
        "parent": "Ủy ban nhân dân tỉnh Kon Tum",
        "unit": "Sở Nông nghiệp và Phát triển nông thôn",
        "receiver": "Sở Nội vụ",
        "term": "năm 2025",
        "last_term": "năm 2024",
        "subject_class": "Cơ quan hành chính",
        "cluster": "Khối thi đua số 1",
        "place": "Kon Tum",
        "made_on": "2025-01-02",
        "basis": "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;\nCăn cứ Kế hoạch của tỉnh",
        "description": "Sở có 12 đơn vị trực thuộc.",
        "drafter": "Trần Thị Bình",
        "drafter_title": "Chuyên viên",
        "signer": "Nguyễn Văn An",
        "signer_title": "Giám đốc",
        "illustrative": True,
        "movements": (
            MovementText("Chung sức xây dựng nông thôn mới", "45 xã đạt chuẩn", "Hỗ trợ 10 xã.\nMỗi xã một mô hình.",
                         "15/01/2025", "15/12/2025"),
            MovementText("Xây dựng “Cơ quan văn hóa”", "Giữ danh hiệu", "", "", ""),
        ),
        "targets": (
            TargetText("D2.33", "Diện tích rừng trồng mới", "ha", "cao hơn là tốt", "1.100,0", "Niên giám thống kê",
                       "từ 1.200 trở lên", "Biên bản nghiệm thu", "Theo kế hoạch"),
            TargetText("D2.04", "Tỷ lệ hộ nghèo", "%", "thấp hơn là tốt", "", "", "không quá 5,5", "", ""),
        ),
        "pact": (
            PactText("Phát triển kinh tế - xã hội", "Hoàn thành kế hoạch", "100% nhiệm vụ.\nKhông quá hạn."),
            PactText("Công tác thi đua, khen thưởng", "Nhân rộng điển hình", "Ít nhất 02 điển hình."),
        ),
        "titles": (
            TitleLine("collective", "Văn phòng Sở", "Tập thể lao động tiên tiến", group="Cơ quan hành chính"),
            TitleLine("person", "A Thanh", "Chiến sĩ thi đua cơ sở", staff_code="CB-014",
                      born_on="12/05/1984", sex="Nam",
                      position="Trưởng phòng", department="Phòng Kế hoạch", leads="Có", initiative="Vườn ươm tại xã"),
            TitleLine("household", "Hộ ông Y Bình", "Không đăng ký", address="Xã Đắk Mar", note="Vận động thêm"),
        ),
    }  # fmt: skip
    return Content(**(given | more))


def summary(**more):
    """(head, content) of a district's summary with every part filled in."""
    head = {
        "parent": "Ủy ban nhân dân tỉnh Kon Tum",
        "unit": "Ủy ban nhân dân huyện Đắk Hà",
        "below": "các đơn vị trực thuộc",
        "receiver": "Sở Nội vụ",
        "term": "năm 2025",
        "number": 2,
        "place": "Đắk Hà",
        "signed_on": "2025-01-06",
        "signer": "Lê Thị Hoa",
        "signer_title": "Chủ tịch",
    }
    content = SummaryContent(
        expected=11, sent=10, accepted=9, on_time=8,
        titles=(CountRow("Tập thể lao động tiên tiến", 7, "tập thể"),
                CountRow("Chiến sĩ thi đua cơ sở", 12, "cá nhân")),
        movements=(CountRow("Cả nước chung sức xây dựng nông thôn mới", 9),),
        targets=(
            SumRow("D2.06", "Số nhà tạm đã xóa", "nhà", 9, "312", "từ 12 trở lên", "từ 80 trở lên", "từ … trở lên"),
            SumRow("D2.04", "Tỷ lệ hộ nghèo", "%", 9, "", "không quá 3,5", "không quá 9,1", "không quá …"),
        ),
        missing=(MissingRow("Xã Đắk Mar", False), MissingRow("Hội Cựu chiến binh huyện", True)),
        registered=("Xã Đắk Ui", "Thị trấn Đắk Hà"),
    )  # fmt: skip
    return SummaryHead(**(head | more)), content
