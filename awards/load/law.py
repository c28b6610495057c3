"""The law on eligibility, authority, ballots, papers and days, from the data files.

What has been read only in part, from memory or as a draft stands so in the files, never as law. A row that an
administrator has written, ended or confirmed is the administrator's from then on.
"""

import json

from django.db import transaction

from awards.load.catalogue import DATA
from awards.models import (
    AuthorityRule,
    BallotRule,
    ChecklistItem,
    ConsultationRule,
    DeadlineRule,
    EligibilityRule,
    Instrument,
)
from units.load import LoadReport, day, ids, read_rows, upsert, whole, yes_no

INSTRUMENT = ("code", "number", "kind", "title", "issuer", "standing", "source", "note")
AUTHORITY_KEY = ("award_code", "decider", "valid_from")
PAPER_KEY = ("award_code", "subject", "occasion", "simple", "purpose", "valid_from")


@transaction.atomic
def load_law() -> LoadReport:
    """Loads or mends the seven tables."""
    report = _load_instruments()
    known = ids(Instrument)
    for model, name, key, read in TABLES:
        rows = [read(row) | _ground(row, known) for row in read_rows(DATA / f"{name}.csv")]
        report += _load(model, key, rows)
    return report


def _load_instruments():
    """Papers first, then by what each was replaced; a standing that a person has set stays."""
    rows = read_rows(DATA / "instruments.csv")
    report = upsert(Instrument, ["code"], map(_instrument, rows), once=["standing"])
    known = ids(Instrument)
    heirs = [{"code": row["code"], "replaced_by_id": known.get(row["replaced_by"])} for row in rows]
    upsert(Instrument, ["code"], heirs)
    return report


def _load(model, key, rows):
    """Rows that were written on the portal (their version has moved) are left as they are."""
    theirs = set(model.objects.filter(version__gt=1).values_list(*key))
    free = [row for row in rows if tuple(row[name] for name in key) not in theirs]
    return upsert(model, list(key), free) + LoadReport(unchanged=len(rows) - len(free))


def _instrument(row):
    days = {name: day(row[name]) for name in ("issued_on", "valid_from", "valid_to")}
    return {name: row[name] for name in INSTRUMENT} | days


def _ground(row, known):
    """From when to when, by which article, how well known. KeyError: a paper that instruments.csv does not have."""
    return {
        "instrument_id": known[row["instrument"]],
        "article": row["article"],
        "valid_from": day(row["valid_from"]),
        "valid_to": day(row["valid_to"]),
        "standing": row["standing"],
        "note": row["note"],
        "order": int(row["order"]),
    }


def _eligibility(row):
    copied = ("code", "award_code", "subject", "kind", "occasion", "group", "text")
    given = {"parameters": json.loads(row["parameters"]), "blocks": bool(yes_no(row["blocks"]))}
    return {name: row[name] for name in copied} | given


def _authority(row):
    return {name: row[name] for name in ("award_code", "decider")}


def _ballot(row):
    by_province = bool(yes_no(row["by_province"]))
    return {"award_code": row["award_code"], "percent": int(row["percent"]), "by_province": by_province}


def _paper(row):
    copied = {name: row[name] for name in ("award_code", "subject", "occasion", "purpose", "name")}
    flags = {name: bool(yes_no(row[name])) for name in ("simple", "required", "per_line")}
    return copied | flags | {"copies": int(row["copies"])}


def _consultation(row):
    return {"award_code": row["award_code"], "working_days": int(row["working_days"])}


def _deadline(row):
    copied = {name: row[name] for name in ("event", "name", "award_code", "occasion")}
    return copied | {name: whole(row[name]) for name in ("working_days", "month", "day")}


TABLES = (
    (EligibilityRule, "eligibility_rules", ("code",), _eligibility),
    (AuthorityRule, "authority_rules", AUTHORITY_KEY, _authority),
    (BallotRule, "ballot_rules", ("award_code", "valid_from"), _ballot),
    (ChecklistItem, "checklist_items", PAPER_KEY, _paper),
    (ConsultationRule, "consultation_rules", ("award_code", "valid_from"), _consultation),
    (DeadlineRule, "deadline_rules", ("event", "award_code", "occasion", "valid_from"), _deadline),
)
