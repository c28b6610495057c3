"""A digital signature put on a PDF with a certificate that is handed in for this one act (PKCS#12, never kept).

The signing runs in a program of its own under limits, as the reading does: the PDF may come from anybody, and the key
is gone from memory when the program ends.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from thidua.errors import Refused

WORKER = Path(__file__).with_name("signing_worker.py")
SECONDS = 30
MOST_KEY = 64 * 1024  # bytes of a .p12; with its chain it has a few thousand
REFUSALS = {
    3: "Ô “Chứng thư số”: không mở được tệp bằng mật khẩu này. Chọn tệp .p12 hoặc .pfx và nhập lại mật khẩu.",
    4: "Ô “Chứng thư số”: chứng thư đã hết hạn hoặc chưa có hiệu lực.",
}
UNSIGNABLE = "Không ký được tệp PDF này. Ký bằng phần mềm của cơ quan rồi đính kèm bản đã ký."


@dataclass(frozen=True, repr=False)
class SigningKey:
    """The bytes of a PKCS#12 file and its password; shown nowhere, written nowhere."""

    content: bytes
    password: str

    def __repr__(self):
        return "SigningKey(…)"


def sign_pdf(content: bytes, key: SigningKey, *, reason: str, place: str) -> bytes:
    """`content` with one more signature, added behind what stands there. Raises Refused."""
    if not 0 < len(key.content) <= MOST_KEY:
        raise Refused("Ô “Chứng thư số”: tệp rỗng hoặc quá lớn, chọn tệp .p12 hoặc .pfx.")
    head = {"password": key.password, "reason": reason, "place": place, "key": len(key.content)}
    sent = json.dumps(head).encode() + b"\n" + key.content + content
    try:
        done = subprocess.run([sys.executable, "-I", str(WORKER)], input=sent, capture_output=True, timeout=SECONDS)  # noqa: S603, PLW1510
    except (subprocess.SubprocessError, OSError):
        raise Refused(UNSIGNABLE) from None
    if done.returncode:
        raise Refused(REFUSALS.get(done.returncode, UNSIGNABLE))
    return done.stdout
