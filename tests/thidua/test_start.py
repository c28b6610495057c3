"""What happens before Django exists: folders, the key, the demo's clock."""

import datetime as dt
import os
import stat

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured

from thidua.start import demo_offset, open_var, secret_key

KON_TUM = dt.timezone(dt.timedelta(hours=7))


@pytest.fixture
def open_umask():
    before = os.umask(0)
    yield
    os.umask(before)


def test_the_key_is_made_once_and_read_by_its_owner_only(tmp_path, open_umask):
    key = secret_key(tmp_path, demo=True)

    assert len(key) >= 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert secret_key(tmp_path, demo=True) == key


def test_two_demos_have_two_keys(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert secret_key(tmp_path / "a", demo=True) != secret_key(tmp_path / "b", demo=True)


def test_an_office_must_give_its_own_key(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        secret_key(tmp_path, demo=False)
    assert list(tmp_path.iterdir()) == []


def test_the_demo_begins_at_eight_and_runs_on(tmp_path):
    first_start = dt.datetime(2026, 3, 5, 14, 30, tzinfo=dt.UTC)
    with time_machine.travel(first_start, tick=False):
        offset = demo_offset(tmp_path, "2024-12-18")

    assert first_start + offset == dt.datetime(2024, 12, 18, 8, tzinfo=KON_TUM)


def test_a_later_start_does_not_put_the_demo_back(tmp_path):
    with time_machine.travel(dt.datetime(2026, 3, 5, tzinfo=dt.UTC), tick=False) as traveller:
        offset = demo_offset(tmp_path, "2024-12-18")
        traveller.shift(dt.timedelta(days=3, hours=2))
        assert demo_offset(tmp_path, "2024-12-18") == offset


def test_another_opening_day_moves_the_same_demo(tmp_path):
    earlier, later = (demo_offset(tmp_path, day) for day in ("2024-12-18", "2024-12-20"))
    assert later - earlier == dt.timedelta(days=2)


def test_the_folders_are_made_and_made_again(tmp_path):
    for _ in range(2):
        assert open_var(tmp_path / "var") == tmp_path / "var"
    made = {str(path.relative_to(tmp_path / "var")) for path in (tmp_path / "var").rglob("*")}
    assert made == {"media", "outbox", "static", "queue", "queue/messages", "queue/control"}
