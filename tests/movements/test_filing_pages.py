"""The filing's pages, as people use them: without JavaScript, with mistakes, two at once."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from movements import actions
from movements.compile import owed_indicators
from movements.models import Figure, Filing
from tests.factories import FigureFactory, FilingFactory
from tests.movements.test_filing_actions import AT, fill, move
from units.models import Attachment

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


@pytest.fixture
def filing(world):
    return actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)


def boxes_of(filing, **typed):
    """The form as the browser sends it; `D2_33="1,5"` types into a box."""
    post = {"highlights": "", "difficulties": "", "proposals": "", "text_version": filing.version}
    figures = {figure.indicator_id: figure for figure in filing.figures.all()}
    for indicator in owed_indicators(filing.unit, filing.period):
        anchor = indicator.anchor
        post[f"ver-{anchor}"] = figures[indicator.pk].version if indicator.pk in figures else 0
        post[f"v-{anchor}"] = typed.get(anchor.replace("-", "_"), "")
        if indicator.is_rate:
            post[f"m-{anchor}"] = typed.get(f"{anchor.replace('-', '_')}_under", "")
    return post


def test_an_officer_begins_fills_in_and_hands_over(client, world):
    client.force_login(world.canbo)
    home = client.get("/")
    assert "Bắt đầu nhập" in home.text and "Báo cáo kết quả quý IV và năm 2024" in home.text
    started = client.post(reverse("movements:filing_start", args=[world.periods[4].pk]))
    filing = Filing.objects.get()
    assert started.url == reverse("movements:filing_detail", args=[filing.pk])

    page = client.get(started.url)
    assert 'id="D2-33"' in page.text and 'id="D2-06"' not in page.text
    post = boxes_of(filing, D1_01="4", D2_33="1.285,5", D2_16="182,4", D2_16_under="214,7") | {"viec": "to_head"}
    answer = client.post(reverse("movements:filing_save", args=[filing.pk]), post)

    assert answer.status_code == 302
    filing.refresh_from_db()
    assert filing.state == "to_head"
    assert dict(filing.figures.values_list("indicator__code", "value")) == {"D1.01": 4, "D2.33": 12855, "D2.16": 1824}


def test_a_bad_box_loses_nothing(client, world, filing):
    client.force_login(world.canbo)
    post = boxes_of(filing, D1_01="4", D2_33="12,85 ha") | {"highlights": "Đã trồng rừng."}

    answer = client.post(reverse("movements:filing_save", args=[filing.pk]), post)

    assert answer.status_code == 422
    assert 'value="12,85 ha"' in answer.text and "Đã trồng rừng." in answer.text
    assert "is-invalid" in answer.text
    assert dict(filing.figures.values_list("indicator__code", "value")) == {"D1.01": 4}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"D2_16": "5", "D2_16_under": "0"}, "phải lớn hơn 0"),
        ({"D2_16_under": "7"}, "thiếu vế trên"),
        ({"D2_16": "8", "D2_16_under": "7"}, "lớn hơn vế dưới"),
        ({"D2_33": "1.234"}, "1.234"),
        ({"D2_33": "abc"}, "abc"),
        ({"D1_01": "1,5"}, "1,5"),
    ],
)
def test_a_bad_box_says_why_beside_itself(client, world, filing, typed, words):
    client.force_login(world.canbo)

    answer = client.post(reverse("movements:filing_save", args=[filing.pk]), boxes_of(filing, **typed))

    assert answer.status_code == 422
    assert words in answer.text and answer.text.count("invalid-feedback") >= 1
    assert not filing.figures.exists()


def test_two_people_in_one_filing(client, world, filing):
    post = boxes_of(filing, D2_33="1,0")
    actions.save_boxes(
        filing=filing, boxes=[actions.BoxInput(world.indicators["forest"].pk, 0, 77)], by=world.canbo, at=AT
    )
    client.force_login(world.canbo)

    answer = client.post(reverse("movements:filing_save", args=[filing.pk]), post)

    assert answer.status_code == 422
    assert "Người canbo vừa lưu ô này là <b>7,7</b> lúc 18/12/2024" in answer.text and 'value="1,0"' in answer.text
    assert Figure.objects.get().value == 77
    again = client.post(reverse("movements:filing_save", args=[filing.pk]), post | {"ver-D2-33": "1"})
    assert (again.status_code, Figure.objects.get().value) == (302, 10)


def test_beside_the_box_stand_last_period_target_and_children(client, world):
    from movements.models import Target

    district, houses = world.units["615"], world.indicators["houses"]
    Target.objects.create(
        indicator=houses, unit=district, year_from=2024, year_to=2024, comparison="ge", value=100,
        name_as_written="nhà tạm", source="kế hoạch",
    )  # fmt: skip
    before = FilingFactory(unit=district, period=world.periods[3], receiver=world.units["SNV"], confirmed=True)
    FigureFactory(filing=before, indicator=houses, value=40)
    for code, value in (("C23512", 7), ("C23500", 5)):
        child = FilingFactory(unit=world.units[code], period=world.periods[4], receiver=district, sent=True)
        FigureFactory(filing=child, indicator=houses, value=value)
    filing = actions.start_filing(unit=district, period=world.periods[4], by=world.canbo_dakha, at=AT)
    actions.save_boxes(filing=filing, boxes=[actions.BoxInput(houses.pk, 0, 20)], by=world.canbo_dakha, at=AT)
    client.force_login(world.canbo_dakha)

    page = client.get(reverse("movements:filing_detail", args=[filing.pk])).text

    assert '<div class="num" data-l="Kỳ trước">40</div>' in page
    assert "từ 100 trở lên" in page
    assert "<b>60</b>" in page and "60,0 %" in page  # cumulative of the year against the target
    assert "2/2 đơn vị trực thuộc</a>: <b>12</b>" in page
    assert "20 khác số cộng của đơn vị trực thuộc (12)" in page
    children = client.get(reverse("movements:box_children", args=[filing.pk, "D2.06"])).text
    assert "Xã Đắk Mar" in children and "Thị trấn Đắk Hà" in children


def test_a_draft_stays_inside_its_unit(client, world, filing):
    url = reverse("movements:filing_detail", args=[filing.pk])
    for username, status in (
        ("canbo", 200),
        ("thutruong", 200),
        ("chuyenvien", 404),
        ("lanhdao", 404),
        ("canbo_khac", 404),
    ):
        client.force_login(world.people[username])
        assert client.get(url).status_code == status, username


def test_while_the_unit_corrects_the_receiver_sees_no_figure(client, world, filing):
    fill(filing, world, world.canbo)
    for step, by in (("to_head", world.canbo), ("submit", world.thutruong), ("open", world.chuyenvien)):
        move(filing, step, by)
    client.force_login(world.chuyenvien)
    url = reverse("movements:filing_detail", args=[filing.pk])
    assert "Diện tích rừng trồng mới" in client.get(url).text
    answer = client.post(
        reverse("movements:filing_step", args=[filing.pk, "return"]),
        {"reason": "TL-BC02", "note": "Lấy đến 14/12", "marks": ["D2.33"]},
    )
    assert answer.status_code == 302

    page = client.get(url).text
    assert "Đơn vị đang sửa" in page and 'id="D2-33"' not in page and "TL-BC02" in page
    client.force_login(world.canbo)
    page = client.get(url).text
    assert "Nơi nhận đánh dấu ô này" in page and "Lý do TL-BC02" in page


def test_a_return_without_reason_is_asked_for_it(client, world, filing):
    fill(filing, world, world.canbo)
    for step, by in (("to_head", world.canbo), ("submit", world.thutruong), ("open", world.chuyenvien)):
        move(filing, step, by)
    client.force_login(world.chuyenvien)

    answer = client.post(reverse("movements:filing_step", args=[filing.pk, "return"]), {"note": "viết dở"})

    assert answer.status_code == 422 and "viết dở" in answer.text and "is-invalid" in answer.text
    filing.refresh_from_db()
    assert filing.state == "checking"


def test_evidence_is_kept_and_read_by_its_content(client, world, filing):
    client.force_login(world.canbo)
    url = reverse("movements:evidence_add", args=[filing.pk])

    client.post(url, {"file": SimpleUploadedFile("Biên bản.pdf", PDF, content_type="text/html")})
    refused = client.post(
        url, {"file": SimpleUploadedFile("x.pdf", b"<html>", content_type="application/pdf")}, follow=True
    )

    attachment = Attachment.objects.get()
    assert (attachment.name, attachment.content_type, attachment.size) == ("Biên bản.pdf", "application/pdf", len(PDF))
    assert "Biên bản" not in attachment.file.name
    assert "không phải PDF" in refused.text
    download = client.get(reverse("units:attachment_download", args=[attachment.pk]))
    assert (b"".join(download.streaming_content), download["X-Content-Type-Options"]) == (PDF, "nosniff")
    assert download["Content-Disposition"].startswith("attachment")
    client.force_login(world.chuyenvien)
    assert client.get(reverse("units:attachment_download", args=[attachment.pk])).status_code == 404
    client.force_login(world.canbo)
    client.post(reverse("movements:evidence_remove", args=[filing.pk, attachment.pk]))
    assert client.get(reverse("units:attachment_download", args=[attachment.pk])).status_code == 404


def test_the_queue_lists_everyone_who_owes(client, world):
    sent = FilingFactory(unit=world.units["SYT"], period=world.periods[4], receiver=world.units["SNV"], sent=True)
    client.force_login(world.chuyenvien)

    page = client.get(reverse("movements:filing_list")).text

    for name in ("Sở Nông nghiệp và Phát triển nông thôn", "Huyện Đắk Hà", "Huyện Ngọc Hồi"):
        assert name in page
    assert "Xã Đắk Mar" not in page
    assert reverse("movements:filing_detail", args=[sent.pk]) in page
    found = client.get(reverse("movements:filing_list"), {"tim": "dak ha"}).text
    assert "Huyện Đắk Hà" in found and "Huyện Ngọc Hồi" not in found
    only = client.get(reverse("movements:filing_list"), {"trang-thai": "submitted"}).text
    assert "Sở Y tế" in only and "Huyện Ngọc Hồi" not in only


def test_the_rows_alone_are_a_part_of_the_page(client, world):
    client.force_login(world.chuyenvien)
    url = reverse("movements:filing_list")

    rows = client.get(url, headers={"HX-Request": "true"}).text

    assert "<h1>" not in rows and rows.strip() in client.get(url).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_for_one_and_three(client, world, count, django_assert_num_queries):
    for code in ("SYT", "611", "SNNPTNT")[:count]:
        FilingFactory(unit=world.units[code], period=world.periods[4], receiver=world.units["SNV"], sent=True)
    client.force_login(world.chuyenvien)
    url = reverse("movements:filing_list")
    with django_assert_num_queries(17):
        client.get(url)


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_the_same_for_one_and_three_children(client, world, filing, count, django_assert_num_queries):
    district = world.units["615"]
    filing = actions.start_filing(unit=district, period=world.periods[4], by=world.canbo_dakha, at=AT)
    for code in ("C23512", "C23500")[:count]:
        child = FilingFactory(unit=world.units[code], period=world.periods[4], receiver=district, sent=True)
        for indicator in list(world.indicators.values())[:count]:
            FigureFactory(filing=child, indicator=indicator, value=1)
    client.force_login(world.canbo_dakha)
    with django_assert_num_queries(22):
        client.get(reverse("movements:filing_detail", args=[filing.pk]))


def test_nothing_is_asked_of_a_unit_that_owes_nothing(client, world):
    client.force_login(world.canbo)
    world.units["SNNPTNT"].duties.all().delete()
    world.indicators["meetings"].duties.all().delete()
    world.indicators["spending"].duties.all().delete()

    answer = client.post(reverse("movements:filing_start", args=[world.periods[4].pk]), follow=True)

    assert "không có chỉ tiêu phải báo cáo" in answer.text and not Filing.objects.exists()


def test_overdue_stays_on_the_home_page(client, world, office):
    office(dt.datetime(2025, 1, 15, 1, tzinfo=dt.UTC))
    client.force_login(world.canbo)

    page = client.get("/").text

    assert ("Quá hạn" in page and "quá 17 ngày" in page) or "quá " in page
    assert "quý III năm 2024" in page and "quý IV và năm 2024" in page
