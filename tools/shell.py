"""Words on the screen and commands underneath: what every set-up script shares."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TAIL_LINES = 25
QUIETLY = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}


class Failed(Exception):
    """A step that cannot be done; the message says in Vietnamese what to do."""


def say(text: str = "") -> None:
    print(text, flush=True)


def seconds(started: float) -> str:
    """Time since `started` (time.monotonic), as a Vietnamese reader writes it: "9,3 giây"."""
    return f"{time.monotonic() - started:.1f} giây".replace(".", ",")


@contextmanager
def step(title: str) -> Iterator[None]:
    """Says what begins and, when it went well, how long it took."""
    say(f"→ {title} …")
    started = time.monotonic()
    yield
    say(f"  xong sau {seconds(started)}")


def run(command: Sequence[object], *, env: Mapping[str, str] | None = None, hint: str = "") -> str:
    """The output of a quiet command. A failure carries the end of that output and the hint of what to do."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, cwd=ROOT, env=env, **QUIETLY)
    except OSError as error:
        raise Failed(f"Không chạy được {words[0]}: {error.strerror}. {hint}") from error
    if done.returncode:
        tail = "\n".join("    " + line for line in done.stdout.strip().splitlines()[-TAIL_LINES:])
        raise Failed(f"Lệnh hỏng: {' '.join(words[:6])} …\n{tail}\n{hint}".rstrip())
    return done.stdout


def digest(*parts: object) -> str:
    """One short name for the inputs of a step: paths count by content, all else by its text."""
    total = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else str(part).encode()
        total.update(len(content).to_bytes(8, "big") + content)
    return total.hexdigest()


def is_fresh(stamp: Path, key: str) -> bool:
    return stamp.is_file() and stamp.read_text() == key


def mark(stamp: Path, key: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(key)


def main(action) -> None:
    """Runs a script's action: an expected failure is a message and exit 1, Ctrl-C is exit 130."""
    try:
        sys.exit(action(sys.argv[1:]))
    except Failed as failure:
        sys.exit(f"\n✕ {failure}")
    except KeyboardInterrupt:
        sys.exit(130)


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}
