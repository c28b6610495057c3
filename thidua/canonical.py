"""One text and one sum for one content: what is frozen can be told from what was changed."""

import json
from hashlib import sha256


def canonical(raw: dict) -> str:
    """One text for one content, whatever the order in which a database gives the keys back."""
    return json.dumps(raw, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(raw: dict) -> str:
    """The SHA-256 of the canonical text, in hexadecimal."""
    return sha256(canonical(raw).encode()).hexdigest()
