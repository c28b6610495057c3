"""Digital signatures in a PDF, read by a program of its own under limits; whatever the file is, this only answers."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

WORKER = Path(__file__).with_name("signatures_worker.py")
SECONDS = 30
MARK = b"/ByteRange"  # every signature names the bytes that it covers, outside what may be compressed
ADDED_BY_SIGNING = ("NONE", "LTA_UPDATES", "FORM_FILLING")


@dataclass(frozen=True)
class Signature:
    """What one signature says. `whole`: nothing stands behind it; `changes`: what does, by its kind."""

    kind: str  # "signature", or "timestamp" of the document
    field: str
    signer: str
    organisation: str
    issuer: str
    signed_at: str  # ISO 8601 as the signer's machine said it; empty: not said
    intact: bool
    trusted: bool
    whole: bool
    changes: str

    @property
    def moment(self):
        return datetime.fromisoformat(self.signed_at) if self.signed_at else None

    @property
    def is_followed_by_others(self):
        """Further signatures or time stamps stand behind it, and nothing else."""
        return not self.whole and self.changes in ADDED_BY_SIGNING

    @property
    def is_changed(self):
        return not self.whole and self.changes not in ADDED_BY_SIGNING


def read_signatures(content: bytes) -> list[Signature] | None:
    """The signatures in a PDF, in their order; [] for none, None where they cannot be read within the limits.

    A file that holds one which the document as shown does not know of is not read either: something was put over it.
    Nothing is fetched from anywhere: revocation is not asked, trust is a chain to the configured root certificates.
    """
    if MARK not in content:
        return []
    command = [sys.executable, "-I", str(WORKER), settings.SIGNATURE_ROOTS]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603
        return [Signature(**one) for one in json.loads(done.stdout)] or None
    except (subprocess.SubprocessError, OSError, ValueError, TypeError):
        return None
