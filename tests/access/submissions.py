"""Rows of the access matrix for what goes above the province."""

from tests.access.people import PROVINCE, only
from tests.awards import above

SEES = ("canbo", "thutruong", *PROVINCE)
FORBIDDEN = dict.fromkeys(SEES, 403)


def stage(world):
    """A dossier of SNNPTNT that the clerk may send, and one that was sent."""
    return {"signed_up": above.signed_up(world, names=("Y Vân",)).pk, "sent_up": above.sent_up(world).pk}


ROWS = {
    "awards:submission_list": ("get", (), only(PROVINCE, others=403)),
    "awards:submission_detail": ("get", ("sent_up",), only(SEES)),
    "awards:submission_send": ("post", ("signed_up",), only((), also=FORBIDDEN | {"vanthu": 422})),
    "awards:submission_return": ("post", ("sent_up",), only((), also=FORBIDDEN | {"chuyenvien": 422})),
    "awards:submission_result": ("post", ("sent_up",), only((), also=FORBIDDEN | {"chuyenvien": 422})),
}
STEPS = {}
