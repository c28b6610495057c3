"""Mail without a mail server: one .eml file per message under var/outbox/, to open in any mail program."""

import re
import uuid
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        for message in email_messages or []:
            self._write(message)
        return len(email_messages or [])

    def _write(self, message):
        content = message.message()
        stem = re.sub(r"[^A-Za-z0-9.-]", "", str(content["Message-ID"]).partition("@")[0]) or uuid.uuid4().hex
        folder = Path(settings.EMAIL_OUTBOX)
        draft = folder / f".{uuid.uuid4().hex}"
        draft.write_bytes(content.as_bytes())
        draft.rename(folder / f"{stem}.eml")  # the same Message-ID sent again is the same file: one message
