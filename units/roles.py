"""What each role may do, in words that a non-programmer can review; shown on the help page and in the admin."""

from units.enums import Role

SENTENCES = {
    Role.UNIT_OFFICER: "Nhập báo cáo kết quả của đơn vị, nhận và xác nhận báo cáo của đơn vị trực thuộc.",
    Role.UNIT_HEAD: "Ký và gửi những gì rời đơn vị; thu hồi khi nơi nhận chưa mở; xác nhận bản nhập thay; "
    "ủy quyền cấp phó ký thay; gia hạn riêng cho đơn vị trực thuộc.",
    Role.HOME_AFFAIRS_OFFICER: "Tiếp nhận, trả lại, xác nhận số liệu; nhập thay từ bản giấy; đặt, đổi hạn gửi; "
    "gia hạn; chạy, xem và trình báo cáo tổng hợp.",
    Role.HOME_AFFAIRS_MANAGER: "Kiểm tra bản tổng hợp và trình Giám đốc ký; mở khóa số liệu đã xác nhận.",
    Role.HOME_AFFAIRS_HEAD: "Ký báo cáo gửi Ủy ban nhân dân tỉnh.",
    Role.OFFICE: "Xem toàn tỉnh; kiểm tra, trình lãnh đạo những gì gửi đến Ủy ban nhân dân tỉnh.",
    Role.LEADER: "Xem toàn tỉnh và nhận báo cáo qua thư điện tử.",
    Role.CLERK: "Nhập số, ngày và bản đã ký; khi đó văn bản mới được phát hành.",
    Role.COUNCIL_MEMBER: "Xem và bỏ phiếu trong các phiên họp của mình.",
    Role.ADMINISTRATOR: "Quản lý người dùng, đơn vị, danh mục, lịch báo cáo.",
}

RECEIVES_FOR_DEPARTMENT = (Role.HOME_AFFAIRS_OFFICER, Role.HOME_AFFAIRS_MANAGER)
