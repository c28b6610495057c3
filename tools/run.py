"""`make run`: set-up, then the launcher (or another management command) in the environment that belongs to it."""

import os

from tools import environment, setup
from tools.shell import PYTHON, ROOT, main


def act(arguments: list[str]) -> int:
    """Does not return: the launcher takes this process over, so signals reach it and nothing else."""
    setup.ensure()
    os.chdir(ROOT)
    command = [str(PYTHON), "manage.py", *(arguments or ["serve"])]
    os.execve(command[0], command, environment.to_run(environment.given()))  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    main(act)
