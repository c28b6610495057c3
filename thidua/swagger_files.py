"""Swagger's few files out of the package that carries them: the rest of it (Redoc, more maps) nobody asks for."""

from importlib.util import find_spec
from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

PREFIX = "drf_spectacular_sidecar/swagger-ui-dist"
NAMES = (
    "swagger-ui.css",
    "swagger-ui.css.map",  # named in the style sheet: hashed names need it to be there
    "swagger-ui-bundle.js",
    "swagger-ui-standalone-preset.js",
)
SERVED = frozenset(f"{PREFIX}/{name}" for name in NAMES)


class SwaggerFinder(BaseFinder):
    def __init__(self, app_names=None, *args, **kwargs):
        super().__init__(*args, **kwargs)
        package = Path(find_spec("drf_spectacular_sidecar").origin).parent
        self.storage = FileSystemStorage(location=package / "static")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        found = [self.storage.path(path)] if path in SERVED else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns):
        return [(name, self.storage) for name in sorted(SERVED)]
