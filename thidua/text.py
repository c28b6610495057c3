"""Text and numbers as people type them: cleaned, searched, sorted, read and printed the Vietnamese way."""

import re
import unicodedata
from datetime import date, time
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation
from functools import lru_cache
from itertools import groupby

from thidua.words import DIGITS, number_words

# ---- cleaning --------------------------------------------------------------------------------------------------------

# Unseen characters: formats (zero-width, direction marks, soft hyphen), controls, halves of broken pairs.
UNSEEN = {"Cf", "Cc", "Cs"}
LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")


def clean_line(text: str) -> str:
    """One line in NFC: spaces of every kind collapsed, unseen characters gone, ends trimmed."""
    spaced = " ".join(text.split())
    seen = "".join(ch for ch in spaced if unicodedata.category(ch) not in UNSEEN)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def clean_text(text: str) -> str:
    """Many lines, each cleaned; line ends become \\n, at most one empty line in a row, none at the ends."""
    lines = "\n".join(clean_line(line) for line in LINE_ENDS.split(text))
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


def initials(name: str) -> str:
    """First letters of the family and the given name, "Nguyễn Văn An" -> "NA"; blank for a blank name."""
    heads = [letter for word in clean_line(name).split() if (letter := _first_letter(word))]
    return "".join(heads[:1] + heads[1:][-1:])


def _first_letter(word: str) -> str:
    return next((ch.upper()[0] for ch in word if ch.isalpha()), "")


# ---- searching and sorting -------------------------------------------------------------------------------------------

MARKS = {"Mn", "Me", "Cf", "Cs"}
OLD_D = str.maketrans("ðɖ", "đđ")  # older keyboards wrote Ð and Ɖ for Đ
UNMARKED = str.maketrans("ðɖđ", "ddd") | dict.fromkeys(range(0x300, 0x370))  # all that Vietnamese needs, at once


def search_key(text: str) -> str:
    """Lower case without any marks, đ as d, single spaces: what search compares on both sides."""
    folded = _fold(text).translate(UNMARKED)
    if not folded.isascii():
        folded = "".join(ch for ch in folded if unicodedata.category(ch) not in MARKS)
    return " ".join(folded.split())


def _fold(text: str) -> str:
    """Decomposed lower case, so that every mark stands alone; compatibility forms (full-width, ²) made plain."""
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())


ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": 2, "\u0309": 3, "\u0303": 4, "\u0301": 5, "\u0323": 6}  # ngang (1) huyền hỏi ngã sắc nặng
SHAPES = "\u0302\u0306\u031b"  # â ê ô · ă · ơ ư
SORT_KEY_LENGTH = 500
END, GAP, NUMBER, FIRST_LETTER, FOREIGN = "00", "01", "02", 10, "99"


def sort_key(text: str) -> str:
    """A column to order by: Vietnamese letters first, tones only between equal letters, numbers by value.

    The key is made of digits 0–9 alone, at most SORT_KEY_LENGTH of them, because they are the one alphabet that every
    collation of SQLite and PostgreSQL puts in the same order (Danish moves "aa", Czech "ch", Estonian "z").
    Case and punctuation do not count.
    """
    folded = _fold(text).translate(OLD_D)
    words = [_word_weights(word) for word in _words(folded)]
    letters = GAP.join(weights for weights, _ in words)
    tones = "".join(tone for _, tone in words)
    return f"{letters}{END}{tones}"[:SORT_KEY_LENGTH]


def _words(folded: str) -> list[str]:
    """Runs of letters with their marks and digits; everything else only parts them."""
    plain = (ch for ch in folded if unicodedata.category(ch) not in {"Cf", "Cs"})
    runs = ("".join(run) for inside, run in groupby(plain, _in_word) if inside)
    return [run for run in runs if any(map(str.isalnum, run))]


def _in_word(ch: str) -> bool:
    return ch.isalnum() or unicodedata.category(ch) == "Mn"


@lru_cache(maxsize=8192)  # names are made of a few thousand syllables
def _word_weights(word: str) -> tuple[str, str]:
    """(weights of letters and numbers, the word's one tone): hòa and hoà are the same word."""
    pieces = re.findall(r"\d{1,99}|\D[\u0300-\u036f]*", word)
    tone = next((TONES[ch] for ch in word if ch in TONES), 1)
    return "".join(_number_weight(p) if p[0].isdecimal() else _letter_weight(p) for p in pieces), str(tone)


def _number_weight(run: str) -> str:
    """The count of digits before the digits, so that 2 comes before 10."""
    digits = "".join(str(unicodedata.decimal(ch)) for ch in run).lstrip("0")
    return f"{NUMBER}{len(digits):02d}{digits}"


def _letter_weight(piece: str) -> str:
    shape = "".join(ch for ch in piece[1:] if ch in SHAPES)
    letter = unicodedata.normalize("NFC", piece[0] + shape)
    for known in (letter, piece[0]):
        if known in ALPHABET:
            return str(FIRST_LETTER + ALPHABET.index(known))
    return "" if unicodedata.category(piece[0]) == "Mn" else f"{FOREIGN}{ord(piece[0]):07d}"


# ---- numbers ---------------------------------------------------------------------------------------------------------

WHOLE_DIGITS = 15
BIGGEST = 2**63 - 1  # BigIntegerField


class NumberRefused(ValueError):
    """What was typed is not one certain number. The message is Vietnamese and shown beside the box;
    `suggestions` are texts to offer instead, each of which parse_number takes."""

    def __init__(self, message: str, suggestions: list[str] | None = None):
        super().__init__(message)
        self.message = message
        self.suggestions = suggestions or []


def parse_number(raw, *, decimals: int) -> int | None:
    """A number from a form, a sheet or the API, in its smallest unit (value × 10^decimals); None for a blank.

    Text is read the Vietnamese way ("1.234,5", "1 234,5", "-3,25"), foreign forms only where they leave no doubt
    ("1234.5", "1,234,567"). Floats are taken as they print. Never rounded, never guessed: NumberRefused for doubt
    ("1.234" where decimals are allowed, "1,234" always), too many decimals, units, words, more than 15 whole digits.
    """
    if raw is None:
        return None
    if isinstance(raw, str):
        return _parse_text(raw, decimals)
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise NumberRefused(_not_a_number(raw))
    value = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if not value.is_finite():
        raise NumberRefused("Giá trị này không phải là một số xác định.")
    return _scaled(value, decimals)


def format_number(scaled: int, decimals: int, *, trim: bool = False) -> str:
    """The scaled integer as "1.234,50"; `trim` drops zeros at the end of the decimals ("1.234,5")."""
    whole, fraction = divmod(abs(scaled), 10**decimals)
    tail = f"{fraction:0{decimals}d}" if decimals else ""
    if trim:
        tail = tail.rstrip("0")
    sign = "-" if scaled < 0 else ""
    return f"{sign}{whole:,}".replace(",", ".") + (f",{tail}" if tail else "")


def box_number(scaled: int, decimals: int) -> str:
    """What to prefill a box with: format_number, in a form that parse_number always takes back.

    They differ at exactly three decimals, where 43,122 could be forty-three thousand: the box says 43,1220.
    """
    shown = format_number(scaled, decimals)
    return f"{shown}0" if _in_doubt(_NUMBER.fullmatch(shown), decimals) else shown


# Hard spaces, typographic signs and full-width forms, as the plain characters they stand for.
_SPACES = (0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000)
_MINUSES = (0x2010, 0x2011, 0x2012, 0x2013, 0x2212, 0xFE63, 0xFF0D)
_PLAIN = (
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_MINUSES, "-")
    | dict.fromkeys((0x2019, 0x02BC), "'")
    | {0xFF0B: "+", 0xFF0C: ",", 0xFF0E: "."}
    | {0xFF10 + digit: str(digit) for digit in range(10)}
)
# Groups of three parted by one kind of mark, or digits in one run; then perhaps the other mark and decimals.
_NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?"
    r"(?P<whole>(?!0+[., '])[0-9]{1,3}(?P<group>[., '])[0-9]{3}(?:(?P=group)[0-9]{3})*|[0-9]+)"
    r"(?:(?!(?P=group))[.,](?P<fraction>[0-9]+))?"
)
_MAGNITUDES = {"k", "tr", "trd", "chuc", "tram", "nghin", "ngan", "van", "trieu", "ty", "tyd", "ti"}


def _parse_text(raw: str, decimals: int) -> int | None:
    text = _plain(raw)
    if not text:
        return None
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise _unreadable(raw, text, decimals)
    if _in_doubt(found, decimals):
        raise _doubt(found, decimals)
    return _scaled(_value(found), decimals)


def _plain(raw: str) -> str:
    """Full-width digits, typographic signs and hard spaces made plain; Excel's mark for text (') dropped."""
    seen = "".join(ch for ch in raw.translate(_PLAIN) if unicodedata.category(ch) != "Cf")
    return " ".join(seen.split()).removeprefix("'").strip()


def _value(found: re.Match) -> Decimal:
    sign, whole, fraction = found["sign"], re.sub(r"[^0-9]", "", found["whole"]), found["fraction"] or "0"
    return Decimal(f"{sign}{whole}.{fraction}")


def _in_doubt(found: re.Match, decimals: int) -> bool:
    """One mark before exactly three digits: a group to one reader, decimals to another.

    A dot is certain where no decimals are allowed; a comma never is.
    """
    lone = found["fraction"] is None and len(re.findall(r"[.,]", found["whole"])) == 1
    return lone and (found["group"] == "," or decimals > 0)


def _doubt(found: re.Match, decimals: int) -> NumberRefused:
    """The question with both readings, and each of them that the box takes written beyond doubt."""
    sign, mark = found["sign"], found["group"]
    head, tail = found["whole"].split(mark)
    as_group, as_decimal = (_offer(Decimal(f"{sign}{head}{between}{tail}"), decimals) for between in ("", "."))
    offers = [offer for offer in (as_group, as_decimal) if offer]
    hint = " hoặc ".join(f"“{offer}”" for offer in offers)
    limit = "" if as_decimal else f" Ô này {_limit(decimals)}."
    return NumberRefused(f"{_question(sign, head, mark, tail)} Hãy ghi rõ: {hint}.{limit}", offers)


def _question(sign: str, head: str, mark: str, tail: str) -> str:
    """After a dot the other reading is shown with a comma; after a comma it is spelled out, lest both look alike."""
    group = number_words(int(f"{sign}{head}{tail}"))
    aloud = " ".join(DIGITS[int(digit)] for digit in tail)
    other = f"{sign}{head},{tail}" if mark == "." else f"{number_words(int(f'{sign}{head}'))} phẩy {aloud}"
    return f"{sign}{head}{mark}{tail} là {group} hay {other}?"


def _offer(value: Decimal, decimals: int) -> str:
    try:
        return box_number(_scaled(value, decimals), decimals)
    except NumberRefused:
        return ""


def _scaled(value: Decimal, decimals: int) -> int:
    """Exact, or refused. The context is wide enough for every number within the limits."""
    if not value:
        return 0
    if value.adjusted() >= WHOLE_DIGITS:
        raise NumberRefused(f"Số quá lớn: phần nguyên nhiều nhất {WHOLE_DIGITS} chữ số.")
    try:
        exact = Context(prec=60, traps=[Inexact, InvalidOperation]).quantize(value, _unit(decimals))
    except Inexact:
        raise _too_fine(value, decimals) from None
    scaled = int(exact.scaleb(decimals, Context(prec=60)))
    if abs(scaled) > BIGGEST:
        raise NumberRefused(f"Số quá lớn để lưu với {decimals} chữ số thập phân.")
    return scaled


def _unit(decimals: int) -> Decimal:
    return Decimal((0, (1,), -decimals))


def _too_fine(value: Decimal, decimals: int) -> NumberRefused:
    rounded = value.quantize(_unit(decimals), ROUND_HALF_UP, Context(prec=60))
    offer = _offer(rounded, decimals)
    ask = f" Nếu làm tròn, hãy ghi “{offer}”." if offer else ""
    return NumberRefused(f"Ô này {_limit(decimals)}; số không được tự làm tròn.{ask}", [offer] if offer else [])


def _limit(decimals: int) -> str:
    return f"nhận nhiều nhất {decimals} chữ số thập phân" if decimals else "chỉ nhận số nguyên"


def _not_a_number(raw) -> str:
    if isinstance(raw, date | time):
        return "Ô này đang là ngày, giờ chứ không phải số; hãy đổi định dạng ô trong Excel và ghi lại số."
    return "Giá trị này không phải là số."


def _unreadable(raw: str, text: str, decimals: int) -> NumberRefused:
    """Why the text is not a number, with an offer where the number in it is beyond doubt."""
    shown = clean_line(raw)[:40]
    if text in {"-", "—"}:
        return NumberRefused(f"“{shown}” không phải là số. Nếu bằng không, ghi 0; nếu không phát sinh, chọn mục đó.")
    if found := re.fullmatch(r"\(([0-9][0-9., ']*)\)", text):
        return _with_offer(f"“{shown}”: số âm ghi bằng dấu trừ ở trước.", f"-{found[1]}", decimals)
    if re.fullmatch(r"[+-]?[0-9.,]+ ?[eE][+-]?[0-9]+", text):
        return NumberRefused(f"“{shown}” là dạng số rút gọn của Excel; hãy ghi đủ các chữ số.")
    return _with_unit(shown, text, decimals)


def _with_unit(shown: str, text: str, decimals: int) -> NumberRefused:
    """Digits followed by words: the unit stands beside the box; a word such as "triệu" changes the value itself."""
    found = re.fullmatch(r"([+-]? ?[0-9][0-9., ']*?) ?([^0-9., '].*)", text)
    if not found or re.search(r"[0-9]", found[2]) or not (found[2][0].isalpha() or found[2][0] in "%‰₫$€"):
        return NumberRefused(f"“{shown}” không phải là một số viết đúng. Ví dụ viết đúng: 1.234,5.")
    if _MAGNITUDES & set(re.findall(r"[a-z]+", search_key(found[2]))):
        return NumberRefused(f"“{shown}”: hãy ghi đủ các chữ số theo đơn vị tính của ô, không ghi bằng chữ.")
    return _with_offer(f"“{shown}”: chỉ ghi số, không ghi đơn vị “{found[2][:20]}”.", found[1], decimals)


def _with_offer(message: str, candidate: str, decimals: int) -> NumberRefused:
    """Offers the candidate as it would be stored; if it is in doubt itself, its own question is the answer."""
    try:
        scaled = _parse_text(candidate, decimals)
    except NumberRefused as refused:
        return NumberRefused(f"{message} {refused.message}", refused.suggestions)
    return NumberRefused(message, [box_number(scaled, decimals)])
