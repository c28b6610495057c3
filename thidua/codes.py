"""Codes that people read off paper and type: long enough that nobody guesses one, with letters that catch a slip.

Thirty-two signs without I, L, O and U, which are mistaken for others. `SIGNS` of them carry 85 random bits, three more
are the remainder by a prime: every single wrong sign and every two neighbours exchanged give another remainder.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIGNS, CHECKS, GROUP = 17, 3, 4
PRIME = 32749  # the largest below 32**3
LENGTH = SIGNS + CHECKS
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "Đ": "D", "-": None, ".": None, " ": None})


def new_code() -> str:
    """Twenty signs, as they are stored."""
    random = "".join(secrets.choice(ALPHABET) for _ in range(SIGNS))
    return random + _check(random)


def read_code(typed: str) -> str:
    """The stored form of what was typed, or "" when it is no code: too short, a strange sign, a slip."""
    code = "".join(typed.upper().translate(MISREAD).split())
    if len(code) != LENGTH or set(code) - set(ALPHABET):
        return ""
    return code if _check(code[:SIGNS]) == code[SIGNS:] else ""


def shown_code(code: str) -> str:
    """ "7K3M-9QXD-…": groups of four."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def _check(signs):
    rest = 0
    for sign in signs:
        rest = (rest * 32 + ALPHABET.index(sign)) % PRIME
    rest = rest * 32**CHECKS % PRIME
    return "".join(ALPHABET[rest // 32**place % 32] for place in reversed(range(CHECKS)))
