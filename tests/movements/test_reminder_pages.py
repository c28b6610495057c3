"""The outbox, a reminder by hand, and "Thông báo của tôi", as people use them: without JavaScript, with mistakes."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from movements.compile.tokens import mail_token
from movements.models import Reminder, ReminderLine
from tests.factories import FilingFactory, TermFactory, UserFactory
from tests.movements.office import NOW, digests, morning, only_owing, rules
from thidua.models import Event
from units.models import Notice, OptOut, User

pytestmark = pytest.mark.django_db
LIST, COMPOSE, MINE = "/nhac-viec/", "/nhac-viec/soan/", "/thong-bao/cua-toi/"


def value(world, username, code):
    return f"{world.units[code].pk}-{world.people[username].pk}"


def send(client, world, *chosen, note="", **more):
    post = {"ky": world.periods[4].pk, "nguoi": chosen, "note": note, "viec": "gui"} | more
    return client.post(COMPOSE, post)


# ---- composing -------------------------------------------------------------------------------------------------------


def test_the_recipients_are_shown_before_anything_goes(client, world, mailoutbox):
    only_owing(world, "SYT", "SNNPTNT")
    client.force_login(world.chuyenvien)
    page = client.get(COMPOSE, {"ky": world.periods[4].pk, "don-vi": [world.units["SYT"].pk]}).text
    assert "Người canbo_khac" in page and "canbo_khac@thidua.invalid" in page
    assert "Cán bộ thi đua, Sở Y tế" in page
    assert "Báo cáo kết quả quý IV và năm 2024 của Sở Y tế; hạn gửi 20/12/2024, còn 2 ngày làm việc." in page
    assert f'value="{value(world, "canbo_khac", "SYT")}"' in page and "checked" in page
    assert "Kính gửi: Người canbo_khac" in page
    assert "Người canbo<" not in page
    assert mailoutbox == [] and not Reminder.objects.exists()


def test_sent_to_those_left_ticked(client, world, mailoutbox):
    only_owing(world, "SYT", "SNNPTNT")
    client.force_login(world.chuyenvien)
    answer = send(client, world, value(world, "canbo_khac", "SYT"), note="Gửi sớm giúp.")
    assert answer.url == LIST
    assert [mail.to for mail in mailoutbox] == [["canbo_khac@thidua.invalid"]]
    assert "Lời nhắn của Người chuyenvien (Sở Nội vụ): Gửi sớm giúp." in mailoutbox[0].body
    page = client.get(LIST).text
    assert "Đã nhắc 1 người." in page and "Đã gửi thư" in page and "Người chuyenvien" in page


def test_the_list_leads_here_by_post_too(client, world):
    """A heat map with many units marked sends them in the body."""
    only_owing(world, "SYT", "SNNPTNT")
    client.force_login(world.chuyenvien)
    units = [world.units["SYT"].pk, world.units["SNNPTNT"].pk]
    answer = client.post(COMPOSE, {"ky": world.periods[4].pk, "don-vi": units})
    assert answer.status_code == 200
    assert "Người canbo<" in answer.text and "Người canbo_khac<" in answer.text
    assert not Reminder.objects.exists()


def test_the_head_is_offered_and_ticked_only_when_it_is_late(client, world, office):
    only_owing(world, "SNNPTNT")
    client.force_login(world.chuyenvien)
    box = f'id="nguoi-{value(world, "thutruong", "SNNPTNT")}"'
    assert f"{box}>" in client.get(COMPOSE).text
    office(morning(2024, 12, 24))
    assert f"{box} checked>" in client.get(COMPOSE).text


def test_what_was_typed_and_ticked_stays_when_it_is_refused(client, world):
    only_owing(world, "SYT", "SNNPTNT")
    client.force_login(world.chuyenvien)
    answer = send(client, world, value(world, "canbo_khac", "SYT"), note="Dài quá. " * 80)
    assert answer.status_code == 422
    assert "Lời nhắn" in answer.text and "Dài quá. Dài quá." in answer.text
    assert answer.text.count(" checked>") == 1
    answer = send(client, world, note="Giữ lại.")
    assert answer.status_code == 422
    assert "Chọn ít nhất một người nhận." in answer.text and "Giữ lại." in answer.text
    assert " checked>" not in answer.text


def test_pressed_twice_it_goes_once(client, world, mailoutbox):
    only_owing(world, "SYT")
    client.force_login(world.chuyenvien)
    send(client, world, value(world, "canbo_khac", "SYT"))
    answer = send(client, world, value(world, "canbo_khac", "SYT"))
    assert answer.status_code == 422
    assert "đều được nhắc việc này trong hôm nay rồi" in answer.text
    assert len(mailoutbox) == 1


def test_a_unit_that_has_sent_meanwhile_is_left_out_and_said_so(client, world, mailoutbox):
    only_owing(world, "SYT", "SNNPTNT")
    client.force_login(world.chuyenvien)
    FilingFactory(unit=world.units["SYT"], period=world.periods[4], receiver=world.units["SNV"], sent=True)
    send(client, world, value(world, "canbo_khac", "SYT"), value(world, "canbo", "SNNPTNT"))
    assert [mail.to for mail in mailoutbox] == [["canbo@thidua.invalid"]]
    assert "1 người không còn việc phải nhắc nên bỏ qua." in client.get(LIST).text


def test_a_unit_with_nothing_to_send_says_why(client, world):
    only_owing(world)
    client.force_login(world.chuyenvien)
    page = client.get(COMPOSE, {"ky": world.periods[4].pk, "don-vi": world.units["SYT"].pk}).text
    assert "Không nhắc: không còn gì phải gửi trong kỳ này." in page
    assert "Không có ai phải nhắc" in client.get(COMPOSE).text


def test_a_unit_without_people_says_so(client, world):
    only_owing(world, "611")
    client.force_login(world.chuyenvien)
    page = client.get(COMPOSE, {"ky": world.periods[4].pk, "don-vi": world.units["611"].pk}).text
    assert "Không nhắc: chưa có ai có tài khoản đang dùng ở đơn vị này." in page


def test_no_address_and_switched_off_are_said_before(client, world):
    only_owing(world, "SYT", "SNNPTNT")
    User.objects.filter(pk=world.canbo.pk).update(email="")
    OptOut.objects.create(person=world.canbo_khac, kind="filing_due", channel="mail")
    client.force_login(world.chuyenvien)
    page = client.get(COMPOSE).text
    assert "không có địa chỉ, chỉ báo trên cổng" in page
    assert "đã tắt thư loại này, chỉ báo trên cổng" in page


def test_a_district_reminds_its_own_communes_and_nobody_else(client, world, mailoutbox):
    only_owing(world, "C23512", "C23395", "SYT", "615")
    client.force_login(world.canbo_dakha)
    page = client.get(COMPOSE).text
    assert "Người canbo_xa<" in page
    assert "Sở Y tế" not in page and "Xã Bờ Y" not in page
    own = client.get(COMPOSE, {"ky": world.periods[4].pk, "don-vi": world.units["615"].pk}).text
    assert "không gửi đến nơi đồng chí tiếp nhận" in own
    for code in ("C23395", "SYT"):
        unseen = {"ky": world.periods[4].pk, "don-vi": world.units[code].pk}
        assert client.get(COMPOSE, unseen).status_code == 404
    send(client, world, value(world, "canbo_xa", "C23512"), value(world, "canbo_khac", "SYT"))
    assert [mail.to for mail in mailoutbox] == [["canbo_xa@thidua.invalid"]]


@pytest.mark.parametrize(
    "query", [{"ky": "x"}, {"ky": "999999"}, {"ky": "9" * 30}, {"don-vi": "x"}, {"don-vi": "999999"}]
)
def test_an_address_that_names_nothing(client, world, query):
    client.force_login(world.chuyenvien)
    assert client.get(COMPOSE, query).status_code == 404


def test_registrations_of_a_term(client, world, mailoutbox):
    term = TermFactory()
    client.force_login(world.chuyenvien)
    page = client.get(COMPOSE, {"ky-thi-dua": term.pk}).text
    assert "Đăng ký thi đua năm 2025 của Sở Y tế; hạn gửi 05/01/2025" in page
    post = {"ky-thi-dua": term.pk, "nguoi": [value(world, "canbo_khac", "SYT")], "viec": "gui", "note": ""}
    client.post(COMPOSE, post)
    assert "Đăng ký thi đua năm 2025" in mailoutbox[0].body


@pytest.mark.parametrize("count", [1, 3])
def test_composing_takes_as_many_queries_for_one_as_for_three(client, world, count, django_assert_max_num_queries):
    only_owing(world, *["SYT", "SNNPTNT", "615"][:count])
    client.force_login(world.chuyenvien)
    with django_assert_max_num_queries(29):
        client.get(COMPOSE)


# ---- the outbox ------------------------------------------------------------------------------------------------------


def reminded(world, count=1, **fields):
    people = [world.canbo, *(UserFactory(unit=world.units["SNNPTNT"]) for _ in range(count - 1))]
    for person in people:
        row = Reminder.objects.create(
            person=person, day=dt.date(2024, 12, 18), address=person.email, made_at=NOW, queued_at=NOW,
            **{"state": "failed", "error": "Hộp thư đầy."} | fields,
        )  # fmt: skip
        for number in range(2):
            ReminderLine.objects.create(
                reminder=row, key=f"filing_due:{number}", kind="filing_due", unit=world.units["SNNPTNT"], path="/",
                text=f"Việc <b>{number}</b>", by_mail=True, asked_by=world.chuyenvien, at=NOW,
            )  # fmt: skip
    return Reminder.objects.order_by("pk").first()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(client, world, count, django_assert_num_queries):
    reminded(world, count)
    client.force_login(world.chuyenvien)
    with django_assert_num_queries(9):
        assert client.get(LIST).text.count("Hộp thư đầy.") == count


def test_filters_stay_in_the_address(client, world):
    reminded(world)
    client.force_login(world.chuyenvien)
    assert "Người canbo" in client.get(LIST, {"trang-thai": "failed", "tim": "nong nghiep"}).text
    assert "Chưa có lượt nhắc việc nào" in client.get(LIST, {"trang-thai": "sent"}).text
    assert "Người canbo" not in client.get(LIST, {"tim": "y tế"}).text
    assert "<html" not in client.get(LIST, headers={"HX-Request": "true"}).text


def test_one_sees_what_is_ones_own(client, world):
    row = reminded(world)
    for who, sees in (
        ("uyvien", False),
        ("canbo_khac", False),
        ("canbo", True),
        ("thutruong", True),
        ("lanhdao", True),
    ):
        client.force_login(world.people[who])
        assert ("Việc &lt;b&gt;0" in client.get(LIST).text) == sees, who
        assert client.get(f"{LIST}{row.pk}/").status_code == (200 if sees else 404), who


def test_the_words_as_sent_without_the_address_that_stands_for_the_reader(client, world):
    row = reminded(world)
    client.force_login(world.chuyenvien)
    page = client.get(f"{LIST}{row.pk}/").text
    assert "Nhắc việc ngày 18/12/2024: 2 việc" in page
    assert "(địa chỉ riêng của người nhận)" in page and "/thong-bao/thu/" not in page


def test_sent_again_from_the_page(client, world, mailoutbox):
    row = reminded(world)
    client.force_login(world.chuyenvien)
    assert "Gửi lại thư" in client.get(f"{LIST}{row.pk}/").text
    client.post(f"{LIST}{row.pk}/gui-lai/")
    row.refresh_from_db()
    assert (row.state, len(mailoutbox)) == ("sent", 1)
    page = client.get(f"{LIST}{row.pk}/").text
    assert "Đã xếp thư gửi lại tới Người canbo." in page and "Gửi lại thư" not in page


def test_on_another_day_the_button_says_why(client, world, office):
    row = reminded(world)
    office(morning(2024, 12, 19))
    client.force_login(world.chuyenvien)
    assert "đã qua ngày 18/12/2024, soạn lượt nhắc mới" in client.get(f"{LIST}{row.pk}/").text


def test_a_digest_opens_from_its_notice(client, world):
    rules()
    only_owing(world, "SYT")
    TermFactory(register_by=dt.date(2024, 12, 24))
    digests(dt.date(2024, 12, 19))
    client.force_login(world.canbo_khac)
    notice = Notice.objects.get(to=world.canbo_khac)
    page = client.post(reverse("units:notice_open", args=[notice.pk]), follow=True).text
    assert "Việc được nhắc ngày 19/12/2024" in page
    assert f'href="/ket-qua/?ky={world.periods[4].pk}"' in page


# ---- what one wants to be told ---------------------------------------------------------------------------------------


def test_choosing_by_kind_and_channel(client, world):
    client.force_login(world.canbo)
    page = client.get(MINE).text
    assert page.count("luôn báo trên cổng") == 7  # what must be done
    assert 'name="late_list-mail"' not in page  # concerns Sở Nội vụ
    assert "Thông báo của tôi" in client.get("/thong-bao/").text
    client.post(MINE, {"filing_due-mail": "on", "correction-mail": "on", "accepted-portal": "on"})
    off = set(OptOut.objects.filter(person=world.canbo).values_list("kind", "channel"))
    assert off == {("registration_due", "mail"), ("waiting", "mail"), ("report", "portal")}
    page = client.get(MINE).text
    assert 'id="filing_due-mail" checked' in page and 'id="waiting-mail">' in page
    assert Event.objects.of(world.canbo).get().by == world.canbo


def test_home_affairs_may_stop_the_list(client, world):
    client.force_login(world.chuyenvien)
    assert 'name="late_list-mail"' in client.get(MINE).text
    client.post(MINE, {})
    assert OptOut.objects.filter(person=world.chuyenvien, kind="late_list").exists()


def test_by_the_address_in_a_mail_without_signing_in(client, world):
    address = reverse("movements:mail_choices", args=[mail_token(world.canbo)])
    page = client.get(address).text
    assert "ca…@thidua.invalid" in page and "Người canbo" not in page
    assert not OptOut.objects.exists()  # a mail program that looks ahead changes nothing
    answer = client.post(address, {"filing_due-mail": "on"})
    assert "Đã lưu lựa chọn." in answer.text
    assert set(OptOut.objects.values_list("person", "kind")) == {
        (world.canbo.pk, kind) for kind in ("registration_due", "correction", "waiting")
    }
    event = Event.objects.of(world.canbo).get()
    assert (event.by, event.note) == (None, "Qua địa chỉ trong thư, không đăng nhập.")


def test_one_click_of_a_mail_program_stops_all_mail(world):
    """RFC 8058: a bare POST without cookie or token of a form."""
    address = reverse("movements:mail_choices", args=[mail_token(world.canbo)])
    outside = Client(enforce_csrf_checks=True)
    for _ in range(2):  # it may come twice
        answer = outside.post(address, {"List-Unsubscribe": "One-Click"})
        assert "Cổng không gửi thư nhắc việc tới địa chỉ này nữa" in answer.text
    assert OptOut.objects.filter(person=world.canbo, channel="mail").count() == 4
    assert not OptOut.objects.filter(channel="portal").exists()


def test_a_wrong_address_is_not_there(client, world):
    token = mail_token(world.canbo)
    for wrong in ("x", f"{token}x", token.replace(str(world.canbo.pk), str(world.thutruong.pk), 1)):
        assert client.get(f"/thong-bao/thu/{wrong}/").status_code == 404
        assert client.post(f"/thong-bao/thu/{wrong}/", {"List-Unsubscribe": "One-Click"}).status_code == 404
    assert not OptOut.objects.exists()
