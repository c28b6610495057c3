"""All the set-up, stage by stage: system → venv → packages → frontend. A stage whose inputs are the same is free.

`python3 -m tools.setup` prepares to run, `--tests` also what the tests need.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from tools import frontend, packages, system
from tools.shell import VAR, Failed, digest, is_fresh, main, mark, say


def ensure(*, tests: bool = False) -> None:
    """Leaves a machine on which the portal runs (and its tests too), or raises Failed with what to do."""
    with one_at_a_time():
        ensure_system()
        packages.ensure_venv()
        packages.ensure_packages(tests=tests)
        frontend.ensure_frontend()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two commands started together set up once: the second waits, then finds everything fresh."""
    VAR.mkdir(exist_ok=True)
    with (VAR / ".setup.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def ensure_system() -> None:
    """Debian's packages, tried once per missing set: a machine without the right does not wait at every start."""
    ready = packages.venv_ready()
    missing = system.missing_to_run(venv_ready=ready)
    if not missing:
        return
    stamp, key = VAR / ".system-tried", digest(missing)
    if "python3-venv" in missing or not is_fresh(stamp, key):
        system.install(missing)
        mark(stamp, key)
    if not (ready or system.has_venv()):
        raise Failed("Python của máy thiếu ensurepip, không tạo được .venv. Cài gói nói trên rồi gõ lại lệnh.")
    if not system.has_pango():
        say(f"! Thiếu Pango nên chưa xuất được PDF, cổng vẫn chạy. Cần: {system.by_hand(list(system.PANGO_PACKAGES))}")


def act(arguments: list[str]) -> int:
    ensure(tests="--tests" in arguments)
    return 0


if __name__ == "__main__":
    main(act)
