"""`make check`: style, imports, migrations, and the settings as a real office would have them."""

import secrets
import subprocess
import time
from dataclasses import dataclass

from tools import environment, setup
from tools.shell import PYTHON, QUIETLY, ROOT, main, say, seconds

IMPORTS = "from importlinter.cli import lint_imports_command as check; check()"


@dataclass(frozen=True)
class Check:
    name: str
    words: tuple[str, ...]
    production: bool = False


CHECKS = (
    Check("ruff check", ("-m", "ruff", "check", ".")),
    Check("ruff format", ("-m", "ruff", "format", "--check", ".")),
    Check("import-linter", ("-c", IMPORTS)),
    Check("makemigrations", ("manage.py", "makemigrations", "--check", "--dry-run")),
    Check("check --deploy", ("manage.py", "check", "--deploy", "--fail-level", "WARNING"), production=True),
)


def production() -> dict[str, str]:
    """An office's own settings, with a database that is empty: what is checked is the settings, not data."""
    return environment.to_test(
        SECRET_KEY=secrets.token_urlsafe(50),
        SITE_URL="https://thidua.example",
        ALLOWED_HOSTS="thidua.example",
        EMAIL_URL="smtp+tls://thidua:x@mail.example:587",
    )


def run_all() -> list[str]:
    """The names of the checks that failed; each failure shows its output at once."""
    return [check.name for check in CHECKS if not passes(check)]


def passes(check: Check) -> bool:
    started = time.monotonic()
    env = production() if check.production else environment.to_test()
    command = [str(PYTHON), *check.words]
    done = subprocess.run(command, cwd=ROOT, env=env, **QUIETLY)
    say(f"{'✕' if done.returncode else '✓'} {check.name} ({seconds(started)})")
    if done.returncode:
        say(done.stdout.rstrip())
    return done.returncode == 0


def act(_arguments: list[str]) -> int:
    setup.ensure(tests=True)
    failed = run_all()
    say(f"\n✕ Chưa đạt: {', '.join(failed)}" if failed else "\n✓ Đạt mọi kiểm tra")
    return 1 if failed else 0


if __name__ == "__main__":
    main(act)
