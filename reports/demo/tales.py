"""Stories for the demo's typical models: made up, with nobody's name in them."""

from dataclasses import dataclass

from units.enums import UnitKind

LOCAL = frozenset({*UnitKind.COMMUNES, *UnitKind.DISTRICTS})
REVIEW = "Cách làm đơn giản, ít tốn kém, có số liệu trước và sau; đề nghị nhân rộng (minh họa)."
STOP = "Nhóm nòng cốt đã chuyển nơi ở, không duy trì được (minh họa)."


@dataclass(frozen=True)
class Tale:
    """`local`: of a commune or district; otherwise of an office, a school, an enterprise."""

    name: str
    field: str
    local: bool
    story: str
    next_step: str
    result: str
    movement: str = ""

    def fits(self, unit):
        return self.local == (unit.kind in LOCAL)


TALES = (
    Tale(
        "Tổ hợp tác cà phê ghi nhật ký vườn, {unit}", "Nông nghiệp", True,
        "Mười hai hộ trồng cà phê thống nhất một cuốn nhật ký: ngày bón phân, lượng nước, ngày hái. Mỗi tháng họp một "
        "lần ở nhà rông, so sổ với nhau và cùng gọi một xe thu mua.\n\nSau hai vụ, tỷ lệ quả chín khi hái tăng rõ và "
        "giá bán cao hơn mức chung của thôn.",
        "Mời khuyến nông hướng dẫn ghi chi phí theo từng vườn", "Tám hộ đã ghi nhật ký đủ một vụ.",
    ),
    Tale(
        "Đội ngày công dựng nhà cho hộ nghèo, {unit}", "Giảm nghèo", True,
        "Mỗi thôn lập một đội mười lăm người, ai có nghề mộc, nề thì góp nghề, ai không có thì góp công. Vật liệu do "
        "Mặt trận vận động, tiền công không phải trả nên mỗi nhà bớt được gần một phần ba chi phí.",
        "Lập danh sách nhà dựng trước Tết và phân công từng đội", "Dựng xong ba nhà bằng ngày công của thôn.",
    ),
    Tale(
        "Lớp xóa mù chữ buổi tối ở nhà rông, {unit}", "Giáo dục", True,
        "Lớp mở từ bảy giờ tối, ba buổi một tuần, giáo viên của trường xã dạy luân phiên. Người học mang theo con nhỏ; "
        "đoàn viên thanh niên trông trẻ ở gian bên.",
        "Kiểm tra đọc, viết cuối khóa và chọn người học tiếp", "Mở hai lớp, ba mươi người học đều.",
    ),
    Tale(
        "Câu lạc bộ cồng chiêng thanh niên, {unit}", "Văn hóa", True,
        "Nghệ nhân dạy vào chiều thứ bảy, mỗi em nhận giữ một chiếc chiêng và học trọn một bài. Câu lạc bộ diễn ở các "
        "ngày hội của xã thay cho thuê đội ngoài.",
        "Ghi hình ba bài chiêng cổ để lưu và dạy", "Đã có đội chiêng mười tám em.",
    ),
    Tale(
        "Tổ tuần tra giữ rừng cộng đồng, {unit}", "Bảo vệ rừng", True,
        "Cộng đồng nhận khoán rừng chia năm tổ, mỗi tuần một tổ đi tuyến và đánh dấu trên bản đồ giấy treo ở nhà "
        "văn hóa. Tiền dịch vụ môi trường rừng chia công khai theo số buổi đi.",
        "Tập huấn dùng định vị trên điện thoại cho năm tổ trưởng", "Chia ba tổ, đi tuyến đều mỗi tuần.",
    ),
    Tale(
        "Đường hoa và ngày chủ nhật xanh, {unit}", "Nông thôn mới", True,
        "Sáng chủ nhật đầu tháng cả thôn quét đường, phân loại rác và trồng hoa ở đoạn trước nhà mình. Chi hội phụ nữ "
        "chấm từng đoạn, cuối năm khen ba đoạn đẹp nhất.",
        "Làm hố rác gia đình cho bốn mươi hộ còn lại", "Hai thôn làm đều sáu tháng.",
    ),
    Tale(
        "Trả kết quả tại nhà cho người già yếu, {unit}", "Cải cách hành chính", True,
        "Bộ phận một cửa hẹn giờ và nhờ công an viên, cán bộ thôn mang kết quả đến nhà người cao tuổi, người khuyết "
        "tật. Mỗi lượt ghi vào sổ, có chữ ký của người nhận.",
        "Lấy ý kiến người nhận kết quả trong quý", "Trả tại nhà hơn hai mươi lượt.",
    ),
    Tale(
        "Góc số hóa hồ sơ ngay tại bàn làm việc, {unit}", "Cải cách hành chính", False,
        "Mỗi chuyên viên quét hồ sơ ngay khi nhận thay vì dồn về một người. Tổ ba người soạn mẫu đặt tên tệp và kiểm "
        "tra chéo mỗi chiều thứ sáu.",
        "Rút ngắn mẫu đặt tên tệp và hướng dẫn phòng còn lại", "Áp dụng ở hai phòng, hết hồ sơ tồn chưa quét.",
    ),
    Tale(
        "Nhóm sáng kiến tiết kiệm điện, nước, {unit}", "Tiết kiệm", False,
        "Nhóm năm người đọc đồng hồ mỗi sáng thứ hai, dán số lên bảng chung của cơ quan. Từng phòng tự đặt mức giảm "
        "của mình và tự chọn cách làm.",
        "Lắp đồng hồ riêng cho tầng hai và so ba tháng", "Giảm được tiền điện quý đầu áp dụng.",
    ),
    Tale(
        "Đôi bạn kèm nghề trong năm đầu, {unit}", "Đào tạo, bồi dưỡng", False,
        "Người mới được giao cho một người có kinh nghiệm trong mười hai tháng; cả hai cùng ký một bảng việc phải "
        "biết làm. Cuối mỗi quý hai bên tự chấm và nói lại với trưởng phòng.",
        "Rà lại bảng việc theo vị trí việc làm mới", "Ba đôi bạn đã đi hết quý thứ hai.",
    ),
    Tale(
        "Sổ tay hỏi đáp tình huống thường gặp, {unit}", "Chuyên môn", False,
        "Mỗi tình huống khó được viết thành một trang: hỏi gì, căn cứ nào, làm ra sao, ai đã làm. Sổ để chung, ai "
        "gặp trước thì viết, người khác bổ sung.",
        "Chọn ba mươi tình huống in thành sổ tay", "Đã có bốn mươi trang dùng chung.",
    ),
    Tale(
        "Tuyến xe chung đi cơ sở, {unit}", "Tiết kiệm", False,
        "Lịch đi cơ sở của các phòng đưa lên một bảng chung trước thứ năm; đi cùng hướng thì đi một xe, làm việc "
        "xong cùng về.",
        "Thống kê số chuyến ghép được trong năm", "Ghép được một phần ba số chuyến.",
    ),
)  # fmt: skip
