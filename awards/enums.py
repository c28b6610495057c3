"""The vocabulary of commendation. Labels of states are those of the office's catalogue."""

from datetime import date
from enum import nonmember

from django.db.models import TextChoices

THEMES_FROM = date(2026, 10, 1)


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
    """Loại hình khen thưởng (Luật Thi đua, khen thưởng 2022, Điều 8); kháng chiến as the ministry counts it (0602)."""

    MERIT = "cong_trang", "Công trạng"
    MOVEMENT = "phong_trao", "Phong trào thi đua, chuyên đề"
    SUDDEN = "dot_xuat", "Đột xuất"
    DEVOTION = "cong_hien", "Quá trình cống hiến"
    SENIORITY = "nien_han", "Niên hạn"
    FOREIGN = "doi_ngoai", "Đối ngoại"
    RESISTANCE = "khang_chien", "Kháng chiến"

    @classmethod
    def label_on(cls, occasion, day):
        """The word of a day: Luật 06/2026/QH16 names what was “phong trào thi đua” anew (R04)."""
        theme = occasion == cls.MOVEMENT and day >= THEMES_FROM
        return "Phong trào thi đua theo chuyên đề" if theme else str(cls(occasion).label)

    @classmethod
    def choices_on(cls, day):
        return [(value, cls.label_on(value, day)) for value in cls.values]


class SimpleGround(TextChoices):
    """The five grounds of the simplified procedure (Luật Thi đua, khen thưởng 2022, Điều 85; NĐ 98/2023 Điều 40)."""

    POLITICAL = "chinh_tri", "Phục vụ nhiệm vụ chính trị"
    SUDDEN = "dot_xuat", "Thành tích đột xuất, dũng cảm cứu người, cứu tài sản, giải quốc tế"
    FOUND = "phat_hien", "Người đứng đầu phát hiện và đề nghị"
    DEVOTION = "cong_hien", "Quá trình cống hiến, niên hạn, đối ngoại"
    SECRET = "bi_mat", "Có nội dung bí mật nhà nước"  # lawful, but not for this portal: refused with instructions (R26)


class DossierState(TextChoices):
    DRAFT = "draft", "Đang lập"
    TO_HEAD = "to_head", "Chờ thủ trưởng ký tờ trình"
    AT_PARENT = "at_parent", "Chờ cấp quản lý trực tiếp xét"
    SUBMITTED = "submitted", "Đã gửi Sở Nội vụ"
    RECALLED = "recalled", "Đã rút"
    RECEIVED = "received", "Đã tiếp nhận"
    RETURNED = "returned", "Trả lại để bổ sung"
    ASSIGNED = "assigned", "Đã phân công thẩm định"
    APPRAISING = "appraising", "Đang thẩm định"
    OPINIONS = "opinions", "Đang lấy ý kiến (hiệp y)"
    CONSULTING = "consulting", "Đang lấy ý kiến Nhân dân"
    PARTY_OPINION = "party_opinion", "Chờ ý kiến Ban Thường vụ Tỉnh ủy"
    AT_COUNCIL = "at_council", "Trình Hội đồng"
    TO_LEAD = "to_lead", "Chờ trưởng phòng kiểm tra"
    TO_DIRECTOR = "to_director", "Chờ Giám đốc ký tờ trình"
    PROPOSAL_SIGNED = "proposal_signed", "Sở Nội vụ đã trình"
    AT_OFFICE = "at_office", "Văn phòng UBND tỉnh đang kiểm tra"
    OFFICE_RETURNED = "office_returned", "Văn phòng UBND tỉnh trả lại"
    AT_LEADER = "at_leader", "Chờ lãnh đạo UBND tỉnh ký"
    SIGNED = "signed", "Đã ký quyết định"
    SENT_UP = "sent_up", "Đã trình cấp trên"
    DECIDED = "decided", "Đã có quyết định"
    CLOSED = "closed", "Đã kết thúc"

    EDITABLE = nonmember(frozenset({"draft", "returned", "recalled"}))
    WITH_UNIT_ALONE = nonmember(frozenset({"draft", "to_head", "recalled"}))
    NOT_IN_PROVINCE = nonmember(frozenset({"draft", "to_head", "recalled", "at_parent"}))
    OVER = nonmember(frozenset({"decided", "closed"}))
    PROMISED = nonmember(  # at Sở Nội vụ after its receipt: the day promised on the slip runs
        frozenset({
            "received", "assigned", "appraising", "opinions", "consulting", "party_opinion", "at_council", "to_lead",
            "to_director",
        })
    )  # fmt: skip
    BY_ASSIGNEE = nonmember(  # the next act is the assignee's, where there is one
        frozenset({"assigned", "appraising", "opinions", "consulting", "party_opinion", "office_returned", "sent_up"})
    )


class LineState(TextChoices):
    PROPOSED = "proposed", "Đề nghị"
    ELIGIBLE = "eligible", "Đủ điều kiện, tiêu chuẩn"
    INELIGIBLE = "ineligible", "Không đủ điều kiện, tiêu chuẩn"
    ON_HOLD = "on_hold", "Tạm dừng xét"
    LOWER_FORM = "lower_form", "Đề nghị hình thức thấp hơn"  # until whoever proposes says whether it agrees
    VOTED_PASS = "voted_pass", "Hội đồng thông qua"
    VOTED_FAIL = "voted_fail", "Không đạt tỷ lệ phiếu"
    GRANTED = "granted", "Được tặng"
    NOT_GRANTED = "not_granted", "Không được tặng"
    WITHDRAWN = "withdrawn", "Cấp trình rút"
    REVOKED = "revoked", "Đã hủy bỏ quyết định"  # stays in the public register

    OPEN = nonmember(frozenset({"proposed", "eligible", "on_hold", "lower_form", "voted_pass"}))
    GOES_ON = nonmember(frozenset({"eligible", "voted_pass"}))  # to whoever decides
    FAILED_HERE = nonmember(frozenset({"ineligible", "voted_fail"}))  # told to the unit by a notice
    PUBLIC = nonmember(frozenset({"granted", "revoked"}))
    WAITING = nonmember(frozenset({"proposed", "on_hold", "lower_form"}))  # not yet concluded


class OfferAnswer(TextChoices):
    """What whoever proposed a line says to a lower form; silence is never consent."""

    WAITING = "waiting", "Chờ cấp trình trả lời"
    AGREED = "agreed", "Cấp trình đồng ý"
    DECLINED = "declined", "Cấp trình không đồng ý"
    LAPSED = "lapsed", "Thôi hỏi"  # concluded otherwise, or the dossier went back, before an answer came


class ModelStage(TextChoices):
    """The four stages of point 5 of the directive."""

    FOUND = "found", "Phát hiện"
    NURTURING = "nurturing", "Bồi dưỡng"
    REVIEWED = "reviewed", "Tổng kết"
    REPLICATING = "replicating", "Nhân rộng"
    STOPPED = "stopped", "Thôi theo dõi"

    FOLLOWED = nonmember(frozenset({"found", "nurturing", "reviewed", "replicating"}))


class ConsultationState(TextChoices):
    """Lấy ý kiến Nhân dân: the portal ends it, nobody else, and never before its last day is over (R22)."""

    PREPARED = "prepared", "Chuẩn bị đăng"
    OPEN = "open", "Đang lấy ý kiến"
    CLOSED = "closed", "Đã hết thời gian lấy ý kiến"
    SUMMARISED = "summarised", "Đã tổng hợp, giải trình"

    PUBLIC = nonmember(frozenset({"open", "closed"}))  # the list is told while the people are asked, no longer
    BEGUN = nonmember(frozenset({"open", "closed", "summarised"}))
    RUNNING = nonmember(frozenset({"prepared", "open", "closed"}))
    ENDED = nonmember(frozenset({"closed", "summarised"}))


class CommentState(TextChoices):
    """Góp ý: read by a person before anybody else reads it."""

    NEW = "new", "Chờ xem"
    SHOWN = "shown", "Hiện công khai"
    HIDDEN = "hidden", "Không hiện"
    PASSED = "passed", "Chuyển cơ quan có thẩm quyền"
    ANSWERED = "answered", "Đã trả lời"

    PUBLIC = nonmember(frozenset({"shown", "answered"}))


class PlanScope(TextChoices):
    """Điểm 5 of the directive: each year, and the stage 2021-2025 as a whole."""

    YEAR = "year", "Năm"
    STAGE = "stage", "Giai đoạn 2021-2025"


class PlanState(TextChoices):
    DRAFT = "draft", "Đang lập"
    TO_HEAD = "to_head", "Chờ thủ trưởng duyệt"
    SUBMITTED = "submitted", "Đã gửi Sở Nội vụ"
    RETURNED = "returned", "Trả lại để bổ sung"
    RECEIVED = "received", "Đã tiếp nhận"

    EDITABLE = nonmember(frozenset({"draft", "returned"}))
    SENT = nonmember(frozenset({"submitted", "received"}))


class MediaKind(TextChoices):
    PAGE = "chuyen_trang", "Chuyên trang"
    COLUMN = "chuyen_muc", "Chuyên mục"
    ARTICLE = "tin_bai", "Tin, bài"
    BROADCAST = "phat_song", "Phóng sự, phát thanh, truyền hình"


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


class CheckStage(TextChoices):
    """When a check of a line was stored: as it was sent, and as Sở Nội vụ appraised it."""

    SENT = "sent", "Khi gửi"
    APPRAISAL = "appraisal", "Khi thẩm định"


class InstrumentKind(TextChoices):
    LAW = "law", "Luật"
    DECREE = "decree", "Nghị định"
    CIRCULAR = "circular", "Thông tư"
    DECISION = "decision", "Quyết định"
    LETTER = "letter", "Công văn"
    PORTAL = "portal", "Mức cổng tạm đặt"  # a value that the province may set and has not: never law


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


class SignatureFinding(TextChoices):
    """What the digital signatures in a PDF say; the worst of them counts for the file."""

    NONE = "none", "Bản chụp, không có chữ ký số"
    TRUSTED = "trusted", "Chữ ký số nguyên vẹn, đã xác minh người ký"
    NO_ROOTS = "no_roots", "Chưa có chứng thư gốc để đối chiếu: chữ ký nguyên vẹn, chưa xác minh người ký"
    UNTRUSTED = "untrusted", "Chữ ký nguyên vẹn, chứng thư người ký không thuộc chứng thư gốc đã khai báo"
    CHANGED = "changed", "Nội dung đã thêm hoặc sửa sau khi ký"
    BROKEN = "broken", "Chữ ký không hợp lệ"
    UNREADABLE = "unreadable", "Không đọc được chữ ký trong tệp"


class OpinionKind(TextChoices):
    BODY = "body", "Cơ quan liên quan"
    PARTY = "party", "Cấp ủy"


class OpinionState(TextChoices):
    """What one body says of one line. Silence is never consent: overdue is told from the day and never stored."""

    ASKED = "asked", "Đã gửi lấy ý kiến"
    AGREE = "answered_agree", "Thống nhất"
    OBJECT = "answered_object", "Không thống nhất"
    NO_REMARK = "no_remark", "Không có ý kiến / không thuộc phạm vi"
    OVERDUE = "overdue", "Quá hạn chưa trả lời"

    ANSWERS = nonmember(("answered_agree", "answered_object", "no_remark"))


class InquiryState(TextChoices):
    """Hiệp y asked of the province by a ministry or another province."""

    RECEIVED = "received", "Đã nhận đề nghị hiệp y"
    CHECKING = "checking", "Đang lấy ý kiến trong tỉnh"
    ANSWERED = "answered", "Đã trả lời hiệp y"


class SubmissionState(TextChoices):
    """Trình cấp trên: a submission as a whole, and each line of it from the sending on."""

    PREPARING = "preparing", "Đang lập hồ sơ trình"
    SENT = "sent", "Đã trình"
    RETURNED = "returned", "Cấp trên trả lại"
    GRANTED = "granted", "Đã có quyết định"
    NOT_GRANTED = "not_granted", "Không được tặng"

    OPEN = nonmember(frozenset({"preparing", "sent"}))


class BlankWord(TextChoices):
    """What may stand on a certificate."""

    NAME = "name", "Tên cá nhân, tập thể, hộ gia đình"
    POSITION = "position", "Chức vụ"
    UNIT = "unit", "Đơn vị"
    AWARD = "award", "Danh hiệu, hình thức"
    ACHIEVEMENT = "achievement", "Thành tích"
    DECISION = "decision", "Số quyết định, ngày"
    PLACE_DAY = "place_day", "Nơi và ngày ký"
    DAY = "day", "Ngày"
    MONTH = "month", "Tháng"
    YEAR = "year", "Năm"
    SIGNER_TITLE = "signer_title", "Chức vụ người ký"
    SIGNER = "signer", "Người ký"
    QR = "qr", "Mã QR kiểm tra"
    CODE = "code", "Mã kiểm tra bằng chữ"


class Align(TextChoices):
    LEFT = "left", "trái"
    CENTRE = "centre", "giữa"
    RIGHT = "right", "phải"


class PrintState(TextChoices):
    QUEUED = "queued", "Chờ dựng"
    RUNNING = "running", "Đang dựng"
    READY = "ready", "Đã dựng xong"
    FAILED = "failed", "Không dựng được"
