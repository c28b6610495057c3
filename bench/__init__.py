"""Measures of the portal on a scratch database: `make bench PART=first ENGINE=postgres`.

A part is a module `bench.parts.<part>` with one function:

    def measures(client) -> dict[str, Callable[[], object] | Measure]

`client` is a `django.test.Client`, signed out; the function signs in or prepares what it needs, and returns what is
to be timed, in the order in which it runs. A bare callable is a Measure with the defaults. The demo's data is loaded,
mail goes nowhere, tasks run in the same process. A callable must raise when what it got is wrong: a fast error page
is no measure.

For each measure `var/bench/<part>-<engine>.json` holds: median_ms and p95_ms of one call, queries (most in one call),
sql_share (time in the database / whole time, 0 to 1), seconds (all calls together), peak_mb (most memory of the process
while it ran), calls, and beside these whatever numbers the last call returned as a dict. A measure with `sql`, the same
answer in hand-written SQL, also has sql_ms (its median, rows fetched) and sql_ratio (median_ms / sql_ms).
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """A call to be timed `repeat` times after `warm` calls that do not count; so is `sql`, its answer in bare SQL."""

    call: Callable[[], object]
    repeat: int = 20
    warm: int = 2
    sql: Callable[[], object] | None = None
