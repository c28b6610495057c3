"""`make lock`: every lock anew. No host stands in them: any mirror serves, the hashes say whether it did so truly."""

import os
from pathlib import Path

from tools import frontend, packages, setup
from tools.shell import PYTHON, ROOT, main, run, step

OLDEST_PYTHON = "3.11"
COMPILE = ["-m", "uv", "pip", "compile", "--universal", "--python-version", OLDEST_PYTHON]
QUIET = ["--generate-hashes", "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--quiet"]


def act(arguments: list[str]) -> int:
    """Keeps what still fits; `make lock` after deleting a lock, or with arguments for uv, takes the newest."""
    setup.ensure()
    with step("Khoá phiên bản gói Python"):
        compile_lock("pyproject.toml", packages.RUN_LOCK, *arguments)
        compile_lock("pyproject.toml", packages.TEST_LOCK, "--group", "dev", "-c", "requirements.lock", *arguments)
        compile_lock("tools/installer.in", packages.INSTALLER_LOCK, *arguments)
        compile_lock("tools/node.in", frontend.NODE_LOCK, *arguments)
    with step("Khoá phiên bản gói npm"):
        npm, env = frontend.find_npm()
        run([*npm, "install", "--package-lock-only", "--loglevel=error"], env=env, hint=frontend.NO_MIRROR)
    return 0


def compile_lock(source: str, lock: Path, *options: str) -> None:
    command = [PYTHON, *COMPILE, *QUIET, *options, source, "-o", lock.relative_to(ROOT)]
    run(command, env=index_only(), hint=packages.NO_MIRROR)


def index_only() -> dict[str, str]:
    """Without the machine's own wheel folders: they hold one platform's files, and the lock is for all."""
    settings = packages.pip_settings()
    local = ("find-links", "extra-index-url")
    given = {name: value for name, value in os.environ.items() if name not in {"UV_FIND_LINKS", "UV_INDEX"}}
    return packages.uv_environment({name: value for name, value in settings.items() if name not in local}, given)


if __name__ == "__main__":
    main(act)
