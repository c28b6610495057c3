import datetime as dt
from contextlib import nullcontext

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection

from tests.cast import make_world
from tests.client import HouseClient
from thidua import clock
from thidua.sight import OWNERS

OFFICE_MORNING = dt.datetime(2024, 12, 18, 1, tzinfo=dt.UTC)  # 08:00 in Kon Tum


ASKS_A_DATABASE = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what PostgreSQL can change: what asks no database, or is of the machine without servers,
    has run on SQLite."""
    if connection.vendor != "postgresql":
        return
    left = [item for item in items if not _runs_beside_servers(item)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]


def _runs_beside_servers(item):
    marked = {mark.name for mark in item.iter_markers()}
    asks = ASKS_A_DATABASE & set(item.fixturenames) or marked & {"django_db", "redis", "postgres", "browser"}
    return bool(asks) and "sqlite" not in marked


KEPT = {ContentType._meta.db_table, "auth_permission"}  # written by the migrations, the same for every test


@pytest.fixture(scope="session", autouse=True)
def _quick_flush():
    """A test with real transactions empties the tables by deleting the few rows it made.

    PostgreSQL's TRUNCATE makes new files for every table and index, a hundred tables each time; and what the
    migrations wrote need not be written again.
    """

    def delete(self, style, tables, **options):
        return [f"DELETE FROM {self.quote_name(table)}" for table in sorted(set(tables) - KEPT)]  # noqa: S608

    patch = pytest.MonkeyPatch()
    patch.setattr(type(connection.ops), "sql_flush", delete)
    patch.setattr("django.core.management.commands.flush.emit_post_migrate_signal", lambda *args, **kwargs: None)
    yield
    patch.undo()


@pytest.fixture
def client():
    return HouseClient()


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture(scope="session")
def _media_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def _own_media(settings, _media_folder):
    settings.MEDIA_ROOT = _media_folder


@pytest.fixture(autouse=True)
def office(settings):
    """The office's clock stands at 18/12/2024 08:00; `office(moment)` moves it."""

    def move(moment):
        settings.OFFICE_CLOCK_OFFSET = moment - clock.machine_now()

    move(OFFICE_MORNING)
    return move


@pytest.fixture
def django_assert_num_queries(django_assert_num_queries, db):
    """The plugin's own, with the content types of owners read before: a process asks for them once, in any order."""
    ContentType.objects.get_for_models(*(apps.get_model(label) for label in OWNERS))
    return django_assert_num_queries


@pytest.fixture
def no_snapshot(monkeypatch):
    """For tests inside a transaction: reading at one moment is shown elsewhere, on both engines."""
    monkeypatch.setattr("thidua.db._postgres_snapshot", nullcontext)
    monkeypatch.setattr("thidua.db._sqlite_snapshot", nullcontext)
    monkeypatch.setattr("thidua.db._refuse_inner", lambda: None)
