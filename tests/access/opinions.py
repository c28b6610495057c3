"""Rows of the access matrix for opinions: a body sees the letter to it and nothing else, the unit spoken of nothing."""

from tests.access.people import HOME_AFFAIRS, PROVINCE, only
from tests.awards import above

SPEAKERS = ("canbo_dakha", "thutruong_dakha")  # of the body that is asked
OFFICERS = ("canbo", "thutruong", "canbo_khac", "canbo_xa", "thutruong_xa")
READS = (*HOME_AFFAIRS, "vanphong", "lanhdao")
SEES_LETTER = (*READS, *SPEAKERS)
SEES_DOSSIER = ("canbo", "thutruong", *PROVINCE)
NOT_MINE = dict.fromkeys(SEES_DOSSIER, 403)
NOT_TO_ME = dict.fromkeys(SEES_LETTER, 403)


def stage(world):
    """A dossier of SNNPTNT about which district 615 is asked, one appraised, one before the Party committee."""
    asked, party = above.appraising(world), above.appraising(world, lines=("Y Vân",))
    letter, _ = above.ask(world, asked)
    above.ask_party(world, party)
    return {
        "asked": asked.pk, "letter": letter.pk, "party": party.pk,
        "appraised": above.appraising(world, lines=("Y Khiên",)).pk,
    }  # fmt: skip


ROWS = {
    "awards:opinion_list": ("get", (), only((*OFFICERS, *SPEAKERS, *PROVINCE), others=403)),
    "awards:opinion_detail": ("get", ("letter",), only(SEES_LETTER)),
    "awards:opinion_answer": ("post", ("letter",), only((), also=NOT_TO_ME | dict.fromkeys(
        ("chuyenvien", "thutruong_dakha"), 422))),
    "awards:opinion_extend": ("post", ("letter",), only((), also=NOT_TO_ME | {"chuyenvien": 422})),
    "awards:opinion_remind": ("post", ("letter",), only((), also=NOT_TO_ME | {"chuyenvien": 302})),
    "awards:opinion_matrix": ("get", ("asked",), only(READS, also=dict.fromkeys(
        ("canbo", "thutruong", "vanthu", "quantri"), 403))),
    "awards:opinion_ask": ("post", ("asked",), only((), also=NOT_MINE | {"chuyenvien": 422})),
    "awards:opinion_end": ("post", ("asked",), only((), also=NOT_MINE | {"chuyenvien": 422})),
    "awards:party_ask": ("post", ("appraised",), only((), also=NOT_MINE | {"chuyenvien": 422})),
    "awards:party_answer": ("get", ("party",), only((), also=NOT_MINE | {"chuyenvien": 302})),
}  # fmt: skip
KEY = {"anonymous": 401}
ROWS |= {
    "api:opinion-list": ("get", (), only((*OFFICERS, *SPEAKERS, *PROVINCE, "uyvien"), also=KEY)),  # each their own
    "api:opinion-detail": ("get", ("letter",), only(SEES_LETTER, also=KEY)),
    "api:opinion-answer": ("post", ("letter",), only(SEES_LETTER, 400, also=KEY)),  # an empty body
    "api:opinion-extend": ("post", ("letter",), only(SEES_LETTER, 400, also=KEY)),
    "api:opinion-remind": ("post", ("letter",), only((), also=NOT_TO_ME | KEY | {"chuyenvien": 204})),
    "api:opinion-party": ("post", (), only((*OFFICERS, *SPEAKERS, *PROVINCE, "uyvien"), 400, also=KEY)),
    "api:opinion-end": ("post", (), only((*OFFICERS, *SPEAKERS, *PROVINCE, "uyvien"), 400, also=KEY)),
}
STEPS = {}
