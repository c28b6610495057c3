"""Reading many tables as of one moment."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot():
    """One consistent, read-only view of the whole database.

    PostgreSQL: REPEATABLE READ READ ONLY. SQLite: a deferred BEGIN, which in WAL mode freezes what is seen at the
    first read and locks no writer (Django's own atomic() would, its mode is IMMEDIATE). Never inside a transaction.
    """
    _refuse_inner()
    with _postgres_snapshot() if connection.vendor == "postgresql" else _sqlite_snapshot():
        yield


def _refuse_inner():
    if connection.in_atomic_block:
        raise RuntimeError("snapshot() must be the outermost transaction")


@contextmanager
def _postgres_snapshot():
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def _sqlite_snapshot():
    """A write inside would be rolled back without a word, so the connection refuses it."""
    connection.ensure_connection()
    _say("PRAGMA query_only = ON", "BEGIN DEFERRED")
    try:
        yield
    finally:
        _say("ROLLBACK", "PRAGMA query_only = OFF")


def _say(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def renew_statistics():
    """Tells the planner what a bulk load has just written; without it PostgreSQL takes every table for empty."""
    _say("ANALYZE")


def without_jit(sender, connection, **kwargs):
    """PostgreSQL compiles a statement that it takes for dear; the portal's are short, and compiling one costs more
    than running it. Said on each new connection: a parameter of the start-up would not pass every pooler.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
