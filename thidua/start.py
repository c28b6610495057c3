"""What settings.py needs before Django exists: the var folder, the secret key and the demo's clock."""

import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def open_var(var: Path) -> Path:
    """Makes the folders of everything that is not in the repository; Celery does not make its own."""
    for folder in ("media", "outbox", "static", "queue/messages", "queue/control"):
        (var / folder).mkdir(parents=True, exist_ok=True)
    return var


def secret_key(var: Path, *, demo: bool) -> str:
    """The key that `make run` keeps under var/; a real office must give SECRET_KEY itself."""
    if not demo:
        raise ImproperlyConfigured(
            "Thiếu SECRET_KEY: đặt biến môi trường này (xem .env.example), hoặc chạy bản trình diễn bằng make run."
        )
    path = var / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


def demo_offset(var: Path, demo_today: str) -> timedelta:
    """How far the demo's office lies from the machine's clock: 08:00 of `demo_today` at the demo's first start."""
    path = var / "demo-started"
    if not path.exists():
        path.write_text(datetime.now(UTC).isoformat())
    started = datetime.fromisoformat(path.read_text().strip())
    opening = datetime.fromisoformat(demo_today).replace(hour=8, tzinfo=OFFICE_ZONE)
    return opening - started
