import datetime as dt
from contextlib import nullcontext

import pytest
from django.core.cache import cache

from tests.cast import make_world
from tests.client import HouseClient
from thidua import clock

OFFICE_MORNING = dt.datetime(2024, 12, 18, 1, tzinfo=dt.UTC)  # 08:00 in Kon Tum


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
def no_snapshot(monkeypatch):
    """For tests inside a transaction: reading at one moment is shown elsewhere, on both engines."""
    monkeypatch.setattr("thidua.db._postgres_snapshot", nullcontext)
    monkeypatch.setattr("thidua.db._sqlite_snapshot", nullcontext)
    monkeypatch.setattr("thidua.db._refuse_inner", lambda: None)
