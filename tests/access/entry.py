"""Rows of the access matrix for the ways into a dossier, on pages and through the API."""

from tests.access.people import EVERYONE, PROVINCE, only
from tests.awards import scene
from units.models import Attachment

OFFICERS = ("canbo", "canbo_khac", "canbo_dakha", "canbo_xa")
RECEIVERS = ("chuyenvien", "truongphong")
ENTER = (*RECEIVERS, "canbo_dakha")  # the district types in for its communes
SEES = ("canbo", "thutruong", *PROVINCE)
NO_KEY = {"anonymous": 401}


def stage(world):
    """A draft of SNNPTNT that still needs everything, with a paper of its own, and one at Sở Nội vụ."""
    draft = scene.drafted(world)
    sent = scene.walk(world, scene.drafted(world, lines=("Y Khiên",)), "submitted")
    return {
        "entry_draft": draft.pk, "entry_sent": sent.pk, "entry_line": sent.lines.get().pk,
        "entry_file": Attachment.objects.of(sent, "bien_ban").get().pk,
    }  # fmt: skip


def own(status=200):
    """The officer of the unit writes it, its head sees it; while it is a draft nobody else knows of it."""
    return only(["canbo"], status, also={"thutruong": 403})


def own_key(status):
    return own(status) | NO_KEY


SENT = only((), also=dict.fromkeys(SEES, 403) | NO_KEY)  # seen, and not this person's to write now
ROWS = {
    "awards:suggestions": ("get", (), only(OFFICERS, others=403)),
    "awards:urgent_list": ("get", (), only(EVERYONE)),
    "awards:urgent_new": ("get", (), only((*OFFICERS, *RECEIVERS), others=403)),
    "awards:from_paper": ("get", (), only(ENTER, others=403)),
    "awards:declare": ("get", ("entry_draft",), own()),
    "awards:confirm_open": ("post", ("entry_draft",), own(302)),
    "api:dossier-urgent": ("post", (), only((*OFFICERS, *RECEIVERS), 400, others=403, also=NO_KEY)),
    "api:dossier-urgent-years": ("get", (), only(EVERYONE, also=NO_KEY)),
    "api:dossier-on-behalf": ("post", (), only(ENTER, 400, others=403, also=NO_KEY)),
    "api:dossier-suggestions": ("get", (), only(OFFICERS, others=403, also=NO_KEY)),
    "api:dossier-checklist": ("get", ("entry_sent",), only(SEES, also=NO_KEY)),
    "api:dossier-declarations": ("post", ("entry_draft",), own_key(400)),
    "api:dossier-no-secret": ("post", ("entry_draft",), own_key(422)),  # it has no mark
    "api:dossier-lines": ("post", ("entry_draft",), own_key(400)),
    "api:dossier-attach": ("post", ("entry_draft",), own_key(400)),
    "api:dossier-line": ("delete", ("entry_sent", "entry_line"), SENT),
    "api:dossier-detach": ("delete", ("entry_sent", "entry_file"), SENT),
}
STEPS = {}
