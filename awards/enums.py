"""The vocabulary of commendation. Labels of states are those of the office's catalogue."""

from enum import nonmember

from django.db.models import TextChoices


class AwardKind(TextChoices):
    TITLE = "title", "danh hiệu thi đua"
    FORM = "form", "hình thức khen thưởng"


class Authority(TextChoices):
    STATE = "state", "Cấp Nhà nước"
    PROVINCE = "province", "Cấp tỉnh"
    BASE = "base", "Cấp cơ sở"


class Subject(TextChoices):
    PERSON = "person", "cá nhân"
    COLLECTIVE = "collective", "tập thể"
    HOUSEHOLD = "household", "hộ gia đình"


class PersonClass(TextChoices):
    """Classes of persons as the ministry's forms 0602 and 0603 count them (TT 02/2023/TT-BNV)."""

    PROVINCE_LEADER = "province_leader", "Lãnh đạo cấp bộ, cấp tỉnh và tương đương trở lên"
    DEPARTMENT_LEADER = "department_leader", "Lãnh đạo cấp vụ, sở, ngành và tương đương"
    BUSINESS = "business", "Doanh nhân"
    OTHER_LEADER = "other_leader", "Các cấp lãnh đạo khác từ phó phòng trở lên"
    DIRECT = "direct", "Người trực tiếp công tác, lao động, học tập, chiến đấu"


class Occasion(TextChoices):
    """Loại hình khen thưởng (Luật Thi đua, khen thưởng 2022, Điều 8)."""

    MERIT = "cong_trang", "Công trạng"
    MOVEMENT = "phong_trao", "Phong trào thi đua, chuyên đề"
    SUDDEN = "dot_xuat", "Đột xuất"
    DEVOTION = "cong_hien", "Quá trình cống hiến"
    SENIORITY = "nien_han", "Niên hạn"
    FOREIGN = "doi_ngoai", "Đối ngoại"


class DossierState(TextChoices):
    DRAFT = "draft", "Đang lập"
    TO_HEAD = "to_head", "Chờ thủ trưởng ký tờ trình"
    AT_PARENT = "at_parent", "Chờ cấp quản lý trực tiếp xét"
    SUBMITTED = "submitted", "Đã gửi Sở Nội vụ"
    RECALLED = "recalled", "Đã rút"
    RETURNED = "returned", "Trả lại để bổ sung"
    APPRAISING = "appraising", "Đang thẩm định"
    TO_LEAD = "to_lead", "Chờ trưởng phòng kiểm tra"
    TO_DIRECTOR = "to_director", "Chờ Giám đốc ký tờ trình"
    PROPOSAL_SIGNED = "proposal_signed", "Sở Nội vụ đã trình"
    AT_OFFICE = "at_office", "Văn phòng UBND tỉnh đang kiểm tra"
    OFFICE_RETURNED = "office_returned", "Văn phòng UBND tỉnh trả lại"
    AT_LEADER = "at_leader", "Chờ lãnh đạo UBND tỉnh ký"
    SIGNED = "signed", "Đã ký quyết định"
    DECIDED = "decided", "Đã có quyết định"
    CLOSED = "closed", "Đã kết thúc"

    EDITABLE = nonmember(frozenset({"draft", "returned", "recalled"}))
    WITH_UNIT_ALONE = nonmember(frozenset({"draft", "to_head", "recalled"}))
    NOT_IN_PROVINCE = nonmember(frozenset({"draft", "to_head", "recalled", "at_parent"}))
    OVER = nonmember(frozenset({"decided", "closed"}))


class LineState(TextChoices):
    PROPOSED = "proposed", "Đề nghị"
    ELIGIBLE = "eligible", "Đủ điều kiện, tiêu chuẩn"
    INELIGIBLE = "ineligible", "Không đủ điều kiện, tiêu chuẩn"
    GRANTED = "granted", "Được tặng"
    NOT_GRANTED = "not_granted", "Không được tặng"
    WITHDRAWN = "withdrawn", "Cấp trình rút"

    OPEN = nonmember(frozenset({"proposed", "eligible"}))


class ModelStage(TextChoices):
    """The four stages of point 5 of the directive."""

    FOUND = "found", "Phát hiện"
    NURTURING = "nurturing", "Bồi dưỡng"
    REVIEWED = "reviewed", "Tổng kết"
    REPLICATING = "replicating", "Nhân rộng"
    STOPPED = "stopped", "Thôi theo dõi"

    FOLLOWED = nonmember(frozenset({"found", "nurturing", "reviewed", "replicating"}))


class Standing(TextChoices):
    """How well the portal knows a provision. Only what was read in the text itself may judge by itself (R01, R14)."""

    VERIFIED = "verified", "Đã đối chiếu văn bản"
    PARTIAL = "partial", "Mới đối chiếu một phần"
    UNVERIFIED = "unverified", "Chưa đối chiếu được"
    DRAFT = "draft", "Mới biết qua dự thảo"

    JUDGES = nonmember(frozenset({"verified"}))


class CheckVerdict(TextChoices):
    """What the check says of one criterion, and of a line as a whole. It advises and never grants (R14)."""

    PASS = "pass", "Đạt"
    NEEDS_PERSON = "needs_person", "Cần người xem xét"
    FAIL = "fail", "Không đạt"


class InstrumentKind(TextChoices):
    LAW = "law", "Luật"
    DECREE = "decree", "Nghị định"
    CIRCULAR = "circular", "Thông tư"
    DECISION = "decision", "Quyết định"
    LETTER = "letter", "Công văn"


class Decider(TextChoices):
    """Who may decide an award, as the authority rules name them."""

    PRESIDENT = "president", "Chủ tịch nước"
    PRIME_MINISTER = "prime_minister", "Thủ tướng Chính phủ"
    PROVINCE = "province", "Chủ tịch Ủy ban nhân dân tỉnh"
    DEPARTMENT = "department", "Thủ trưởng cơ quan chuyên môn cấp tỉnh"
    DISTRICT = "district", "Chủ tịch Ủy ban nhân dân huyện"
    COMMUNE = "commune", "Chủ tịch Ủy ban nhân dân xã"
    ENTERPRISE = "enterprise", "Giám đốc doanh nghiệp, hợp tác xã"


class Grade(TextChoices):
    """Mức xếp loại chất lượng of a term, best first."""

    EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "good", "Hoàn thành tốt nhiệm vụ"
    DONE = "done", "Hoàn thành nhiệm vụ"
    NOT_DONE = "not_done", "Không hoàn thành nhiệm vụ"


class Scope(TextChoices):
    """Phạm vi ảnh hưởng, áp dụng of an initiative, and whose council recognises it; the widest last."""

    BASE = "base", "Cơ sở"
    PROVINCE = "province", "Cấp tỉnh"
    NATION = "nation", "Toàn quốc"


class InitiativeKind(TextChoices):
    INITIATIVE = "initiative", "Sáng kiến"
    TOPIC = "topic", "Đề tài khoa học"
    SCHEME = "scheme", "Đề án"
    WORK = "work", "Công trình khoa học và công nghệ"


class AwardSource(TextChoices):
    """Where the portal knows a past award from."""

    PORTAL = "portal", "Quyết định trên cổng"
    IMPORTED = "imported", "Nhập từ danh sách"
    EXTERNAL = "external", "Quyết định của nơi khác"


class ImportKind(TextChoices):
    """What a list of past years tells."""

    AWARDS = "awards", "Khen thưởng đã có"
    RATINGS = "ratings", "Kết quả xếp loại"


class ImportState(TextChoices):
    WAITING = "waiting", "Chờ nhận"
    ACCEPTED = "accepted", "Đã nhận"
    DROPPED = "dropped", "Đã bỏ"
