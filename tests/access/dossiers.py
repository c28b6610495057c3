"""Rows of the access matrix for dossiers, decisions and honorees."""

from awards.models import Decision
from awards.workflow import DOSSIER
from tests.access.people import EVERYONE, PROVINCE, only
from tests.awards import scene
from units.models import Attachment

OWN = ("canbo", "thutruong")
SEES = (*OWN, *PROVINCE)
OFFICERS = ("canbo", "canbo_khac", "canbo_dakha", "canbo_xa")
FORBIDDEN = dict.fromkeys(SEES, 403)  # it has been sent


def stage(world):
    """A dossier of SNNPTNT at Sở Nội vụ, one decided, and who is in them."""
    dossier = scene.walk(world, scene.drafted(world), "submitted")
    decided = scene.walk(world, scene.drafted(world, lines=("Y Khiên",)), "decided")
    return {
        "dossier": dossier.pk,
        "dossier_line": dossier.lines.first().pk,
        "dossier_file": Attachment.objects.of(dossier, "bien_ban").get().pk,
        "decision": Decision.objects.get(dossiers=decided).pk,
        "honoree": decided.lines.get().honoree_id,
    }


ROWS = {
    "awards:dossier_list": ("get", (), only(EVERYONE)),
    "awards:dossier_new": ("get", (), only(OFFICERS, others=403)),
    "awards:dossier_detail": ("get", ("dossier",), only(SEES)),
    "awards:dossier_edit": ("post", ("dossier",), only((), also=FORBIDDEN)),
    "awards:paper_add": ("post", ("dossier",), only((), also=FORBIDDEN)),
    "awards:paper_remove": ("post", ("dossier", "dossier_file"), only((), also=FORBIDDEN)),
    "awards:line_new": ("post", ("dossier",), only((), also=FORBIDDEN)),
    "awards:line_edit": ("post", ("dossier", "dossier_line"), only((), also=FORBIDDEN)),
    "awards:line_remove": ("post", ("dossier", "dossier_line"), only((), also=FORBIDDEN)),
    "awards:line_conclude": ("post", ("dossier", "dossier_line"), only((), also=FORBIDDEN)),
    "awards:line_mark": ("post", ("dossier", "dossier_line"), only((), also=FORBIDDEN)),
    "awards:decision_list": ("get", (), only(EVERYONE)),
    "awards:decision_detail": ("get", ("decision",), only(EVERYONE)),
    "honorees:honoree_list": ("get", (), only(EVERYONE)),
    "honorees:honoree_detail": ("get", ("honoree",), only(SEES)),
}
# On the dossier of SNNPTNT: who may take each step; one that does not apply is refused in words, not forbidden.
DESK = ["chuyenvien", "truongphong"]
WHO_STEPS = {
    "to_head": ["canbo"], "hand_back": ["thutruong"], "send": ["thutruong"], "send_parent": [], "recall": ["thutruong"],
    "direct": [], "enter": [], "enter_parent": [],
    "forward": [], "parent_return": [], "receive": ["chuyenvien"], "return": DESK, "assign": ["truongphong"],
    "take_up": ["chuyenvien"], "begin": DESK, "to_lead": DESK, "to_director": ["truongphong"], "end": DESK,
    "back_to_officer": ["truongphong", "giamdoc"], "sign_proposal": ["giamdoc"], "conclude": ["giamdoc"],
    "take_in": ["vanphong"], "put_before": ["vanphong"], "office_return": ["vanphong"], "resume": DESK,
    "sign": ["lanhdao"], "refuse": ["lanhdao"], "issue": [],
    "ask_opinions": ["chuyenvien"], "end_opinions": ["chuyenvien"], "ask_party": [], "party_answered": ["chuyenvien"],
    "consult": DESK, "end_consulting": ["giamdoc"],
    "sign_up": [], "send_up": [], "return_up": [], "finish_up": [],
    "to_council": ["truongphong"], "leave_council": ["truongphong"], "council_done": ["truongphong"],
}  # fmt: skip
STEPS = {"awards:dossier_step": (DOSSIER, WHO_STEPS, "dossier", SEES)}
