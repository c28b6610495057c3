"""The tables that the migrations make, made once a run and copied by every process of it.

`python -m tests.migrated` makes them, prints their name (a file for SQLite, a database on PostgreSQL's server), and
removes them when its input ends. A test run that finds the name in THIDUA_TEST_TABLES copies them; any other migrates
for itself.
"""

import os
import sqlite3
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

NAME = os.environ.get("THIDUA_TEST_TABLES", "")


def copy(command, *args, **options):
    """In place of the command `migrate`; on PostgreSQL the new database was made as a copy."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(NAME)) as source:
            source.backup(connection.connection)


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
    import django

    django.setup()
    with tables() as made:
        print(made, flush=True)  # noqa: T201 - what is asked of it
        sys.stdin.read()
