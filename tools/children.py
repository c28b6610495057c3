"""Child processes that never outlive their parent: each in a group of its own, ended by TERM and then KILL."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 10.0  # seconds between TERM and KILL
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Child:
    """A running program. `log` is the file that holds what it says; `stop` the signal that ends it politely."""

    name: str
    process: subprocess.Popen
    log: Path
    stop: signal.Signals = signal.SIGTERM

    def tail(self, lines: int = 20) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


def start(
    name: str,
    command: Sequence[object],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    user: Mapping[str, object] | None = None,
    stop: signal.Signals = signal.SIGTERM,
    if_orphaned: signal.Signals = signal.SIGTERM,
) -> Child:
    """Starts a program in a process group of its own. `user` is Popen's user, group and extra_groups."""
    with log.open("ab") as output:
        process = subprocess.Popen(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=env,
            start_new_session=True,
            preexec_fn=die_with_parent(if_orphaned),  # noqa: PLW1509 - one thread here: no lock can be held
            **(user or {}),
        )
    return Child(name, process, log, stop)


def die_with_parent(chosen: signal.Signals) -> Callable[[], None] | None:
    """Run between fork and exec: Linux then sends the signal when the parent is gone, even by kill -9."""
    if not sys.platform.startswith("linux"):
        return None
    libc, parent = ctypes.CDLL(None, use_errno=True), os.getpid()

    def ask_the_kernel() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(chosen))
        if os.getppid() != parent:  # it died before the kernel was asked
            os._exit(1)

    return ask_the_kernel


def first_dead(children: Sequence[Child]) -> Child | None:
    return next((child for child in children if child.process.poll() is not None), None)


def end(children: Sequence[Child], patience: float = PATIENCE) -> None:
    """Ends every child and whatever it has started: asked first, the last one before all, killed after `patience` s."""
    for child in reversed(children):
        if child.process.poll() is None:
            child.process.send_signal(child.stop)
    deadline = time.monotonic() + patience
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.0, deadline - time.monotonic()))
    for child in children:
        _sweep(child)


def _sweep(child: Child) -> None:
    """What is left of the group: helpers of a program that died without ending them, or one that would not end."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process.pid, signal.SIGKILL)
    child.process.wait()
