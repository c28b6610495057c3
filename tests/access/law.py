"""The law as data in the access matrix: everybody with an account reads it, administrators write it."""

from awards.load import load_catalogue, load_law
from awards.models import EligibilityRule
from tests.access.people import EVERYONE, only

WRITES = ["quantri"]


def stage(world):
    load_catalogue()
    load_law()
    row = EligibilityRule.objects.get(code="CSTDCS.xuat-sac.2024")
    return {"award": "CSTDCS", "table": "tieu-chuan", "row": row.pk}


ROWS = {
    "law:home": ("get", (), only(EVERYONE)),
    "law:common": ("get", (), only(EVERYONE)),
    "law:award": ("get", ("award",), only(EVERYONE)),
    "law:provision_detail": ("get", ("table", "row"), only(EVERYONE)),
    "law:provision_new": ("get", ("table",), only(WRITES, others=403)),
    "law:provision_edit": ("get", ("table", "row"), only(WRITES, others=403)),
    "law:provision_end": ("get", ("table", "row"), only(WRITES, others=403)),
    # An empty form comes back with what is missing: the right was there.
    "law:provision_confirm": ("post", ("table", "row"), only(WRITES, 422, others=403)),
}
STEPS = {}
