"""The front door, walked through: every page and message of it, who is kept out, and that all of it is Vietnamese."""

import re
import uuid
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import allauth.account
import pytest
import time_machine
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.contrib.messages import get_messages
from django.core import mail
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.urls import NoReverseMatch, include, path, reverse
from rest_framework.authentication import BasicAuthentication
from rest_framework.settings import api_settings

from units.models import User
from units.sign_in import ADVICE, Adapter
from units.sign_in_urls import sign_in_urls

pytestmark = pytest.mark.django_db
urlpatterns = [path("", include(sign_in_urls([("canbo", "Cán bộ thi đua")])))]  # as thidua.urls has them in the demo

RIGHT = "mười bốn con trâu đi cày"
NEW = "mùa cà phê chín đỏ trên đồi"
ENGLISH = re.compile(
    r"\b(passwords?|sign(ed)?[ -]?(in|up|out)|log(ged)?[ -]?(in|out)|the|user(name)?s?|please|error|too|many|your"
    r"|e-?mail address(es)?|you|must|required|invalid|incorrect|enter|again|this|that|is|are|of|or|and|with|have|not"
    r"|account|reset|change|link|click|attempts?|expired|key|token|confirm|hello|thank|requests?|try|later|remember"
    r"|forgot|characters?|similar|common|entirely|field|ensure|value|least|most|submit|warning|note|undefined|none)\b",
    re.IGNORECASE,
)
OUTSIDE = ["account_login", "account_reset_password", "account_reset_password_done", "account_inactive"]
OUTSIDE += ["account_reset_password_from_key_done"]
INSIDE = ["account_logout", "account_change_password", "account_reset_password"]
CLOSED = ["account_signup", "account_email", "account_reauthenticate", "account_confirm_email"]


class Page(HTMLParser):
    """What a person sees or hears of a page, and what the house does not allow in it."""

    SILENT = ("script", "style")
    SPOKEN = ("placeholder", "title", "alt", "aria-label")

    def __init__(self, response):
        super().__init__()
        self.words, self.inline, self.inside, self.tokens, self.posts = [], [], "", 0, 0
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.inside = tag
        self.words += [given[name] for name in self.SPOKEN if given.get(name)]
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.inline += [tag] * (tag == "style" or (tag == "script" and "src" not in given))
        self.posts += tag == "form" and given.get("method") == "post"
        self.tokens += given.get("name") == "csrfmiddlewaretoken"

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside not in self.SILENT:
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def read(response, status=200):
    """The visible text of a page that is whole, Vietnamese and free of inline code."""
    assert response.status_code == status
    page = Page(response)
    assert no_english(page.text)
    assert page.inline == []
    assert page.posts == page.tokens
    return page.text


def no_english(text):
    plain = re.sub(r"https?://\S+|\S+@\S+", "", text)
    found = [match.group() for match in ENGLISH.finditer(plain)]
    assert found == [], f"{found} in: {plain}"
    return True


def said(response):
    """The messages that wait for the next page."""
    texts = [str(message) for message in get_messages(response.wsgi_request)]
    assert no_english(" ".join(texts))
    return texts


@pytest.fixture(autouse=True)
def own_counters(settings):
    """A cache of its own for each test: rate limits must neither leak in nor out."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": uuid.uuid4().hex}}


def account(username="canbo", password=RIGHT, **fields):
    email = fields.pop("email", f"{username}@donvi.gov.vn")
    return User.objects.create_user(username, full_name="Y Thảo Niê", password=password, email=email, **fields)


@pytest.fixture
def person():
    return account()


@pytest.fixture
def signed_in(client, person):
    client.force_login(person)
    return client


def sign_in(client, username="canbo", password=RIGHT, **more):
    return client.post(reverse("account_login"), {"login": username, "password": password}, **more)


def inside(client):
    return SESSION_KEY in client.session


def ask_reset(client, email="canbo@donvi.gov.vn", **more):
    return client.post(reverse("account_reset_password"), {"email": email}, **more)


def reset_link():
    return re.search(r"https?://\S+", mail.outbox[-1].body).group()


def open_link(client, link=None):
    """The page behind the link of the last reset mail, and its address."""
    response = client.get(urlsplit(link or reset_link()).path, follow=True)
    return response, response.request["PATH_INFO"]


def choose(client, address, password=NEW, again=None):
    return client.post(address, {"password1": password, "password2": password if again is None else again})


def change(client, old=RIGHT, new=NEW, again=None):
    boxes = {"oldpassword": old, "password1": new, "password2": new if again is None else again}
    return client.post(reverse("account_change_password"), boxes)


# --- Pages and addresses -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OUTSIDE)
def test_pages_for_those_outside(client, name):
    assert read(client.get(reverse(name)))


@pytest.mark.parametrize("name", INSIDE)
def test_pages_for_those_inside(signed_in, name):
    assert read(signed_in.get(reverse(name)))


def test_addresses_are_stable():
    found = {name: reverse(name) for name in [*OUTSIDE, *INSIDE]}
    assert found == {
        "account_login": "/dang-nhap/",
        "account_logout": "/dang-xuat/",
        "account_change_password": "/mat-khau/doi/",
        "account_reset_password": "/mat-khau/quen/",
        "account_reset_password_done": "/mat-khau/quen/da-gui/",
        "account_reset_password_from_key_done": "/mat-khau/dat-lai/xong/",
        "account_inactive": "/tai-khoan/ngung/",
    }


def test_changing_the_password_asks_to_sign_in_first(client):
    assert client.get("/mat-khau/doi/").url == "/dang-nhap/?next=/mat-khau/doi/"


@pytest.mark.parametrize("name", CLOSED)
def test_what_is_not_used_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nobody_signs_up(rf):
    assert Adapter().is_open_for_signup(rf.get("/")) is False


def test_a_person_without_any_password_is_sent_to_the_reset(client):
    client.force_login(account(password=None))
    response = client.get("/mat-khau/doi/", follow=True)
    assert response.request["PATH_INFO"] == "/mat-khau/quen/"
    assert read(response)


@pytest.mark.urls(__name__)
def test_demo_accounts_stand_on_the_page_of_the_demo_only(client, settings):
    assert settings.DEMO_PASSWORD not in read(client.get("/dang-nhap/"))
    settings.DEMO = True
    assert f"{settings.DEMO_PASSWORD} canbo Cán bộ thi đua" in read(client.get("/dang-nhap/"))


# --- Signing in and out --------------------------------------------------------------------------------------


def test_right_password_opens_and_gives_a_new_session(client, person):
    client.get("/dang-nhap/?next=/phong-trao/")
    session = client.session
    session["before"] = "x"
    session.save()
    response = sign_in(client, next="")
    assert (response.status_code, response.url) == (302, "/")
    assert said(response) == ["Đã đăng nhập: Y Thảo Niê."]
    assert client.session.session_key != session.session_key
    assert client.cookies["sessionid"]["expires"] == ""


@pytest.mark.parametrize(
    ("username", "password", "sentence"),
    [
        ("canbo", "sai", "Tên đăng nhập hoặc mật khẩu không đúng"),
        ("khong-co", RIGHT, "Tên đăng nhập hoặc mật khẩu không đúng"),
        ("", RIGHT, "Chưa nhập tên đăng nhập."),
        ("canbo", "", "Chưa nhập mật khẩu."),
        ("a" * 61, RIGHT, "Tên đăng nhập dài nhất 60 ký tự."),
        ("canbo\0", RIGHT, "có ký tự không hợp lệ"),
        ("canbo", "a\0b", "có ký tự không hợp lệ"),
    ],
)
def test_refusals_are_said_in_vietnamese(client, person, username, password, sentence):
    assert sentence in read(sign_in(client, username, password))
    assert not inside(client)


def test_an_account_no_longer_used_gets_its_own_page(client):
    account(is_active=False)
    response = sign_in(client)
    assert response.url == "/tai-khoan/ngung/"
    assert not inside(client)


def test_leaving_needs_the_button(signed_in):
    assert "Đăng xuất" in read(signed_in.get("/dang-xuat/"))
    assert inside(signed_in)
    response = signed_in.post("/dang-xuat/")
    assert (response.url, said(response)) == ("/dang-nhap/", ["Đã đăng xuất."])
    assert not inside(signed_in)
    assert signed_in.get("/dang-xuat/").url == "/dang-nhap/"


@pytest.mark.parametrize(
    "away", ["https://xau.example/", "//xau.example", "/\\xau.example", "http://127.0.0.1/", "javascript:x"]
)
def test_nobody_is_led_away(client, person, settings, away):
    settings.ALLOWED_HOSTS = ["testserver", "127.0.0.1"]
    assert client.post("/dang-nhap/", {"login": "canbo", "password": RIGHT, "next": away}).url == "/"
    assert client.get("/dang-nhap/", {"next": away}).url == "/"
    assert client.post("/dang-xuat/", {"next": away}).url == "/dang-nhap/"


def test_the_page_asked_for_comes_after_signing_in(client, person):
    assert 'value="/phong-trao/?nam=2024"' in client.get("/dang-nhap/?next=/phong-trao/%3Fnam=2024").content.decode()
    boxes = {"login": "canbo", "password": RIGHT, "next": "/phong-trao/?nam=2024"}
    assert client.post("/dang-nhap/", boxes).url == "/phong-trao/?nam=2024"


def test_forged_posts_are_refused(person):
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict).status_code == 403
    assert not inside(strict)


def test_programs_get_the_same_pages_as_people(client, person):
    assert "không đúng" in read(sign_in(client, password="sai", headers={"accept": "application/json"}))


# --- Five wrong tries ------------------------------------------------------------------------------------------

LOCKED = "năm lần nên tạm khóa"


def five_wrong(client, username="canbo", **more):
    for _ in range(5):
        assert LOCKED not in read(sign_in(client, username, "sai", **more))


def test_the_sixth_try_is_refused_even_when_right(client, person):
    five_wrong(client)
    assert LOCKED in read(sign_in(client, password="sai"))
    assert LOCKED in read(sign_in(client))
    assert not inside(client)


def test_a_name_that_is_nobodys_is_locked_the_same_way(client):
    five_wrong(client, "khong-co")
    assert LOCKED in read(sign_in(client, "khong-co"))


def test_the_lock_opens_after_a_quarter_of_an_hour(client, person, settings):
    assert settings.ACCOUNT_RATE_LIMITS["login_failed"] == "5/15m/key"  # as the sentence says
    with time_machine.travel(timedelta(0), tick=False) as time:
        five_wrong(client)
        time.shift(timedelta(minutes=14))
        assert LOCKED in read(sign_in(client))
        time.shift(timedelta(minutes=2))
        assert sign_in(client).status_code == 302


def test_right_tries_are_not_counted(client, person):
    for _ in range(8):
        assert sign_in(client).status_code == 302
        client.post("/dang-xuat/")


def test_others_behind_the_same_address_go_on(client, person):
    account("canbo2")
    five_wrong(client)
    for number in range(30):
        assert LOCKED not in read(sign_in(client, f"ten-khac-{number}", "sai"))
    assert sign_in(client, "canbo2").status_code == 302


def test_neither_capitals_nor_host_nor_address_bring_more_tries(client, person):
    five_wrong(client)
    assert LOCKED in read(sign_in(client, " CanBo "))
    assert LOCKED in read(sign_in(client, headers={"host": "testserver:8123"}))
    assert LOCKED in read(sign_in(client, REMOTE_ADDR="10.1.2.3"))


def test_tries_are_counted_in_the_shared_cache(client, person, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "dem_thu"}}
    call_command("createcachetable", verbosity=0)
    five_wrong(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM dem_thu")
        assert cursor.fetchone()[0] > 0
    del caches["default"]  # as another process: nothing is remembered but what the table holds
    assert LOCKED in read(sign_in(Client()))


def test_the_shared_cache_keeps_the_counters_of_a_flood():
    """A table cache of Django's 300 rows drops the lock of one account when hundreds of others are tried."""
    from thidua import settings as real

    cache = real.CACHES["default"]
    kind = cache["BACKEND"].rpartition(".")[2]
    assert kind == "RedisCache" or (kind == "DatabaseCache" and cache["OPTIONS"]["MAX_ENTRIES"] >= 100_000)


def test_no_second_door_takes_passwords():
    """Basic sign-in of the API would count no wrong tries and take the demo's password."""
    assert BasicAuthentication not in api_settings.DEFAULT_AUTHENTICATION_CLASSES


def test_a_new_password_by_mail_opens_the_lock(client, person):
    five_wrong(client)
    ask_reset(client)
    _, address = open_link(client)
    choose(client, address)
    assert sign_in(client, password=NEW).status_code == 302


# --- The demo's password ---------------------------------------------------------------------------------------


def test_the_demo_password_opens_nothing_outside_the_demo(client, settings):
    account(password=settings.DEMO_PASSWORD)
    assert "Mật khẩu của bản trình diễn không dùng được" in read(sign_in(client, password=settings.DEMO_PASSWORD))
    assert "Mật khẩu của bản trình diễn" in read(sign_in(client, "khong-co", settings.DEMO_PASSWORD))
    assert not inside(client)


def test_the_demo_password_opens_the_demo(client, settings):
    settings.DEMO = True
    account(password=settings.DEMO_PASSWORD)
    assert sign_in(client, password=settings.DEMO_PASSWORD).status_code == 302


# --- Changing the password -------------------------------------------------------------------------------------


def test_a_changed_password_keeps_this_session_and_ends_the_others(signed_in, person):
    other = Client()
    other.force_login(person)
    response = change(signed_in)
    assert (response.url, said(response)) == ("/", ["Đã đổi mật khẩu."])
    assert signed_in.get("/mat-khau/doi/").status_code == 200
    assert other.get("/mat-khau/doi/").url.startswith("/dang-nhap/")
    person.refresh_from_db()
    assert person.check_password(NEW)


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ({"old": "sai"}, "Mật khẩu hiện tại không đúng."),
        ({"old": ""}, "Chưa nhập mật khẩu hiện tại."),
        ({"new": "", "again": ""}, "Chưa nhập mật khẩu mới."),
        ({"again": ""}, "Chưa nhập lại mật khẩu mới."),
        ({"again": "khác hẳn rồi"}, "Hai lần nhập mật khẩu mới không giống nhau."),
        ({"new": "ngắn"}, "Mật khẩu quá ngắn: cần ít nhất 14 ký tự."),
        ({"new": "canbo@donvi.gov.vn"}, "Mật khẩu quá giống với thư điện tử"),
        ({"new": "12345678910"}, "nhiều người dùng, rất dễ đoán"),
        ({"new": "thidua-demo"}, "mật khẩu công khai của bản trình diễn"),
    ],
)
def test_weak_passwords_are_refused_in_vietnamese(signed_in, person, boxes, sentence):
    assert sentence in read(change(signed_in, **boxes))
    person.refresh_from_db()
    assert person.check_password(RIGHT)


def test_the_hint_says_the_length_that_is_asked(settings):
    lengths = [
        row["OPTIONS"]["min_length"]
        for row in settings.AUTH_PASSWORD_VALIDATORS
        if "min_length" in row.get("OPTIONS", {})
    ]
    assert [f"{length} ký tự" in ADVICE for length in lengths] == [True]


def test_guessing_the_current_password_is_stopped(signed_in):
    for _ in range(5):
        read(change(signed_in, old="sai"))
    assert read(change(signed_in, old="sai"), 429)


# --- A new password by mail ------------------------------------------------------------------------------------


def test_the_mail_is_vietnamese_and_leads_to_a_new_password(client, person, settings):
    settings.SITE_URL = "https://thidua.example"  # the link is the site's, whatever Host was sent
    response = ask_reset(client, headers={"host": "testserver:8123"})
    assert response.url == "/mat-khau/quen/da-gui/"
    [letter] = mail.outbox
    assert letter.to == ["canbo@donvi.gov.vn"]
    assert letter.subject == "Thi đua, khen thưởng: đặt lại mật khẩu"
    assert no_english(letter.body)
    assert "Y Thảo Niê" in letter.body
    assert "trong 24 giờ" in letter.body
    page, address = open_link(client)
    assert "Đặt mật khẩu mới" in read(page)
    assert address.endswith("-mat-khau-moi/")  # the key has left the address
    assert reset_link().startswith("https://thidua.example/mat-khau/dat-lai/")
    done = choose(client, address)
    assert (done.url, said(done)) == ("/mat-khau/dat-lai/xong/", ["Đã đổi mật khẩu."])
    assert not inside(client)
    assert sign_in(client, password=NEW).status_code == 302


def test_the_answer_does_not_tell_who_has_an_account(client, person):
    account("nghi", is_active=False)
    answers = [ask_reset(client, f"{name}@donvi.gov.vn") for name in ("canbo", "nghi", "khong-co")]
    assert len({(answer.status_code, answer.url, *said(answer)) for answer in answers}) == 1
    assert [letter.subject for letter in mail.outbox[1:]] == ["Thi đua, khen thưởng: yêu cầu đặt lại mật khẩu"] * 2
    assert all(no_english(letter.body) and "/mat-khau/dat-lai/" not in letter.body for letter in mail.outbox[1:])


@pytest.mark.parametrize(
    ("email", "sentence"), [("", "Chưa nhập địa chỉ"), ("a@", "chưa đúng"), (f"{'a' * 330}@x.vn", "Địa chỉ thư")]
)
def test_wrong_addresses_are_refused_in_vietnamese(client, email, sentence):
    assert sentence in read(ask_reset(client, email))


def test_an_address_written_with_capitals_is_found(client):
    account(email="CanBo@DonVi.gov.vn")
    ask_reset(client)
    assert "/mat-khau/dat-lai/" in mail.outbox[0].body


def test_an_address_of_former_days_is_not_used(client, person):
    ask_reset(client)
    assert EmailAddress.objects.filter(user=person).exists()
    User.objects.filter(pk=person.pk).update(email="moi@donvi.gov.vn")
    ask_reset(client)
    assert "/mat-khau/dat-lai/" not in mail.outbox[-1].body


def test_people_with_one_mailbox_each_get_their_letter(client, person):
    account("canbo2", email=person.email)
    ask_reset(client)
    assert sorted(re.search(r'"(.+?)"', letter.body)[1] for letter in mail.outbox) == ["canbo", "canbo2"]


@pytest.mark.parametrize("spoil", ["used", "expired", "cut", "foreign"])
def test_a_link_that_is_no_good_says_so(client, person, spoil):
    ask_reset(client)
    link = reset_link()
    if spoil == "used":
        choose(client, open_link(client)[1])
    link = {"cut": link[:-4] + "/", "foreign": re.sub(r"lai/\w+-", "lai/zz-", link)}.get(spoil, link)
    later = timedelta(hours=73 if spoil == "expired" else 0)
    with time_machine.travel(later):
        assert "Liên kết không dùng được" in read(open_link(client, link)[0])


@pytest.mark.parametrize(
    ("new", "again", "sentence"),
    [("ngắn", None, "quá ngắn"), (NEW, "khác", "không giống nhau"), ("", None, "Chưa nhập")],
)
def test_weak_passwords_are_refused_behind_the_link_too(client, person, new, again, sentence):
    ask_reset(client)
    assert sentence in read(choose(client, open_link(client)[1], new, again))


def test_asking_too_often_gets_the_vietnamese_429(client, person):
    for _ in range(3):
        assert ask_reset(client).status_code == 302
    assert "Thử quá nhiều lần" in read(ask_reset(client), 429)
    assert len(mail.outbox) == 3


# --- Words that nobody reaches today ---------------------------------------------------------------------------


def test_every_error_of_allauth_has_our_words():
    assert Adapter.error_messages.keys() >= DefaultAccountAdapter.error_messages.keys()
    assert no_english(" ".join(map(str, Adapter.error_messages.values())))


def test_every_message_of_allauth_has_our_words(person):
    theirs = Path(allauth.account.__file__).parent.parent / "templates" / "account" / "messages"
    given = {"user": person, "email": "a@b.vn", "phone": "0123", "recipient": "a@b.vn"}
    for file in theirs.glob("*.txt"):
        template = get_template(f"account/messages/{file.name}")
        assert "site-packages" not in template.origin.name
        assert no_english(template.render(given))
