"""`make test`: set-up, checks, then the suite on each engine, with a table at the end of what ran where.

SQLite needs nothing; PostgreSQL and Redis are those of DATABASE_URL and REDIS_URL, or private ones that live as long as
this script. What the machine cannot run is said, and is a failure where CI=true.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree as ET

from tools import check, environment, servers, setup, system
from tools.shell import PYTHON, ROOT, Failed, in_ci, main, say, seconds

LIMIT_SECONDS = 1500
SERVER_MARKS = "not browser and not postgres and not redis"
POSTGRES = ("postgres://", "postgresql://", "pgsql://")


@dataclass(frozen=True)
class Outcome:
    """One line of the closing table. `fault` says why it counts as failed although no test failed."""

    name: str
    engine: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    took: str = ""
    fault: str = ""

    @property
    def losses(self) -> int:
        return max(self.failed, 1) if self.fault else self.failed


def act(arguments: list[str]) -> int:
    """Arguments go to pytest: `python3 -m tools.test -k filing`."""
    started = time.monotonic()
    setup.ensure(tests=True)
    if missing := system.missing_to_test():
        system.install(missing)
    with migrated({}) as tables:
        checks = run_checks()
        outcomes = [checks, run_suite("Bộ kiểm thử", "SQLite", SERVER_MARKS, ["-n", "2", *arguments], tables())]
    return report(outcomes + with_servers(arguments), started)


def run_checks() -> Outcome:
    started = time.monotonic()
    failed = check.run_all()
    passed = len(check.CHECKS) - len(failed)
    return Outcome("make check", "-", passed, len(failed), took=seconds(started), fault=", ".join(failed))


def with_servers(arguments: list[str]) -> list[Outcome]:
    """The suite with races, locks and a real broker, and the stories in the browser, on the same two servers."""
    engine = "PostgreSQL + Redis"
    try:
        with both_servers() as servers_env, migrated(servers_env) as tables:
            env = tables()
            suite = run_suite("Bộ kiểm thử", engine, "not browser", ["-n", "2", *arguments], env)
            return [strict(suite), strict(run_browser(engine, arguments, env))]
    except Failed as failure:
        return [cannot("Bộ kiểm thử", engine, str(failure)), cannot("Trình duyệt", engine, "thiếu máy chủ nói trên")]


def run_browser(engine: str, arguments: list[str], env: dict[str, str]) -> Outcome:
    if not system.chromium():
        return cannot("Trình duyệt", engine, f"Máy không có Chromium. Cần: {system.by_hand(['chromium'])}")
    # Playwright's own loop runs in this thread, and Django would take it for asynchronous code.
    return run_suite(
        "Trình duyệt", engine, "browser", ["-n", "2", *arguments], env | {"DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    )


@contextmanager
def both_servers() -> Iterator[dict[str, str]]:
    """DATABASE_URL and REDIS_URL for the tests. The test database is one that Django makes and drops, named after the
    process; the keys in Redis are told apart in the same way, because a given server is never emptied.
    """
    database, redis = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    with ExitStack() as stack:
        database = database if database.startswith(POSTGRES) else stack.enter_context(servers.postgres())
        redis = redis or stack.enter_context(servers.redis())
        yield {"DATABASE_URL": database, "REDIS_URL": redis, "REDIS_PREFIX": f"thidua-test-{os.getpid()}"}


@contextmanager
def migrated(env: dict[str, str]) -> Iterator[Callable[[], dict[str, str]]]:
    """Makes the tables once for all processes of a run, beside whatever else goes on; what it yields waits for them.

    It gives the environment in which the run finds them. Should they not come about, each process migrates for itself
    and says what is wrong.
    """
    command = [str(PYTHON), "-m", "tests.migrated"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, env=environment.to_test(**env), **pipes) as maker:
        yield lambda: env | {"THIDUA_TEST_TABLES": maker.stdout.readline().strip()}


def run_suite(name: str, engine: str, marks: str, options: list[str], env: dict[str, str]) -> Outcome:
    say(f"\n=== {name} trên {engine} ===")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="thidua-record-") as folder:
        record = Path(folder) / "record.xml"
        command = [str(PYTHON), "-m", "pytest", "-q", "-rs", "-m", marks, f"--junitxml={record}", *options]
        code = in_time(command, environment.to_test(**env))
        counted = read_record(record)
    fault = "" if code == 0 else {5: "không có kiểm thử nào"}.get(code, f"pytest kết thúc với mã {code}")
    return replace(counted, name=name, engine=engine, took=seconds(started), fault=fault)


def in_time(command: list[str], env: dict[str, str]) -> int:
    try:
        return subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, timeout=LIMIT_SECONDS).returncode
    except subprocess.TimeoutExpired:
        say(f"✕ Quá {LIMIT_SECONDS} giây, đã dừng.")
        return 124


def read_record(path: Path) -> Outcome:
    """The counts of a JUnit record; nothing of it is trusted beyond numbers that our own pytest wrote."""
    if not path.is_file():
        return Outcome("", "")
    suites = list(ET.parse(path).iter("testsuite"))  # noqa: S314 - written by the pytest just run
    total, failures, errors, skipped = (
        sum(int(suite.get(key, 0)) for suite in suites) for key in ("tests", "failures", "errors", "skipped")
    )
    return Outcome("", "", total - failures - errors - skipped, failures + errors, skipped)


def strict(outcome: Outcome) -> Outcome:
    """With both servers there, nothing has a reason to be skipped: on the build server a skip is a failure."""
    if in_ci() and outcome.skipped and not outcome.fault:
        return replace(outcome, fault=f"bỏ qua {outcome.skipped} kiểm thử")
    return outcome


def cannot(name: str, engine: str, why: str) -> Outcome:
    say(f"\n!!! KHÔNG CHẠY ĐƯỢC: {name} trên {engine}\n    {why}")
    return Outcome(name, engine, fault="không chạy được") if in_ci() else Outcome(name, engine, took="KHÔNG CHẠY")


def report(outcomes: list[Outcome], started: float) -> int:
    say(f"\n{'':<16}{'trên':<22}{'đạt':>6}{'hỏng':>6}{'bỏ qua':>8}   thời gian")
    for row in outcomes:
        counts = f"{row.passed:>6}{row.losses:>6}{row.skipped:>8}"
        say(f"{row.name:<16}{row.engine:<22}{counts}   {row.took}  {row.fault}".rstrip())
    passed, failed = sum(row.passed for row in outcomes), sum(row.losses for row in outcomes)
    say(f"Tất cả: {seconds(started)}\n\n{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    main(act)
