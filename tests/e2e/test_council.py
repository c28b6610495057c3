"""A sitting of the province: opened at the desk, three members vote on phones, counted, minuted."""

import pytest

from awards.models import BallotChoice, CastBallot, Dossier, Sitting
from tests.e2e.test_second_walk import attach

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MEMBERS = ("uyvien", "giamdoc", "lanhdao")
CHOICES = (("Đồng ý", "Đồng ý"), ("Đồng ý", "Không đồng ý"), ("Đồng ý", "Phiếu trắng"))


@pytest.fixture
def sitting(demo):
    return Sitting.objects.get(state="invited")


def call_the_roll(secretary, url):
    """Everybody is there; who presides and who counts is chosen."""
    page = secretary.page
    page.goto(url)
    secretary.press("Điểm danh")
    page.get_by_label("Chủ trì").select_option(label="Võ Thành Nhân")
    page.get_by_label("A Nhuôi kiểm phiếu").check()
    page.locator("[name=opinions]").fill("Các thành viên nhất trí với báo cáo thẩm định.")
    secretary.press("Lưu, người chưa điểm danh là có mặt").sees("có mặt 15")


def open_the_ballot(secretary):
    secretary.press("Khai mạc").sees("Đang họp").press("Mở bỏ phiếu")
    secretary.page.get_by_label("Số phút").fill("30")
    secretary.press("Mở bỏ phiếu").sees("Tiến độ bỏ phiếu")


def vote(member, choices):
    """From the home page through every line; nothing afterwards says what was chosen."""
    member.page.goto("/")
    member.page.get_by_role("link", name="Bỏ phiếu").first.click()
    for n, choice in enumerate(choices, 1):
        member.sees(f"Nội dung {n}/{len(choices)}")
        member.page.get_by_label(choice, exact=True).check()
        member.press("Bỏ phiếu và sang nội dung sau" if n < len(choices) else "Bỏ phiếu")
    member.sees(f"Đã bỏ phiếu {len(choices)}/{len(choices)}")


def test_three_members_on_phones(visit, sitting):
    url = f"/hoi-dong/phien/{sitting.pk}/"
    secretary = visit("truongphong")
    call_the_roll(secretary, url)
    open_the_ballot(secretary)
    for name, choices in zip(MEMBERS, CHOICES, strict=True):
        vote(visit(name, "390"), choices)
    secretary.sees("3/15 thành viên đã bỏ phiếu xong")  # by itself, without loading the page again
    secretary.page.goto(url)
    secretary.press("Nhắc người chưa bỏ phiếu").sees("Đã nhắc")
    secretary.press("Đóng bỏ phiếu").sees("Đã đóng bỏ phiếu")
    secretary.press("Xác nhận kiểm phiếu").sees("3/15 phiếu đồng ý").sees("1/15 phiếu đồng ý")
    secretary.press("Ký biên bản")
    page = secretary.page
    page.get_by_label("Số biên bản").fill("03/BB-HĐTĐKT")
    page.get_by_label("Ngày biên bản").fill("18/12/2024")
    attach(secretary, "Bản đã ký", "bien-ban.pdf")
    secretary.press("Ghi biên bản đã ký").sees("Đã ký biên bản")
    cast, box = (model.objects.filter(item__sitting=sitting).count() for model in (CastBallot, BallotChoice))
    assert (cast, box) == (6, 6)
    dossier = Dossier.objects.filter(lines__agenda_items__sitting=sitting).distinct().get()
    assert dossier.state == "appraising"
    assert set(dossier.lines.values_list("state", flat=True)) == {"voted_fail"}  # 3 and 1 of 15
