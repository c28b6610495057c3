"""Private PostgreSQL and Redis for tests and benches: free port, temporary folder, ordinary user, gone at the end.

A server that merely happens to run on the machine is never used: only one that the environment names, or one started
here.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tools import children, system
from tools.shell import Failed

START_SECONDS = 30
ROLE = "thidua"
# Nothing here survives a crash, and nothing needs to: the data is the tests' own.
POSTGRES_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
}


@dataclass(frozen=True)
class Ordinary:
    """Who runs a private server: PostgreSQL refuses root, so root steps down to an account that owns nothing."""

    name: str = ""
    popen: Mapping[str, object] = field(default_factory=dict)

    def own(self, folder: Path) -> None:
        if self.name:
            shutil.chown(folder, self.name, self.popen["group"])


def ordinary_user() -> Ordinary:
    if os.geteuid() != 0:
        return Ordinary()
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return Ordinary(entry.pw_name, {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def private_folder(user: Ordinary) -> Iterator[Path]:
    """Short, because a Unix socket's path may not pass 107 bytes; readable by its user only."""
    folder = Path(tempfile.mkdtemp(prefix="thidua-server-", dir="/tmp"))
    user.own(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def postgres(database: str = ROLE) -> Iterator[str]:
    """The DATABASE_URL of a private PostgreSQL with an empty `database`."""
    binaries, user = system.postgres_folder(), ordinary_user()
    if binaries is None:
        raise Failed(f"Máy không có PostgreSQL. Cần: {system.by_hand(['postgresql'])}")
    with private_folder(user) as folder, ExitStack() as stack:
        word = secrets.token_hex(16)
        _initdb(binaries, folder, user, word)
        start = partial(_start_postgres, binaries, folder, user)
        port = _until_started(stack, start, _pg_ready(binaries))
        _as(user, [binaries / "createdb", "-h", "127.0.0.1", "-p", port, "-U", ROLE, database], PGPASSWORD=word)
        yield f"postgres://{ROLE}:{word}@127.0.0.1:{port}/{database}"


def _initdb(binaries: Path, folder: Path, user: Ordinary, word: str) -> None:
    secret = folder / "word"
    secret.write_text(word)
    user.own(secret)
    options = ["--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    _as(user, [binaries / "initdb", "-D", folder / "data", "-U", ROLE, *options])


def _start_postgres(binaries: Path, folder: Path, user: Ordinary, port: int) -> children.Child:
    options = [word for name, value in POSTGRES_OPTIONS.items() for word in ("-c", f"{name}={value}")]
    command = [binaries / "postgres", "-D", folder / "data", "-p", port, "-k", folder, *options]
    log, quick = folder / "postgres.log", signal.SIGINT  # SIGINT is PostgreSQL's "fast": it does not wait for clients
    return children.start("PostgreSQL", command, log=log, user=user.popen, stop=quick, if_orphaned=quick)


def _pg_ready(binaries: Path):
    def ready(port: int) -> bool:
        asked = [binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port), "-U", ROLE]
        return subprocess.run(asked).returncode == 0

    return ready


@contextmanager
def redis() -> Iterator[str]:
    """The REDIS_URL of a private Redis that keeps nothing on disk."""
    binary, user = shutil.which("redis-server"), ordinary_user()
    if binary is None:
        raise Failed(f"Máy không có Redis. Cần: {system.by_hand(['redis-server'])}")
    with private_folder(user) as folder, ExitStack() as stack:
        word = secrets.token_hex(16)
        port = _until_started(stack, partial(_start_redis, binary, folder, user, word), _answers)
        yield f"redis://:{word}@127.0.0.1:{port}/0"


def _start_redis(binary: str, folder: Path, user: Ordinary, word: str, port: int) -> children.Child:
    """The password goes in by a file: what stands on the command line every user of the machine can read."""
    config = folder / "redis.conf"
    config.write_text(f'bind 127.0.0.1\nport {port}\nrequirepass {word}\nsave ""\nappendonly no\ndir {folder}\n')
    config.chmod(0o600)
    user.own(config)
    return children.start("Redis", [binary, config], log=folder / "redis.log", user=user.popen)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _until_started(stack: ExitStack, start, ready) -> int:
    """The port on which the server answers; another one is tried when someone took the free one in between."""
    for _ in range(3):
        port = free_port()
        child = start(port)
        stack.callback(children.end, [child])
        deadline = time.monotonic() + START_SECONDS
        while child.process.poll() is None and time.monotonic() < deadline:
            if ready(port):
                return port
            time.sleep(0.05)
    raise Failed(f"{child.name} riêng không khởi động được:\n{child.tail()}")


def _as(user: Ordinary, command: Sequence[object], **variables: str) -> None:
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd="/", env=os.environ | variables, capture_output=True, text=True, **user.popen)
    if done.returncode:
        raise Failed(f"{words[0]} hỏng:\n{done.stderr.strip()}")
