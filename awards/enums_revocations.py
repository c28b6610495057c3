"""The vocabulary of revocations (Luật 06/2022/QH15 Điều 93)."""

from enum import nonmember

from django.db.models import TextChoices


class RevocationGround(TextChoices):
    """The four grounds on which a decision is revoked (Luật 06/2022/QH15 Điều 93); codes as in the coded reasons."""

    FALSE_MERIT = "HB-A", "Gian dối trong kê khai công trạng, thành tích"
    FALSE_PAPER = "HB-B", "Cung cấp thông tin sai sự thật hoặc làm giả hồ sơ, giấy tờ"
    WRONG_WAY = "HB-C", "Thẩm định, xét, duyệt, đề nghị trái quy định"
    OFFENCE = "HB-D", "Có kết luận, quyết định, bản án về vi phạm trong thời gian tính thành tích"


class RevocationState(TextChoices):
    """The way to a revocation: Sở Nội vụ proposes, who has the power decides."""

    DRAFTING = "drafting", "Đang lập đề nghị hủy bỏ"
    TO_DIRECTOR = "to_director", "Chờ Giám đốc ký đề nghị hủy bỏ"
    AT_LEADER = "at_leader", "Chờ lãnh đạo UBND tỉnh quyết định"
    SIGNED = "signed", "Đã ký, chờ cấp số"
    ASKED = "asked", "Đã gửi nơi ra quyết định khen thưởng"
    REVOKED = "revoked", "Đã hủy bỏ"
    KEPT = "kept", "Không hủy bỏ"
    DROPPED = "dropped", "Thôi đề nghị"

    OVER = nonmember(frozenset({"revoked", "kept", "dropped"}))


class RecoveryKind(TextChoices):
    OBJECT = "object", "Hiện vật"
    MONEY = "money", "Tiền thưởng"


class FlagVerdict(TextChoices):
    """What is to be done with an award that had counted a revoked one."""

    OPEN = "open", "Chờ xem lại"
    STANDS = "stands", "Vẫn đủ tiêu chuẩn"
    REVOKE = "revoke", "Đề nghị hủy bỏ tiếp"
    ENDED = "ended", "Dòng đã kết luận lại"
