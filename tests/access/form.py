"""Who may write into a box, look at it closely, and hear what others wrote there."""

from tests.access.people import PROVINCE, only
from tests.factories import FigureFactory, FilingFactory

OWN = ("canbo", "thutruong")


def stage(world):
    """A filing of Sở Nông nghiệp that is being filled in, and one that was sent."""
    draft = FilingFactory(unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"])
    sent = FilingFactory(
        unit=world.units["SNNPTNT"], period=world.periods[3], receiver=world.units["SNV"], sent=True,
        submitted_by=world.thutruong,
    )  # fmt: skip
    FigureFactory(filing=sent, indicator=world.indicators["forest"])
    return {"draft": draft.pk, "sent": sent.pk, "code": "D2.33"}


HEAD = {"thutruong": 403}
ROWS = {
    "movements:box_detail": ("get", ("sent", "code"), only((*OWN, *PROVINCE))),
    "movements:box_news": ("get", ("draft",), only(OWN)),
    "movements:box_save": ("post", ("draft", "code"), only(["canbo"], 302, also=HEAD)),
    "movements:narratives_save": ("post", ("draft",), only(["canbo"], 422, also=HEAD)),
}
STEPS = {}
