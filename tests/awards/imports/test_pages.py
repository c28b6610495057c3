"""The wizard as people meet it: send, look, choose, accept, read what came of it."""

import io

import pytest
from openpyxl import load_workbook

from awards.models import HeldAward, ImportBatch
from tests.awards.imports.lists import kept, sent, table, xlsx
from tests.awards.scene import honoree

pytestmark = pytest.mark.django_db
HOME = "/doi-tuong/nhap-danh-sach/"


@pytest.fixture
def officer(client, catalogue):
    client.force_login(catalogue.chuyenvien)
    return client


def send(client, rows, kind="awards", name="danh-sach.xlsx"):
    return client.post(HOME, {"kind": kind, "file": sent(xlsx(table(rows, kind)), name)})


def text_of(response):
    return response.content.decode()


def test_the_way_from_upload_to_the_register(officer):
    response = send(officer, [{}, {"name": "Trần Văn Bình"}])
    page = officer.get(response.url)
    assert "2</h2>" not in text_of(page)
    assert "2 dòng mới" in text_of(page)
    assert HeldAward.objects.count() == 0
    batch = ImportBatch.objects.get()
    done = officer.post(f"{response.url}nhap/", {"version": batch.version}, follow=True)
    assert "Đã ghi 2 dòng, thêm 2 đối tượng" in text_of(done)
    assert f"/doi-tuong/{HeldAward.objects.first().honoree_id}/" in text_of(done)
    assert "danh-sach.xlsx" in text_of(officer.get(HOME))


def test_a_file_that_is_no_list_says_why_and_keeps_the_choice(officer):
    response = officer.post(HOME, {"kind": "ratings", "file": sent(b"%PDF-1.4", "a.pdf")})
    assert response.status_code == 422
    assert "không phải tệp Excel" in text_of(response)
    assert 'value="ratings" id="id_kind_1" class="form-check-input" checked' in text_of(
        response
    ) or "checked" in text_of(response)
    assert officer.post(HOME, {}).status_code == 422


def test_faults_are_shown_with_row_and_column_and_in_the_copy(officer):
    response = send(officer, [{}, {"name": "B", "date": "31/02/2023"}])
    page = text_of(officer.get(response.url))
    assert "Dòng 3, cột M" in page
    assert "không có ngày 31" in page
    assert "Chỉ nhập các dòng đúng" in page
    copy = officer.get(f"{response.url}loi/")
    assert "attachment" in copy["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(copy.content)).active
    assert sheet.cell(3, 16).value == "M3: Tháng 2/2023 không có ngày 31."
    officer.post(f"{response.url}nhap/", {"version": 1, "cach": "dong-dung"})
    assert "1 dòng có lỗi để lại" in text_of(officer.get(response.url))


def test_who_is_meant_is_chosen_on_the_page(officer, catalogue):
    one = honoree(catalogue.units["SYT"], "Nguyễn Thị Thành")
    response = send(officer, [{}])
    assert "1 đối tượng chưa rõ là ai" in text_of(officer.get(response.url))
    nothing = officer.post(f"{response.url}chon/", {}, follow=True)
    assert "Chưa chọn đối tượng nào" in text_of(nothing)
    [question] = ImportBatch.objects.get().outcome["questions"]
    officer.post(f"{response.url}chon/", {f"ai-{question['key']}": str(one.pk)})
    officer.post(f"{response.url}nhap/", {"version": 2})
    assert HeldAward.objects.get().honoree == one


def test_the_same_file_twice_is_told(officer):
    data = xlsx(table([{}]))
    first = officer.post(HOME, {"kind": "awards", "file": sent(data)})
    officer.post(f"{first.url}nhap/", {"version": 1})
    again = officer.post(HOME, {"kind": "awards", "file": sent(data)})
    page = text_of(officer.get(again.url))
    assert "Chính tệp này đã được nhập" in page
    assert "Đã có: QĐ 123/QĐ-SYT ngày 05/01/2024" in page
    assert "Không có dòng nào mới để nhập." in page


def test_a_list_is_dropped(officer):
    response = send(officer, [{}])
    page = officer.post(f"{response.url}bo/", follow=True)
    assert "Danh sách đã bỏ" in text_of(page)
    assert officer.get(f"{response.url}loi/").status_code == 404
    assert officer.post(f"{response.url}nhap/", {"version": 1}, follow=True).status_code == 200
    assert HeldAward.objects.count() == 0


@pytest.mark.parametrize("kind", ["awards", "ratings"])
def test_the_template_names_units_and_awards(officer, kind):
    response = officer.get(f"{HOME}mau/{kind}.xlsx")
    lists = load_workbook(io.BytesIO(response.content))["Danh mục"]
    assert "Lao động tiên tiến" in {cell.value for cell in lists["B"]}
    assert "Xã Đắk Mar" in {cell.value for cell in lists["D"]}


def test_a_unit_gets_its_own_units_in_the_template(client, catalogue):
    client.force_login(catalogue.canbo_dakha)
    lists = load_workbook(io.BytesIO(client.get(f"{HOME}mau/awards.xlsx").content))["Danh mục"]
    assert {cell.value for cell in lists["D"]} - {None} == {"Tên nơi", "Huyện Đắk Hà", "Xã Đắk Mar", "Thị trấn Đắk Hà"}


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_of_the_list(officer, catalogue, rows, django_assert_num_queries):
    for number in range(rows):
        kept(catalogue, [{"note": str(number)}])
    officer.get(HOME)
    with django_assert_num_queries(7):
        officer.get(HOME)
