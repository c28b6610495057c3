"""A dossier as words, whole, for the tests of its papers: no database behind it."""

from awards.compile.achievements import ReportText
from awards.compile.dossier_words import DossierText, LineText, Sent
from awards.compile.minutes import MinutesText, Vote
from thidua.paper import Issuer

BK = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
CO = "Cờ thi đua của Ủy ban nhân dân tỉnh"
CSTD = "Chiến sĩ thi đua cấp tỉnh"
LONG = "Ban Quản lý dự án đầu tư xây dựng các công trình nông nghiệp và phát triển nông thôn huyện Ia H'Drai"


def line(name, subject="person", **given):
    whole = {
        "pk": 1, "subject": subject, "name": name, "position": "Trưởng thôn" if subject == "person" else "",
        "unit": "Xã Đăk Ring", "code": "BK_TINH", "award": BK, "order": 30,
        "achievement": "Vận động Nhân dân hiến 3.200 m² đất làm đường.", "state": "eligible",
    }  # fmt: skip
    return LineText(**(whole | given))


FLAG, TITLE = {"code": "CO_TINH", "award": CO, "order": 10}, {"code": "CSTD_TINH", "award": CSTD, "order": 20, "pk": 7}
LINES = (
    line("Thôn Kon Klốc", "collective", **FLAG),
    line("Nguyễn Thị Thanh", position="Phó Giám đốc", **TITLE),
    line("A Pớt"),
    line("Y Ngọc", position=""),
    line("Đội 3", "collective", unit=LONG),
    line("Hộ ông A Phiên", "household"),
    line("Trần Văn Bình", state="ineligible", reason="KD-06: Chưa đủ thời gian. Theo Quyết định số 12/QĐ-X.",
         ground="Luật Thi đua, khen thưởng số 06/2022/QH15, Điều 74"),
)  # fmt: skip


def words(**given):
    whole = {
        "title": "Thành tích xây dựng nông thôn mới năm 2024", "occasion": "Phong trào thi đua, chuyên đề",
        "movement": "Cả nước chung sức xây dựng nông thôn mới", "simple": "", "level": "province",
        "unit": "Ủy ban nhân dân xã Đăk Ring", "receiver": "Ủy ban nhân dân huyện Kon Plông",
        "department": "Sở Nội vụ", "authority": "Ủy ban nhân dân tỉnh Kon Tum", "goes_to_department": False,
        "petition": Sent("05/TTr-UBND", "ngày 09 tháng 12 năm 2024"), "forward": Sent(), "proposal": Sent(),
        "grounds": (
            "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
            ("Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành một "
            "số điều của Luật Thi đua, khen thưởng"),
        ),
        "papers": ("Báo cáo thành tích có xác nhận của cấp trình", "Biên bản bình xét"),
        "illustrative": True, "lines": LINES,
    }  # fmt: skip
    return DossierText(**(whole | given))


def issuer(**given):
    whole = {
        "parent": "Ủy ban nhân dân huyện Kon Plông", "unit": "Ủy ban nhân dân xã Đăk Ring", "place": "Kon Tum",
        "made_on": "2024-12-09", "signer": "A Lý", "signer_title": "Chủ tịch",
    }  # fmt: skip
    return Issuer(**(whole | given))


def meeting(**given):
    whole = {
        "held_on": "2024-12-02", "place": "Hội trường xã", "chair": "A Lý", "chair_title": "Chủ tịch",
        "secretary": "Y Sương", "members": 11, "present": 10, "absent": "A Brum (đi công tác)", "guests": "",
        "opinions": "Các thành viên nhất trí.\nĐề nghị bổ sung số liệu hiến đất.",
        "votes": (Vote(7, "Nguyễn Thị Thanh", CSTD, 90, 11, 10, 1),),
        "notes": (f"{CSTD}: từ 90 % tổng số thành viên trở lên; Điều 30 khoản 7, Nghị định 98/2023/NĐ-CP.",),
    }  # fmt: skip
    return MinutesText(**(whole | given))


def empty_meeting():
    blank = dict.fromkeys(("place", "chair", "chair_title", "secretary", "absent", "guests", "opinions"), "")
    votes = (Vote(7, "Nguyễn Thị Thanh", CSTD, 90, None),)
    return meeting(**blank, held_on="", members=None, present=None, votes=votes)


def report(**given):
    whole = {
        "subject": "person", "name": "Y Ngọc", "award": BK, "simple": False,
        "profile": "Họ và tên: Y Ngọc.\nĐơn vị công tác: Xã Đăk Ring.",
        "merits": "Kết quả xếp loại:\n- Năm công tác 2023: hoàn thành xuất sắc nhiệm vụ.", "honours": "",
        "version": 1, "illustrative": True,
    }  # fmt: skip
    return ReportText(**(whole | given))
