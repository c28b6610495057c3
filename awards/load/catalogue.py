"""The law as rows: awards, factors of money, base salaries, each with its days and its citation."""

from pathlib import Path

from django.db import transaction

from awards.models import AwardType, BaseSalary, BonusFactor, FundCeiling, IssuingOffice
from units.load import LoadReport, day, ids, read_rows, upsert, yes_no
from units.models import Unit

DATA = Path(__file__).parent.parent / "data"
SUBJECTS = ("to_person", "to_collective", "to_household")


@transaction.atomic
def load_catalogue() -> LoadReport:
    """Loads or mends the five tables; a row that an administrator has checked stays checked, an office stays theirs."""
    awards = upsert(AwardType, ["code", "valid_from"], map(_award, _rows("award_types")), once=["verified"])
    factors = upsert(
        BonusFactor, ["award_code", "subject", "valid_from"], map(_factor, _rows("bonus_factors")), once=["verified"]
    )
    salaries = upsert(BaseSalary, ["valid_from"], map(_salary, _rows("base_salaries")))
    return awards + factors + salaries + _load_offices() + _load_ceilings()


OFFICE = ("decider", "name", "above", "authority", "symbol", "place", "signer_title", "numbering")


def _load_offices():
    known = ids(Unit)
    rows = [
        {name: row[name] for name in ("code", *OFFICE)}
        | {"unit_id": known.get(row["unit"]), "valid_from": day(row["valid_from"]), "valid_to": day(row["valid_to"])}
        for row in _rows("issuing_offices")
    ]
    return upsert(IssuingOffice, ["code", "valid_from"], rows, once=[*OFFICE, "unit_id", "valid_to"])


def _load_ceilings():
    rows = [_ground(row) | {"hundredths": int(row["hundredths"])} for row in _rows("fund_ceilings")]
    return upsert(FundCeiling, ["valid_from"], rows, once=["hundredths", "verified"])


def _rows(name):
    return read_rows(DATA / f"{name}.csv")


def _award(row) -> dict:
    copied = ("code", "name", "kind", "authority", "decided_by")
    allowed = {name: bool(yes_no(row[name])) for name in SUBJECTS}
    return {name: row[name] for name in copied} | allowed | _ground(row) | {"order": int(row["order"])}


def _factor(row) -> dict:
    return (
        {name: row[name] for name in ("award_code", "subject")} | _ground(row) | {"hundredths": int(row["hundredths"])}
    )


def _salary(row) -> dict:
    return _ground(row) | {"amount": int(row["amount"])}


def _ground(row) -> dict:
    """From when to when, by what paper, and whether somebody has compared it with the paper."""
    return {
        "valid_from": day(row["valid_from"]),
        "valid_to": day(row["valid_to"]),
        "citation": row["citation"],
        "verified": bool(yes_no(row["verified"])),
    }
