"""Typical models and the public pages in the access matrix."""

import datetime as dt

from awards.models import Decision, Replication, TypicalModel
from awards.typical_workflow import TYPICAL
from tests.access.people import EVERYONE, PROVINCE, only
from tests.scene import pdf_upload
from units.actions import attach_file

AT = dt.datetime(2024, 12, 17, 3, tzinfo=dt.UTC)
INSIDE = ("canbo", "thutruong", *PROVINCE)
LOGS = ["canbo", "thutruong", "chuyenvien", "truongphong"]
OFFICERS = ["canbo", "canbo_khac", "canbo_dakha", "canbo_xa"]
HOME = ["chuyenvien", "truongphong"]


def among_insiders(who, status=200):
    """Those inside who may not are forbidden; for the others there is nothing."""
    return only(who, status, also=dict.fromkeys([name for name in INSIDE if name not in who], 403))


def public():
    return only(EVERYONE, also={"anonymous": 200})


def stage(world):
    """A model at Sở Nông nghiệp that Đắk Hà took up, with a file; a told one of Sở Y tế; a decision."""
    fields = {"found_at": AT, "stage_since": AT, "state": "replicating", "story": "Làm được.", "consent": True}
    unit = world.units["SNNPTNT"]
    model = TypicalModel.objects.create(name="Vườn mẫu", unit=unit, owner=world.canbo, **fields)
    row = Replication.objects.create(model=model, unit=world.units["615"], on=AT.date())
    attachment = attach_file(owner=model, purpose="evidence", upload=pdf_upload(), by=world.canbo, at=AT)
    told = TypicalModel.objects.create(
        name="Trạm xá xanh", unit=world.units["SYT"], owner=world.canbo_khac, published=True, **fields
    )
    decision = Decision.objects.create(
        number=5, issued_on=AT.date(), year=2024, issuer="Chủ tịch UBND tỉnh", title="Tặng Bằng khen", signer="A",
        signer_title="Chủ tịch",
    )  # fmt: skip
    return {
        "model": model.pk, "replication": row.pk, "model_file": attachment.pk, "told_model": told.pk,
        "public_decision": decision.pk,
    }  # fmt: skip


ROWS = {
    "typical:typical_board": ("get", (), only(EVERYONE)),
    "typical:typical_new": ("get", (), only(OFFICERS, others=403)),
    "typical:typical_detail": ("get", ("model",), only(INSIDE)),
    "typical:typical_edit": ("get", ("model",), among_insiders(["canbo", "thutruong"])),
    "typical:replication_edit": ("get", ("model", "replication"), among_insiders(LOGS)),
    # An empty story, a missing file are refused in words (302): the right was there.
    "typical:typical_publish": ("post", ("model",), among_insiders(HOME, 302)),
    "typical:typical_unpublish": ("post", ("model",), among_insiders(["thutruong", *HOME], 302)),
    "typical:file_add": ("post", ("model",), among_insiders(["canbo", "thutruong"], 302)),
    # The first of them takes the file away; for the second there is none any more.
    "typical:file_remove": (
        "post",
        ("model", "model_file"),
        among_insiders(["canbo", "thutruong"], 302) | {"thutruong": 404},
    ),
    "public": ("get", (), public()),
    "public_movements": ("get", (), public()),
    "public_decisions": ("get", (), public()),
    "public_decision": ("get", ("public_decision",), public()),
    "public_models": ("get", (), public()),
    "public_model": ("get", ("told_model",), public()),
}
HEAD = ["thutruong"]
STEPS = {
    "typical:typical_step": (
        TYPICAL, {"nurture": HEAD, "review": [*HEAD, *HOME], "replicate": LOGS, "stop": HEAD}, "model", INSIDE,
    ),
}  # fmt: skip
