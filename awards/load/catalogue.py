"""The law as rows: awards, factors of money, base salaries, each with its days and its citation."""

from pathlib import Path

from django.db import transaction

from awards.models import AwardType, BaseSalary, BonusFactor
from units.load import LoadReport, day, read_rows, upsert, yes_no

DATA = Path(__file__).parent.parent / "data"
SUBJECTS = ("to_person", "to_collective", "to_household")


@transaction.atomic
def load_catalogue() -> LoadReport:
    """Loads or mends the three tables; a row that an administrator has checked stays checked."""
    awards = upsert(AwardType, ["code", "valid_from"], map(_award, _rows("award_types")), once=["verified"])
    factors = upsert(
        BonusFactor, ["award_code", "subject", "valid_from"], map(_factor, _rows("bonus_factors")), once=["verified"]
    )
    return awards + factors + upsert(BaseSalary, ["valid_from"], map(_salary, _rows("base_salaries")))


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
