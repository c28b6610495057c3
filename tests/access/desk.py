"""Rows of the access matrix for the department's desk: the slip, single lines, the notice, a person's own filters."""

from awards.models import SavedFilter
from tests.access.people import EVERYONE, HOME_AFFAIRS, PROVINCE, only
from tests.awards import scene

SEES = ("canbo", "thutruong", *PROVINCE)
APPRAISE, HEAD = ("chuyenvien", "truongphong"), ("thutruong",)


def stage(world):
    """A dossier of SNNPTNT under appraisal, one before the director, a filter of its officer."""
    dossier = scene.walk(world, scene.drafted(world), "appraising")
    late = scene.walk(world, scene.drafted(world, lines=("Y Khiên", "A Nhơn")), "to_director", failing=("A Nhơn",))
    saved = SavedFilter.objects.create(user=world.canbo, name="Mới", query="loc=cho-toi", created_at=scene.AT)
    return {
        "desk_dossier": dossier.pk, "desk_line": dossier.lines.first().pk, "desk_late": late.pk,
        "desk_filter": saved.pk,
    }  # fmt: skip


def _of_line(who):
    return ("get", ("desk_dossier", "desk_line"), only(who, also=dict.fromkeys(set(SEES) - set(who), 403)))


ROWS = {
    "awards:dossier_bulk": ("post", (), only(EVERYONE, 302)),  # nothing chosen: told so in the list
    "awards:filter_list": ("get", (), only(EVERYONE)),
    "awards:filter_change": ("post", ("desk_filter",), only(["canbo"], 302)),
    "awards:filter_delete": ("post", ("desk_filter",), only(["canbo"], 302)),
    "awards:receipt_slip": ("get", ("desk_dossier",), only(SEES)),
    "awards:notice_list": ("get", (), only(HOME_AFFAIRS, others=403)),
    "awards:notice_sign": (
        "get", ("desk_late",), only(["giamdoc"], also=dict.fromkeys(set(SEES) - {"giamdoc"}, 403)),
    ),
    "awards:dossier_split": (
        "post", ("desk_dossier",), only(APPRAISE, 302, also=dict.fromkeys(set(SEES) - set(APPRAISE), 403)),
    ),
    "awards:line_hold": _of_line(APPRAISE),
    "awards:line_lower": _of_line(APPRAISE),
    "awards:line_answer": _of_line(HEAD),
    "awards:line_withdraw": _of_line(HEAD),
}  # fmt: skip
NO_KEY = {"anonymous": 401}


def _by_api(who, status):
    """A body without what is needed: told so whoever may, forbidden to who sees, not found by others."""
    return only((), also=dict.fromkeys(SEES, 403) | dict.fromkeys(who, status) | NO_KEY)


ROWS |= {
    "api:dossier-line-hold": ("post", ("desk_dossier", "desk_line"), _by_api(APPRAISE, 400)),
    "api:dossier-line-lower": ("post", ("desk_dossier", "desk_line"), _by_api(APPRAISE, 400)),
    "api:dossier-line-answer": ("post", ("desk_dossier", "desk_line"), _by_api(HEAD, 409)),
    "api:dossier-line-withdraw": ("post", ("desk_dossier", "desk_line"), _by_api(HEAD, 400)),
    "api:dossier-split-held": ("post", ("desk_dossier",), _by_api(APPRAISE, 422)),
    "api:dossier-notice": ("post", ("desk_late",), _by_api(["giamdoc"], 400)),
    "api:dossier-bulk": ("post", (), dict.fromkeys(EVERYONE, 400) | NO_KEY),
    "api:dossier_filter-list": ("get", (), only(EVERYONE, also=NO_KEY)),
    "api:dossier_filter-detail": ("get", ("desk_filter",), only(["canbo"], also=NO_KEY)),
}
STEPS = {}
