"""The vocabulary of movements, indicators and filings. Labels of states are those of the office's catalogue."""

from enum import nonmember

from django.db.models import TextChoices


class Level(TextChoices):
    CENTRAL = "trung_uong", "Trung ương"
    PROVINCE = "tinh", "Tỉnh"
    OTHER = "khac", "Đơn vị, cụm, khối"


class Method(TextChoices):
    REGULAR = "thuong_xuyen", "Thường xuyên"
    THEMATIC = "chuyen_de", "Theo chuyên đề"
    CAMPAIGN = "dot", "Theo đợt"


class MovementState(TextChoices):
    DRAFT = "draft", "Dự kiến phát động"
    LAUNCHED = "launched", "Đã phát động"
    INTERIM = "interim", "Đã sơ kết"
    FINAL = "final", "Đã tổng kết"
    STOPPED = "stopped", "Đã dừng"

    RUNNING = nonmember(frozenset({"launched", "interim"}))


class Entry(TextChoices):
    TYPED = "typed", "nhập"
    RATE = "rate", "nhập hai vế"
    PUBLISHED = "published", "số công bố"
    FORMULA = "formula", "cổng tính"
    COUNTED = "counted", "cổng đếm"

    BOXES = nonmember(frozenset({"typed", "rate"}))  # what a person fills in


class FormulaKind(TextChoices):
    RATIO = "ratio", "tỷ số của hai chỉ tiêu"
    FALL = "difference_to_last_year", "mức giảm so với năm trước"
    RISE = "rise_over_last_year", "mức tăng so với năm trước"
    SHARE = "cumulative_share_of_approved", "lũy kế so với số được phê duyệt"

    OF_TWO = nonmember(frozenset({"ratio", "cumulative_share_of_approved"}))
    OF_YEARS = nonmember(frozenset({"difference_to_last_year", "rise_over_last_year"}))


class Better(TextChoices):
    UP = "up", "cao hơn là tốt"
    DOWN = "down", "thấp hơn là tốt"
    NONE = "none", "không xét cao thấp"


class OverUnits(TextChoices):
    SUM = "sum", "cộng các đơn vị"
    RATIO = "ratio_of_sums", "tỷ số của hai tổng"
    PROVINCE_ONLY = "province_only", "chỉ có số toàn tỉnh"
    RECOMPUTE = "recompute", "tính lại"


class OverTime(TextChoices):
    SUM = "sum", "cộng các kỳ trong năm"
    LAST = "last", "lấy số cuối kỳ"
    RECOMPUTE = "recompute", "tính lại"


class Counter(TextChoices):
    """A running total that must not fall from one period to the next."""

    EVER = "ever", "lũy kế qua các năm"
    YEAR = "year", "lũy kế từ đầu năm"


class Severity(TextChoices):
    BLOCKING = "blocking", "phải sửa"
    EXPLAIN = "explain", "cần giải trình"
    NOTICE = "notice", "để lưu ý"


class Line(TextChoices):
    TERRITORY = "territory", "theo địa bàn"
    DEPARTMENT = "department", "cơ quan chủ trì lĩnh vực"
    OWN = "own", "từng đơn vị"
    PUBLISHED = "published", "số công bố"
    PORTAL = "portal", "cổng đếm"


class PeriodKind(TextChoices):
    MONTH = "month", "tháng"
    QUARTER = "quarter", "quý"
    HALF = "half", "6 tháng"
    YEAR = "year", "cả năm"


class Basis(TextChoices):
    DECREE_09 = "nd09", "mốc chốt số liệu NĐ 09/2019"
    CALENDAR = "calendar", "theo lịch"


class Comparison(TextChoices):
    AT_LEAST = "ge", "từ {} trở lên"
    MORE = "gt", "trên {}"
    EQUAL = "eq", "{}"
    AT_MOST = "le", "không quá {}"
    LESS = "lt", "dưới {}"
    RANGE = "range", "từ {} đến {}"
    RISE_BY_RANKS = "rise_by_ranks", "tăng {} bậc"
    INCREASE_BY = "increase_by", "tăng thêm {}"


class Qualifier(TextChoices):
    EXACT = "eq", "{}"
    AT_LEAST = "ge", "từ {} trở lên"
    MORE = "gt", "trên {}"
    AT_MOST = "le", "không quá {}"
    LESS = "lt", "dưới {}"
    ABOUT = "about", "khoảng {}"
    RANGE = "range", "từ {} đến {}"


class DueLevel(TextChoices):
    COMMUNE = "commune", "xã, phường, thị trấn và đơn vị trực thuộc"
    DIRECT = "direct", "sở, ban, ngành, huyện và đơn vị trực thuộc tỉnh"


class FilingState(TextChoices):
    DRAFT = "draft", "Đang nhập"
    TO_HEAD = "to_head", "Chờ thủ trưởng ký"
    TO_CONFIRM = "to_confirm", "Nhập thay, chờ đơn vị xác nhận"
    SUBMITTED = "submitted", "Đã gửi"
    RECALLED = "recalled", "Đã thu hồi để sửa"
    CHECKING = "checking", "Đang kiểm tra"
    RETURNED = "returned", "Trả lại để sửa"
    ACCEPTED = "accepted", "Đã xác nhận số liệu"
    UNLOCKED = "unlocked", "Đang mở khóa để đính chính"

    EDITABLE = nonmember(frozenset({"draft", "recalled", "returned", "unlocked"}))
    WITH_RECEIVER = nonmember(frozenset({"submitted", "checking"}))
    SHOWN_TO_RECEIVER = nonmember(frozenset({"submitted", "checking", "accepted"}))  # its figures stand still
    ARRIVED = nonmember(frozenset({"to_confirm", "submitted", "checking", "accepted"}))  # not with the unit to correct


class TermKind(TextChoices):
    WORKING_YEAR = "working_year", "năm công tác"
    SCHOOL_YEAR = "school_year", "năm học"


class RegistrationState(TextChoices):
    """Until it is accepted, and after it: what was accepted stays in force while an amendment is on its way."""

    DRAFT = "draft", "Đang soạn"
    TO_HEAD = "to_head", "Chờ thủ trưởng ký"
    SUBMITTED = "submitted", "Đã gửi"
    RETURNED = "returned", "Trả lại để sửa"
    ACCEPTED = "accepted", "Đã tiếp nhận"
    AMENDING = "amending", "Đang soạn điều chỉnh"
    AMEND_TO_HEAD = "amend_to_head", "Điều chỉnh chờ thủ trưởng ký"
    AMEND_SENT = "amend_sent", "Đã gửi điều chỉnh"
    AMENDED = "amended", "Đã điều chỉnh"

    EDITABLE = nonmember(frozenset({"draft", "returned", "amending"}))
    WITH_HEAD = nonmember(frozenset({"to_head", "amend_to_head"}))
    WITH_RECEIVER = nonmember(frozenset({"submitted", "amend_sent"}))
    SETTLED = nonmember(frozenset({"accepted", "amended"}))
    IN_FORCE = nonmember(frozenset({"accepted", "amending", "amend_to_head", "amend_sent", "amended"}))
    SHOWN_TO_RECEIVER = nonmember(frozenset({"submitted", "accepted", "amend_sent", "amended"}))  # it stands still


class ActivityKind(TextChoices):
    """What a unit does to carry out the directive (points 1 and 9; report I.1–I.3)."""

    PLAN = "plan", "Kế hoạch triển khai"
    DOCUMENT = "document", "Văn bản"
    CONFERENCE = "conference", "Hội nghị, lớp"
    MEDIA = "media", "Tin, bài"

    NUMBERED = nonmember(frozenset({"plan", "document"}))  # papers: they have a number and a signer


class Medium(TextChoices):
    PRESS = "press", "Báo, tạp chí"
    BROADCAST = "broadcast", "Phát thanh, truyền hình"
    PORTAL = "portal", "Cổng, trang thông tin điện tử"
    SOCIAL = "social", "Mạng xã hội"
    LOCAL = "local", "Loa truyền thanh, bảng tin"


class SubjectClass(TextChoices):
    """Phân loại đối tượng on the form for registering."""

    PARTY = "dang", "Cơ quan Đảng"
    ADMINISTRATION = "hanh_chinh", "Cơ quan hành chính"
    SERVICE = "su_nghiep", "Đơn vị sự nghiệp"
    ENTERPRISE = "doanh_nghiep", "Doanh nghiệp"
    COOPERATIVE = "hop_tac_xa", "Hợp tác xã"
    CENTRAL = "trung_uong", "Cơ quan Trung ương đóng trên địa bàn"
    OTHER = "khac", "Khác"


class Audience(TextChoices):
    """Who is reminded."""

    HOLDER = "holder", "người đang giữ việc"
    HEAD = "head", "thủ trưởng đơn vị giữ việc"
    DEPARTMENT = "department", "Sở Nội vụ, một danh sách"


class ReminderState(TextChoices):
    """What became of the mail; the notice in the portal is always there."""

    PORTAL_ONLY = "portal_only", "Chỉ báo trên cổng"
    NO_ADDRESS = "no_address", "Không có địa chỉ"
    PENDING = "pending", "Chờ gửi"
    SENDING = "sending", "Đang gửi"
    SENT = "sent", "Đã gửi thư"
    FAILED = "failed", "Gửi không thành công"

    GONE = nonmember(frozenset({"sending", "sent"}))  # nothing can be added to it any more
    AGAIN = nonmember(frozenset({"failed", "no_address"}))
