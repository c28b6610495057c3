"""What pip is told about mirrors reaches uv; what the user told uv stays."""

import pytest

from tools import packages

LISTING = """\
global.index-url='https://mirror.example/simple'
global.find-links='/one /two'
install.index-url='https://inner.example/simple'
global.trusted-host='mirror.example'
:env:.cert='/etc/ca.pem'
:env:.timeout='45'
list.format='columns'
something else
"""


def test_the_stronger_section_of_pip_wins():
    assert packages.read_settings(LISTING) == {
        "index-url": "https://inner.example/simple",
        "find-links": "/one /two",
        "trusted-host": "mirror.example",
        "cert": "/etc/ca.pem",
        "timeout": "45",
    }


def test_environment_outweighs_the_files_whatever_the_order_of_lines():
    listing = ":env:.index-url='https://env.example'\nglobal.index-url='https://file.example'\n"
    assert packages.read_settings(listing)["index-url"] == "https://env.example"


def test_a_list_over_several_lines_reaches_uv_as_one():
    listing = "global.extra-index-url='\\nhttps://one.example\\nhttps://two.example'\n"
    env = packages.uv_environment(packages.read_settings(listing), {})
    assert env["UV_INDEX"] == "https://one.example https://two.example"


@pytest.mark.parametrize(
    ("setting", "value", "variable", "expected"),
    [
        ("index-url", "https://mirror.example/simple", "UV_DEFAULT_INDEX", "https://mirror.example/simple"),
        ("find-links", "/one /two", "UV_FIND_LINKS", "/one,/two"),
        ("no-index", "1", "UV_NO_INDEX", "true"),
        ("no-index", "0", "UV_NO_INDEX", "false"),
        ("timeout", "45.0", "UV_HTTP_TIMEOUT", "45"),
        ("cert", "/etc/ca.pem", "SSL_CERT_FILE", "/etc/ca.pem"),
        ("proxy", "http://proxy.example:3128", "ALL_PROXY", "http://proxy.example:3128"),
    ],
)
def test_each_setting_has_its_name_in_uv(setting, value, variable, expected):
    assert packages.uv_environment({setting: value}, {})[variable] == expected


def test_what_the_user_told_uv_stays():
    env = packages.uv_environment({"index-url": "https://pip.example"}, {"UV_DEFAULT_INDEX": "https://own.example"})
    assert env["UV_DEFAULT_INDEX"] == "https://own.example"


def test_settings_that_uv_does_not_know_are_left_out():
    assert "format" not in str(packages.uv_environment({"format": "columns"}, {}))


def test_a_venv_of_another_python_is_not_ready(tmp_path, monkeypatch):
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.touch()
    monkeypatch.setattr(packages, "VENV", tmp_path)
    monkeypatch.setattr(packages, "PYTHON", python)
    assert not packages.venv_ready()
    (tmp_path / "pyvenv.cfg").write_text("home = /usr/bin\nversion = 3.2.1\n")
    assert not packages.venv_ready()
    (tmp_path / "pyvenv.cfg").write_text("version = {}.{}.0\n".format(*packages.sys.version_info))
    assert packages.venv_ready()


def test_uv_failing_hands_the_same_lock_to_pip(monkeypatch, tmp_path, capsys):
    ran = []

    def run(command, **_):
        ran.append([str(word) for word in command])
        if "uv" in command:
            raise packages.Failed("no wheel for this machine")
        return ""

    monkeypatch.setattr(packages, "run", run)
    monkeypatch.setattr(packages, "ensure_uv", lambda: None)
    packages.install(tmp_path / "requirements.lock")
    assert ran[-1][1:4] == ["-m", "pip", "install"]
    assert "--require-hashes" in ran[-1]
    assert ran[-1][-1].endswith("requirements.lock")
    assert "no wheel for this machine" in capsys.readouterr().out


class TestFresh:
    """Packages are installed when the lock, the Python or the wish for test packages has changed."""

    @pytest.fixture(autouse=True)
    def _place(self, tmp_path, monkeypatch):
        self.installed = []
        for name in ("RUN_LOCK", "TEST_LOCK", "INSTALLER_LOCK"):
            lock = tmp_path / name.lower()
            lock.write_text(name)
            monkeypatch.setattr(packages, name, lock)
        monkeypatch.setattr(packages, "STAMP", tmp_path / "stamp")
        monkeypatch.setattr(packages, "WITH_TESTS", tmp_path / "with-tests")
        monkeypatch.setattr(packages, "install", lambda lock: self.installed.append(lock.name))

    def test_the_second_time_is_free(self):
        packages.ensure_packages(tests=False)
        packages.ensure_packages(tests=False)
        assert self.installed == ["run_lock"]

    def test_a_new_lock_is_installed(self):
        packages.ensure_packages(tests=False)
        packages.RUN_LOCK.write_text("newer")
        packages.ensure_packages(tests=False)
        assert self.installed == ["run_lock", "run_lock"]

    def test_once_there_the_test_packages_stay(self):
        packages.ensure_packages(tests=True)
        packages.ensure_packages(tests=False)
        assert self.installed == ["test_lock"]

    def test_a_failed_install_is_tried_again(self, monkeypatch):
        def fail(_lock):
            raise packages.Failed("no network")

        monkeypatch.setattr(packages, "install", fail)
        with pytest.raises(packages.Failed):
            packages.ensure_packages(tests=True)
        assert not packages.STAMP.exists()
        assert not packages.WITH_TESTS.exists()


def test_uv_trusts_the_machines_certificates_unless_told_otherwise():
    assert packages.uv_environment({}, {})["UV_SYSTEM_CERTS"] == "true"
    assert packages.uv_environment({}, {"UV_SYSTEM_CERTS": "false"})["UV_SYSTEM_CERTS"] == "false"
