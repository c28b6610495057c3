"""A program of its own: reads a PDF with a PKCS#12 file from its input and writes the PDF with one more signature.

It opens no connection and leaves nothing on the disk. Input: one line of JSON (password, reason, place, length of the
key), the key, the PDF. Ends with 3 where the key does not open, 4 where it does not hold today, 1 for all else.
"""

import io
import json
import logging
import resource
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime

CPU_SECONDS, MEMORY = 20, 1024**3
NO_KEY, NOT_VALID = 3, 4


def main() -> int:
    for limit, most in ((resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_AS, MEMORY)):
        with suppress(ValueError):  # not every system can limit memory
            resource.setrlimit(limit, (most, most))
    logging.disable(logging.CRITICAL)
    head = json.loads(sys.stdin.buffer.readline())
    key, content = sys.stdin.buffer.read(head["key"]), sys.stdin.buffer.read()
    signer = _signer(key, head["password"])
    if signer is None:
        return NO_KEY
    if not _holds(signer.signing_cert, datetime.fromtimestamp(time.time(), UTC)):
        return NOT_VALID
    sys.stdout.buffer.write(_signed(content, signer, head["reason"], head["place"]))
    return 0


def _signer(key, password):
    from pyhanko.sign import signers

    try:
        return signers.SimpleSigner.load_pkcs12_data(key, other_certs=[], passphrase=password.encode())
    except Exception:  # noqa: BLE001 - whatever is wrong with the file: it does not open
        return None


def _holds(certificate, now):
    span = certificate["tbs_certificate"]["validity"]
    return span["not_before"].native <= now <= span["not_after"].native


def _signed(content, signer, reason, place):
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign import signers

    taken = {one.field_name for one in PdfFileReader(io.BytesIO(content), strict=False).embedded_signatures}
    field = next(name for n in range(1, 100) if (name := f"ChuKy{n}") not in taken)
    about = signers.PdfSignatureMetadata(field_name=field, reason=reason, location=place)
    out = io.BytesIO()
    signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(content), strict=False), about, signer=signer, output=out)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
