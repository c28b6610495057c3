"""The directive word for word, and the movements with what else they are called."""

import json
from datetime import date
from pathlib import Path

from django.db import transaction

from movements.enums import MovementState
from movements.models import Directive, DirectivePoint, Movement, MovementAlias
from thidua.text import search_key, sort_key
from units.load import LoadReport, day, ids, read_rows, upsert, whole, yes_no
from units.models import Unit

DATA = Path(__file__).parent.parent / "data"


@transaction.atomic
def load_directive() -> LoadReport:
    """The directive, its points 1–9 and its closing paragraphs KL1, KL2."""
    text = json.loads((DATA / "directive.json").read_text(encoding="utf-8"))
    report = upsert(Directive, ["title"], [_directive(text)])
    directive_id = ids(Directive, "title")[text["title"]]
    labels = {row["code"]: row["label"] for row in read_rows(DATA / "points.csv")}
    points = [(point, False) for point in text["points"]] + [(point, True) for point in text["closing"]]
    rows = [
        {
            "code": point["code"],
            "directive_id": directive_id,
            "order": order,
            "label": labels[point["code"]],
            "paragraphs": point["paragraphs"],
            "closing": closing,
        }
        for order, (point, closing) in enumerate(points, 1)
    ]
    return report + upsert(DirectivePoint, ["code"], rows)


def _directive(text) -> dict:
    copied = ("title", "issuer", "place", "number", "preamble", "recipients", "signer", "signer_title")
    return {name: text[name] for name in copied} | {"issued_on": day(text["date"])}


@transaction.atomic
def load_movements(*, today: date) -> LoadReport:
    """Movements, their parents, points and other names; needs the directive and the units.

    Those that had begun by `today` come in as launched, the others as planned; later loads leave the state alone.
    """
    rows = read_rows(DATA / "movements.csv")
    units = ids(Unit)
    report = upsert(Movement, ["key"], [_movement(row, units, today) for row in rows], once=["state"])
    known = ids(Movement, "key")
    upsert(Movement, ["key"], [_parentage(row, known) for row in rows])
    return report + _load_points(known) + _load_aliases(known)


def _movement(row, units, today) -> dict:
    copied = ("key", "name", "slogan", "launched_by", "level", "method", "decision_number", "note", "source")
    return {name: row[name] for name in copied} | {
        "launching_unit_id": units[row["launching_unit"]] if row["launching_unit"] else None,
        "valid_from_year": whole(row["valid_from_year"]),
        "valid_to_year": whole(row["valid_to_year"]),
        "decision_date": day(row["decision_date"]),
        "launched_on": day(row["launched_on"]),
        "inferred": bool(yes_no(row["inferred"])),
        "in_portal": bool(yes_no(row["in_portal"])),
        "state": MovementState.LAUNCHED if _begun(row, today) else MovementState.DRAFT,
        "search_name": search_key(row["name"])[:400],  # both as Movement.save() writes them
        "sort_name": sort_key(row["name"]),
    }


def _parentage(row, known) -> dict:
    return {"key": row["key"], "parent_id": known[row["parent"]] if row["parent"] else None}


def _begun(row, today) -> bool:
    launched_on = day(row["launched_on"])
    if launched_on:
        return launched_on <= today
    return int(row["valid_from_year"]) <= today.year


def _load_points(known) -> LoadReport:
    points = ids(DirectivePoint)
    served = [
        {"movement_id": known[row["key"]], "directivepoint_id": points[row["point"]]}
        for row in read_rows(DATA / "movement_points.csv")
    ]
    return upsert(Movement.points.through, ["movement_id", "directivepoint_id"], served)


def _load_aliases(known) -> LoadReport:
    names = [
        {"movement_id": known[row["key"]], "name": row["name"], "stage": row["stage"], "source": row["source"]}
        for row in read_rows(DATA / "movement_aliases.csv")
    ]
    return upsert(MovementAlias, ["movement_id", "name", "stage"], names)
