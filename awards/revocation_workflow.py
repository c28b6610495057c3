"""The way of a revocation, as data (Luật 06/2022/QH15 Điều 93; grounds: catalogue `quyet_dinh`, act `huy_bo`)."""

from awards.enums_revocations import RevocationState as S
from thidua.workflow import workflow

NOTE, FORM = {"needs_note": True}, {"needs_form": True}
REVOCATION = workflow(
    "huy_bo",
    "awards.revocation",
    ("to_director", "Trình Giám đốc ký", {S.DRAFTING}, S.TO_DIRECTOR, {}),
    ("drop", "Thôi đề nghị", {S.DRAFTING}, S.DROPPED, NOTE),
    ("hand_back", "Chuyển lại chuyên viên", {S.TO_DIRECTOR, S.AT_LEADER}, S.DRAFTING, NOTE),
    ("propose", "Ký tờ trình đề nghị hủy bỏ", {S.TO_DIRECTOR}, S.AT_LEADER, FORM),
    ("ask_issuer", "Ký văn bản gửi nơi ra quyết định", {S.TO_DIRECTOR}, S.ASKED, FORM),
    ("sign", "Ký quyết định hủy bỏ", {S.AT_LEADER}, S.SIGNED, {}),
    ("keep", "Không hủy bỏ", {S.AT_LEADER}, S.KEPT, NOTE),
    ("issue", "Cấp số và phát hành", {S.SIGNED}, S.REVOKED, FORM),
    ("record_ended", "Ghi quyết định hủy bỏ", {S.ASKED}, S.REVOKED, FORM),
    ("record_kept", "Ghi không hủy bỏ", {S.ASKED}, S.KEPT, NOTE),
)
REVOCATION_STEP = REVOCATION.converter()
PROPOSES, ENDS = ("propose", "ask_issuer"), ("issue", "record_ended")  # with a signed paper
