"""The rest of the walk in real Chromium, at both sizes: registration, nomination to decision, typical models."""

import datetime as dt
import re

import pytest

from awards.models import Decision, Dossier, TypicalModel
from movements.models import Period, Registration, Target
from units.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
both_sizes = pytest.mark.parametrize("size", ["1366", "390"])
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"
SPRING = dt.datetime(2025, 4, 1, 1, tzinfo=dt.UTC)  # the first quarter of the registered year is over
DOSSIER_TITLE = "Thành tích hiến đất làm đường ở ba xã năm 2024"
PERSON, COLLECTIVE = "Rơ Châm Thảo Vy", "Tổ khuyến nông xã Đắk Mar"
AWARD = "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh"
MODEL = "Tổ hợp tác trồng mắc ca xen cà phê ở thôn Kon Klốc"
STORY = "Hai mươi hộ góp đất, cùng ghi sổ tưới và bón; năng suất tăng 18 % sau hai vụ, chi phí nước giảm một phần ba."


def take(visitor, url, label):
    """Opens what lies on this person's desk and presses one plain step."""
    visitor.page.goto(url)
    return visitor.press(label).sees(f"Đã ghi nhận: {label}.")


def sign(visitor, label, **boxes):
    """A step with a page of its own: the link, the boxes by their labels, the button; `file` is the signed PDF."""
    visitor.press(label)
    attach(visitor, "Bản đã ký", boxes.pop("file"))
    for name, typed in boxes.items():
        visitor.page.locator(f"[name={name}]").fill(typed)
    if (confirmed := visitor.page.locator("[name=confirmed]")).count():  # the head answers for what the dossier says
        confirmed.check()
    return visitor.press(label).sees(f"Đã ghi nhận: {label}.")


def attach(visitor, label, name):
    visitor.page.get_by_label(label).set_input_files({"name": name, "mimeType": "application/pdf", "buffer": PDF})


# --- Registration -----------------------------------------------------------------------------------------------------


def register(officer):
    """Two movements' commitments, a target to reach and a range; one box is wrong first, and nothing typed is lost."""
    page = officer.page
    page.goto("/dang-ky/")
    officer.press("Bắt đầu đăng ký").sees("Phong trào tham gia")
    boxes = page.locator("textarea[name^='ck-']")
    boxes.nth(0).fill("Trồng mới 500 ha rừng ở ba huyện, sơ kết tháng 7.")
    boxes.nth(1).fill("Mỗi phòng nhận một việc cải cách hành chính, xong trước tháng 9.")
    aim(page, "D2-33", "ge", "bảy trăm")
    save_registration(officer).sees("Còn chỗ cần xem lại")
    assert page.input_value("#D2-33") == "bảy trăm"
    assert "500 ha" in boxes.nth(0).input_value()
    aim(page, "D2-33", "ge", "500")
    aim(page, "D2-34", "range", "10", "20")
    save_registration(officer).sees("Đã lưu lúc")


def aim(page, anchor, comparison, value, upper=""):
    page.locator(f"[name='ss-{anchor}']").select_option(comparison)
    page.locator(f"#{anchor}").fill(value)
    page.locator(f"[name='den-{anchor}']").fill(upper)


def save_registration(officer):
    officer.page.locator(".save-bar button[value=luu]").click()
    officer.page.wait_for_load_state()
    return officer


def hand_in(visit, size):
    """Registered by the officer, signed by the head; the registration's address."""
    officer = visit("canbo", size)
    register(officer)
    officer.picture("registration").press("Trình thủ trưởng").sees("Chờ thủ trưởng ký")
    registration = Registration.objects.get(unit__code="SNNPTNT", term__year=2025)
    url = f"/dang-ky/{registration.pk}/"
    take(visit("thutruong", size), url, "Ký và gửi").sees("Gửi đúng hạn")
    return url


@both_sizes
def test_a_registered_target_stands_beside_the_box(visit, office, size):
    url = hand_in(visit, size)
    officer = visit("canbo", size)
    home_affairs = visit("chuyenvien", size)
    home_affairs.page.goto(url)
    home_affairs.sees("Trồng mới 500 ha rừng").press("Trả lại")
    home_affairs.page.get_by_label("Lý do").select_option(index=1)
    home_affairs.page.get_by_label("Ghi rõ").fill("Ghi rõ huyện nào trồng bao nhiêu ha.")
    home_affairs.press("Trả lại").sees("Đã ghi nhận: Trả lại.")
    officer.page.goto(url)
    officer.sees("Ghi rõ huyện nào trồng bao nhiêu ha.").press("Trình thủ trưởng").sees("Chờ thủ trưởng ký")
    take(visit("thutruong", size), url, "Ký và gửi")
    take(home_affairs, url, "Tiếp nhận")
    target = Target.objects.get(unit__code="SNNPTNT", indicator__code="D2.33", year_from=2025)
    assert (target.comparison, target.value) == ("ge", 500 * 10**target.indicator.decimals)

    office(SPRING)
    quarter = Period.objects.get(kind="quarter", year=2025, index=1, basis="nd09")
    officer.page.goto("/")
    officer.page.locator(f"form[action='/ket-qua/bat-dau/{quarter.pk}/'] button").click()
    officer.sees("Diện tích rừng trồng mới")
    row = officer.page.locator(".ind", has=officer.page.locator("#D2-33"))
    assert "500" in row.locator("[data-l='Mục tiêu']").inner_text()


# --- Nomination to decision -------------------------------------------------------------------------------------------


def start_dossier(officer, title=DOSSIER_TITLE):
    officer.page.goto("/khen-thuong/")
    officer.press("Lập hồ sơ")
    officer.page.get_by_label("Trích yếu").fill(title)
    officer.page.get_by_label("Loại hình khen thưởng").select_option("phong_trao")
    officer.press("Lập hồ sơ").sees("Khen phong trào thi đua: chọn phong trào.")
    assert officer.page.get_by_label("Trích yếu").input_value() == title  # nothing typed is lost
    officer.page.locator("[name=movement]").select_option(index=1)
    officer.press("Lập hồ sơ").sees("Chưa có dòng nào")
    return Dossier.objects.get(title=title)


def propose(officer, subject, name, person_class=""):
    """Somebody not yet in the register, with the chairman's certificate."""
    officer.press("Thêm dòng")
    officer.page.locator(f"[name=subject][value={subject}]").check()
    officer.page.locator("[name=name]").fill(name)
    officer.page.locator("[name=person_class]").select_option(person_class)
    award = officer.page.locator("[name=award] option", has_text=AWARD).get_attribute("value")
    officer.page.locator("[name=award]").select_option(award)
    officer.page.get_by_label("Tóm tắt thành tích").fill(f"{name} vận động 120 hộ hiến đất làm đường, dài 14 km.")
    officer.page.get_by_label("Người kê khai").fill(name)
    officer.press("Thêm dòng").sees(name)


def add_papers(officer):
    for purpose, name in (("bao_cao_thanh_tich", "bao-cao.pdf"), ("bien_ban", "bien-ban.pdf")):
        officer.page.get_by_label("Loại giấy tờ").select_option(purpose)
        attach(officer, "Tệp", name)
        officer.press("Đính kèm").sees(name)


def conclude(home_affairs):
    """One line may fail, with a coded reason, while the other passes."""
    page = home_affairs.page
    assert page.get_by_text("Còn 2 dòng chưa kết luận.").is_visible()
    page.locator("tr", has_text=PERSON).get_by_role("button", name="Đủ điều kiện").click()
    home_affairs.sees("Còn 1 dòng chưa kết luận.")
    page.locator("tr", has_text=COLLECTIVE).get_by_role("link", name="Không đủ điều kiện").click()
    page.get_by_label("Lý do").select_option("KD-06")
    page.get_by_label("Ghi rõ").fill("Đã tặng Giấy khen cùng thành tích, Quyết định số 12/QĐ-SNN.")
    home_affairs.press("Kết luận không đủ điều kiện").sees("Thành tích đã được khen thưởng")


def nominate(visit, size):
    """The unit's part: lines, papers, the head's signature with the petition's number and file."""
    officer = visit("canbo", size)
    dossier = start_dossier(officer)
    propose(officer, "person", PERSON, "direct")
    propose(officer, "collective", COLLECTIVE)
    add_papers(officer)
    officer.press("Trình thủ trưởng").sees("Chờ thủ trưởng ký")
    url = f"/khen-thuong/{dossier.pk}/"
    head = visit("thutruong", size)
    head.page.goto(url)
    sign(head, "Ký tờ trình, gửi Sở Nội vụ", number="88/TTr-SNN", signed_on="17/12/2024", file="to-trinh.pdf")
    return officer, dossier, url


def assign(manager, url):
    """The manager gives it to an officer; each one's open load stands beside the name."""
    manager.page.goto(url)
    manager.press("Phân công").sees("Người thẩm định")
    officer = User.objects.get(username="chuyenvien")
    manager.page.get_by_label("Người thẩm định").select_option(str(officer.pk))
    manager.press("Phân công").sees("Đã ghi nhận: Phân công.")


def appraise(visit, size, url):
    """Sở Nội vụ's part, to the signed proposal."""
    home_affairs = visit("chuyenvien", size)
    take(home_affairs, url, "Tiếp nhận").sees("hẹn trả kết quả")
    assign(visit("truongphong", size), url)
    take(home_affairs, url, "Bắt đầu thẩm định")
    conclude(home_affairs)
    home_affairs.picture("appraisal").press("Trình trưởng phòng").sees("Đã ghi nhận: Trình trưởng phòng.")
    take(visit("truongphong", size), url, "Trình Giám đốc")
    director = visit("giamdoc", size)
    director.page.goto(url)
    sign(director, "Ký tờ trình của Sở", number="301/TTr-SNV", signed_on="18/12/2024", file="to-trinh-so.pdf")


def decide(visit, size, url):
    """The province's part: the office, the leader, the clerk."""
    for label in ("Tiếp nhận tờ trình", "Trình lãnh đạo ký"):
        take(visit("vanphong", size), url, label)
    take(visit("lanhdao", size), url, "Ký quyết định")
    clerk = visit("vanthu", size)
    clerk.page.goto(url)
    sign(clerk, "Cấp số và phát hành", number="1985", issued_on="18/12/2024", file="1985-QD-UBND.pdf")
    return Decision.objects.get(number=1985, issued_on__year=2024)


@both_sizes
def test_from_registration_to_the_public_decision(visit, size):
    """Every signature of the chain, once: head, receiver, head, four of Home Affairs, office, leader, clerk."""
    registered = hand_in(visit, size)
    take(visit("chuyenvien", size), registered, "Tiếp nhận")
    officer, dossier, url = nominate(visit, size)
    appraise(visit, size, url)
    assert COLLECTIVE not in officer.page.goto("/cong-khai/quyet-dinh/").text()
    decision = decide(visit, size, url)

    officer.page.goto(url)
    officer.sees("Đã có quyết định").sees("Thành tích đã được khen thưởng").press(decision.code)
    officer.sees(PERSON).sees("3.510.000")  # 1,5 times the base salary of 2.340.000 đ on the day of the decision
    officer.picture("decision")
    assert COLLECTIVE not in officer.page.content()
    officer.page.goto("/thong-bao/")
    officer.sees(DOSSIER_TITLE)
    assert sorted(dossier.lines.values_list("state", flat=True)) == ["granted", "ineligible"]

    public = visit(None, size)
    public.page.goto("/cong-khai/quyet-dinh/?tim=ro+cham+thao+vy")
    public.sees(PERSON).picture("public-decisions").press(decision.code).sees(PERSON).sees(AWARD)
    shown = public.page.content()
    assert COLLECTIVE not in shown and "3.510.000" not in shown and "88/TTr-SNN" not in shown
    public.page.goto("/cong-khai/quyet-dinh/?tim=to+khuyen+nong+xa+dak+mar")
    public.sees("Không tìm thấy")
    public.page.goto(url)
    assert "/dang-nhap/" in public.page.url


def send_back(visitor, url, label, words):
    """A step that needs a coded reason and words."""
    visitor.page.goto(url)
    visitor.press(label)
    visitor.page.get_by_label("Lý do").select_option(index=1)
    visitor.page.get_by_label("Ghi rõ").fill(words)
    return visitor.press(label).sees(f"Đã ghi nhận: {label}.").sees(words)


def check_again(visit, size, url):
    """Sở Nội vụ takes it up once more and signs a new proposal; the conclusions of the lines stand."""
    home_affairs = visit("chuyenvien", size)
    take(home_affairs, url, "Thẩm định lại")
    take(home_affairs, url, "Trình trưởng phòng")
    take(visit("truongphong", size), url, "Trình Giám đốc")
    director = visit("giamdoc", size)
    director.page.goto(url)
    sign(director, "Ký tờ trình của Sở", number="305/TTr-SNV", signed_on="18/12/2024", file="to-trinh-so-2.pdf")


@both_sizes
def test_the_office_sends_back_and_the_leader_does_not_agree(visit, size):
    officer, dossier, url = nominate(visit, size)
    appraise(visit, size, url)
    office = visit("vanphong", size)
    take(office, url, "Tiếp nhận tờ trình")
    send_back(office, url, "Trả lại Sở Nội vụ", "Tờ trình chưa nêu cơ sở chọn cá nhân.")
    check_again(visit, size, url)
    for label in ("Tiếp nhận tờ trình", "Trình lãnh đạo ký"):
        take(office, url, label)
    send_back(visit("lanhdao", size), url, "Không đồng ý", "Chưa nổi bật so với mặt bằng chung.")

    officer.page.goto("/thong-bao/")
    officer.sees(DOSSIER_TITLE)
    officer.page.goto(url)
    officer.sees("Chưa nổi bật so với mặt bằng chung.")
    assert sorted(dossier.lines.values_list("state", flat=True)) == ["ineligible", "not_granted"]
    public = visit(None, size)
    public.page.goto("/cong-khai/quyet-dinh/?tim=ro+cham+thao+vy")
    public.sees("Không tìm thấy")


@both_sizes
def test_a_commune_nominates_through_its_district(visit, size):
    officer = visit("canbo.xa", size)
    dossier = start_dossier(officer, "Hộ hiến đất mở đường thôn năm 2024")
    propose(officer, "collective", COLLECTIVE)
    add_papers(officer)
    officer.press("Trình thủ trưởng").sees("Chờ thủ trưởng ký")
    url = f"/khen-thuong/{dossier.pk}/"
    head = visit("thutruong.xa", size)
    head.page.goto(url)
    sign(head, "Ký tờ trình, gửi cấp quản lý", number="07/TTr-UBND", signed_on="17/12/2024", file="to-trinh-xa.pdf")
    district = visit("canbo.dakha", size)
    send_back(district, url, "Trả lại đơn vị", "Biên bản thiếu chữ ký của thư ký.")
    take(officer, url, "Trình thủ trưởng")
    head.page.goto(url)
    sign(head, "Ký tờ trình, gửi cấp quản lý", number="09/TTr-UBND", signed_on="18/12/2024", file="to-trinh-xa-2.pdf")
    district.page.goto(url)
    sign(district, "Gửi Sở Nội vụ", number="31/TTr-UBND", signed_on="18/12/2024", file="to-trinh-huyen.pdf")
    take(visit("chuyenvien", size), url, "Tiếp nhận").sees(COLLECTIVE)


# --- Typical models ---------------------------------------------------------------------------------------------------


def introduce(officer):
    officer.page.goto("/dien-hinh/")
    officer.press("Giới thiệu điển hình")
    officer.page.get_by_label("Tên điển hình, mô hình").fill(MODEL)
    officer.page.get_by_label("Lĩnh vực").fill("Trồng trọt")
    officer.page.get_by_label("Người phụ trách").select_option(label="Nguyễn Thị Thanh Hà")
    officer.page.get_by_label("Câu chuyện").fill(STORY)
    officer.press("Giới thiệu").sees("Phát hiện")
    return TypicalModel.objects.get(name=MODEL)


def fill_step(visitor, url, label, **boxes):
    visitor.page.goto(url)
    visitor.press(label)
    for name, typed in boxes.items():
        visitor.page.locator(f"[name={name}]").fill(typed)
    if (confirmed := visitor.page.locator("[name=confirmed]")).count():  # the head answers for what the dossier says
        confirmed.check()
    return visitor.press(label).sees(f"Đã ghi nhận: {label}.")


def replicate(officer, url):
    officer.page.goto(url)
    officer.press("Ghi đơn vị áp dụng")
    officer.page.get_by_label("Đơn vị áp dụng").select_option(index=1)
    officer.page.get_by_label("Áp dụng từ ngày").fill("02/12/2024")
    officer.press("Ghi đơn vị áp dụng").sees("Đã ghi nhận: Ghi đơn vị áp dụng.")


def consent(officer):
    officer.press("Sửa thông tin")
    officer.page.get_by_label("Người được nêu đồng ý công khai").check()
    officer.press("Lưu").sees("Người được nêu đồng ý công khai")


@both_sizes
def test_a_typical_model_from_found_to_published(visit, size):
    officer, head = visit("canbo", size), visit("thutruong", size)
    model = introduce(officer)
    url = f"/dien-hinh/{model.pk}/"
    plan = {"next_step": "Hỗ trợ ghi sổ chi phí, mở một buổi tham quan.", "next_step_on": "20/01/2025"}
    fill_step(head, url, "Đưa vào kế hoạch bồi dưỡng", **plan)
    fill_step(head, url, "Ký phiếu tổng kết", note="Cách làm rõ, chi phí thấp, hợp với vùng có nước tưới hạn chế.")
    replicate(officer, url)

    home_affairs, public = visit("chuyenvien", size), visit(None, size)
    home_affairs.page.goto(url)
    home_affairs.sees("Người được nêu chưa đồng ý công khai.")
    public.page.goto("/cong-khai/dien-hinh/?tim=mac+ca+xen")
    public.sees("Không có điển hình nào khớp")
    consent(officer)
    home_affairs.page.goto(url)
    home_affairs.picture("typical").press("Đăng công khai").sees("Đang công khai")
    public.page.goto("/cong-khai/dien-hinh/?tim=mac+ca+xen")
    public.press(MODEL).sees("Hai mươi hộ góp đất").picture("public-model")
    assert "Nguyễn Thị Thanh Hà" not in public.page.content()


# --- The leader's page, and everybody's -------------------------------------------------------------------------------


NUMBERS = (
    "#bao-cao .marks a >> nth=0", "#khen-thuong p a", "#khen-thuong td a >> nth=0",
    ".late-list a:has-text('Hồ sơ khen thưởng')",
)  # fmt: skip


def open_the_list_behind(leader, link):
    """Follows a number; returns (the number, what the list's heading says)."""
    number = int(re.search(r"[\d.]+", link.inner_text().split("\n")[-1])[0].replace(".", ""))
    link.click()
    leader.page.wait_for_load_state()
    return number, leader.page.locator(".page-head p").last.inner_text()


@both_sizes
def test_every_number_of_the_dashboard_opens_its_list(visit, size):
    leader = visit("lanhdao", size)
    for chosen in NUMBERS:
        leader.page.goto("/dieu-hanh/")
        number, heading = open_the_list_behind(leader, leader.page.locator(chosen))
        assert number > 0 and re.match(rf"{number:,}\b".replace(",", r"\."), heading), (chosen, heading)
    leader.page.goto("/dieu-hanh/?nam=2023&ky=4")
    leader.sees("Điều hành: quý IV")
    leader.page.keyboard.press("Control+k")
    leader.page.keyboard.type("so nong nghiep")
    leader.page.keyboard.press("Enter")
    leader.page.wait_for_url("**/tim/?tim=so+nong+nghiep")
    leader.sees("Sở Nông nghiệp và Phát triển nông thôn")


@both_sizes
def test_a_dossier_is_made_without_javascript(visit, size):
    plain = visit("canbo", size, javascript=False)
    dossier = start_dossier(plain, "Phòng, chống cháy rừng mùa khô 2024")
    propose(plain, "collective", COLLECTIVE)
    add_papers(plain)
    plain.press("Trình thủ trưởng").sees("Chờ thủ trưởng ký")

    dossier.refresh_from_db()
    assert (dossier.state, dossier.lines.count()) == ("to_head", 1)
