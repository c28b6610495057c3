"""Which of the project's variables are set, and the environments in which its programs are started."""

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path

from tools.shell import ROOT

EXAMPLE = ROOT / ".env.example"
LINE = re.compile(r"^#? ?(?:export +)?([A-Z][A-Z0-9_]*)=(.*)$")
DEFAULT_PORT = "8000"


def names() -> list[str]:
    """Every variable that the settings read: `.env.example` lists them all, and a test holds it to that."""
    rows = (LINE.match(line) for line in EXAMPLE.read_text().splitlines())
    return [row[1] for row in rows if row]


def given(path: Path = ROOT / ".env", environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What the user set, in `.env` or (stronger) in the environment; an empty value is not set."""
    lines = path.read_text().splitlines() if path.is_file() else []
    rows = (LINE.match(line) for line in lines if not line.startswith("#"))
    written = {row[1]: row[2].strip().strip("'\"") for row in rows if row}
    return {name: value for name, value in (written | dict(environ)).items() if value}


def _as_found(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment of our children. They keep their bytecode whatever the machine says: a process that may not
    compiles all of Django anew at every start, which takes longer than the start itself.
    """
    return {name: value for name, value in environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def to_run(user: Mapping[str, str], environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment of `make run`: without DATABASE_URL it is the demo, with one it is a real office.

    An office's own database never gets the demo's relaxations, whatever THIDUA_DEMO says.
    """
    port = user.get("PORT", DEFAULT_PORT)
    address = user.get("SITE_URL", f"http://127.0.0.1:{port}")
    demo = "0" if "DATABASE_URL" in user else "1"
    return _as_found(environ) | {"THIDUA_DEMO": demo, "PORT": port, "SITE_URL": address}


def to_test(**chosen: str) -> dict[str, str]:
    """The environment of a test run: nothing of the user's own settings, nor of `.env`, reaches it.

    Empty values are written out, because `.env` fills only what is absent.
    """
    clean = {name: value for name, value in _as_found(os.environ).items() if name not in names()}
    plain = {"SECRET_KEY": secrets.token_urlsafe(50), "THIDUA_DEMO": "0", "REDIS_URL": "", "EMAIL_URL": ""}
    return clean | plain | {"DATABASE_URL": "sqlite:///:memory:"} | chosen
