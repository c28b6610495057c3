"""Static files that are not in the repository, and collecting them only when something changed.

npm packages bring hundreds of files that nobody asks for; each would be hashed, compressed and kept. So the browser is
served the list below and nothing else of node_modules.
"""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder, get_finders
from django.core.checks import Warning as CheckWarning
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command

MISSING = "Chưa có tệp giao diện {name}: gõ `make run` hoặc `npm ci` trong thư mục dự án."

BOOTSTRAP = {
    f"vendor/bootstrap/{name}": f"bootstrap/dist/{folder}/{name}"
    for folder, name in (
        ("css", "bootstrap.min.css"),
        ("css", "bootstrap.min.css.map"),  # named in the minified file: hashed names need it to be there
        ("js", "bootstrap.bundle.min.js"),
        ("js", "bootstrap.bundle.min.js.map"),
    )
}
FONTS = {
    f"vendor/be-vietnam-pro/{name}": f"@fontsource/be-vietnam-pro/files/{name}"
    for subset in ("latin", "vietnamese")
    for weight in (400, 500, 600)
    for name in [f"be-vietnam-pro-{subset}-{weight}-normal.woff2"]
}
SERVED = BOOTSTRAP | FONTS  # name under /static/ -> path under node_modules


class NodeModulesStorage(FileSystemStorage):
    """Reads node_modules under the names that are served."""

    def path(self, name):
        return str(Path(self.location) / SERVED[str(name)])


class NodeModulesFinder(BaseFinder):
    def __init__(self, app_names=None, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.storage = NodeModulesStorage(location=settings.NODE_MODULES)

    def check(self, **kwargs):
        lost = self._lost()
        return [CheckWarning(MISSING.format(name=lost[0]), id="thidua.W001")] if lost else []

    def find(self, path, find_all=False, **kwargs):
        found = [self.storage.path(path)] if path in SERVED and self.storage.exists(path) else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns):
        """Every served file with its storage; half a set would be a portal without a look, so it is refused."""
        if lost := self._lost():
            raise ImproperlyConfigured(MISSING.format(name=lost[0]))
        return [(name, self.storage) for name in SERVED]

    def _lost(self):
        return [name for name in SERVED if not self.storage.exists(name)]


def collect_if_changed() -> bool:
    """Collects and compresses the static files unless they are those of the last time; whether it did."""
    stamp, manifest = Path(settings.VAR) / "static-stamp", Path(settings.STATIC_ROOT) / "staticfiles.json"
    key = inputs_key()
    if manifest.exists() and stamp.exists() and stamp.read_text() == key:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(key)
    return True


def inputs_key() -> str:
    """Name, size and time of every file that would be collected, and the way they are stored."""
    total = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list(["CVS", ".*", "*~"]):
            state = Path(storage.path(name)).stat()
            total.update(f"{getattr(storage, 'prefix', None)} {name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return total.hexdigest()
