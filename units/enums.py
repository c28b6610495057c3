from enum import nonmember

from django.db.models import TextChoices


class UnitKind(TextChoices):
    PROVINCE = "tinh", "Tỉnh"
    DEPARTMENT = "so_ban_nganh", "Sở, ban, ngành"
    MASS_ORGANISATION = "doan_the", "Mặt trận, đoàn thể"
    PUBLIC_SERVICE = "don_vi_su_nghiep", "Đơn vị sự nghiệp"
    ARMED_FORCE = "luc_luong_vu_trang", "Lực lượng vũ trang"
    CENTRAL_BODY = "co_quan_trung_uong", "Cơ quan Trung ương trên địa bàn"
    ENTERPRISE = "doanh_nghiep", "Doanh nghiệp, hợp tác xã"
    CITY = "thanh_pho", "Thành phố"
    DISTRICT = "huyen", "Huyện"
    COMMUNE = "xa", "Xã"
    WARD = "phuong", "Phường"
    TOWNSHIP = "thi_tran", "Thị trấn"

    DISTRICTS = nonmember(frozenset({"huyen", "thanh_pho"}))
    COMMUNES = nonmember(frozenset({"xa", "phuong", "thi_tran"}))
    TERRITORIES = nonmember(frozenset({"huyen", "thanh_pho", "xa", "phuong", "thi_tran"}))


class Duty(TextChoices):
    MUST = "must", "phải báo cáo"
    INVITED = "invited", "đề nghị báo cáo"


class Role(TextChoices):
    """Who does what; labels and sentences for people are in units/roles.py."""

    UNIT_OFFICER = "unit_officer", "Cán bộ thi đua"
    UNIT_HEAD = "unit_head", "Thủ trưởng đơn vị"
    HOME_AFFAIRS_OFFICER = "home_affairs_officer", "Chuyên viên Sở Nội vụ"
    HOME_AFFAIRS_MANAGER = "home_affairs_manager", "Trưởng phòng Thi đua - Khen thưởng"
    HOME_AFFAIRS_HEAD = "home_affairs_head", "Giám đốc Sở Nội vụ"
    OFFICE = "office", "Văn phòng Ủy ban nhân dân tỉnh"
    LEADER = "leader", "Lãnh đạo Ủy ban nhân dân tỉnh"
    CLERK = "clerk", "Văn thư"
    COUNCIL_MEMBER = "council_member", "Ủy viên Hội đồng"
    ADMINISTRATOR = "administrator", "Quản trị"

    HOME_AFFAIRS = nonmember(frozenset({"home_affairs_officer", "home_affairs_manager", "home_affairs_head"}))
    PROVINCE_WIDE = nonmember(
        frozenset(
            {
                "home_affairs_officer", "home_affairs_manager", "home_affairs_head",
                "office", "leader", "clerk", "administrator",
            }
        )
    )  # fmt: skip


class NoticeKind(TextChoices):
    TO_SIGN = "to_sign", "Chờ ký"
    RECEIVED = "received", "Đã gửi đến"
    RETURNED = "returned", "Trả lại"
    ACCEPTED = "accepted", "Đã xác nhận"
    REPORT = "report", "Báo cáo"
    FILING_DUE = "filing_due", "Hạn báo cáo kết quả"
    REGISTRATION_DUE = "registration_due", "Hạn đăng ký thi đua"
    CORRECTION = "correction", "Bản trả lại chờ gửi lại"
    WAITING = "waiting", "Bản gửi đến chờ xử lý"
    LATE_LIST = "late_list", "Danh sách đơn vị gửi chậm"

    REMINDED = nonmember(("filing_due", "registration_due", "correction", "waiting", "late_list"))  # also by mail
    OPTIONAL = nonmember(frozenset({"accepted", "report"}))  # tell, and ask for nothing: may be switched off


class Channel(TextChoices):
    PORTAL = "portal", "Trên cổng"
    MAIL = "mail", "Thư điện tử"
