"""Kỳ thi đua: working years, with the day by which units register."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from movements.enums import TermKind
from movements.models import Term
from units.load import LoadReport, upsert

REGISTER_BY = (1, 5)  # month, day; as the office of Hưng Yên asks: "gửi đăng ký trước 05/01"
NOTE = "mốc theo mẫu, Sở Nội vụ đặt"


@transaction.atomic
def load_terms(years: Iterable[int]) -> LoadReport:
    """Working years from 01/01 to 31/12; a day of registering that an officer has moved stays moved."""
    rows = [
        {
            "kind": TermKind.WORKING_YEAR,
            "year": year,
            "first_day": date(year, 1, 1),
            "last_day": date(year, 12, 31),
            "register_by": date(year, *REGISTER_BY),
            "note": NOTE,
        }
        for year in years
    ]
    return upsert(Term, ["kind", "year"], rows, once=["register_by", "note"])
