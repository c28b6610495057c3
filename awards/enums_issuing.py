"""The vocabulary of what follows a signature: numbers, money, the ceremony, and what people ask for afterwards."""

from enum import nonmember

from django.db.models import TextChoices


class Numbering(TextChoices):
    """Where the number of a decision comes from (NĐ 30/2020/NĐ-CP Điều 15; R31)."""

    TYPED = "typed", "Văn thư nhập số, ngày đã cấp ở sổ của cơ quan"
    REGISTER = "register", "Cấp số liên tục theo sổ trên cổng"


class BookKind(TextChoices):
    DECISION = "decision", "Sổ cấp số quyết định"
    GOLD = "gold", "Sổ vàng"


class DraftState(TextChoices):
    """A decision on its way; “Đã ký, chờ cấp số” is told from its dossiers and never stored."""

    DRAFTING = "drafting", "Dự thảo"
    SIGNED = "signed", "Đã ký, chờ cấp số"
    ISSUED = "issued", "Đã ban hành"
    DROPPED = "dropped", "Đã bỏ dự thảo"

    STORED = nonmember(("drafting", "issued", "dropped"))


class BonusRule(TextChoices):
    """Why a line is paid what it is (NĐ 152/2025/NĐ-CP Điều 49; R27)."""

    FULL = "full", "Theo hệ số và mức lương cơ sở"
    HIGHEST = "highest", "Không chi: cùng kỳ đã có danh hiệu mức cao hơn"
    LOOK = "look", "Cần xem lại: cùng kỳ đã chi một danh hiệu"
    UNPRICED = "unpriced", "Chưa có mức trong danh mục"


class Payer(TextChoices):
    FUND = "fund", "Quỹ thi đua, khen thưởng của cấp quyết định"
    UNIT = "unit", "Đơn vị đề nghị"
    OTHER = "other", "Cơ quan khác"


class PaymentState(TextChoices):
    COMMITTED = "committed", "Chưa chi"
    PAID = "paid", "Đã chi"
    VOID = "void", "Không chi"


class FundUse(TextChoices):
    """What else the fund is spent on, besides money to honorees."""

    OBJECTS = "objects", "In, làm hiện vật khen thưởng"
    CEREMONY = "ceremony", "Tổ chức trao thưởng"
    WORK = "work", "Chi khác cho công tác thi đua, khen thưởng"


class ReissueKind(TextChoices):
    EXCHANGE = "exchange", "Cấp đổi"
    AGAIN = "again", "Cấp lại"


class ReissueState(TextChoices):
    RECEIVED = "received", "Đã nhận đề nghị"
    DONE = "done", "Đã cấp"
    REFUSED = "refused", "Không cấp"


class ComplaintKind(TextChoices):
    COMPLAINT = "complaint", "Khiếu nại"
    DENUNCIATION = "denunciation", "Tố cáo"


class ComplaintState(TextChoices):
    RECEIVED = "received", "Đã tiếp nhận"
    ANSWERED = "answered", "Đã trả lời"
    CLOSED = "closed", "Không thụ lý"
