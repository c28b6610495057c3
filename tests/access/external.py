"""Rows of the access matrix for decisions of others: the province reads, Sở Nội vụ writes."""

from tests.access.people import PROVINCE, only
from tests.awards import above
from tests.awards.scene import honoree, load_law

RECEIVES = ("chuyenvien", "truongphong")
WRITES = dict.fromkeys(PROVINCE, 403) | dict.fromkeys(RECEIVES, 422)


def stage(world):
    load_law()
    decision = above.enter_external(world)
    [held] = above.give(world, decision, [honoree(world.units["SYT"], "Y Lan")])
    return {"external": decision.pk, "held": held.pk}


ROWS = {
    "awards:external_list": ("get", (), only(PROVINCE, others=403)),
    "awards:external_new": ("post", (), only(RECEIVES, 422, others=403)),
    "awards:external_detail": ("get", ("external",), only(PROVINCE)),
    "awards:external_add": ("post", ("external",), only((), also=WRITES)),
    "awards:external_edit": ("post", ("external",), only((), also=WRITES)),
    "awards:external_withdraw": ("post", ("external",), only((), also=WRITES)),
    "awards:external_remove": ("post", ("external", "held"), only((), also=WRITES)),
}
KEY = {"anonymous": 401}
WRITES_KEY = dict.fromkeys(PROVINCE, 403) | dict.fromkeys(RECEIVES, 400) | KEY
ROWS |= {
    "api:external-list": ("get", (), only(PROVINCE, others=403, also=KEY)),
    "api:external-detail": ("get", ("external",), only(PROVINCE, also=KEY)),
    "api:external-awards": ("post", ("external",), only((), also=WRITES_KEY)),
    "api:external-withdraw": ("post", ("external",), only((), also=WRITES_KEY)),
    "api:external-remove-award": ("post", ("external", "held"), only((), also=WRITES_KEY)),
}
STEPS = {}
