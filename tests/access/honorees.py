"""Rows of the access matrix for the register, its records and its likely duplicates, on pages and through the API."""

from tests.access.people import EVERYONE, PROVINCE, only
from tests.awards import honorees as stage_of
from units.models import Attachment

OWN = ("canbo", "thutruong")
SEES = (*OWN, *PROVINCE)
KEEPS = ("canbo", "chuyenvien", "truongphong")
ADDS = (*KEEPS, "canbo_khac", "canbo_dakha", "canbo_xa")
FORBIDDEN = dict.fromkeys(SEES, 403)
HOLD_SEEN_BY = (*OWN, "chuyenvien", "truongphong", "giamdoc", "lanhdao")


def stage(world):
    """An honoree of SNNPTNT with a rating and an open hold, a likely double of it, and one merged into it."""
    who, double = stage_of.someone(world), stage_of.someone(world, "Nguyễn Thị  Thanh")
    rating = stage_of.write(world, who, "xep-loai")
    merged = stage_of.someone(world, "Nguyễn T. Thanh")
    stage_of.merge(world, who, merged)
    hold = stage_of.held(world, who)
    other = stage_of.held(world, who, reason="TD-02")
    stage_of.release(world, other)
    return {
        "register_honoree": who.pk, "honoree_double": double.pk, "honoree_merged": merged.pk, "hold": hold.pk,
        "kind": "xep-loai", "rating": rating.pk, "conclusion": Attachment.objects.of(other).get().pk,
    }  # fmt: skip


def kept(status=200):
    """Who keeps the record does it, who sees it is refused, the others do not find it."""
    return only(KEEPS, status, also={who: 403 for who in SEES if who not in KEEPS})


ONE, PAIR = ("register_honoree",), ("register_honoree", "honoree_double")
ROW = ("register_honoree", "kind", "rating")
NO_KEY = {"anonymous": 401}
ROWS = {
    "honorees:honoree_new": ("get", (), only(ADDS, others=403)),
    "honorees:honoree_edit": ("get", ONE, kept()),
    "honorees:record_add": ("get", ("register_honoree", "kind"), kept()),
    "honorees:record_edit": ("get", ROW, kept()),
    "honorees:record_remove": ("get", ROW, kept()),
    "honorees:hold_open": ("get", ONE, kept()),
    "honorees:hold_release": (
        "get", ("register_honoree", "hold"),
        only(["chuyenvien", "truongphong"], also=dict.fromkeys(("canbo", "thutruong", "giamdoc", "lanhdao"), 403)),
    ),
    "honorees:duplicate_list": ("get", (), only(ADDS, others=403)),
    "honorees:duplicate_pair": ("get", PAIR, kept()),
    "honorees:duplicate_apart": ("post", PAIR, kept(302)),
    # The first of them splits it; then there is nothing left to split.
    "honorees:honoree_split": (
        "post", ("honoree_merged",), kept(302) | {"chuyenvien": 403, "truongphong": 403},
    ),
    "api:honoree-list": ("get", (), only(EVERYONE, also=NO_KEY)),
    "api:honoree-detail": ("get", ONE, only(SEES, also=NO_KEY)),
}  # fmt: skip
STEPS = {}
