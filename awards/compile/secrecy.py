"""Marks of state secrets in what was typed and in names of files. A warning to be looked at, never a verdict (R26).

Law on state secrets: papers carry one of three marks in capitals: MẬT, TỐI MẬT, TUYỆT MẬT. Ordinary words with the same
letters (bí mật, bảo mật, mật ong, mật độ) are not marks; “MẬT ONG” in a heading of capitals is not either.
"""

import re
import unicodedata

GRADES = re.compile(r"(?<!\w)(TUYỆT\s+MẬT|TỐI\s+MẬT)(?!\w)")
ALONE = re.compile(r"(?<!\w)MẬT(?!\w)")
SAID = re.compile(r"(?<!\w)(độ\s+mật|mức\s+độ\s+mật|dấu\s+mật)(?!\w)", re.IGNORECASE)
BEFORE = ("BÍ", "BẢO", "CƠ", "NỘI", "THÂN", "ĐƯỜNG", "TUẦN")  # two-syllable words that end so
AFTER = ("ONG", "ĐỘ", "THIẾT", "MÍA", "VỤ", "KHẨU", "MÃ", "GẤU", "HOA", "DANH", "NGỌT")  # and that begin so
WORD = re.compile(r"[^\W\d_]+")


def marks_in(text: str) -> list[str]:
    """The marks found, each once, in the order of the text; names of files count their underscores as spaces."""
    plain = " ".join(unicodedata.normalize("NFC", text).replace("_", " ").split())
    found = [(one.start(), one.group(0)) for one in GRADES.finditer(plain)]
    covered = {place for one in GRADES.finditer(plain) for place in range(*one.span())}
    found += [
        (one.start(), "MẬT")
        for one in ALONE.finditer(plain)
        if one.start() not in covered and _stands_alone(plain, one)
    ]
    found += [(one.start(), one.group(0).lower()) for one in SAID.finditer(plain)]
    return list(dict.fromkeys(word for _, word in sorted(found)))


def _stands_alone(text, found):
    before, after = WORD.findall(text[: found.start()]), WORD.findall(text[found.end() :])
    return (before[-1] if before else "") not in BEFORE and (after[0] if after else "") not in AFTER


def marked(pieces) -> list[str]:
    """ "Tên tệp “a MẬT.pdf”: MẬT" of each (where, text) that carries a mark."""
    return [f"{where}: {', '.join(marks)}" for where, text in pieces if (marks := marks_in(text))]
