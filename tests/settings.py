"""Settings of the test run: the portal's own, quicker hashing, plain static files, nothing outside."""

import os
from datetime import timedelta

os.environ.setdefault("SECRET_KEY", "tests-only")

from tests import migrated
from thidua.settings import *  # noqa: F403

DEMO = False
OFFICE_CLOCK_OFFSET = timedelta(0)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = VAR / "static-of-tests"  # noqa: F405 - empty: tests read static files through the finders
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_ROOT = None  # a folder of the run: tests/conftest.py
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
SITE_URL = "http://testserver"
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
DATABASES["default"]["TEST"] = {"NAME": f"test_thidua_{os.getpid()}", "TEMPLATE": migrated.NAME or None}  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {}  # noqa: F405 - in memory
UNDEFINED = "⟦undefined %s⟧"
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UNDEFINED  # noqa: F405 - the strict client looks for it
