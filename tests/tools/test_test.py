"""The closing table: what did not run is seen, and where CI says so it is a failure."""

import subprocess

import pytest

from tools import test as runner
from tools.shell import Failed
from tools.test import Outcome

RECORD = '<testsuites><testsuite tests="9" failures="1" errors="2" skipped="3"/></testsuites>'


@pytest.fixture
def ci(monkeypatch):
    monkeypatch.setenv("CI", "true")


@pytest.fixture(autouse=True)
def _not_ci(monkeypatch):
    monkeypatch.delenv("CI", raising=False)


def test_counts_come_from_the_record(tmp_path):
    path = tmp_path / "record.xml"
    path.write_text(RECORD)
    counted = runner.read_record(path)
    assert (counted.passed, counted.failed, counted.skipped) == (3, 3, 3)


def test_no_record_counts_nothing(tmp_path):
    assert runner.read_record(tmp_path / "none").passed == 0


def test_the_last_line_adds_up(capsys):
    code = runner.report([Outcome("a", "SQLite", 5, 0), Outcome("b", "PostgreSQL", 4, 2)], 0)
    assert code == 1
    assert capsys.readouterr().out.endswith("9 passed, 2 failed\n")


def test_a_fault_without_a_failed_test_is_one_failure(capsys):
    assert runner.report([Outcome("a", "SQLite", 5, fault="pytest kết thúc với mã 3")], 0) == 1
    assert capsys.readouterr().out.endswith("5 passed, 1 failed\n")


def test_all_well(capsys):
    assert runner.report([Outcome("a", "SQLite", 5)], 0) == 0
    assert capsys.readouterr().out.endswith("5 passed, 0 failed\n")


def test_what_cannot_run_is_loud(capsys):
    outcome = runner.cannot("Trình duyệt", "PostgreSQL", "Máy không có Chromium")
    assert outcome.losses == 0
    assert "KHÔNG CHẠY ĐƯỢC" in capsys.readouterr().out


@pytest.mark.usefixtures("ci")
def test_what_cannot_run_fails_the_build():
    assert runner.cannot("Trình duyệt", "PostgreSQL", "").losses == 1


def test_a_skip_beside_both_servers_fails_the_build_only(monkeypatch):
    row = Outcome("a", "PostgreSQL + Redis", 5, skipped=1)
    assert runner.strict(row).losses == 0
    monkeypatch.setenv("CI", "true")
    assert runner.strict(row).losses == 1


def test_a_server_that_does_not_start_leaves_two_rows(monkeypatch):
    def broken():
        raise Failed("no PostgreSQL here")

    monkeypatch.setattr(runner, "both_servers", broken)
    assert [row.took for row in runner.with_servers([])] == ["KHÔNG CHẠY", "KHÔNG CHẠY"]


def test_given_servers_are_used_and_none_is_started(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://given/db")
    monkeypatch.setenv("REDIS_URL", "redis://given/0")
    monkeypatch.setattr(runner.servers, "postgres", None)
    monkeypatch.setattr(runner.servers, "redis", None)
    with runner.both_servers() as env:
        assert (env["DATABASE_URL"], env["REDIS_URL"]) == ("postgres://given/db", "redis://given/0")
        assert env["REDIS_PREFIX"].endswith(str(runner.os.getpid()))


def test_a_suite_without_tests_is_a_fault(monkeypatch):
    monkeypatch.setattr(runner, "in_time", lambda *a: 5)
    assert "không có" in runner.run_suite("a", "SQLite", "x", [], {}).fault


def test_a_suite_that_hangs_is_stopped(monkeypatch, capsys):
    def hang(*_, **__):
        raise subprocess.TimeoutExpired("pytest", 900)

    monkeypatch.setattr(runner.subprocess, "run", hang)
    assert runner.in_time(["pytest"], {}) == 124
    assert f"Quá {runner.LIMIT_SECONDS} giây" in capsys.readouterr().out
