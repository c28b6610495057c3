"""The way of a plan of typical models, as data: the officer writes, the head approves and sends, Sở Nội vụ receives."""

from awards.enums import PlanState as S
from thidua.workflow import workflow

MODEL_PLAN = workflow(
    "ke_hoach_dien_hinh",
    "awards.modelplan",
    ("to_head", "Trình thủ trưởng", S.EDITABLE, S.TO_HEAD, {}),
    ("hand_back", "Chuyển lại cán bộ", {S.TO_HEAD}, S.DRAFT, {"needs_note": True}),
    ("approve", "Duyệt, gửi Sở Nội vụ", {S.TO_HEAD}, S.SUBMITTED, {"needs_form": True}),
    ("receive", "Tiếp nhận", {S.SUBMITTED}, S.RECEIVED, {}),
    ("return", "Trả lại để bổ sung", S.SENT, S.RETURNED, {"needs_note": True}),
)
PLAN_STEP = MODEL_PLAN.converter()
