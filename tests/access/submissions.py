"""Rows of the access matrix for what goes above the province."""

from tests.access.people import EVERYONE, PROVINCE, only
from tests.awards import above

SEES = ("canbo", "thutruong", *PROVINCE)
FORBIDDEN = dict.fromkeys(SEES, 403)


def stage(world):
    """A dossier of SNNPTNT that the clerk may send, and one that was sent."""
    ready, gone = above.signed_up(world, names=("Y Vân",)), above.sent_up(world)
    return {
        "signed_up": ready.pk, "sent_up": gone.pk,
        "preparing": ready.submissions.get().pk, "submission": gone.submissions.get().pk,
    }  # fmt: skip


ROWS = {
    "awards:submission_list": ("get", (), only(PROVINCE, others=403)),
    "awards:submission_detail": ("get", ("sent_up",), only(SEES)),
    "awards:submission_send": ("post", ("signed_up",), only((), also=FORBIDDEN | {"vanthu": 422})),
    "awards:submission_return": ("post", ("sent_up",), only((), also=FORBIDDEN | {"chuyenvien": 422})),
    "awards:submission_result": ("post", ("sent_up",), only((), also=FORBIDDEN | {"chuyenvien": 422})),
}
KEY = {"anonymous": 401}
UNSENT = dict.fromkeys(PROVINCE, 403)  # the unit does not know of it yet
ROWS |= {
    "api:submission-list": ("get", (), only(EVERYONE, also=KEY)),  # each their own
    "api:submission-detail": ("get", ("submission",), only(SEES, also=KEY)),
    "api:submission-send": ("post", ("preparing",), only((), also=UNSENT | KEY | {"vanthu": 400})),
    "api:submission-send-back": ("post", ("submission",), only((), also=FORBIDDEN | KEY | {"chuyenvien": 400})),
    "api:submission-results": ("post", ("submission",), only((), also=FORBIDDEN | KEY | {"chuyenvien": 400})),
}
STEPS = {}
