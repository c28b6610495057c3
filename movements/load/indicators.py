"""The dictionary of indicators, who fills in each box, and the coded reasons."""

from decimal import Decimal
from pathlib import Path

from django.db import transaction

from movements.models import DirectivePoint, Indicator, IndicatorAlias, IndicatorBreak, Movement, ReportingDuty
from thidua.models import Event, Reason
from thidua.text import parse_number, search_key
from units.load import LoadReport, day, ids, read_rows, upsert, yes_no
from units.models import Unit

DATA = Path(__file__).parent.parent / "data"
COPIED = (
    "code", "name", "unit_of_measure", "entry", "formula_kind", "formula_of", "numerator_label", "denominator_label",
    "part_unit", "better", "over_units", "over_time", "frequency", "plausible_scope", "line", "confirmed_by", "note",
    "source",
)  # fmt: skip
NO_CHECK = {"jump_times": None, "counter": ""}


def scaled(text: str, decimals: int) -> int | None:
    """A plain decimal of a data file in the smallest unit; None for blank, NumberRefused rather than rounded."""
    return parse_number(Decimal(text), decimals=decimals) if text else None


@transaction.atomic
def load_indicators() -> LoadReport:
    """Indicators with breaks, duties and other names; needs the directive, the movements and the units."""
    points, movements = ids(DirectivePoint), ids(Movement, "key")
    touched = Event.objects.filter(about=Indicator._meta.label_lower).values("about_id")
    edited = set(Indicator.objects.filter(pk__in=touched).values_list("code", flat=True))  # administrators' by now
    rows = [row for row in enumerate(read_rows(DATA / "indicators.csv"), 1) if row[1]["code"] not in edited]
    checks = _checks()
    made = [_indicator(row, order, points, movements) | checks.get(row["code"], NO_CHECK) for order, row in rows]
    report = upsert(Indicator, ["code"], made)
    known = {code: pk for code, pk in ids(Indicator).items() if code not in edited}
    return report + _load_breaks(known) + _load_duties(known) + _load_aliases(known) + _told_as_missing()


def _indicator(row, order, points, movements) -> dict:
    decimals = int(row["decimals"])
    return {name: row[name] for name in COPIED} | {
        "part_decimals": int(row["part_decimals"]),
        "multiplier": int(row["multiplier"]),
        "decimals": decimals,
        "plausible_min": scaled(row["plausible_min"], decimals),
        "plausible_max": scaled(row["plausible_max"], decimals),
        "point_id": points[row["point"]],
        "movement_id": movements[row["movement_key"]] if row["movement_key"] else None,
        "valid_from": day(row["valid_from"]),
        "valid_to": day(row["valid_to"]),
        "core": bool(yes_no(row["core"])),
        "order": order,
        "search_name": search_key(f"{row['code']} {row['name']}")[:400],  # as Indicator.save() writes it
    }


def _checks() -> dict:
    """{code: what the checks before sending know of it}: thresholds that differ, totals that must not fall."""
    return {
        row["code"]: {"jump_times": int(row["jump_times"]) if row["jump_times"] else None, "counter": row["counter"]}
        for row in read_rows(DATA / "indicator_checks.csv")
    }


def _load_breaks(known) -> LoadReport:
    rows = [
        {
            "indicator_id": known[row["code"]],
            "on": day(row["on"]),
            "reason": row["reason"],
            "source": row["source"],
        }
        for row in read_rows(DATA / "indicator_breaks.csv")
        if row["code"] in known
    ]
    return upsert(IndicatorBreak, ["indicator_id", "on"], rows)


def _load_duties(known) -> LoadReport:
    units = ids(Unit)
    rows = [
        {
            "indicator_id": known[row["code"]],
            "unit_id": units[row["unit_code"]] if row["unit_code"] else None,
            "unit_kind": row["unit_kind"],
            "note": row["note"],
        }
        for row in read_rows(DATA / "indicator_duties.csv")
        if row["code"] in known
    ]
    return upsert(ReportingDuty, ["indicator_id", "unit_id", "unit_kind"], rows)


def _load_aliases(known) -> LoadReport:
    rows = [
        {
            "indicator_id": known[row["code"]],
            "name": row["alias"],
            "source": row["source"],
            "search_name": search_key(row["alias"])[:300],  # as IndicatorAlias.save() writes it
        }
        for row in read_rows(DATA / "indicator_aliases.csv")
        if row["code"] in known
    ]
    return upsert(IndicatorAlias, ["indicator_id", "name"], rows)


WHAT = {
    "reporter": "Nơi báo cáo",
    "successor": "Nơi báo cáo kế thừa",
    "target": "Mục tiêu",
    "figure": "Số công bố",
    "cluster": "Cụm, khối",
}


def _told_as_missing() -> LoadReport:
    """What the data files themselves say has no place; members of clusters are found out by the units' loader."""
    rows = [row for row in read_rows(DATA / "not_placed.csv") if row["what"] in WHAT]
    lines = [f"{WHAT[row['what']]} “{row['name']}” ({row['refers_to']}): {row['reason']}" for row in rows]
    return LoadReport(not_placed=lines)


@transaction.atomic
def load_reasons() -> LoadReport:
    """The coded reasons; wording that an administrator has changed stays."""
    return upsert(Reason, ["code"], map(_reason, read_rows(DATA / "reasons.csv")), once=["label", "when_to_use"])


def _reason(row) -> dict:
    copied = ("code", "applies_to", "act", "label", "when_to_use")
    needs = ("needs_mark", "needs_text", "needs_document")
    return {name: row[name] for name in copied} | {name: bool(yes_no(row[name])) for name in needs}
