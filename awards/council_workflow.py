"""The workflow of a sitting, as data (states: catalogue `phien_hop`)."""

from awards.enums_council import SittingState as S
from thidua.workflow import workflow

SITTING = workflow(
    "phien_hop",
    "awards.sitting",
    ("invite", "Gửi giấy mời", {S.PLANNED}, S.INVITED, {}),
    ("open", "Khai mạc", {S.INVITED}, S.RUNNING, {}),
    ("count", "Xác nhận kiểm phiếu", {S.RUNNING}, S.COUNTED, {"confirm": "Kiểm phiếu xong thì không bỏ thêm phiếu."}),
    ("minute", "Ký biên bản", {S.COUNTED}, S.MINUTED, {"needs_form": True}),
    ("void", "Hoãn", {S.PLANNED, S.INVITED, S.RUNNING}, S.VOID, {"needs_note": True}),
)
SITTING_STEP = SITTING.converter()
