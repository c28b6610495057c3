"""Who has papers made of a dossier that has been sent, and who writes what they are made of: by then nobody."""

from awards.models import Decision
from tests.access.people import EVERYONE, PROVINCE, only
from tests.awards import scene

OWN = ("canbo", "thutruong")
SEES = (*OWN, *PROVINCE)
NO_KEY = {"anonymous": 401}


def stage(world):
    """A dossier of SNNPTNT at Sở Nội vụ, and a decision in force."""
    dossier = scene.walk(world, scene.drafted(world), "submitted")
    decided = scene.walk(world, scene.drafted(world, lines=("Y Khiên",)), "decided")
    return {
        "dossier": dossier.pk, "dossier_line": dossier.lines.first().pk, "word": "docx",
        "paper_of_unit": "to-trinh", "decision": Decision.objects.get(dossiers=decided).pk,
    }  # fmt: skip


READ, SENT = only(SEES), only((), also=dict.fromkeys(SEES, 403))
READ_API, SENT_API = only(SEES, also=NO_KEY), only((), also=dict.fromkeys(SEES, 403) | NO_KEY)
LINE = ("dossier", "dossier_line")
ROWS = {
    "awards:dossier_papers": ("get", ("dossier",), READ),
    "awards:dossier_paper": ("get", ("dossier", "paper_of_unit", "word"), READ),
    "awards:minutes_edit": ("get", ("dossier",), SENT),
    "awards:report_edit": ("post", LINE, SENT),
    "awards:report_attach": ("post", LINE, SENT),
    "awards:report_file": ("get", (*LINE, "word"), READ),
    "api:dossier-papers": ("get", ("dossier",), READ_API),
    "api:dossier-paper": ("get", ("dossier", "paper_of_unit", "word"), READ_API),
    "api:dossier-report": ("put", LINE, SENT_API),
    "api:dossier-report-file": ("get", (*LINE, "word"), READ_API),
    "api:dossier-attach-report": ("post", LINE, SENT_API),
    "api:dossier-minutes": ("put", ("dossier",), SENT_API),
    "api:decision-files": ("get", ("decision",), only(EVERYONE, also=NO_KEY)),
}
STEPS = {}
