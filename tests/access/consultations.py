"""Rows of the access matrix for consultations: the public reads and comments, Sở Nội vụ does the rest."""

from tests.access.people import EVERYONE, HOME_AFFAIRS, PROVINCE, only
from tests.awards import asking
from tests.awards.above import appraising

OWN = ("canbo", "thutruong")  # of the unit that proposes
INSIDE = (*OWN, *PROVINCE)
DESK = ("chuyenvien", "truongphong")
OFFICERS = ("canbo", "thutruong", "canbo_khac", "canbo_dakha", "thutruong_dakha", "canbo_xa", "thutruong_xa")
SEES_DOSSIER = (*OWN, *PROVINCE)
BEHIND = dict.fromkeys(INSIDE, 403)
NOT_MINE = dict.fromkeys(SEES_DOSSIER, 403)
ONLY_PROVINCE = dict.fromkeys(PROVINCE, 403)  # what is not yet put up is not the unit's to see


def stage(world):
    """One list that is up with a comment, one prepared, one that has ended, a dossier about which nobody is asked."""
    prepared = asking.prepared(world, appraising(world, lines=("Y Vân",)))
    ended = asking.ended(world, asking.put_up(world, appraising(world, lines=("Y Khiên",))))
    row = asking.put_up(world)
    return {
        "open": row.pk, "comment": asking.comment(row).pk, "prepared": prepared.pk, "ended": ended.pk,
        "step": "hide", "waiting": row.dossier_id, "appraised": appraising(world, lines=("Y Sương",)).pk,
    }  # fmt: skip


def public():
    return only(EVERYONE, also={"anonymous": 200})


ROWS = {
    "public_consultations": ("get", (), public()),
    "public_consultation": ("get", ("open",), public()),
    "awards:consultation_list": ("get", (), only((*OFFICERS, *PROVINCE), others=403)),
    "awards:consultation_detail": ("get", ("open",), only(INSIDE)),
    "awards:consultation_edit": ("get", ("prepared",), only(DESK, also=ONLY_PROVINCE | dict.fromkeys(DESK, 200))),
    # The first puts it up; for the second it is up already, and is told so.
    "awards:consultation_open": (
        "post", ("prepared",), only((), also=ONLY_PROVINCE | dict.fromkeys(DESK, 302)),
    ),
    "awards:summary_edit": ("get", ("ended",), only((), also=BEHIND | dict.fromkeys((*DESK, "giamdoc"), 200))),
    "awards:summary_sign": ("get", ("ended",), only((), also=BEHIND | {"giamdoc": 200})),
    "awards:consultation_prepare": ("get", ("appraised",), only((), also=NOT_MINE | dict.fromkeys(DESK, 200))),
    "awards:consultation_end": ("get", ("waiting",), only((), also=NOT_MINE | {"giamdoc": 302})),
    # Who reads no comment finds none; the director reads them and decides on none.
    "awards:comment_step": (
        "get", ("open", "comment", "step"), only((), also=dict.fromkeys(HOME_AFFAIRS, 403) | dict.fromkeys(DESK, 200)),
    ),
}  # fmt: skip
KEY = {"anonymous": 401}
ROWS |= {
    "api:consultation-list": ("get", (), only(EVERYONE, also=KEY)),  # each their own
    "api:consultation-detail": ("get", ("open",), only(INSIDE, also=KEY)),
    "api:consultation-put-up": ("post", ("prepared",), only(DESK, 400, also=ONLY_PROVINCE | dict.fromkeys(DESK, 400)
                                                            | KEY)),  # an empty body
    "api:consultation-summary": ("put", ("ended",), only((), also=BEHIND | dict.fromkeys((*DESK, "giamdoc"), 400)
                                                         | KEY)),
    "api:consultation-sign": ("post", ("ended",), only((), also=BEHIND | {"giamdoc": 400} | KEY)),
    "api:consultation-comments": ("get", ("open",), only((), also=BEHIND | dict.fromkeys(HOME_AFFAIRS, 200) | KEY)),
    "api:consultation-decide": (
        "post", ("open", "comment", "step"), only((), also=BEHIND | dict.fromkeys(DESK, 422) | KEY),
    ),
}  # fmt: skip
STEPS = {}
