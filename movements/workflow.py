"""The filing's workflow, as data (states: catalogue `bao_cao_ky`)."""

from movements.enums import FilingState as S
from thidua.workflow import workflow

FILING = workflow(
    "bao_cao",
    "movements.filing",
    ("to_head", "Trình thủ trưởng", S.EDITABLE, S.TO_HEAD, {}),
    ("hand_back", "Chuyển lại cán bộ", {S.TO_HEAD}, S.DRAFT, {"needs_note": True}),
    ("submit", "Ký và gửi", {S.TO_HEAD}, S.SUBMITTED, {}),
    ("recall", "Thu hồi", {S.SUBMITTED}, S.RECALLED, {"needs_note": True}),
    ("open", "Mở kiểm tra", {S.SUBMITTED}, S.CHECKING, {}),
    ("accept", "Xác nhận số liệu", {S.CHECKING}, S.ACCEPTED, {}),
    ("return", "Trả lại", {S.CHECKING}, S.RETURNED, {"reasons": "tra_lai"}),
    ("unlock", "Mở khóa", {S.ACCEPTED}, S.UNLOCKED, {"reasons": "mo_khoa"}),
)
FILING_STEP = FILING.converter()
