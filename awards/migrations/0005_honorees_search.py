"""An index for a part of a name, on PostgreSQL where it can be had.

`pg_trgm` is a trusted extension: whoever owns the database may create it. Where that is forbidden or the package is
not there, the search reads the whole column, which is right and slower; an administrator may create the extension
and run `manage.py migrate awards 0004_honorees && manage.py migrate awards` again.
"""

from django.db import DatabaseError, migrations, transaction

TABLES = {"honoree_name_trgm": "awards_honoree", "honoree_alias_trgm": "awards_honoreealias"}


def make(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        return
    for name, table in TABLES.items():
        schema_editor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {table} USING gin (search_name gin_trgm_ops)")


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in TABLES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("awards", "0004_honorees")]
    operations = [migrations.RunPython(make, drop)]
