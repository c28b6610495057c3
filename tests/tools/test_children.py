"""No child outlives its launcher, whatever ends it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools import children
from tools.shell import ROOT

FOREVER = "import signal, sys; print('up', flush=True); signal.pause()"
STUBBORN = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {FOREVER}"
SECONDS = 10


def until(condition):
    deadline = time.monotonic() + SECONDS
    while not (found := condition()) and time.monotonic() < deadline:
        os.sched_yield()
    assert found


def alive(number):
    """Whether a process still runs; one that waits for its parent to look is over."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def start(tmp_path):
    started = []

    def begin(code, name="child"):
        child = children.start(name, [sys.executable, "-c", code], log=tmp_path / f"{name}.log")
        started.append(child)
        return child

    yield begin
    children.end(started, patience=0)


def is_up(child):
    until(lambda: "up" in child.log.read_text() or child.process.poll() is not None)


def test_a_polite_child_ends_by_term(start):
    child = start(FOREVER)
    is_up(child)
    children.end([child])
    assert child.process.returncode == -signal.SIGTERM


def test_a_stubborn_child_is_killed(start):
    child = start(STUBBORN)
    is_up(child)
    children.end([child], patience=0.1)
    assert child.process.returncode == -signal.SIGKILL


def test_what_a_child_left_behind_goes_too(start):
    helper = f"import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', {FOREVER!r}]).pid, flush=True)"
    child = start(helper)
    child.process.wait()
    number = int(child.log.read_text().splitlines()[0])
    assert alive(number)
    children.end([child], patience=0)
    until(lambda: not alive(number))


def test_the_first_dead_is_named_with_its_last_words(start):
    well, ill = start(FOREVER, "well"), start("print('why I died'); raise SystemExit(7)", "ill")
    ill.process.wait()
    dead = children.first_dead([well, ill])
    assert (dead.name, dead.process.returncode, dead.tail()) == ("ill", 7, "why I died")


def test_no_orphan_survives_kill_9_of_the_launcher(tmp_path):
    launcher = (
        "import sys, signal; from pathlib import Path; from tools import children\n"
        f"child = children.start('x', [sys.executable, '-c', {FOREVER!r}], log=Path({str(tmp_path / 'x.log')!r}))\n"
        "print(child.process.pid, flush=True); signal.pause()"
    )
    command = [sys.executable, "-c", launcher]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        number = int(process.stdout.readline())
        assert alive(number)
        process.kill()
    until(lambda: not alive(number))
