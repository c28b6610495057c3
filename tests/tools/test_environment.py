"""Variables: all of the settings are in .env.example, none of the user's reach the tests."""

import re

import pytest

from tools import environment
from tools.shell import ROOT

READ = re.compile(r"""\benv(?:\.\w+)?\(\s*["']([A-Z][A-Z0-9_]*)["']""")
BESIDE_THE_SETTINGS = {"PORT", "POSTGRES_PASSWORD"}  # of the launcher and of docker compose


def test_the_example_lists_exactly_what_the_settings_read():
    read = set(READ.findall((ROOT / "thidua" / "settings.py").read_text()))
    assert set(environment.names()) - BESIDE_THE_SETTINGS == read


def test_the_example_names_each_variable_once():
    names = environment.names()
    assert len(names) == len(set(names))


def test_the_pattern_sees_every_way_of_reading():
    text = 'env("ONE") env.str("TWO", "") env.bool(\n    "THREE") other("FOUR") env.db_url(\'FIVE\')'
    assert READ.findall(text) == ["ONE", "TWO", "THREE", "FIVE"]


def test_the_environment_is_stronger_than_the_file(tmp_path):
    path = tmp_path / ".env"
    path.write_text('PORT=8001\nexport SITE_URL="https://a.example"\n# SECRET_KEY=no\nREDIS_URL=\n')
    given = environment.given(path, {"PORT": "9000", "EMAIL_URL": ""})
    assert given == {"PORT": "9000", "SITE_URL": "https://a.example"}


def test_without_a_file_only_the_environment_counts(tmp_path):
    assert environment.given(tmp_path / "none", {"A": "1"}) == {"A": "1"}


def test_run_is_the_demo_only_without_a_database():
    assert environment.to_run({}, {})["THIDUA_DEMO"] == "1"
    office = environment.to_run({"DATABASE_URL": "postgres://x", "THIDUA_DEMO": "1"}, {"THIDUA_DEMO": "1"})
    assert office["THIDUA_DEMO"] == "0"


def test_links_in_mails_follow_the_port():
    assert environment.to_run({"PORT": "8010"}, {})["SITE_URL"] == "http://127.0.0.1:8010"
    assert environment.to_run({"SITE_URL": "https://a.example"}, {})["SITE_URL"] == "https://a.example"


def test_nothing_of_the_users_own_settings_reaches_the_tests(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://office/real")
    monkeypatch.setenv("THIDUA_DEMO", "1")
    monkeypatch.setenv("OFFICE_PLACE", "Elsewhere")
    monkeypatch.setenv("HOME_OF_OTHERS", "kept")
    env = environment.to_test()
    assert env["DATABASE_URL"].startswith("sqlite:")
    assert env["THIDUA_DEMO"] == "0"
    assert "OFFICE_PLACE" not in env
    assert env["HOME_OF_OTHERS"] == "kept"
    assert environment.to_test(REDIS_URL="redis://chosen")["REDIS_URL"] == "redis://chosen"


@pytest.mark.parametrize("environment_of", [lambda: environment.to_run({}), environment.to_test])
def test_our_processes_keep_their_bytecode(monkeypatch, environment_of):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in environment_of()
