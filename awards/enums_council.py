"""The vocabulary of councils, their sittings and ballots. Labels of states are those of the office's catalogue."""

from enum import nonmember

from django.db.models import TextChoices


class CouncilKind(TextChoices):
    EMULATION = "emulation", "Hội đồng Thi đua - Khen thưởng"
    INITIATIVE = "initiative", "Hội đồng sáng kiến"


class CouncilPart(TextChoices):
    """What a member is in the council; each has one vote, the secretary too where a member."""

    CHAIR = "chair", "Chủ tịch Hội đồng"
    STANDING_VICE = "standing_vice", "Phó Chủ tịch thường trực Hội đồng"
    VICE = "vice", "Phó Chủ tịch Hội đồng"
    SECRETARY = "secretary", "Ủy viên kiêm thư ký"
    MEMBER = "member", "Ủy viên"

    CHAIRS = nonmember(("chair", "standing_vice", "vice"))
    ONLY_ONE = nonmember(("chair", "standing_vice", "secretary"))


class SittingState(TextChoices):
    PLANNED = "planned", "Dự kiến"
    INVITED = "invited", "Đã gửi giấy mời, tài liệu"
    RUNNING = "running", "Đang họp"
    COUNTED = "counted", "Đã kiểm phiếu"
    MINUTED = "minuted", "Đã ký biên bản"
    VOID = "void", "Không đủ thành viên, hoãn"

    OPEN = nonmember(frozenset({"planned", "invited", "running", "counted"}))
    TOLD = nonmember(frozenset({"counted", "minuted"}))  # the tally is known


class BallotState(TextChoices):
    """How a member stands with the ballots; told from rows, never stored. What was chosen is told nowhere."""

    NOT_SENT = "not_sent", "Chưa phát phiếu"
    OPEN = "open", "Đang bỏ phiếu"
    CAST = "cast", "Đã bỏ phiếu"
    WRITTEN = "written", "Ý kiến bằng văn bản"
    NOT_TAKING_PART = "not_taking_part", "Không tham gia bỏ phiếu dòng này"
    MISSING = "missing", "Không bỏ phiếu"


class Attendance(TextChoices):
    EXPECTED = "expected", "Chưa điểm danh"
    PRESENT = "present", "Có mặt"
    WRITTEN = "written", "Vắng mặt, gửi ý kiến bằng văn bản"
    ABSENT = "absent", "Vắng mặt"


class Vote(TextChoices):
    AGREE = "agree", "Đồng ý"
    REFUSE = "refuse", "Không đồng ý"
    BLANK = "blank", "Phiếu trắng"
    INVALID = "invalid", "Phiếu không hợp lệ"  # of paper ballots alone

    VALID = nonmember(("agree", "refuse", "blank"))


class BallotWay(TextChoices):
    PORTAL = "portal", "Trên cổng"
    PAPER = "paper", "Phiếu giấy"
    WRITTEN = "written", "Ý kiến bằng văn bản"


class ConflictKind(TextChoices):
    NOMINEE = "nominee", "Là người được đề nghị"
    KIN = "kin", "Là người thân của người được đề nghị"
    OWN_UNIT = "own_unit", "Cùng đơn vị với đối tượng được đề nghị"

    BARRED = nonmember(frozenset({"nominee", "kin"}))  # never vote on that line


class ItemResult(TextChoices):
    """What a council has said of one line, once its ballots are counted."""

    OPEN = "", "Chưa có kết quả"
    PASSED = "voted_pass", "Hội đồng thông qua"
    FAILED = "voted_fail", "Không đạt tỷ lệ phiếu"
