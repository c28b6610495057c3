from enum import nonmember

from django.db.models import TextChoices


class ReportState(TextChoices):
    COMPILED = "compiled", "Bản tổng hợp số liệu, chưa ký"
    TO_LEAD = "to_lead", "Chờ trưởng phòng kiểm tra"
    TO_HEAD = "to_head", "Chờ Giám đốc ký"
    SIGNED = "signed", "Đã ký, chờ cấp số"
    ISSUED = "issued", "Đã phát hành"

    UNSIGNED = nonmember(frozenset({"compiled", "to_lead", "to_head"}))


class RunKind(TextChoices):
    SCHEDULED = "scheduled", "theo lịch"
    MANUAL = "manual", "chạy ngay"


class RunState(TextChoices):
    QUEUED = "queued", "Chờ chạy"
    RUNNING = "running", "Đang chạy"
    READY = "ready", "Đã xong"
    FAILED = "failed", "Không thành công"


class Stage(TextChoices):
    WAITING = "", "chờ"
    COMPILING = "compiling", "đang tổng hợp số liệu"
    RENDERING = "rendering", "đang dựng văn bản"
    STORING = "storing", "đang lưu"


class DeliveryKind(TextChoices):
    DRAFT = "draft", "bản tổng hợp"
    ISSUED = "issued", "bản phát hành"
    TEST = "test", "gửi thử"
    AGAIN = "again", "gửi lại"


class DeliveryState(TextChoices):
    PENDING = "pending", "Chờ gửi"
    SENDING = "sending", "Đang gửi"
    SENT = "sent", "Đã gửi"
    FAILED = "failed", "Gửi không thành công"
