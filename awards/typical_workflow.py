"""The typical model's workflow, as data (states: catalogue `dien_hinh`, point 5 of the directive)."""

from awards.enums import ModelStage as S
from thidua.workflow import workflow

TYPICAL = workflow(
    "dien_hinh",
    "awards.typicalmodel",
    ("nurture", "Đưa vào kế hoạch bồi dưỡng", {S.FOUND}, S.NURTURING, {"needs_form": True}),
    ("review", "Ký phiếu tổng kết", {S.NURTURING}, S.REVIEWED, {"needs_note": True}),
    ("replicate", "Ghi đơn vị áp dụng", {S.REVIEWED, S.REPLICATING}, S.REPLICATING, {"needs_form": True}),
    ("stop", "Thôi theo dõi", S.FOLLOWED, S.STOPPED, {"needs_note": True}),
)
TYPICAL_STEP = TYPICAL.converter()
