"""Of node_modules the browser gets a short list, under names of our own; collecting happens when something changed."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured

from thidua import staticfiles
from thidua.staticfiles import SERVED, NodeModulesFinder
from tools.shell import ROOT


@pytest.fixture
def modules(tmp_path, settings):
    """A node_modules with every served file and one more that nobody asked for."""
    settings.NODE_MODULES = tmp_path / "node_modules"
    for place in [*SERVED.values(), "bootstrap/dist/css/bootstrap-grid.css"]:
        path = settings.NODE_MODULES / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(place)
    return settings.NODE_MODULES


def test_exactly_the_served_files_are_collected(modules):
    listed = dict(NodeModulesFinder().list([]))
    assert set(listed) == set(SERVED)
    name = "vendor/bootstrap/bootstrap.min.css"
    with listed[name].open(name) as file:
        assert file.read() == b"bootstrap/dist/css/bootstrap.min.css"


def test_a_file_is_found_by_the_name_it_is_served_under(modules):
    finder = NodeModulesFinder()
    name = "vendor/be-vietnam-pro/be-vietnam-pro-vietnamese-500-normal.woff2"
    assert Path(finder.find(name)).read_text().endswith("be-vietnam-pro-vietnamese-500-normal.woff2")
    assert finder.find(name, find_all=True) == [finder.find(name)]
    assert finder.find("vendor/bootstrap/bootstrap-grid.css") == []
    assert finder.find("../settings.py") == []


def test_half_a_set_is_refused_with_what_to_do(modules):
    (modules / SERVED["vendor/bootstrap/bootstrap.bundle.min.js"]).unlink()
    with pytest.raises(ImproperlyConfigured, match=r"bootstrap\.bundle\.min\.js.*make run"):
        NodeModulesFinder().list([])
    assert [message.id for message in NodeModulesFinder().check()] == ["thidua.W001"]


def test_a_whole_set_passes_the_check(modules):
    assert NodeModulesFinder().check() == []


def test_the_names_are_those_of_the_locked_packages():
    """The allow-list and package.json belong together: each served file comes from a package that is named there."""
    named = (ROOT / "package.json").read_text()
    assert all(f'"{package_of(place)}"' in named for place in SERVED.values())


def package_of(place):
    parts = place.split("/")
    return "/".join(parts[:2]) if place.startswith("@") else parts[0]


class TestCollecting:
    @pytest.fixture(autouse=True)
    def _place(self, modules, tmp_path, settings, monkeypatch):
        self.collected = 0
        settings.VAR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
        settings.STATICFILES_FINDERS = ["thidua.staticfiles.NodeModulesFinder"]
        finders.get_finder.cache_clear()
        monkeypatch.setattr(staticfiles, "call_command", self.collect)
        yield
        finders.get_finder.cache_clear()

    def collect(self, _name, **_options):
        self.collected += 1
        manifest = Path(staticfiles.settings.STATIC_ROOT) / "staticfiles.json"
        manifest.parent.mkdir(exist_ok=True)
        manifest.touch()

    def test_the_second_time_nothing_is_done(self):
        assert staticfiles.collect_if_changed()
        assert not staticfiles.collect_if_changed()
        assert self.collected == 1

    def test_a_changed_file_is_collected(self, modules):
        staticfiles.collect_if_changed()
        (modules / SERVED["vendor/bootstrap/bootstrap.min.css"]).write_text("newer and longer")
        assert staticfiles.collect_if_changed()

    def test_lost_output_is_made_again(self):
        staticfiles.collect_if_changed()
        (Path(staticfiles.settings.STATIC_ROOT) / "staticfiles.json").unlink()
        assert staticfiles.collect_if_changed()

    def test_another_way_of_storing_is_collected(self, settings):
        staticfiles.collect_if_changed()
        settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "another.Storage"}}
        assert staticfiles.collect_if_changed()
