"""Lists of past years: Sở Nội vụ brings those of the province, a unit's officer those of the unit."""

from awards.load import load_catalogue
from tests.access.people import PROVINCE, only
from tests.awards.imports.lists import GOOD_AWARD, kept

BRING = ["chuyenvien", "canbo", "canbo_khac", "canbo_dakha", "canbo_xa"]
# The list that Sở Y tế's officer brought: its people and the province see it, she alone decides.
SEEN = dict.fromkeys((*PROVINCE, "uyvien"), 403)


def stage(world):
    load_catalogue()
    batch = kept(world, [{}, {"name": GOOD_AWARD["name"], "birth_year": "x"}], by="canbo_khac")
    return {"import_kind": "awards", "batch": batch.pk}


ROWS = {
    "imports:import_list": ("get", (), only(BRING, others=403)),
    "imports:import_template": ("get", ("import_kind",), only(BRING, others=403)),
    "imports:import_detail": ("get", ("batch",), only(["canbo_khac"], also=SEEN)),
    "imports:import_errors": ("get", ("batch",), only(["canbo_khac"], also=SEEN)),
    "imports:import_sheets": ("post", ("batch",), only(["canbo_khac"], 302, also=SEEN)),
    "imports:import_choose": ("post", ("batch",), only(["canbo_khac"], 302, also=SEEN)),
    "imports:import_accept": ("post", ("batch",), only(["canbo_khac"], 302, also=SEEN)),
    "imports:import_drop": ("post", ("batch",), only(["canbo_khac"], 302, also=SEEN)),
}
STEPS = {}
