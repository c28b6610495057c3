"""A short word to one person: told once, read once, seen by nobody else."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from tests.cast import PEOPLE
from thidua.models import Event
from units.actions import choose_notices, notify, read_all_notices, read_notice
from units.enums import Channel, NoticeKind
from units.models import Notice, OptOut

pytestmark = pytest.mark.django_db
AT = dt.datetime(2024, 12, 18, 3, tzinfo=dt.UTC)
LATER = AT + dt.timedelta(hours=1)
LIST, READ_ALL = "/thong-bao/", "/thong-bao/doc-het/"


def tell(*people, text="Báo cáo chờ ký.", at=AT, url="/ket-qua/"):
    notify(people=people, kind=NoticeKind.TO_SIGN, text=text, url=url, at=at)
    return Notice.objects.order_by("pk").last()


def opening(notice):
    return reverse("units:notice_open", args=[notice.pk])


def test_each_person_once(world):
    tell(world.canbo, world.thutruong, world.canbo)
    found = Notice.objects.values_list("to__username", "kind", "text", "url", "at", "read_at")
    assert sorted(found) == [
        (name, "to_sign", "Báo cáo chờ ký.", "/ket-qua/", AT, None) for name in ("canbo", "thutruong")
    ]


@pytest.mark.parametrize(("kind", "queries"), [(NoticeKind.TO_SIGN, 1), (NoticeKind.REPORT, 2)])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_telling_takes_one_query_and_one_where_it_may_be_switched_off(
    world, count, kind, queries, django_assert_max_num_queries
):
    people = list(world.people.values())[:count]
    with django_assert_max_num_queries(queries):
        notify(people=people, kind=kind, text="x", url="/", at=AT)
    assert Notice.objects.count() == count


def choose(person, *chosen):
    offered = [(kind, Channel.PORTAL) for kind in NoticeKind.OPTIONAL]
    choose_notices(person=person, chosen=chosen, offered=offered, by=person, at=AT)


def test_what_only_tells_can_be_switched_off_and_on(world):
    choose(world.canbo, (NoticeKind.ACCEPTED, Channel.PORTAL))
    for kind in (NoticeKind.ACCEPTED, NoticeKind.REPORT):
        notify(people=[world.canbo, world.thutruong], kind=kind, text="x", url="/", at=AT)
    assert sorted(Notice.objects.values_list("to__username", "kind")) == [
        ("canbo", "accepted"), ("thutruong", "accepted"), ("thutruong", "report"),
    ]  # fmt: skip
    choose(world.canbo, *[(kind, Channel.PORTAL) for kind in NoticeKind.OPTIONAL])
    assert not OptOut.objects.exists()
    assert [event.step for event in Event.objects.of(world.canbo)] == ["choose_notices"] * 2


def test_choosing_the_same_again_is_no_act(world):
    choose(world.canbo)
    choose(world.canbo)
    assert Event.objects.of(world.canbo).count() == 1


@pytest.mark.parametrize("pair", [("to_sign", "portal"), ("filing_due", "portal"), ("accepted", "mail")])
def test_what_one_must_do_cannot_be_switched_off(world, pair):
    with pytest.raises(IntegrityError), transaction.atomic():
        OptOut.objects.create(person=world.canbo, kind=pair[0], channel=pair[1])


def test_a_long_text_is_cut_and_not_refused(world):
    assert tell(world.canbo, text="ộ" * 500).text == "ộ" * 300


def test_a_kind_is_one_of_ours(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(to=world.canbo, kind="advert", text="x", url="/", at=AT)


def test_reading_is_kept_from_the_first_time(world):
    notice = tell(world.canbo)
    read_notice(notice=notice, at=AT)
    read_notice(notice=notice, at=LATER)
    read_all_notices(person=world.canbo, at=LATER)
    assert Notice.objects.get().read_at == AT


def test_all_of_ones_own_and_no_others(world):
    tell(world.canbo, world.thutruong)
    tell(world.canbo)
    read_all_notices(person=world.canbo, at=AT)
    assert set(Notice.objects.unread().values_list("to__username", flat=True)) == {"thutruong"}


@pytest.mark.parametrize("username", PEOPLE)
def test_each_sees_ones_own(client, world, username):
    for name, person in world.people.items():
        tell(person, text=f"Riêng cho {name}.")
    client.force_login(world.people[username])
    page = client.get(LIST).text
    assert [name for name in PEOPLE if f"Riêng cho {name}." in page] == [username]


class TestPages:
    def test_the_newest_stand_first(self, client, world):
        for number, at in enumerate((AT, LATER, AT)):
            tell(world.canbo, text=f"Tin {number}.", at=at)
        client.force_login(world.canbo)
        page = client.get(LIST).text
        assert sorted(range(3), key=lambda number: page.index(f"Tin {number}.")) == [1, 2, 0]

    def test_opening_reads_it_and_goes_there(self, client, world):
        notice = tell(world.canbo, url="/ket-qua/?ky=7")
        client.force_login(world.canbo)
        assert client.post(opening(notice)).url == "/ket-qua/?ky=7"
        assert Notice.objects.get().read_at.date() == dt.date(2024, 12, 18)
        assert "Đã đọc" in client.get(LIST).text

    def test_a_link_followed_by_a_machine_reads_nothing(self, client, world):
        notice = tell(world.canbo)
        client.force_login(world.canbo)
        assert client.get(opening(notice)).status_code == 405
        assert client.get(READ_ALL).status_code == 405
        assert Notice.objects.get().read_at is None

    def test_anothers_is_not_there(self, client, world):
        notice = tell(world.thutruong)
        client.force_login(world.canbo)
        assert client.post(opening(notice)).status_code == 404
        client.post(READ_ALL)
        assert Notice.objects.get().read_at is None

    def test_reading_all_from_the_page(self, client, world):
        tell(world.canbo)
        client.force_login(world.canbo)
        assert READ_ALL in client.get(LIST).text
        assert client.post(READ_ALL).url == LIST
        assert READ_ALL not in client.get(LIST).text

    def test_none_yet(self, client, world):
        client.force_login(world.canbo)
        assert "Chưa có thông báo" in client.get(LIST).text

    @pytest.mark.parametrize("page", ["", "?trang=2", "?trang=99", "?trang=x", "?trang=-1"])
    def test_thirty_on_a_page(self, client, world, page):
        for number in range(31):
            tell(world.canbo, text=f"Tin số {number} đây.")
        client.force_login(world.canbo)
        text = client.get(LIST + page).text
        assert text.count("Tin số") == {"": 30, "?trang=x": 30}.get(page, 1)

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_list_costs_the_same(self, client, world, count, django_assert_num_queries):
        for _ in range(count):
            tell(world.canbo)
        client.force_login(world.canbo)
        with django_assert_num_queries(7):
            client.get(LIST)

    def test_words_are_words(self, client, world):
        tell(world.canbo, text="<b>đậm</b> & “trích”")
        client.force_login(world.canbo)
        assert "&lt;b&gt;đậm&lt;/b&gt; &amp; “trích”" in client.get(LIST).text
