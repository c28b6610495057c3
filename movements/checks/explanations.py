"""When words beside a box count as an explanation: some real words, not "ok" and not a row of dots."""

import re

from thidua.text import clean_line, search_key

FEWEST = 3  # different syllables
TOO_THIN = "lời giải trình “{}” chưa nói rõ vì sao, ghi ít nhất ba chữ có nghĩa"
# A Vietnamese syllable without its marks: an onset, one to three vowels, an end.
_SYLLABLE = re.compile(r"(?:ngh|ng|nh|gh|kh|ph|th|tr|ch|qu|gi|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")


def is_explanation(note: str) -> bool:
    """At least three different syllables; figures, signs and abbreviations may stand between them."""
    words = re.findall(r"[a-z]+", search_key(note))
    return len({word for word in words if _SYLLABLE.fullmatch(word)}) >= FEWEST


def why_thin(note: str) -> str:
    """What to tell the person who wrote too little; nothing when the box has no words at all."""
    shown = clean_line(note)[:40]
    return TOO_THIN.format(shown) if shown else ""
