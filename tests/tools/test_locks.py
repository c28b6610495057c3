"""What is committed for installing: pinned, hashed, for any mirror, and served by docker in the same way."""

import json
import re

import pytest

from tools.shell import ROOT

LOCKS = ["requirements.lock", "requirements-dev.lock", "tools/installer.lock", "tools/node.lock"]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host_and_hashes_everything(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "--index" not in text
    packages = re.split(r"\n(?=[a-z0-9])", text)
    assert all("==" in package and "--hash=sha256:" in package for package in packages)


def test_the_locks_agree():
    """The tests run with the very versions that are served."""
    pins = [dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE)) for name in LOCKS[:2]]
    assert pins[0].items() <= pins[1].items()


def test_the_npm_lock_holds_hashes_and_no_registry():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert all("integrity" in package and "resolved" not in package for name, package in packages.items() if name)


def test_npm_packages_may_not_run_scripts():
    assert "ignore-scripts=true" in (ROOT / ".npmrc").read_text()


def test_recipes_of_the_makefile_stay_thin():
    recipes = re.findall(r"^\w+:.*\n((?:\t.*\n)*)", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert recipes
    assert all(recipe.count("\n") <= 2 for recipe in recipes)
