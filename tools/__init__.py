"""Set-up, checks and private servers behind the Makefile: standard library only, run by the machine's own Python."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this is the one file that an older Python reads
    sys.exit(
        "Cần Python 3.11 trở lên, máy đang dùng %d.%d. Gõ ví dụ: make run PYTHON=python3.13" % sys.version_info[:2]  # noqa: UP031
    )
