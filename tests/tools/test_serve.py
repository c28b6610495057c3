"""The launcher: one at a time, every child watched, all ended together. The children are small stand-ins."""

import io
import signal
import socket
import sys
import time

import pytest
from django.core.management.base import CommandError

from thidua.management.commands import serve
from tools import children

FOREVER = "import signal; signal.pause()"
DIES = "print('disk full'); raise SystemExit(3)"


class Launcher(serve.Command):
    """Stand-ins for web, worker and beat; `welcome` is where a test does its deed."""

    def __init__(self, deed=lambda: None):
        super().__init__(stdout=io.StringIO(), stderr=io.StringIO())
        self.deed = deed

    def welcome(self, port, seconds):
        super().welcome(port, seconds)
        self.deed()


@pytest.fixture
def portal(tmp_path, settings, monkeypatch):
    """Replaces the programs by Python one-liners: a table of name to code that a test may change."""
    settings.VAR = tmp_path
    code = {"web": FOREVER, "worker": FOREVER, "beat": FOREVER}
    portal = {"code": code, "started": {}, "sent": []}

    def begin(name):
        child = children.start(name, [sys.executable, "-c", code[name]], log=tmp_path / f"{name}.log")
        portal["started"][name] = child
        return child

    for name in code:
        monkeypatch.setattr(serve, f"start_{name}", lambda *_, name=name: begin(name))
    monkeypatch.setattr(serve, "answers", lambda port: True)
    monkeypatch.setattr(serve.app, "send_task", portal["sent"].append)
    before = {number: signal.getsignal(number) for number in serve.ENDING}
    yield portal
    children.end(list(portal["started"].values()), patience=0)
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", sorted(serve.ENDING))
def test_each_signal_to_end_ends_every_child(portal, number):
    launcher = Launcher(lambda: signal.raise_signal(number))
    assert launcher.serve(8000, time.monotonic()) == 0
    assert len(portal["started"]) == 3
    assert all(child.process.returncode == -signal.SIGTERM for child in portal["started"].values())


def test_what_fell_due_meanwhile_is_looked_for_once(portal):
    Launcher(lambda: signal.raise_signal(signal.SIGTERM)).serve(8000, time.monotonic())
    assert portal["sent"] == ["reports.tasks.find_due_schedules"]


def test_a_child_that_dies_ends_all_and_is_named(portal):
    portal["code"]["beat"] = DIES
    launcher = Launcher()
    assert launcher.serve(8000, time.monotonic()) == 3
    said = launcher.stderr.getvalue()
    assert "beat đã dừng (mã 3)" in said
    assert "disk full" in said
    assert all(child.process.poll() is not None for child in portal["started"].values())


def test_a_web_that_never_comes_up_stops_the_wait(portal, monkeypatch):
    portal["code"]["web"] = DIES
    monkeypatch.setattr(serve, "answers", lambda port: False)
    assert Launcher().serve(8000, time.monotonic()) == 3


def test_a_web_that_hangs_is_given_up(portal, monkeypatch):
    monkeypatch.setattr(serve, "answers", lambda port: False)
    monkeypatch.setattr(serve, "ANSWER_SECONDS", 0)
    with pytest.raises(CommandError, match="không trả lời"):
        Launcher().serve(8000, time.monotonic())
    assert portal["started"]["web"].process.returncode == -signal.SIGTERM


def test_the_address_and_the_demo_accounts_are_said(portal, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(serve, "import_string", lambda _: [("canbo", "Cán bộ thi đua"), ("canbo.dakha", "Đắk Hà")])
    launcher = Launcher(lambda: signal.raise_signal(signal.SIGTERM))
    launcher.serve(8010, time.monotonic())
    said = launcher.stdout.getvalue()
    assert "http://127.0.0.1:8010/" in said
    assert settings.DEMO_PASSWORD in said
    assert "canbo        Cán bộ thi đua" in said


def test_an_office_in_earnest_is_told_no_accounts(portal, settings):
    launcher = Launcher(lambda: signal.raise_signal(signal.SIGTERM))
    launcher.serve(8010, time.monotonic())
    assert settings.DEMO_PASSWORD not in launcher.stdout.getvalue()


def test_a_second_launcher_is_refused(tmp_path, settings):
    settings.VAR = tmp_path
    with serve.only_one(), pytest.raises(CommandError, match="đang chạy rồi"), serve.only_one():
        pass
    with serve.only_one():
        pass


def test_a_busy_port_is_said_before_anything_starts():
    with socket.socket() as other:
        other.bind((serve.ADDRESS, 0))
        other.listen()
        with pytest.raises(CommandError, match="make run PORT="):
            serve.refuse_busy(other.getsockname()[1])


@pytest.mark.parametrize(("returncode", "code"), [(3, 3), (-9, 137), (0, 1)])
def test_exit_code(returncode, code):
    assert serve.exit_code(returncode) == code


def test_a_long_log_makes_room(tmp_path, settings, monkeypatch):
    settings.VAR = tmp_path
    monkeypatch.setattr(serve, "LOG_BYTES", 3)
    monkeypatch.setattr(children, "start", lambda name, command, **how: how["log"])
    (serve.log_folder() / "web.log").write_text("long")
    log = serve.start("web", "gunicorn")
    assert not log.exists()
    assert log.with_suffix(".log.1").read_text() == "long"


def test_everything_is_brought_up_to_date_in_one_process(monkeypatch, settings):
    ran = []
    monkeypatch.setattr(serve, "call_command", lambda name, **_: ran.append(name))
    monkeypatch.setattr(serve, "collect_if_changed", lambda: True)
    settings.CACHES = {"default": {"BACKEND": serve.DATABASE_CACHE, "LOCATION": "x"}}
    settings.DEMO = True
    Launcher().prepare()
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}}
    settings.DEMO = False
    Launcher().prepare()
    assert ran == ["migrate", "createcachetable", "demo", "migrate"]
