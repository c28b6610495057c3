from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thidua.words import LARGEST, doc_day, doc_number, money_words, number_words


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "không"),
        (1, "một"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (104, "một trăm linh bốn"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_015, "một nghìn không trăm mười lăm"),
        (1_234, "một nghìn hai trăm ba mươi tư"),
        (10_000, "mười nghìn"),
        (21_021, "hai mươi mốt nghìn không trăm hai mươi mốt"),
        (1_000_015, "một triệu không trăm mười lăm"),
        (1_200_000, "một triệu hai trăm nghìn"),
        (1_000_015_000, "một tỷ không trăm mười lăm nghìn"),
        (1_005_000_000_000, "một nghìn không trăm linh năm tỷ"),
        (1_000_000_000_005, "một nghìn tỷ không trăm linh năm"),
        (10**15, "một triệu tỷ"),
        (-1_015, "âm một nghìn không trăm mười lăm"),
    ],
)
def test_numbers_are_read_as_in_vietnamese(n, words):
    assert number_words(n) == words


ONES = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}


def heard(words: str) -> int:
    """What a listener writes down: an independent way back from words to the number."""
    for name, size in (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 10**3), ("trăm", 10**2)):
        if name in words.split():
            before, _, after = f" {words} ".partition(f" {name} ")
            return heard(before.strip()) * size + heard(after.strip())
    rest = words.removeprefix("linh ")
    if not rest:
        return 0
    if rest.startswith("mười"):
        return 10 + heard(rest.removeprefix("mười").strip())
    tens, found, ones = rest.partition(" mươi")
    return ONES[tens] * 10 + heard(ones.strip()) if found else ONES[rest]


@given(st.integers(0, LARGEST))
def test_every_number_can_be_written_down_again(n):
    assert heard(number_words(n)) == n


@pytest.mark.parametrize("n", [LARGEST + 1, -LARGEST - 1])
def test_beyond_the_reading_range(n):
    with pytest.raises(ValueError, match="10\\^15"):
        number_words(n)


@pytest.mark.parametrize(
    ("dong", "words"),
    [
        (760_000, "Bảy trăm sáu mươi nghìn đồng"),
        (2_340_000, "Hai triệu ba trăm bốn mươi nghìn đồng"),
        (0, "Không đồng"),
        (-5, "Âm năm đồng"),
    ],
)
def test_money(dong, words):
    assert money_words(dong) == words


@pytest.mark.parametrize(("n", "shown"), [(1, "01"), (5, "05"), (9, "09"), (10, "10"), (1234, "1234")])
def test_document_numbers(n, shown):
    assert doc_number(n) == shown


def test_a_document_has_no_number_zero():
    with pytest.raises(ValueError, match="starts at 1"):
        doc_number(0)


def test_document_day():
    assert doc_day(date(2026, 1, 5)) == "ngày 05 tháng 01 năm 2026"
