"""Mail without a mail server: one .eml file per message under var/outbox/, to open in any mail program."""

import uuid
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages):
        for message in email_messages or []:
            self._write(message)
        return len(email_messages or [])

    def _write(self, message):
        content = message.message()
        stem = quote(str(content["Message-ID"]).strip("<>").partition("@")[0], safe="") or uuid.uuid4().hex
        folder = Path(settings.EMAIL_OUTBOX)
        draft = folder / f".{uuid.uuid4().hex}"
        draft.write_bytes(content.as_bytes())
        draft.rename(folder / f"{stem}.eml")  # the same Message-ID sent again is the same file: one message
