"""Who may have the receipt of a sending: whoever sees the filing, nobody else."""

import datetime as dt

from movements.compile import frozen_filing
from movements.models import Filing
from tests.access.people import EVERYONE, PROVINCE, only
from tests.factories import FigureFactory, FilingFactory
from thidua.events import record

AT = dt.datetime(2024, 12, 17, 3, tzinfo=dt.UTC)
SEES = ("canbo", "thutruong", *PROVINCE)


def stage(world):
    """A filing of Sở Nông nghiệp, sent once."""
    filing = FilingFactory(
        unit=world.units["SNNPTNT"], period=world.periods[4], receiver=world.units["SNV"], sent=True,
        submitted_by=world.thutruong,
    )  # fmt: skip
    FigureFactory(filing=filing, indicator=world.indicators["forest"])
    data = frozen_filing(Filing.objects.get(pk=filing.pk), by=world.thutruong, at=AT, first_at=AT, on_time=True)
    record(filing, step="submit", label="Ký và gửi", by=world.thutruong, at=AT, to_state="submitted", data=data)
    return {"filing": filing.pk, "number": 1}


ROWS = {
    "movements:filing_receipt": ("get", ("filing", "number"), only(SEES)),
    "movements:receipt_check": ("get", (), only(EVERYONE)),
}
STEPS = {}
