"""Rows of the access matrix for the check of a dossier: who reads it, who judges, who enters."""

from tests.access.people import PROVINCE, only
from tests.awards import line_checks as stage_of
from tests.awards import scene

OWN, NO_KEY = ("canbo", "thutruong"), {"anonymous": 401}
SEES = (*OWN, *PROVINCE)
DESK = ["chuyenvien", "truongphong"]  # the manager may step in


def stage(world):
    """A dossier of SNNPTNT under appraisal."""
    dossier = stage_of.under_law(world, lines=("Nguyễn Thị Thanh",))
    dossier = scene.walk(world, dossier, "appraising")
    return {"checked_dossier": dossier.pk, "checked_line": dossier.lines.get().pk}


def by(who, status):
    """Those who do it; who sees it is refused; the others do not find it."""
    return only(who, status, also={one: 403 for one in SEES if one not in who})


ONE, LINE = ("checked_dossier",), ("checked_dossier", "checked_line")
ROWS = {
    "awards:dossier_checks": ("get", ONE, only(SEES)),
    "awards:dossier_recheck": ("post", ONE, by(DESK, 302)),
    "awards:law_choice": ("get", ONE, by(DESK, 200)),
    "awards:line_check": ("get", LINE, only(SEES)),
    "awards:line_judgement": ("post", LINE, by(DESK, 422)),  # an empty form
    "awards:line_ground": ("post", LINE, by([], 302)),  # it has been sent
    "awards:line_shares": ("post", LINE, by([], 302)),
    "awards:line_initiative": ("post", LINE, by([], 302)),
    "api:dossier-checks": ("get", ONE, only(SEES, also=NO_KEY)),
    "api:dossier-stored-checks": ("get", ONE, only(SEES, also=NO_KEY)),
    "api:dossier-recheck": ("post", ONE, by(DESK, 200) | NO_KEY),
    "api:dossier-law-choice": ("post", ONE, by(DESK, 400) | NO_KEY),  # an empty body
    "api:dossier-judgements": ("post", LINE, by(DESK, 400) | NO_KEY),
    "api:dossier-shares": ("put", LINE, by([], 200) | NO_KEY),
    "api:dossier-initiative": ("put", LINE, by([], 200) | NO_KEY),
}
STEPS = {}
