"""What people of Sở Nội vụ do with a comment, as data (states: catalogue `gop_y`).

Of the consultation itself (`lay_y_kien_nhan_dan`) the table has what people press: its end is the portal's alone.
"""

from awards.enums import CommentState as C
from awards.enums import ConsultationState as S
from thidua.workflow import workflow

CONSULTATION = workflow(
    "lay_y_kien_nhan_dan",
    "awards.consultation",
    ("open", "Đăng", {S.PREPARED}, S.OPEN, {}),
    ("summarise", "Ký bản tổng hợp", {S.CLOSED}, S.SUMMARISED, {"needs_form": True}),
)
COMMENT = workflow(
    "gop_y",
    "awards.publiccomment",
    ("show", "Cho hiện", {C.NEW}, C.SHOWN, {"needs_form": True}),
    ("hide", "Không cho hiện", {C.NEW, C.SHOWN}, C.HIDDEN, {"needs_note": True}),
    ("pass_on", "Chuyển", {C.NEW, C.SHOWN}, C.PASSED, {"needs_form": True}),
    ("answer", "Trả lời", {C.NEW, C.SHOWN}, C.ANSWERED, {"needs_form": True}),
)
COMMENT_STEP = COMMENT.converter()
