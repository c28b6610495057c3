"""Brings the rooms' own data files into the tables: units in time, clusters, days the office is closed.

Loading again is harmless: rows are found by their natural key, changed where the file says otherwise, never deleted.
"""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction

from thidua.calendar import seed_days
from thidua.models import SpecialDay
from thidua.text import search_key, sort_key
from units.actions import rebuild_ancestry
from units.models import Cluster, ClusterMember, Placement, Unit, UnitAlias

DATA = Path(__file__).parent / "data"
BATCH = 500


@dataclass
class LoadReport:
    """What a loader did; `not_placed` has one Vietnamese line for each fact that found no place."""

    created: int = 0
    unchanged: int = 0
    updated: int = 0
    not_placed: list[str] = field(default_factory=list)

    def __add__(self, other):
        return LoadReport(
            self.created + other.created,
            self.unchanged + other.unchanged,
            self.updated + other.updated,
            self.not_placed + other.not_placed,
        )


# ---- reading and writing, shared with the rooms above ----------------------------------------------------------------


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with a header; every cell is text, trimmed."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: (cell or "").strip() for name, cell in row.items()} for row in csv.DictReader(file)]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def whole(text: str) -> int | None:
    return int(text) if text else None


def yes_no(text: str) -> bool | None:
    """A cell of 1 or 0; None where the source does not say."""
    return bool(int(text)) if text else None


def upsert(model, key: Sequence[str], rows: Iterable[dict], *, once: Sequence[str] = ()) -> LoadReport:
    """Inserts and mends rows (dicts of column names) in three queries at most.

    `key` names the columns that tell rows apart; columns in `once` are written at creation only, because people move
    them afterwards. ValueError: two rows with one key.
    """
    wanted = _by_key(model, key, rows)
    present = {tuple(getattr(row, name) for name in key): row for row in model.objects.all()}
    fresh = [model(**columns) for found, columns in wanted.items() if found not in present]
    kept = [(present[found], columns) for found, columns in wanted.items() if found in present]
    changed = [row for row, columns in kept if _mend(row, columns, once)]
    model.objects.bulk_create(fresh, batch_size=BATCH)
    if changed:
        mendable = [name for name in next(iter(wanted.values())) if name not in (*key, *once)]
        model.objects.bulk_update(changed, mendable, batch_size=BATCH)
    return LoadReport(created=len(fresh), unchanged=len(kept) - len(changed), updated=len(changed))


def _by_key(model, key, rows):
    wanted = {}
    for columns in rows:
        found = tuple(columns[name] for name in key)
        if found in wanted:
            raise ValueError(f"{model.__name__}: {found} twice")
        wanted[found] = columns
    return wanted


def _mend(row, columns, once) -> bool:
    differing = {name: v for name, v in columns.items() if name not in once and getattr(row, name) != v}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def ids(model, column="code") -> dict:
    """{natural key: primary key} of a whole table."""
    return dict(model.objects.values_list(column, "pk"))


# ---- units -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def load_units() -> LoadReport:
    """Units, where they stand and when, their successors and other names, clusters with members."""
    rows = read_rows(DATA / "units.csv")
    report = upsert(Unit, ["code"], map(_unit, rows))
    known = ids(Unit)
    upsert(Unit, ["code"], [_succession(row, known) for row in rows])
    placed = upsert(Placement, ["unit_id", "valid_from"], _placements(rows, known))
    if placed.created or placed.updated:
        rebuild_ancestry()
    return report + placed + _load_aliases(known) + _load_clusters()


def _unit(row) -> dict:
    copied = ("code", "name", "authority", "short_name", "kind", "duty", "source")
    return {name: row[name] for name in copied} | {
        "remote": yes_no(row["remote"]),
        "border": yes_no(row["border"]),
        "minority": yes_no(row["minority"]),
        "valid_from": day(row["valid_from"]),
        "valid_to": day(row["valid_to"]),
        # As Unit.save() writes them, which bulk_create does not call.
        "search_name": search_key(f"{row['name']} {row['short_name']}")[:300],
        "sort_name": sort_key(row["name"])[:1000],
    }


def _succession(row, known) -> dict:
    return {"code": row["code"], "successor_id": known[row["successor"]] if row["successor"] else None}


def _placements(rows, known) -> list[dict]:
    """Each unit's stays, oldest first: a move ends the one and begins the next."""
    moves = {}
    for move in read_rows(DATA / "unit_moves.csv"):
        moves.setdefault(move["code"], []).append((day(move["on"]), move["new_parent"], move["source"]))
    return [stay for row in rows if row["parent"] for stay in _stays(row, sorted(moves.get(row["code"], ())), known)]


def _stays(row, moves, known) -> list[dict]:
    starts = [(day(row["valid_from"]), row["parent"], row["source"]), *moves]
    ends = [on - timedelta(days=1) for on, _, _ in moves] + [day(row["valid_to"])]
    return [
        {
            "unit_id": known[row["code"]],
            "parent_id": known[parent],
            "valid_from": start,
            "valid_to": end,
            "source": source,
        }
        for (start, parent, source), end in zip(starts, ends, strict=True)
    ]


def _load_aliases(known) -> LoadReport:
    rows = read_rows(DATA / "unit_aliases.csv")
    lost = [f"Tên khác “{row['alias']}”: không có đơn vị mã {row['code']}" for row in rows if row["code"] not in known]
    placed = [
        {"name": row["alias"], "unit_id": known[row["code"]], "source": row["source"]}
        for row in rows
        if row["code"] in known
    ]
    return upsert(UnitAlias, ["name"], placed) + LoadReport(not_placed=lost)


# ---- clusters --------------------------------------------------------------------------------------------------------


def _load_clusters() -> LoadReport:
    report = upsert(Cluster, ["key"], map(_cluster, read_rows(DATA / "clusters.csv")))
    clusters, find = ids(Cluster, "key"), unit_finder()
    placed, lost = [], []
    for row in read_rows(DATA / "cluster_members.csv"):
        unit = find(row["unit_name_as_written"], int(row["year"]))
        if unit is None:
            lost.append(_unknown_member(row))
        else:
            placed.append(_member(row, clusters, unit))
    return report + upsert(ClusterMember, ["cluster_id", "unit_id", "year"], placed) + LoadReport(not_placed=lost)


def _cluster(row) -> dict:
    copied = {name: row[name] for name in ("key", "name", "kind", "source", "note")}
    return copied | {"inferred": bool(yes_no(row["inferred"]))}


def _member(row, clusters, unit) -> dict:
    return {
        "cluster_id": clusters[row["cluster_key"]],
        "unit_id": unit.pk,
        "year": int(row["year"]),
        "part": row["role"],
        "source": row["source"],
    }


def _unknown_member(row) -> str:
    return f"Cụm, khối {row['cluster_key']} năm {row['year']}: không nhận ra đơn vị “{row['unit_name_as_written']}”"


def unit_finder() -> Callable[[str, int], Unit | None]:
    """A function (name as written, year) -> unit: by exact name or alias first, then regardless of marks and case.

    "Xã Đắk Long" and "Xã Đăk Long" are two communes: a name that fits more than one unit of that year fits none.
    """
    exact, loose = {}, {}
    for name, unit in _names_of_units():
        exact.setdefault(name, set()).add(unit)
        loose.setdefault(search_key(name), set()).add(unit)

    def find(name, year):
        for found in (exact.get(name, ()), loose.get(search_key(name), ())):
            standing = [unit for unit in found if _stood_in(unit, year)]
            if standing:
                return standing[0] if len(standing) == 1 else None
        return None

    return find


def _names_of_units():
    for unit in Unit.objects.all():
        yield from ((name, unit) for name in {unit.name, unit.authority, unit.short_name})
    yield from ((alias.name, alias.unit) for alias in UnitAlias.objects.select_related("unit"))


def _stood_in(unit, year) -> bool:
    begun = unit.valid_from is None or unit.valid_from.year <= year
    return begun and (unit.valid_to is None or unit.valid_to.year >= year)


# ---- days ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def load_special_days(years: Iterable[int]) -> LoadReport:
    """Public holidays and exchanged days of those years; rows that an administrator has put right stay as they are."""
    rows = [{"day": d, "kind": kind, "name": name, "source": "gói holidays"} for d, kind, name in seed_days(years)]
    return upsert(SpecialDay, ["day"], rows, once=["kind", "name", "source"])
