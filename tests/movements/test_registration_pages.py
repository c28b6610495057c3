"""The registration's pages, as people use them: without JavaScript, with mistakes, two at once."""

import datetime as dt

import pytest
from django.urls import reverse

from movements import actions
from movements.models import Registration, Target
from tests.access.people import WHO
from tests.access.registrations import ROWS, STEPS, stage
from tests.factories import FigureFactory, FilingFactory, RegistrationFactory, TermFactory
from tests.movements.test_registration_actions import AT, again, move, save, sent, target, term  # noqa: F401 - fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def registration(world, term):  # noqa: F811
    return actions.start_registration(unit=world.units["SNNPTNT"], term=term, by=world.canbo, at=AT)


def form(world, registration, **typed):
    """The form as the browser sends it; `D2_33="1,5"` types a value, `D2_33_ss="range"` chooses a comparison."""
    post = {"version": again(registration).version}
    for code in ("D1_01", "D2_33", "D2_16"):
        anchor = code.replace("_", "-")
        post |= {
            f"ss-{anchor}": typed.get(f"{code}_ss", "ge"),
            f"v-{anchor}": typed.get(code, ""),
            f"den-{anchor}": typed.get(f"{code}_to", ""),
            f"g-{anchor}": typed.get(f"{code}_note", ""),
        }
    movement = world.indicators["forest"].movement_id
    if "commitment" in typed:
        post |= {f"pt-{movement}": "on", f"ck-{movement}": typed["commitment"]}
    return post


def send(client, registration, post):
    return client.post(reverse("movements:registration_save", args=[registration.pk]), post)


def test_the_whole_walk(client, world, term):  # noqa: F811
    """Officer, head, receiver; then the target stands beside the box."""
    client.force_login(world.canbo)
    assert "Bắt đầu đăng ký" in client.get(reverse("movements:registration_list")).text
    started = client.post(reverse("movements:registration_start", args=[term.pk]))
    registration = Registration.objects.get()
    page = client.get(started.url).text
    assert 'id="D2-33"' in page and 'id="D2-06"' not in page
    post = form(world, registration, D2_33="1.285,5", D2_16="92,5", D2_16_ss="gt", D1_01="3", D1_01_ss="range",
                D1_01_to="5", commitment="Trồng rừng tập trung, xong trước 30/9.") | {"viec": "to_head"}  # fmt: skip
    assert send(client, registration, post).status_code == 302
    assert again(registration).state == "to_head"

    client.force_login(world.thutruong)
    assert "Ký và gửi" in client.get(started.url).text
    client.post(reverse("movements:registration_step", args=[registration.pk, "submit"]))
    client.force_login(world.chuyenvien)
    page = client.get(started.url).text
    assert "từ 1.285,5 trở lên" in page and "trên 92,5" in page and "từ 3 đến 5" in page
    assert "Trồng rừng tập trung, xong trước 30/9." in page
    client.post(reverse("movements:registration_step", args=[registration.pk, "accept"]))

    assert again(registration).state == "accepted"
    assert dict(Target.objects.values_list("indicator__code", "value")) == {"D2.33": 12855, "D2.16": 925, "D1.01": 3}


def test_the_target_stands_on_the_filing_page(client, world):
    term_2024 = TermFactory(year=2024)
    row = RegistrationFactory(unit=world.units["SNNPTNT"], term=term_2024, receiver=world.units["SNV"], accepted=True)
    row.targets.create(indicator=world.indicators["forest"], comparison="ge", value=12000)
    actions.make_targets(registration=row)
    filing = actions.start_filing(unit=world.units["SNNPTNT"], period=world.periods[4], by=world.canbo, at=AT)
    client.force_login(world.canbo)

    page = client.get(reverse("movements:filing_detail", args=[filing.pk])).text

    assert '<div class="num" data-l="Mục tiêu">từ 1.200 trở lên</div>' in page


def test_a_bad_box_loses_nothing(client, world, registration):
    client.force_login(world.canbo)
    post = form(world, registration, D1_01="4", D2_33="12,85 ha", commitment="Trồng rừng.")

    answer = send(client, registration, post)

    assert answer.status_code == 422
    assert 'value="12,85 ha"' in answer.text and "Trồng rừng." in answer.text and "is-invalid" in answer.text
    assert dict(registration.targets.values_list("indicator__code", "value")) == {"D1.01": 4}
    assert f'name="version" value="{again(registration).version}"' in answer.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"D2_33": "1.234"}, "1.234"),
        ({"D1_01": "1,5"}, "chỉ nhận số nguyên"),
        ({"D2_16": "100,1"}, "tỷ lệ không quá 100"),
        ({"D2_33": "5", "D2_33_to": "7"}, "chỉ dùng khi chọn"),
        ({"D2_33": "5", "D2_33_ss": "range"}, "ghi cả mức trên"),
        ({"D2_33": "5", "D2_33_ss": "range", "D2_33_to": "5"}, "mức trên phải lớn hơn"),
        ({"D2_33": "5", "D2_33_ss": "rise_by_ranks"}, "chỉ dùng cho thứ hạng"),
        ({"D2_33": "-5", "D2_33_ss": "increase_by"}, "mức tăng phải lớn hơn 0"),
        ({"D2_33": "5", "D2_33_ss": "gần bằng"}, "chọn một phép so"),
        ({"D2_33_note": "phấn đấu tốt"}, "chưa có mức"),
    ],
)
def test_a_bad_box_says_why_beside_itself(client, world, registration, typed, words):
    client.force_login(world.canbo)

    answer = send(client, registration, form(world, registration, **typed))

    assert answer.status_code == 422
    assert words in answer.text and "invalid-feedback" in answer.text
    assert not registration.targets.exists()


@pytest.mark.parametrize(
    ("sign", "words"),
    [
        ("ge", "từ 5 trở lên"),
        ("gt", "trên 5"),
        ("eq", "5"),
        ("le", "không quá 5"),
        ("lt", "dưới 5"),
        ("rise_by_ranks", "tăng 5 bậc"),
        ("increase_by", "tăng thêm 5"),
    ],
)
def test_every_comparison_is_read_and_shown(client, world, registration, sign, words):
    client.force_login(world.canbo)
    assert send(client, registration, form(world, registration, D1_01="5", D1_01_ss=sign)).status_code == 302
    client.force_login(world.thutruong)

    page = client.get(reverse("movements:registration_detail", args=[registration.pk])).text

    assert f"<b>{words}</b>" in page


def test_two_people_in_one_registration(client, world, registration):
    post = form(world, registration, D2_33="1,0", D1_01="4", commitment="Bản của tôi.")
    save(world, registration, target(world, value=77), target(world, "meetings", value=4))
    client.force_login(world.canbo)

    answer = send(client, registration, post)

    assert answer.status_code == 422
    assert "người khác sửa" in answer.text and 'value="1,0"' in answer.text and "Bản của tôi." in answer.text
    assert "Bản đã lưu: <b>từ 7,7 trở lên</b>" in answer.text and answer.text.count("Bản đã lưu:") == 2
    assert registration.targets.get(indicator__code="D2.33").value == 77
    assert send(client, registration, post | {"version": again(registration).version}).status_code == 302
    assert registration.targets.get(indicator__code="D2.33").value == 10


def test_a_form_without_its_version_is_not_saved(client, world, registration):
    client.force_login(world.canbo)
    post = form(world, registration, D1_01="4")
    del post["version"]

    assert send(client, registration, post).status_code == 422
    assert not registration.targets.exists()


def test_who_writes_a_commitment_takes_part(client, world, registration):
    client.force_login(world.canbo)
    movement = world.indicators["forest"].movement_id
    send(client, registration, form(world, registration) | {f"ck-{movement}": "Trồng rừng."})
    assert registration.movements.get().commitment == "Trồng rừng."
    send(client, registration, form(world, registration) | {f"ck-{movement}": "Trồng rừng."})  # unticked
    assert not registration.movements.exists()


def test_last_year_in_one_click(client, world, registration):
    last = RegistrationFactory(
        unit=world.units["SNNPTNT"], term=TermFactory(year=2024), receiver=world.units["SNV"], accepted=True
    )
    last.targets.create(indicator=world.indicators["forest"], comparison="ge", value=700)
    client.force_login(world.canbo)

    answer = client.post(
        reverse("movements:registration_save", args=[registration.pk]),
        form(world, registration, D1_01="4") | {"viec": "chep"}, follow=True,
    )  # fmt: skip

    assert "Đã chép 1 dòng" in answer.text
    assert dict(registration.targets.values_list("indicator__code", "value")) == {"D1.01": 4, "D2.33": 700}
    assert 'value="70,0"' in answer.text


def test_beside_the_box_stand_last_years_figures(client, world, registration):
    filing = FilingFactory(
        unit=world.units["SNNPTNT"], period=world.periods[3], receiver=world.units["SNV"], confirmed=True
    )
    FigureFactory(filing=filing, indicator=world.indicators["forest"], value=905)
    client.force_login(world.canbo)

    page = client.get(reverse("movements:registration_detail", args=[registration.pk])).text

    assert 'data-l="Kết quả 2024">90,5<small' in page and "hết quý 3" in page


def test_a_return_marks_the_line_and_says_why(client, world, registration):
    sent(world, registration)
    client.force_login(world.chuyenvien)
    url = reverse("movements:registration_step", args=[registration.pk, "return"])
    assert "Lý do TL-DK02" in client.get(url).text
    client.post(url, {"reason": "TL-DK02", "note": "Ghi lại số.", "marks": ["D2.33"]})
    assert "Đơn vị đang sửa" in client.get(reverse("movements:registration_detail", args=[registration.pk])).text
    client.force_login(world.canbo)

    page = client.get(reverse("movements:registration_detail", args=[registration.pk])).text

    assert "Nơi nhận đánh dấu chỉ tiêu này" in page and "Ghi lại số." in page


def test_a_draft_stays_inside_its_unit(client, world, registration):
    url = reverse("movements:registration_detail", args=[registration.pk])
    for username, status in (("canbo", 200), ("thutruong", 200), ("chuyenvien", 404), ("canbo_khac", 404)):
        client.force_login(world.people[username])
        assert client.get(url).status_code == status, username


def test_the_list_filters_and_searches_without_marks(client, world, term, registration):  # noqa: F811
    sent(world, registration)
    client.force_login(world.chuyenvien)
    url = reverse("movements:registration_list")

    page = client.get(url).text
    assert "Chưa đăng ký, còn hạn" in page and "Sở Nông nghiệp" in page and "Sở Y tế" in page
    assert "Sở Y tế" not in client.get(url, {"trang-thai": "submitted"}).text
    found = client.get(url, {"tim": "so y te"}, headers={"HX-Request": "true"}).text
    assert "Sở Y tế" in found and "Sở Nông nghiệp" not in found and "<html" not in found


def test_an_ended_term_offers_no_beginning(client, world, office):
    TermFactory(year=2024)
    office(dt.datetime(2025, 1, 2, 1, tzinfo=dt.UTC))
    client.force_login(world.canbo)

    page = client.get(reverse("movements:registration_list")).text

    assert "Năm 2024" in page and "Bắt đầu đăng ký" not in page


@pytest.mark.parametrize("moment", ["submitted", "accepted"])
def test_queries_of_the_page_do_not_grow(client, world, registration, moment, django_assert_num_queries):
    sent(world, registration, target(world), target(world, "meetings", value=3))
    if moment == "accepted":
        move(registration, "accept", world.chuyenvien)
    client.force_login(world.thutruong)
    with django_assert_num_queries(21):
        client.get(reverse("movements:registration_detail", args=[registration.pk]))


# ---- who may ---------------------------------------------------------------------------------------------------------


def become(client, world, who):
    client.logout()
    if who != "anonymous":
        client.force_login(world.people[who])


@pytest.mark.parametrize("route", ROWS)
def test_access(client, world, route):
    scene = stage(world)
    method, arguments, row = ROWS[route]
    given = {}
    for who in WHO:
        become(client, world, who)
        given[who] = getattr(client, method)(reverse(route, args=[scene[a] for a in arguments])).status_code
    assert given == row


@pytest.mark.parametrize(("route", "step"), [(route, step) for route, row in STEPS.items() for step in row[1]])
def test_access_to_steps(client, world, route, step):
    scene = stage(world)
    flow, allowed, argument, sees = STEPS[route]
    assert set(allowed) == set(flow.steps)
    for who in WHO:
        become(client, world, who)
        status = client.post(reverse(route, args=[scene[argument], step])).status_code
        seen = 302 if who == "anonymous" else 404 if who not in sees else 403
        assert status in ((302, 422) if who in allowed[step] else (seen,)), who
