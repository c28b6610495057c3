"""snapshot(): many tables as of one moment, on both engines, without standing in a writer's way.

The suite's own SQLite lies in memory, where no second connection can write beside a reader; so the SQLite half is
shown on a file of its own, opened with the very options that the portal uses.
"""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import OperationalError, connection, connections, transaction
from django.db.utils import ConnectionHandler, InternalError

from tests.factories import UnitFactory
from thidua import db
from units.models import Unit

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 1,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


@pytest.fixture
def sqlite(tmp_path, monkeypatch, django_db_blocker):
    """Two connections to one file: the reader that snapshot() uses, and a writer."""
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "office.sqlite3", "OPTIONS": SQLITE_OPTIONS}
    handlers = [ConnectionHandler({"default": database}) for _ in range(2)]
    with django_db_blocker.unblock():
        reader, writer = (handler["default"] for handler in handlers)
        monkeypatch.setattr(db, "connection", reader)
        run(writer, "CREATE TABLE filing (value integer)")
        run(writer, "CREATE TABLE unit (value integer)")
        with closing(reader), closing(writer):
            yield reader, writer


def run(conn, sql):
    with conn.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else None


def count(conn, table):
    return run(conn, f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608 - a name of ours


def write_everywhere(conn):
    for table in ("filing", "unit"):
        run(conn, f"INSERT INTO {table} VALUES (1)")  # noqa: S608 - a name of ours


class TestSQLite:
    def test_the_options_are_the_portals(self):
        from thidua import settings

        if connection.vendor == "sqlite":
            options = settings.DATABASES["default"]["OPTIONS"]
            assert {**options, "timeout": 1} == SQLITE_OPTIONS

    def test_one_moment_for_every_table(self, sqlite):
        reader, writer = sqlite
        with db.snapshot():
            assert count(reader, "filing") == 0
            write_everywhere(writer)
            assert (count(reader, "filing"), count(reader, "unit")) == (0, 0)
        assert (count(reader, "filing"), count(reader, "unit")) == (1, 1)

    def test_without_it_two_tables_are_two_moments(self, sqlite):
        """What the snapshot is for: the same reads, torn."""
        reader, writer = sqlite
        assert count(reader, "filing") == 0
        write_everywhere(writer)
        assert count(reader, "unit") == 1

    def test_writers_do_not_wait_and_atomic_would_make_them(self, sqlite):
        reader, writer = sqlite
        run(writer, "PRAGMA busy_timeout=0")
        with db.snapshot():
            count(reader, "filing")
            write_everywhere(writer)
        run(reader, "BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            write_everywhere(writer)
        run(reader, "ROLLBACK")

    def test_nothing_is_written_inside_and_all_can_be_after(self, sqlite):
        reader, _ = sqlite
        with db.snapshot(), pytest.raises(OperationalError, match="readonly"):
            write_everywhere(reader)
        write_everywhere(reader)
        assert count(reader, "filing") == 1

    def test_an_error_inside_leaves_no_transaction_behind(self, sqlite):
        reader, writer = sqlite
        with pytest.raises(OperationalError, match="no such table"), db.snapshot():
            count(reader, "nowhere")
        write_everywhere(writer)
        assert count(reader, "filing") == 1
        write_everywhere(reader)

    def test_two_after_each_other_are_two_moments(self, sqlite):
        reader, writer = sqlite
        with db.snapshot():
            assert count(reader, "filing") == 0
        write_everywhere(writer)
        with db.snapshot():
            assert count(reader, "filing") == 1


@pytest.mark.django_db
def test_it_is_never_the_inner_one():
    """pytest's own transaction is around this test."""
    with pytest.raises(RuntimeError, match="outermost"), db.snapshot():
        pytest.fail("went on inside a transaction")


@pytest.mark.django_db(transaction=True)
def test_on_the_engine_of_this_run_it_opens_and_closes():
    UnitFactory(code="SYT")
    with db.snapshot():
        assert Unit.objects.get().code == "SYT"
    Unit.objects.update(name="Sở Y tế tỉnh")
    assert Unit.objects.get().name == "Sở Y tế tỉnh"
    assert not connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_a_transaction_around_it_is_refused():
    with transaction.atomic(), pytest.raises(RuntimeError, match="outermost"), db.snapshot():
        pytest.fail("went on inside a transaction")


def elsewhere(act):
    """Runs `act` on another connection, and waits for it."""

    def and_close():
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(and_close).result(timeout=20)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestPostgres:
    def test_one_moment_for_every_table(self):
        UnitFactory(code="SYT")
        with db.snapshot():
            assert Unit.objects.count() == 1
            elsewhere(lambda: UnitFactory(code="SGTVT"))
            elsewhere(lambda: Unit.objects.filter(code="SYT").update(name="khác"))
            assert Unit.objects.count() == 1
            assert Unit.objects.exclude(name="khác").count() == 1
        assert Unit.objects.count() == 2

    def test_without_it_two_reads_are_two_moments(self):
        with transaction.atomic():
            assert Unit.objects.count() == 0
            elsewhere(lambda: UnitFactory(code="SGTVT"))
            assert Unit.objects.count() == 1

    def test_nothing_is_written_inside(self):
        with pytest.raises(InternalError, match="read-only"), db.snapshot():
            UnitFactory()
        UnitFactory()
        assert Unit.objects.count() == 1

    def test_the_next_transaction_is_an_ordinary_one_again(self):
        with db.snapshot():
            Unit.objects.count()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SHOW transaction_isolation")
            assert cursor.fetchone() == ("read committed",)


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_compiles_no_statement():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
