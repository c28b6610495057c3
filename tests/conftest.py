import datetime as dt
import pickle
from contextlib import contextmanager, nullcontext
from itertools import groupby

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction

from tests import migrated
from tests.cast import World, make_world
from tests.client import HouseClient
from thidua import clock
from thidua.sight import OWNERS

OFFICE_MORNING = dt.datetime(2024, 12, 18, 1, tzinfo=dt.UTC)  # 08:00 in Kon Tum


ASKS_A_DATABASE = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what PostgreSQL can change: what asks no database, or is of the machine without servers,
    has run on SQLite. In each module who needs the small world comes last: it is made once for all of them."""
    items[:] = [item for _, group in groupby(items, _module) for item in sorted(group, key=_asks_for_world)]
    if connection.vendor != "postgresql":
        return
    left = [item for item in items if not _runs_beside_servers(item)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]


def _module(item):
    return item.getparent(pytest.Module)


def _asks_for_world(item):
    return "world" in item.fixturenames


def _commits(item):
    """Whether the test has real transactions."""
    mark = item.get_closest_marker("django_db")
    return {"transactional_db", "live_server"} & set(item.fixturenames) or (mark and mark.kwargs.get("transaction"))


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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Before the test database is made: its tables are a copy where the run has made them, and it goes for sure."""
    patch = pytest.MonkeyPatch()
    if migrated.NAME or connection.vendor == "sqlite":
        quick = migrated.copy if migrated.NAME else migrated.copy_or_keep
        patch.setattr("django.core.management.commands.migrate.Command.handle", quick)
    if connection.vendor == "postgresql":
        patch.setattr(type(connection.creation), "_destroy_test_db", migrated.drop)


@pytest.fixture(scope="module")
def kept_world(request, django_db_setup, django_db_blocker):
    """The small world, packed, its rows in a transaction that lasts as long as the module; None where tests commit."""
    if any(_commits(item) for item in request.session.items if _module(item) is request.node):
        yield None
        return
    with kept(django_db_blocker):
        with django_db_blocker.unblock():
            packed = pickle.dumps(vars(make_world()))
        yield packed


@contextmanager
def kept(blocker):
    """What is written meanwhile stands for several tests, and is taken back at the end."""
    with blocker.unblock():
        rows = transaction.atomic()
        rows.__enter__()
    yield
    with blocker.unblock():
        transaction.set_rollback(True)
        rows.__exit__(None, None, None)


def unpacked(packed):
    return World(**pickle.loads(packed))  # noqa: S301 - packed above


@pytest.fixture
def world(kept_world, db):
    """The small world and its people (tests/cast.py), each test's own to change."""
    return unpacked(kept_world) if kept_world else make_world()


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
    without_snapshot(monkeypatch)


def without_snapshot(patch):
    patch.setattr("thidua.db._postgres_snapshot", nullcontext)
    patch.setattr("thidua.db._sqlite_snapshot", nullcontext)
    patch.setattr("thidua.db._refuse_inner", lambda: None)
