"""Who may do what with sổ triển khai."""

import datetime as dt

from movements.models import Activity
from tests.access.people import EVERYONE, PROVINCE, only
from tests.scene import pdf_upload
from units.actions import attach_file

AT = dt.datetime(2024, 12, 17, 3, tzinfo=dt.UTC)
OFFICERS = ("canbo", "canbo_khac", "canbo_dakha", "canbo_xa")
SEES = ("canbo", "thutruong", *PROVINCE)


def among_those_who_see(status, also=None):
    """Its own officer may; the others who see it are forbidden; for everybody else it is not there."""
    return only(("canbo",), status, also=dict.fromkeys([who for who in SEES if who != "canbo"], 403) | (also or {}))


def stage(world):
    """A conference of Sở Nông nghiệp with its minutes."""
    activity = Activity.objects.create(
        unit=world.units["SNNPTNT"], kind="conference", on=dt.date(2024, 12, 3), title="Quán triệt Chỉ thị",
        attendances=120,
    )  # fmt: skip
    attachment = attach_file(owner=activity, purpose="evidence", upload=pdf_upload(), by=world.canbo, at=AT)
    return {"activity": activity.pk, "activity_file": attachment.pk, "kind": "plan"}


ROWS = {
    "implementation:activity_list": ("get", (), only(EVERYONE)),
    "implementation:activity_export": ("get", (), only(EVERYONE)),
    "implementation:activity_new": ("get", ("kind",), only(OFFICERS, others=403)),
    "implementation:activity_detail": ("get", ("activity",), only(SEES)),
    "implementation:activity_edit": ("get", ("activity",), among_those_who_see(200)),
    "implementation:activity_withdraw": ("get", ("activity",), among_those_who_see(200)),
    "implementation:activity_file_add": ("post", ("activity",), among_those_who_see(302)),
    "implementation:activity_file_remove": ("post", ("activity", "activity_file"), among_those_who_see(302)),
}
STEPS = {}
