"""The portal's own settings, with every folder moved to the scratch one and the database that the test names."""

import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "tests-only")

from thidua.settings import *  # noqa: F403
from thidua.start import demo_offset, open_var

VAR = open_var(Path(os.environ["THIDUA_TEST_VAR"]))
DATABASES["default"]["NAME"] = os.environ["THIDUA_TEST_DB"]  # noqa: F405
MEDIA_ROOT = VAR / "media"
EMAIL_BACKEND = "thidua.mail.OutboxBackend"
EMAIL_OUTBOX = VAR / "outbox"
OFFICE_CLOCK_OFFSET = demo_offset(VAR, "2024-12-26")
CELERY_IMPORTS = ["tests.reports.worker.kills"]
if not REDIS_URL:  # noqa: F405
    messages, control = VAR / "queue" / "messages", VAR / "queue" / "control"
    CELERY_BROKER_TRANSPORT_OPTIONS |= {  # noqa: F405
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(control),
    }
