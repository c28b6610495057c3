"""Who may do what with registrations and a unit's own movements."""

import datetime as dt

from movements.workflow import MOVEMENT, REGISTRATION
from tests.access.people import EVERYONE, PROVINCE, only
from tests.factories import MovementFactory, RegistrationFactory, TermFactory
from tests.scene import pdf_upload
from units.actions import attach_file

OWN = ("canbo", "thutruong")
SEES = (*OWN, *PROVINCE)
OFFICERS = ("canbo", "canbo_khac", "canbo_dakha", "canbo_xa")


def stage(world):
    """A sent registration of Sở Nông nghiệp, a term that is open, and a movement that it plans."""
    term = TermFactory(year=2025)
    registration = RegistrationFactory(
        unit=world.units["SNNPTNT"], term=TermFactory(year=2024), receiver=world.units["SNV"], sent=True,
        submitted_by=world.thutruong,
    )  # fmt: skip
    planned = MovementFactory(name="Nông dân số", level="khac", launching_unit=world.units["SNNPTNT"], state="draft")
    at = dt.datetime(2024, 12, 17, 3, tzinfo=dt.UTC)
    paper = attach_file(owner=planned, purpose="ke_hoach", upload=pdf_upload(), by=world.canbo, at=at)
    return {"registration": registration.pk, "term": term.pk, "planned": planned.pk, "plan_file": paper.pk}


READS_PLAN = dict.fromkeys(("thutruong", *SEES[2:]), 403)
ROWS = {
    "movements:registration_list": ("get", (), only(EVERYONE)),
    "movements:registration_start": ("post", ("term",), only(OFFICERS, 302, others=403)),
    "movements:registration_detail": ("get", ("registration",), only(SEES)),
    "movements:registration_save": (
        "post", ("registration",), only((), also=dict.fromkeys(SEES, 403)),  # it has been sent
    ),
    "movements:launch_list": ("get", (), only(EVERYONE)),
    "movements:launch_new": ("get", (), only(OFFICERS, others=403)),
    "movements:launch_file_add": ("post", ("planned",), only(["canbo"], 302, also=READS_PLAN)),
    "movements:launch_file_remove": ("post", ("planned", "plan_file"), only(["canbo"], 302)),  # then it is gone
    "movements:launch_edit": ("get", ("planned",), only(SEES)),
}  # fmt: skip
STEPS = {
    "movements:registration_step": (
        REGISTRATION,
        {
            "to_head": ["canbo"], "submit": ["thutruong"], "hand_back": ["thutruong"],
            "accept": ["chuyenvien", "truongphong"], "return": ["chuyenvien", "truongphong"],
            "amend": ["canbo"], "amend_to_head": ["canbo"], "amend_drop": ["canbo"], "amend_submit": ["thutruong"],
            "amend_hand_back": ["thutruong"], "amend_accept": ["chuyenvien", "truongphong"],
            "amend_return": ["chuyenvien", "truongphong"],
        },
        "registration",
        SEES,
    ),
    "movements:launch_step": (
        MOVEMENT, {"launch": ["thutruong"], "stop": ["thutruong"]}, "planned", SEES,
    ),
}  # fmt: skip
