"""The issuing office of a day: whose letterhead, place, symbol, signer and register a decision bears (R16, R31)."""

from django.conf import settings

from awards.enums import Decider
from awards.enums_issuing import Numbering
from awards.models import IssuingOffice


def office_on(decider, day):
    """The office that decides for `decider` on a day; the province's from the settings where no row says otherwise."""
    row = IssuingOffice.objects.on(day).filter(decider=decider).order_by("code").first()
    return row or _from_settings(decider)


def _from_settings(decider):
    name = settings.OFFICE["authority"]
    return IssuingOffice(
        code="UBND", decider=decider, name=name, authority=f"Chủ tịch {name}", symbol="QĐ-UBND",
        place=settings.OFFICE["place"], signer_title="Chủ tịch", numbering=Numbering.TYPED,
    )  # fmt: skip


def province_on(day):
    return office_on(Decider.PROVINCE, day)
