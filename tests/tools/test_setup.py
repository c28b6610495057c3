"""The stages of set-up: what is asked of the machine, and what is said when it cannot be had."""

import subprocess

import pytest

from tools import frontend, servers, setup, shell, system


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine without venv and Pango, whose administrator's right each test decides."""
    monkeypatch.setattr(system, "has_venv", lambda: False)
    monkeypatch.setattr(system, "has_pango", lambda: False)
    monkeypatch.setattr(setup.packages, "venv_ready", lambda: False)
    monkeypatch.setattr(setup, "VAR", tmp_path)


def test_without_the_right_the_one_line_is_said(bare, monkeypatch, capsys):
    monkeypatch.setattr(system, "privilege", lambda: None)
    with pytest.raises(shell.Failed, match="ensurepip"):
        setup.ensure_system()
    line = "sudo apt-get install -y --no-install-recommends python3-venv libpango-1.0-0 libpangoft2-1.0-0"
    assert line in capsys.readouterr().out


def test_missing_pango_alone_is_said_and_not_tried_again(bare, monkeypatch, capsys):
    tried = []
    monkeypatch.setattr(system, "has_venv", lambda: True)
    monkeypatch.setattr(system, "install", tried.append)
    setup.ensure_system()
    setup.ensure_system()
    assert tried == [["libpango-1.0-0", "libpangoft2-1.0-0"]]
    assert capsys.readouterr().out.count("chưa xuất được PDF") == 2


def test_a_complete_machine_is_asked_nothing(monkeypatch):
    monkeypatch.setattr(system, "has_venv", lambda: True)
    monkeypatch.setattr(system, "has_pango", lambda: True)
    assert system.missing_to_run(venv_ready=False) == []


def test_a_ready_venv_needs_no_ensurepip(monkeypatch):
    monkeypatch.setattr(system, "has_venv", lambda: False)
    monkeypatch.setattr(system, "has_pango", lambda: True)
    assert system.missing_to_run(venv_ready=True) == []


def test_old_package_lists_are_fetched_once(monkeypatch):
    ran = []

    def run(command, **_):
        ran.append(command)
        if len(ran) == 1:
            raise shell.Failed("404")

    monkeypatch.setattr(system, "run", run)
    monkeypatch.setattr(system, "privilege", lambda: ["sudo", "-n"])
    monkeypatch.setattr(system.shutil, "which", lambda name: name)
    assert system.install(["libpango-1.0-0"])
    assert ran[1] == ["sudo", "-n", "apt-get", "update"]
    assert (
        ran[0]
        == ran[2]
        == ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive", *system.by_hand(["libpango-1.0-0"]).split()]
    )


def test_what_apt_cannot_install_is_no_crash(monkeypatch, capsys):
    def run(_command, **_):
        raise shell.Failed("no such package")

    monkeypatch.setattr(system, "run", run)
    monkeypatch.setattr(system, "privilege", list)
    monkeypatch.setattr(system.shutil, "which", lambda name: name)
    assert not system.install(["libpango-1.0-0"])
    assert "no such package" in capsys.readouterr().out


def test_the_newest_postgres_is_taken(monkeypatch, tmp_path):
    for version in ("9.6", "13", "15"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        (folder / "initdb").touch()
    monkeypatch.setattr(system, "POSTGRES_FOLDERS", str(tmp_path))
    assert system.postgres_folder() == tmp_path / "15" / "bin"


@pytest.mark.parametrize(("answer", "number"), [("v20.20.2\n", 20), ("v8.1.0\n", 8), ("", 0), ("nonsense", 0)])
def test_node_version(monkeypatch, answer, number):
    monkeypatch.setattr(frontend.subprocess, "run", lambda *a, **k: subprocess.CompletedProcess(a, 0, stdout=answer))
    assert frontend.node_version() == number


def test_an_old_node_is_passed_over(monkeypatch, tmp_path):
    monkeypatch.setattr(frontend, "node_version", lambda: 18)
    monkeypatch.setattr(frontend, "ensure_wheel", lambda: tmp_path)
    command, env = frontend.find_npm()
    assert command[0] == str(tmp_path / "bin" / "node")
    assert env["PATH"].startswith(str(tmp_path / "bin"))


def test_a_digest_counts_contents_and_borders(tmp_path):
    path = tmp_path / "lock"
    path.write_text("one")
    before = shell.digest(path, "x")
    path.write_text("two")
    assert shell.digest(path, "x") != before
    assert shell.digest("ab", "c") != shell.digest("a", "bc")


def test_a_failed_command_shows_its_end_and_the_hint():
    with pytest.raises(shell.Failed, match=r"(?s)line 2.*Do this"):
        shell.run(["sh", "-c", "echo line 1; echo line 2; exit 3"], hint="Do this")


def test_an_absent_command_is_a_message_too():
    with pytest.raises(shell.Failed, match="no-such-program"):
        shell.run(["no-such-program"])


def test_root_steps_down_to_an_account_that_owns_nothing(monkeypatch):
    monkeypatch.setattr(servers.os, "geteuid", lambda: 0)
    user = servers.ordinary_user()
    assert user.name in {"postgres", "nobody"}
    assert user.popen["user"] != 0
    assert user.popen["extra_groups"] == []
    monkeypatch.setattr(servers.os, "geteuid", lambda: 1000)
    assert servers.ordinary_user().popen == {}
