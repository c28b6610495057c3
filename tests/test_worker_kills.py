"""A worker killed at each stage, on both brokers: one report, one message per recipient.

The worker is the real one (`celery -A thidua worker`), on the test's database: on PostgreSQL the same one, on SQLite a
copy in a file. The first worker dies where it is told to; the second, ten minutes later, finds what it left.
"""

import email
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from email.policy import default as policy
from pathlib import Path
from threading import Event

import pytest
from celery import Celery
from django.db import connection

from tests.reports.office import file, make_schedule
from thidua import clock

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parent.parent
STAGES = ("compile", "render", "store", "stored", "send", "sent")
BEFORE_COMMIT = ("compile", "render", "store")
PATIENCE = 60  # seconds
TEN_MINUTES = 600  # beyond every lease


class Office:
    """Workers on one scratch folder, one database and one broker."""

    def __init__(self, var, redis_url):
        self.var, self.redis_url = var, redis_url
        self.prefix = f"thidua-kill-{os.getpid()}-{var.name}"
        self.database = self._database()

    def _database(self):
        if connection.vendor == "postgresql":
            return connection.settings_dict["NAME"]
        path = self.var / "copy.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
        return str(path)

    @property
    def environment(self):
        kept = {
            name: value for name, value in os.environ.items() if name not in ("REDIS_URL", "EMAIL_URL", "THIDUA_DEMO")
        }
        ours = {
            "DJANGO_SETTINGS_MODULE": "tests.reports.worker.settings",
            "THIDUA_TEST_VAR": str(self.var),
            "THIDUA_TEST_DB": self.database,
            "REDIS_PREFIX": self.prefix,
        }
        if self.redis_url:
            ours["REDIS_URL"] = self.redis_url
        return kept | ours

    @contextmanager
    def worker(self, *, kill="", later=0):
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "thidua",
            "worker",
            "-c",
            "1",
            "--pool",
            "prefork",
            "-l",
            "ERROR",
        ]
        quick = ["--without-mingle", "--without-gossip"]
        extra = {"THIDUA_TEST_KILL": kill, "THIDUA_TEST_LATER": str(later)}
        with (self.var / "worker.log").open("a") as log:
            process = subprocess.Popen(
                [*command, *quick],
                cwd=ROOT,
                env=self.environment | extra,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):  # the first one has killed itself
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE)

    def send(self, task):
        """Hands a task to the broker the way beat does."""
        app = Celery("beat", broker=self.redis_url or "filesystem://", set_as_current=False)
        queue = self.var / "queue"
        for folder in ("messages", "control"):
            (queue / folder).mkdir(parents=True, exist_ok=True)
        folders = {"data_folder_in": str(queue / "messages"), "data_folder_out": str(queue / "messages")}
        options = {"global_keyprefix": f"{self.prefix}:"} if self.redis_url else folders
        app.conf.broker_transport_options = options | (
            {} if self.redis_url else {"control_folder": str(queue / "control")}
        )
        with app.connection_for_write() as broker:
            app.send_task(task, connection=broker, ignore_result=True)
        app.close()

    def rows(self, sql):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchall()
        with sqlite3.connect(self.database) as database:
            found = database.execute(sql).fetchall()
        database.close()
        return found

    def wait_for(self, condition):
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                pytest.fail(f"{self.state()}\n{(self.var / 'worker.log').read_text()[-3000:]}")
            Event().wait(0.1)

    def state(self):
        return self.rows("SELECT state, stage, attempts, reason FROM reports_run") + self.rows(
            "SELECT state, attempts, error FROM reports_delivery"
        )

    def all_sent(self):
        states = [state for (state,) in self.rows("SELECT state FROM reports_delivery")]
        return len(states) == 2 and set(states) == {"sent"}

    def messages(self):
        folder = self.var / "outbox"
        return [email.message_from_bytes(path.read_bytes(), policy=policy) for path in sorted(folder.glob("*.eml"))]


def redis_url():
    return os.environ.get("REDIS_URL") or pytest.skip("no REDIS_URL: the real broker is not here")


@pytest.fixture(
    params=[
        pytest.param("filesystem", marks=pytest.mark.sqlite), pytest.param("redis", marks=pytest.mark.redis),
    ]
)  # fmt: skip
def office_with_workers(request, world, tmp_path):
    period = world.periods[4]
    file(world, "615", period, houses=30, poverty=(10, 100))
    file(world, "611", period, houses=12, poverty=(30, 100))
    schedule = make_schedule(world)
    schedule.next_run_at = clock.now()
    schedule.save(update_fields=["next_run_at"])
    office = Office(tmp_path, redis_url() if request.param == "redis" else "")
    yield office
    if office.redis_url:
        forget_keys(office)


def forget_keys(office):
    import redis

    with redis.Redis.from_url(office.redis_url) as broker:
        keys = list(broker.scan_iter(f"{office.prefix}:*"))
        if keys:
            broker.delete(*keys)


@pytest.mark.parametrize("stage", STAGES)
def test_killed_at(office_with_workers, stage):
    office = office_with_workers
    office.send("reports.tasks.find_due_schedules")
    with office.worker(kill=stage) as first:
        assert first.wait(PATIENCE) == -9, "the worker was to die"
    office.send("reports.tasks.sweep")
    with office.worker(later=TEN_MINUTES):
        office.wait_for(office.all_sent)

    assert office.rows("SELECT count(*) FROM reports_report") == [(1,)]
    assert office.rows("SELECT state, attempts FROM reports_run") == [("ready", 2 if stage in BEFORE_COMMIT else 1)]
    messages = office.messages()
    assert sorted(message["To"] for message in messages) == ["chuyenvien@thidua.invalid", "lanhdao@thidua.invalid"]
    assert len({message["Message-ID"] for message in messages}) == 2
    assert all(len(list(message.iter_attachments())) == 1 for message in messages)
    noted = [error for (error,) in office.rows("SELECT error FROM reports_delivery") if error]
    assert len(noted) == (stage in ("send", "sent"))  # what may be double is said on its row


def test_the_same_beat_twice(office_with_workers):
    """Two beats in the queue of a living worker: one run, one report, one message per recipient."""
    office = office_with_workers
    for _ in range(2):
        office.send("reports.tasks.find_due_schedules")
    with office.worker():
        office.wait_for(office.all_sent)
        office.send("reports.tasks.find_due_schedules")
        office.wait_for(lambda: office.rows("SELECT count(*) FROM reports_run") == [(1,)])
    assert office.rows("SELECT count(*) FROM reports_report") == [(1,)]
    assert len(office.messages()) == 2
