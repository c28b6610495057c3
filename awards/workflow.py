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
    ("direct", "Chuyển thẩm định theo chỉ đạo", S.EDITABLE, S.SUBMITTED, {}),
    ("enter", "Ghi nhận bản giấy gửi Sở Nội vụ", S.EDITABLE, S.SUBMITTED, FORM),
    ("enter_parent", "Ghi nhận bản giấy gửi cấp quản lý", S.EDITABLE, S.AT_PARENT, FORM),
    ("hand_back", "Chuyển lại cán bộ", {S.TO_HEAD}, S.DRAFT, NOTE),
    ("forward", "Gửi Sở Nội vụ", {S.AT_PARENT}, S.SUBMITTED, FORM),
    ("parent_return", "Trả lại đơn vị", {S.AT_PARENT}, S.RETURNED, REASON),
    ("recall", "Rút hồ sơ", {S.AT_PARENT, S.SUBMITTED}, S.RECALLED, NOTE),
    ("receive", "Tiếp nhận", {S.SUBMITTED}, S.RECEIVED, {}),
    ("assign", "Phân công", {S.RECEIVED, S.ASSIGNED, S.APPRAISING}, S.ASSIGNED, FORM),
    ("take_up", "Tự nhận thẩm định", {S.RECEIVED}, S.APPRAISING, {}),
    ("begin", "Bắt đầu thẩm định", {S.ASSIGNED}, S.APPRAISING, {}),
    ("to_lead", "Trình trưởng phòng", {S.APPRAISING}, S.TO_LEAD, {}),
    ("return", "Trả lại để bổ sung", {S.SUBMITTED, S.RECEIVED, S.ASSIGNED, S.APPRAISING}, S.RETURNED, REASON),
    ("to_director", "Trình Giám đốc", {S.TO_LEAD}, S.TO_DIRECTOR, {}),
    ("sign_proposal", "Ký tờ trình của Sở", {S.TO_DIRECTOR}, S.PROPOSAL_SIGNED, FORM),
    ("conclude", "Ký thông báo không đủ điều kiện", {S.TO_DIRECTOR}, S.CLOSED, FORM),
    ("end", "Kết thúc hồ sơ đã rút hết dòng", {S.APPRAISING}, S.CLOSED, {}),
    ("back_to_officer", "Chuyển lại chuyên viên", {S.TO_LEAD, S.TO_DIRECTOR}, S.APPRAISING, NOTE),
    ("take_in", "Tiếp nhận tờ trình", {S.PROPOSAL_SIGNED}, S.AT_OFFICE, {}),
    ("put_before", "Trình lãnh đạo ký", {S.AT_OFFICE}, S.AT_LEADER, {}),
    ("office_return", "Trả lại Sở Nội vụ", {S.AT_OFFICE}, S.OFFICE_RETURNED, FORM),
    ("resume", "Thẩm định lại", {S.OFFICE_RETURNED}, S.APPRAISING, {}),
    ("sign", "Ký quyết định", {S.AT_LEADER}, S.SIGNED, {}),
    ("sign_up", "Ký tờ trình cấp trên", {S.AT_LEADER}, S.SIGNED, {}),
    ("refuse", "Không đồng ý", {S.AT_LEADER}, S.CLOSED, FORM),
    ("issue", "Cấp số và phát hành", {S.SIGNED}, S.DECIDED, FORM),
    # Opinions of others, and what goes above the province.
    ("ask_opinions", "Lấy ý kiến các cơ quan", {S.APPRAISING}, S.OPINIONS, FORM),
    ("end_opinions", "Kết thúc lấy ý kiến", {S.OPINIONS}, S.APPRAISING, FORM),
    ("consult", "Đăng lấy ý kiến", {S.APPRAISING}, S.CONSULTING, FORM),
    ("end_consulting", "Ký bản tổng hợp", {S.CONSULTING}, S.APPRAISING, FORM),
    ("ask_party", "Gửi xin ý kiến cấp ủy", {S.APPRAISING, S.TO_DIRECTOR}, S.PARTY_OPINION, FORM),
    ("party_answered", "Ghi ý kiến cấp ủy", {S.PARTY_OPINION}, S.APPRAISING, FORM),
    ("send_up", "Cấp số và gửi cấp trên", {S.SIGNED}, S.SENT_UP, FORM),
    ("return_up", "Ghi cấp trên trả lại", {S.SENT_UP}, S.APPRAISING, FORM),
    ("finish_up", "Ghi kết quả của cấp trên", {S.SENT_UP}, S.CLOSED, FORM),
    # The council of the province votes on its lines.
    ("to_council", "Đưa vào chương trình họp", {S.APPRAISING}, S.AT_COUNCIL, FORM),
    ("leave_council", "Đưa ra khỏi chương trình họp", {S.AT_COUNCIL}, S.APPRAISING, FORM),
    ("council_done", "Ghi kết quả Hội đồng", {S.AT_COUNCIL}, S.APPRAISING, FORM),
)
# Steps with an act and a page of their own: the common page leads there.
OWN_PAGE = {
    "ask_opinions": "awards:opinion_ask",
    "end_opinions": "awards:opinion_end",
    "consult": "awards:consultation_prepare",
    "end_consulting": "awards:consultation_end",
    "ask_party": "awards:party_ask",
    "party_answered": "awards:party_answer",
    "send_up": "awards:submission_send",
    "return_up": "awards:submission_return",
    "finish_up": "awards:submission_result",
    "to_council": "awards:council_put",
    "leave_council": "awards:council_leave",
    "council_done": "awards:council_sitting",
}
DOSSIER_STEP = DOSSIER.converter()
