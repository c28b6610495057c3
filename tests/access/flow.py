"""Due dates, days of their own, paper that is typed in, and delegations in the access matrix."""

import datetime as dt

from movements.models import Extension, Filing
from tests.access.people import EVERYONE, PROVINCE, only
from units.models import Delegation

AT = dt.datetime(2024, 12, 17, 3, tzinfo=dt.UTC)
HOME = ("chuyenvien", "truongphong")
OFFICERS = ("canbo", "canbo_khac", "canbo_dakha", "canbo_xa")
DISTRICT = ("canbo_dakha", "thutruong_dakha")
COMMUNE = ("canbo_xa", "thutruong_xa")
HEADS = ("thutruong", "thutruong_dakha", "thutruong_xa")
NO_KEY = {"anonymous": 401}


def forbidden(who):
    return dict.fromkeys(who, 403)


def stage(world):
    """An extension of Xã Đắk Mar, its paper being typed in at the district, and a paper of SNNPTNT's head."""
    commune, period = world.units["C23512"], world.periods[4]
    Extension.objects.create(period=period, unit=commune, due_on="2024-12-27", reason="Bão", by=world.chuyenvien, at=AT)
    entered = Filing.objects.create(
        unit=commune, period=world.periods[3], receiver=world.units["615"], entered_by=world.canbo_dakha,
        entered_in=world.units["615"], arrived_on="2024-12-16",
    )  # fmt: skip
    delegation = Delegation.objects.create(
        unit=world.units["SNNPTNT"], holder=world.canbo, number="12/GUQ", signed_on="2024-12-16",
        valid_from="2024-12-16", valid_to="2024-12-31", made_by=world.thutruong, made_at=AT,
    )  # fmt: skip
    return {
        "due_period": period.pk, "level": "direct", "extended": commune.pk, "entered": entered.pk,
        "delegation": delegation.pk,
    }  # fmt: skip


ROWS = {
    "movements:due_list": ("get", (), only(EVERYONE)),
    "movements:due_move": ("get", ("due_period", "level"), only(HOME, others=403)),
    "movements:extension_new": ("get", ("due_period",), only((*HOME, "thutruong_dakha"), others=403)),
    "movements:extension_edit": (
        "get", ("due_period", "extended"),
        only(()) | forbidden((*PROVINCE, *DISTRICT, *COMMUNE)) | dict.fromkeys((*HOME, "thutruong_dakha"), 200)
        | {"anonymous": 302},
    ),
    "movements:behalf_new": ("get", (), only((*HOME, *OFFICERS), others=403)),
    "movements:paper_edit": ("get", ("entered",), only(["canbo_dakha"], also=forbidden(("thutruong_dakha", *COMMUNE)))),
    "units:delegation_list": ("get", (), only(EVERYONE)),
    "units:delegation_new": ("get", (), only((*HEADS, "quantri"), others=403)),
    # The first of them ends it; the second is told so in words.
    "units:delegation_end": ("post", ("delegation",), only(["thutruong", "quantri"], 302, also=forbidden(["canbo"]))),
}  # fmt: skip
ROWS |= {
    "api:my_notices": ("get", (), only(EVERYONE, also=NO_KEY)),
    "api:my_calendar": ("get", (), only(EVERYONE, also=NO_KEY)),
    "api:delegation-list": ("get", (), only(EVERYONE, also=NO_KEY)),
    "api:delegation-detail": ("get", ("delegation",), only(["canbo", "thutruong", "quantri"], also=NO_KEY)),
    # As on the page; who comes second finds it ended.
    "api:delegation-end": (
        "post", ("delegation",), only(["thutruong"], also=forbidden(["canbo"]) | {"quantri": 409} | NO_KEY),
    ),
}  # fmt: skip
STEPS = {}
