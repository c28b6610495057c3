"""The dictionary of indicators in the access matrix: everybody reads it, administrators write it."""

from movements.models import IndicatorAlias
from tests.access.people import EVERYONE, only

WRITES = ["quantri"]


def stage(world):
    houses = world.indicators["houses"]
    alias = IndicatorAlias.objects.create(indicator=houses, name="Nhà dột nát", source="Công văn")
    return {"code": houses.code, "part": "ten-khac", "alias": alias.pk}


ROWS = {
    "movements:indicator_list": ("get", (), only(EVERYONE)),
    "movements:indicator_detail": ("get", ("code",), only(EVERYONE)),
    "movements:indicator_new": ("get", (), only(WRITES, others=403)),
    "movements:indicator_example": ("get", (), only(WRITES, others=403)),
    "movements:indicator_edit": ("get", ("code",), only(WRITES, others=403)),
    "movements:indicator_end": ("get", ("code",), only(WRITES, others=403)),
    # An empty form comes back with what is missing: the right was there.
    "movements:indicator_part_add": ("post", ("code", "part"), only(WRITES, 422, others=403)),
    "movements:indicator_part_remove": ("post", ("code", "part", "alias"), only(WRITES, 302, others=403)),
}
STEPS = {}
