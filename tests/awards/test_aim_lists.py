"""Titles aimed for, from the Excel list that the unit keeps: all of it or nothing, every wrong cell named."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from awards.models import TitleAim
from tests.awards.scene import load_law
from tests.factories import RegistrationFactory, TermFactory
from thidua.models import Event

pytestmark = pytest.mark.django_db
HEADINGS = ["STT", "Tên gọi", "Tên tập thể/cá nhân/hộ", "Chức vụ", "Danh hiệu/Hình thức", "Giới tính", "Ngày sinh"]
GOOD = [
    [1, "Ông", "A Pớt", "Trạm trưởng", "Chiến sĩ thi đua cơ sở", "Nam", "05/01/1985"],
    [2, "Bà", "Y Ngọc", "", "Không đăng ký", "Nữ", ""],
    [3, "Tập thể", "Hạt Kiểm lâm Đắk Hà", "", "Tập thể lao động xuất sắc", "", ""],
]


@pytest.fixture
def registration(world):
    load_law()
    return RegistrationFactory(
        unit=world.units["SNNPTNT"], term=TermFactory(year=2025), receiver=world.units["SNV"], state="draft"
    )


def book(rows, *, above=()):
    made = Workbook()
    for row in (*above, HEADINGS, *rows):
        made.active.append(row)
    target = io.BytesIO()
    made.save(target)
    return SimpleUploadedFile("danh-sach.xlsx", target.getvalue())


@pytest.fixture
def send(client, world, registration):
    def post(file, who="canbo"):
        client.force_login(world.people[who])
        return client.post(reverse("aims:aim_upload", args=[registration.pk]), {"file": file} if file else {})

    return post


def test_a_whole_list_is_added_once(send, registration):
    above = [["SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN"], [], ["DANH SÁCH ĐĂNG KÝ"]]
    assert send(book(GOOD, above=above)).status_code == 302
    rows = list(TitleAim.objects.order_by("order"))
    assert [(row.subject, row.name, row.award and row.award.code) for row in rows] == [
        ("person", "A Pớt", "CSTDCS"), ("person", "Y Ngọc", None), ("collective", "Hạt Kiểm lâm Đắk Hà", "TTLDXS"),
    ]  # fmt: skip
    assert (rows[0].female, str(rows[0].born_on), rows[0].position) == (False, "1985-01-05", "Trạm trưởng")
    send(book(GOOD))  # the same list again: nobody stands twice
    assert TitleAim.objects.count() == 3
    notes = Event.objects.filter(label="Thêm danh hiệu đăng ký").values_list("note", flat=True)
    assert sorted(notes) == ["0 dòng từ tệp “danh-sach.xlsx”", "3 dòng từ tệp “danh-sach.xlsx”"]


def test_one_wrong_cell_and_nothing_is_written(send):
    wrong = [
        [4, "Cá nhân", "Trần Bình", "", "Tập thể lao động xuất sắc", "Nam", ""],
        [5, "Cái gì", "Lê An", "", "", "", ""],
        [6, "", "Y Khiên", "", "Huân chương Sao Băng", "khác", "31/02/1990"],
    ]
    answer = send(book([*GOOD, *wrong]))
    assert answer.status_code == 422 and not TitleAim.objects.exists()
    places = ("Dòng 5, cột E", "Dòng 6, cột B", "Dòng 7, cột E")
    reasons = ("không dành cho cá nhân", "không có trong danh mục", "Ghi Nam hoặc Nữ.", "3 dòng đọc được")
    assert [words for words in (*places, *reasons) if words not in answer.text] == []


def test_a_day_that_does_not_exist_is_named(send):
    answer = send(book([[1, "", "Y Khiên", "", "", "Nữ", "31/02/1990"]]))
    assert answer.status_code == 422 and "cột G" in answer.text and "31/02/1990" in answer.text


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (None, "Chọn một tệp."),
        (SimpleUploadedFile("a.xlsx", b"%PDF-1.4"), "a.xlsx"),
        (SimpleUploadedFile("a.csv", "Tên,Tuổi\nA,1".encode()), "Không tìm thấy hàng tiêu đề"),
        (SimpleUploadedFile("a.csv", "Họ tên,Danh hiệu\n".encode()), "không có dòng nào"),
    ],
)
def test_what_is_no_list_is_said(send, file, words):
    answer = send(file)
    assert answer.status_code == 422 and words in answer.text and not TitleAim.objects.exists()


def test_who_may_not(send, world, registration):
    assert send(book(GOOD), "thutruong").status_code == 403
    assert send(book(GOOD), "canbo_khac").status_code == 404
    registration.state = "submitted"
    registration.save(update_fields=["state"])
    assert send(book(GOOD)).status_code == 403 and not TitleAim.objects.exists()


def test_the_template_comes_back_as_it_was_filled_in(client, send, registration, world):
    client.force_login(world.canbo)
    made = client.get(reverse("aims:aim_template", args=[registration.pk]))
    filled = load_workbook(io.BytesIO(made.content))
    for column, value in ((1, "Tập thể"), (2, "Phòng Tổng hợp"), (3, "Tập thể lao động xuất sắc"), (4, "Doanh nghiệp")):
        filled["Danh sách"].cell(2, column, value)
    target = io.BytesIO()
    filled.save(target)
    assert send(SimpleUploadedFile("mau.xlsx", target.getvalue())).status_code == 302
    (row,) = TitleAim.objects.all()
    assert (row.subject, row.group, row.award.code) == ("collective", "doanh_nghiep", "TTLDXS")
