"""Which honorees are suggested as one: names, units, years of birth; and that a suggestion does not depend on order."""

import unicodedata
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awards.compile.likeness import Bearer, Lines, _blocks, abbreviations, compare, likely_pairs, plain

PERSON, GROUP = "person", "collective"
OLD, NEW, OTHER = 1, 2, 3  # the new unit carries the old one on
LINES = Lines({OLD: NEW, NEW: None, OTHER: None})
PARTS = ["Nguyễn", "Thị", "Hòa", "Lý", "A", "Y", "Đrông", "Ngọc", "Thuý", "Mỹ", "Pớt", "Ủy", "Quý"]
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
NAMES = st.lists(st.sampled_from(PARTS), min_size=1, max_size=5).map(" ".join)


def bearer(pk, name, unit=NEW, subject=PERSON, **signs):
    return Bearer(pk, subject, name, unit, **signs)


def pair(one, other, **fields):
    return compare(bearer(1, one, **fields), bearer(2, other, **fields), LINES)


@pytest.mark.parametrize(
    ("one", "other", "subject", "why"),
    [
        ("A Pớt", "A Pớt", PERSON, "cùng tên"),
        ("Y Ngọc", "Y  NGỌC", PERSON, "cùng tên"),
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa", PERSON, "tên chỉ khác dấu, chữ hoa, khoảng trắng hoặc i/y"),
        ("Đặng Văn Đức", "Dang Van Duc", PERSON, "tên chỉ khác dấu, chữ hoa, khoảng trắng hoặc i/y"),
        ("Lý Mỹ Quý", "Lí Mĩ Quí", PERSON, "tên chỉ khác dấu, chữ hoa, khoảng trắng hoặc i/y"),
        ("UBND huyện Đắk Hà", "Ủy ban nhân dân huyện Đắk Hà", GROUP, "tên chỉ khác chữ viết tắt"),
        ("Trường THCS Kim Đồng", "Trường Trung học cơ sở Kim Đồng", GROUP, "tên chỉ khác chữ viết tắt"),
        ("TTYT huyện", "Trung tâm Y tế huyện", GROUP, "tên chỉ khác chữ viết tắt"),
        ("TT Y tế huyện", "Trung tâm Y tế huyện", GROUP, "tên chỉ khác chữ viết tắt"),
        ("Đảng ủy TT Đắk Hà", "Đảng ủy thị trấn Đắk Hà", GROUP, "tên chỉ khác chữ viết tắt"),
        ("Phòng GD&ĐT", "Phòng Giáo dục và Đào tạo", GROUP, "tên chỉ khác chữ viết tắt"),
        ("Phòng LĐ-TB&XH", "Phòng Lao động - Thương binh và Xã hội", GROUP, "tên chỉ khác chữ viết tắt"),
        ("Phòng Quản lý hạ tầng", "Phòng Quản lý hạ tâng", GROUP, "tên chỉ khác dấu, chữ hoa, khoảng trắng hoặc i/y"),
        ("Phòng Quản trị hành chính", "Phòng Quản trị hành chínhh", GROUP, "tên lệch một chữ cái"),
        ("Trung đội dân quân thường trực", "Trung đội dân quân thuờn trực", GROUP, "tên lệch một chữ cái"),
    ],
)
def test_names_that_may_be_one(one, other, subject, why):
    found = pair(one, other, subject=subject)
    assert found.why == (why, "cùng đơn vị")
    assert not found.strong


@pytest.mark.parametrize(
    ("one", "other", "subject"),
    [
        ("A Pớt", "Y Pớt", PERSON),
        ("Y Ngọc", "Ngọc Y", PERSON),  # the order of words counts
        ("Nguyễn Thị Lan", "Nguyễn Thị Lanh", PERSON),
        ("Nguyễn Thị Phương", "Nguyễn Thị Phượn", PERSON),  # a slip, and nothing else speaks for one person
        ("Thị trấn Sa Thầy", "Trung tâm Sa Thầy", GROUP),
        ("Tiểu đội dân quân số 1", "Tiểu đội dân quân số 2", GROUP),
        ("Chi bộ khu dân cư thôn A", "Chi bộ khu dân cư thôn B", GROUP),
        ("Tổ 5", "Tổ 6", GROUP),
        ("TH Kim Đồng", "TH", GROUP),
    ],
)
def test_names_that_are_two(one, other, subject):
    assert pair(one, other, subject=subject) is None


@pytest.mark.parametrize(
    ("units", "found"), [((NEW, NEW), "cùng đơn vị"), ((OLD, NEW), "đơn vị kế thừa nhau"), ((NEW, OTHER), None)]
)
def test_two_a_pot_of_two_units_are_two_persons(units, found):
    one, other = (bearer(pk, "A Pớt", unit) for pk, unit in enumerate(units, 1))
    told = compare(one, other, LINES)
    assert (told and told.why) == (("cùng tên", found) if found else None)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ({"birth_year": 1980}, {"birth_year": 1980}, "cùng năm sinh 1980"),
        ({"staff_code": "cb01"}, {"staff_code": "CB01"}, "cùng mã cán bộ CB01"),
        ({"birth_year": 1980}, {}, None),
    ],
)
def test_what_else_agrees_makes_it_stronger(first, second, told):
    found = compare(bearer(1, "A Pớt", **first), bearer(2, "A Pớt", **second), LINES)
    assert found.strong == bool(told)
    assert found.why[2:] == ((told,) if told else ())


@pytest.mark.parametrize(
    ("first", "second"),
    [({"birth_year": 1980}, {"birth_year": 1981}), ({"staff_code": "CB01"}, {"staff_code": "CB02"}),
     ({"subject": GROUP}, {"subject": "household"})],
)  # fmt: skip
def test_what_differs_rules_out(first, second):
    assert compare(bearer(1, "A Pớt", **first), bearer(2, "A Pớt", **second), LINES) is None


def test_one_code_of_staff_joins_over_units_and_one_year_of_birth_forgives_a_slip():
    moved = [bearer(1, "Nguyễn Thị Phương", OTHER, staff_code="CB7"), bearer(2, "Nguyễn Thị Phương", staff_code="CB7")]
    assert compare(*moved, LINES).why == ("cùng tên", "khác đơn vị", "cùng mã cán bộ CB7")
    slip = [bearer(1, "Nguyễn Thị Phương", birth_year=1990), bearer(2, "Nguyễn Thị Phươg", birth_year=1990)]
    assert compare(*slip, LINES).why[0] == "tên lệch một chữ cái"
    assert likely_pairs(slip, LINES)


def test_a_circle_of_successors_ends():
    assert Lines({1: 2, 2: 1}).after(1) == [1, 2]


@PATIENT
@given(NAMES, st.sampled_from(["NFC", "NFD", "NFKD"]), st.booleans(), st.integers(1, 4))
def test_form_case_and_spaces_never_matter(name, form, upper, spaces):
    written = unicodedata.normalize(form, name.upper() if upper else name).replace(" ", " " * spaces)
    assert plain(written) == plain(name)
    assert pair(name, written).why == ("cùng tên", "cùng đơn vị")


@PATIENT
@given(
    NAMES, NAMES, st.sampled_from([PERSON, GROUP]), st.sampled_from([OLD, NEW, OTHER]), st.sampled_from([None, 1980])
)
def test_it_is_the_same_from_both_sides(one, other, subject, unit, year):
    first, second = bearer(1, one, unit, subject, birth_year=year), bearer(2, other, NEW, subject, birth_year=1980)
    assert compare(first, second, LINES) == compare(second, first, LINES)


@PATIENT
@given(st.lists(NAMES, max_size=8))
def test_blocks_lose_no_pair(names):
    rows = [bearer(pk, name, birth_year=1980) for pk, name in enumerate(names, 1)]
    every = {(a.pk, b.pk) for a in rows for b in rows if a.pk < b.pk and compare(a, b, LINES)}
    assert {(one.first, one.second) for one in likely_pairs(rows, LINES)} == every


def test_the_table_of_abbreviations_binds_what_it_names():
    table = abbreviations()
    assert table["tt",][0].readings == {"thi tran", "trung tam"}
    assert [word.stem for word in table["ubnd",]] == ["uy", "ban", "nhan", "dan"]
    assert table["ttyt",][0] == table["trung", "tam"][0]


def test_each_meets_only_those_of_its_blocks():
    """20,000 honorees of 200 units would be two hundred million pairs; what is compared stays near their number."""
    chance = Random(7)  # noqa: S311 - made-up names
    rows = [
        bearer(pk, " ".join(chance.choices(PARTS, k=4)), chance.randrange(200), birth_year=chance.randrange(1960, 2000))
        for pk in range(1, 20001)
    ]
    compared = sum(len(block) * (len(block) - 1) // 2 for block in _blocks(rows, Lines({})))
    assert 0 < compared < len(rows)
