import sqlite3
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thidua.text import (
    SORT_KEY_LENGTH,
    NumberRefused,
    box_number,
    clean_line,
    clean_text,
    format_number,
    initials,
    parse_number,
    search_key,
    sort_key,
)

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxy AĂÂĐÊÔƠƯ0123456789-“”"
TONED = "áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
WRITTEN = st.text(VIETNAMESE + TONED, max_size=40)
ANY_TEXT = st.one_of(WRITTEN, st.text(max_size=40))


class TestCleaning:
    @pytest.mark.parametrize(
        ("raw", "clean"),
        [
            ("  Sở \u00a0 Nội\tvụ \n", "Sở Nội vụ"),
            ("Sở\u200b Nội \ufeffvụ", "Sở Nội vụ"),
            ("Nội\u00advụ\x00", "Nộivụ"),
            (unicodedata.normalize("NFD", "Đắk Hà"), "Đắk Hà"),
            ("a\u2028b\u3000c", "a b c"),
            ("\u202eabc\u202c", "abc"),
            ("\u200b", ""),
        ],
    )
    def test_line(self, raw, clean):
        assert clean_line(raw) == clean

    def test_text_keeps_its_lines(self):
        raw = "\r\n\r\n Kết  quả \r\n\r\n\r\n\r\n- Một\u00a0\r- Hai\u2028- Ba\n \n"
        assert clean_text(raw) == "Kết quả\n\n- Một\n- Hai\n- Ba"

    @given(ANY_TEXT)
    def test_cleaning_twice_is_cleaning_once(self, raw):
        assert clean_line(clean_line(raw)) == clean_line(raw)
        assert clean_text(clean_text(raw)) == clean_text(raw)

    @given(ANY_TEXT)
    def test_clean_text_can_be_stored(self, raw):
        clean = clean_text(raw)
        clean.encode("utf-8")
        assert "\x00" not in clean
        assert unicodedata.is_normalized("NFC", clean_line(raw))

    @pytest.mark.parametrize(
        ("name", "letters"),
        [
            ("Nguyễn Văn An", "NA"),
            ("đỗ  thị ánh", "ĐÁ"),
            (unicodedata.normalize("NFD", "Đỗ Ánh"), "ĐÁ"),
            ("Y Khương", "YK"),
            ("An", "A"),
            ("Lê Minh (KT)", "LK"),
            ("Lê 2", "L"),
            ("  ", ""),
            ("123", ""),
        ],
    )
    def test_initials(self, name, letters):
        assert initials(name) == letters


class TestSearchKey:
    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("Đắk Hà", "dak ha"),
            ("ĐĂK  TÔ", "dak to"),
            ("Ðắk Glei", "dak glei"),  # U+00D0, the Icelandic letter
            ("Thi đua, khen thưởng", "thi dua, khen thuong"),
            ("Quý IV\u00a0năm 2024", "quy iv nam 2024"),
            ("Kỳ", "ky"),
            ("Ki", "ki"),
            ("m² ｍ２", "m2 m2"),
            ("№ 5", "no 5"),  # capitals inside one character
            ("", ""),
        ],
    )
    def test_examples(self, text, key):
        assert search_key(text) == key

    @given(ANY_TEXT)
    def test_decomposed_and_composed_are_the_same(self, text):
        assert search_key(unicodedata.normalize("NFD", text)) == search_key(unicodedata.normalize("NFC", text))

    @given(WRITTEN)
    def test_case_and_marks_do_not_matter(self, text):
        key = search_key(text)
        assert search_key(text.upper()) == search_key(text.lower()) == search_key(key) == key

    @given(WRITTEN, WRITTEN)
    def test_a_part_is_found_in_the_whole(self, before, part):
        assert search_key(part) in search_key(f"{before} {part}")


def in_order(*texts):
    keys = [sort_key(text) for text in texts]
    return keys == sorted(keys) and len(set(keys)) == len(keys)


class TestSortKey:
    def test_alphabet(self):
        assert in_order(*"aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")

    def test_tones(self):
        assert in_order("ma", "mà", "mả", "mã", "má", "mạ")
        assert in_order("cơ", "cờ", "cở", "cỡ", "cớ", "cợ")

    def test_letters_before_tones(self):
        assert in_order("Đắk Glei", "Đăk Hà", "Đắk Hà", "Đăk Tô")
        assert in_order("Bạ", "Ba lô", "Bà mụ", "Bả vai", "Băng", "Bân", "Bí")

    def test_a_shorter_word_comes_first(self):
        assert in_order("Kon", "Kon Plông", "Kon Rẫy", "Kon Tum", "Konk")
        assert in_order("", "a", "a b", "a1", "ab")

    def test_numbers_by_value(self):
        assert in_order("Điểm 2", "Điểm 10", "Điểm 100", "Điểm a")
        assert in_order("1.2", "1.10", "2", "10a", "10b")
        assert in_order("Phường 9", "Phường " + "1" * 120)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Sở Nội vụ", "SỞ NỘI VỤ"),
            ("“Cả nước”", "Cả nước"),
            ("Thi đua - Khen thưởng", "Thi đua – khen thưởng"),
            ("Hoà Bình", "Hòa Bình"),
            ("Điểm 02", "Điểm 2"),
            ("Đắk", unicodedata.normalize("NFD", "Đắk")),
            ("Ðắk", "Đắk"),
            ("a \u0301", "a"),
        ],
    )
    def test_what_does_not_count(self, one, other):
        assert sort_key(one) == sort_key(other)

    def test_other_alphabets_come_after(self):
        assert in_order("z", "α", "β", "中")
        assert in_order("n", "ñandu", "no")

    @given(ANY_TEXT)
    def test_made_of_digits_alone_and_fits_its_column(self, text):
        key = sort_key(text)
        assert key.isascii()
        assert key.isdigit()
        assert 2 <= len(key) <= SORT_KEY_LENGTH
        assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(unicodedata.normalize("NFC", text)) == key

    def test_long_texts_stay_in_order(self):
        assert len(sort_key("ă" * 1000)) == SORT_KEY_LENGTH
        assert sort_key("a" * 1000) < sort_key("a" * 200 + "b")

    def test_the_database_orders_like_python(self):
        texts = ["Đắk Hà", "Đăk Tô", "Ba", "Bà", "Ăn", "An", "Ân", "Điểm 10", "Điểm 2", "Dak", "zebra"]
        db = sqlite3.connect(":memory:")
        db.execute("create table t (name, key)")
        db.executemany("insert into t values (?, ?)", [(text, sort_key(text)) for text in texts])
        rows = [row[0] for row in db.execute("select name from t order by key")]
        db.close()
        assert rows == ["An", "Ăn", "Ân", "Ba", "Bà", "Dak", "Đắk Hà", "Đăk Tô", "Điểm 2", "Điểm 10", "zebra"]


def refused(raw, decimals) -> NumberRefused:
    with pytest.raises(NumberRefused) as caught:
        parse_number(raw, decimals=decimals)
    return caught.value


class TestParseText:
    @pytest.mark.parametrize(
        ("raw", "decimals", "scaled"),
        [
            ("12", 0, 12),
            ("12", 2, 1200),
            ("1.234,5", 1, 12345),
            ("1234,5", 1, 12345),
            ("1 234,5", 2, 123450),
            ("-3,25", 2, -325),
            ("- 3,25", 2, -325),
            ("+3", 0, 3),
            ("0,123", 3, 123),
            ("0.123", 3, 123),
            ("1.234", 0, 1234),
            ("1.234.567", 2, 123456700),
            ("1.234.567,89", 2, 123456789),
            ("12.345,678", 3, 12345678),
            ("1 234 567", 1, 12345670),
            ("1 234,567", 3, 1234567),
            ("1'234'567", 0, 1234567),
            ("1’234,5", 1, 12345),
            ("'1234", 0, 1234),
            ("1234.5", 1, 12345),
            ("12.5", 1, 125),
            ("1.2345", 4, 12345),
            ("1234.567", 3, 1234567),
            ("1234,567", 3, 1234567),
            ("1,234,567", 0, 1234567),
            ("1,234.5", 1, 12345),
            ("12,50", 1, 125),  # a zero too many loses nothing
            ("12,00", 0, 12),
            ("1,2340", 3, 1234),
            ("007", 0, 7),
            ("-0", 0, 0),
            ("０１２，５", 1, 125),
            ("\u22123,5", 1, -35),
            ("–3,5", 1, -35),
            ("1\u00a0234,5", 1, 12345),
            ("1\u202f234", 1, 12340),
            ("\ufeff12\u200b", 0, 12),
            ("999999999999999", 0, 999999999999999),
            ("118.000.000.000.000,25", 2, 11800000000000025),
        ],
    )
    def test_accepted(self, raw, decimals, scaled):
        assert parse_number(raw, decimals=decimals) == scaled

    @pytest.mark.parametrize("raw", [None, "", "  ", "\u00a0", "\n", "\u200b"])
    def test_blank(self, raw):
        assert parse_number(raw, decimals=2) is None

    @pytest.mark.parametrize(
        ("raw", "decimals", "offers"),
        [
            ("1.234", 1, ["1.234,0"]),
            ("1.234", 2, ["1.234,00"]),
            ("1.234", 3, ["1.234,000", "1,2340"]),
            ("1.234", 4, ["1.234,0000", "1,2340"]),
            ("1.500", 1, ["1.500,0", "1,5"]),
            ("1,234", 0, ["1.234"]),
            ("1,000", 0, ["1.000", "1"]),
            ("1,234", 1, ["1.234,0"]),
            ("43,122", 3, ["43.122,000", "43,1220"]),
            ("-12.345", 1, ["-12.345,0"]),
            ("- 1.234", 3, ["-1.234,000", "-1,2340"]),
            ("+1,234", 3, ["1.234,000", "1,2340"]),
        ],
    )
    def test_doubt_is_a_question_with_offers(self, raw, decimals, offers):
        error = refused(raw, decimals)
        assert "?" in str(error)
        assert error.suggestions == offers

    def test_the_question_in_words(self):
        assert str(refused("1.234", 3)) == (
            "1.234 là một nghìn hai trăm ba mươi tư hay 1,234? Hãy ghi rõ: “1.234,000” hoặc “1,2340”."
        )
        assert str(refused("-1,034", 0)) == (
            "-1,034 là âm một nghìn không trăm ba mươi tư hay âm một phẩy không ba bốn? "
            "Hãy ghi rõ: “-1.034”. Ô này chỉ nhận số nguyên."
        )

    @pytest.mark.parametrize(
        ("raw", "decimals", "says", "offers"),
        [
            ("12,5%", 1, "đơn vị “%”", ["12,5"]),
            ("150 người", 0, "đơn vị “người”", ["150"]),
            ("1.234 người", 1, "hay 1,234?", ["1.234,0"]),
            ("5.000 đ", 0, "đơn vị “đ”", ["5.000"]),
            ("12,25 ha", 1, "làm tròn", ["12,3"]),
            ("12 triệu", 0, "không ghi bằng chữ", []),
            ("3,5 tỷ đồng", 1, "không ghi bằng chữ", []),
            ("12 nghìn ha", 0, "không ghi bằng chữ", []),
            ("5k", 0, "không ghi bằng chữ", []),
            ("(3,25)", 2, "dấu trừ", ["-3,25"]),
            ("(1.234)", 1, "dấu trừ", ["-1.234,0"]),
            ("-", 0, "nếu không phát sinh", []),
            ("–", 0, "nếu không phát sinh", []),
            ("—", 0, "nếu không phát sinh", []),
            ("1,5E+05", 0, "rút gọn", []),
            ("1e5", 0, "rút gọn", []),
            ("12,34", 1, "nhận nhiều nhất 1 chữ số thập phân", ["12,3"]),
            ("12,35", 1, "nhận nhiều nhất 1 chữ số thập phân", ["12,4"]),
            ("12,5", 0, "chỉ nhận số nguyên", ["13"]),
            ("0.123", 0, "chỉ nhận số nguyên", ["0"]),
            ("1.2345", 3, "nhiều nhất 3", ["1,2350"]),
            ("1" * 16, 0, "Số quá lớn", []),
            ("99999" * 3 + ",9999", 4, "Số quá lớn", []),
            ("9" * 15 + ",99", 1, "làm tròn", []),
        ],
    )
    def test_refused_with_the_reason(self, raw, decimals, says, offers):
        error = refused(raw, decimals)
        assert says in str(error)
        assert error.suggestions == offers

    @pytest.mark.parametrize(
        "raw",
        [
            "abc",
            "mười hai",
            "12 34",
            "1.23.456",
            "1.234 567",
            "1.234.5",
            "1,23,4",
            "12,",
            ",5",
            "1..2",
            "--5",
            "5-",
            "5-7",
            "12/2024",
            "05/01/2026",
            "≥ 90",
            "~90",
            "khoảng 90",
            "12 người, 3 hộ",
            "5²",
            "½",
            "٣",
            "0 123",
            "#N/A",
            "()",
            "(abc)",
            "=1+1",
            "nan",
            "inf",
            "1_000",
        ],
    )
    def test_anything_else_is_refused(self, raw):
        error = refused(raw, 1)
        assert "không phải là một số" in str(error)
        assert error.suggestions == []

    def test_a_long_text_is_quoted_in_part(self):
        assert len(str(refused("không " * 1000, 0))) < 150


class TestParseCells:
    @pytest.mark.parametrize(
        ("raw", "decimals", "scaled"),
        [
            (12, 0, 12),
            (-12, 2, -1200),
            (1234, 1, 12340),  # a number is never in doubt
            (1.234, 3, 1234),
            (43.122, 3, 43122),
            (0.1, 1, 1),
            (1e5, 0, 100000),
            (1e-05, 5, 1),
            (-0.0, 2, 0),
            (118000000000000.25, 2, 11800000000000025),
            (Decimal("1.234"), 3, 1234),
            (Decimal("12.500"), 1, 125),
            (Decimal("1E+3"), 0, 1000),
            (Decimal("0E+99"), 0, 0),
        ],
    )
    def test_exact(self, raw, decimals, scaled):
        result = parse_number(raw, decimals=decimals)
        assert result == scaled
        assert type(result) is int

    def test_a_float_that_lost_its_way_is_not_rounded_silently(self):
        error = refused(0.1 + 0.2, 1)
        assert "làm tròn" in str(error)
        assert error.suggestions == ["0,3"]

    @pytest.mark.parametrize("raw", [float("nan"), float("inf"), -float("inf"), Decimal("NaN"), Decimal("sNaN")])
    def test_no_number_at_all(self, raw):
        assert "không phải là một số" in str(refused(raw, 0))

    @pytest.mark.parametrize("raw", [True, False, [], {}, b"12", object()])
    def test_other_kinds(self, raw):
        assert "không phải là số" in str(refused(raw, 0))

    @pytest.mark.parametrize("raw", [date(2026, 5, 1), datetime(2026, 5, 1), time(1, 5)])
    def test_excel_made_a_date_of_it(self, raw):
        assert "ngày" in str(refused(raw, 1))

    @pytest.mark.parametrize("raw", [10**15, -(10**15), 1e22, pytest.param(10**5000, id="huge"), Decimal("1E+999999")])
    def test_too_large(self, raw):
        assert "Số quá lớn" in str(refused(raw, 0))

    def test_too_small_for_the_box(self):
        assert refused(Decimal("1E-999999"), 2).suggestions == ["0,00"]


SCALED = st.integers(-(10**15) + 1, 10**15 - 1)
DECIMALS = st.integers(0, 6)


class TestFormat:
    @pytest.mark.parametrize(
        ("scaled", "decimals", "shown", "trimmed"),
        [
            (0, 0, "0", "0"),
            (0, 2, "0,00", "0"),
            (5, 2, "0,05", "0,05"),
            (-5, 2, "-0,05", "-0,05"),
            (1234, 0, "1.234", "1.234"),
            (12345, 1, "1.234,5", "1.234,5"),
            (123450, 2, "1.234,50", "1.234,5"),
            (123400, 2, "1.234,00", "1.234"),
            (-1234567, 0, "-1.234.567", "-1.234.567"),
            (100, 0, "100", "100"),
        ],
    )
    def test_examples(self, scaled, decimals, shown, trimmed):
        assert format_number(scaled, decimals) == shown
        assert format_number(scaled, decimals, trim=True) == trimmed

    @given(scaled=SCALED, decimals=DECIMALS.filter(lambda d: d != 3))
    def test_what_is_printed_is_read_back(self, scaled, decimals):
        assert parse_number(format_number(scaled, decimals), decimals=decimals) == scaled
        assert box_number(scaled, decimals) == format_number(scaled, decimals)

    @given(scaled=SCALED, decimals=DECIMALS)
    @example(scaled=43122, decimals=3)
    @example(scaled=-1000, decimals=3)
    @example(scaled=999999, decimals=3)
    @example(scaled=1000000, decimals=3)
    def test_a_prefilled_box_is_always_read_back(self, scaled, decimals):
        assert parse_number(box_number(scaled, decimals), decimals=decimals) == scaled

    @pytest.mark.parametrize(("scaled", "box"), [(43122, "43,1220"), (123, "0,123"), (1234567, "1.234,567")])
    def test_three_decimals_get_a_zero_only_where_they_look_like_a_group(self, scaled, box):
        assert box_number(scaled, 3) == box

    @given(scaled=SCALED, decimals=DECIMALS)
    def test_cells_of_every_kind_agree(self, scaled, decimals):
        exact = Decimal(scaled).scaleb(-decimals)
        assert parse_number(exact, decimals=decimals) == scaled
        assert parse_number(float(exact), decimals=decimals) == scaled  # 15 digits survive a float

    @given(raw=st.text("0123456789., '-%()đ triệu", max_size=14), decimals=DECIMALS)
    @example(raw="1.234", decimals=3)
    def test_what_is_offered_is_taken(self, raw, decimals):
        _, error = outcome(raw, decimals)
        for offer in error.suggestions if error else []:
            taken, doubt = outcome(offer, decimals)
            assert isinstance(taken, int), doubt

    @given(raw=st.text(max_size=30), decimals=DECIMALS)
    def test_any_text_is_a_number_a_blank_or_a_reason(self, raw, decimals):
        taken, error = outcome(raw, decimals)
        assert error is None or (taken is None and error.message == str(error) != "")


def outcome(raw, decimals) -> tuple[int | None, NumberRefused | None]:
    try:
        return parse_number(raw, decimals=decimals), None
    except NumberRefused as error:
        return None, error
