"""What only the machine can give: Python's venv, Pango for the PDF, and the servers and browser of the tests."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from tools.shell import Failed, run, say, step

PANGO_LIBRARIES = ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0")
PANGO_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0")
POSTGRES_FOLDERS = "/usr/lib/postgresql"


def has_pango() -> bool:
    """Whether the PDF renderer will load: asked of the loader itself, which costs a millisecond."""
    try:
        for name in PANGO_LIBRARIES:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_venv() -> bool:
    """Debian keeps `ensurepip` in python3-venv; without it `python3 -m venv` stops half-way."""
    return importlib.util.find_spec("ensurepip") is not None


def postgres_folder() -> Path | None:
    """Where initdb lives: Debian keeps it out of PATH, one folder per version; the newest is taken."""
    versions = sorted(Path(POSTGRES_FOLDERS).glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if versions:
        return versions[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def missing_to_run(*, venv_ready: bool) -> list[str]:
    packages = [] if venv_ready or has_venv() else ["python3-venv"]
    return packages + ([] if has_pango() else list(PANGO_PACKAGES))


def missing_to_test() -> list[str]:
    wanted = {
        "postgresql": postgres_folder(),
        "redis-server": shutil.which("redis-server"),
        "chromium": chromium(),
        "poppler-utils": shutil.which("pdftotext"),
    }
    return [package for package, found in wanted.items() if not found]


def privilege() -> list[str] | None:
    """The words before apt-get: nothing as root, `sudo -n` where it asks no password, None without the right."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def by_hand(packages: list[str]) -> str:
    return f"apt-get install -y --no-install-recommends {' '.join(packages)}"


def install(packages: list[str]) -> bool:
    """Whether Debian's packages are now installed; where they cannot be, says the one line to type and goes on."""
    right = privilege()
    if right is None or not shutil.which("apt-get"):
        say(f"! Máy thiếu: {' '.join(packages)}. Người quản trị máy gõ một dòng:\n    sudo {by_hand(packages)}")
        return False
    try:
        with step(f"Cài gói hệ thống: {' '.join(packages)}"):
            _apt(right, packages)
    except Failed as failure:
        say(f"! {failure}")
        return False
    return True


def _apt(right: list[str], packages: list[str]) -> None:
    """Lists that are absent or old make the first try fail; only then are they fetched anew."""
    command = [*right, "env", "DEBIAN_FRONTEND=noninteractive", *by_hand(packages).split()]
    try:
        run(command)
    except Failed:
        run([*right, "apt-get", "update"], hint="Không tải được danh mục gói của Debian.")
        run(command, hint=f"Thử gõ tay: {by_hand(packages)}")
