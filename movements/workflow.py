"""The workflows of the room, as data (states: catalogues `bao_cao_ky`, `dang_ky_thi_dua`, `phong_trao`)."""

from movements.enums import FilingState as S
from movements.enums import MovementState, RegistrationState
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
    ("to_head", "Trình thủ trưởng", RegistrationState.EDITABLE, RegistrationState.TO_HEAD, {}),
    ("submit", "Ký và gửi", {RegistrationState.TO_HEAD}, RegistrationState.SUBMITTED, {}),
    ("hand_back", "Chuyển lại cán bộ", {RegistrationState.TO_HEAD}, RegistrationState.DRAFT, {"needs_note": True}),
    ("accept", "Tiếp nhận", {RegistrationState.SUBMITTED}, RegistrationState.ACCEPTED, {}),
    ("return", "Trả lại", {RegistrationState.SUBMITTED}, RegistrationState.RETURNED, {"reasons": "tra_lai"}),
)
REGISTRATION_STEP = REGISTRATION.converter()

MOVEMENT = workflow(
    "phong_trao",
    "movements.movement",
    ("launch", "Phát động", {MovementState.DRAFT}, MovementState.LAUNCHED, {}),
    ("stop", "Dừng", MovementState.RUNNING, MovementState.STOPPED, {"needs_note": True}),
)
MOVEMENT_STEP = MOVEMENT.converter()
