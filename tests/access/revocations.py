"""Rows of the access matrix for revocations: who prepares and decides; the unit reads what is decided."""

from awards.models import Recovery
from awards.revocation_workflow import REVOCATION
from tests.access.people import only
from tests.awards import revoking
from tests.awards.line_checks import holding
from tests.awards.scene import honoree

READS = ("chuyenvien", "truongphong", "giamdoc", "vanphong", "vanthu", "lanhdao")
UNITS = ("canbo", "thutruong", "canbo_khac", "canbo_dakha", "thutruong_dakha", "canbo_xa", "thutruong_xa")
SEES = (*READS, "canbo", "thutruong")  # of one that is decided
RECEIVES = ("chuyenvien", "truongphong")
SHUT = dict.fromkeys(READS, 403)
ENDED = dict.fromkeys(SEES, 403)


def stage(world):
    """A case that is drafted, one that is decided with a flag and something to come back."""
    held, _ = revoking.streak(world)
    done = revoking.revoked(world, held)
    other = holding(honoree(world.units["SNNPTNT"], "Y Vân"), "BK_TINH", 2024, issuer="UBND tỉnh Kon Tum")
    return {
        "revocation": revoking.start(world, other).pk, "revocation_done": done.pk, "flag": done.flags.get().pk,
        "revocation_honoree": other.honoree_id, "hand_back_": "hand_back",
        "recovery": Recovery.objects.filter(award__revocation=done).first().pk,
    }  # fmt: skip


NEW_FORBIDDEN = {"quantri": 403, "canbo": 403, "thutruong": 403} | SHUT
ROWS = {
    "awards:revocation_list": ("get", (), only((*READS, *UNITS), others=403)),
    "awards:revocation_detail": ("get", ("revocation_done",), only(SEES)),
    "awards:revocation_new": (
        "post", ("revocation_honoree",), only((), also=NEW_FORBIDDEN | dict.fromkeys(RECEIVES, 422)),
    ),
    "awards:revocation_edit": ("post", ("revocation",), only((), also=SHUT | dict.fromkeys(RECEIVES, 422))),
    "awards:flag_judge": ("post", ("revocation_done", "flag"), only((), also=ENDED | dict.fromkeys(RECEIVES, 422))),
    "awards:recovery_record": (
        "post", ("revocation_done", "recovery"), only((), also=ENDED | dict.fromkeys(RECEIVES, 422)),
    ),
}  # fmt: skip
KEY = {"anonymous": 401}
ROWS |= {
    "api:revocation-step": (
        "post", ("revocation", "hand_back_"), only((), also=SHUT | KEY),
    ),
    "api:revocation-list": ("get", (), only((*READS, *UNITS), others=403, also=KEY)),
    "api:revocation-detail": ("get", ("revocation_done",), only(SEES, also=KEY)),
    "api:revocation-change": ("post", ("revocation",), only((), also=SHUT | KEY | dict.fromkeys(RECEIVES, 400))),
    "api:revocation-flag": (
        "post", ("revocation_done", "flag"), only((), also=ENDED | KEY | dict.fromkeys(RECEIVES, 400)),
    ),
    "api:revocation-recovery": (
        "post", ("revocation_done", "recovery"), only((), also=ENDED | KEY | dict.fromkeys(RECEIVES, 400)),
    ),
}  # fmt: skip
WHO_STEPS = {
    "to_director": RECEIVES, "drop": RECEIVES, "hand_back": (), "propose": ("giamdoc",), "ask_issuer": (),
    "sign": ("lanhdao",), "keep": ("lanhdao",), "issue": (), "record_ended": RECEIVES, "record_kept": RECEIVES,
}  # fmt: skip
STEPS = {"awards:revocation_step": (REVOCATION, WHO_STEPS, "revocation", READS)}
