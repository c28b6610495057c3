"""Who takes a filing's workbook down, and who may send it back: a draft and the file are seen by their own only."""

import datetime as dt

from movements import actions
from movements.compile import filing_sections
from movements.models import Filing
from tests.access.people import only
from tests.movements.workbook import uploaded

AT = dt.datetime(2024, 12, 18, 1, tzinfo=dt.UTC)
EDITS = {"thutruong": 403}  # sees the draft and may not write in it


def stage(world):
    """A draft of SNNPTNT, and its officer's workbook with one box filled in, waiting to be accepted."""
    filing = actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)
    filing = Filing.objects.with_names().get(pk=filing.pk)
    upload = actions.keep_workbook(
        filing=filing,
        upload=uploaded(filing, filing_sections(filing), {"D2.33": {"value": 12.5}}),
        by=world.canbo,
        at=AT,
    )
    return {"draft": filing.pk, "workbook": upload.pk}


ROWS = {
    "movements:workbook_download": ("get", ("draft",), only(["canbo", "thutruong"])),
    "movements:workbook_upload": ("get", ("draft",), only(["canbo"], also=EDITS)),
    "movements:workbook_difference": ("get", ("draft", "workbook"), only(["canbo"], also=EDITS)),
    "movements:workbook_errors": ("get", ("draft", "workbook"), only(["canbo"], also=EDITS)),
    "movements:workbook_accept": ("post", ("draft", "workbook"), only(["canbo"], 302, also=EDITS)),
    "movements:workbook_discard": ("post", ("draft", "workbook"), only(["canbo"], 302, also=EDITS)),
}
STEPS = {}
