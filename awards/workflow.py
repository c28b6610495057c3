"""The dossier's workflow, as data (states: catalogue `ho_so_khen_thuong`; reasons: `ho_so`)."""

from awards.enums import DossierState as S
from thidua.workflow import workflow

NOTE, FORM, REASON = {"needs_note": True}, {"needs_form": True}, {"reasons": "tra_lai_bo_sung"}
DOSSIER = workflow(
    "ho_so",
    "awards.dossier",
    ("to_head", "Trình thủ trưởng", S.EDITABLE, S.TO_HEAD, {}),
    ("send", "Ký tờ trình, gửi Sở Nội vụ", {S.TO_HEAD}, S.SUBMITTED, FORM),
    ("send_parent", "Ký tờ trình, gửi cấp quản lý", {S.TO_HEAD}, S.AT_PARENT, FORM),
    ("hand_back", "Chuyển lại cán bộ", {S.TO_HEAD}, S.DRAFT, NOTE),
    ("forward", "Gửi Sở Nội vụ", {S.AT_PARENT}, S.SUBMITTED, FORM),
    ("parent_return", "Trả lại đơn vị", {S.AT_PARENT}, S.RETURNED, REASON),
    ("recall", "Rút hồ sơ", {S.AT_PARENT, S.SUBMITTED}, S.RECALLED, NOTE),
    ("receive", "Tiếp nhận", {S.SUBMITTED}, S.APPRAISING, {}),
    ("to_lead", "Trình trưởng phòng", {S.APPRAISING}, S.TO_LEAD, {}),
    ("return", "Trả lại để bổ sung", {S.SUBMITTED, S.APPRAISING}, S.RETURNED, REASON),
    ("to_director", "Trình Giám đốc", {S.TO_LEAD}, S.TO_DIRECTOR, {}),
    ("sign_proposal", "Ký tờ trình của Sở", {S.TO_DIRECTOR}, S.PROPOSAL_SIGNED, FORM),
    ("conclude", "Ký thông báo không đủ điều kiện", {S.TO_DIRECTOR}, S.CLOSED, {}),
    ("back_to_officer", "Chuyển lại chuyên viên", {S.TO_LEAD, S.TO_DIRECTOR}, S.APPRAISING, NOTE),
    ("take_in", "Tiếp nhận tờ trình", {S.PROPOSAL_SIGNED}, S.AT_OFFICE, {}),
    ("put_before", "Trình lãnh đạo ký", {S.AT_OFFICE}, S.AT_LEADER, {}),
    ("office_return", "Trả lại Sở Nội vụ", {S.AT_OFFICE}, S.OFFICE_RETURNED, FORM),
    ("resume", "Thẩm định lại", {S.OFFICE_RETURNED}, S.APPRAISING, {}),
    ("sign", "Ký quyết định", {S.AT_LEADER}, S.SIGNED, {}),
    ("refuse", "Không đồng ý", {S.AT_LEADER}, S.CLOSED, FORM),
    ("issue", "Cấp số và phát hành", {S.SIGNED}, S.DECIDED, FORM),
)
DOSSIER_STEP = DOSSIER.converter()
