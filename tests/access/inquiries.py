"""Rows of the access matrix for hiệp y: Sở Nội vụ, the office, the leaders, the clerk; nobody else knows of it."""

from tests.access.people import HOME_AFFAIRS, only
from tests.awards import above

READS = (*HOME_AFFAIRS, "vanphong", "vanthu", "lanhdao")
RECEIVES = ("chuyenvien", "truongphong")  # who receives for the department
FORBIDDEN = dict.fromkeys(READS, 403)
WRITES = FORBIDDEN | dict.fromkeys(RECEIVES, 422)


def stage(world):
    """A letter with a draft before the leader, and one whose answer is signed."""
    return {
        "inquiry": above.proposed(world, above.enter_inquiry(world)).pk,
        "inquiry_signed": above.signed_inquiry(world, number="9/BCT").pk,
    }


ROWS = {
    "awards:inquiry_list": ("get", (), only(READS, others=403)),
    "awards:inquiry_new": ("post", (), only(RECEIVES, 422, others=403)),
    "awards:inquiry_detail": ("get", ("inquiry",), only(READS)),
    "awards:inquiry_ask": ("post", ("inquiry",), only((), also=WRITES)),
    "awards:inquiry_reply": ("post", ("inquiry",), only((), also=WRITES)),
    "awards:inquiry_sign": ("post", ("inquiry",), only((), also=FORBIDDEN | {"lanhdao": 302})),
    "awards:inquiry_hand_back": ("post", ("inquiry",), only((), also=FORBIDDEN | {"lanhdao": 422})),
    "awards:inquiry_answer": ("post", ("inquiry_signed",), only((), also=FORBIDDEN | {"vanthu": 422})),
}
KEY = {"anonymous": 401}
WRITES_KEY = FORBIDDEN | dict.fromkeys(RECEIVES, 400) | KEY
ROWS |= {
    "api:inquiry-list": ("get", (), only(READS, others=403, also=KEY)),
    "api:inquiry-detail": ("get", ("inquiry",), only(READS, also=KEY)),
    "api:inquiry-ask": ("post", ("inquiry",), only((), also=WRITES_KEY)),
    "api:inquiry-reply": ("post", ("inquiry",), only((), also=WRITES_KEY)),
    "api:inquiry-sign": ("post", ("inquiry",), only((), also=FORBIDDEN | KEY | {"lanhdao": 400})),
    "api:inquiry-hand-back": ("post", ("inquiry",), only((), also=FORBIDDEN | KEY | {"lanhdao": 400})),
    "api:inquiry-answer": ("post", ("inquiry_signed",), only((), also=FORBIDDEN | KEY | {"vanthu": 400})),
}
STEPS = {}
