"""Prepares a scratch database, times the measures of one part, prints a table and writes it under var/bench/."""

import gc
import importlib
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import Measure
from tools import environment, servers
from tools.shell import ROOT, Failed, main, say

RESULTS = ROOT / "var" / "bench"
PROCESS = Path("/proc/self")
COLUMNS = ("median_ms", "p95_ms", "queries", "sql_share", "sql_ms", "sql_ratio", "seconds", "peak_mb")
HEADING = (
    "sql_share: thời gian trong CSDL / cả lần gọi; sql_ratio: cả lần gọi / cùng câu trả lời viết bằng SQL trần (sql_ms)"
)


@dataclass
class Meter:
    """Counts and times the queries of one call; Django calls it around each."""

    queries: int = 0
    seconds: float = 0.0

    def __call__(self, execute, sql, params, many, context):
        self.queries += 1
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - started


@contextmanager
def scratch(engine: str) -> Iterator[dict[str, str]]:
    """The environment of an empty database that is gone afterwards."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="thidua-bench-"))
        if engine == "postgres":
            url = stack.enter_context(servers.postgres())
        elif engine == "sqlite":
            url = f"sqlite:///{folder}/bench.sqlite3"
        else:
            raise Failed(f"Không có máy '{engine}': dùng ENGINE=sqlite hoặc ENGINE=postgres.")
        yield environment.to_test(DATABASE_URL=url, THIDUA_DEMO="1", EMAIL_URL="memorymail://", BENCH_FOLDER=folder)


@contextmanager
def portal(folder: Path, part):
    """Django with the part's or the demo's data, files in the scratch folder and tasks run where they are called."""
    import django  # the settings read the environment that was made just before

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client, override_settings

    from thidua.celery import app

    app.conf.update(task_always_eager=True, task_eager_propagates=True, broker_url="memory://")
    caches = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    hosts = [*settings.ALLOWED_HOSTS, "testserver"]
    folders = {"MEDIA_ROOT": folder / "media", "STATIC_ROOT": folder / "static"}
    with override_settings(**folders, CACHES=caches, ALLOWED_HOSTS=hosts):
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("migrate", interactive=False, verbosity=0)
        getattr(part, "data", lambda: call_command("demo", verbosity=0))()
        gc.freeze()  # as thidua.wsgi does
        yield Client()


def take(measure: Measure) -> dict[str, float]:
    rows = several(measure, measure.call)
    spent = [row["spent"] for row in rows]
    extra = rows[-1]["answer"] if isinstance(rows[-1]["answer"], dict) else {}
    return summary(spent, [row["meter"] for row in rows]) | extra | beside_sql(measure, statistics.median(spent))


def several(measure: Measure, call) -> list[dict[str, object]]:
    for _ in range(measure.warm):
        call()
    forget_peak()
    return [one_call(call) for _ in range(measure.repeat)]


def beside_sql(measure: Measure, median: float) -> dict[str, float]:
    """What the same answer takes in bare SQL, where the part has written it."""
    if measure.sql is None:
        return {}
    bare = statistics.median(row["spent"] for row in several(measure, measure.sql))
    return {"sql_ms": round(bare * 1000, 2), "sql_ratio": round(median / bare, 2)}


def one_call(call) -> dict[str, object]:
    from django.db import connection

    meter = Meter()
    started = time.perf_counter()
    with connection.execute_wrapper(meter):
        answer = call()
    return {"spent": time.perf_counter() - started, "meter": meter, "answer": answer}


def summary(spent: list[float], meters: list[Meter]) -> dict[str, float]:
    """The figures of one measure; `spent` in seconds per call."""
    return {
        "median_ms": round(statistics.median(spent) * 1000, 2),
        "p95_ms": round(percentile(spent, 0.95) * 1000, 2),
        "queries": max(meter.queries for meter in meters),
        "sql_share": round(sum(meter.seconds for meter in meters) / sum(spent), 3),
        "seconds": round(sum(spent), 3),
        "peak_mb": round(peak_mb(), 1),
        "calls": len(spent),
    }


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least `share` of all do not pass (nearest rank)."""
    ranked = sorted(values)
    return ranked[max(0, -(-len(ranked) * int(share * 100) // 100) - 1)]


def forget_peak() -> None:
    """Linux keeps the most memory a process ever had; 5 makes it start counting anew."""
    if PROCESS.exists():
        (PROCESS / "clear_refs").write_text("5")


def peak_mb() -> float:
    if not PROCESS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(line for line in (PROCESS / "status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def require_part(part: str) -> None:
    """Asked before the database is made, which takes a while."""
    parts = sorted(path.stem for path in (ROOT / "bench" / "parts").glob("[!_]*.py"))
    if part not in parts:
        raise Failed(f"Không có phần đo '{part}'. Hiện có: {', '.join(parts) or 'chưa có phần nào'}.")


def table(results: dict[str, dict[str, float]]) -> str:
    head = f"{'':<36}" + "".join(f"{column:>11}" for column in COLUMNS)
    rows = [
        f"{name:<36}" + "".join(f"{row.get(column, '–'):>11}" for column in COLUMNS) for name, row in results.items()
    ]
    return "\n".join([HEADING, head, *rows])


def act(arguments: list[str]) -> int:
    part, engine = arguments
    require_part(part)
    with scratch(engine) as env:
        os.environ.clear()
        os.environ.update(env, DJANGO_SETTINGS_MODULE="thidua.settings")
        module = importlib.import_module(f"bench.parts.{part}")
        with portal(Path(env["BENCH_FOLDER"]), module) as client:
            found = module.measures(client)
            ready = {name: item if isinstance(item, Measure) else Measure(item) for name, item in found.items()}
            results = {name: take(measure) for name, measure in ready.items()}
            close_connections()
    write(part, engine, results)
    return 0


def close_connections() -> None:
    """Before the server goes, or it would have to throw us out."""
    from django.db import connections

    connections.close_all()


def write(part: str, engine: str, results: dict[str, dict[str, float]]) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{part}-{engine}.json"
    path.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n")
    say(f"{table(results)}\n\n→ {path.relative_to(ROOT)}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main(act)
