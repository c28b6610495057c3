"""Every fault that a list can have, each named by its row, its column and what to do."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from awards.models import HeldAward, Honoree, Rating
from tests.awards.imports.lists import accept, kept, said
from thidua.errors import Refused
from units.models import Unit, UnitAlias

pytestmark = pytest.mark.django_db
LONG = "a" * 301

AWARD_FAULTS = {
    # what stands in the row: (heading of the column, words of the message)
    "no name": ({"name": ""}, "Họ và tên", "Thiếu họ tên"),
    "a number for a name": ({"name": "12345"}, "Họ và tên", "phải có chữ"),
    "a name in an old font": ({"name": "NguyÔn V¨n §øc H¶i"}, "Họ và tên", "phông cũ"),
    "a name too long": ({"name": "An " * 70}, "Họ và tên", "nhiều nhất 200"),
    "a strange subject": ({"subject": "Doanh trại"}, "Đối tượng", "cá nhân, tập thể, hộ gia đình"),
    "nobody says who": (
        {"subject": "", "birth_year": "", "sex": "", "award": "Giấy khen"}, "Đối tượng", "Thiếu đối tượng",
    ),
    "no unit": ({"unit": ""}, "Đơn vị", "Thiếu đơn vị"),
    "a unit that is none": ({"unit": "Sở Phép thuật"}, "Đơn vị", "Không có đơn vị"),
    "a unit nearly right": ({"unit": "Sở Y tê tỉnh"}, "Đơn vị", "Không có đơn vị"),
    "a unit misspelt": ({"unit": "Huyện Đắc Hà"}, "Đơn vị", "Có phải “Huyện Đắk Hà”?"),
    "a position too long": ({"position": LONG}, "Chức vụ", "nhiều nhất 200"),
    "a birth year of two figures": ({"birth_year": "85"}, "Năm sinh", "không phải năm sinh"),
    "a birth year in words": ({"birth_year": "không rõ"}, "Năm sinh", "ghi bốn chữ số"),
    "born long ago": ({"birth_year": 1850}, "Năm sinh", "không hợp lý"),
    "too old": ({"birth_year": 1905}, "Năm sinh", "đã 119 tuổi"),
    "too young": ({"birth_year": 2022}, "Năm sinh", "mới 2 tuổi"),
    "born after the decision": ({"birth_year": 2030}, "Năm sinh", "mới -6 tuổi"),
    "a sex that is none": ({"sex": "Khác"}, "Giới tính", "Nam, Nữ"),
    "a collective that was born": (
        {"subject": "Tập thể", "award": "Tập thể lao động tiên tiến", "sex": ""}, "Năm sinh", "không ghi năm sinh",
    ),
    "a collective with a sex": (
        {"subject": "Tập thể", "award": "Tập thể lao động tiên tiến", "birth_year": ""}, "Giới tính", "không ghi",
    ),
    "no award": ({"award": ""}, "Danh hiệu, hình thức", "Thiếu danh hiệu"),
    "an award that is none": ({"award": "Siêu sao"}, "Danh hiệu, hình thức", "trong danh mục"),
    "bằng khen of whom": ({"award": "Bằng khen"}, "Danh hiệu, hình thức", "Ghi rõ"),
    "chiến sĩ thi đua of where": ({"award": "CSTĐ"}, "Danh hiệu, hình thức", "Ghi rõ"),
    "huân chương without its class": ({"award": "Huân chương Lao động"}, "Danh hiệu, hình thức", "Ghi rõ"),
    "a person given what collectives get": (
        {"award": "Tập thể lao động xuất sắc"}, "Danh hiệu, hình thức", "không tặng cá nhân",
    ),
    "a collective given what persons get": (
        {"subject": "Tập thể", "birth_year": "", "sex": ""}, "Danh hiệu, hình thức", "không tặng tập thể",
    ),
    "the same before the law of 2022": (
        {"subject": "Tập thể", "birth_year": "", "sex": "", "year": 2019, "date": "05/01/2020"},
        "Danh hiệu, hình thức", "không tặng tập thể",
    ),
    "an occasion that is none": ({"occasion": "Sinh nhật"}, "Loại hình", "công trạng"),
    "no year": ({"year": ""}, "Năm", "Thiếu năm"),
    "a year in words": ({"year": "năm ngoái"}, "Năm", "không phải một năm"),
    "a year of before": ({"year": 1890}, "Năm", "quá sớm"),
    "a school year of three years": ({"year": "2020-2022"}, "Năm", "hai năm liền nhau"),
    "a year to come": ({"year": 2031}, "Năm", "chưa tới"),
    "a year after the decision": ({"year": 2024, "date": "05/11/2023"}, "Năm", "sau ngày văn bản"),
    "a school year of one year": ({"term": "Năm học"}, "Năm", "ghi cả hai năm"),
    "a school year called a working year": (
        {"year": "2022-2023", "term": "Năm công tác"}, "Loại kỳ", "sửa một trong hai",
    ),
    "a term that is none": ({"term": "Nhiệm kỳ"}, "Loại kỳ", "năm công tác, năm học"),
    "no number": ({"number": ""}, "Số quyết định", "Thiếu số quyết định"),
    "a number without figures": ({"number": "QĐ-UBND"}, "Số quyết định", "không có số"),
    "a day for a number": ({"number": "05/01/2024"}, "Số quyết định", "là ngày"),
    "a number too long": ({"number": "1" * 61}, "Số quyết định", "nhiều nhất 60"),
    "no date": ({"date": ""}, "Ngày quyết định", "Thiếu ngày"),
    "a date in words": ({"date": "đầu năm"}, "Ngày quyết định", "không phải một ngày"),
    "a month of the other order": ({"date": "12/25/2023"}, "Ngày quyết định", "Không có tháng 25"),
    "a day that is none": ({"date": "31/02/2023"}, "Ngày quyết định", "không có ngày 31"),
    "a year of two figures": ({"date": "05/01/24"}, "Ngày quyết định", "bốn chữ số"),
    "Excel's own count": ({"date": 45296}, "Ngày quyết định", "số đếm ngày của Excel"),
    "a day to come": ({"date": "05/01/2025"}, "Ngày quyết định", "sau hôm nay"),
    "a day of before": ({"date": "05/01/1925", "year": 1950}, "Ngày quyết định", "quá sớm"),
    "no issuer": ({"issuer": ""}, "Cơ quan ban hành", "Thiếu cơ quan"),
    "an issuer too long": ({"issuer": LONG}, "Cơ quan ban hành", "nhiều nhất 200"),
    "a note too long": ({"note": LONG}, "Ghi chú", "nhiều nhất 300"),
    "a cell at fault": ({"position": "#REF!"}, "Chức vụ", "báo lỗi"),
    "a formula never reckoned": ({"position": "=A1&B1"}, "Chức vụ", "công thức chưa có kết quả"),
}  # fmt: skip
RATING_FAULTS = {
    "no grade": ({"grade": ""}, "Xếp loại", "Thiếu mức xếp loại"),
    "a grade that is none": ({"grade": "Khá"}, "Xếp loại", "hoàn thành tốt nhiệm vụ"),
    "a household": ({"subject": "Hộ gia đình", "birth_year": ""}, "Đối tượng", "không có kết quả xếp loại"),
    "nobody says who": ({"subject": "", "birth_year": ""}, "Đối tượng", "Thiếu đối tượng"),
    "a paper without figures": ({"number": "TB"}, "Số văn bản", "không có số"),
}
ALL_FAULTS = [("awards", *fault) for fault in AWARD_FAULTS.values()]
ALL_FAULTS += [("ratings", *fault) for fault in RATING_FAULTS.values()]
NAMES = [*AWARD_FAULTS, *(f"rating: {name}" for name in RATING_FAULTS)]


@pytest.mark.parametrize(("kind", "row", "heading", "words"), ALL_FAULTS, ids=NAMES)
def test_a_planted_fault_is_named_and_the_row_beside_it_is_sound(catalogue, kind, row, heading, words):
    batch = kept(catalogue, [{"name": "Trần Văn Bình"}, row], kind=kind)
    found = said(batch)
    assert (3, heading) in {(number, title) for number, title, _ in found}, found
    assert any(words in message for _, title, message in found if title == heading), found
    assert {number for number, *_ in found} == {3}
    assert (batch.n_rows, batch.n_new, batch.n_faulty) == (2, 1, 1)


def test_all_faults_of_a_row_are_told_at_once(catalogue):
    batch = kept(catalogue, [{"birth_year": "x", "sex": "y", "date": "z", "award": "?"}])
    assert [title for _, title, _ in said(batch)] == [
        "Năm sinh", "Giới tính", "Danh hiệu, hình thức", "Ngày quyết định",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        {"award": "LĐTT"},
        {"award": "lao dong tien tien"},
        {"award": "Danh hiệu Lao động tiên tiến"},
        {"award": "Chiến sỹ thi đua cơ sở"},
        {"award": "CSTĐCS"},
        {"award": "Bằng khen của UBND tỉnh"},
        {"award": "Bằng khen TTg"},
        {"award": "Giấy khen của Giám đốc Sở Y tế"},
        {"award": "Huân chương Lao động hạng III"},
        {"award": "BK_TINH"},
        {"unit": "SYT"},
        {"unit": "UBND huyện Đắk Hà"},
        {"unit": "xã đăk mar"},
        {"unit": "Xã Đắk Mar, huyện Đắk Hà"},
        {"unit": "  Sở   Y tế "},
        {"birth_year": "12/03/1985"},
        {"date": "2024-01-05"},
        {"date": "5.1.2024"},
        {"date": "ngày 05 tháng 01 năm 2024"},
        {"date": dt.date(2024, 1, 5)},
        {"year": "2022-2023"},
        {"year": "Năm 2023"},
        {"number": "Số: 123/QĐ-SYT"},
        {"subject": "CN"},
        {"subject": ""},
        {"occasion": ""},
        {"note": "có ghi chú"},
    ],
    ids=str,
)
def test_what_people_really_write_is_understood(catalogue, row):
    batch = kept(catalogue, [row])
    assert said(batch) == []
    assert batch.n_new == 1


# ---- units in time ---------------------------------------------------------------------------------------------------


@pytest.fixture
def merged_commune(catalogue):
    """Xã Đắk Mar ends on 30/06/2024; Xã Đắk Hà Mới takes its place."""
    heir = Unit.objects.create(
        code="MOI", name="Xã Đắk Hà Mới", short_name="Đắk Hà Mới", authority="UBND xã Đắk Hà Mới", kind="xa",
        valid_from=dt.date(2024, 7, 1),
    )  # fmt: skip
    old = catalogue.units["C23512"]
    old.valid_to, old.successor = dt.date(2024, 6, 30), heir
    old.save()
    return heir


def test_a_unit_that_has_ended_is_named_with_its_heir(merged_commune, catalogue):
    batch = kept(catalogue, [{"unit": "Xã Đắk Mar", "date": "05/08/2024"}])
    [(_, title, message)] = said(batch)
    assert title == "Đơn vị"
    assert "kết thúc ngày 30/06/2024" in message
    assert "Xã Đắk Hà Mới" in message


def test_a_unit_that_was_not_yet_is_refused(merged_commune, catalogue):
    batch = kept(catalogue, [{"unit": "Xã Đắk Hà Mới"}])
    [(_, _, message)] = said(batch)
    assert "chỉ có từ ngày 01/07/2024" in message


def test_the_record_is_kept_where_the_unit_has_gone(merged_commune, catalogue):
    accept(catalogue, kept(catalogue, [{"unit": "Xã Đắk Mar"}]))
    honoree = Honoree.objects.get()
    assert honoree.unit == merged_commune
    service = honoree.services.get()
    assert (service.unit, service.valid_to) == (catalogue.units["C23512"], dt.date(2024, 6, 30))


def test_an_alias_names_its_unit(catalogue):
    UnitAlias.objects.create(unit=catalogue.units["SYT"], name="Ngành Y tế", source="thử")
    assert said(kept(catalogue, [{"unit": "ngành y tế"}])) == []


def test_two_units_of_one_name_are_asked_for_the_code(catalogue):
    Unit.objects.create(code="X2", name="Sở Y tế", short_name="SYT2", authority="Sở Y tế", kind="so_ban_nganh")
    [(_, _, message)] = said(kept(catalogue, [{}]))
    assert "Có 2 đơn vị" in message
    assert "SYT, X2" in message


# ---- whose rows ------------------------------------------------------------------------------------------------------


def test_a_unit_brings_its_own_rows_only(catalogue):
    batch = kept(catalogue, [{"unit": "Xã Đắk Mar"}, {"unit": ""}, {"unit": "Sở Y tế", "name": "B"}], by="canbo_dakha")
    [(row, title, message)] = said(batch)
    assert (row, title) == (4, "Đơn vị")
    assert "không thuộc đơn vị nhập danh sách" in message
    assert batch.n_new == 2


def test_who_brings_no_lists_is_refused(catalogue):
    with pytest.raises(PermissionDenied):
        kept(catalogue, [{}], by="lanhdao")


# ---- rows against each other -----------------------------------------------------------------------------------------


def test_the_same_row_twice_names_the_first(catalogue):
    batch = kept(catalogue, [{}, {"name": "Lê Văn C"}, {"number": "0123/QĐ - SYT"}])
    assert said(batch) == [(4, "Họ và tên", "Trùng dòng 2; chỉ giữ một dòng.")]


def test_a_title_twice_in_a_year_names_the_first(catalogue):
    batch = kept(catalogue, [{}, {"number": "9/QĐ-SYT"}])
    [(row, title, message)] = said(batch)
    assert (row, title) == (3, "Năm")
    assert "Dòng 2 đã có danh hiệu này" in message


def test_a_form_may_be_given_twice_in_a_year(catalogue):
    batch = kept(catalogue, [{"award": "Giấy khen"}, {"award": "Giấy khen", "number": "9/QĐ-SYT"}])
    assert said(batch) == []


def test_one_paper_has_one_day(catalogue):
    batch = kept(catalogue, [{}, {"name": "Lê Văn C", "date": "06/01/2024"}])
    [(row, title, message)] = said(batch)
    assert (row, title) == (3, "Ngày quyết định")
    assert "dòng 2 ghi ngày 05/01/2024" in message


def test_two_ratings_of_a_year_are_one_too_many(catalogue):
    batch = kept(catalogue, [{}, {"grade": "Hoàn thành nhiệm vụ"}], kind="ratings")
    assert said(batch) == [(3, "Họ và tên", "Trùng dòng 2: mỗi năm một kết quả xếp loại.")]


# ---- rows against the register ---------------------------------------------------------------------------------------


def test_what_is_stored_already_is_named_and_not_written_again(catalogue):
    accept(catalogue, kept(catalogue, [{}]))
    batch = kept(catalogue, [{}, {"name": "Lê Văn C"}])
    assert (batch.n_known, batch.n_new) == (1, 1)
    assert batch.outcome["known"][0]["stored"] == "Đã có: QĐ 123/QĐ-SYT ngày 05/01/2024"
    accept(catalogue, batch)
    assert HeldAward.objects.count() == 2


def test_a_list_of_nothing_new_is_refused(catalogue):
    accept(catalogue, kept(catalogue, [{}]))
    batch = kept(catalogue, [{"note": "khác"}])
    with pytest.raises(Refused, match="Không có dòng nào mới"):
        accept(catalogue, batch)


def test_a_title_of_the_year_by_another_paper_is_a_fault(catalogue):
    accept(catalogue, kept(catalogue, [{}]))
    [(_, title, message)] = said(kept(catalogue, [{"number": "77/QĐ-SYT"}]))
    assert title == "Năm"
    assert "Đã có: QĐ 123/QĐ-SYT ngày 05/01/2024" in message


def test_ratings_are_kept_and_another_one_is_told(catalogue):
    accept(catalogue, kept(catalogue, [{}], kind="ratings"), by="chuyenvien")
    rating = Rating.objects.get()
    assert (rating.grade, rating.year, rating.paper_number) == ("good", 2023, "45/TB-SYT")
    again = kept(catalogue, [{"note": "", "issuer": "Khác"}], kind="ratings")
    assert (again.n_known, again.n_faulty) == (1, 0)
    [(_, title, message)] = said(kept(catalogue, [{"grade": "HTXSNV"}], kind="ratings"))
    assert title == "Xếp loại"
    assert "Hoàn thành tốt nhiệm vụ" in message
