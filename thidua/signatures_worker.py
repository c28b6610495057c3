"""A program of its own: reads a PDF from its input and writes what its digital signatures say, as JSON.

It runs apart from the portal (`thidua.signatures`), because a PDF that somebody made on purpose may take all the time
and memory there is; here both are limited by the system. It opens no connection: nothing is fetched about a
certificate, what counts is in the file and in the folder of root certificates.
"""

import io
import json
import logging
import resource
import sys
from contextlib import suppress
from pathlib import Path

CPU_SECONDS, MEMORY = 15, 1024**3
MOST = 20  # signatures looked at
PEM = b"-----BEGIN"


def main(folder: str) -> None:
    for limit, most in ((resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_AS, MEMORY)):
        with suppress(ValueError):  # not every system can limit memory
            resource.setrlimit(limit, (most, most))
    logging.disable(logging.CRITICAL)
    content = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(read(content, roots_in(folder) if folder else [])))


def read(content: bytes, roots: list) -> list[dict]:
    """One dict a signature, in the order of the file."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(content), strict=False)
    return [_one(signature, roots) for signature in reader.embedded_signatures[:MOST]]


def _one(signature, roots):
    from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
    from pyhanko_certvalidator import ValidationContext

    context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
    if signature.sig_object_type == "/DocTimeStamp":
        status = validate_pdf_timestamp(signature, validation_context=context)
        return _said(signature, status, status.timestamp) | {"kind": "timestamp"}
    status = validate_pdf_signature(signature, signer_validation_context=context, ts_validation_context=context)
    return _said(signature, status, status.signer_reported_dt) | {"kind": "signature"}


def _said(signature, status, moment):
    names = signature.signer_cert.subject.native
    changes = status.modification_level
    return {
        "field": signature.field_name,
        "signer": _text(names.get("common_name")),
        "organisation": _text(names.get("organization_name")),
        "issuer": _text(signature.signer_cert.issuer.native.get("common_name")),
        "signed_at": moment.isoformat() if moment else "",
        "intact": bool(status.intact and status.valid),
        "trusted": bool(status.trusted),
        "whole": status.coverage.name == "ENTIRE_FILE",
        # Later signatures and time stamps may stand behind a signature; anything else was changed after it.
        "changes": changes.name if changes is not None else "OTHER",
    }


def _text(value):
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def roots_in(folder: str) -> list:
    """The certificates of a folder, as .pem, .crt, .cer; a file that is none raises ValueError."""
    from asn1crypto import pem, x509

    found = []
    for path in sorted(Path(folder).iterdir()):
        if path.suffix.lower() in (".pem", ".crt", ".cer"):
            data = path.read_bytes()
            ders = [der for _, _, der in pem.unarmor(data, multiple=True)] if PEM in data else [data]
            found += [x509.Certificate.load(der) for der in ders]
    return found


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
