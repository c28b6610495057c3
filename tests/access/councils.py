"""Rows of the access matrix for councils, sittings, ballots: the secretary keeps, members vote, others see nothing."""

from awards.council_workflow import SITTING
from awards.models import AgendaItem
from tests.access.people import EVERYONE, HOME_AFFAIRS, only
from tests.awards import council as stage_of
from tests.awards import scene
from tests.scene import pdf_upload
from units.models import Attachment

KEEPERS = ("canbo", "thutruong")
READS = (*HOME_AFFAIRS, "lanhdao")
SEES_COUNCIL = (*KEEPERS, *READS)
NOT_MINE = dict.fromkeys(KEEPERS, 403)
ADDS = ("canbo", "canbo_khac", "canbo_dakha", "canbo_xa", "chuyenvien", "truongphong")


def stage(world):
    """A sitting of SNNPTNT that was invited, with one line; an eligible dossier at Sở Nội vụ and one at the council."""
    sitting = stage_of.unit_sitting(world, members=3, names=("Y Vân",))
    stage_of.step(world, sitting, "invite", "canbo")
    from awards.actions.sittings import PAPER, add_sitting_paper, declare_conflict

    item = AgendaItem.objects.get(sitting=sitting)
    by = scene.person(world, "canbo")
    file = add_sitting_paper(sitting=stage_of.fresh(sitting), upload=pdf_upload(), by=by, at=scene.AT)
    seats = stage_of.seats_of(sitting)
    declared = declare_conflict(item=stage_of.item_of(sitting), seat=seats[2], kind="kin", by=by, at=scene.AT)
    dossier = scene.walk(world, scene.drafted(world), "appraising")
    assert Attachment.objects.of(sitting, PAPER).get() == file
    return {
        "council": sitting.council_id, "sitting": sitting.pk, "item": item.pk, "seat": seats[2].pk, "file": file.pk,
        "declared": declared.pk, "member": seats[2].member_id, "key": "giay-moi", "ext": "docx",
        "appraised": dossier.pk,
    }  # fmt: skip


def kept(status, *, also=None):
    """The officer of the unit does it; its head, who sees it, does not; nobody else finds it."""
    return only((), also=NOT_MINE | {"canbo": status} | (also or {}))


def council(status):
    return only((), also=dict.fromkeys(SEES_COUNCIL, 403) | {"canbo": status})


GONE = {"thutruong": 404}  # by then the officer has taken it away
ONE, ITEM = ("sitting",), ("sitting", "item")
SEES_DOSSIER = ("canbo", "thutruong", *HOME_AFFAIRS, "vanphong", "vanthu", "lanhdao", "quantri")
AT_DESK = dict.fromkeys(SEES_DOSSIER, 403)
ROWS = {
    "councils:sitting_list": ("get", (), only(EVERYONE)),
    "councils:council_list": ("get", (), only(EVERYONE)),
    "councils:council_new": ("get", (), only(ADDS, others=403)),
    "councils:council_detail": ("get", ("council",), only(SEES_COUNCIL)),
    "councils:council_edit": ("post", ("council",), council(422)),
    "councils:member_add": ("post", ("council",), council(422)),
    "councils:member_release": ("post", ("council", "member"), council(422)),
    "councils:sitting_new": ("post", ("council",), council(422)),
    "councils:own_decision": ("post", ("council",), council(422)),
    "councils:sitting_detail": ("get", ONE, only(KEEPERS)),
    "councils:sitting_edit": ("post", ONE, kept(422)),
    "councils:agenda_add": ("post", ONE, kept(422)),
    "councils:agenda_remove": ("post", ITEM, kept(302, also=GONE)),
    "councils:item_lower": ("post", ITEM, kept(403)),  # it is no line of a dossier
    "councils:declare": ("post", ITEM, kept(422, also={"thutruong": 422})),
    "councils:declare_withdraw": ("post", ("sitting", "declared"), kept(302, also=GONE)),
    "councils:paper_add": ("post", ONE, kept(422)),
    "councils:paper_remove": ("post", ("sitting", "file"), kept(302, also=GONE)),
    "councils:sitting_paper": ("get", ("sitting", "key", "ext"), only(KEEPERS)),
    "councils:attendance": ("post", ONE, kept(422)),
    "councils:sitting_minute": ("post", ONE, kept(422)),
    "councils:sitting_void": ("post", ONE, kept(422, also={"thutruong": 422})),
    "councils:sitting_decide": ("post", ONE, kept(403)),  # it is not minuted
    "councils:ballot_next": ("get", ONE, only(KEEPERS)),
    "councils:ballot_item": ("get", ITEM, only(KEEPERS)),
    "councils:ballot_open": ("post", ONE, kept(422)),
    "councils:ballot_close": ("post", ONE, kept(302)),
    "councils:ballot_remind": ("post", ONE, kept(302)),
    "councils:turnout": ("get", ONE, only(KEEPERS)),
    "councils:ballot_paper": ("post", ONE, kept(422)),
    "councils:ballot_written": ("post", ("sitting", "seat"), kept(422)),
    "awards:council_put": ("post", ("appraised",), only((), also=AT_DESK | {"truongphong": 422})),
    "awards:council_leave": ("post", ("appraised",), only((), also=AT_DESK | {"truongphong": 422})),
    "awards:council_sitting": ("get", ("appraised",), only((), also=AT_DESK | {"truongphong": 302})),
}
KEY = {"anonymous": 401}
ROWS |= {
    "api:council-list": ("get", (), only(EVERYONE, also=KEY)),
    "api:council-detail": ("get", ("council",), only(SEES_COUNCIL, also=KEY)),
    "api:sitting-list": ("get", (), only(EVERYONE, also=KEY)),
    "api:sitting-detail": ("get", ONE, only(KEEPERS, also=KEY)),
    "api:sitting-ballots": ("get", ONE, only(KEEPERS, also=KEY)),
    "api:sitting-cast": ("post", ONE, only(KEEPERS, 400, also=KEY)),  # an empty body
    "api:sitting-turnout": ("get", ONE, only(KEEPERS, also=KEY)),
    "api:sitting-results": ("get", ONE, only(KEEPERS, 422, also=KEY)),  # nothing is counted
}
# The officer is the secretary; the head presides.
WHO_STEPS = {
    "invite": ["canbo"], "open": ["canbo", "thutruong"], "count": ["canbo"], "minute": ["canbo"],
    "void": ["canbo", "thutruong"],
}  # fmt: skip
STEPS = {"councils:sitting_step": (SITTING, WHO_STEPS, "sitting", KEEPERS)}
