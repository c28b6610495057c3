"""The project's Python: a virtual environment and the locked packages in it, through uv or else pip.

uv is ten times faster but does not read pip's settings, so a mirror or certificate set up for pip is handed to it for
the one run. Where uv has no wheel for the machine or cannot reach the mirror, pip does the same from the same lock.
"""

import ast
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from tools.shell import PYTHON, ROOT, VENV, Failed, digest, is_fresh, mark, run, say, step

INSTALLER_LOCK = ROOT / "tools" / "installer.lock"
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"
STAMP = VENV / ".thidua-packages"
WITH_TESTS = VENV / ".thidua-with-tests"  # once the test packages are in, `make run` keeps them there
NO_MIRROR = "Kiểm tra mạng hoặc kho gói Python (pip config list), rồi gõ lại lệnh."

# pip's setting -> uv's variable; the last ones of pip's sections win, as in pip itself.
SETTINGS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
}
# pip takes the best file of all indexes (hashes in the lock make that as safe as uv's "first index" habit) and trusts
# the certificates of the machine, an office's own among them.
LIKE_PIP = {"UV_INDEX_STRATEGY": "unsafe-best-match", "UV_SYSTEM_CERTS": "true", "UV_PYTHON_DOWNLOADS": "never"}
SECTIONS = ("global", "install", ":env:")


def venv_ready() -> bool:
    """Whether .venv works and belongs to the Python that runs this script; a moved or upgraded one is made anew."""
    config = VENV / "pyvenv.cfg"
    if not (config.is_file() and PYTHON.exists()):
        return False
    version = re.search(r"^version(?:_info)? *= *(\d+\.\d+)", config.read_text(), re.MULTILINE)
    return bool(version) and version[1] == "{}.{}".format(*sys.version_info)


def ensure_venv() -> None:
    if venv_ready():
        return
    with step(f"Tạo môi trường Python {sys.version_info[0]}.{sys.version_info[1]} trong .venv"):
        run([sys.executable, "-m", "venv", "--clear", VENV], hint="Cần gói python3-venv của Debian.")


def ensure_packages(*, tests: bool) -> None:
    """Makes .venv hold exactly what the lock says; free when lock and Python are those of the last time."""
    tests = tests or WITH_TESTS.exists()
    lock = TEST_LOCK if tests else RUN_LOCK
    key = digest(lock, INSTALLER_LOCK, sys.version_info[:2])
    if is_fresh(STAMP, key):
        return
    with step(f"Cài gói Python theo {lock.name}"):
        install(lock)
    if tests:
        WITH_TESTS.touch()
    mark(STAMP, key)


def install(lock: Path) -> None:
    try:
        ensure_uv()
        # uv itself is in the list, or the sync would count it as a stranger.
        command = [PYTHON, "-m", "uv", "pip", "sync", "--quiet", "--require-hashes", lock, INSTALLER_LOCK]
        run(command, env=uv_environment(pip_settings()))
    except Failed as failure:
        say(f"  uv không cài được, chuyển sang pip:\n{failure}")
        run([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock], hint=NO_MIRROR)


def ensure_uv() -> None:
    pinned = re.search(r"^uv==(\S+)", INSTALLER_LOCK.read_text(), re.MULTILINE)[1]
    if any(VENV.glob(f"lib/python*/site-packages/uv-{pinned}.dist-info")):
        return
    options = ["--quiet", "--only-binary", ":all:", "--require-hashes", "-r", INSTALLER_LOCK]
    run([PYTHON, "-m", "pip", "install", *options], hint=NO_MIRROR)


def pip_settings() -> dict[str, str]:
    """What pip would use here, from its files and PIP_* variables."""
    return read_settings(run([PYTHON, "-m", "pip", "config", "list"]))


def read_settings(listing: str) -> dict[str, str]:
    """`pip config list` as one table: a later section outweighs an earlier one, the environment outweighs the files."""
    rows = [re.fullmatch(r"(.+?)\.([a-z-]+)=(.*)", line) for line in listing.splitlines()]
    found = [(row[1], row[2], str(ast.literal_eval(row[3]))) for row in rows if row and row[1] in SECTIONS]
    return {name: value for _, name, value in sorted(found, key=lambda row: SECTIONS.index(row[0]))}


def uv_environment(settings: Mapping[str, str], given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment in which uv behaves like pip; variables that the user set for uv stay as they are."""
    translated = {SETTINGS[name]: _for_uv(name, value) for name, value in settings.items() if name in SETTINGS}
    return LIKE_PIP | translated | dict(given)


def _for_uv(name: str, value: str) -> str:
    words = value.split()
    if name == "find-links":
        return ",".join(words)
    if name == "no-index":
        return "true" if value.lower() in {"1", "true", "yes", "on"} else "false"
    if name in {"timeout", "default-timeout"}:
        return str(round(float(value)))
    return " ".join(words)
