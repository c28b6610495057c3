"""Rows of the access matrix for the public register: the same for everybody, with and without an account."""

from awards.actions.register import enter_register
from awards.models import RegisterEntry
from tests.access.people import EVERYONE, only
from tests.awards.scene import drafted, walk


def stage(world):
    """One decision with two honorees in the register."""
    dossier = walk(world, drafted(world), "decided")
    enter_register(lines=list(dossier.lines.all()))
    return {"code": RegisterEntry.objects.first().shown_code}


OPEN = only(EVERYONE, also={"anonymous": 200})
ROWS = {
    "public_register": ("get", (), OPEN),
    "public_check_form": ("get", (), OPEN),
    "public_check": ("get", ("code",), OPEN),
    "public_rss": ("get", (), OPEN),
    "public_json": ("get", (), OPEN),
}
STEPS = {}
