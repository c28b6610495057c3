"""Whether the web server of this machine or container is well: exit 0 or 1, for a health check.

Asks /suc-khoe/ under the site's own name, which the server accepts as it would a browser's.
"""

import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from tools.environment import DEFAULT_PORT

PATH = "/suc-khoe/"


def ask(port: int | str, site_url: str, seconds: float = 4) -> int:
    """The status of the answer, 0 without one."""
    headers = {"Host": urlsplit(site_url).netloc}
    request = urllib.request.Request(f"http://127.0.0.1:{port}{PATH}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310 - fixed scheme
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except OSError:
        return 0


if __name__ == "__main__":
    status = ask(DEFAULT_PORT, os.environ.get("SITE_URL", f"http://127.0.0.1:{DEFAULT_PORT}"))
    sys.exit(0 if status == 200 else f"{PATH}: {status or 'không trả lời'}")
