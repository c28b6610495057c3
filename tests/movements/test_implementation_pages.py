"""The pages of sổ triển khai."""

import datetime as dt

import pytest

from movements.models import Activity
from tests.factories import PointFactory
from tests.scene import pdf_upload
from units.models import Attachment

TYPED = {
    "on": "03/12/2024", "title": "Quán triệt Chỉ thị", "place": "Hội trường Sở", "attendances": "1.250", "link": "",
    "movement": "", "version": "0",
}  # fmt: skip


@pytest.fixture
def point(world):
    return PointFactory(code="1")


@pytest.fixture
def officer(client, world):
    client.force_login(world.canbo)
    return client


def rows(world, n):
    return [
        Activity.objects.create(
            unit=world.units["SNNPTNT"], kind="conference", on=dt.date(2024, 12, day + 1), title=f"Lớp {day}",
            attendances=10,
        )
        for day in range(n)
    ]  # fmt: skip


def test_a_conference_is_written_and_read(officer, point):
    page = officer.post("/trien-khai/them/conference/", TYPED | {"points": [point.pk]}, follow=True)
    assert Activity.objects.get().attendances == 1250
    for words in ("Quán triệt Chỉ thị", "Hội trường Sở", "1.250", "tính vào quý IV năm 2024"):
        assert words in page.content.decode()


@pytest.mark.parametrize(
    ("box", "typed", "says"),
    [
        ("attendances", "1,250", "một nghìn hai trăm năm mươi"),
        ("attendances", "nhiều", "không phải là một số"),
        ("attendances", "-3", "Số lượt người từ 0"),
        ("on", "12/31/2024", "ngày"),
        ("title", "", "Trường này"),
        ("link", "trang của tỉnh", "Ghi địa chỉ đầy đủ"),
    ],
)
def test_what_cannot_be_read_stays_in_its_box(officer, point, box, typed, says):
    response = officer.post("/trien-khai/them/conference/", TYPED | {"points": [point.pk], box: typed})
    assert response.status_code == 422
    text = response.content.decode()
    assert says.lower() in text.lower()
    assert "Hội trường Sở" in text
    assert not Activity.objects.exists()


def test_an_unknown_kind_is_not_there(officer):
    assert officer.get("/trien-khai/them/khac/").status_code == 404


def test_the_second_sees_what_the_first_has_saved(officer, world, point):
    row = rows(world, 1)[0]
    row.points.set([point])
    typed = TYPED | {"points": [point.pk], "version": "1"}
    officer.post(f"/trien-khai/{row.pk}/sua/", typed | {"title": "Của người trước"})
    response = officer.post(f"/trien-khai/{row.pk}/sua/", typed | {"title": "Của người sau"})
    text = response.content.decode()
    assert response.status_code == 422
    assert "Của người trước" in text
    assert "Của người sau" in text
    officer.post(f"/trien-khai/{row.pk}/sua/", typed | {"title": "Của người sau", "version": "2"})
    assert Activity.objects.get().title == "Của người sau"


def test_files_come_and_go(officer, world):
    row = rows(world, 1)[0]
    officer.post(f"/trien-khai/{row.pk}/tep/", {"file": pdf_upload("Biên bản.pdf")})
    file = Attachment.objects.get()
    assert "Biên bản.pdf" in officer.get(f"/trien-khai/{row.pk}/").content.decode()
    officer.post(f"/trien-khai/{row.pk}/tep/{file.pk}/go/")
    assert "Biên bản.pdf" not in officer.get(f"/trien-khai/{row.pk}/").content.decode().split("Diễn biến")[0]


def test_a_withdrawn_row_leaves_the_list_and_is_found_among_the_withdrawn(officer, world):
    row = rows(world, 1)[0]
    officer.post(f"/trien-khai/{row.pk}/rut/", {"note": "Ghi nhầm"})
    assert "Lớp 0" not in officer.get("/trien-khai/").content.decode()
    assert "Đã rút" in officer.get("/trien-khai/?trang-thai=rut").content.decode()


@pytest.mark.parametrize("address", ["?ky=khong", "?ky=2024-9", "?ky=9999", "?don-vi=x", "?loai=x", "?trang=x"])
def test_nonsense_in_the_address_shows_the_running_year(officer, world, address):
    rows(world, 1)
    assert "Lớp 0" in officer.get(f"/trien-khai/{address}").content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_queries_do_not_grow(officer, world, django_assert_num_queries, n):
    rows(world, n)
    officer.get("/trien-khai/")
    with django_assert_num_queries(9):
        officer.get("/trien-khai/")
