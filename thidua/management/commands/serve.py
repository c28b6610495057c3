"""The launcher of one machine: brings data and static files up to date, then web, worker and beat under one roof."""

import fcntl
import os
import signal
import socket
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.module_loading import import_string

from thidua.celery import app
from thidua.staticfiles import collect_if_changed
from tools import children
from tools.healthy import ask

ADDRESS = "127.0.0.1"
ANSWER_SECONDS = 60
LOG_BYTES = 5 * 1024 * 1024
DATABASE_CACHE = "django.core.cache.backends.db.DatabaseCache"
ENDING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


class Command(BaseCommand):
    help = "Chuẩn bị dữ liệu rồi chạy web, worker và beat; Ctrl-C để dừng tất cả."
    requires_system_checks = ()  # migrate, in the same process, checks first

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or "8000", help="cổng, mặc định 8000")
        parser.add_argument("--prepare", action="store_true", help="chỉ chuẩn bị dữ liệu và tệp tĩnh, không chạy")

    def handle(self, *args, port, prepare, **options):
        started = time.monotonic()
        with only_one():
            if not prepare:
                refuse_busy(port)
            try:
                self.prepare()
            except KeyboardInterrupt:
                sys.exit(130)
            if not prepare:
                sys.exit(self.serve(port, started))

    def prepare(self):
        call_command("migrate", interactive=False, verbosity=0)
        if any(cache["BACKEND"] == DATABASE_CACHE for cache in settings.CACHES.values()):
            call_command("createcachetable", verbosity=0)
        if settings.DEMO:
            call_command("demo", stdout=self.stdout)
        if collect_if_changed():
            self.stdout.write("→ Đã gom và nén tệp tĩnh")
        connections.close_all()

    def serve(self, port, started) -> int:
        """The exit code: 0 when asked to end, that of the child when one ended by itself."""
        asked, running = listen(), []
        try:
            running.append(start_web(port))
            self.wait_for_answer(running, port, asked)
            running += [start_worker(), start_beat()]
            if not asked:
                app.send_task("reports.tasks.find_due_schedules")  # what fell due while nothing ran
                self.welcome(port, time.monotonic() - started)
            return self.watch(running, asked)
        finally:
            children.end(running)

    def wait_for_answer(self, running, port, asked):
        deadline = time.monotonic() + ANSWER_SECONDS
        while not (asked or answers(port) or children.first_dead(running)):
            if time.monotonic() > deadline:
                raise CommandError(f"Web không trả lời sau {ANSWER_SECONDS} giây, xem {running[0].log}.")
            time.sleep(0.05)

    def watch(self, running, asked) -> int:
        while not asked:
            if dead := children.first_dead(running):
                self.stderr.write(f"✕ {dead.name} đã dừng (mã {dead.process.returncode}), tắt tất cả.\n{dead.tail()}")
                return exit_code(dead.process.returncode)
            time.sleep(0.2)
        self.stdout.write("\nĐang dừng web, worker và beat …")
        return 0

    def welcome(self, port, seconds):
        spent = f"{seconds:.1f}".replace(".", ",")
        self.stdout.write(f"\n  Cổng Thi đua, khen thưởng: http://{ADDRESS}:{port}/   (sẵn sàng sau {spent} giây)")
        if settings.DEMO:
            self.stdout.write(f"\n  Bản trình diễn, dữ liệu minh họa. Mật khẩu mọi tài khoản: {settings.DEMO_PASSWORD}")
            accounts = list(import_string("reports.demo.ACCOUNTS"))
            widest = max(len(username) for username, _ in accounts)
            for username, who in accounts:
                self.stdout.write(f"    {username:<{widest}}  {who}")
        self.stdout.write(f"\n  Nhật ký: {log_folder()}   Ctrl-C để dừng.")
        self.stdout.flush()


@contextmanager
def only_one():
    """Two launchers on one var folder would beat twice; the lock goes with the process, however it ends."""
    with (settings.VAR / ".serve.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError("Cổng đang chạy rồi trong thư mục này; dừng nó trước (Ctrl-C ở cửa sổ kia).") from None
        yield


def refuse_busy(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            raise CommandError(f"Cổng {port} đang có chương trình khác dùng. Thử: make run PORT={port + 10}") from None


def listen() -> list:
    """The list that a signal to end puts its number into; whoever waits looks at it."""
    asked = []
    for number in ENDING:
        signal.signal(number, lambda received, _frame: asked.append(received))
    return asked


def answers(port) -> bool:
    return 0 < ask(port, settings.SITE_URL) < 500


def start_web(port):
    options = ["--bind", f"{ADDRESS}:{port}", "--worker-class", "gthread", "--workers", 2, "--threads", 4]
    # --preload: the application is imported once and the workers share its memory.
    quiet = ["--preload", "--graceful-timeout", 8, "--no-control-socket", "--access-logfile", "-"]
    return start("web", "gunicorn", *options, *quiet, "thidua.wsgi:application")


def start_worker():
    # Orphaned, it ends at once: the job's row is freed when its lease runs out.
    options = ["--concurrency", 2, "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    return start("worker", "celery", "-A", "thidua", "worker", *options, if_orphaned=signal.SIGQUIT)


def start_beat():
    schedule = settings.VAR / "beat-schedule"
    return start("beat", "celery", "-A", "thidua", "beat", "--loglevel", "INFO", "--schedule", schedule)


def start(name, module, *options, **how):
    log = log_folder() / f"{name}.log"
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
    return children.start(name, [sys.executable, "-m", module, *options], log=log, env=dict(os.environ), **how)


def log_folder() -> Path:
    folder = settings.VAR / "log"
    folder.mkdir(exist_ok=True)
    return folder


def exit_code(returncode) -> int:
    """A child killed by a signal counts as the shell counts it; one that ended well by itself is still a failure."""
    return 128 - returncode if returncode < 0 else (returncode or 1)
