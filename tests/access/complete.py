"""Who sees how far the filings are: those who see the province, and a unit with units below it."""

from tests.access.people import PROVINCE, only

SEES = (*PROVINCE, "canbo_dakha", "thutruong_dakha")


def stage(world):
    return {"ending": "csv"}


ROWS = {
    "movements:completeness": ("get", (), only(SEES, others=403)),
    "movements:completeness_file": ("get", ("ending",), only(SEES, others=403)),
}
STEPS = {}
