"""The workflows of the room, as data (states: catalogues `bao_cao_ky`, `dang_ky_thi_dua`, `phong_trao`)."""

from movements.enums import FilingState as S
from movements.enums import MovementState
from movements.enums import RegistrationState as R
from thidua.workflow import workflow

FILING = workflow(
    "bao_cao",
    "movements.filing",
    ("to_head", "Trình thủ trưởng", S.EDITABLE, S.TO_HEAD, {}),
    ("hand_back", "Chuyển lại cán bộ", {S.TO_HEAD}, S.DRAFT, {"needs_note": True}),
    ("submit", "Ký và gửi", {S.TO_HEAD}, S.SUBMITTED, {}),
    ("enter", "Ghi nhận bản nhập thay", S.EDITABLE, S.CHECKING, {}),
    ("to_unit", "Chuyển đơn vị xác nhận", S.EDITABLE, S.TO_CONFIRM, {}),
    ("confirm", "Xác nhận bản nhập thay", {S.TO_CONFIRM}, S.SUBMITTED, {}),
    ("dispute", "Báo nhập sai", {S.TO_CONFIRM}, S.DRAFT, {"needs_note": True}),
    ("recall", "Thu hồi", {S.SUBMITTED}, S.RECALLED, {"needs_note": True}),
    ("open", "Mở kiểm tra", {S.SUBMITTED}, S.CHECKING, {}),
    ("accept", "Xác nhận số liệu", {S.CHECKING}, S.ACCEPTED, {}),
    ("return", "Trả lại", {S.CHECKING}, S.RETURNED, {"reasons": "tra_lai"}),
    ("unlock", "Mở khóa", {S.ACCEPTED}, S.UNLOCKED, {"reasons": "mo_khoa"}),
)
FILING_STEP = FILING.converter()

REGISTRATION = workflow(
    "dang_ky",
    "movements.registration",
    ("to_head", "Trình thủ trưởng", {R.DRAFT, R.RETURNED}, R.TO_HEAD, {}),
    ("submit", "Ký và gửi", {R.TO_HEAD}, R.SUBMITTED, {}),
    ("hand_back", "Chuyển lại cán bộ", {R.TO_HEAD}, R.DRAFT, {"needs_note": True}),
    ("accept", "Tiếp nhận", {R.SUBMITTED}, R.ACCEPTED, {}),
    ("return", "Trả lại", {R.SUBMITTED}, R.RETURNED, {"reasons": "tra_lai"}),
    ("amend", "Đề nghị điều chỉnh", R.SETTLED, R.AMENDING, {"needs_note": True}),
    ("amend_to_head", "Trình thủ trưởng điều chỉnh", {R.AMENDING}, R.AMEND_TO_HEAD, {}),
    ("amend_submit", "Ký và gửi điều chỉnh", {R.AMEND_TO_HEAD}, R.AMEND_SENT, {}),
    ("amend_hand_back", "Chuyển lại bản điều chỉnh", {R.AMEND_TO_HEAD}, R.AMENDING, {"needs_note": True}),
    ("amend_accept", "Chấp nhận điều chỉnh", {R.AMEND_SENT}, R.AMENDED, {}),
    ("amend_return", "Trả lại điều chỉnh", {R.AMEND_SENT}, R.AMENDING, {"reasons": "tra_lai"}),
    ("amend_drop", "Bỏ điều chỉnh", {R.AMENDING}, R.ACCEPTED, {"needs_note": True}),
)
REGISTRATION_STEP = REGISTRATION.converter()

MOVEMENT = workflow(
    "phong_trao",
    "movements.movement",
    ("launch", "Phát động", {MovementState.DRAFT}, MovementState.LAUNCHED, {}),
    ("stop", "Dừng", MovementState.RUNNING, MovementState.STOPPED, {"needs_note": True}),
)
MOVEMENT_STEP = MOVEMENT.converter()
