"""The tables that the migrations make, made once a run and copied by every process of it.

`python -m tests.migrated` makes them, prints their name (a file for SQLite, a database on PostgreSQL's server), and
removes them when its input ends. A test run that finds the name in THIDUA_TEST_TABLES copies them; any other on SQLite
keeps a copy under `var/`, named after the migrations, so that a single test file starts in seconds.
"""

import hashlib
import os
import sqlite3
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.core.management.commands.migrate import Command as Migrate

NAME = os.environ.get("THIDUA_TEST_TABLES", "")
migrate = Migrate.handle


def copy(command, *args, **options):
    """In place of the command `migrate`; on PostgreSQL the new database was made as a copy."""
    from django.db import connection

    if connection.vendor == "sqlite":
        _copy(NAME, connection)


def copy_or_keep(command, *args, **options):
    """In place of the command `migrate` for a run by hand on SQLite."""
    from django.conf import settings
    from django.db import connection

    kept = settings.VAR / f"test-tables-{_seal()}.sqlite3"
    if kept.is_file():
        _copy(kept, connection)
        return
    migrate(command, *args, **options)
    for old in settings.VAR.glob("test-tables-*.sqlite3"):
        old.unlink(missing_ok=True)
    new = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(new)) as file:
        connection.connection.backup(file)
    new.replace(kept)  # at once: another process never reads half of it


def _copy(path, connection):
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as source:
        source.backup(connection.connection)


def _seal():
    """Of what makes the tables: Django and each migration, its own and ours."""
    files = sorted(file for app in apps.get_app_configs() for file in Path(app.path, "migrations").glob("*.py"))
    texts = (f"{file.parent.parent.name}/{file.name}".encode() + file.read_bytes() for file in files)
    return hashlib.sha256(django.__version__.encode() + b"".join(texts)).hexdigest()[:16]


def drop(creation, name, verbosity):
    """In place of Django's own on PostgreSQL: a thread of the live server may still be on its way out."""
    with creation._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {creation.connection.ops.quote_name(name)} WITH (FORCE)")


@contextmanager
def tables():
    from django.db import connection

    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        if connection.vendor == "sqlite":
            with tempfile.TemporaryDirectory(prefix="thidua-tables-") as folder:
                path = Path(folder) / "tables.sqlite3"
                with closing(sqlite3.connect(path)) as file:
                    connection.connection.backup(file)
                yield path
        else:
            connection.close()  # nobody may be in a database that is copied
            yield name
    finally:
        connection.creation.destroy_test_db(verbosity=0)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    with tables() as made:
        print(made, flush=True)  # noqa: T201 - what is asked of it
        sys.stdin.read()
