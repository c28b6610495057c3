"""Kỳ thi đua: working and school years with the day by which units register, who goes by which; and the pact."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.db import transaction

from movements.enums import TermKind
from movements.models import PactCriterion, PactGroup, Term, TermRule
from units.load import LoadReport, ids, read_rows, upsert
from units.models import Unit

DATA = Path(__file__).parent.parent / "data"
NOTE = "mốc theo mẫu, Sở Nội vụ đặt"
# Month and day of the first day, the last day and the day of registering. Offices ask for the working year
# "trước 05/01", and of schools for the coming school year by 10/7; both are rows that an officer moves.
WORKING_YEAR = ((1, 1), (12, 31), (1, 5))
SCHOOL_YEAR = ((8, 1), (7, 31), (7, 10))


@transaction.atomic
def load_terms(years: Iterable[int]) -> LoadReport:
    """Working years from 01/01 to 31/12, school years from 01/08 to 31/07; a day that an officer has moved stays."""
    rows = [row for year in years for row in (_working_year(year), _school_year(year))]
    return upsert(Term, ["kind", "year"], rows, once=["register_by", "note"]) + _load_rules() + load_pact()


def _working_year(year) -> dict:
    first, last, register_by = (date(year, *day) for day in WORKING_YEAR)
    return _row(TermKind.WORKING_YEAR, year, first, last, register_by)


def _school_year(year) -> dict:
    first, last, register_by = SCHOOL_YEAR
    return _row(TermKind.SCHOOL_YEAR, year, date(year, *first), date(year + 1, *last), date(year, *register_by))


def _row(kind, year, first_day, last_day, register_by) -> dict:
    days = {"first_day": first_day, "last_day": last_day, "register_by": register_by}
    return {"kind": kind, "year": year, **days, "note": NOTE}


def _load_rules() -> LoadReport:
    """Units or kinds of units that do not go by the working year; a unit that is not there is told."""
    units, rows = ids(Unit), list(read_rows(DATA / "term_rules.csv"))
    lost = [row["unit_code"] for row in rows if row["unit_code"] and row["unit_code"] not in units]
    placed = [
        {
            "unit_id": units.get(row["unit_code"]),
            "unit_kind": row["unit_kind"],
            "kind": row["kind"],
            "note": row["note"],
        }
        for row in rows
        if row["unit_code"] not in lost
    ]
    told = LoadReport(not_placed=[f"Kỳ thi đua của đơn vị {code}: không có đơn vị này" for code in lost])
    return upsert(TermRule, ["unit_id", "unit_kind"], placed, once=["kind", "note"]) + told


@transaction.atomic
def load_pact() -> LoadReport:
    """Groups of the pact and their criteria; what an administrator has put out of use stays out of use."""
    groups = [{"order": int(row["order"]), "name": row["name"]} for row in read_rows(DATA / "pact_groups.csv")]
    report = upsert(PactGroup, ["order"], groups, once=["name"])
    known = dict(PactGroup.objects.values_list("order", "pk"))
    criteria = [
        {"group_id": known[int(row["group"])], "unit_kind": row["unit_kind"], "name": row["name"], "order": order}
        for order, row in enumerate(read_rows(DATA / "pact_criteria.csv"), 1)
    ]
    return report + upsert(PactCriterion, ["group_id", "unit_kind", "name"], criteria, once=["order"])
